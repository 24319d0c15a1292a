"""What is told of how a file was read: its form, what was skipped and what was assumed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording, joined, same

DELIMITER_NAMES = {
    ";": Wording("semikolon", "semicolon"),
    ",": Wording("komma", "comma"),
    "\t": Wording("tabulator", "tab"),
    "|": Wording("lodret streg", "bar"),
}
SKIPPED = Wording(da="Sprunget over: ", en="Skipped: ")
REMARK = Wording(da="OBS: ", en="Note: ")
ASSUMED = Wording(da="Antaget: ", en="Assumed: ")


@dataclass(frozen=True)
class NotedReason:
    """Something that happened at some places of a file: why, how often, and where first."""

    why: Wording
    count: int
    first: Wording

    def told(self) -> Wording:
        """Return the reason with how often and where first."""
        times = Wording(f" ({self.count} gange, først ", f" ({self.count} times, first ")
        once = Wording(" (", " (")
        return self.why + (times if self.count > 1 else once) + self.first + ")"

    def to_plain(self) -> dict[str, Any]:
        """Return plain values, as JSON has them."""
        return {"why": self.why.en, "count": self.count, "first": self.first.en}


def noted(found: Iterable[tuple[Wording, Wording]]) -> tuple[NotedReason, ...]:
    """Return pairs of a reason and a place as counted reasons, in the order of the first of each.

    A place is told as the file has it: ``line 7``, ``row 12``, ``C4``.
    """
    counts: dict[Wording, int] = {}
    firsts: dict[Wording, Wording] = {}
    for why, place in found:
        counts[why] = counts.get(why, 0) + 1
        firsts.setdefault(why, place)
    return tuple(NotedReason(why, count, firsts[why]) for why, count in counts.items())


@dataclass(frozen=True, kw_only=True)
class ReadingNote:
    """How a file was read, told to whoever gave it."""

    file: str
    shape: Wording  # DREAM, a StatBank CSV, ...
    rows: int  # that came out of it
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_at: int | None = None  # line or row, from 1
    skipped: tuple[NotedReason, ...] = ()
    assumed: tuple[NotedReason, ...] = ()
    remarks: tuple[Wording, ...] = ()  # what whoever uses the figures must know

    def lines(self) -> Iterator[Wording]:
        """Yield one sentence for what was read, and one for each thing skipped or assumed."""
        rows = Wording(f"{self.rows} rækker", f"{self.rows} rows")
        if self.rows == 1:
            rows = Wording("1 række", "1 row")
        read = Wording("Læst: ", "Read: ") + rows
        name = quoted(PurePath(self.file).name)
        yield read + Wording(" fra ", " from ") + name + self._form() + "."
        for reason in self.skipped:
            yield SKIPPED + reason.told() + "."
        for reason in self.assumed:
            yield ASSUMED + reason.told() + "."
        for remark in self.remarks:
            yield REMARK + remark + "."

    def text(self, lang: str) -> str:
        """Return the note in a language, a line for each thing told."""
        return "\n".join(line.text(lang) for line in self.lines())

    def to_plain(self) -> dict[str, Any]:
        """Return plain values, as JSON has them."""
        form = {
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "header_at": self.header_at,
        }
        return {
            "file": self.file,
            "shape": self.shape.en,
            "rows": self.rows,
            **{name: value for name, value in form.items() if value is not None},
            "skipped": [reason.to_plain() for reason in self.skipped],
            "assumed": [reason.to_plain() for reason in self.assumed],
            "remarks": [remark.en for remark in self.remarks],
        }

    def _form(self) -> Wording:
        """Return in brackets how the file is written."""
        return same(" (") + joined(", ", (self.shape, *self._details())) + ")"

    def _details(self) -> Iterator[Wording | str]:
        if self.encoding:
            yield self.encoding
        if self.delimiter:
            between = DELIMITER_NAMES.get(self.delimiter, quoted(self.delimiter))
            yield between + Wording(" mellem cellerne", " between cells")
        if self.sheet:
            yield Wording("ark ", "sheet ") + quoted(self.sheet)
        if self.header_at is not None and self.header_at > 1:
            yield Wording(
                f"overskriften i linje {self.header_at}", f"the header in line {self.header_at}"
            )
