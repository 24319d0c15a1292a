"""What is refused of a table of the people who are there on a day, whoever reads it."""

from collections.abc import Collection, Iterable

from borgerflow.sim.base.errors import unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.model import WeeksStock

NO_STOCKED = Wording("ingen ordning med bestand", "no scheme with a stock")
LONGEST = 2600  # weeks: fifty years
LAST_STEP = 52  # weeks on the ladder: how many more there are changes no share
WEEKS = Wording("ugerne er ", "the weeks are ")
LADDER = Wording("ugerne på trappen er ", "the weeks on the ladder are ")
EXPECTED_WEEKS = Wording(
    f"; der skal stå hele uger fra 0 til {LONGEST}, det laveste tal først.",
    f"; expected whole weeks from 0 to {LONGEST}, the lower number first.",
)


def fault_of_row(row: WeeksStock, stocked: Collection[str]) -> Wording | None:
    """Return what does not hold in a row; None where all of it does."""
    if row.scheme not in stocked:
        return unknown(NO_STOCKED, row.scheme, stocked)
    if row.persons < 0:
        return Wording(
            f"antallet er {row.persons}; der skal stå 0 eller flere personer.",
            f"the persons are {row.persons}; expected 0 or more.",
        )
    for name, weeks in ((WEEKS, row.weeks), (LADDER, row.ladder)):
        if weeks is not None and not 0 <= weeks[0] <= weeks[1] <= LONGEST:
            return name + _span(weeks) + EXPECTED_WEEKS
    if row.ladder is not None and row.ladder[1] < min(row.weeks[0], LAST_STEP):
        return LADDER + _span(row.ladder) + _fewer_than(row.weeks[0])
    return None


def _span(weeks: tuple[int, int]) -> str:
    return f"{weeks[0]}" if weeks[0] == weeks[1] else f"{weeks[0]}-{weeks[1]}"


def _fewer_than(weeks: int) -> Wording:
    """Return that weeks on the ladder are fewer than the weeks of the case itself."""
    return Wording(
        f", færre end sagens egne {weeks}; der skal stå mindst så mange.",
        f", fewer than the {weeks} of the case itself; expected as many or more.",
    )


def fault_of_sum(rows: Iterable[WeeksStock], others: float, residents: float) -> Wording | None:
    """Return that more persons are in schemes than live there; None where they are not."""
    total = sum(row.persons for row in rows) + others
    if total <= residents:
        return None
    return Wording(
        f"{total:.0f} i alt; der må højst være persons_18_66, {residents:.0f}.",
        f"{total:.0f} in all; expected no more than persons_18_66, {residents:.0f}.",
    )
