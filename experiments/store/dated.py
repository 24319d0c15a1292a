"""Names by date, under which a person finds an answer again: ``results/compare/2026-11-30-1``.

A name is a link to the folder that the digest names. Where a system makes no links there is none,
and the folder is found by its digest alone.
"""

import datetime as dt
import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

from borgerflow.experiments.store.naming import folder_name

NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d+)")


def named_by_date(root: Path, study: str, folder: Path) -> Path | None:
    """Return the name by date of a result of a study, given today if it has none.

    The question is the first part of the study; its results of a day are numbered from 1. None
    where no link can be made.
    """
    place = question_folder(root, study)
    known = name_of(place, folder)
    if known is not None:
        return known
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    for number in itertools.count(1):
        name = place / f"{today}-{number}"
        try:
            name.symlink_to(os.path.relpath(folder, place), target_is_directory=True)
        except FileExistsError:
            continue
        except OSError:
            return None
        return name
    return None


def name_of(place: Path, folder: Path) -> Path | None:
    """Return the latest name by date of a folder among those of a question, or None."""
    named = (name for name in names_in(place) if os.path.samefile(name, folder))
    return max(named, key=day_and_number, default=None)


def names_in(place: Path) -> Iterator[Path]:
    """Yield the names by date in the folder of a question that lead somewhere."""
    if place.is_dir():
        yield from (
            name
            for name in place.iterdir()
            if NAME.fullmatch(name.name) and name.is_symlink() and name.exists()
        )


def day_and_number(name: Path) -> tuple[str, int]:
    """Return the day of a name, and which of that day's results it names."""
    found = NAME.fullmatch(name.name)
    return (found[1], int(found[2])) if found else ("", 0)


def question_folder(root: Path, study: str) -> Path:
    """Return the folder of the results of the question that a study asks."""
    return root / folder_name(study.split("/", maxsplit=1)[0])
