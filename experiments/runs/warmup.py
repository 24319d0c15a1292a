"""The simulation compiled before workers start, so that they do not all compile it at once."""

from dataclasses import replace

from borgerflow.sim.base.compiling import complete, is_complete
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import account_of
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
        account_of(simulate(few, engine=engine), few)
        complete(kind)
