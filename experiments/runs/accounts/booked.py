"""Kroner of the municipality by authorised function, and by frame.

Benefits, talks and programmes are booked where the chart of accounts has them. What proposals
cost is parted into staff, which is service, and what is bought, which is no service.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from borgerflow.experiments.findings.rows import SummaryRow
from borgerflow.experiments.runs.accounts.granted import Granted
from borgerflow.experiments.runs.accounts.rows import AccountRow
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.money import (
    MUNICIPALITY,
    NO_SCHEME,
    Axes,
    yearly,
    yearly_statistics,
)
from borgerflow.experiments.runs.statistics import Statistics
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import (
    INVESTMENT,
    KINDS,
    month_borders,
)
from borgerflow.sim.measures.invested import investment, price_index_of
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.law.accounts import BOUGHT, FRAMES, STAFF, ChartOfAccounts, Posting
from borgerflow.sim.settlement.rulebook import PAYERS, STAT
from borgerflow.sim.world.world import World

OWN = PAYERS.index(MUNICIPALITY)
BENEFIT = "benefit"
NONE_EARLIER: Mapping[Granted, Floats] = {}
PARTS = 4  # of what is booked on a function
PAID, REFUNDED, NET, COST = range(PARTS)  # dranst 1, dranst 2, what is left, what of it is invested
Booked = Mapping[str, Floats]  # by function, [..., paid, refunded, net and cost]


def booked_change(change: Floats, comparison: Comparison) -> Booked:
    """Return the change by function, all of the municipality's kroner on exactly one.

    Parameters
    ----------
    change : ndarray
        Kroner, [replication, month, payer, scheme + 1, kind], in one price level.

    Raises
    ------
    ParamError
        If the municipality pays something that no function takes.
    """
    staff = staff_kroner(comparison.asked, comparison.investment, comparison.factors)
    return booked_kroner(change, comparison.axes.schemes, comparison.chart, staff)


def booked_kroner(
    kroner: Floats,
    schemes: Sequence[str],
    chart: ChartOfAccounts,
    staff: Floats,
    earlier: Mapping[Granted, Floats] = NONE_EARLIER,
) -> dict[str, Floats]:
    """Return kroner by function, all of the municipality's on exactly one.

    Parameters
    ----------
    kroner : ndarray
        [..., period, payer, scheme + 1, kind], in one price level.
    staff : ndarray
        [period] what of the proposals' cost is pay of staff (`staff_kroner`).
    earlier : mapping
        [..., period, payer] what of a scheme's benefits was granted earlier, by scheme and when.

    Raises
    ------
    ParamError
        If the municipality pays something that no function takes.
    """
    booked: dict[str, Floats] = {}
    for (scheme, when), granted in earlier.items():
        book(booked, chart.posting(BENEFIT, scheme, when), granted, (BENEFIT, scheme))
    for place, scheme in enumerate((*schemes, NO_SCHEME)):
        for kind, name in enumerate(KINDS):
            cell = kroner[..., place, kind]
            if name == BENEFIT:
                cell = cell - sum(each for (of, _), each in earlier.items() if of == scheme)
            if kind != INVESTMENT and cell.any():
                book(booked, chart.posting(name, scheme), cell, (name, scheme))
    for name, cost in _parts_of_cost(kroner[..., -1, INVESTMENT], staff):
        if cost.any():
            book(booked, chart.posting(name), cost, (name, NO_SCHEME), invested=True)
    return booked


def book(
    booked: dict[str, Floats],
    posting: Posting | None,
    cell: Floats,
    what: tuple[str, str],
    *,
    invested: bool = False,
) -> None:
    """Add kroner [..., payer] to their function; what others pay has none."""
    if posting is None:
        if cell[..., OWN].any():
            raise ParamError(_no_function(" ".join(filter(None, what))))
        return
    own = cell[..., OWN]
    refunded = -cell[..., STAT] if posting.refunded else np.zeros_like(own)
    cost = own if invested else np.zeros_like(own)
    amounts = np.stack([own - refunded, refunded, own, cost], axis=-1)
    number = posting.function.number
    booked[number] = booked[number] + amounts if number in booked else amounts


def _no_function(what: str) -> Wording:
    return Wording(
        f"params/accounts/postings.csv: ingen funktion for {what}; tilføj en række.",
        f"params/accounts/postings.csv: no function for {what}; add a row.",
    )


def _parts_of_cost(cost: Floats, staff: Floats) -> Iterable[tuple[str, Floats]]:
    """Yield staff and what is bought of what proposals cost, [..., period, payer]."""
    paid = np.zeros_like(cost)
    paid[..., OWN] = staff
    yield STAFF, paid
    yield BOUGHT, cost - paid


def account_rows(booked: Booked, chart: ChartOfAccounts, axes: Axes) -> tuple[AccountRow, ...]:
    """Return a row for each function that anything is booked on, in order of number.

    ``booked`` is [replication, month, paid, refunded, net and cost] of each.
    """
    sums = {number: yearly_statistics(each, axes) for number, each in booked.items()}
    return account_rows_from(sums, chart, axes)


def account_rows_from(
    sums: Mapping[str, Statistics], chart: ChartOfAccounts, axes: Axes
) -> tuple[AccountRow, ...]:
    """Return the rows of functions whose statistics are [year and totals, paid .. cost]."""
    rows = []
    for number in sorted(sums):
        function = chart.functions[number]
        paid, refunded, net = (yearly(sums[number], n, axes) for n in (PAID, REFUNDED, NET))
        known = (function.label, function.frame, chart.checked(number))
        cost = {year: each.mean for year, each in yearly(sums[number], COST, axes).by_year.items()}
        programmes = chart.has_programmes(number)
        told = iso_date(chart.looked_up(number)), function.frame_checked, cost
        rows.append(AccountRow(number, *known, paid, refunded, net, programmes, *told))
    return tuple(rows)


def on_frames(booked: Booked, chart: ChartOfAccounts) -> dict[str, Floats]:
    """Return the net on each frame, [...]; none of no kroner."""
    if not booked:
        return {}
    nothing = np.zeros_like(next(iter(booked.values()))[..., NET])
    return {
        frame: sum(
            (each[..., NET] for n, each in booked.items() if chart.functions[n].frame == frame),
            nothing,
        )
        for frame in FRAMES
    }


def frame_rows(booked: Booked, chart: ChartOfAccounts, axes: Axes) -> tuple[SummaryRow, ...]:
    """Return what lies on each frame, their sum the municipality's net; none of no kroner."""
    nets = on_frames(booked, chart)
    return frame_rows_from(
        {f: yearly_statistics(n[..., None], axes) for f, n in nets.items()}, axes
    )


