"""Alone or all: what of a net stays with the municipality when the block grant has followed."""

from collections import defaultdict
from collections.abc import Sequence

from borgerflow.experiments.findings.rows import AccountRow, KeptRow
from borgerflow.sim.law.grants import kept_of_saving
from borgerflow.sim.params.law.accounts import (
    DEAL,
    GRANT_RULES,
    KEPT,
    LANDSDEL,
    UNCHECKED,
    ChartOfAccounts,
)
from borgerflow.sim.world.world import World

ALONE = 0.0
OTHERS = (ALONE, 0.5, 1.0)  # the share of the other inhabitants whose municipalities do it
WITHOUT_OTHERS = (DEAL, LANDSDEL)  # what others do is bargained over, or stays in the landsdel


def share_of_grant(world: World) -> float:
    """Return the municipality's share of the country's inhabitants, as far as is known."""
    persons = world.municipality.persons_18_66.value or 0.0
    return world.law.accounts.rules.share_of(persons)


def kept_rows(
    accounts: Sequence[AccountRow], chart: ChartOfAccounts, own_share: float
) -> tuple[KeptRow, ...]:
    """Return what is kept of the net on the functions of each rule, over all years.

    Assumes
    -------
    Where the landsdel shares, the municipality loses its share of the country: its share of the
    landsdel is larger and not known. What a yearly deal makes of what all do is not counted.
    """
    nets: dict[str, float] = defaultdict(float)
    costs: dict[str, float] = defaultdict(float)
    checked: dict[str, bool] = defaultdict(lambda: True)
    for account in accounts:
        for year, amount in account.net.by_year.items():
            rule = chart.grant_rule(account.function, year)
            nets[rule.rule] += amount.mean
            costs[rule.rule] += account.cost.get(year, 0.0)
            checked[rule.rule] &= rule.grade not in UNCHECKED
    told = (rule for rule in GRANT_RULES if rule in nets)
    return tuple(
        KeptRow(rule, net, *_all_kept(rule, net, own_share), checked[rule], costs[rule])
        for rule, net in ((rule, nets[rule]) for rule in told)
    )


def _all_kept(rule: str, net: float, own_share: float) -> tuple[float, float, float]:
    alone, half, all_others = (_kept(rule, net, own_share, others) for others in OTHERS)
    return alone, half, all_others


def _kept(rule: str, net: float, own_share: float, others: float) -> float:
    if rule == KEPT:
        return net
    return kept_of_saving(net, own_share, ALONE if rule in WITHOUT_OTHERS else others)
