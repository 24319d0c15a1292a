"""An estimate: one number we hold true, with its range, source and grade."""

import math
from statistics import NormalDist
from typing import Literal, Self

from pydantic import model_validator

from borgerflow.sim.base.errors import FormError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.forms import Entry, Text
from borgerflow.sim.params.reading.phrases import got_wrong, in_digits
from borgerflow.sim.params.reading.units import Grade, Unit, estimate_fault

STANDARD = NormalDist()
NO_LOGARITHM = Wording(
    "et lognormalt tal kræver en low over 0", "a lognormal number needs a low above 0"
)
REACH_95 = STANDARD.inv_cdf(0.975)


class Estimate(Entry):
    """A number with its range, source and grade.

    ``value`` is empty where nobody has said how large it is. An assumed number must carry a
    range, so that uncertainty can be drawn from it.
    """

    value: float | None
    unit: Unit
    source: Text
    grade: Grade
    low: float | None = None
    high: float | None = None
    note: Text | None = None
    distribution: Literal["uniform", "triangular", "normal", "lognormal"] | None = None

    @model_validator(mode="after")
    def _numbers_fit(self) -> Self:
        for number in (self.low, self.value, self.high):
            wrong = None if number is None else estimate_fault(number, self.unit)
            if wrong:
                raise FormError(got_wrong(in_digits(number), wrong))
        known = [n for n in (self.low, self.value, self.high) if n is not None]
        if known != sorted(known):
            raise FormError(self._out_of_order())
        if self.distribution == "lognormal" and (self.low is None or self.low <= 0):
            raise FormError(NO_LOGARITHM)
        if self.grade == "assumed" and (self.low is None or self.high is None):
            raise FormError(
                Wording(
                    "et antaget tal kræver et lavt og et højt skøn (low og high)",
                    "an assumed number needs low and high",
                )
            )
        return self

    def _out_of_order(self) -> Wording:
        low, value, high = map(in_digits, (self.low, self.value, self.high))
        return Wording(
            f"lavt skøn {low.da}, tal {value.da} og højt skøn {high.da} står i forkert rækkefølge:"
            " det lave skøn må højst være tallet, og tallet højst det høje skøn",
            f"low {low.en}, value {value.en}, high {high.en} are out of order: expected"
            " low <= value <= high",
        )

    def at(self, value: float) -> Self:
        """Return the estimate with a value somebody set: assumed, its range widened to hold it."""
        changed = {
            "value": value,
            "low": value if self.low is None else min(self.low, value),
            "high": value if self.high is None else max(self.high, value),
            "source": "override",
            "grade": "assumed",
        }
        return type(self).model_validate(self.model_dump() | changed)


def likeliest_at_value(estimate: Estimate) -> Estimate:
    """Return an estimate whose value is the likeliest, unless it says how it is distributed."""
    if estimate.distribution is not None or estimate.value is None:
        return estimate
    return estimate.model_copy(update={"distribution": "triangular"})


def value_at(estimate: Estimate, share: float) -> float:
    """Return the value that a number lies below with a probability, by its own distribution.

    Assumes
    -------
    ``low`` and ``high`` are the ends of a uniform or triangular distribution (the peak is the
    value), and the 2.5 and 97.5 % points of a normal or lognormal one.
    """
    low, high = float(estimate.low or 0.0), float(estimate.high or 0.0)
    if estimate.distribution == "triangular":
        peak = (low + high) / 2 if estimate.value is None else estimate.value
        return _triangular(low, peak, high, share)
    if estimate.distribution == "normal":
        return _normal(low, high, share)
    if estimate.distribution == "lognormal":
        return math.exp(_normal(math.log(low), math.log(high), share))
    return low + (high - low) * share


def _triangular(low: float, peak: float, high: float, share: float) -> float:
    if share * (high - low) < peak - low:
        return low + math.sqrt(share * (high - low) * (peak - low))
    return high - math.sqrt((1 - share) * (high - low) * (high - peak))


def _normal(low: float, high: float, share: float) -> float:
    return (low + high) / 2 + (high - low) / 2 / REACH_95 * STANDARD.inv_cdf(share)
