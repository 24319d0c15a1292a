"""What the spells of a file tell of hazards, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.findings.plain import LEFT_OUT, plain
from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.units import Grade

if TYPE_CHECKING:
    import pandas as pd

FIT_SCHEMA = "borgerflow/fit/1"
ESTIMATED: Grade = "estimated"
ANYWHERE = ""  # the destination of those whom nobody saw where they went
ANYWHERE_SAID = Wording("hvor som helst", "anywhere")


@dataclass(frozen=True)
class FittedHazard:
    """The weekly hazard of an exit in one band of weeks since the stay began.

    ``destination`` is `ANYWHERE` where a file says that people left, and not where to;
    ``weeks`` are person-weeks lived on the scheme in the band; ``until_weeks`` is None in the last.
    The rate and the events are None where they are not shown, for few left.
    """

    scheme: str
    destination: str
    from_weeks: float
    until_weeks: float | None
    per_week: Interval | None
    events: int | None
    weeks: float
    grade: Grade = ESTIMATED


@dataclass(frozen=True)
class FittedGroup:
    """What the hazards of an exit are multiplied by in a group.

    ``expected`` are the events that everybody's hazards lead to expect in it; ``weight`` is the
    part of the factor that the group itself tells, the rest is drawn towards one. All three but
    ``expected`` are None where they are not shown, for few left.
    """

    scheme: str
    destination: str
    group: str
    factor: Interval | None
    events: int | None
    expected: float
    weight: float | None
    grade: Grade = ESTIMATED


@dataclass(frozen=True)
class FittedFrailty:
    """How much citizens differ in leaving a scheme: the variance of a factor around one.

    ``gain`` is twice what the log likelihood gains by it; ``several`` citizens ended more than
    one stay.
    """

    scheme: str
    variance: float
    gain: float
    several: int | None  # None where it is not shown
    is_carried: bool
    grade: Grade = ESTIMATED


@dataclass(frozen=True)
class Goodness:
    """How far fitted and seen lie apart on a scheme: largest distance of curves, and a chi-square.

    ``p_value`` is None where no band has events enough to be looked at in parts.
    """

    scheme: str
    events: int | None  # None where it is not shown
    distance: float
    towards: str  # the destination of the largest distance
    chi_square: float
    degrees: int
    p_value: float | None


@dataclass(frozen=True)
class CurvePoint:
    """Cumulative incidence of an exit some weeks after a stay began: seen, and fitted."""

    scheme: str
    destination: str
    weeks: float
    seen: Interval
    fitted: float


@dataclass(frozen=True, kw_only=True)
class FitFinding(Answer):
    """Hazards from the spells of a file, or from what others have counted."""

    version: str
    file: str
    spells: int | None  # None where a file holds counts
    citizens: int | None
    hazards: tuple[FittedHazard, ...]
    groups: tuple[FittedGroup, ...]
    frailties: tuple[FittedFrailty, ...]
    goodness: tuple[Goodness, ...]
    curves: tuple[CurvePoint, ...]
    notes: tuple[Wording, ...]
    command: str
    scheme_labels: Mapping[str, Wording] = field(default_factory=dict, metadata=LEFT_OUT)
    # Files of a folder of params with the fitted hazards, by their path: written, not told.
    params: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata=LEFT_OUT)

    def scheme_label(self, scheme: str, lang: str) -> str:
        """Return what people call a scheme."""
        label = self.scheme_labels.get(scheme)
        return scheme if label is None else label.text(lang)

    def of_scheme(self, scheme: str) -> tuple[FittedHazard, ...]:
        """Return the hazards of one scheme."""
        return tuple(row for row in self.hazards if row.scheme == scheme)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``fit``."""
        return {"schema": FIT_SCHEMA, **plain(self)}

    def tables(self) -> "dict[str, pd.DataFrame]":
        """Return a flat table for each list of rows, by its key."""
        import pandas as pd  # noqa: PLC0415  (slow; JSON needs none)

        names = ("hazards", "groups", "frailties", "goodness", "curves")
        rows = {name: plain(getattr(self, name)) for name in names}
        return {name: pd.json_normalize(row, sep="_") for name, row in rows.items() if row}
