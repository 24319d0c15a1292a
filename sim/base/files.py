"""A file written whole or not at all, and the words for what a disk says no to."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import wrong_with
from borgerflow.sim.base.wording import Wording


def write_whole(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write a file under another name and rename it; if it is to last, once it is on the disk.

    Two processes may write the same file at once: one of them is the one that stays.

    Raises
    ------
    OSError
        If the disk refuses; nothing half-done is left behind.
    """
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}.partial")
    try:
        draft.write_bytes(content)
        if lasting:
            sync(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    if lasting:
        sync(path.parent)


def refuse_odd_name(path: Path | str) -> None:
    """Refuse a name of a file or folder that looks like a CPR number or steers a screen.

    It would be printed, kept and passed on.
    """
    wrong = wrong_with(str(path))
    if wrong:
        named = Wording(da="Et navn på en fil eller mappe ", en="The name of a file or folder ")
        raise InputError(named + wrong)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are safe on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def refusing_a_bad_disk(refused: str, advice: str = "") -> Iterator[None]:
    """Turn what a disk says no to into one message: what was refused, why, and how to go on."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise InputError(f"{refused}: {reason}. {advice}".rstrip()) from error
