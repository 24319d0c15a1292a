"""Conditions: times in which named hazards were other than usual, laid over a world where asked.

What was observed, and shocks. They are the same in both worlds of a pair: frozen, and nobody's
proposal. The only reader of ``params/conditions``.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.files import near_file
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.model import CalendarPeriod, GradedBlock
from borgerflow.sim.params.reading.forms import Day, Entry, Label, Sheet, Text, read_sheet
from borgerflow.sim.params.reading.phrases import got, listed

NO_CONDITION = Wording("ingen betingelse", "no condition")
NO_HAZARD = Wording("ingen afgangsrate", "no hazard")
OWN_FILE = ".yaml"
ELSEWHERE = "denmark"  # the file for municipalities that have none of their own
Ways = Collection[tuple[str, str]]  # hazards, from and to


class ConditionPeriod(Entry):
    """Days in which hazards are multiplied, from the first to before the second."""

    start: Day
    until: Day
    factor: float

    def days_within(self, first: int, after: int) -> int:
        """Return how many of its days lie in others, from the first to before the second."""
        return max(0, min(self.until, after) - max(self.start, first))


class ConditionGroup(GradedBlock):
    """Hazards that are multiplied alike; 1 outside the periods, which follow one another."""

    label: Label
    hazards: tuple[Text, ...]  # origin>destination
    periods: tuple[ConditionPeriod, ...]


class Fitted(Entry):
    """How factors were found."""

    command: Text
    made: Day
    seed: int
    replications: int


class Condition(Entry):
    """A condition in its file; ``note`` tells a reader what of it is left out."""

    label: Label
    note: Label
    municipality: Text | None = None
    fitted: Fitted | None = None
    groups: dict[str, ConditionGroup]


ConditionSheet = Sheet[Condition]


def condition_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the packaged conditions, in order."""
    return tuple(sorted(path.stem for path in folder.glob("*") if not path.name.startswith(".")))


def own_files(names: Iterable[str]) -> tuple[Path, ...]:
    """Return those of some conditions that are files of a user's own."""
    return tuple(Path(name) for name in names if name.endswith(OWN_FILE))


def refuse_unknown_condition(folder: Path, name: str) -> None:
    """Refuse a name that no packaged condition has, and a file that is not there."""
    if name.endswith(OWN_FILE):
        if not Path(name).is_file():
            said = Wording(f"--conditions: {name} findes ikke.", f"--conditions: no file {name}.")
            raise InputError(said + near_file(Path(name)))
        return
    known = condition_names(folder)
    if name not in known:
        own = Wording(" Eller en fil (.yaml).", " Or a file of your own (.yaml).")
        raise InputError(
            "--conditions: " + unknown(NO_CONDITION, name, known) + listed(known) + own
        )


def find_condition(folder: Path, name: str, municipality: str, ways: Ways) -> Condition:
    """Return a condition as it is in a municipality, its own or else that of Denmark.

    Raises
    ------
    InputError
        If there is none of the name, with the nearest; or what its file says does not hold.
    """
    refuse_unknown_condition(folder, name)
    sheet: ConditionSheet = read_sheet(_path_of(folder, name, municipality), Condition)
    for group in sheet.content.groups:
        _refuse_hazards(sheet, group, ways)
        _refuse_periods(sheet, group)
    return sheet.content


def _path_of(folder: Path, name: str, municipality: str) -> Path:
    """Return the file of a condition: one for all, or one for each municipality that has one."""
    if name.endswith(OWN_FILE):
        return Path(name)
    if not (folder / name).is_dir():
        return folder / f"{name}.yaml"
    own = folder / name / f"{municipality}.yaml"
    return own if own.is_file() else folder / name / f"{ELSEWHERE}.yaml"


def calendar_of(conditions: Sequence[Condition]) -> tuple[CalendarPeriod, ...]:
    """Return the periods of some conditions, as the calendar of hazards has them."""
    return tuple(
        CalendarPeriod.model_validate(
            {
                "start": iso_date(period.start),
                "until": iso_date(period.until),
                "factors": dict.fromkeys(group.hazards, period.factor),
                **{"source": group.source, "grade": group.grade, "range": group.range},
            }
        )
        for condition in conditions
        for group in condition.groups.values()
        for period in group.periods
    )


def _refuse_hazards(sheet: ConditionSheet, group: str, ways: Ways) -> None:
    """Refuse a hazard that nothing has, with the nearest."""
    known = [f"{origin}>{to}" for origin, to in ways]
    for place, name in enumerate(sheet.content.groups[group].hazards):
        sheet.refuse_unknown(("groups", group, "hazards", place), name, known, NO_HAZARD)


def _refuse_periods(sheet: ConditionSheet, group: str) -> None:
    """Refuse factors of nought or less, and periods that overlap or leave a gap."""
    periods = sheet.content.groups[group].periods
    for place, period in enumerate(periods):
        loc = ("groups", group, "periods", place)
        if period.factor <= 0:
            above = Wording("et tal over 0", "a number above 0")
            raise sheet.fault((*loc, "factor"), got(f"{period.factor:g}", above))
        if period.until <= period.start:
            later = Wording("en dag efter start", "a day after start")
            raise sheet.fault((*loc, "until"), got(iso_date(period.until), later))
    for place, (before, after) in enumerate(pairwise(periods)):
        if before.until != after.start:
            raise sheet.fault(
                ("groups", group, "periods", place + 1, "start"),
                _not_following(before, after),
            )


def _not_following(before: ConditionPeriod, after: ConditionPeriod) -> Wording:
    """Return that a period does not begin on the day the one before it ends."""
    begins, ended = iso_date(after.start), iso_date(before.until)
    gap = after.start > before.until
    what = Wording("et hul", "a gap") if gap else Wording("et overlap", "an overlap")
    expected = Wording(f"; der skal stå {ended}.", f"; expected {ended}.")
    return Wording(f"{begins} giver ", f"{begins} makes ") + what + expected
