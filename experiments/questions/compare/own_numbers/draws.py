"""The draws simulated beside their baseline, a chunk of them and a replication at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from borgerflow.experiments.findings.rows import MONTHS_PER_YEAR
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, chunks_of
from borgerflow.experiments.runs.accounts.booked import staff_kroner
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.money import money_of
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.base.arrays import Flags, Floats
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import CONTACT, INVESTMENT
from borgerflow.sim.settlement.rulebook import KOMMUNE
from borgerflow.sim.world.world import World


@dataclass(frozen=True)
class Simulated:
    """What draws come to: the change beside the baseline in kroner, + an expense.

    ``amounts`` is [replication, draw, month, payer], ``invested`` the part of it that is paid for
    the proposals, [draw, month, payer]: chance does not move it. ``service`` is what of the
    municipality's kroner is service expenditure, [replication, draw, month]. ``ledgers`` is
    [replication, draw, world, year, payer, scheme + 1, kind], of the baseline and of the world with
    the proposals.
    """

    amounts: Floats
    invested: Floats
    shares: Floats  # [draw, number] of the draws that make a world
    failed: tuple[Wording, ...]  # why others make none
    service: Floats = field(default_factory=lambda: np.zeros((0, 0, 0)))
    ledgers: Floats | None = None  # None where nobody asked for them
    there: Flags = field(default_factory=lambda: np.zeros(0, np.bool_))  # draws that make a world

    @property
    def draws(self) -> int:
        """Return how many draws make a world."""
        return len(self.shares)


def simulated(
    pool: WorkerPool,
    drawing: Drawing,
    factors: Floats,
    replications: int,
    settings: RunSettings,
    *,
    with_ledgers: bool = False,
) -> Simulated:
    """Return what all draws come to, each in the same replications.

    Ledgers are some ten times as large as the amounts; they are kept where they are asked for.
    """
    # A chunk in one replication after the other: where one process does all, it is made once.
    chunks = chunks_of(len(drawing.own_shares), drawing.together)
    places = [(replication, chunk) for chunk in chunks for replication in range(replications)]
    found = pool.run(
        amounts_beside,
        [pool.hold(drawing)],
        range(len(places)),
        own=[{"of": replication, "draws": chunk} for replication, chunk in places],
        settings=settings,
        factors=factors,
        with_ledgers=with_ledgers,
    )
    of_each = [found[first::replications] for first in range(replications)]
    parts = np.stack([np.concatenate([each.amounts for each in row]) for row in of_each])
    service = np.stack([np.concatenate([each.service for each in row]) for row in of_each])
    there = ~np.isnan(parts[0, :, 0, 0, 0])
    reasons = tuple(reason for each in of_each[0] for reason in each.reasons)
    kept, ledgers = parts[:, there], None
    if with_ledgers:
        ledgers = np.stack([np.concatenate([each.ledgers for each in row]) for row in of_each])
        ledgers = ledgers[:, there]
    told = kept.sum(axis=-1), kept[0, ..., 1], drawing.shares[there], reasons
    return Simulated(*told, service[:, there], ledgers, there)


@dataclass(frozen=True)
class ChunkAmounts:
    """What one chunk of draws comes to in one replication, not a number where there is no world."""

    amounts: Floats  # [draw, month, payer, part]: part 1 is invested, part 0 the rest
    reasons: tuple[Wording, ...]
    service: Floats  # [draw, month] of the municipality
    ledgers: Floats | None = None  # [draw, world, year, payer, scheme + 1, kind]


def amounts_beside(
    drawing: Drawing,
    *,
    replication: int,
    of: int,
    draws: range,
    settings: RunSettings,
    factors: Floats,
    with_ledgers: bool = False,
) -> ChunkAmounts:
    """Return what some draws come to beside their baselines in replication ``of``."""
    worlds, reasons = drawing.made(draws)
    amounts: Floats | None = None
    service = np.zeros((len(draws), len(factors)))
    ledgers: Floats | None = None
    for baseline in {id(pair[0]): pair[0] for _, pair in worlds}.values():
        here = [place for place, (before, _) in worlds if before is baseline]
        others = [after for _, (before, after) in worlds if before is baseline]
        usual, *changes = run_beside(baseline, others, replication=of, settings=settings)
        money = money_of([change.account for change in changes], factors)
        kinds = money.sum(axis=3)
        amounts = _placed(amounts, len(draws), here, _in_parts(kinds))
        service[here] = kinds[:, :, KOMMUNE, CONTACT] + _staff_beside(baseline, others, factors)
        if with_ledgers:
            before = money_of([usual.account], factors) + np.zeros_like(money)
            found = _by_year(np.stack([before, before + money], axis=1), baseline)
            ledgers = _placed(ledgers, len(draws), here, found)
    if amounts is None:
        raise InputError(reasons[0])
    return ChunkAmounts(amounts, reasons, service, ledgers)


def _staff_beside(baseline: World, worlds: Sequence[World], factors: Floats) -> Floats:
    """Return what is pay of staff in what the proposals of each world cost, [world, month]."""
    given = {proposal.id for proposal in baseline.proposals}
    asked = ([p for p in world.proposals if p.id not in given] for world in worlds)
    pairs = zip(asked, worlds, strict=True)
    return np.array([staff_kroner(proposals, world, factors) for proposals, world in pairs])


def _placed(whole: Floats | None, size: int, here: Sequence[int], part: Floats) -> Floats:
    """Return numbers of so many draws with those of some put in their places."""
    found = np.full((size, *part.shape[1:]), np.nan) if whole is None else whole
    found[here] = part
    return found


def _in_parts(money: Floats) -> Floats:
    """Return kroner [draw, month, payer, kind] as those of lives, and those invested."""
    invested = money[..., INVESTMENT]
    return np.stack([money.sum(axis=-1) - invested, invested], axis=-1)


def _by_year(money: Floats, world: World) -> Floats:
    """Return kroner [draw, world, month, ...] as [draw, world, year, ...]."""
    years = world.months // MONTHS_PER_YEAR
    firsts = np.searchsorted(years, np.unique(years))
    return np.asarray(np.add.reduceat(money, firsts, axis=2))
