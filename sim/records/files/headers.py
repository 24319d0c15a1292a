"""The header of a file of spells: found among the first rows, its names read as ours.

A column is known by our name or by one that Danish case systems use, in any case and with any
sign between its words. What is not known is set aside, unless it may be a misspelt name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.columns import (
    CALLED,
    COLUMNS,
    KNOWN_COLUMNS,
    REQUIRED,
    no_column,
    refuse_twice_or_missing,
)
from borgerflow.sim.records.files.cpr import refuse_cpr_header

HEADER_WITHIN = 20  # rows: titles and notes above a table fit in fewer
ALMOST = 0.85  # likeness from which an unknown name is taken for a misspelt one
ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"})
LAST_DAYS = ("til og med", "t.o.m.", "sidste dag", "last day")
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "citizen": (
        *("borger", "borger id", "citizen id", "borgernr", "borgernummer", "borgernøgle"),
        *("person", "person id", "personnøgle"),
    ),
    "scheme": ("ordning", "ydelse", "ydelsestype", "ydelsesart", "ydelsesnavn", "benefit"),
    "start": (
        *("startdato", "fra", "start date", "startdag", "begyndt", "fra dato", "gyldig fra"),
        *("periode fra", "periodestart", "forløbsstart", "ydelsesstart"),
    ),
    "end": (
        *("slut", "slutdato", "til", "end date", "slutdag", "til dato", "gyldig til"),
        *("periode til", "periodeslut", "forløbsslut", "ydelsesslut", "ophør"),
        *("ophørsdato", *LAST_DAYS),
    ),
    "category": ("kategori", "ydelseskategori"),
    "share": ("andel", "grad", "ydelsesgrad", "degree"),
    "weekly_amount": (
        *("ugebeløb", "ugeydelse", "ugentligt beløb", "beløb pr. uge", "ydelse pr. uge"),
        *("kr. pr. uge", "kroner pr. uge"),
    ),
}


def bare(name: str) -> str:
    """Return a name in small letters of ASCII alone: ``Borger-ID`` is ``borgerid``."""
    return "".join(sign for sign in name.lower().translate(ASCII) if sign.isalnum())


OURS = {bare(name): name for name in COLUMNS}
THEIRS = {bare(name): ours for ours, names in SYNONYMS.items() for name in names}


@dataclass(frozen=True)
class Header:
    """The names of a table, and which of our columns each of its own is."""

    names: tuple[str, ...]
    places: Mapping[str, int]  # of our columns

    @property
    def read(self) -> dict[str, str]:
        """Return what each of our columns is called in the file."""
        return {ours: self.names[place] for ours, place in self.places.items()}

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Return the names of the columns that are not read."""
        used = set(self.places.values())
        return tuple(name for n, name in enumerate(self.names) if n not in used and name)

    @property
    def says_last_day(self) -> bool:
        """Tell whether the column of ends is called after a last day: ``til og med``."""
        return bare(self.read["end"]) in map(bare, LAST_DAYS)


def most_like_a_header(rows: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Return which of some rows has the most names that are known, and how many those are.

    The first of equals; the first row that is not empty where no name is known.
    """
    found = [(names_known(row), any(cell.strip() for cell in row)) for row in rows]
    best = max(range(len(found)), key=lambda n: found[n], default=0)
    return best, found[best][0] if found else 0


def names_known(row: Iterable[str]) -> int:
    """Return how many of our columns have a name among the cells of a row."""
    names = {bare(cell) for cell in row}
    return len({OURS.get(name, THEIRS.get(name)) for name in names} - {None})


def header_of(names: Sequence[str], place: Wording) -> Header:
    """Return which of our columns each name is.

    Raises
    ------
    InputError
        If a column that is needed is missing or given twice, if a name is almost one of those
        that are missing, or if a column is named after the CPR number or by one.
    """
    names = tuple(name.strip() for name in names)
    refuse_cpr_header(names, place)
    if not names_known(names):
        raise InputError(place + ": " + NO_HEADER)
    ours = [OURS.get(bare(name)) for name in names]
    theirs = [THEIRS.get(bare(name)) for name in names]
    pairs = zip(ours, theirs, strict=True)
    meant = [own or (None if their in ours else their) for own, their in pairs]
    for name, column in zip(names, meant, strict=True):
        if column is None and name:
            _refuse_almost(name, {each for each in meant if each}, place)
    refuse_twice_or_missing(tuple(column for column in meant if column), place, SYNONYMS)
    return Header(names, {column: n for n, column in enumerate(meant) if column})


NO_HEADER = Wording(
    f"ingen af de første {HEADER_WITHIN} rækker er en overskrift; der skal være en med "
    f"kolonnerne borger, ydelse, start, slut (eller {', '.join(REQUIRED)}) og komma, semikolon "
    "eller tabulator imellem.",
    f"none of the first {HEADER_WITHIN} rows is a header; expected one with the columns"
    f" {', '.join(REQUIRED)} (in Danish borger, ydelse, start, slut) and comma, semicolon or tab"
    " between.",
)


def _refuse_almost(name: str, found: set[str], place: Wording) -> None:
    """Refuse a name that is almost that of a column which is not there."""
    lacking = {ours: column for ours, column in (OURS | THEIRS).items() if column not in found}
    for close in get_close_matches(bare(name), lacking, n=1, cutoff=ALMOST):
        column = CALLED[lacking[close]]
        meant = Wording(f" Mente du {column.da}?", f" Did you mean {column.en}?")
        raise InputError(place + ": " + no_column(name) + meant + KNOWN_COLUMNS)
