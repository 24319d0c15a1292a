"""The answer to whether a proposal pays back, as data: comparison, discounted, and verdict."""

from dataclasses import dataclass, field, fields
from typing import Any, Literal

import pandas as pd

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.findings.rows import BreakEven, Interval
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.payback_words import points_apart
from borgerflow.sim.base.wording import Wording

BREAKEVEN_SCHEMA = "borgerflow/breakeven/1"
NO_EFFECT = {"share": 0.0, "factor": 1.0, "weeks": 0.0, "hours": 0.0}
Verdict = Literal[
    "pays_back",
    "pays_back_in_some",  # in half of the replications at least, and the mean is a cost
    "does_not_pay_back",
    "needs_effect",
    "pays_without_effect",
    "no_effect_suffices",
    "outside_horizon",
    "unanswered",
]
Place = Literal["below", "within", "above"]


@dataclass(frozen=True, kw_only=True)
class BreakEvenFinding(Head):
    """When a proposal pays back and what it must achieve, or why nobody can tell here.

    ``because`` stands alone: where the model has no answer there is nothing compared. What is
    discounted is absent when the question was interrupted.
    """

    because: Wording | None = None
    outside: bool = False  # not in force within the horizon, so that there is nothing to compare
    compared: Finding | None = None
    discounted: Finding | None = None
    discount_rates: dict[int, float] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """Return the answer in one word."""
        if self.compared is None:
            return "outside_horizon" if self.outside else "unanswered"
        return verdict_of(self.compared)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the answer, and those of the comparison behind it."""
        behind = {} if self.compared is None else self.compared.tables()
        return {**behind, **super().tables()}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``breakeven``."""
        return {
            **self.head_dict(BREAKEVEN_SCHEMA),
            "numbers": [proposal.number for proposal in self.proposals],
            "answer": self.verdict,
            "because": None if self.because is None else self.because.en,
            **({} if self.compared is None else _answered(self.compared)),
            **({} if self.compared is None else _doubted(self.compared)),
            **({} if self.compared is None else _booked(self.compared)),
            "discount_rates": [
                {"from_year": year, "rate": rate} for year, rate in self.discount_rates.items()
            ],
            "discounted": None if self.discounted is None else _answered(self.discounted),
            **self.tail_dict(),
            "estimator": self.estimator,
            **self.given_dict(),
        }


def answered(
    compared: Finding, discounted: Finding | None, rates: dict[int, float]
) -> BreakEvenFinding:
    """Return the answer that a comparison gives, with the same one discounted."""
    head = {each.name: getattr(compared, each.name) for each in fields(Head)}
    return BreakEvenFinding(
        **{**head, "seconds": None},
        compared=compared,
        discounted=discounted,
        discount_rates=rates,
    )


def verdict_of(compared: Finding) -> Verdict:
    """Return the answer that a comparison gives.

    An effect that the form states is believed and asked when it pays back; where it states
    none, the answer is what it needs.
    """
    main = compared.break_even[0] if compared.break_even else None
    if main is not None and main.effect is None:
        return "no_effect_suffices"
    if main is not None and needs_nothing(main):
        return "pays_without_effect"
    if main is not None and not main.stated:
        return "needs_effect"
    if compared.payback.median is None:
        return "does_not_pay_back"
    return "pays_back_in_some" if points_apart(compared) else "pays_back"


def needs_nothing(found: BreakEven) -> bool:
    """Tell whether it pays for itself without any effect of the mechanism searched."""
    return found.effect is not None and found.effect.mean == NO_EFFECT[found.unit]


def invested(compared: Finding) -> Interval:
    """Return what the municipality invests over the horizon."""
    (row,) = [row for row in compared.summary if row.line == "investment"]
    return row.amounts.total


def highest_price(compared: Finding) -> Interval:
    """Return the investment at which the net would be zero: the investment minus the net.

    The investment is the same in every replication, so the interval is that of the net.
    """
    price, net = invested(compared).mean, compared.net_municipal.total
    if net.low is None or net.high is None:
        return Interval(price - net.mean)
    return Interval(price - net.mean, price - net.high, price - net.low)


def years_paid(compared: Finding) -> float:
    """Return how many years of the horizon lie in those in which the proposal costs anything."""
    (row,) = [row for row in compared.summary if row.line == "investment"]
    parts = compared.parts_of_years
    return sum(parts[year] for year, amount in row.amounts.by_year.items() if amount.mean != 0)


def highest_price_a_year(compared: Finding) -> Interval | None:
    """Return the highest price divided evenly over the years it is paid in, if there are any."""
    years = years_paid(compared)
    return highest_price(compared).scaled(1 / years) if years else None


def place_in_range(found: BreakEven) -> Place | None:
    """Return where the needed effect lies among those held possible, seen from no effect.

    ``above`` asks for more than the range holds; None without a root or without a range.
    """
    low, high = found.assumed_range
    if found.effect is None or low is None or high is None:
        return None
    origin = NO_EFFECT[found.unit]
    side = 1 if found.effect.mean >= origin else -1
    needed, near, far = (side * (e - origin) for e in (found.effect.mean, low, high))
    near, far = min(near, far), max(near, far)
    return "below" if needed < near else "above" if needed > far else "within"


def source_of(compared: Finding, found: BreakEven) -> str | None:
    """Return the source of the effect a reading was assumed to have."""
    wanted = f"{found.mechanism}.effect"
    sources = [each.source for each in compared.assumptions if each.name == wanted]
    return sources[0] if sources else None


def _answered(compared: Finding) -> dict[str, Any]:
    """Return payback, effects, price and nets, in the kroner of a comparison."""
    a_year = highest_price_a_year(compared)
    return {
        "breakeven": plain(compared.payback),
        "breakeven_of_mean": compared.payback.of_mean,
        "effects": [
            {
                **plain(found),
                "source": source_of(compared, found),
                "place_in_range": place_in_range(found),
            }
            for found in compared.break_even
        ],
        "delivered": plain(compared.delivered),
        "displacement": plain(compared.displacement),
        "invested": plain(invested(compared)),
        "highest_price": {
            "total": plain(highest_price(compared)),
            "a_year": plain(a_year),
        },
        "net_municipal": plain(compared.net_municipal),
        "net_by_payer": plain(compared.net_by_payer),
        "assumption_range": plain(compared.assumption_range),
    }


def _booked(compared: Finding) -> dict[str, Any]:
    """Return the net by authorised function and by frame, undiscounted."""
    return {"accounts": plain(compared.accounts), "frames": plain(compared.frames)}


def _doubted(compared: Finding) -> dict[str, Any]:
    """Return what gives cause to doubt a comparison."""
    return {"idle": plain(compared.idle), "excesses": plain(compared.excesses)}
