"""The page *Portefølje*: which proposals are best under a budget, as ``portfolio`` asks."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from borgerflow.app.asked.comparison import WHOLE, FieldReading, Typed
from borgerflow.app.asked.own_files import House
from borgerflow.app.asked.plain import (
    REPLICATIONS_FIELD,
    SEED_FIELD,
    PlainAsked,
    PlainField,
    run_typed,
    whole_of,
)
from borgerflow.app.asked.talks import place_field
from borgerflow.experiments.questions.portfolio.asked import PortfolioQuestion, accepted_choice
from borgerflow.experiments.typed.numbers import whole_number
from borgerflow.experiments.typed.sizes import KRONER
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params

USUAL_PLACE = "herning"
A_YEAR = PlainField(
    "budget",
    Wording("Budget om året, kr.", "Budget a year, kr."),
    Wording("cifre alene, fx 2000000", "digits alone, as 2000000"),
    usual="2000000",
)
IN_ALL = PlainField("budget_total", Wording("Budget i alt, kr.", "Budget in all, kr."), folded=True)
AT_LEAST = PlainField(
    "spend_at_least",
    Wording("Der skal mindst bruges, kr.", "To be spent at least, kr."),
    folded=True,
)
MONEY = (A_YEAR, IN_ALL, AT_LEAST)
LABELS: Mapping[str, Wording] = {f"--{e.name.replace('_', '-')}": e.label for e in MONEY[::-1]}


def choice_asked(typed: Typed, house: House, lang: str) -> PlainAsked:
    """Return what the page asks, with what is wrong beside each field."""
    reading = FieldReading(typed, lang)
    files = (reading.text("place"), reading.text("own"))
    params = reading.tried(WHOLE, lambda: house.held(*files), house.held())
    money: dict[str, Any] = {each.name: _kroner(reading, each) for each in MONEY}
    if "budget" not in typed:
        money["budget"] = float(A_YEAR.usual)
    run: dict[str, Any] = {**run_typed(reading)}

    def accept() -> PortfolioQuestion:
        place = reading.text("municipality") or USUAL_PLACE
        question = PortfolioQuestion(municipality=place, **money, **run)
        return accepted_choice(question, params)

    question = whole_of(reading, accept, LABELS)
    return PlainAsked(params, fields_of(params), question, reading.errors)


def _kroner(reading: FieldReading, each: PlainField) -> float | None:
    """Return the kroner that were typed in a field, as the command reads them."""
    text = reading.text(each.name)
    label = each.label.text(reading.lang)
    read = partial(whole_number, label, text, KRONER)
    return float(reading.tried(each.name, read, 0)) if text else None


def fields_of(params: Params) -> tuple[PlainField, ...]:
    """Return the fields of the page."""
    return (place_field(params), *MONEY, REPLICATIONS_FIELD, SEED_FIELD)
