"""What stands in for the answers that do not hold, while the rules of the whole form are tried.

A rule of several fields is told in the same run as the faults of cells, wherever its own cells
are sound. So each field that was refused gets an answer here that breaks no rule.
"""

from collections.abc import Collection, Mapping
from typing import Any

from borgerflow.experiments.authoring.answers import estimate_as_data
from borgerflow.experiments.lookup.proposals import ways_of
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.mechanisms import KINDS
from borgerflow.sim.params.proposals.names import CAME_FROM
from borgerflow.sim.params.reading.kept import Loc

Data = dict[str, Any]


def _number(value: float, unit: str) -> Data:
    return {"value": value, "unit": unit, "source": "-", "grade": "sourced"}


TEXTS = {"da": "-", "en": "-"}
HEAD: Data = {
    "id": "-",
    "title": TEXTS,
    "municipality": "-",
    "form": {"document": "-", "lines": "-", "number": "-"},
    "description": TEXTS,
    "start": "2000-01-01",
    "until": "2100-01-01",
    "price_year": 2000,
    "cost": {"2000": _number(0, "kr")},
    "evidence": "-",
}
MECHANISM: Data = {
    "label": TEXTS,
    "kind": "hazard",
    "effect": _number(1, "factor"),
    "stated": False,
    "reach": _number(1, "share"),
    "phase_in_months": _number(0, "months"),
    "fade_out_months": _number(0, "months"),
}
DECISIVE = ("kind", "scheme", "at")  # what other fields a mechanism has rests on these
OF_ANY_KIND = ("label", "stated", "window_weeks", "target", "reach", "implementation")


def with_stand_ins(data: Mapping[str, Any], refused: Collection[Loc], params: Params) -> Data:
    """Return a draft in which something sound stands for each field that was refused."""
    whole = {loc[0] for loc in refused if loc}
    head = {key: value for key, value in data.items() if key not in whole}
    made = head | {key: HEAD[key] for key in HEAD if key in whole}
    mechanisms = {
        name: _mechanism(mechanism, _refused_of(name, refused), params)
        for name, mechanism in data.get("mechanisms", {}).items()
        if ("mechanisms", name) not in refused
    }
    if "unanswered" not in whole and (mechanisms or "unanswered" in data):
        return made | {"mechanisms": mechanisms}
    return {**made, "mechanisms": mechanisms, **({} if mechanisms else {"unanswered": TEXTS})}


def _refused_of(name: str, refused: Collection[Loc]) -> set[str]:
    """Return the fields of a mechanism that were refused."""
    return {str(loc[2]) for loc in refused if loc[:2] == ("mechanisms", name)}


def _mechanism(said: Data, refused: set[str], params: Params) -> Data:
    if refused.intersection(DECISIVE) or said.get("kind") not in KINDS:
        return _of_no_kind(said, refused, params)
    sound = {field: value for field, value in said.items() if field not in refused}
    stand_ins = {field: _stand_in(field, said, params) for field in refused}
    return sound | {field: value for field, value in stand_ins.items() if value is not None}


def _of_no_kind(said: Data, refused: set[str], params: Params) -> Data:
    """Return a mechanism that holds, with those fields of another that every kind has."""
    scheme, ways = next((name, to) for name, to in ways_of(params).items() if to)
    sound = {field: said[field] for field in OF_ANY_KIND if field in said and field not in refused}
    return MECHANISM | {"scheme": scheme, "exits": list(ways)} | sound


def _stand_in(field: str, said: Data, params: Params) -> Any:
    """Return a sound answer to a field of a mechanism; nothing where it may be left out."""
    ways, scheme = ways_of(params), said["scheme"]
    names = {
        "exits": list(ways.get(scheme, ())),
        "origins": [name for name, exits in ways.items() if scheme in exits],
        "came_from": [scheme],
        "away_from": CAME_FROM,
        "towards": CAME_FROM,
    }
    guess = params.first_guesses.number(field, said["kind"])
    if field == "effect":
        unit = KINDS[said["kind"]].unit
        return _number(1 if unit == "factor" else 0, unit)
    return names.get(field) or (estimate_as_data(guess) if guess else MECHANISM.get(field))
