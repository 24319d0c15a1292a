"""PX files (PC-Axis): keywords with quoted texts, then the figures, the stub's first slowest.

Read here and by no library: pyaxis takes a text that runs over two lines for two values. Read is
what StatBank writes; a file with KEYS (rows left out) is refused. Figures have a decimal point.
"""

import math
import re
from collections.abc import Mapping
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.records.files.statbank.json_stat import value_at
from borgerflow.sim.records.published.extract import (
    Dimension,
    Extract,
    MeasuredColumn,
    Member,
    crossed,
)

SHAPE = Wording(da="PX-fil fra Statistikbanken", en="a StatBank PX file")
KEYWORD = re.compile(r'\s*([A-Z][A-Z0-9-]*)(?:\[([a-z-]+)\])?(?:\(((?:"[^"]*"|[^"()])*)\))?\s*=\s*')
CONTENT = re.compile(r'((?:"[^"]*"|[^";]++)*+);')  # possessive: no end is found at once
TEXT = re.compile(r'(?:"[^"]*"\s*)+')  # a text that runs over lines is several in quotes
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
Keywords = Mapping[tuple[str, str], list[str]]  # by keyword, and the variable it is about


def read_px(file: Path, text: tuple[bytes, str], table: str) -> Extract:
    """Return the extract of a PX file, given as UTF-8 with the encoding it was in.

    Raises
    ------
    InputError
        If it ends too early, lacks a keyword, or has other numbers of values or figures than it
        says.
    """
    keywords, cells = _parsed(file, text[0].decode("utf-8"))
    names = [*_texts(keywords, "STUB"), *_texts(keywords, "HEADING")]
    if not names or any(name == "KEYS" for name, _ in keywords):
        raise _lacks(file, "STUB, HEADING, VALUES, DATA")
    members = [_members(file, keywords, name) for name in names]
    sizes = [len(each) for each in members]
    if len(cells) != math.prod(sizes):
        raise InputError(
            Wording(
                f"{file}: DATA har {len(cells)} tal; der skal være {math.prod(sizes)} efter "
                "VALUES.",
                f"{file}: DATA has {len(cells)} numbers; expected {math.prod(sizes)} by VALUES.",
            )
        )
    matrix = next(iter(_texts(keywords, "MATRIX")), "").upper()
    return Extract(
        file=file,
        publisher="statbank",
        table=table or matrix,
        shape=SHAPE,
        dimensions=tuple(map(Dimension, names, [""] * len(names), members, crossed(sizes))),
        measured=(MeasuredColumn("DATA", "", [_figure(cell) for cell in cells]),),
        rows=range(1, len(cells) + 1),
        row_at=value_at,
        encoding=text[1],
    )


def _parsed(file: Path, text: str) -> tuple[Keywords, list[str]]:
    """Return the texts of each keyword of the first language, and the cells of DATA."""
    found: dict[tuple[str, str], list[str]] = {}
    place = 0
    while keyword := KEYWORD.match(text, place):
        name, lang, about = keyword[1], keyword[2], (keyword[3] or "").strip().strip('"')
        if name == "DATA":
            data, _, _ = text[keyword.end() :].partition(";")
            return found, data.replace('"', " ").split()
        content = CONTENT.match(text, keyword.end())
        if content is None:
            break
        if lang is None:
            found[name, about] = [_joined(each[0]) for each in TEXT.finditer(content[1])]
        place = content.end()
    line = text.count("\n", 0, place) + 1
    raise InputError(
        Wording(
            f"{file}, linje {line}: her begynder ikke et nøgleord, der slutter med semikolon;"
            " filen er måske skåret af. Hent den igen.",
            f"{file}, line {line}: no keyword that ends with a semicolon begins here; the file may"
            " be cut off. Get it again.",
        )
    )


def _joined(text: str) -> str:
    return "".join(re.findall(r'"([^"]*)"', text))


def _texts(keywords: Keywords, name: str) -> list[str]:
    return keywords.get((name, ""), [])


def _members(file: Path, keywords: Keywords, name: str) -> tuple[Member, ...]:
    labels, codes = (keywords.get((key, name), []) for key in ("VALUES", "CODES"))
    if not labels:
        raise _lacks(file, f"VALUES({name})")
    if codes and len(codes) != len(labels):
        raise InputError(
            Wording(
                f"{file}: CODES({name}) har {len(codes)} koder, men VALUES {len(labels)}.",
                f"{file}: CODES({name}) has {len(codes)} codes, but VALUES {len(labels)}.",
            )
        )
    return tuple(map(Member, codes or [""] * len(labels), labels))


def _lacks(file: Path, keyword: str) -> InputError:
    said = Wording(": der skal være nøgleordene ", ": expected the keywords ")
    alone = Wording(" og ingen udeladte rækker (KEYS).", " and no rows left out (KEYS).")
    return InputError(str(file) + said + keyword + alone)


def _figure(cell: str) -> object:
    if not NUMBER.fullmatch(cell):
        return cell
    return int(cell) if cell.lstrip("+-").isdigit() else float(cell)
