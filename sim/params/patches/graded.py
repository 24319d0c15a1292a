"""The graded numbers of a form by the names that answers call them; the form with some set.

A name is a path of keys without those that only say what kind of thing follows: ``hazards``,
then ``dagpenge.job``; a proposal's id, then ``turned_away.effect`` or ``cost.2020``.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from pydantic import ValidationError as PydanticError

from borgerflow.sim.base.errors import said_by
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.model import ExitHazard, Municipality, Target
from borgerflow.sim.params.municipalities.stock import fault_of_sum
from borgerflow.sim.params.patches.changes import OVERRIDE, Change, PatchLine, change_of
from borgerflow.sim.params.reading.forms import Entry
from borgerflow.sim.params.reading.phrases import ZERO_OR_MORE, got

Loc = tuple[str | int, ...]
Graded = Estimate | ExitHazard
F = TypeVar("F", bound=Entry)
KINDS = (
    *("schemes", "exits", "groups", "kinds", "forms", "courses", "teams", "mechanisms"),
    *("capacity", "instead"),
)
EFFECTS = "contact_effects"  # of talks; a group in whom they differ has one number
ONLY_A_FACTOR = Wording(
    "tallet er en række: der skal stå en faktor (x1,1) eller en ændring (+5 %).",
    "this is a row of numbers: expected a factor (x1.1) or a change (+5 %).",
)
NOT_KNOWN = Wording(
    "tallet er ukendt: der skal stå et tal, ikke en faktor.",
    "nobody knows this number: expected a number, no factor.",
)


def graded_in(prefix: str, form: Entry) -> dict[str, Graded]:
    """Return the graded numbers of a form by name."""
    return {_name(prefix, form, loc): found for loc, found in _numbers(form, ())}


def with_numbers(prefix: str, form: F, lines: Sequence[PatchLine]) -> F:
    """Return a form with what lines of a patch do to its numbers; the last one that matches holds.

    Raises
    ------
    InputError
        If a number would be none of its kind, with the place of the line.
    """
    near = [line for line in reversed(lines) if line.may_match_within(prefix)]
    for loc, found in tuple(_numbers(form, ())) if near else ():
        name = _name(prefix, form, loc)
        line = next((each for each in near if each.matches(name)), None)
        if line is not None:
            with refusing(name, line):
                now = _changed(found, change_of(line.change), name, line)
                form = _placed(form, loc, now)
            if isinstance(form, Municipality) and isinstance(now, Estimate):
                _refuse_below_nought(now, name, line)
    return form


def _numbers(value: object, loc: Loc) -> Iterator[tuple[Loc, Graded]]:
    """Yield the graded numbers within a value, each with its path."""
    if isinstance(value, Estimate | ExitHazard):
        yield loc, value
    elif isinstance(value, Target):
        return
    elif isinstance(value, Entry):
        for field in type(value).model_fields:
            yield from _numbers(getattr(value, field), (*loc, field))
    elif isinstance(value, Mapping | tuple):
        places = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, each in places:
            yield from _numbers(each, (*loc, key))


def _name(prefix: str, form: Entry, loc: Loc) -> str:
    """Return what answers call a number."""
    parts, value = [prefix], cast(Any, form)
    for step in loc:
        inside: Any = value  # a mapping or a row, else a form
        value = inside[step] if isinstance(value, Mapping | tuple) else getattr(value, str(step))
        if step not in KINDS:
            parts.append(value.name if isinstance(step, int) and _is_named(value) else str(step))
    alone = loc[-3:-2] == ("capacity",) or (prefix == EFFECTS and loc[-3:-2] == ("groups",))
    return ".".join(parts[:-1] if alone else parts)


def _is_named(value: object) -> bool:
    return isinstance(getattr(value, "name", None), str)


def _changed(found: Graded, change: Change, name: str, line: PatchLine) -> Graded:
    """Return a number with a change."""
    if isinstance(found, ExitHazard):
        if change.times is None:
            raise line.refused(name, ONLY_A_FACTOR)
        return faster(found, change.times)
    if change.times is not None and found.value is None:
        raise line.refused(name, NOT_KNOWN)
    return change.of(found)


def _refuse_below_nought(now: Estimate, name: str, line: PatchLine) -> None:
    """Refuse fewer than no persons of a municipality."""
    if (now.value or 0.0) < 0:
        raise line.refused(name, got(f"{now.value:g}", ZERO_OR_MORE))


def refuse_too_many(form: Municipality, lines: Sequence[PatchLine]) -> None:
    """Refuse lines that leave more persons in the schemes of a municipality than live there.

    Raises
    ------
    InputError
        With the place of the last line that changed a number of it.
    """
    stocked = sum(stock.value or 0.0 for stock in form.stocks.values())
    too_many = fault_of_sum((), stocked, form.persons_18_66.value or 0.0)
    if too_many is not None:
        names = graded_in(form.name, form)
        changed = ((line, name) for line in lines for name in names if line.matches(name))
        line, name = tuple(changed)[-1]
        raise line.refused(name, too_many)


def faster(hazard: ExitHazard, times: float) -> ExitHazard:
    """Return a hazard at every duration times a factor."""
    rates = {
        "per_week": tuple(rate * times for rate in hazard.per_week),
        "per_week_from": {
            origin: tuple(rate * times for rate in row)
            for origin, row in hazard.per_week_from.items()
        },
    }
    return hazard.model_copy(update={**rates, "source": OVERRIDE, "grade": "assumed"})


@contextmanager
def refusing(name: str, line: PatchLine) -> Iterator[None]:
    """Tell what a form refuses with the line and the number that it comes of."""
    try:
        yield
    except PydanticError as error:
        first = error.errors(include_url=False)[0]
        cause = first.get("ctx", {}).get("error")
        raise line.refused(name, said_by(cause) if cause else first["msg"]) from None


def _placed(value: Any, loc: Loc, leaf: Graded) -> Any:
    """Return a value with another number at a path, each form around it checked anew."""
    if not loc:
        return leaf
    step, *others = loc
    rest = tuple(others)
    if isinstance(value, Mapping):
        return {**value, step: _placed(value[step], rest, leaf)}
    if isinstance(value, tuple):
        return (*value[: int(step)], _placed(value[int(step)], rest, leaf), *value[int(step) + 1 :])
    fields = {name: getattr(value, name) for name in type(value).model_fields}
    inside = _placed(fields[str(step)], rest, leaf)
    return type(value).model_validate({**fields, str(step): inside})
