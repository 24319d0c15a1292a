"""The change of the municipality's kroner by authorised function, and by frame.

Benefits, talks and programmes are booked where the chart of accounts has them. What proposals
cost is parted into staff, which is service, and what is bought, which is no service.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from borgerflow.experiments.findings.rows import AccountRow, SummaryRow, Yearly
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.money import (
    MUNICIPALITY,
    NO_SCHEME,
    Axes,
    yearly,
    yearly_statistics,
)
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import (
    INVESTMENT,
    KINDS,
    investment,
    month_borders,
    price_index_of,
)
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.law.accounts import BOUGHT, FRAMES, STAFF, ChartOfAccounts, Posting
from borgerflow.sim.settlement.rulebook import PAYERS, STAT

OWN = PAYERS.index(MUNICIPALITY)
PAID, REFUNDED, NET, COST = range(4)  # dranst 1, dranst 2, what is left, what of it is invested
Booked = Mapping[str, Floats]  # by function, [replication, month, paid, refunded, net and cost]


def account_rows(booked: Booked, chart: ChartOfAccounts, axes: Axes) -> tuple[AccountRow, ...]:
    """Return a row for each function that anything is booked on, in order of number."""
    rows = []
    for number in sorted(booked):
        function, sums = chart.functions[number], yearly_statistics(booked[number], axes)
        paid, refunded, net = (yearly(sums, place, axes) for place in (PAID, REFUNDED, NET))
        known = (function.label, function.frame, chart.checked(number))
        cost = {year: each.mean for year, each in yearly(sums, COST, axes).by_year.items()}
        programmes = chart.has_programmes(number)
        rows.append(AccountRow(number, *known, paid, refunded, net, programmes, cost))
    return tuple(rows)


def frame_rows(booked: Booked, chart: ChartOfAccounts, axes: Axes) -> tuple[SummaryRow, ...]:
    """Return what lies on each frame, their sum the municipality's net; none of no kroner."""
    if not booked:
        return ()
    return tuple(SummaryRow(frame, _on_frame(frame, booked, chart, axes)) for frame in FRAMES)


def _on_frame(frame: str, booked: Booked, chart: ChartOfAccounts, axes: Axes) -> Yearly:
    nets = (each[..., NET] for each in booked.values())
    nothing = np.zeros_like(next(nets))
    on_it = (
        each[..., NET] for name, each in booked.items() if chart.functions[name].frame == frame
    )
    return yearly(yearly_statistics(sum(on_it, nothing)[..., None], axes), 0, axes)


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
    chart, schemes = comparison.investment.law.accounts, (*comparison.axes.schemes, NO_SCHEME)
    booked: dict[str, Floats] = {}
    for place, scheme in enumerate(schemes):
        for kind, name in enumerate(KINDS):
            cell = change[..., place, kind]
            if kind != INVESTMENT and cell.any():
                _book(booked, chart.posting(name, scheme), cell, (name, scheme))
    for name, kroner in _parts_of_cost(change[..., -1, INVESTMENT], comparison):
        if kroner.any():
            _book(booked, chart.posting(name), kroner, (name, NO_SCHEME), invested=True)
    return booked


def _book(
    booked: dict[str, Floats],
    posting: Posting | None,
    cell: Floats,
    what: tuple[str, str],
    *,
    invested: bool = False,
) -> None:
    """Add kroner [replication, month, payer] to their function; what others pay has none."""
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


def _parts_of_cost(cost: Floats, comparison: Comparison) -> Iterable[tuple[str, Floats]]:
    """Yield staff and what is bought of what proposals cost, [replication, month, payer]."""
    staff = np.zeros_like(cost)
    staff[..., OWN] = staff_kroner(comparison)
    yield STAFF, staff
    yield BOUGHT, cost - staff


def invested_so_far(comparison: Comparison) -> tuple[float, ...]:
    """Return what the proposals asked about have cost by the end of each month."""
    return tuple(map(float, np.cumsum(_cost_of(comparison, comparison.asked))))


def staff_kroner(comparison: Comparison) -> Floats:
    """Return what is pay of staff in the cost of the proposals asked about, [month]."""
    world = comparison.investment
    post, index = world.law.accounts.rules.kroner_a_post.value or 0.0, world.unit_costs.price_index
    staff = (
        with_staff_alone(proposal, post * price_index_of(index, proposal.price_year))
        for proposal in comparison.asked
    )
    return _cost_of(comparison, staff)


def _cost_of(comparison: Comparison, proposals: Iterable[Proposal]) -> Floats:
    """Return what proposals cost in each month, in the prices of the answer."""
    world = comparison.investment
    costs, years = world.unit_costs, world.months // 12
    borders = month_borders(world.months, world.start_day, world.end_day)
    index = np.array([price_index_of(costs.price_index, int(year)) for year in years])
    paid = np.zeros(len(years))
    for proposal in proposals:
        paid += investment(proposal, borders, costs)
    return np.asarray(paid * index * comparison.factors * world.scale)


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
