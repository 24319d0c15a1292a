"""``borgerflow app``: the pages in a browser on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.typed.numbers import Size
from borgerflow.sim.base import texts
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

USUAL_PORT = 8321
PORT = Size(1024, 65535, Wording("en port fra 1024 til 65535", "a port from 1024 to 65535"))
NOT_INSTALLED = Wording(
    "Siderne er ikke installeret: pip install borgerflow[app].",
    "The pages are not installed: pip install borgerflow[app].",
)
OPEN_AT = Wording(
    "borgerflow er åben på {} (kun på denne maskine). Ctrl-C lukker.",
    "borgerflow is open at {} (on this machine alone). Ctrl-C closes it.",
)
Port = Annotated[
    int | None,
    typer.Option(
        "--port",
        metavar="N",
        parser=options.whole("--port", PORT),
        show_default=told(
            da=f"{USUAL_PORT}, eller den næste ledige", en=f"{USUAL_PORT}, or the next free one"
        ),
        help=told(da="Porten på denne maskine.", en="The port on this machine."),
    ),
]
NoBrowser = Annotated[
    bool,
    typer.Option(
        "--no-browser",
        help=told(da="Åbn ikke browseren.", en="Do not open the browser."),
    ),
]
PORTABLE_MADE = Wording(
    "Mappen er lavet: kopiér den hele, og dobbeltklik på »{}«.",
    "The folder is made: copy all of it, and double-click “{}”.",
)
COPYING = Wording(
    "Kopierer Python, pakker og borgerflow og prøver kopien (et minut eller to) ...",
    "Copying Python, packages and borgerflow, and trying the copy (a minute or two) ...",
)
Portable = Annotated[
    Path | None,
    typer.Option(
        "--portable",
        metavar="DIR",
        parser=options.path_typed,
        help=told(
            da="Lav i stedet en ny mappe med alt, til en maskine uden rettigheder og netværk.",
            en="Make a new folder of all of it instead, for a machine without rights or network.",
        ),
    ),
]


@in_danish(
    "Åbn siderne i en browser: forslag, eget forslag og egen kommune. Alt bliver på maskinen."
)
def app(
    port: Port = None,
    no_browser: NoBrowser = False,
    portable: Portable = None,
    folder: options.Params = None,
    out: options.Out = None,
    lang: options.Lang = None,
) -> None:
    """Open the pages in a browser: proposals, one of your own, a municipality. All stays here."""
    spoken = options.language(lang)
    from borgerflow.experiments.store.results import check_writable

    try:
        from borgerflow.app.asked.own_files import OWN, House
        from borgerflow.app.served import served
    except ModuleNotFoundError as missing:
        if missing.name not in ("flask", "waitress", "werkzeug", "markupsafe"):
            raise
        raise InputError(NOT_INSTALLED) from None
    if portable is not None:
        _make_portable(portable, spoken)
        return
    house = House(folder, out or options.RESULTS)
    house.held()
    check_writable(house.results, OWN)
    served(
        house,
        port or USUAL_PORT,
        chosen=port is not None,
        opened=not no_browser,
        tell=lambda address: screen.say(OPEN_AT.text(spoken).format(address)),
    )


def _make_portable(folder: Path, spoken: str) -> None:
    """Make a folder that is carried elsewhere, and say how it is started."""
    from borgerflow.app.portable.making import portable_folder

    screen.tell(COPYING.text(spoken))
    start = portable_folder(folder)
    screen.say(PORTABLE_MADE.text(spoken).format(texts.told(str(start))), start)
