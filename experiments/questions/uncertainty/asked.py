"""How sure it is, as it is asked: one record, light to load."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import PairQuestion
from borgerflow.experiments.typed.numbers import refuse_size
from borgerflow.experiments.typed.sizes import DRAWS_AT_ONCE, STEPS_AT_ONCE

DRAWS, STEPS = 256, 32


@dataclass(frozen=True, kw_only=True)
class UncertaintyQuestion(PairQuestion):
    """How sure the answer about one or more proposals is, and what it would be worth to know.

    ``draws`` are those of the numbers that nobody knows; ``replications`` are of each. From
    ``steps`` of the draws each number alone is drawn anew.
    """

    kind = "uncertainty"

    replications: int = 4
    draws: int = DRAWS
    steps: int = STEPS


def with_draws(question: UncertaintyQuestion) -> UncertaintyQuestion:
    """Return the question where its draws and steps are as many as can be answered.

    Raises
    ------
    InputError
        If they are not.
    """
    refuse_size("--draws", question.draws, DRAWS_AT_ONCE)
    if question.steps:
        refuse_size("--steps", question.steps, STEPS_AT_ONCE._replace(most=question.draws))
    return question
