"""What a form may leave out or contradict: costs, years, partners, grades. Nothing is simulated."""

from collections.abc import Collection, Iterator, Sequence

from borgerflow.experiments.authoring.remarks import Remark, Written
from borgerflow.experiments.lookup.cases.ratios import years_of_fewer_posts
from borgerflow.experiments.present.numbers import in_both, kroner, number
from borgerflow.sim.base.clock import date_of, first_day_of_year, year_of
from borgerflow.sim.base.errors import nearest
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate, Proposal

A_FILE_TOO = Wording(
    ", eller stien til en fil af din egen (.yaml), regnet fra forslagets fil.",
    ", or the path of a file of your own (.yaml), from the proposal's file on.",
)


def missing_costs(one: Written, fte_kroner: Estimate | None) -> Iterator[Remark]:
    """Yield a warning for each year without a cost, or with less than its staff would cost."""
    proposal = one.proposal
    for year in sorted({*_years(proposal), *proposal.fte} - set(proposal.cost)):
        yield one.remark("missing_cost", ("cost",), year=year)
    if fte_kroner is not None:
        least = fte_kroner.low or fte_kroner.value or 0.0
        yield from _cheap_staff(one, least)
        yield from _staff_left_out(one, least)


def _cheap_staff(one: Written, least: float) -> Iterator[Remark]:
    """Yield a warning for each year whose cost is below ``least`` kroner a full-time post."""
    for year, staff in one.proposal.fte.items():
        share = _share_of_year(one.proposal, year)
        wages = least * share * (staff.value or 0.0)
        stated = one.proposal.cost.get(year)
        if stated is not None and (stated.value or 0.0) < wages:
            yield one.remark(
                "cheap_staff",
                ("cost", str(year)),
                fte=in_both(number, staff.value or 0.0, 2),
                cost=in_both(kroner, stated.value or 0.0),
                due=in_both(kroner, wages),
                year=year,
            )


def fewer_posts(one: Written) -> Iterator[Remark]:
    """Yield a warning for each year that costs kroner and is to do with fewer posts."""
    for year in sorted({*years_of_fewer_posts(one.proposal)} & {*_years(one.proposal)}):
        yield one.remark(
            "posts_fewer",
            ("fte", str(year)),
            fte=in_both(number, one.proposal.fte[year].value or 0.0, 2),
            cost=in_both(kroner, one.proposal.cost[year].value or 0.0),
            year=year,
        )


def sanctions_paid_in_full(one: Written) -> Iterator[Remark]:
    """Yield a warning for each sanction that does not say what is paid."""
    for mechanism in one.proposal.mechanisms:
        silent = mechanism.paid is None or mechanism.paid.value is None
        if mechanism.kind == "sanction" and silent:
            label = Wording(mechanism.label.da, mechanism.label.en)
            yield one.remark("sanction_unpaid", ("mechanisms", mechanism.name), label=label)


def _staff_left_out(one: Written, least: float) -> Iterator[Remark]:
    """Yield a warning if no posts are named and the cost of a year would pay for one."""
    proposal = one.proposal
    costs = {year: cost.value or 0.0 for year, cost in sorted(proposal.cost.items())}
    year = next((year for year, cost in costs.items() if cost >= least), None)
    if year is not None and not proposal.fte and not proposal.capacity:
        cost = in_both(kroner, costs[year])
        yield one.remark("staff_left_out", ("cost", str(year)), year=year, cost=cost)


def staff_beyond_cost(one: Written) -> Iterator[Remark]:
    """Yield a warning for each year whose staff is more kroner, either way, than it costs."""
    for year, staff in one.proposal.staff.items():
        stated = one.proposal.cost.get(year)
        pay, cost = staff.value or 0.0, 0.0 if stated is None else stated.value or 0.0
        if abs(pay) > abs(cost):
            yield one.remark(
                "staff_beyond_cost",
                ("staff", str(year)),
                staff=in_both(kroner, pay),
                cost=in_both(kroner, cost),
                rest=in_both(kroner, cost - pay),
                year=year,
            )


def outside_years(one: Written) -> Iterator[Remark]:
    """Yield a warning for each cost before it begins, and for posts in a year without a cost.

    A cost after its end is refused where the form is read.
    """
    proposal, running = one.proposal, set(_years(one.proposal))
    for year in proposal.preparing_years:
        cost = in_both(kroner, proposal.cost[year].value or 0.0)
        first = date_of(proposal.start)
        yield one.remark("prepared", ("cost", str(year)), first=first, year=year, cost=cost)
    first, last = date_of(proposal.start), date_of(proposal.until - 1)
    for year in sorted(set(proposal.fte) - running - set(proposal.cost)):
        yield one.remark("outside_years", ("fte", str(year)), first=first, last=last, year=year)


def unknown_municipality(one: Written, known: Collection[str]) -> Iterator[Remark]:
    """Yield an error if no municipality has the name."""
    name = one.proposal.municipality
    if name not in known:
        others = " / ".join(known) + A_FILE_TOO + nearest(name, known)
        yield one.remark("unknown_municipality", ("municipality",), name=name, known=others)


def odd_grades(one: Written) -> Iterator[Remark]:
    """Yield a warning for each effect whose grade says more than the form does."""
    for mechanism in one.proposal.mechanisms:
        loc = ("mechanisms", mechanism.name, "effect")
        if mechanism.effect.value is None:
            yield one.remark("no_effect", loc, mechanism=mechanism.name)
        elif mechanism.effect.grade == "sourced" and not mechanism.stated:
            yield one.remark("odd_grade", loc, mechanism=mechanism.name)


def unfit_company(several: Sequence[Written]) -> Iterator[Remark]:
    """Yield an error for two that exclude each other, and for one whose condition is not there."""
    named = [one.proposal.id for one in several]
    for one in several:
        own = one.proposal
        for place, other in enumerate(own.excludes):
            if other in named and not (own.id > other and own.id in _excluded_by(several, other)):
                yield one.remark("exclusive", ("excludes", place), other=other)
        for place, other in enumerate(own.depends_on):
            if other not in named:
                yield one.remark("dependency", ("depends_on", place), other=other)


def _excluded_by(several: Sequence[Written], name: str) -> tuple[str, ...]:
    return next(one.proposal.excludes for one in several if one.proposal.id == name)


def _years(proposal: Proposal) -> range:
    return range(year_of(proposal.start), year_of(proposal.until - 1) + 1)


def _share_of_year(proposal: Proposal, year: int) -> float:
    first, last = first_day_of_year(year), first_day_of_year(year + 1)
    days = min(last, proposal.until) - max(first, proposal.start)
    return max(days, 0) / (last - first)
