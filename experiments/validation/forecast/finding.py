"""What was expected, as data: figures by quarter and year, with intervals of one course to come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.findings.plain import LEFT_OUT, plain
from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import LANGUAGES, Wording

FORECAST_SCHEMA = "borgerflow/forecast/1"
LEVELS = (0.8, 0.95)
MEANS = Wording(
    "Intervallerne gælder ét forløb, der kommer (tilfældighed mellem simuleringer), ikke "
    "gennemsnittet. Parametrenes usikkerhed er ikke medregnet. Kroner er i løbende priser, uden "
    "forslagets egen udgift; sygedagpenge er uden arbejdsgiverperioden.",
    "Intervals are those of one course to come (chance between replications), not of the mean. "
    "That parameters are uncertain is not in them. Kroner are in current prices, without what the "
    "proposal itself costs; sygedagpenge is without the employer's period.",
)


@dataclass(frozen=True)
class ForecastFigure:
    """A figure that is forecast: persons on the average day of some schemes, weeks, or kroner."""

    name: str
    label: Wording
    unit: str
    schemes: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return every field; the label in both languages."""
        names = {f"label_{lang}": self.label.text(lang) for lang in LANGUAGES}
        return {"name": self.name, **names, "unit": self.unit, "schemes": list(self.schemes)}


@dataclass(frozen=True)
class ExpectedFigure:
    """A figure in a period: its mean, and the ends between which one course to come falls."""

    figure: str
    period: str
    mean: float
    low_95: float
    low_80: float
    high_80: float
    high_95: float

    def ends(self, level: float) -> tuple[float, float]:
        """Return the ends of the interval of a level, one of `LEVELS`."""
        return (self.low_80, self.high_80) if level == LEVELS[0] else (self.low_95, self.high_95)


@dataclass(frozen=True)
class WeekPrice:
    """What a week in the schemes of a figure costs the municipality in a period."""

    figure: str
    period: str
    kroner: float


@dataclass(frozen=True)
class ExpectedSaving:
    """What the proposals change in a period: kroner with them minus without, - is a saving.

    ``invested`` is what they cost; the others leave it out. The interval is that of the mean.
    """

    period: str
    invested: float
    kommune: Interval
    stat: float
    i_alt: float


@dataclass(frozen=True, kw_only=True)
class FrozenForecast(Answer):
    """What was expected on a day, of which municipality, under which proposals, by which version.

    ``investment`` and ``savings`` are empty without proposals. ``law_known_to`` is the last day
    on which the law behind it was looked up, the last of the horizon at most; ``followed`` are the
    schemes whose stocks conditions have follow what was observed.
    """

    version: str
    made: str
    command: str
    municipality: str
    municipality_label: str
    proposals: tuple[str, ...]
    in_both: tuple[str, ...]
    start: str
    end: str
    seed: int
    replications: int
    engine: str
    params: str  # digest
    law_known_to: str
    draft: str | None
    conditions: tuple[str, ...]
    followed: tuple[str, ...]
    figures: tuple[ForecastFigure, ...]
    baseline: tuple[ExpectedFigure, ...]
    investment: tuple[ExpectedFigure, ...] = ()
    week_prices: tuple[WeekPrice, ...] = ()
    savings: tuple[ExpectedSaving, ...] = ()
    warnings: tuple[Wording, ...] = ()
    seconds: float | None = field(default=None, metadata=LEFT_OUT)

    def to_dict(self) -> dict[str, Any]:
        """Return what stands in the file, its digest apart."""
        told = [{lang: each.text(lang) for lang in LANGUAGES} for each in self.warnings]
        means = {lang: MEANS.text(lang) for lang in LANGUAGES}
        head = {"schema": FORECAST_SCHEMA, "intervals": means}
        return {**head, **plain(self), "warnings": told}

    def figure(self, name: str) -> ForecastFigure:
        """Return the figure of a name."""
        return next(each for each in self.figures if each.name == name)

    @property
    def expected(self) -> Mapping[tuple[str, str], ExpectedFigure]:
        """Return what was expected to come, by figure and period: with the proposals, if any."""
        return by_figure(self.investment or self.baseline)


def by_figure(rows: tuple[ExpectedFigure, ...]) -> dict[tuple[str, str], ExpectedFigure]:
    """Return rows by figure and period."""
    return {(row.figure, row.period): row for row in rows}
