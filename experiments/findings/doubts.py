"""What gives a reader cause to doubt an answer: what does nothing, and what is too good."""

from dataclasses import dataclass
from typing import Literal

from borgerflow.sim.base.wording import Wording

Reason = Literal["neutral", "dates", "nobody", "ended", "law"]
SURE = 0.95  # of a bound on one side
Measure = Literal["kroner_per_krone", "full_time_per_post", "reached_per_post", "factor"]


@dataclass(frozen=True)
class IdleMechanism:
    """A mechanism that changes nothing in an answer, or not all the time, and why.

    ``ended`` is one whose scheme law ends on the way; ``law`` is a saving that law gives anyway.
    """

    mechanism: str  # ``proposal.mechanism``; ``proposal.cost`` where it is a saving
    label: Wording
    reason: Reason
    why: Wording  # going on from "because"


@dataclass(frozen=True)
class Example:
    """What lies nearest to a number: a municipal case, or what trials found."""

    name: Wording  # the id of a case; what was tried
    municipality: str  # empty for a trial
    value: float


@dataclass(frozen=True)
class Excess:
    """A number that is higher than nine of ten municipal cases state, or than any trial found.

    ``of`` is how many cases there are; 0 where ``limit`` is what trials found or allow.
    ``reckoned`` says that the posts are those the cost can pay for.
    """

    measure: Measure
    value: float
    limit: float
    of: int
    nearest: Example
    reckoned: bool = False
    label: Wording | None = None  # of the mechanism whose effect it is


def bound_of(share: float, draws: int) -> float | None:
    """Return the bound that draws leave a chance open to where all agree; None where they do not.

    Exact and one-sided, 95 % (Clopper and Pearson 1934): if the chance were less than
    ``0.05 ** (1 / n)``, all of n independent draws would be seen to agree in fewer than one case
    in twenty.
    """
    if draws < 1 or share not in (0.0, 1.0):
        return None
    least = (1 - SURE) ** (1 / draws)
    return float(least if share == 1 else 1 - least)
