"""What a calibration may move: named factors on hazards, each with a range and a reason.

The rows are ``params/model/levers.csv``. A way is ``>scheme``, all hazards into a scheme;
``scheme>``, all out of one; ``scheme>other``; or ``other>scheme>other``, the hazard that those who
came from the other have of their own. A factor is found as a logarithm beside the usual
one, which is normal with the range as two standard deviations to either side, and cut off there.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from borgerflow.experiments.validation.calibration.published.targets import PublishedTarget
from borgerflow.sim.params import Estimate
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.params.reading.csv_rows import read_rows

COLUMNS = (
    *("lever", "way", "usual", "low", "high", "date", "grade"),
    *("schemes", "measures", "reason"),
)
INFLOW = "inflow"
WAY = ">"
SDS_TO_AN_END = 2
Ways = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class LeverRow:
    """One way that a lever moves, and the figures that speak of it."""

    lever: str
    way: str
    usual: float
    low: float
    high: float
    date: str  # the year whose municipalities the usual one and the range are of
    grade: str
    schemes: frozenset[str]
    measures: frozenset[str]
    reason: str

    def is_told_by(self, target: PublishedTarget) -> bool:
        """Tell whether a figure says something about the factor."""
        known = self.schemes & set(target.counting.schemes)
        return bool(known) and target.measure in self.measures


@dataclass(frozen=True)
class Lever:
    """A factor on some ways, each beside its usual one."""

    name: str
    rows: tuple[LeverRow, ...]

    @property
    def ends(self) -> tuple[float, float]:
        """Return the range as logarithms."""
        return math.log(self.rows[0].low), math.log(self.rows[0].high)

    @property
    def middle(self) -> float:
        """Return the middle of the range as a logarithm."""
        return sum(self.ends) / 2

    @property
    def sd(self) -> float:
        """Return the standard deviation of the logarithm before any figure is known."""
        low, high = self.ends
        return (high - low) / (2 * SDS_TO_AN_END)

    def keys(self, ways: Ways) -> Iterator[tuple[str, str, float]]:
        """Yield table and name of each factor of a municipality that it sets, with the usual."""
        for row in self.rows:
            origin, _, to = row.way.partition(WAY)
            if not origin:
                yield "inflow_factors", to, row.usual
            elif to:
                yield "hazard_factors", row.way, row.usual
            else:
                for each in ways:
                    if each[0] == origin:
                        yield "hazard_factors", WAY.join(each), row.usual


def read_levers(folder: Path) -> tuple[LeverRow, ...]:
    """Return what may be moved."""
    return tuple(_row(row) for _, row in read_rows(folder / "model" / "levers.csv", COLUMNS))


def _row(row: Mapping[str, str]) -> LeverRow:
    return LeverRow(
        lever=row["lever"],
        way=row["way"],
        usual=float(row["usual"]),
        low=float(row["low"]),
        high=float(row["high"]),
        date=row["date"],
        grade=row["grade"],
        schemes=frozenset(row["schemes"].split()),
        measures=frozenset(row["measures"].split()),
        reason=row["reason"],
    )


def levers_for(
    targets: Collection[PublishedTarget], rows: Sequence[LeverRow], home: Municipality
) -> tuple[Lever, ...]:
    """Return the levers that figures speak of, each row in one of them.

    Inflow into the schemes that one figure counts together moves together: it says nothing of
    how they share it, so that they share it as in the file of the municipality.
    """
    found: dict[str, list[LeverRow]] = {}
    left = list(rows)
    for target in (each for each in targets if each.is_fitted):
        told = [row for row in left if row.is_told_by(target)]
        for row in told:
            part = "+".join(sorted({s for r in told if r.lever == INFLOW for s in r.schemes}))
            name = f"{INFLOW}.{target.name if '+' in part else part}"
            found.setdefault(name if row.lever == INFLOW else row.lever, []).append(row)
            left.remove(row)
    return tuple(Lever(name, _shared(each, home)) for name, each in found.items())


def _shared(rows: Sequence[LeverRow], home: Municipality) -> tuple[LeverRow, ...]:
    """Return rows of inflow as usual together, and to one another as a municipality has them."""
    own = [home.inflow_factors.get(row.way.removeprefix(WAY)) for row in rows]
    known = [each.value for each in own if each is not None and each.value]
    if len(known) < len(rows):
        return tuple(rows)
    level = math.prod(row.usual for row in rows) / math.prod(known)
    one = level ** (1 / len(rows))
    return tuple(replace(row, usual=one * value) for row, value in zip(rows, known, strict=True))


def moved(
    home: Municipality, factors: Mapping[Lever, tuple[float, float, float]], ways: Ways, source: str
) -> Municipality:
    """Return a municipality with other factors: low, value and high, each beside the usual one."""
    tables = {"inflow_factors": dict(home.inflow_factors)}
    tables["hazard_factors"] = dict(home.hazard_factors)
    for lever, numbers in factors.items():
        for table, name, usual in lever.keys(ways):
            low, value, high = (round(usual * each, 5) for each in numbers)
            tables[table][name] = Estimate(
                value=value, low=low, high=high, unit="factor", source=source, grade="estimated"
            )
    return home.model_copy(update=tables)
