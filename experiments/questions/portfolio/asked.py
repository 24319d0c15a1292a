"""Which proposals together, as it is asked: one record, and what is refused of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.runs.validate import (
    begins_at,
    horizon_of,
    refuse_before_law,
    refuse_repeats,
    refuse_settings,
    with_days,
)
from borgerflow.experiments.typed.numbers import refuse_size
from borgerflow.experiments.typed.sizes import DRAWS_AT_ONCE, KRONER
from borgerflow.sim.base.clock import parse_day, year_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.patches.catalogue import refuse_unmatched
from borgerflow.sim.world.horizon import horizon_days
from borgerflow.sim.world.municipality import find_municipality


@dataclass(frozen=True, kw_only=True)
class PortfolioQuestion(WorldQuestion):
    """Which proposals together are best under a budget; all there are, if none is named.

    ``budget`` holds for each year that ``budget_by_year`` does not name; ``draws`` are those of the
    proposals' own numbers, none where the choice is by these as assumed alone.
    """

    kind = "portfolio"

    budget: float | None = None
    budget_by_year: tuple[tuple[int, float], ...] = ()
    budget_total: float | None = None
    spend_at_least: float | None = None
    must: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    draws: int = 0

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        said = super().inputs()
        return said if self.draws else {k: v for k, v in said.items() if k != "draws"}

    @property
    def years(self) -> range:
        """Return the calendar years that the horizon touches."""
        first, after = map(parse_day, self.horizon)
        return range(year_of(first), year_of(after - 1) + 1)


def accepted_choice(question: PortfolioQuestion, params: Params) -> PortfolioQuestion:
    """Return a question with its horizon filled in; what needs no world to be refused is refused.

    Raises
    ------
    InputError
        If a name is unknown or named twice, the days or a budget make no sense, or there is
        nothing to choose among.
    """
    params = question.held(params)
    refuse_settings(question)
    if question.draws:
        refuse_size("--draws", question.draws, DRAWS_AT_ONCE)
    home = find_municipality(params, question.municipality)
    refuse_unmatched(params, home)
    for names in (question.proposals, question.must, question.leave_out):
        refuse_repeats(names)
        for name in names:
            params.proposal(name)
    start, end = horizon_of([params.proposal(name) for name in among(question, params)], params)
    asked = with_days(question, begins_at(start, question.municipality, params), end)
    refuse_before_law(asked.horizon[0], home, params)
    horizon_days(*asked.horizon)
    _refuse_budgets(asked)
    return asked


def among(question: PortfolioQuestion, params: Params) -> Sequence[str]:
    """Return the proposals to choose among: those named, else all of the municipality."""
    home = find_municipality(params, question.municipality).name
    if question.proposals:
        return question.proposals
    names = tuple(name for name, form in params.proposals.items() if form.municipality == home)
    if not names:
        raise InputError(
            Wording(
                da=f"Der er ingen forslag fra {home}: nævn nogle fra en anden kommune.",
                en=f"There is no proposal of {home}: name some of another municipality.",
            )
        )
    return names


def _refuse_budgets(question: PortfolioQuestion) -> None:
    """Refuse a budget of a year outside the horizon, and kroner that can be no limit."""
    years = question.years
    for year, amount in question.budget_by_year:
        if year not in years:
            raise InputError(_outside(year, years))
        refuse_size(f"--budget {year}", amount, KRONER)
    limits = {
        "--budget": question.budget,
        "--budget-total": question.budget_total,
        "--spend-at-least": question.spend_at_least,
    }
    for option, kroner in limits.items():
        if kroner is not None:
            refuse_size(option, kroner, KRONER)


def _outside(year: int, years: range) -> Wording:
    return Wording(
        da=f"Der er et budget for {year}, som ikke er i perioden: forventede et år fra {years[0]} "
        f"til {years[-1]}.",
        en=f"There is a budget for {year}, which is not in the horizon: expected a year "
        f"from {years[0]} to {years[-1]}.",
    )
