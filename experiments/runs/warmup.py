"""The simulation compiled before workers start, so that they do not all compile it at once."""

from dataclasses import replace
from functools import partial

from borgerflow.experiments.findings.question import BRANCH, Engine, Estimator, PairQuestion
from borgerflow.experiments.runs.estimators.choice import estimator_for
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.interruption import interruptible
from borgerflow.sim.base.compiling import complete, is_complete
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import Account, account_of
from borgerflow.sim.world.world import World

HANDFUL = 0.001  # of the citizens: enough to compile what all of them need


def compile_engines(engine: str, *worlds: World) -> None:
    """Have everything that simulates and prices these worlds compiled and kept.

    Does nothing where an earlier run did, nor for the reference engine, which is not compiled.
    """
    for world in worlds:
        kind = "queued" if world.tables.teams > 0 else "plain"
        if engine == "reference" or is_complete(kind):
            continue
        few = replace(world, scale=world.scale * HANDFUL)
        interruptible(partial(_once, few, engine))
        complete(kind)


def estimator_ready(question: PairQuestion, baseline: World, world: World) -> Estimator:
    """Return the estimator of the change that a question asks about, compiled.

    Raises
    ------
    InputError
        If there is none of that name, or it does not carry the change.
    """
    estimator = estimator_for(question.estimator, baseline, world)
    if estimator == BRANCH:
        compile_branches(question.engine, baseline, world)
    return estimator


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
