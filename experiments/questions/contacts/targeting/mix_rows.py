"""Which groups have fewer talks so that a sum is saved where it costs least, as data."""

from dataclasses import dataclass, field
from typing import Literal

from borgerflow.experiments.findings.plain import called
from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import Wording

GroupKind = Literal["age", "education", "household", "provider", "weeks_left", "elapsed"]


@dataclass(frozen=True)
class MixPart:
    """A group of a scheme that alone has fewer talks than today: what that comes to a year."""

    scheme: str
    kind: GroupKind
    group: Wording
    label: Wording = field(metadata=called("setting"))  # what it has instead of today's rhythm
    contacts_held: Interval = field(metadata=called("talks_held"))  # change
    fte: Interval  # change of the posts that the contacts take
    staff: Interval = field(metadata=called("staff_kroner"))
    benefits: Interval
    net: Interval = field(metadata=called("net_municipal"))
    chosen: bool


@dataclass(frozen=True)
class MixPoint:
    """The least loss of benefits for a sum of staff saved a year, were the groups not to meet."""

    least: float = field(metadata=called("save_at_least"))
    saved: float
    lost: float
    chosen: tuple[int, ...]  # places of the parts
    asked_for: bool

    @property
    def net(self) -> float:
        """Return the municipality's net a year."""
        return self.lost - self.saved


@dataclass(frozen=True)
class Mix:
    """Which groups have fewer talks so that a sum is saved where it costs least.

    ``staff`` and ``benefits`` are the sums of the chosen parts, each simulated alone; the mix as
    simulated is the setting of the finding, ``beyond`` its net less that of the sums.
    """

    target: float = field(metadata=called("save"))  # kroner of staff a year
    most: float = field(metadata=called("most_to_save"))
    parts: tuple[MixPart, ...]
    staff: Interval = field(metadata=called("staff_kroner"))
    benefits: Interval
    frontier: tuple[MixPoint, ...]
    beyond: Interval | None = None  # None where the user stopped before

    @property
    def chosen(self) -> tuple[int, ...]:
        """Return the places of the parts that are chosen."""
        return tuple(n for n, part in enumerate(self.parts) if part.chosen)
