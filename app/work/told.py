"""What a runner tells of a task: how far it is, what it comes to so far, and how it ended."""

from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import Wording


@dataclass(frozen=True)
class Moved:
    """So many units are done of those known of."""

    done: int
    total: int


@dataclass(frozen=True)
class Compiling:
    """The simulation is compiled, once for this version; it takes half a minute or more."""


@dataclass(frozen=True)
class SoFar:
    """What the municipality pays or saves, in kroner, by the replications that are done."""

    net: Interval


@dataclass(frozen=True)
class Seen:
    """An answer that is not whole yet: the text of its report, and how many replications it has."""

    report: str
    replications: int


@dataclass(frozen=True)
class Over:
    """A task is over."""


@dataclass(frozen=True)
class Glanced(Over):
    """There was a first answer, which is all that was asked for."""


@dataclass(frozen=True)
class Drawn(Over):
    """What was asked for has been seen whole, and is not kept."""


@dataclass(frozen=True)
class Kept(Over):
    """The answer lies in a folder."""

    folder: Path


@dataclass(frozen=True)
class MadeOwn(Over):
    """Something of the user's own was made; it is known by a digest."""

    name: str
    digest: str


@dataclass(frozen=True)
class Stopped(Over):
    """Somebody stopped it; what was finished lies in a folder, if anything was."""

    folder: Path | None = None


@dataclass(frozen=True)
class Dropped(Over):
    """Nobody asks any longer; nothing was kept."""


@dataclass(frozen=True)
class Refused(Over):
    """What was asked does not hold."""

    said: Wording


@dataclass(frozen=True)
class Broken(Over):
    """It went wrong, by no fault of whoever asked."""

    said: Wording


Told = Moved | Compiling | SoFar | Seen | Over
