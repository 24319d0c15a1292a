"""The simulation compiled before workers start, so that they do not all compile it at once."""

import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial

from borgerflow.experiments.findings.question import BRANCH, Engine, Estimator, PairQuestion
from borgerflow.experiments.runs.estimators.choice import estimator_for
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.interruption import interruptible
from borgerflow.experiments.runs.pool import LISTENS_EVERY, WorkerProcesses, workers_wanted
from borgerflow.sim.base.compiling import complete, is_complete, is_kept
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.branches.days import hazards_of_both
from borgerflow.sim.engines.branches.lives import live_changed
from borgerflow.sim.engines.branches.occasions import refused_on
from borgerflow.sim.engines.branches.reached import reached_twin
from borgerflow.sim.engines.branches.run import branch_all
from borgerflow.sim.engines.compiled.ahead import compile_part, compile_whole
from borgerflow.sim.engines.compiled.lives import live_on
from borgerflow.sim.lives.story import begin
from borgerflow.sim.measures.account import Account, account_of
from borgerflow.sim.world.world import World

PLAIN = "plain"  # the kind of worlds whose contacts wait for nobody
# What is compiled here and in the process beside, at the same time: as long takes either.
PIECES = ((begin, (live_on,)), (live_changed, (reached_twin, refused_on, hazards_of_both)))
HANDFUL = 0.001  # of the citizens: enough to compile what all of them need


def compile_engines(engine: str, *worlds: World) -> None:
    """Have everything that simulates and prices these worlds compiled and kept.

    Does nothing where an earlier run did, nor for the reference engine, which is not compiled.
    """
    for world in worlds:
        kind = "queued" if world.tables.teams > 0 else PLAIN
        if engine == "reference" or is_complete(kind):
            continue
        few = replace(world, scale=world.scale * HANDFUL)
        interruptible(partial(_once, few, engine))
        complete(kind)


def estimator_ready(
    question: PairQuestion, baseline: World, world: World, workers: int | None = None
) -> Estimator:
    """Return the estimator of the change that a question asks about, all that it runs compiled.

    Parameters
    ----------
    workers : int, optional
        How many cores to use; all by default. 1 means this process alone.

    Raises
    ------
    InputError
        If there is none of that name, or it does not carry the change.
    """
    estimator = estimator_for(question.estimator, baseline, world)
    if estimator != BRANCH:
        compile_engines(question.engine, baseline, world)
    else:
        compile_pair(question.engine, baseline, world, workers)
    return estimator


def compile_pair(engine: Engine, baseline: World, world: World, workers: int | None = None) -> None:
    """Have everything that lives in two worlds, and branches from one to the other, compiled.

    Where nothing is kept yet, a process beside this one compiles half of it.
    """
    begun = is_complete(PLAIN) or is_complete(BRANCH) or engine == "reference"
    if not begun and is_kept() and workers_wanted(workers) > 1:
        # What the process beside leaves undone, if it ends early, whoever calls it compiles.
        with contextlib.suppress(BrokenProcessPool):
            _compile_in_two(partial(compile_engines, engine, baseline, world))
    compile_engines(engine, baseline, world)
    compile_branches(engine, baseline, world)


def _compile_in_two(lives: Callable[[], None]) -> None:
    """Compile what lives need here, and what branches need in a process beside this one.

    The largest pieces are compiled first; each process finds the other's where they are kept.
    """
    with WorkerProcesses(1) as beside:
        for here, there in PIECES:
            others = [beside.submit(compile_part, piece) for piece in there]
            interruptible(partial(compile_part, here))
            _wait_for(others)
        branches = beside.submit(compile_whole, branch_all)
        lives()
        _wait_for([branches])


def _wait_for(futures: Sequence[Future[None]]) -> None:
    while wait(futures, LISTENS_EVERY).not_done:
        pass
    for future in futures:
        future.result()


def compile_branches(engine: Engine, baseline: World, world: World) -> None:
    """Have everything that branches from one world to another compiled and kept.

    Does nothing where an earlier run did, nor for the reference engine.
    """
    if engine == "reference" or is_complete(BRANCH):
        return
    few = [replace(each, scale=each.scale * HANDFUL) for each in (baseline, world)]
    settings = RunSettings(1, engine, estimator=BRANCH)
    interruptible(partial(run_beside, few[0], few[1:], 0, settings))
    complete(BRANCH)


def _once(world: World, engine: str) -> Account:
    return account_of(simulate(world, engine=engine), world)
