"""How sure it is, as it is asked: one record, light to load."""

import re
from dataclasses import dataclass

from borgerflow.experiments.findings.question import PairQuestion
from borgerflow.experiments.typed.numbers import Size, refuse_size, without_exponent
from borgerflow.experiments.typed.sizes import (
    DRAWS_AT_ONCE,
    FEWEST_STEPS,
    KRONER,
    PILOT_CITIZENS,
    STEPS_AT_ONCE,
)
from borgerflow.sim.base.clock import month_index_of, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording

DRAWS, MOST_STEPS = 256, 32
PILOTS = ("200x6", "200x12", "500x12")  # told where none is asked for
WRITTEN = re.compile(r"\s*(\d{1,9})\s*[xX]\s*(\d{1,9})\s*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class UncertaintyQuestion(PairQuestion):
    """How sure the answer about one or more proposals is, and what it would be worth to know.

    ``draws`` are those of the numbers that nobody knows; ``replications`` are of each. From
    ``steps`` of the draws each number alone is drawn anew; None says so many as make sense.
    ``pilots`` are written as citizens x months; ``pilot_cost`` is that of evaluating one, kroner.
    ``evaluation`` asks what an evaluation would see afterwards.
    """

    kind = "uncertainty"

    replications: int = 4
    draws: int = DRAWS
    steps: int | None = None
    pilots: tuple[str, ...] = ()
    pilot_cost: float = 0.0
    evaluation: bool = False

    def options(self) -> tuple[str, ...]:
        """Return what a command is told of the question that its finding does not say itself."""
        pilots = [word for pilot in self.pilots for word in ("--pilot", pilot)]
        cost = ("--pilot-cost", without_exponent(self.pilot_cost)) if self.pilot_cost else ()
        evaluation = ("--evaluation",) if self.evaluation else ()
        return (*super().options(), *pilots, *cost, *evaluation)


def with_draws(question: UncertaintyQuestion) -> UncertaintyQuestion:
    """Return the question where its draws, steps and pilots are such as can be answered.

    Raises
    ------
    InputError
        If they are not.
    """
    refuse_size("--draws", question.draws, DRAWS_AT_ONCE)
    if question.steps:
        refuse_size("--steps", question.steps, STEPS_AT_ONCE._replace(most=question.draws))
    refuse_size("--pilot-cost", question.pilot_cost, KRONER)
    for written in question.pilots:
        citizens, months = pilot_of(written)
        refuse_size("--pilot", citizens, PILOT_CITIZENS)
        refuse_size("--pilot", months, _months_before_the_end(question))
    return question


def _months_before_the_end(question: UncertaintyQuestion) -> Size:
    """Return how many months a pilot may take for a month to be left after it."""
    first, after = (month_index_of(parse_day(day)) for day in question.horizon)
    most = max(1, after - first - 1)
    return Size(
        1,
        most,
        Wording(
            f"1 til {most} måneder: forsøget skal ende før perioden",
            f"1 to {most} months: the pilot is to end before the years do",
        ),
    )


def steps_for(question: UncertaintyQuestion, numbers: int) -> int:
    """Return from how many draws each of so many numbers steps; as many steps as draws in all."""
    if question.steps is not None:
        return question.steps
    return max(FEWEST_STEPS, min(MOST_STEPS, question.draws // max(numbers, 1)))


def pilots_of(question: UncertaintyQuestion) -> list[tuple[int, int]]:
    """Return the citizens and months of each pilot asked for, or of some usual ones."""
    most = _months_before_the_end(question).most
    found = [pilot_of(written) for written in question.pilots or PILOTS]
    return [(citizens, months) for citizens, months in found if months <= most]


def pilot_of(written: str) -> tuple[int, int]:
    """Return the citizens and the months of a pilot written as ``200x12``.

    Raises
    ------
    InputError
        If it is not written so.
    """
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise InputError(
            Wording("--pilot er ", "--pilot is ")
            + quoted(written)
            + Wording(
                ": der skal stå borgere x måneder, som 200x12.",
                ": expected citizens x months, as 200x12.",
            )
        )
    citizens, months = map(int, found.groups())
    return citizens, months
