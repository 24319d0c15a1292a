"""What the pieces of a settlement tell: weeks by step of the staircase, and lives week by week.

A *piece* is what the settlement walks a citizen's days in: days of one spell within which neither
amount nor share changes. Contacts and programmes are no part of it.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.measures.account import Reckoner
from borgerflow.sim.measures.gains import Changed, only
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.settlement.ledger import book_all, by_week, ledger_for, spell_periods
from borgerflow.sim.settlement.records import PIECE, Trail
from borgerflow.sim.settlement.rulebook import COUNTS, KOMMUNE, PAYERS, Records

STEPS = 4  # of the staircase
OFF = STEPS  # weeks with a fixed share, off it
SPELLS_AT_ONCE = 1 << 14
# Of a spell, beyond the days on which law or rates change: the days before it is paid, the first
# and the last day of the horizon, three ends of steps, what is left; and one to spare.
PIECES_OF_A_SPELL = 8


class LifeWeek(NamedTuple):
    """Some days of one week in one scheme, and what they cost whom."""

    day: int  # the first of them
    days: int
    scheme: int
    kommune: float
    stat: float
    a_kasse: float


class TwoLives(NamedTuple):
    """One citizen's life in two worlds, week by week."""

    before: tuple[LifeWeek, ...]
    after: tuple[LifeWeek, ...]


def more_weeks(changed: Changed, reckoner: Reckoner) -> Floats:
    """Return how many weeks of benefit more there are on each step, and off the staircase last."""
    before, after = (
        weeks_by_step(spells, reckoner, changed.weight)
        for spells in (changed.before[0], changed.after[0])
    )
    return after - before


def weeks_by_step(spells: SpellArrays, reckoner: Reckoner, weight: Floats | None = None) -> Floats:
    """Return weeks of benefit within the horizon on each step, and off the staircase last.

    A step is told by the weeks counted and the staircase of the first day of the horizon.
    """
    weeks = no_weeks()
    ends = last_weeks(reckoner)
    for rows, pieces in walked(reckoner.records(spells, weight), reckoner):
        paid = pieces[(pieces["weekly"] != 0) & _inside(pieces, reckoner)]
        step = np.searchsorted(ends, paid["counter"], side="left")
        step[paid["effect"] != COUNTS] = OFF
        days = (paid["end"] - paid["start"]) * rows["weight"][paid["spell"]]
        weeks += np.bincount(step, days, minlength=STEPS + 1) / DAYS_PER_WEEK
    return weeks


def no_weeks() -> Floats:
    """Return no week on any step."""
    return np.zeros(STEPS + 1)


def last_weeks(reckoner: Reckoner) -> Floats:
    """Return the last week of each step but the last, on the first day of the horizon."""
    rules = reckoner.book.rules
    epoch = np.searchsorted(rules.epoch, reckoner.borders[0], side="right") - 1
    return np.asarray(rules.value[epoch, : STEPS - 1])


def middle_lives(changed: Changed, reckoner: Reckoner) -> TwoLives | None:
    """Return both lives of the citizen whose change of benefits is the middle one, to the purse.

    None where no life costs the municipality more or less than it did.
    """
    cost = [_kroner(spells[0], changed, reckoner) for spells in (changed.before, changed.after)]
    change = np.round(cost[1] - cost[0], 2)
    order = np.argsort(change, kind="stable")
    order = order[change[order] != 0]
    if not len(order):
        return None
    wanted = np.zeros(len(change), dtype=np.bool_)
    wanted[order[len(order) // 2]] = True
    both = (only(rows, wanted)[0] for rows in (changed.before, changed.after))
    return TwoLives(*(weeks_lived(spells, reckoner) for spells in both))


def weeks_lived(spells: SpellArrays, reckoner: Reckoner) -> tuple[LifeWeek, ...]:
    """Return one citizen's life within the horizon, week by week and scheme by scheme."""
    rows, kinds = by_week(reckoner.records(spells), reckoner.book), reckoner.book.rules.kind
    first_day, after = reckoner.borders[0], reckoner.borders[-1]
    told = []
    for part, pieces in walked(rows, reckoner):
        for piece in pieces[(pieces["end"] > first_day) & (pieces["start"] < after)]:
            day = max(int(piece["start"]), int(first_day))
            days = min(int(piece["end"]), int(after)) - day
            scheme = int(kinds[part["category"][piece["spell"]]]["scheme"])
            told.append(LifeWeek(day, days, scheme, *_by_payer(piece, kinds)))
    return tuple(told)


def _by_payer(piece: np.void, kinds: Records) -> tuple[float, ...]:
    kroner = dict.fromkeys(range(len(PAYERS)), 0.0)
    kroner[int(kinds["payer"][piece["category"]])] = float(piece["rest"])
    kroner[KOMMUNE] = float(piece["kommune"])
    return tuple(kroner.values())


def walked(rows: Records, reckoner: Reckoner) -> Iterator[tuple[Records, Records]]:
    """Yield spells with the pieces they are settled in, some citizens at a time.

    A piece with a benefit lies within the horizon or outside it; it names its spell by its place.
    """
    periods = spell_periods(reckoner.borders[[0, -1]], reckoner.book.settled_from)
    for part in _parts(rows):
        trail = Trail(np.zeros(_room(part, reckoner), PIECE), np.zeros(1, np.int64))
        ledger = ledger_for(part, reckoner.book, periods, trail)
        book_all(ledger, reckoner.book, reckoner.law)
        yield part, trail.piece[: trail.length[0]]


def _parts(rows: Records) -> Iterator[Records]:
    """Yield spells in parts, each with all of a citizen's."""
    begins = np.flatnonzero(np.diff(rows["citizen"], prepend=-1))
    wanted = np.arange(0, len(rows), SPELLS_AT_ONCE)
    cuts = np.unique(begins[np.searchsorted(begins, wanted, side="right") - 1])
    for start, stop in zip(cuts, np.append(cuts[1:], len(rows)), strict=True):
        yield rows[start:stop]


def _room(rows: Records, reckoner: Reckoner) -> int:
    """Return how many pieces spells can have at most."""
    epochs: Ints = reckoner.book.rules.epoch
    crossed = np.searchsorted(epochs, rows["end"]) - np.searchsorted(epochs, rows["start"])
    return int(crossed.sum()) + PIECES_OF_A_SPELL * len(rows)


def _inside(pieces: Records, reckoner: Reckoner) -> np.ndarray:
    borders = reckoner.borders
    return np.asarray((pieces["start"] >= borders[0]) & (pieces["end"] <= borders[-1]))


def _kroner(spells: SpellArrays, changed: Changed, reckoner: Reckoner) -> Floats:
    """Return what the municipality pays in benefits for each of some citizens, by place."""
    kroner = np.zeros(len(changed.key))
    for rows, pieces in walked(reckoner.records(spells), reckoner):
        inside = pieces[_inside(pieces, reckoner)]
        citizens = rows["citizen"][inside["spell"]]
        kroner += np.bincount(citizens, inside["kommune"], minlength=len(kroner))
    return kroner
