"""The page of one citizen: which of those whom a proposal hits, and in which question."""

from dataclasses import dataclass, fields

from borgerflow.app.asked.comparison import Asked, FieldReading, Typed, asked_of
from borgerflow.app.asked.own_files import House
from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.questions.trace.asked import TraceQuestion
from borgerflow.experiments.typed.numbers import whole_number
from borgerflow.experiments.typed.sizes import PLACE
from borgerflow.sim.base.wording import Wording

CITIZEN, AFTER = "citizen", "after"
LABEL = Wording("Borgerens nummer", "Number of the citizen")


@dataclass(frozen=True)
class CitizenAsked:
    """What is asked of one citizen; ``question`` is None where a field is wrong.

    ``chosen`` is the number that was typed; without it the first who is hit after ``after``.
    """

    comparison: Asked
    question: TraceQuestion | None
    chosen: int | None
    after: int | None


def citizen_asked(typed: Typed, house: House, lang: str) -> CitizenAsked:
    """Return whose life is asked for, in the simulation of a question of proposals."""
    asked = asked_of(typed, house, lang)
    reading = FieldReading(typed, lang)
    after, chosen = (_number(reading, name) for name in (AFTER, CITIZEN))
    asked.errors.update(reading.errors)
    question = None
    if asked.question is not None and not asked.errors:
        question = _question(asked.question, chosen or 0)
    return CitizenAsked(asked, question, None if after is not None else chosen, after)


def _number(reading: FieldReading, name: str) -> int | None:
    text = reading.text(name)
    if not text:
        return None
    label = LABEL.text(reading.lang)
    return reading.tried(name, lambda: whole_number(label, text, PLACE), None)


def _question(comparison: CompareQuestion, citizen: int) -> TraceQuestion:
    said = {each.name: getattr(comparison, each.name) for each in fields(WorldQuestion)}
    return TraceQuestion(**{**said, "replications": 1}, citizen=citizen)
