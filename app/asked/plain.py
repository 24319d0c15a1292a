"""Forms of plain fields: what each is, and how it is read into the record of a question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from borgerflow.app.asked.comparison import WHOLE, Errors, FieldReading
from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.typed.numbers import whole_number
from borgerflow.experiments.typed.sizes import REPLICATIONS, SEED
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params

NO_HINT = Wording("", "")
Choices = tuple[tuple[str, Wording], ...]


@dataclass(frozen=True)
class PlainField:
    """A field: its name, what it asks, what stands there before anything is typed."""

    name: str
    label: Wording
    hint: Wording = NO_HINT
    usual: str = ""
    shape: Literal["text", "choice", "tick"] = "text"
    choices: Choices = ()
    folded: bool = False


@dataclass(frozen=True)
class PlainAsked:
    """What a form of plain fields asks; ``question`` is None where a field is wrong."""

    params: Params
    fields: tuple[PlainField, ...]
    question: WorldQuestion | None
    errors: Errors = field(default_factory=dict)


REPLICATIONS_FIELD = PlainField(
    "replications", Wording("Antal simuleringer", "Replications"), usual="20", folded=True
)
SEED_FIELD = PlainField("seed", Wording("Startværdi (seed)", "Seed"), usual="1", folded=True)
RUN = {REPLICATIONS_FIELD: REPLICATIONS, SEED_FIELD: SEED}


def run_typed(reading: FieldReading) -> dict[str, int]:
    """Return replications and seed as they were typed."""
    return {each.name: _whole(reading, each) for each in RUN}


def _whole(reading: FieldReading, each: PlainField) -> int:
    text = reading.text(each.name) or each.usual

    def read() -> int:
        return whole_number(each.label.text(reading.lang), text, RUN[each])

    return reading.tried(each.name, read, int(each.usual))


def option_read(
    reading: FieldReading, each: PlainField, option: str, read: Callable[[], Any]
) -> Any:
    """Return what an option of the command would be; a refusal calls it as the field is called."""

    def called() -> Any:
        try:
            return read()
        except InputError as refused:
            raise InputError(renamed(refused.said, {option: each.label})) from None

    return reading.tried(each.name, called, None)


def renamed(said: Wording, labels: Mapping[str, Wording]) -> Wording:
    """Return what is said with fields in the place of the options of the command."""
    for option, label in labels.items():
        said = Wording(said.da.replace(option, label.da), said.en.replace(option, label.en))
    return said


def whole_of(
    reading: FieldReading, accept: Callable[[], WorldQuestion], labels: Mapping[str, Wording]
) -> WorldQuestion | None:
    """Return a question that holds as a whole, if it does and every field does."""
    if reading.errors:
        return None
    try:
        return accept()
    except InputError as refused:
        reading.errors[WHOLE] = renamed(refused.said.capital(), labels)
        return None
