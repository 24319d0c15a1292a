"""Whom a change of proposals or contact rules may reach: who meets what two worlds do not share.

Draws are addressed, so a citizen whose life in one world never meets a difference lives the
same life in the other. Whoever is named here may still live the same life; whoever is not
named does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.chance import DOOR, REACH, uniform
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.began import SchemeEnds, began
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.people import People, band_on

# The tables of each kind begin with its word.
HAZARDS, DOORS, PROGRAMMES, REVIEWS, PAID = "mechanism", "door", "programme", "review", "paid"
RULES = "local"  # of contacts
KINDS = (HAZARDS, DOORS, PROGRAMMES, REVIEWS, PAID, RULES)
WIDTH = "recruiting_steps"  # how wide the tables of programmes are, and nothing else
# How large a share of those it is about a row meets: whom a smaller one meets, a larger meets too.
SHARES = {HAZARDS: "mechanism_reach", DOORS: "door_share", PAID: "paid_reach"}
# What becomes of those whom a row meets.
EFFECTS = frozenset(
    ["mechanism_exit", "mechanism_factor", "door_within", "paid_factor"]
    + [f"programme_{name}" for name in ("price", "length", "completion", "lasts")]
    + [f"programme_{name}" for name in ("threat", "hold", "gain")]
    + [f"review_{name}" for name in ("share", "away_from", "towards")]
    + [f"local_{name}" for name in ("rule", "instead", "minutes", "kroner", "gain")]
)


class MechanismRow(NamedTuple):
    """One row of the mechanisms or local rules of a world: what acts in a scheme, by column."""

    kind: str
    scheme: int
    columns: Mapping[str, NDArray[Any]]

    @property
    def content(self) -> tuple[object, ...]:
        """Return what tells rows apart."""
        return (self.kind, self.scheme, *(column.tobytes() for column in self.columns.values()))

    @property
    def meets(self) -> tuple[object, ...]:
        """Return what tells apart rows that meet different citizens, whatever their share."""
        left_out = EFFECTS | {SHARES.get(self.kind)}
        told = (c.tobytes() for name, c in self.columns.items() if name not in left_out)
        return (self.kind, self.scheme, *told)

    @property
    def share(self) -> float:
        """Return how large a share of those it is about the row meets."""
        return float(self.columns[SHARES[self.kind]][0]) if self.kind in SHARES else 1.0

    @property
    def number(self) -> int:
        """Return the number of the mechanism."""
        return int(self.columns[self.kind][0])

    def days(self, *names: str) -> list[int]:
        """Return days of the row, as when it begins and until when it acts."""
        return [int(self.columns[f"{self.kind}_{name}"][0]) for name in names]


@dataclass(frozen=True)
class Difference:
    """What one of two worlds has and the other has not: rows of mechanisms, or anything else."""

    rows: tuple[MechanismRow, ...]
    elsewhere: bool
    cells: int
    ahead: Ints  # [scheme] days that contacts may be held before they are due
    waiting_days: Ints  # [category + 1] the last for a spell without
    ends: SchemeEnds

    def reached(self, people: People, spells: SpellArrays) -> Ints:
        """Return the places among the people of those whose spells meet the difference.

        ``spells`` are their lives in one of the two worlds, numbered by these places.
        """
        if self.elsewhere:
            return np.arange(len(people.key))
        return np.unique(spells.citizen[self.met_by(self.rows, people, spells)])

    def met_by(self, rows: Iterable[MechanismRow], people: People, spells: SpellArrays) -> Ints:
        """Return the places of the spells that meet one of some rows of either world."""
        met = np.zeros(len(spells.citizen), dtype=np.bool_)
        spells = spells._replace(start=began(self.ends, spells))
        ordinal = ordinals(spells.citizen)
        meeting = {
            HAZARDS: self._in_window,
            PAID: self._in_window,
            DOORS: self._at_door,
            PROGRAMMES: self._by_programme,
            REVIEWS: self._at_deadline,
            RULES: self._under_rule,
        }
        for row in widest(rows):
            met[meeting[row.kind](row, people, spells, ordinal)] = True
        return np.flatnonzero(met)

    def _in_window(
        self, row: MechanismRow, people: People, spells: SpellArrays, ordinal: Ints
    ) -> Ints:
        """Return the spells lived through on a day on which a mechanism acts on them."""
        begins, ends, since, to = row.days("from", "until", "since", "to")
        here = np.flatnonzero((spells.scheme == row.scheme) & (spells.end > begins))
        citizen, start = spells.citizen[here], spells.start[here]
        first = np.maximum(np.maximum(start + since, people.enters[citizen]), begins)
        after = np.minimum(np.minimum(start + to, spells.end[here]), ends)
        overlaps = first < after
        here, citizen, first, after = _where(overlaps, here, citizen, first, after)
        cells = row.columns[f"{row.kind}_cell"]
        inside = _in_cells(cells, people, citizen, first, after - 1)
        if row.kind == HAZARDS:
            inside &= row.columns["mechanism_came"][spells.came_from[here] + 1] != 0
        reach = float(row.columns[f"{row.kind}_reach"][0])
        if reach < 1:
            inside &= draws(people, citizen, REACH + row.number, ordinal[here]) < reach
        return here[inside]

    def _by_programme(
        self, row: MechanismRow, people: People, spells: SpellArrays, ordinal: Ints
    ) -> Ints:
        """Return the spells lived through on a day on which a programme may act on them."""
        if is_compulsory(row):
            here, known, _ = called_spells(row, people, spells, ordinal)
            return here[spells.end[here] > known]
        return self._while_recruiting(row, people, spells)

    def _while_recruiting(self, row: MechanismRow, people: People, spells: SpellArrays) -> Ints:
        """Return the spells lived through on a day on which a programme may recruit them."""
        begins = int(row.columns["programme_from"].min())
        steps = row.columns["programme_from"] < FAR
        ends = int(row.columns["programme_until"][steps].max(initial=begins))
        since, to = row.days("since", "to")
        first = np.maximum(spells.start + since, begins)
        after = np.minimum(np.minimum(spells.start + to, spells.end), ends)
        here = np.flatnonzero((spells.scheme == row.scheme) & (first < after))
        cells, citizen = row.columns["programme_cell"], spells.citizen[here]
        return here[_in_cells(cells, people, citizen, first[here], after[here] - 1)]

    def _at_deadline(
        self, row: MechanismRow, people: People, spells: SpellArrays, ordinal: Ints
    ) -> Ints:
        """Return the spells in which something may be decided while a mechanism moves decisions."""
        begins, ends = row.days("from", "until")
        there = (spells.scheme == row.scheme) & (spells.end >= begins) & (spells.start < ends)
        here = np.flatnonzero(there)
        first, last = np.maximum(spells.start[here], begins), np.minimum(spells.end[here], ends)
        cells, citizen = row.columns["review_cell"], spells.citizen[here]
        return here[_in_cells(cells, people, citizen, first, np.maximum(first, last))]

    def _under_rule(
        self, row: MechanismRow, people: People, spells: SpellArrays, ordinal: Ints
    ) -> Ints:
        """Return the spells under way on a day on which a local contact rule may ask or say how.

        Days before the citizen entered count: contacts held by the rule may lie behind the spell.
        So do the days that its contacts may be held ahead.
        """
        begins, ends, since, to = row.days("from", "until", "since", "to")
        ahead = self.ahead[row.scheme]
        here = np.flatnonzero((spells.scheme == row.scheme) & (spells.end > begins - ahead))
        citizen, start = spells.citizen[here], spells.start[here]
        first = np.maximum(start, np.maximum(start + since, begins) - ahead)
        after = np.minimum(np.minimum(start + to, spells.end[here]), ends)
        overlaps = first < after
        here, citizen, first, after = _where(overlaps, here, citizen, first, after)
        in_bins = row.columns["local_where"].reshape(self.cells, -1).max(axis=1)
        inside = _in_cells(in_bins, people, citizen, first, after - 1 + ahead)
        return np.asarray(here[inside], dtype=np.int64)

    def _at_door(
        self, row: MechanismRow, people: People, spells: SpellArrays, ordinal: Ints
    ) -> Ints:
        """Return the spells that a mechanism would turn away at the door, long ones included."""
        begins, ends = row.days("from", "until")
        here = np.flatnonzero((spells.scheme == row.scheme) & (spells.end >= begins))
        paid_from = spells.start[here] + self.waiting_days[spells.category[here]]
        watched = np.maximum(spells.start[here], people.enters[spells.citizen[here]])
        at_door = (np.maximum(begins, watched) <= paid_from) & (paid_from < ends)
        at_door &= paid_from <= spells.end[here]
        here, paid_from = here[at_door], paid_from[at_door]
        citizen = spells.citizen[here]
        inside = _in_cells(row.columns["door_cell"], people, citizen, paid_from, paid_from)
        share = float(row.columns["door_share"][0])
        inside &= draws(people, citizen, DOOR + row.number, ordinal[here]) < share
        return here[inside]


def widest(rows: Iterable[MechanismRow]) -> list[MechanismRow]:
    """Return of rows that meet the same citizens but for their share the one of the largest."""
    found: dict[tuple[object, ...], MechanismRow] = {}
    for row in rows:
        other = found.setdefault(row.meets, row)
        if other.share < row.share:
            found[row.meets] = row
    return list(found.values())


def any_of(differences: Sequence[Difference]) -> Difference:
    """Return whatever any of some worlds beside the same one differs from it in."""
    rows = widest(row for difference in differences for row in difference.rows)
    elsewhere = any(difference.elsewhere for difference in differences)
    return replace(differences[0], rows=tuple(rows), elsewhere=elsewhere)


def difference_of(one: Tables, other: Tables) -> Difference:
    """Return what the tables of one of two worlds have and those of the other have not.

    Where the first pays some spells in parts, their numbers in a life are not known.
    """
    mine, yours = ({row.content: row for row in rows_of(tables)} for tables in (one, other))
    apart = [row for content, row in mine.items() if content not in yours]
    apart += [row for content, row in yours.items() if content not in mine]
    shared = [name for name in Tables._fields if kind_of(name) is None]
    same = all(_same(getattr(one, name), getattr(other, name)) for name in shared)
    ahead = np.append(one.booked_ahead, 0)[one.contact_group]
    waiting = np.append(one.waiting_days, 0)
    in_parts = bool(one.first_paid[-1])
    elsewhere = in_parts or not same
    return Difference(tuple(apart), elsewhere, one.cells, ahead, waiting, SchemeEnds.of(one))


@cache
def kind_of(field: str) -> str | None:
    """Return the kind of mechanism that a field of the tables is about, if any."""
    if field == WIDTH:
        return PROGRAMMES
    name = field.removeprefix("first_")
    return next((kind for kind in KINDS if f"{name}_".startswith(f"{kind}_")), None)


def rows_of(tables: Tables, kinds: Sequence[str] = KINDS) -> Iterator[MechanismRow]:
    """Yield every row of mechanisms of a world, of some kinds if not of all."""
    for kind in kinds:
        first = f"first_{kind}"
        firsts = np.asarray(getattr(tables, first))
        others = (first, WIDTH)
        names = [name for name in Tables._fields if kind_of(name) == kind and name not in others]
        count = int(firsts[-1])
        columns = {name: np.reshape(getattr(tables, name), (count, -1)) for name in names if count}
        for scheme in range(tables.schemes):
            for n in range(firsts[scheme], firsts[scheme + 1]):
                yield MechanismRow(
                    kind, scheme, {name: column[n] for name, column in columns.items()}
                )


def is_compulsory(row: MechanismRow) -> bool:
    """Tell whether a programme calls citizens on a day of the spell."""
    return bool(row.columns["programme_at"][0] < FAR)


def called_spells(
    row: MechanismRow, people: People, spells: SpellArrays, ordinal: Ints
) -> tuple[Ints, Ints, Ints]:
    """Return the spells whose citizens a compulsory programme calls if they are still there.

    Beside their places: the day from which each knows, and the day on which it begins.
    """
    columns = row.columns
    here = np.flatnonzero(spells.scheme == row.scheme)
    begins = spells.start[here] + columns["programme_at"][0]
    from_, until = columns["programme_from"], columns["programme_until"]
    inside = (from_ <= begins[:, None]) & (begins[:, None] < until)  # [spell, step]
    share = columns["programme_reach"][0] * np.where(inside, columns["programme_rate"], 0).sum(1)
    citizen = spells.citizen[here]
    reached = draws(people, citizen, REACH + row.number, ordinal[here]) < share
    reached &= _in_cells(columns["programme_cell"], people, citizen, begins, begins)
    here, begins = here[reached], begins[reached]
    known = np.maximum(begins - columns["programme_ahead"][0], from_[0])
    return here, np.minimum(known, begins), begins


def ordinals(citizen: Ints) -> Ints:
    """Return the number of each spell in its life; spells are sorted by citizen."""
    place = np.arange(len(citizen))
    begins = np.append(True, citizen[1:] != citizen[:-1])[: len(citizen)]
    return place - np.maximum.accumulate(np.where(begins, place, 0))


def _in_cells(cells: NDArray[Any], people: People, citizen: Ints, first: Ints, last: Ints) -> Flags:
    """Tell which citizens are in one of the cells on some day from the first to the last."""
    youngest, birthdays = people.cell[citizen], people.birthdays[citizen]
    band, oldest = band_on(birthdays, first), band_on(birthdays, last)
    inside = np.zeros(len(citizen), dtype=np.bool_)
    for _ in range(1 + int((oldest - band).max(initial=0))):
        inside |= cells[youngest + band] != 0
        band = np.minimum(band + 1, oldest)
    return inside


def draws(people: People, citizen: Ints, purpose: int, ordinal: Ints) -> Floats:
    """Return the draw of a purpose for each citizen and number of a spell."""
    return uniform(people.key[citizen], purpose, ordinal.astype(np.uint64))


def _where(wanted: Flags, *columns: Ints) -> list[Ints]:
    return [column[wanted] for column in columns]


def _same(one: Any, other: Any) -> bool:
    return one is other or np.array_equal(one, other)
