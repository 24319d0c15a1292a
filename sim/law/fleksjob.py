"""Fleksjob: the wage subsidy, the wage behind it, and the state's extra contribution.

Pure scalar functions of kroner a month. They know nothing of weeks, counters or persons.
The ceiling at the full-time wage of the post (LAB § 123) is left out: no file tells it.
"""

import math
from typing import NamedTuple


class Tilskud(NamedTuple):
    """The rule of the fleksloentilskud on one day."""

    starting_amount: float  # kroner a month without wage: 98 % of the highest dagpenge
    low_reduction: float  # share of the wage deducted up to the threshold
    high_reduction: float  # share of the wage deducted above it
    threshold: float  # kroner a month


class Bidrag(NamedTuple):
    """The rule of the fleksbidrag on one day."""

    share_of_start: float
    share_of_tilskud: float
    share_of_wage: float
    cap: float  # kroner a month


def fleksloentilskud(wage: float, rule: Tilskud) -> float:
    """Return the subsidy, kroner a month, for a wage that includes pension.

    Law
    ---
    LAB § 123, stk. 1 and 2.
    """
    low = min(wage, rule.threshold)
    reduction = rule.low_reduction * low + rule.high_reduction * (wage - low)
    return max(0.0, rule.starting_amount - reduction)


def wage_behind(tilskud: float, rule: Tilskud) -> float:
    """Return the wage, kroner a month with pension, that leads to a subsidy above zero.

    The inverse of `fleksloentilskud`. A subsidy at or above the starting amount has no
    wage behind it.

    Law
    ---
    LAB § 123, stk. 1 and 2.
    """
    reduction = max(0.0, rule.starting_amount - tilskud)
    below = rule.low_reduction * rule.threshold
    if reduction <= below:
        return reduction / rule.low_reduction
    return rule.threshold + (reduction - below) / rule.high_reduction


def fleksbidrag(
    starting_amount: float, tilskud: float, wage_without_pension: float, rule: Bidrag
) -> float:
    """Return the state's contribution to the municipality, whole kroner a month.

    It is paid on the last step only; whether the count stands there is the caller's
    business. Half a krone is rounded up.

    Law
    ---
    FL § 7, stk. 1 and 2.

    Assumes
    -------
    The cap limits the difference before the wage is deducted.
    """
    room = rule.share_of_start * starting_amount - rule.share_of_tilskud * tilskud
    bidrag = min(room, rule.cap) - rule.share_of_wage * wage_without_pension
    return math.floor(max(0.0, bidrag) + 0.5)
