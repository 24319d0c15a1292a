"""What is asked of one world: one record, light to load."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording

SHAPES = ("dream", "jobindsats", "statbank", "spells", "exposure")


@dataclass(frozen=True, kw_only=True)
class RunQuestion(WorldQuestion):
    """What happens in a municipality under the proposals named, if any."""

    kind = "run"

    replications: int = 1


def refuse_shape(shape: str, replications: int) -> None:
    """Refuse a shape there is not, and more replications than a register has: one."""
    if shape not in SHAPES:
        known = Wording(f"{', '.join(SHAPES[:-1])} eller ", f"{', '.join(SHAPES[:-1])} or ")
        is_ = Wording("--as er ", "--as is ") + quoted(shape)
        expected = Wording(": der skal stå ", ": expected ") + known + f"{SHAPES[-1]}."
        raise InputError(is_ + expected + nearest(shape, SHAPES))
    if replications != 1:
        raise InputError(
            Wording(
                f"--as skriver ét register; --replications er {replications}, men skal være 1.",
                f"--as writes one register; --replications is {replications}, expected 1.",
            )
        )
