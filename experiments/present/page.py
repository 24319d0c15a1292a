"""What a report is made of: sections with sentences, tables and a chart. Knows no finding."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageTable:
    """A table in words: the first cell of each row names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()  # rows that carry the result
    text: frozenset[int] = frozenset()  # columns that hold words, set to the left
    folded: str = ""  # the words that open it, if it is folded away


@dataclass(frozen=True)
class Figure:
    """A chart by the name of its file, with what it shows in words."""

    chart: str
    alt: str


@dataclass(frozen=True)
class Section:
    """One heading with what stands under it."""

    title: str
    sentences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    figure: Figure | None = None
    sheets: tuple[PageTable, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page:
    """A whole report."""

    lang: str
    title: str
    sections: tuple[Section, ...]
