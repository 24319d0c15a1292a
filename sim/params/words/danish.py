"""What the texts of ``params`` say in Danish: the only reader of ``danish.csv``.

Sources, notes and flags are written in English, where they stand; this table has the Danish of
each under its English. A text of a user's own reads the same in both languages.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.csv_rows import read_rows

COLUMNS = ("en", "da")
PATH = Path(__file__).resolve().parents[3] / "params" / "danish.csv"


def told(text: str) -> Wording:
    """Return a source, a note or a flag in both languages."""
    plain = " ".join(text.split())
    return Wording(da=danish_texts().get(plain, plain), en=text)


@cache
def danish_texts() -> Mapping[str, str]:
    """Return the Danish of each text by its English."""
    return {cell["en"]: cell["da"] for _, cell in read_rows(PATH, COLUMNS)}
