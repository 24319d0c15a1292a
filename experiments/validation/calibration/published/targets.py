"""The published figures that a municipality is calibrated to: what each counts, and how sure it is.

The stocks stand in the municipality's file; flows, survival, outcomes and lengths in
``params/targets.csv``, or in a table of one's own. Shares, ratios and lengths of elsewhere hold for
any municipality that has no own; counts of elsewhere say nothing about it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from borgerflow.experiments.validation.calibration.published.kinds import (
    MEASURES,
    SHARE,
    STOCK,
    Counting,
    Measure,
)
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params.model import Municipality, Target

PAID = ("sygedagpenge",)  # published cases begin where the employer's period ends
# A range is read as a 90 % interval: this many standard deviations from end to end.
RANGE_SDS = 3.29
# Where a figure has no range: its standard deviation as a share of it. What is counted is off by
# rounding and by what is registered late; what somebody remembers or supposes by far more.
SD_BY_GRADE = {
    "sourced": 0.02,
    "derived": 0.05,
    "recalled": 0.10,
    "estimated": 0.10,
    "assumed": 0.20,
}


@dataclass(frozen=True)
class PublishedTarget:
    """A published figure: what it counts, where and when, and how sure it is."""

    name: str
    label: Wording
    place: str
    measure: str
    counting: Counting
    period: str
    value: float
    low: float | None
    high: float | None
    is_fitted: bool
    is_own: bool  # counted in the municipality, so that chance moves it as in one simulation
    is_of_elsewhere: bool
    source: str
    grade: str
    where: Wording

    @property
    def kind(self) -> Measure:
        """Return what is measured."""
        return MEASURES[self.measure]

    @property
    def subject(self) -> tuple[str, str, tuple[str, ...], str]:
        """Return what no two figures may say differently."""
        day = str(self.counting.day) if self.measure == STOCK else ""
        return self.measure, self.counting.detail, tuple(sorted(self.counting.schemes)), day

    @property
    def middle(self) -> float:
        """Return where the figure most likely lies, on the scale on which it is compared.

        That is the middle of its range: a published value may stand at an end of it (4 of 3 to
        4 %). A stock lies where it was counted, because an answer begins with those who are there.
        """
        ends = self._ends
        return sum(ends) / 2 if ends and self.measure != STOCK else self.scaled(self.value)

    @property
    def spread(self) -> float:
        """Return the standard deviation of the figure on the scale on which it is compared."""
        if ends := self._ends:
            return (ends[1] - ends[0]) / RANGE_SDS
        relative = SD_BY_GRADE[self.grade]
        return relative / (1 - self.value) if self.kind.unit == SHARE else relative

    @property
    def _ends(self) -> tuple[float, float] | None:
        """Return the ends of the range on the scale; none where there is no range."""
        if self.low is None or self.high is None or self.low == self.high:
            return None
        return self.scaled(self.low), self.scaled(self.high)

    def scaled(self, number: float) -> float:
        """Return a number as its logarithm, a share as that of its odds."""
        odds = number / (1 - number) if self.kind.unit == SHARE else number
        return math.log(odds)

    def unscaled(self, number: float) -> float:
        """Return the figure that `scaled` made a number of."""
        return 1 / (1 + math.exp(-number)) if self.kind.unit == SHARE else math.exp(number)

    def slope(self, number: float) -> float:
        """Return what a small change of the figure is on the scale."""
        return 1 / (number * (1 - number)) if self.kind.unit == SHARE else 1 / number


def stock_target(target: Target, home: Municipality) -> PublishedTarget:
    """Return a stock of a municipality's file as a figure to be met."""
    persons, label = target.persons, target.label
    return PublishedTarget(
        name=target.name,
        label=Wording(label.da, label.en),
        place=home.name,
        measure=STOCK,
        counting=Counting(target.schemes, "", target.paid_only, target.day),
        period="",
        value=persons.value or 1.0,
        low=persons.low,
        high=persons.high,
        is_fitted=True,
        is_own=persons.grade != "assumed",
        is_of_elsewhere=False,
        source=persons.source,
        grade=persons.grade,
        where=same(f"{home.name}.yaml, {target.name}"),
    )


def targets_of(home: Municipality, rows: Sequence[PublishedTarget]) -> list[PublishedTarget]:
    """Return the stocks of a municipality's file and those rows that speak of it.

    Raises
    ------
    InputError
        If nothing is to be met, two figures contradict each other, or a stock is above the
        residents.
    """
    stocks = [stock_target(target, home) for target in home.targets]
    own = [row for row in rows if row.place == home.name]
    theirs = {row.subject for row in own}
    others = [
        row
        for row in rows
        if row.place != home.name and row.subject not in theirs and not _is_a_count(row)
    ]
    found = _once([*stocks, *own, *others])
    if not any(target.is_fitted for target in found):
        raise InputError(
            Wording(
                f"{home.name} har ingen tal at kalibrere til: der skal være bestande i kommunens "
                "fil eller --targets.",
                f"{home.name} has no figures to be calibrated to: expected stocks in its file, or"
                " --targets.",
            )
        )
    _refuse_more_than_all(found, home)
    return found


def _is_a_count(row: PublishedTarget) -> bool:
    return row.kind.unit in ("persons", "cases/year")


def _once(found: Iterable[PublishedTarget]) -> list[PublishedTarget]:
    """Return figures, each said once; what is fitted may not be said in two ways."""
    known: dict[object, PublishedTarget] = {}
    for target in found:
        other = known.setdefault(target.subject if target.is_fitted else target, target)
        if other.value != target.value:
            raise InputError(target.where + ": " + _contradicts(target, other) + other.where + ".")
    return list(known.values())


def _contradicts(target: PublishedTarget, other: PublishedTarget) -> Wording:
    what = f"{'+'.join(target.counting.schemes)} {target.measure} {target.counting.detail}".strip()
    return Wording(
        f"{what} er {target.value:g}; der skal være ét tal for det, men det er {other.value:g} i ",
        f"{what} is {target.value:g}; expected one figure of it, but it is {other.value:g} in ",
    )


def _refuse_more_than_all(found: Iterable[PublishedTarget], home: Municipality) -> None:
    residents = home.persons_18_66.value or 0.0
    for target in found:
        if target.measure == STOCK and target.value > residents:
            said = Wording(
                f": {target.value:g} personer; der må højst være så mange som kommunens "
                f"indbyggere, {residents:g}.",
                f": {target.value:g} persons; expected no more than the residents, {residents:g}.",
            )
            raise InputError(target.where + said)
