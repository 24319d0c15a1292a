"""Alone or all: what of a net stays with the municipality when the block grant has followed."""

from collections import defaultdict
from collections.abc import Sequence

from borgerflow.experiments.runs.accounts.rows import AccountRow, KeptRow
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.law import grants
from borgerflow.sim.params.law.accounts import (
    DEAL,
    GRANT_RULES,
    KEPT,
    LANDSDEL,
    UNCHECKED,
    ChartOfAccounts,
    GrantRule,
)
from borgerflow.sim.world.world import World

ALONE = 0.0
OTHERS = (ALONE, 0.5, 1.0)  # the share of the other inhabitants whose municipalities do it
WITHOUT_OTHERS = (DEAL, LANDSDEL)  # what others do is bargained over, or stays in the landsdel


def share_of_grant(world: World) -> float:
    """Return the municipality's share of the country's inhabitants, as far as is known."""
    country = world.law.accounts.rules.persons_18_66_of_country.value or 1.0
    return grants.share_of_grant(world.municipality.persons_18_66.value or 0.0, country)


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
    behind: dict[str, list[GrantRule]] = defaultdict(list)
    costs: dict[str, float] = defaultdict(float)
    for account in accounts:
        for year, amount in account.net.by_year.items():
            rule = chart.grant_rule(account.function, year)
            nets[rule.rule] += amount.mean
            behind[rule.rule].append(rule)
            costs[rule.rule] += account.cost.get(year, 0.0)
    told = (rule for rule in GRANT_RULES if rule in nets)
    return tuple(_row(rule, nets[rule], costs[rule], own_share, behind[rule]) for rule in told)


def _row(
    rule: str, net: float, cost: float, own_share: float, behind: Sequence[GrantRule]
) -> KeptRow:
    alone, half, all_others = (_kept(rule, net, own_share, others) for others in OTHERS)
    checked = not {each.grade for each in behind} & set(UNCHECKED)
    looked_up = iso_date(min(each.looked_up for each in behind))
    return KeptRow(rule, net, alone, half, all_others, checked, looked_up, cost)


def _kept(rule: str, net: float, own_share: float, others: float) -> float:
    if rule == KEPT:
        return net
    return grants.kept_of_saving(net, own_share, ALONE if rule in WITHOUT_OTHERS else others)
