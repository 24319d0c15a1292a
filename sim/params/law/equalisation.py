"""What more work, fewer without work and more service come to in equalisation: the numbers.

Read from ``params/accounts/equalisation.yaml``; the rules stand in `sim.law.grants`.
"""

from collections.abc import Iterator

from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.reading.forms import Day, Entry, Text
from borgerflow.sim.params.reading.units import Grade


class UnderCeiling(Entry):
    """The schemes whose full-time persons a ceiling on courses is counted by."""

    schemes: tuple[Text, ...]
    source: Text
    grade: Grade


class Equalisation(Entry):
    """The numbers of equalisation, sanction and ceiling, each with its source and grade."""

    looked_up: Day
    wage_year: Estimate
    wage: Estimate
    labour_market_contribution: Estimate
    allowance_share: Estimate
    allowance_most: Estimate
    own_rate: Estimate
    average_rate: Estimate
    level: Estimate
    level_below_90: Estimate
    cap_above_125: Estimate
    least_rate: Estimate
    need_level: Estimate
    need_level_above_mean: Estimate
    net_spending: Estimate
    social_share: Estimate
    weight_without_work: Estimate
    counted_without_work: Estimate
    years_late: Estimate
    sanction_by_inhabitants: Estimate
    overrun: Estimate
    overspent: Estimate
    share_of_landsdel: Estimate
    ceiling_from: Estimate
    ceiling_a_person: Estimate
    under_ceiling: UnderCeiling

    def number(self, name: str) -> float:
        """Return the value of a number by its name; 0 of one that nobody has said."""
        return float(getattr(self, name).value or 0.0)

    def estimates(self) -> Iterator[tuple[str, Estimate]]:
        """Yield every number with its name."""
        for name in type(self).model_fields:
            held = getattr(self, name)
            if isinstance(held, Estimate):
                yield name, held
