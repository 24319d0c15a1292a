"""A case of SØM from what compare answered, and what the simulation itself says beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.questions.compare.form.soem.case import (
    FULL_TIME_YEARS,
    KOMMUNE,
    PAYERS,
    STATE,
    Consequence,
    SoemCase,
    SoemCost,
    UnitPrice,
)
from borgerflow.sim.base.clock import parse_day, parts_of_years

BENEFIT, INVESTMENT, NO_SCHEME = "benefit", "investment", ""
LEAST = 1e-9  # full-time years: what adding up in floating point may leave
Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True)
class Whom:
    """Who the case is told of: its name, the group, how many take part, and who succeeds."""

    name: str
    group: str
    participants: float
    success_rate: float
    discount_rate: float


@dataclass(frozen=True)
class OwnAnswer:
    """What the simulation says, over all years: kroner with + an expense, as everywhere but here.

    ``units`` are full-time years by item, ``benefits`` kroner by item and payer, ``costs`` all
    other kroner by payer.
    """

    units: Mapping[str, float]
    benefits: Mapping[tuple[str, str], float]
    costs: Mapping[str, float]
    funds: float  # what unemployment funds pay, whom SØM does not have

    def net(self, payer: str) -> float:
        """Return the net of a payer, + a gain as SØM has it."""
        paid = sum(kroner for (_, whose), kroner in self.benefits.items() if whose == payer)
        return 0.0 - paid - self.costs.get(payer, 0.0)


def case_of(
    answer: Mapping[str, Any], items: Mapping[str, str], kinds: Mapping[str, str], whom: Whom
) -> SoemCase:
    """Return the case of what compare answered, all of it shared out over those who succeed.

    Parameters
    ----------
    answer : mapping
        The answer as JSON has it.
    items, kinds : mapping
        What each scheme is called, and what each kind of other kroner is.
    """
    first = parse_day(answer["horizon"]["start"])
    parts = parts_of_years(first, parse_day(answer["horizon"]["end"]))
    start, successes = min(parts), whom.participants * whom.success_rate
    paid = [name for name in items if _kroner_of(answer, name, "baseline")]
    changed = {name: _years_of(answer, name, parts) for name in paid}
    moved = {name: years for name, years in changed.items() if any(abs(y) > LEAST for y in years)}
    consequences = tuple(
        Consequence(items[name], FULL_TIME_YEARS, tuple(year / successes for year in years))
        for name, years in moved.items()
    )
    return SoemCase(
        whom.name,
        whom.group,
        answer["price_year"],
        start,
        whom.participants,
        whom.success_rate,
        whom.discount_rate,
        tuple(_costs(answer["ledger"], kinds, start)),
        consequences,
        tuple(_price(answer, name, items[name], parts) for name in moved),
    )


def _years_of(
    answer: Mapping[str, Any], scheme: str, parts: Mapping[int, float]
) -> tuple[float, ...]:
    """Return by how many full-time years a scheme changes in each year."""
    told = {row["year"]: row for row in answer["full_time"] if row["scheme"] == scheme}
    return tuple(
        told[year]["difference"]["mean"] * part if year in told else 0.0
        for year, part in parts.items()
    )


def _kroner_of(
    answer: Mapping[str, Any], scheme: str, world: str, payers: Iterable[str] = PAYERS
) -> float:
    """Return the benefits of a scheme that some pay, in a world or of the change."""
    rows = (row for row in answer["ledger"] if row["scheme"] == scheme)
    rows = (row for row in rows if row["kind"] == BENEFIT and row["payer"] in payers)
    return float(sum(_mean(row[world]) for row in rows))


def _mean(amount: Any) -> float:
    return float(amount["mean"] if isinstance(amount, Mapping) else amount)


def _price(
    answer: Mapping[str, Any], scheme: str, item: str, parts: Mapping[int, float]
) -> UnitPrice:
    """Return what a full-time year in a scheme costs each payer on average without the proposal."""
    years = sum(
        row["baseline"] * parts[row["year"]]
        for row in answer["full_time"]
        if row["scheme"] == scheme
    )
    kroner = {payer: _kroner_of(answer, scheme, "baseline", [payer]) / years for payer in PAYERS}
    return UnitPrice(item, FULL_TIME_YEARS, kroner, answer["price_year"])


def _costs(ledger: Rows, kinds: Mapping[str, str], start: int) -> Iterable[SoemCost]:
    """Yield what is no benefit, by year, kind and payer."""
    found: dict[tuple[int, str, str], float] = {}
    for row in ledger:
        if row["kind"] != BENEFIT and row["payer"] in PAYERS:
            key = row["year"] - start, kinds[row["kind"]], row["payer"]
            found[key] = found.get(key, 0.0) + _mean(row["difference"])
    for (year, item, payer), kroner in found.items():
        if kroner:
            yield SoemCost(year, item, payer, kroner)


def simulated(answer: Mapping[str, Any], items: Mapping[str, str]) -> OwnAnswer:
    """Return what the simulation itself says of the items that a case may have."""
    horizon = (parse_day(answer["horizon"][end]) for end in ("start", "end"))
    parts = parts_of_years(*horizon)
    units = {item: sum(_years_of(answer, name, parts)) for name, item in items.items()}
    benefits = {
        (item, payer): _kroner_of(answer, name, "difference", [payer])
        for name, item in items.items()
        for payer in (KOMMUNE, STATE)
    }
    costs: dict[str, float] = {}
    funds = 0.0
    for row in answer["ledger"]:
        kroner = _mean(row["difference"])
        if row["payer"] not in PAYERS:
            funds += kroner
        elif row["kind"] != BENEFIT:
            costs[row["payer"]] = costs.get(row["payer"], 0.0) + kroner
    return OwnAnswer(units, benefits, costs, funds)
