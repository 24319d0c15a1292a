"""How sure it is, as it is asked: one record, light to load."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import PairQuestion
from borgerflow.experiments.typed.numbers import Size, refuse_size
from borgerflow.sim.base.wording import Wording

DRAWS = 256
# Fewer say little of the ends; more than these no two cores finish in a working day.
FEWEST, MOST = 32, 10_000
SIZE = Size(FEWEST, MOST, Wording("32 til 10.000", "32 to 10,000"))


@dataclass(frozen=True, kw_only=True)
class UncertaintyQuestion(PairQuestion):
    """How sure the answer about one or more proposals is, and what it would be worth to know.

    ``draws`` are those of the numbers that nobody knows; ``replications`` are of each.
    """

    kind = "uncertainty"

    replications: int = 4
    draws: int = DRAWS


def with_draws(question: UncertaintyQuestion) -> UncertaintyQuestion:
    """Return the question where its draws are as many as can be answered.

    Raises
    ------
    InputError
        If they are not.
    """
    refuse_size("--draws", question.draws, SIZE)
    return question
