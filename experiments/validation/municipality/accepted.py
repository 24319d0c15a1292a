"""What is refused of figures that were given: strange, missing, too large, contradicting."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from borgerflow.experiments.typed.numbers import Size, whole_number
from borgerflow.experiments.validation.calibration.out import refuse_out
from borgerflow.experiments.validation.municipality.figures import (
    ALL_HELP,
    EIGHT,
    HELP,
    PERSONS,
    PUBLISHED,
    LocalFigure,
)
from borgerflow.experiments.validation.municipality.given import GivenFigure
from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.records.files.headers import bare

NO_FIGURE = Wording("intet tal", "no figure")
MOST_PERSONS = 1_000_000  # the largest municipality has some 450,000 of the age
COUNT = Size(
    1,
    MOST_PERSONS,
    Wording("et helt antal personer, mindst 1", "a whole number of persons, 1 or more"),
)
PLACE_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
IN_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-", "_": "-"})
FIRST_DAY = parse_day("2019-01-01")  # the lives before it are run in under rates there are


@dataclass(frozen=True)
class HeldFigure:
    """A figure that holds: how many persons, and who says so."""

    figure: LocalFigure
    persons: int
    source: str
    place: Wording


def names_of(figures: Mapping[str, LocalFigure]) -> dict[str, str]:
    """Return the name of each figure by what it may be called, in letters of ASCII alone."""
    called = {bare(f.label.text(lang)): n for n, f in figures.items() for lang in ("da", "en")}
    return called | {bare(name): name for name in figures}


def accepted_figures(
    given: Sequence[GivenFigure], figures: Mapping[str, LocalFigure]
) -> dict[str, HeldFigure]:
    """Return the figures by name.

    Raises
    ------
    InputError
        If one is not known, stands twice, is no count of persons or above the residents, or if
        one that is needed is missing.
    """
    names = names_of(figures)
    known: dict[str, HeldFigure] = {}
    for row in given:
        found = checked(row, names, figures)
        if found.figure.name in known:
            raise _against(found, known[found.figure.name])
        known[found.figure.name] = found
    _refuse_parts(known)
    _refuse_missing(known, figures)
    _refuse_more_than_all(known)
    return known


def checked(
    row: GivenFigure, names: Mapping[str, str], figures: Mapping[str, LocalFigure]
) -> HeldFigure:
    """Return one figure by itself; an unknown name and what is no count of persons are refused."""
    name = names.get(bare(row.figure))
    if name is None:
        labels = [*figures, *(figure.label.da for figure in figures.values())]
        raise InputError(row.place + ": " + unknown(NO_FIGURE, row.figure, labels))
    called = Wording(", ", ", ") + figures[name].called
    what = row.place if row.place.da.startswith("--") else row.place + called
    try:
        persons = whole_number("", row.number, COUNT)
    except InputError as error:
        raise InputError(what + " " + error.said.each(str.lstrip)) from None
    return HeldFigure(figures[name], persons, row.source, row.place)


def _against(one: HeldFigure, other: HeldFigure) -> InputError:
    called = one.figure.called
    said = Wording(
        f": {called.da} er {one.persons}, men {other.persons} i ",
        f": {called.en} is {one.persons}, but {other.persons} in ",
    )
    once = Wording("; tallet skal stå én gang.", "; expected the figure once.")
    return InputError(one.place + said + other.place + once)


def _refuse_parts(known: Mapping[str, HeldFigure]) -> None:
    """Refuse a whole beside its parts; parts that are more than it are told as such."""
    stocks = [one for one in known.values() if one.figure.schemes]
    for one, other in combinations(sorted(stocks, key=lambda k: -len(k.figure.schemes)), 2):
        if set(one.figure.schemes) & set(other.figure.schemes):
            more = other.persons > one.persons
            said = Wording(
                f": {other.figure.label.da} er {other.persons}, en del af {one.figure.label.da} "
                f"på {one.persons}; skriv {'højst så mange, og ' if more else ''}enten det hele "
                "eller delene.",
                f": {other.figure.name} is {other.persons}, a part of {one.figure.name}, which is"
                f" {one.persons}; expected {'no more, and ' if more else ''}the whole or its"
                " parts.",
            )
            raise InputError(other.place + said)


def _refuse_missing(known: Mapping[str, HeldFigure], figures: Mapping[str, LocalFigure]) -> None:
    """Refuse figures without the residents or one of the eight stocks; say where it stands."""
    counted = {scheme for one in known.values() for scheme in one.figure.schemes}
    given_help = counted & {part for parts in HELP.values() for part in parts}
    needed = [PERSONS, *(name for name in EIGHT if name != ALL_HELP)]
    if not given_help:
        needed.append(ALL_HELP)
    missing = [name for name in needed if name not in known]
    for name, schemes in HELP.items():
        missing += [name] if given_help and not set(schemes) <= counted else []
    if missing:
        typed = _option(missing[0])
        da, en = (
            "; ".join(f"{getattr(figures[n].called, lang)} ({PUBLISHED[n]})" for n in missing)
            for lang in ("da", "en")
        )
        raise InputError(
            Wording(
                f"Der mangler: {da}. Skriv {typed}, eller en række i filen.",
                f"Missing: {en}. Type {typed}, or a row of the file.",
            )
        )


def _option(name: str) -> str:
    return "--persons N" if name == PERSONS else f"--stock {name}=N"


def _refuse_more_than_all(known: Mapping[str, HeldFigure]) -> None:
    """Refuse a workforce, a stock or all of them together above the residents."""
    residents = known[PERSONS].persons
    for one in known.values():
        if one.persons > residents:
            raise InputError(one.place + _above(one.figure.called, one.persons, residents))
    total = sum(one.persons for one in known.values() if one.figure.schemes)
    if total > residents:
        together = Wording("bestandene tilsammen", "the stocks together")
        raise InputError(known[PERSONS].place + _above(together, total, residents))


def _above(what: Wording, got: int, residents: int) -> Wording:
    most = Wording(
        f" er {got}; det må højst være antallet af indbyggere fra 18 til 66 år, {residents}.",
        f": {got}; expected no more than {PERSONS}, {residents}.",
    )
    return ": " + (what + most)


def refuse_place(name: str, out: Path, taken: Iterable[str]) -> None:
    """Refuse a name that no file can have or another municipality has, and a file there is.

    The file is named after the municipality: so are all.
    """
    refuse_cpr_name(name)
    if not PLACE_NAME.fullmatch(name):
        plain = re.sub("[^a-z0-9-]", "", name.lower().translate(IN_ASCII)).strip("-0123456789")
        meant = Wording(f" Mente du {plain}?", f" Did you mean {plain}?") if plain else ""
        expected = Wording(
            ": der skal stå et navn med små bogstaver a-z, tal og bindestreger.",
            ": expected a name of small letters a-z, digits and hyphens.",
        )
        raise InputError(Wording("NAME er ", "NAME is ") + quoted(name) + expected + meant)
    if name in taken:
        raise InputError(
            Wording(
                f"{name} er en kommune, der følger med: vælg et andet navn.",
                f"{name} is a packaged municipality: expected another name.",
            )
        )
    refuse_out(name, out)


def refuse_day(day: int, schemes: Mapping[str, Scheme]) -> None:
    """Refuse a day before lives can be run in to it, or on which a scheme of the eight is gone."""
    ends = [form.ended.day for form in schemes.values() if form.ended is not None]
    last = min(ends, default=day + 1) - 1
    if not FIRST_DAY <= day <= last:
        first, latest, got = iso_date(FIRST_DAY), iso_date(last), iso_date(day)
        raise InputError(
            Wording(
                f"--day er {got}: vælg en dag fra {first} til {latest}, hvor alle bestandene "
                "findes.",
                f"--day is {got}: expected a day from {first} to {latest}, on which each stock is.",
            )
        )
