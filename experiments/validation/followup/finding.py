"""What was expected beside what came, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.findings.plain import LEFT_OUT, SPREAD, plain
from borgerflow.experiments.validation.forecast.finding import ExpectedFigure
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

FOLLOWUP_SCHEMA = "borgerflow/followup/1"
INSIDE, NEAR, OUTSIDE, UNTOLD = VERDICTS = ("inside_80", "inside_95", "outside", "not_told")


@dataclass(frozen=True)
class FollowedRow:
    """A figure in a period: what was expected, what came (None where not told), and how it fits.

    ``verdict`` is ``inside_80``, ``inside_95`` (and not within 80 %), ``outside`` or ``not_told``.
    """

    expected: ExpectedFigure = field(metadata=SPREAD)
    actual: float | None
    verdict: str
    source: str = ""


@dataclass(frozen=True)
class HitCount:
    """How many figures lie inside the interval of a level, and how many would by chance alone.

    ``chance`` is that of so few or fewer, if each were inside independently with the level's
    chance (binomial).
    """

    level: float
    inside: int
    of: int
    expected: float
    chance: float


@dataclass(frozen=True)
class EarnedRow:
    """What a quarter has cost and saved the municipality, kroner; ``seen`` None where not told.

    ``expected`` was to be saved by the forecast. ``seen`` is by how much what came lies below the
    forecast without the proposals: in ``accounts``, or in ``persons`` of figures at the price of
    their weeks.
    """

    period: str
    invested: float
    expected: float
    seen: float | None
    by: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class EarnedSoFar:
    """What is earned and what is left, kroner, over the quarters in which something is told.

    ``planned`` is what the proposals cost in the whole horizon, ``expected_in_all`` what the
    forecast expects them to save in it. ``remaining`` is what is left of ``planned``.
    """

    until: str
    quarters: int
    planned: float
    expected_in_all: float
    invested: float
    expected: float
    seen: float
    remaining: float


@dataclass(frozen=True, kw_only=True)
class FollowupFinding(Answer):
    """Whether what came lies where a forecast had it, and what is left to be earned."""

    version: str
    municipality: str
    municipality_label: str
    proposals: tuple[str, ...]
    made: str
    replications: int
    forecast_file: str
    forecast_digest: str
    actuals_file: str
    rows: tuple[FollowedRow, ...]
    counts: tuple[HitCount, ...]
    earned: tuple[EarnedRow, ...] = ()
    so_far: EarnedSoFar | None = None
    notes: tuple[Wording, ...] = ()
    command: str = ""
    labels: Mapping[str, Wording] = field(default_factory=dict, metadata=LEFT_OUT)
    units: Mapping[str, str] = field(default_factory=dict, metadata=LEFT_OUT)

    def of_figure(self, name: str) -> tuple[FollowedRow, ...]:
        """Return the rows of one figure."""
        return tuple(row for row in self.rows if row.expected.figure == name)

    @property
    def figures(self) -> tuple[str, ...]:
        """Return the figures of which anything is told."""
        return tuple(dict.fromkeys(row.expected.figure for row in self.rows))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``followup``."""
        return {"schema": FOLLOWUP_SCHEMA, **plain(self)}

    def tables(self) -> "dict[str, pd.DataFrame]":
        """Return a flat table for each list of rows, by its key."""
        import pandas as pd  # noqa: PLC0415  (slow; JSON needs none)

        names = ("rows", "counts", "earned")
        return {
            name: pd.json_normalize(rows, sep="_")
            for name in names
            if (rows := plain(getattr(self, name)))
        }
