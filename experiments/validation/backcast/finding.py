"""How far a simulation is from what came, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.findings.plain import LEFT_OUT, SPREAD, plain
from borgerflow.experiments.validation.forecast.finding import ExpectedFigure
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

BACKCAST_SCHEMA = "borgerflow/backcast/1"


@dataclass(frozen=True)
class BackcastRow:
    """A figure of a series in a period: simulated, observed, and what simple rules would have said.

    ``is_fitted`` says that the period holds the day to which the stock was fitted: it counts in no
    score. ``last`` is the last value known before, else the stock to which it is fitted;
    ``seasonal`` that of the same part of a year; None where none is known.
    """

    series: str
    expected: ExpectedFigure = field(metadata=SPREAD)
    observed: float
    is_fitted: bool
    last: float | None
    seasonal: float | None
    source: str

    @property
    def off(self) -> float:
        """Return by which share of what was observed the simulated mean lies above it."""
        return self.expected.mean / self.observed - 1


@dataclass(frozen=True)
class YearError:
    """The error of a series in a year, as a share: mean simulated over mean observed, less one.

    ``is_fitted`` says that only periods with the day of the fit are there.
    """

    series: str
    year: int
    simulated: float
    observed: float
    off: float
    is_fitted: bool


@dataclass(frozen=True)
class SeriesScore:
    """How well a series is told, over the periods that were not fitted.

    ``error`` is the mean absolute error as a share of what was observed; ``inside`` of ``of`` lie
    in the 80 % interval; ``interval_score`` is that of this interval (its width, and ten times
    what was missed by), over the mean observed. ``last`` and ``seasonal`` are the errors of the
    simple rules; ``is_beaten`` says whether a rule was nearer than the simulation, None where no
    rule could be tried.
    """

    series: str
    figure: str
    of: int
    error: float
    inside: int
    interval_score: float
    last: float | None
    seasonal: float | None
    is_beaten: bool | None


@dataclass(frozen=True, kw_only=True)
class BackcastFinding(Answer):
    """A municipality simulated on from the day it is fitted to, beside what came."""

    version: str
    municipality: str
    municipality_label: str
    start: str
    end: str
    seed: int
    replications: int
    rows: tuple[BackcastRow, ...]
    errors: tuple[YearError, ...]
    scores: tuple[SeriesScore, ...]
    untold: tuple[str, ...]  # figures of the model that nothing is known of
    notes: tuple[Wording, ...] = ()
    command: str = ""
    seconds: float | None = field(default=None, metadata=LEFT_OUT)
    series_labels: Mapping[str, Wording] = field(default_factory=dict, metadata=LEFT_OUT)
    labels: Mapping[str, Wording] = field(default_factory=dict, metadata=LEFT_OUT)
    expected: tuple[ExpectedFigure, ...] = field(default=(), metadata=LEFT_OUT)  # all, for charts

    def of_series(self, name: str) -> tuple[BackcastRow, ...]:
        """Return the rows of one series."""
        return tuple(row for row in self.rows if row.series == name)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``backcast``."""
        return {"schema": BACKCAST_SCHEMA, **plain(self)}

    def tables(self) -> "dict[str, pd.DataFrame]":
        """Return a flat table for each list of rows, by its key."""
        import pandas as pd  # noqa: PLC0415  (slow; JSON needs none)

        names = ("rows", "errors", "scores")
        return {
            name: pd.json_normalize(rows, sep="_")
            for name in names
            if (rows := plain(getattr(self, name)))
        }
