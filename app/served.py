"""The app served on this machine, and on this machine alone, until it is told to end."""

import socket
import webbrowser
from collections.abc import Callable
from contextlib import closing

from flask import Flask
from waitress.server import create_server

from borgerflow.app.asked.comparison import asked_of
from borgerflow.app.asked.own_files import House
from borgerflow.app.pages.answers import jobs_page
from borgerflow.app.pages.beside import beside_page
from borgerflow.app.pages.citizen import citizen_page
from borgerflow.app.pages.own_place import place_page
from borgerflow.app.pages.own_proposal import own_page
from borgerflow.app.pages.plain_question import choice_page, observed_page, talks_page
from borgerflow.app.pages.proposal import GLANCING, proposal_page
from borgerflow.app.site import MOST_SENT, Rooms, site_of
from borgerflow.app.work.desk import Desk
from borgerflow.app.work.lanes import Apart, Lane
from borgerflow.app.work.tasks import Asking, Glance, Warm
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

PAGES = (
    proposal_page,
    beside_page,
    citizen_page,
    own_page,
    talks_page,
    choice_page,
    place_page,
    observed_page,
    jobs_page,
)
ONLY_HERE = "127.0.0.1"
TRIED = 20  # ports, where nobody asks for one
THREADS = 8  # a request takes a few hundredths of a second; long work is elsewhere


def served(
    house: House, port: int, *, chosen: bool, opened: bool, tell: Callable[[str], None]
) -> None:
    """Serve until interrupted; ``tell`` is told the address once the pages can be asked for.

    Raises
    ------
    InputError
        If the port is taken.
    """
    with closing(_listening(port, chosen=chosen)) as listening:
        rooms = rooms_of(house)
        try:
            site = with_pages(rooms)
            server = create_server(
                site,
                sockets=[listening],
                threads=THREADS,
                max_request_body_size=2 * MOST_SENT,
                ident=None,
            )
            address = f"http://{ONLY_HERE}:{listening.getsockname()[1]}/"
            tell(address)
            if opened:
                webbrowser.open(address)
            server.run()
        finally:
            rooms.desk.close()


def with_pages(rooms: Rooms, most_sent: int = MOST_SENT) -> Flask:
    """Return the site with all its pages."""
    site = site_of(rooms, most_sent)
    for page_of in PAGES:
        site.register_blueprint(page_of(rooms))
    return site


def rooms_of(house: House) -> Rooms:
    """Return what pages work with; the runners begin to get warm.

    The lives of the baseline of what is asked first, where nothing is chosen, are lived at once.
    """
    params = house.held()
    usual = asked_of({}, house, "da").question
    assert usual is not None
    glance = Apart(Warm(Glance(Asking(usual, params, GLANCING, "da"))))
    whole = Apart(Warm(), gives_way=True)  # to first answers
    glance.begin()
    whole.begin()
    return Rooms(house, Desk({"glance": Lane(glance), "whole": Lane(whole)}))


def _listening(port: int, *, chosen: bool) -> socket.socket:
    """Return a socket that only this machine reaches, at a port that is free."""
    for each in [port] if chosen else range(port, port + TRIED):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listening.bind((ONLY_HERE, each))
        except OSError:
            listening.close()
        else:
            return listening
    raise InputError(
        Wording(
            f"Port {port} er optaget: vælg en anden med --port.",
            f"Port {port} is taken: choose another with --port.",
        )
    )
