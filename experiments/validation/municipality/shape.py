"""A municipality of the figures given; what they do not say is scaled from the model municipality.

What is scaled is assumed, with the range it has there: shares by residents, or by the whole that a
part belongs to. Its factors on inflow are where the search for others begins.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from borgerflow.experiments.validation.municipality.accepted import HeldFigure
from borgerflow.experiments.validation.municipality.figures import PERSONS, WORKFORCE
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate, Scheme
from borgerflow.sim.params.model import Municipality

SHAPE = "modelkommune"
TYPED = Wording("oplyst ved oprettelsen", "given when the file was made")
SCALED = Wording("modelkommunen efter indbyggere", "the model municipality by residents")
AS_THERE = Wording("som i modelkommunen", "as in the model municipality")
DIVIDED = Wording("delt som i modelkommunen: ", "divided as in the model municipality: ")
SEARCHED = Wording("tilpasset bestandene ", "fitted to the stocks of ")
# The shares of the workforce in Herning, Hedensted and Vesthimmerland lie from 0.81 to 0.87.
WORKFORCE_RANGE = (0.92, 1.08)
PAID_ONLY = ("sygedagpenge",)  # published cases begin where the employer's period ends
Data = dict[str, Any]


def shaped(
    name: str, known: Mapping[str, HeldFigure], shape: Municipality, day: int, lang: str
) -> Municipality:
    """Return the municipality before its factors are found: those of the shape."""
    stocks, size = _stocks(known, shape, lang), _size(known, shape)
    return Municipality.model_validate(
        {
            "name": name,
            "label": {"da": _called(name), "en": _called(name)},
            "persons_18_66": _given(known[PERSONS], lang),
            "workforce": _workforce(known, shape, lang),
            "stocks": {scheme: stocks[scheme] for scheme in shape.stocks},
            "inflow_factors": {
                name: {**_plain(estimate), "source": AS_THERE.text(lang), "grade": "assumed"}
                for name, estimate in shape.inflow_factors.items()
            },
            "newcomers_per_year": _scaled(shape.newcomers_per_year, size, SCALED, lang),
            "targets": list(_targets(known, day, lang)),
            "notes": [note.model_dump() for note in shape.notes],
        }
    )


def _called(name: str) -> str:
    return name.replace("-", " ").title()


def _size(known: Mapping[str, HeldFigure], shape: Municipality) -> float:
    """Return the residents as a share of those of the shape."""
    return known[PERSONS].persons / (shape.persons_18_66.value or 1)


def _plain(estimate: Estimate) -> Data:
    return estimate.model_dump(exclude_none=True)


def _given(one: HeldFigure, lang: str) -> Data:
    about = {"source": one.source, "grade": "sourced"}
    typed = {"source": TYPED.text(lang), "grade": "recalled"}
    return {"value": one.persons, "unit": "persons", **(about if one.source else typed)}


def _scaled(estimate: Estimate, factor: float, source: Wording, lang: str) -> Data:
    """Return an estimate times a factor, its range too: assumed."""
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    numbers = {name: round((end or 0.0) * factor, 1) for name, end in ends.items()}
    return {**numbers, "unit": estimate.unit, "source": source.text(lang), "grade": "assumed"}


def _workforce(known: Mapping[str, HeldFigure], shape: Municipality, lang: str) -> Data:
    if WORKFORCE in known:
        return _given(known[WORKFORCE], lang)
    scaled = _scaled(shape.workforce, _size(known, shape), SCALED, lang)
    low, high = (round(scaled["value"] * end, 1) for end in WORKFORCE_RANGE)
    return {**scaled, "low": low, "high": high}


def _stocks(known: Mapping[str, HeldFigure], shape: Municipality, lang: str) -> dict[str, Data]:
    """Return the persons in each scheme: as given, a share of a whole, or scaled."""
    size = _size(known, shape)
    stocks = {scheme: _scaled(e, size, SCALED, lang) for scheme, e in shape.stocks.items()}
    for one in known.values():
        schemes = one.figure.schemes
        if len(schemes) == 1:
            stocks[schemes[0]] = _given(one, lang)
            continue
        whole = sum(shape.stocks[scheme].value or 0.0 for scheme in schemes)
        source = DIVIDED + (one.source or TYPED)
        for scheme in schemes:
            stocks[scheme] = _scaled(shape.stocks[scheme], one.persons / whole, source, lang)
    return stocks


def _targets(known: Mapping[str, HeldFigure], day: int, lang: str) -> Iterator[Data]:
    """Yield the stocks that were given, to be met on a day."""
    for name, one in known.items():
        if one.figure.schemes:
            label = {"da": one.figure.label.da, "en": one.figure.label.en}
            about = {"name": name, "label": label, "schemes": one.figure.schemes}
            paid_only = {"paid_only": True} if name in PAID_ONLY else {}
            yield {**about, "day": iso_date(day), **paid_only, "persons": _given(one, lang)}


def scaled_parts(home: Municipality, schemes: Mapping[str, Scheme]) -> list[Wording]:
    """Return what nobody gave: assumed, so that it is told."""
    named = {
        Wording("arbejdsstyrken", "the labour force"): home.workforce,
        Wording("tilflyttere om året", "newcomers a year"): home.newcomers_per_year,
    }
    stocks = {Wording(**schemes[name].label): one for name, one in home.stocks.items()}
    return [said for said, each in {**named, **stocks}.items() if each.grade == "assumed"]
