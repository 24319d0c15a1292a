"""The pages *Samtaler*, *Portefølje* and of what was observed: plain fields, answered whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, render_template, request

from borgerflow.app.asked.choice import choice_asked
from borgerflow.app.asked.comparison import Typed
from borgerflow.app.asked.observed import observed_asked
from borgerflow.app.asked.own_files import House
from borgerflow.app.asked.plain import PlainAsked
from borgerflow.app.asked.talks import talks_asked
from borgerflow.app.pages.asking import (
    NOWHERE,
    WRONG,
    Standing,
    began,
    begin,
    link,
    said,
    sent,
    shown_of,
    standing,
    wants_json,
    whole,
)
from borgerflow.app.pages.documents import KINDS, document_of
from borgerflow.app.site import Rooms
from borgerflow.sim.base.errors import InputError


@dataclass(frozen=True)
class PlainPage:
    """A page: its name, its address, how it is read, what answers it, and what saves that."""

    name: str
    address: str
    asked_of: Callable[[Typed, House, str], PlainAsked]
    answering: str
    keeping: str = ""

    @property
    def show(self) -> str:
        """Return the endpoint that shows it."""
        return f"{self.name}.show"


QUESTIONS = "borgerflow.experiments.questions"
TALKS = PlainPage("talks", "/samtaler", talks_asked, f"{QUESTIONS}.contacts.question:answer_to")
CHOICE = PlainPage(
    "choice", "/portefoelje", choice_asked, f"{QUESTIONS}.portfolio.question:answer_to"
)
OBSERVED = PlainPage(
    "observed",
    "/kommunen/observeret",
    observed_asked,
    "borgerflow.experiments.validation.backcast.question:answer_to",
    "borgerflow.experiments.store.saving:save_comparison",
)


def talks_page(rooms: Rooms) -> Blueprint:
    """Return the page of talks."""
    return _page_of(TALKS, rooms)


def choice_page(rooms: Rooms) -> Blueprint:
    """Return the page of the choice under a budget."""
    return _page_of(CHOICE, rooms)


def observed_page(rooms: Rooms) -> Blueprint:
    """Return the page of how far a municipality is from what was observed."""
    return _page_of(OBSERVED, rooms)


def _page_of(which: PlainPage, rooms: Rooms) -> Blueprint:
    page = Blueprint(which.name, __name__)

    @page.get(which.address)
    def show() -> Any:
        asked = which.asked_of(request.args, rooms.house, g.lang)
        return render_template("plain.html", **_shown(which, asked, request.args, rooms))

    @page.post(which.address)
    def ask() -> Any:
        asked = which.asked_of(request.form, rooms.house, g.lang)
        found = _begun(which, asked, rooms)
        if wants_json():
            return began(found, asked.errors, which.show)
        if found is None:
            wrong = _shown(which, asked, request.form, rooms)
            return render_template("plain.html", **wrong), WRONG
        return redirect(link(which.show))

    @page.get(f"{which.address}/hent/<what>")
    def download(what: str) -> Any:
        asked = which.asked_of(request.args, rooms.house, g.lang)
        if asked.question is None or what not in KINDS:
            return sent(None)
        folder = standing(asked.question, asked.params, rooms).folder
        return sent(None if folder is None else document_of(what, asked.question, folder, g.lang))

    return page


def _begun(which: PlainPage, asked: PlainAsked, rooms: Rooms) -> Standing | None:
    """Return how the question stands, now that it is asked; None where it cannot be."""
    if asked.question is None:
        return None
    steps = [whole(asked.question, asked.params, which.answering, rooms, which.keeping)]
    try:
        return begin(asked.question, asked.params, steps, rooms)
    except InputError as full:
        asked.errors["form"] = full.said
        return None


def _shown(
    which: PlainPage, asked: PlainAsked, typed: Mapping[str, str], rooms: Rooms
) -> dict[str, Any]:
    """Return what the template of the page shows."""
    now = NOWHERE if asked.question is None else standing(asked.question, asked.params, rooms)
    return {
        "which": which,
        "asked": asked,
        "typed": typed,
        "errors": asked.errors,
        "downloads": tuple(KINDS),
        "query": said(typed),
        **shown_of(now),
    }
