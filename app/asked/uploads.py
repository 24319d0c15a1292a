"""Files that a browser sends: bounded, by a name of our own making, never at a path of theirs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import named
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.found import ZIP

ENDINGS = (".csv", ".txt", ".tsv", ".json", ".xlsx", ".xlsm", ".px")
MOST_UNPACKED = 50_000_000  # bytes of a workbook; a table of jobindsats has a few hundred thousand
MOST_FILES = 12  # a table for each figure, and a few more
LONGEST_STEM = 40
ODD = re.compile(r"[^A-Za-z0-9_-]+")
NO_KIND = Wording(
    ": der skal bruges en fil med tal: CSV, Excel (.xlsx), JSON eller PX.",
    ": expected a file of figures: CSV, Excel (.xlsx), JSON or PX.",
)
UNPACKS = Wording(
    " fylder for meget, når den pakkes ud: den må højst fylde 50 MB. Intet er gemt.",
    " is too large when unpacked: expected 50 MB at most. Nothing was saved.",
)
DAMAGED = Wording(" er beskadiget.", " is damaged.")
TOO_MANY = Wording(
    f"Der er valgt for mange filer: vælg højst {MOST_FILES}.",
    f"Too many files were chosen: expected {MOST_FILES} at most.",
)


class Sent(Protocol):
    """A file as a browser sends it."""

    filename: str | None

    def read(self) -> bytes:
        """Return what is in it."""


@dataclass(frozen=True)
class Upload:
    """A file that was sent: a harmless name, and what is in it."""

    name: str
    content: bytes

    def put_in(self, folder: Path) -> Path:
        """Return the file, written in a folder."""
        path = folder / self.name
        path.write_bytes(self.content)
        return path


def uploads_of(sent: Iterable[Sent], most_unpacked: int = MOST_UNPACKED) -> tuple[Upload, ...]:
    """Return the files that were sent, each by another name; fields left empty are none.

    Raises
    ------
    InputError
        If there are too many, one is no file of figures by its name, or unpacks to too much.
    """
    chosen = [each for each in sent if each.filename]
    if len(chosen) > MOST_FILES:
        raise InputError(TOO_MANY)
    names = [harmless(each.filename or "", place) for place, each in enumerate(chosen, start=1)]
    found = tuple(Upload(n, each.read()) for n, each in zip(names, chosen, strict=True))
    for one in found:
        _refuse_vast(one, most_unpacked)
    return found


def harmless(name: str, place: int) -> str:
    """Return the name that a file is known by: its own, without what could be a path or a script.

    Raises
    ------
    InputError
        If it does not end as a file of figures does, or looks like a CPR number.
    """
    bare = PurePath(name.replace("\\", "/")).name
    ending = PurePath(bare).suffix.lower()
    refuse_cpr_name(bare)
    if ending not in ENDINGS:
        raise InputError(named(bare) + NO_KIND)
    stem = ODD.sub("-", PurePath(bare).stem)[:LONGEST_STEM].strip("-")
    return f"{stem or 'fil'}-{place}{ending}"


def _refuse_vast(one: Upload, most: int) -> None:
    """Refuse an archive that is vast when unpacked, by what it says of itself."""
    if not one.content.startswith(ZIP):
        return
    try:
        with ZipFile(BytesIO(one.content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, OSError, ValueError):
        raise InputError(one.name + DAMAGED) from None
    if size > most:
        raise InputError(one.name + UNPACKS)
