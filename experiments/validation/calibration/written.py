"""The files of a municipality that was made: its own, and the draws of its factors beside it."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from borgerflow.experiments.validation.calibration.calibrating import Calibrated
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.files import not_written, refusing_a_bad_disk, write_text
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.fit.params_written import yaml_of
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.params.municipalities.factor_draws import draws_file

LISTS = ("targets", "notes")
HEAD = Wording(
    "# En kommune, som borgerflow kan læse: giv stien, hvor en kommune nævnes. Faktorerne er fundet"
    " af\n# kommandoen under calibration; lav den om, hvis tallene ændres.\n",
    "# A municipality that borgerflow can read: give its path where one is named. The factors were"
    " found by\n# the command under calibration; make it again where figures change.\n",
)
DIGITS = 5  # of a factor


def keep(made: Calibrated, out: Path, lang: str) -> None:
    """Write a municipality and its draws into new files: both whole, or none."""
    draws = draws_file(out)
    home = made.home
    if home.calibration is not None:
        told = home.calibration.model_copy(update={"posterior": draws.name})
        home = home.model_copy(update={"calibration": told})
    with refusing_a_bad_disk(not_written(draws)):
        write_text(draws, draws_text(made), new=True)
    try:
        with refusing_a_bad_disk(not_written(out)):
            write_text(out, file_text(home, lang), new=True)
    except BaseException:
        draws.unlink(missing_ok=True)
        raise


def draws_text(made: Calibrated) -> str:
    """Return the text of the draws: what each multiplies the factors in the file by."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([" ".join(row.way for row in lever.rows) for lever in made.levers])
    for row in np.exp(made.posterior.logs - made.logs):
        writer.writerow([f"{factor:.{DIGITS}g}" for factor in row])
    return lines.getvalue()


def file_text(home: Municipality, lang: str) -> str:
    """Return a municipality as the text of its file."""
    content = _with_days(home.model_dump(exclude_none=True, exclude_defaults=True))
    there = _stock_text(content.pop("stock")) if "stock" in content else ""
    lists = "".join(f"{key}:\n{_items(content.pop(key))}" for key in LISTS if key in content)
    return HEAD.text(lang) + yaml_of(content) + there + lists


def _stock_text(stock: Mapping[str, Any]) -> str:
    """Return the people who are there as YAML, a row a line."""
    rows = (
        f"    - {{scheme: {row['scheme']}, weeks: {list(row['weeks'])}, "
        + (f"ladder: {list(row['ladder'])}, " if "ladder" in row else "")
        + f"persons: {row['persons']}}}\n"
        for row in stock["rows"]
    )
    day = date_of(stock["day"]).isoformat()
    about = yaml_of({"source": stock["source"], "grade": stock["grade"]}, 1)
    return f"stock:\n  day: {day}\n{about}  rows:\n" + "".join(rows)


def _items(rows: Sequence[Mapping[str, Any]]) -> str:
    return "".join(f"  - {yaml_of(row, 2)[4:]}" for row in rows)


def _with_days(content: dict[str, Any]) -> dict[str, Any]:
    """Return plain content in which days are written as dates."""
    for each in (*content.get("targets", ()), content.get("calibration", {})):
        for name in ("day", "made"):
            if name in each:
                each[name] = date_of(each[name]).isoformat()
    return content