def frame_rows_from(sums: Mapping[str, Statistics], axes: Axes) -> tuple[SummaryRow, ...]:
    """Return the rows of frames whose statistics are [year and totals, 1]."""
    return tuple(SummaryRow(frame, yearly(each, 0, axes)) for frame, each in sums.items())


def invested_so_far(comparison: Comparison) -> tuple[float, ...]:
    """Return what the proposals asked about have cost by the end of each month."""
    cost = cost_kroner(comparison.asked, comparison.investment, comparison.factors)
    return tuple(map(float, np.cumsum(cost)))


def staff_kroner(proposals: Sequence[Proposal], world: World, factors: Floats) -> Floats:
    """Return what is pay of staff in the cost of proposals, [month] in one price level."""
    post, index = world.law.accounts.rules.kroner_a_post.value or 0.0, world.unit_costs.price_index
    staff = (with_staff_alone(p, post * price_index_of(index, p.price_year)) for p in proposals)
    return cost_kroner(staff, world, factors)


def cost_kroner(proposals: Iterable[Proposal], world: World, factors: Floats) -> Floats:
    """Return what proposals cost, [month] in one price level."""
    costs, years = world.unit_costs, world.months // 12
    borders = month_borders(world.months, world.start_day, world.end_day)
    index = np.array([price_index_of(costs.price_index, int(year)) for year in years])
    paid = np.zeros(len(years))
    for proposal in proposals:
        paid += investment(proposal, borders, costs)
    return np.asarray(paid * index * factors * world.scale)


def with_staff_alone(proposal: Proposal, post: float) -> Proposal:
    """Return a proposal that costs its staff alone: what its form says, or posts at their price.

    ``post`` is kroner a year in the prices of the proposal. A cost that posts exceed is all
    staff; one without posts, or below zero, is none.
    """
    staff = {
        year: cost.model_copy(update={"value": _staff(proposal, year, post)})
        for year, cost in proposal.cost.items()
    }
    return proposal.model_copy(update={"cost": staff})


def _staff(proposal: Proposal, year: int, post: float) -> float:
    if year in proposal.staff:
        return proposal.staff[year].value or 0.0
    posts = proposal.fte[year].value if year in proposal.fte else None
    return min((posts or 0.0) * post, max(proposal.cost[year].value or 0.0, 0.0))
