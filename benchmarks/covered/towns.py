"""Long runs of small towns: what two proposals change, told by lottery and by branch.

A run is lived in pieces, each kept as a file, so that one that was stopped goes on where it was.
"""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.questions.compare.own_numbers.draws import amounts_beside
from borgerflow.experiments.questions.compare.own_numbers.sampling import drawing_of
from borgerflow.experiments.runs.comparison import Comparison, comparison_of, world_of
from borgerflow.experiments.runs.estimators.blocks import lives_of, reached_through
from borgerflow.experiments.runs.estimators.branches import branched
from borgerflow.experiments.runs.estimators.lotteries import CountedWorld, difference_between
from borgerflow.experiments.runs.estimators.pairs import RunSettings, paired_run, run_beside
from borgerflow.experiments.runs.money import money_of, own_net
from borgerflow.experiments.runs.validate import accepted_pair, main_mechanism, replaced
from borgerflow.sim.engines.reach import any_of
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.params import load
from borgerflow.sim.settlement.rulebook import KOMMUNE
from borgerflow.sim.world.world import World, load_world

FIRST_SEED = 20261130  # fixed before anything was run
HOME = "herning"
COMMON, RARE = "herning-jbk10", "herning-syg02"  # lives changed a year: many, and a few
PROPOSALS = (COMMON, RARE)
TOWNS = (3_000, 10_000)  # persons of 18 to 66
ESTIMATORS = ("branch", "lottery")
PIECE = 200  # replications a file
DRAWS_AT_ONCE = 32


class Town(NamedTuple):
    """So many citizens of the municipality, beside whom each proposal is tried."""

    persons: int
    comparisons: tuple[Comparison, ...]  # by proposal, all with the same baseline

    @property
    def baseline(self) -> World:
        return self.comparisons[0].baseline


@cache
def town(persons: int) -> Town:
    """Return a town of so many citizens."""
    params = load()
    whole = load_world(HOME, (), params=params).municipality.persons_18_66.value
    part, found = persons / whole, []
    for name in PROPOSALS:
        question = CompareQuestion(municipality=HOME, proposals=(name,), population=part)
        found.append(comparison_of(world_of(accepted_pair(question, params), params), None))
    return Town(persons, tuple(found))


def kept(path: Path, made: Callable[[], np.ndarray]) -> np.ndarray:
    """Return what a file holds, made and written first where there is none."""
    if not path.exists():
        found = made()
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".part.npy")
        np.save(beside, found)
        beside.replace(path)
    return np.load(path)


def in_pieces(folder: Path, of: Callable[[int], np.ndarray], count: int) -> np.ndarray:
    """Return what each of so many replications comes to, piece by piece."""

    def piece(first: int) -> np.ndarray:
        return np.stack([of(n) for n in range(first, min(first + PIECE, count))])

    files = [folder / f"{first:06d}-{count:06d}.npy" for first in range(0, count, PIECE)]
    firsts = range(0, count, PIECE)
    parts = [kept(file, partial(piece, at)) for file, at in zip(files, firsts, strict=True)]
    return np.concatenate(parts)


def nets(place: Town, replication: int) -> np.ndarray:
    """Return the municipality's net in one replication, [estimator, proposal, month]."""
    usual = CountedWorld(place.baseline, reckoner_of(place.baseline), None, ())
    others = [usual.beside(each.investment) for each in place.comparisons]
    apart = [difference_between(place.baseline, each.investment) for each in place.comparisons]
    both = list(zip(others, apart, strict=True))
    by_branch = [branched(usual, *each) for each in both]
    by_lot = [usual.counterfactual(*each) for each in both]
    reach = any_of([*apart, *(each.difference for each in by_branch)])
    _, *changes = paired_run(
        place.baseline,
        [*by_branch, *by_lot],
        simulate=lives_of,
        reduce=usual.reduce,
        replication=replication,
        settings=RunSettings(FIRST_SEED, "auto"),
        reached=partial(reached_through, reach),
    )
    invested = [each.invested() - usual.invested() for each in others] * len(ESTIMATORS)
    accounts = [(one + more).account for one, more in zip(changes, invested, strict=True)]
    money = money_of(accounts, place.comparisons[0].factors)
    return own_net(money).reshape(len(ESTIMATORS), len(PROPOSALS), -1)


def invested_in(asked: Comparison) -> np.ndarray:
    """Return what a proposal costs the municipality a month, whatever is lived."""
    account = reckoner_of(asked.investment).invested()
    return own_net(money_of([account], asked.factors))[0]


def nets_at(asked: Comparison, effects: np.ndarray, replication: int) -> np.ndarray:
    """Return the net over the horizon at each of some effects of a proposal, told by branch."""
    proposal, mechanism = main_mechanism(asked.asked)
    sized = [
        replaced(asked.asked, proposal.overridden(mechanism.name, "effect", float(effect)))
        for effect in effects
    ]
    worlds = [asked.investment.with_proposals(each) for each in sized]
    settings = RunSettings(FIRST_SEED, "auto", estimator="branch")
    _, *changes = run_beside(asked.baseline, worlds, replication, settings)
    return own_net(money_of([each.account for each in changes], asked.factors)).sum(axis=1)


def drawn(asked: Comparison, draws: int, replications: int, folder: Path) -> np.ndarray:
    """Return the net of draws of all of a proposal's own numbers, [replication, draw, month]."""
    drawing = drawing_of(asked, draws, FIRST_SEED)
    settings = RunSettings(FIRST_SEED, "auto", estimator="branch")

    def chunk(at: int) -> np.ndarray:
        rows = range(at, min(at + DRAWS_AT_ONCE, draws))
        found = [
            amounts_beside(
                drawing,
                replication=at,
                of=replication,
                draws=rows,
                settings=settings,
                factors=asked.factors,
            ).amounts
            for replication in range(replications)
        ]
        return np.stack(found)[:, :, :, KOMMUNE].sum(axis=-1)

    firsts = range(0, draws, DRAWS_AT_ONCE)
    name = f"{draws}x{replications}"
    parts = [kept(folder / name / f"{at:05d}.npy", partial(chunk, at)) for at in firsts]
    return np.concatenate(parts, axis=1)
