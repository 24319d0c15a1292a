"""Days as people type them after an option."""

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording


def day(option: str, typed: str | None) -> int | None:
    """Return the number of the day that was typed after an option, None where none was."""
    if typed is None:
        return None
    try:
        return parse_day(typed)
    except InputError:
        got = quoted(typed)
        raise InputError(
            Wording(
                f"{option} er {got.da}: der skal stå en dato som 2024-01-01.",
                f"{option} is {got.en}: expected a date as 2024-01-01.",
            )
        ) from None
