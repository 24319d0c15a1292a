"""Files written whole or not at all, and alike on every system; what a disk refuses, in words."""

import errno
import os
import re
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from borgerflow.sim.base.errors import InputError, closest, did_you_mean
from borgerflow.sim.base.texts import IS_CPR, looks_like_cpr
from borgerflow.sim.base.wording import Wording, same

DRAFT = re.compile(r"\..+\.[0-9a-f]{32}\.partial")
# What disks say no with; the English words are the system's own.
REASONS = {
    errno.ENOSPC: "der er ikke mere plads på disken",
    errno.EDQUOT: "den tildelte plads på disken er brugt op",
    errno.EACCES: "der er ikke adgang",
    errno.EPERM: "det er ikke tilladt",
    errno.EROFS: "disken kan kun læses",
    errno.EBUSY: "filen er i brug",
    errno.EEXIST: "der ligger allerede noget med det navn",
    errno.ENOENT: "stien findes ikke",
    errno.ENOTDIR: "en del af stien er ikke en mappe",
    errno.EISDIR: "det er en mappe",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ELOOP: "stien går i ring",
}


def draft_of(path: Path) -> Path:
    """Return the hidden name under which something is made that is to be called otherwise."""
    return path.with_name(f".{path.name}.{uuid.uuid4().hex}.partial")


def clear_drafts(folder: Path) -> None:
    """Remove the drafts of files that killed processes have left in a folder."""
    for path in folder.iterdir():
        if DRAFT.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write a file under another name and rename it; if it is to last, once it is on the disk.

    Two processes may write the same file at once: one of them is the one that stays.

    Raises
    ------
    OSError
        If the disk refuses; nothing half-done is left behind.
    """
    draft = draft_of(path)
    try:
        draft.write_bytes(content)
        if lasting:
            sync_file(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    if lasting:
        sync_folder(path.parent)


def refuse_cpr_name(path: Path | str) -> None:
    """Refuse a name of a file or folder that looks like a CPR number: it would be kept and told."""
    if looks_like_cpr(str(path)):
        named = Wording(da="Et navn på en fil eller mappe ", en="The name of a file or folder ")
        raise InputError(named + IS_CPR)


def write_text(path: Path, text: str, *, new: bool = False) -> None:
    """Write a text as UTF-8 with the line ends it has, so that its digest is the same anywhere.

    A ``new`` file is written only where there is none.
    """
    with path.open("xb" if new else "wb") as file:
        file.write(text.encode())


def sync_file(path: Path) -> None:
    """Wait until a file is safe on the disk."""
    handle = os.open(path, os.O_RDWR)  # Windows waits for no file that is open for reading alone
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are safe on the disk, where the system lets one."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # Windows opens no folder
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def folder_made(folder: Path) -> Iterator[None]:
    """Make a folder, and those above it, for what follows; those left empty are removed again."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):  # the first that holds something ends it
            for each in missing:
                each.rmdir()


@contextmanager
def refusing_a_bad_disk(refused: Wording | str, advice: Wording | str = "") -> Iterator[None]:
    """Turn what a disk says no to into one message: what was refused, why, and how to go on."""
    try:
        yield
    except OSError as error:
        end = ". " + same(advice) if str(advice) else same(".")
        lacks = error.errno == errno.ENOENT and error.filename is not None
        near = near_file(Path(os.fsdecode(error.filename))) if lacks else same("")
        raise InputError(same(refused) + ": " + reason_of(error) + end + near) from error


def near_file(path: Path, endings: Collection[str] = ()) -> Wording:
    """Return `` Did you mean X?`` for the file of the closest name beside a missing one, if any.

    Of the same ending, or else of another that is read there (``endings``); of any, where none
    was typed.
    """
    try:
        beside = sorted(each for each in path.parent.iterdir() if each.is_file())
    except OSError:
        return same("")
    meant = {path.suffix, *endings}
    beside.sort(key=lambda each: each.suffix == path.suffix)  # of two alike the last one stays
    alike = {each.stem: each for each in beside if path.suffix == "" or each.suffix in meant}
    close = closest(path.stem, alike)
    return did_you_mean(None if close is None else str(alike[close]))


def not_written(path: Path) -> Wording:
    """Return that a file or folder cannot be written, for a reason to follow."""
    return Wording(da=f"{path} kan ikke skrives", en=f"{path} cannot be written")


def reason_of(error: OSError) -> Wording:
    """Return what a disk says no with; in Danish, where that is known."""
    english = os.strerror(error.errno) if error.errno else str(error)
    return Wording(REASONS.get(error.errno or 0, english), english)
