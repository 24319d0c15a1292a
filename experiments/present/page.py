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
    """A chart by the name of its file, with what it shows in words.

    It is called as its section is, where it has no title of its own.
    """

    chart: str
    alt: str
    title: str = ""


@dataclass(frozen=True)
class Section:
    """One heading with what stands under it: a sentence before the figure, the others after it.

    ``parts`` are sections of their own under the same heading.
    """

    title: str
    lead: str = ""
    sentences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    figure: Figure | None = None
    sheets: tuple[PageTable, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    steps: tuple[str, ...] = ()  # numbered lines
    parts: "tuple[Section, ...]" = ()


@dataclass(frozen=True)
class Page:
    """A whole report."""

    lang: str
    title: str
    sections: tuple[Section, ...]

    @property
    def figures(self) -> dict[str, tuple[str, str]]:
        """Return what each figure is called and what it shows, by the name of its chart."""
        every = [each for section in self.sections for each in (section, *section.parts)]
        return {
            each.figure.chart: (each.figure.title or each.title, each.figure.alt)
            for each in every
            if each.figure is not None
        }
