"""Which numbers behind an answer are not drawn, and why."""

from collections.abc import Collection, Sequence

from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.questions.uncertainty.finding import StillNumber
from borgerflow.sim.base.wording import Wording

LAW = Wording(
    "lov og satser, som loven angiver dem, eller som de følger af den",
    "law and rates, as law states them or as they follow from it",
)
PRICES = Wording(
    "prisstigninger, da beløbene er i ét års priser",
    "rises of prices, as amounts are in the prices of one year",
)
SHARES = Wording("andele, der tilsammen skal give 1", "shares that must add up to 1")
CONDITIONS = Wording("det, årene var præget af", "what the years were like")
NO_RANGE = Wording("tal uden spænd", "numbers without a range")
OTHERS = Wording("andre tal, der ikke trækkes", "other numbers that are not drawn")
WHY = (
    (("rates.", "law."), LAW),
    (("price_index.",), PRICES),
    (("schemes.",), SHARES),
    (("conditions.",), CONDITIONS),
)


def still_of(listed: Sequence[Assumption], drawn: Collection[str]) -> tuple[StillNumber, ...]:
    """Return the numbers an answer lists that are not among those drawn, with why."""
    return tuple(
        StillNumber(each.name, each.grade, _why(each), each.label)
        for each in listed
        if each.name not in drawn
    )


def _why(number: Assumption) -> Wording:
    if number.unit == "law":
        return LAW
    of_kind = (why for starts, why in WHY if number.name.startswith(starts))
    return next(of_kind, NO_RANGE if number.low is None else OTHERS)
