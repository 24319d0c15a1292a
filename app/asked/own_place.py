"""The page *Kommunen*: what a municipality is to be made from, each field read by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from borgerflow.app.asked.comparison import Errors, FieldReading, Typed
from borgerflow.app.asked.uploads import Sent, Upload, uploads_of
from borgerflow.experiments.typed.days import day as day_typed
from borgerflow.experiments.typed.numbers import whole_number
from borgerflow.experiments.validation.municipality.accepted import (
    COUNT,
    refuse_day,
    refuse_place,
)
from borgerflow.experiments.validation.municipality.figures import (
    EIGHT,
    PERSONS,
    WORKFORCE,
    LocalFigure,
    figures_known,
)
from borgerflow.experiments.validation.municipality.given import GivenFigure
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.world.municipality import municipality_names

FIGURE = "f."  # begins the name of the field of a figure
FILES = "files"
USUAL_DAY = "2019-02-01"
OFFERED = (PERSONS, WORKFORCE, *EIGHT)
NAME, DAY = Wording("Navn", "Name"), Wording("Dag", "Day")
NOTHING = Wording(
    "Skriv tallene, eller vælg en fil med dem.", "Type the figures, or choose a file of them."
)


@dataclass(frozen=True)
class PlaceWanted:
    """A municipality that is to be made, from figures that were typed and files that were sent."""

    name: str
    day: int
    quick: bool
    lang: str
    given: tuple[GivenFigure, ...]
    uploads: tuple[Upload, ...]


@dataclass(frozen=True)
class PlaceAsked:
    """What a form asks for; ``wanted`` is None where a field is wrong."""

    wanted: PlaceWanted | None
    errors: Errors = field(default_factory=dict)


def offered_figures(params: Params) -> tuple[LocalFigure, ...]:
    """Return the figures that have a field of their own."""
    known = figures_known(params.law.schemes)
    return tuple(known[name] for name in OFFERED)


def place_asked(typed: Typed, sent: Iterable[Sent], params: Params, lang: str) -> PlaceAsked:
    """Return what is to be made, with what is wrong beside each field."""
    reading = FieldReading(typed, lang)
    name = reading.text("name")
    reading.tried("name", lambda: _refuse_name(name, params), None)
    day = reading.tried("day", lambda: _day(reading, params), 0)
    given = tuple(_given(reading, params))
    none: tuple[Upload, ...] = ()
    uploads = reading.tried(FILES, lambda: uploads_of(sent), none)
    if not given and not uploads and not reading.errors:
        reading.errors[FILES] = NOTHING
    if reading.errors:
        return PlaceAsked(None, reading.errors)
    quick = reading.text("thorough") != "on"
    return PlaceAsked(PlaceWanted(name, day, quick, lang, given, uploads))


def _refuse_name(name: str, params: Params) -> None:
    """Refuse a name that no municipality of one's own can have."""
    try:
        refuse_place(name, Path(f"{name}.yaml"), municipality_names(params))
    except InputError as refused:
        said = refused.said.each(lambda text: text.replace("NAME ", "", 1))
        raise InputError(NAME + " " + said if said != refused.said else said) from None


def _day(reading: FieldReading, params: Params) -> int:
    day = day_typed(DAY.text(reading.lang), reading.text("day") or USUAL_DAY) or 0
    refuse_day(day, params.law.schemes)
    return day


def _given(reading: FieldReading, params: Params) -> Iterable[GivenFigure]:
    """Yield the figures that were typed."""
    for figure in offered_figures(params):
        name, label = FIGURE + figure.name, figure.label
        text = reading.text(name)
        if text:
            reading.tried(name, partial(_count, label, text, reading.lang), 0)
            yield GivenFigure(figure.name, text, "", label)


def _count(label: Wording, text: str, lang: str) -> int:
    return whole_number(label.text(lang), text, COUNT)
