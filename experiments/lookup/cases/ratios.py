"""What others have come to per krone and per post, and when a number lies beyond it.

A number is beyond the cases if it is higher than nine of ten of them; of what few cases say, the
most that trials leave room for is the limit instead.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import quantiles

from borgerflow.experiments.findings.doubts import Example, Excess, Measure
from borgerflow.experiments.lookup.cases.catalogue import Catalogue
from borgerflow.experiments.lookup.cases.common_form import (
    WEEKS,
    CommonForm,
    citizens_reached,
    common_form,
    employees_of,
)
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate, LawBook, Proposal
from borgerflow.sim.params.cases.catalogue import Case, CaseRules

TENTHS = 10
FEWEST = 10  # cases of which a tenth can be told


@dataclass(frozen=True)
class PostYears:
    """Full-time posts times years, and whether the cost alone tells how many there are."""

    years: float
    from_cost: bool


def examples_of(catalogue: Catalogue, law: LawBook) -> dict[Measure, tuple[Example, ...]]:
    """Return what each case comes to, by measure; a case that does not say is left out."""
    forms = [(case, common_form(case, law, catalogue.rules)) for case in catalogue.cases.values()]
    found: dict[Measure, list[Example]] = {
        "kroner_per_krone": [],
        "full_time_per_post": [],
        "reached_per_post": [],
    }
    for case, form in forms:
        for measure, ratio in _ratios(case, form):
            name = Wording(case.id, case.id)
            found[measure].append(Example(name, case.municipality, ratio))
    return {measure: tuple(examples) for measure, examples in found.items()}


def _ratios(case: Case, form: CommonForm) -> Iterator[tuple[Measure, float]]:
    if form.gross and form.investment:
        yield "kroner_per_krone", form.gross / form.investment
    if form.saved_weeks_per_employee:
        yield "full_time_per_post", form.saved_weeks_per_employee / WEEKS
    citizens = citizens_reached(case)
    if citizens and form.employees:
        yield "reached_per_post", citizens / form.employees


def excesses_of(
    numbers: Mapping[Measure, float], catalogue: Catalogue, law: LawBook, *, from_cost: bool
) -> tuple[Excess, ...]:
    """Return those of some numbers that lie beyond what others have come to.

    Parameters
    ----------
    from_cost : bool
        Whether the posts of the numbers are those that the cost can pay for.
    """
    known = examples_of(catalogue, law)
    found = (
        _excess(measure, value, known[measure], catalogue, from_cost=from_cost)
        for measure, value in numbers.items()
    )
    return tuple(excess for excess in found if excess.value > excess.limit)


def _excess(
    measure: Measure,
    value: float,
    examples: tuple[Example, ...],
    catalogue: Catalogue,
    *,
    from_cost: bool,
) -> Excess:
    enough = len(examples) >= FEWEST
    room = catalogue.simulating.citizens_per_employee
    limit = highest_of_nine_in_ten(examples) if enough else room.high or room.value or value
    counted = len(examples) if enough else 0
    per_post = measure != "kroner_per_krone"
    nearest = nearest_to(value, examples)
    return Excess(measure, value, limit, counted, nearest, from_cost and per_post)


def highest_of_nine_in_ten(examples: Iterable[Example]) -> float:
    """Return the 90th percentile of what some cases come to."""
    return quantiles([each.value for each in examples], n=TENTHS, method="inclusive")[-1]


def nearest_to(value: float, examples: Iterable[Example]) -> Example:
    """Return the case that comes nearest to a number, the first of several."""
    return min(examples, key=lambda example: abs(example.value - value))


def posts_of(proposals: Iterable[Proposal], rules: CaseRules, start: int, end: int) -> PostYears:
    """Return the posts of some proposals from a day until before another, times years.

    Those stated by year; where a proposal states none, or fewer than none in a year that costs
    kroner, those that its cost can pay for.
    """
    years, from_cost = 0.0, False
    for proposal in proposals:
        odd = years_of_fewer_posts(proposal)
        from_cost |= bool(odd) or not proposal.fte
        for year in proposal.fte or proposal.cost:
            part = part_of_year(proposal, year, start, end)
            stated = None if year in odd else proposal.fte.get(year)
            years += part * (_posts(proposal, year, stated, rules) or 0.0)
    return PostYears(years, from_cost)


def years_of_fewer_posts(proposal: Proposal) -> tuple[int, ...]:
    """Return the years that cost kroner and for which fewer posts are stated."""
    return tuple(
        year
        for year, posts in proposal.fte.items()
        if (posts.value or 0.0) < 0 and year in proposal.cost
        if (proposal.cost[year].value or 0.0) > 0
    )


def _posts(
    proposal: Proposal, year: int, stated: Estimate | None, rules: CaseRules
) -> float | None:
    cost = proposal.cost.get(year)
    paid = None if cost is None else max(cost.value or 0.0, 0.0)
    return employees_of(None if stated is None else stated.value, paid, rules)


def part_of_year(proposal: Proposal, year: int, start: int, end: int) -> float:
    """Return the part of the days of a year on which a proposal runs that lie within a horizon."""
    first = max(proposal.start, first_day_of_year(year))
    after = min(proposal.until, first_day_of_year(year + 1))
    inside = min(after, end) - max(first, start)
    return max(inside, 0) / (after - first) if first < after else 0.0
