"""What is asked of a file of spells, and what is refused of it before it is read."""

import datetime as dt
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import looks_like_cpr, quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.found import refuse_no_file


def refuse_at_once(path: Path, until: str | None, citizen: str = "") -> None:
    """Refuse a file that is not there or is named by a CPR number, and a day that is none.

    A citizen who is named by a CPR number is refused where all citizens are.
    """
    refuse_cpr_name(path.name)
    day_typed(until)
    if not looks_like_cpr(citizen):
        refuse_no_file(path)


def day_typed(until: str | None) -> dt.date | None:
    """Return the day that was typed after ``--until``."""
    if until is None:
        return None
    try:
        return dt.date.fromisoformat(until)
    except ValueError:
        got = quoted(until)
        raise InputError(
            Wording(
                f"--until er {got.da}: der skal stå en dato som 2024-01-01.",
                f"--until is {got.en}: expected a date as 2024-01-01.",
            )
        ) from None
