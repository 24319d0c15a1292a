"""An estimate: one number we hold true, with its range, source and grade."""

from typing import Literal, Self

from pydantic import model_validator

from borgerflow.sim.base.errors import FormError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.forms import Entry, Text
from borgerflow.sim.params.reading.phrases import got_wrong
from borgerflow.sim.params.reading.units import Grade, Unit, estimate_fault


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
                raise FormError(got_wrong(f"{number:g}", wrong))
        known = [n for n in (self.low, self.value, self.high) if n is not None]
        if known != sorted(known):
            shown = f"low {self.low}, value {self.value}, high {self.high}"
            raise FormError(
                Wording(
                    f"{shown} står i forkert rækkefølge: forventede low <= value <= high",
                    f"{shown} are out of order: expected low <= value <= high",
                )
            )
        if self.grade == "assumed" and (self.low is None or self.high is None):
            raise FormError(
                Wording(
                    "et antaget tal kræver et lavt og et højt skøn (low og high)",
                    "an assumed number needs low and high",
                )
            )
        return self

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
