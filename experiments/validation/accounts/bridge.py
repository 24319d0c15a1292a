"""From what is simulated to the accounts, step by step: all in øre, so that the sum is exact."""

from collections.abc import Sequence
from typing import NamedTuple

from borgerflow.experiments.validation.accounts.finding import (
    ACCOUNT,
    REMAINDER,
    SIMULATED,
    BridgeRow,
    UntoldRow,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.published import ACCOUNT as SUM
from borgerflow.sim.params.words.published import OUTSIDE, POSSIBLE, UNTOLD, AccountLine

OERE = 100
BENEFITS = Wording("Ydelser efter refusion, simuleret", "Benefits less refund, simulated")
ACTIVATION = Wording("Aktivering, simuleret", "Activation, simulated")
UNEXPLAINED = Wording("Uforklaret rest", "Unexplained remainder")


class AccountStep(NamedTuple):
    """Kroner with the ends of what is assumed in them."""

    mean: float
    low: float
    high: float


def bridge_rows(
    benefits: AccountStep, activation: float, lines: Sequence[AccountLine]
) -> tuple[BridgeRow, ...]:
    """Return the steps from what is simulated to the account, the remainder and the account.

    Where no account is published there are only the steps that are simulated.
    """
    steps = [
        _simulated("benefits", BENEFITS, benefits),
        _simulated("activation", ACTIVATION, AccountStep(activation, activation, activation)),
        *(_outside(line, {"activation": activation}) for line in lines if line.role == OUTSIDE),
    ]
    account = next((line for line in lines if line.role == SUM), None)
    if account is None:
        return tuple(steps[:2])
    whole = in_oere(account.value or 0.0)
    left, *ends = (whole - sum(each) for each in zip(*map(_ends, steps), strict=True))
    told = (left / OERE, ends[1] / OERE, ends[0] / OERE)
    return (
        *steps,
        BridgeRow(REMAINDER, UNEXPLAINED, *told, "", ""),
        BridgeRow(ACCOUNT, account.label, whole / OERE, None, None, account.grade, account.source),
    )


def in_oere(kroner: float) -> int:
    """Return kroner in whole øre."""
    return round(kroner * OERE)


def _simulated(item: str, label: Wording, step: AccountStep) -> BridgeRow:
    mean, low, high = (in_oere(kroner) / OERE for kroner in step)
    return BridgeRow(item, label, mean, low, high, SIMULATED, "")


def _outside(line: AccountLine, simulated: dict[str, float]) -> BridgeRow:
    """Return what was published of something, less what is simulated of it."""
    less = simulated.get(line.of, 0.0)
    value = line.value or 0.0
    ends = (value if end is None else end for end in (line.low, line.high))
    mean, low, high = (in_oere(kroner - less) / OERE for kroner in (value, *ends))
    return BridgeRow(line.item, line.label, mean, low, high, line.grade, line.source)


def _ends(row: BridgeRow) -> tuple[int, int, int]:
    """Return a step and its ends in øre."""
    low, high = (row.kroner if end is None else end for end in (row.low, row.high))
    return in_oere(row.kroner), in_oere(low), in_oere(high)


def untold_rows(lines: Sequence[AccountLine]) -> tuple[UntoldRow, ...]:
    """Return what lies in the account, or may, and is no step, those with a figure first."""
    some = [line for role in (POSSIBLE, UNTOLD) for line in lines if line.role == role]
    return tuple(
        UntoldRow(line.item, line.label, line.low, line.high, line.grade, line.source)
        for line in some
    )
