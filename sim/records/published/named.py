"""Which table a file is of: as it is said, as the file is named, or by its columns."""

import re
from collections.abc import Iterable
from pathlib import Path

from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.published import Published, plain_name

TABLE = re.compile(r"[A-Za-z]{1,8}[0-9]{0,4}_?[A-Za-z]{0,3}[0-9]{0,3}")


def table_named(typed: str, file: Path, published: Published, publisher: str) -> str:
    """Return the id of a table in capitals: the one typed, or the known one in a file's name.

    Raises
    ------
    InputError
        If what was typed is no id of a table, or of one that somebody else publishes.
    """
    if typed:
        if not TABLE.fullmatch(typed):
            said = Wording(" er ikke navnet på en tabel", " is no name of a table")
            close = nearest(typed.upper(), published.tables)
            raise InputError("--table: " + quoted(typed) + said + EXAMPLES[publisher] + close)
        known_one = published.tables.get(typed.upper())
        if known_one and known_one.publisher != publisher:
            raise InputError("--table: " + quoted(typed) + OF_ANOTHER + EXAMPLES[publisher])
        return typed.upper()
    words = re.findall(r"[a-z0-9]+(?:_a02)?", file.stem.lower())
    known = {name.lower(): name for name in published.tables}
    found = [known[word] for word in words if word in known]
    of_publisher = (each for each in found if published.tables[each].publisher == publisher)
    return next(of_publisher, "")


OF_ANOTHER = Wording(" udgives et andet sted", " is published elsewhere")
EXAMPLES = {
    "statbank": Wording("; der skal stå et som AUK01.", "; expected one as AUK01."),
    "jobindsats": Wording("; der skal stå et som Y07A02.", "; expected one as Y07A02."),
}


def table_by_columns(names: Iterable[str], published: Published) -> str:
    """Return the id of the only table that has just these columns, or nothing."""
    columns = frozenset(map(plain_name, names))
    found = [table.name for table in published.tables.values() if table.columns == columns]
    return found[0] if len(found) == 1 else ""


BY_COLUMNS = Wording(
    da="tabellen er kendt på sine kolonner alene", en="the table is known by its columns alone"
)
