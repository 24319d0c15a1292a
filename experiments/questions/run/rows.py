"""The rows of one world: persons, flows, stays, talks, and the published figures beside them."""

from dataclasses import dataclass, field

from borgerflow.experiments.findings.plain import LEFT_OUT, called
from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import Wording


@dataclass(frozen=True)
class StockRow:
    """Persons in a scheme on the first of a month, and full-time persons through it.

    The persons are None where they are not shown: few real people with whom lives begin.
    """

    month: str
    scheme: str
    persons: Interval | None
    full_time: Interval


@dataclass(frozen=True)
class CountRow:
    """Citizens who went from one scheme to another in a year in one world."""

    year: int
    origin: str = field(metadata=called("from"))
    destination: str = field(metadata=called("to"))
    count: Interval


@dataclass(frozen=True)
class DurationRow:
    """Mean weeks of a stay in a scheme: days lived there over stays that ended."""

    scheme: str
    weeks: Interval


@dataclass(frozen=True)
class TargetRow:
    """A published figure beside the simulated one; ``off`` is the difference as a share."""

    name: str
    label: Wording = field(metadata=LEFT_OUT)
    day: str
    published: float
    simulated: Interval
    off: float
    grade: str
    source: str


@dataclass(frozen=True)
class ContactRow:
    """Contacts held in a year with citizens of one scheme."""

    year: int
    scheme: str
    held: Interval
