"""A case as SØM counts it: costs, participants, a success rate, consequences, and prices of them.

A consequence is the change in use for one participant who succeeds, + more and - less; a price is
what one unit more costs a payer. What comes out has the sign of SØM: + is a gain. Years are
counted from the first, which is 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KOMMUNE, REGION, STATE = PAYERS = ("kommune", "region", "stat")
FULL_TIME_YEARS = "fuldtidsår"


@dataclass(frozen=True)
class SoemCost:
    """What an item costs a payer in a year; below zero it is saved."""

    year: int
    item: str
    payer: str
    kroner: float


@dataclass(frozen=True)
class Consequence:
    """What one success changes the use of an item by, from year 0 on."""

    item: str
    unit: str
    by_year: tuple[float, ...]


@dataclass(frozen=True)
class UnitPrice:
    """What one unit more of an item costs each payer, in prices of a year."""

    item: str
    unit: str
    kroner: Mapping[str, float]
    price_year: int | None


@dataclass(frozen=True)
class SoemCase:
    """A case in the rows of SØM; the success rate and the discount rate are shares."""

    name: str
    group: str
    price_year: int | None
    first_year: int
    participants: float
    success_rate: float
    discount_rate: float
    costs: tuple[SoemCost, ...]
    consequences: tuple[Consequence, ...]
    prices: tuple[UnitPrice, ...]

    @property
    def years(self) -> int:
        """Return how many years there are, year 0 among them."""
        return max(
            [1, *(cost.year + 1 for cost in self.costs)]
            + [len(each.by_year) for each in self.consequences]
        )

    @property
    def successes(self) -> float:
        """Return how many participants succeed."""
        return self.participants * self.success_rate

    def price_of(self, item: str, payer: str) -> float:
        """Return what one unit more of an item costs a payer, nothing where no price is told."""
        told = (each.kroner[payer] for each in self.prices if each.item == item)
        return next(told, 0.0)

    def units(self, item: str) -> float:
        """Return the change in use of an item over all years and participants."""
        told = (sum(each.by_year) for each in self.consequences if each.item == item)
        return self.successes * sum(told)

    def cost(self, payer: str) -> float:
        """Return what a payer pays in costs over all years."""
        return sum(cost.kroner for cost in self.costs if cost.payer == payer)


def net_by_year(case: SoemCase, payer: str) -> tuple[float, ...]:
    """Return the net of a payer in each year, + a gain: consequences times prices, less costs."""
    return tuple(_net(case, payer, year) for year in range(case.years))


def _net(case: SoemCase, payer: str, year: int) -> float:
    cost = sum(each.kroner for each in case.costs if (each.year, each.payer) == (year, payer))
    used = sum(
        each.by_year[year] * case.price_of(each.item, payer)
        for each in case.consequences
        if year < len(each.by_year)
    )
    return 0.0 - cost - case.successes * used


def discounted(by_year: Sequence[float], rate: float) -> float:
    """Return what yearly amounts are worth in year 0, which counts in full."""
    return sum(amount / (1 + rate) ** year for year, amount in enumerate(by_year))


def break_even_rate(case: SoemCase, payer: str) -> float | None:
    """Return the share of participants who must succeed, if the gains are to pay the costs.

    Not discounted; None where a success gains the payer nothing.
    """
    gain = -sum(sum(each.by_year) * case.price_of(each.item, payer) for each in case.consequences)
    of_all = case.participants * gain
    return case.cost(payer) / of_all if of_all > 0 else None
