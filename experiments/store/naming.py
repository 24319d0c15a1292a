"""Names of folders that every system takes, made of the names that people give their files."""

import re
import unicodedata

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
