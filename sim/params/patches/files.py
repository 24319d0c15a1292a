"""A file of numbers to set: ``set:`` and below it ``name: change``.

Below ``correlations:`` stands which numbers hang together, ``one ~ other: 0.5``.
"""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from numbers import Real
from pathlib import Path
from typing import Any, Self

from pydantic import Field, JsonValue, model_validator

from borgerflow.sim.base.errors import FormError, InputError, is_number, is_whole, refuse_unless
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.params.patches.changes import EXPECTED, PatchLine, change_of
from borgerflow.sim.params.patches.correlations import is_correlation, pair_of
from borgerflow.sim.params.reading.faults import at_line
from borgerflow.sim.params.reading.forms import Entry, Sheet, Text, read_sheet
from borgerflow.sim.params.reading.phrases import got

A_PATCH = Wording(
    "en fil (.yaml) eller tal ved navn, fx {'hazards.*.job': 'x1.1'}",
    "a file (.yaml), or numbers by name, as {'hazards.*.job': 'x1.1'}",
)
PatchGiven = Path | str | Mapping[str, float | str] | Iterable[PatchLine] | None
RANGE = ("low", "value", "high")
SAYS_NOTHING = Wording(
    "der er intet sat i filen: der skal stå set eller correlations med mindst ét tal.",
    "the file says nothing: expected set or correlations with one number at least.",
)
APART = Wording(
    "hvad der hænger sammen, skrives under correlations, hvad der sættes, under set.",
    "what hangs together is written below correlations, what is set below set.",
)
NO_RANGE = Wording(
    "et spænd kræver low, value og high, alle tre tal.",
    "a range needs low, value and high, all three of them numbers.",
)


class NumbersSetForm(Entry):
    """A file that may set numbers beside what else it says."""

    set: dict[Text, JsonValue] = Field(default_factory=dict)
    correlations: dict[Text, JsonValue] = Field(default_factory=dict)


class PatchForm(NumbersSetForm):
    """A file of numbers to set, and of numbers that hang together."""

    note: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.set and not self.correlations:
            raise FormError(SAYS_NOTHING)
        return self


def read_patch(path: Path) -> tuple[PatchLine, ...]:
    """Return what a file says is done to which numbers, in its order.

    Raises
    ------
    ParamError
        With file and line: if it is no such file, or what is done to a number says nothing.
    """
    sheet: Sheet[PatchForm] = read_sheet(path, PatchForm)
    return lines_in(sheet)


def lines_in(sheet: Sheet[Any]) -> tuple[PatchLine, ...]:
    """Return what stands below ``set`` and below ``correlations`` in a file."""
    form = sheet.content
    numbers = (_line(sheet, name, each) for name, each in form.set.items())
    together = (_together(sheet, names, each) for names, each in form.correlations.items())
    return (*numbers, *together)


def _line(sheet: Sheet[Any], name: str, said: JsonValue) -> PatchLine:
    loc = ("set", name)
    text = _text(sheet, name, said)
    line = PatchLine(name, text, at_line(sheet.path, sheet.line(loc)))
    if is_correlation(line):
        raise sheet.fault(loc, APART)
    try:
        change_of(text)
    except InputError as error:
        raise sheet.fault(loc, error.said) from None
    return line


def _together(sheet: Sheet[Any], names: str, said: JsonValue) -> PatchLine:
    line = PatchLine(names, str(said), at_line(sheet.path, sheet.line(("correlations", names))))
    pair_of(line)
    return line


def _text(sheet: Sheet[Any], name: str, said: JsonValue) -> str:
    """Return what is done to a number as a text, a table of value and range too."""
    if isinstance(said, dict):
        ends = [said.get(end) for end in RANGE]
        if set(said) != set(RANGE) or not all(map(is_number, ends)):
            raise sheet.fault(("set", name), NO_RANGE)
        low, value, high = map(_as_typed, ends)
        return f"{value} [{low}; {high}]"
    if is_number(said) or isinstance(said, str):
        return _as_typed(said)
    raise sheet.fault(("set", name), got(repr(said), EXPECTED))


def lines_of(given: PatchGiven) -> tuple[PatchLine, ...]:
    """Return the lines of a patch that is given as a file, as a mapping, or as lines already.

    Raises
    ------
    InputError
        If it is a mapping that says nothing of a number, or as `read_patch` does.
    """
    if given is None:
        return ()
    if isinstance(given, str | Path):
        return read_patch(Path(given))
    refuse_unless(isinstance(given, Iterable), "patch", given, A_PATCH)
    if not isinstance(given, Mapping):
        return tuple(given)
    return tuple(line_of(name, _as_typed(said), f"{name}: ") for name, said in given.items())


def _as_typed(said: object) -> str:
    """Return what is done to a number as it can be typed; a number in digits, all that it has."""
    if not isinstance(said, Real) or isinstance(said, bool) or not math.isfinite(said):
        return str(said)
    return str(said) if is_whole(said) else format(Decimal(repr(float(said))), "f")


def line_of(name: str, change: str, where: Wording | str) -> PatchLine:
    """Return one line of a patch; what says nothing of a number is refused with its place."""
    line = PatchLine(name, change, same(where))
    if is_correlation(line):
        return pair_of(line).line
    try:
        change_of(change)
    except InputError as error:
        raise InputError(where + error.said) from None
    return line
