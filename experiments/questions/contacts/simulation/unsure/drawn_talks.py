"""Draws of what nobody knows about talks, simulated: what runs inside a worker.

Each draw sets all numbers at once in the baseline and in every setting, and is lived in
replications of its own, so that ten of them meet all the chance that the answer has met.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from borgerflow.experiments.questions.compare.own_numbers.sampling import points
from borgerflow.experiments.questions.contacts.simulation.paying.kroner_alone import run_kroner
from borgerflow.experiments.questions.contacts.simulation.simulate import ContactOutcome
from borgerflow.experiments.questions.contacts.simulation.unsure.talk_numbers import TalkNumbers
from borgerflow.experiments.questions.contacts.simulation.worlds import Arm
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.params.patches.catalogue import COSTS
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.params.patches.graded import with_numbers
from borgerflow.sim.world.world import World, resolve

DRAWS = 10
EACH = 2  # replications of a draw: what differs between them is chance


@dataclass(frozen=True)
class TalkDraws:
    """Draws with what they come to."""

    numbers: TalkNumbers
    shares: Floats  # [draw, number that lives depend on]
    replications: tuple[tuple[int, ...], ...]  # of each draw
    runs: tuple[tuple[tuple[ContactOutcome, ...], ...], ...]  # draw -> replication -> worlds


def drawn_talks(
    pool: WorkerPool,
    arm: Arm,
    numbers: TalkNumbers,
    replications: int,
    run: RunSettings,
    draws: int = DRAWS,
) -> TalkDraws:
    """Return draws, each lived in two of so many replications."""
    shares = points(numbers.lived_columns, draws, run.seed)
    places = [tuple((EACH * draw + n) % replications for n in range(EACH)) for draw in range(draws)]
    found = pool.run(
        run_draw,
        [pool.hold(replace(arm, watched=()))],
        range(draws),
        own=[
            {"lines": numbers.lines(row), "lived_in": lived_in}
            for row, lived_in in zip(shares.tolist(), places, strict=True)
        ],
        run=run._replace(threads=1),
    )
    return TalkDraws(numbers, shares, tuple(places), tuple(found))


def run_draw(
    arm: Arm,
    *,
    replication: int,  # the draw, which `lines` already say
    lines: Sequence[PatchLine],
    lived_in: Sequence[int],
    run: RunSettings,
) -> tuple[tuple[ContactOutcome, ...], ...]:
    """Return what the worlds of a question come to in some replications, where numbers are set."""
    there = with_lines(arm, lines)
    return tuple(run_kroner(there, replication=number, run=run) for number in lived_in)


def with_lines(arm: Arm, lines: Sequence[PatchLine]) -> Arm:
    """Return the same worlds where some numbers of talks, teams, sanctions or prices are set."""
    usual = arm.baseline
    params = replace(usual.params, patch=(*usual.params.patch, *lines))
    costs = with_numbers(COSTS, usual.model.costs, lines)

    def set_in(world: World) -> World:
        law = replace(params, law=world.params.law)  # a setting may have its own
        changed = replace(world, params=law, model=replace(world.model, costs=costs))
        return resolve(changed, effects_anew=True)

    baseline, *worlds = map(set_in, (usual, *arm.worlds))
    return replace(arm, baseline=baseline, worlds=tuple(worlds))
