"""Names of folders that every system takes, made of the names that people give their files.

And names of new files, refused where nothing can or should be written.
"""

import re
import unicodedata
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.wording import Wording

LONGEST = 120  # bytes: with a digest and the names of files below it, short of every system's limit
ODD = re.compile(r"[^\w !#$%&'()+,.;=@\[\]^`{}~-]")
RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)  # by Windows
NAMELESS = "unnamed"


def folder_name(name: str) -> str:
    """Return a name as a folder may have it: an ordinary one as it is.

    Odd signs are underscores; dots and spaces at the ends, and what is too long, are left out.
    """
    plain = ODD.sub("_", unicodedata.normalize("NFC", name))
    kept = plain.encode()[:LONGEST].decode(errors="ignore").strip(" .")
    return f"_{kept}" if RESERVED.fullmatch(kept) else kept or NAMELESS


def refuse_place(path: Path, ending: str) -> None:
    """Refuse a place for a new file with this ending: told before anything is calculated.

    Raises
    ------
    InputError
        If the name looks like a CPR number or ends otherwise, the file is there, or its folder is
        not.
    """
    refuse_cpr_name(path)
    if path.suffix.casefold() != ending:
        raise InputError(
            str(path)
            + Wording(
                f": der skal stå et navn, der ender på {ending}.",
                f": expected a name that ends in {ending}.",
            )
        )
    if path.is_symlink() or path.exists():
        raise InputError(
            str(path)
            + Wording(
                " findes allerede: vælg et nyt filnavn.", " is there already: expected a new file."
            )
        )
    if not path.parent.is_dir():
        raise InputError(
            str(path)
            + Wording(
                f": mappen {path.parent} findes ikke.", f": there is no folder {path.parent}."
            )
        )
