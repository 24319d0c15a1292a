"""Residents by a table of stocks: so many in each scheme, for so long, so far on the ladder.

Whom a scheme has is drawn by address like all else: among those of an age band, the ones with the
lowest draws. So a table gives the same people whichever of them are asked for.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.params.model import StockOnDay, WeeksStock
from borgerflow.sim.world.cells import BANDS
from borgerflow.sim.world.residents.peopling import Peopling

NOT_TOLD = -(10**9)  # elapsed days of those of whom the table says nothing


class StockDraws(NamedTuple):
    """What is drawn of residents: an age band, days since 18, and numbers in (0, 1)."""

    band: Ints
    adult_days: Ints
    scheme: Floats
    elapsed: Floats
    within: Floats
    ladder: Floats


class ToldResidents(NamedTuple):
    """The scheme of each resident, and what a table of stocks says of the stay in it.

    ``elapsed`` are days since it is paid, NOT_TOLD where the table does not say. ``waits`` are
    those whom nobody pays yet. ``ladder`` are weeks on the refusion ladder, this one too; 0 where
    they are those that have elapsed.
    """

    scheme: Ints
    elapsed: Ints
    waits: Flags
    ladder: Ints

    def of(self, residents: Ints) -> "ToldResidents":
        """Return what is told of some residents, by number."""
        return ToldResidents._make(column[residents] for column in self)


def told_residents(peopling: Peopling, drawn: StockDraws) -> ToldResidents:
    """Return who is in which scheme, for how long: as many as the table and the stocks say."""
    stock = peopling.municipality.stock
    assert stock is not None
    size, job = len(drawn.band), peopling.scheme_names.index("job")
    nobody = np.zeros(size, dtype=np.int64)
    told = ToldResidents(nobody + job, nobody + NOT_TOLD, nobody == 1, nobody.copy())
    queues = [_in_turn(np.flatnonzero(drawn.band == band), drawn.scheme) for band in range(BANDS)]
    for name in peopling.municipality.stocks:
        scheme = peopling.scheme_names.index(name)
        rows = _scaled(stock, name, peopling)
        waiting = _waiting(name, sum(row.persons for row in rows), peopling)
        persons = sum(row.persons for row in rows) + waiting
        if name not in stock.schemes:
            persons = peopling.number(peopling.municipality.stocks[name].value)
        members = _called(
            queues, _by_band(persons, queues, peopling.population.profiles[name].ages)
        )
        told.scheme[members] = scheme
        _place_rows(members, rows, drawn, told)
    return told


def _in_turn(members: Ints, draws: Floats) -> Ints:
    """Return some residents by their draws, the lowest first."""
    return np.asarray(members[np.argsort(draws[members], kind="stable")])


def _scaled(stock: StockOnDay, name: str, peopling: Peopling) -> list[WeeksStock]:
    """Return the rows of a scheme with persons at the scale of the world, rounded as a whole."""
    rows = [row for row in stock.rows if row.scheme == name]
    persons = whole_parts(np.array([row.persons * peopling.scale for row in rows]))
    pairs = zip(rows, persons.tolist(), strict=True)
    return [row.model_copy(update={"persons": number}) for row, number in pairs]


def whole_parts(numbers: Floats) -> Ints:
    """Return whole numbers whose sum is that of the numbers, rounded (largest remainders)."""
    floor = np.floor(numbers).astype(np.int64)
    missing = round(float(numbers.sum())) - int(floor.sum())
    floor[np.argsort(floor - numbers, kind="stable")[:missing]] += 1
    return floor


def _waiting(name: str, paid: int, peopling: Peopling) -> int:
    """Return how many more are in a scheme whom nobody pays yet, as their profile has it."""
    return round(paid * peopling.population.profiles[name].waiting_by_paid)


def _by_band(persons: int, queues: Sequence[Ints], ages: Sequence[float]) -> Ints:
    """Return persons by age band, as their profile has it; none that is not there."""
    room = np.array([len(queue) for queue in queues])
    shares = np.array(ages) / sum(ages)
    chosen = np.minimum(whole_parts(persons * shares), room)
    left = min(persons, int(room.sum())) - int(chosen.sum())
    for band in np.argsort(chosen - room, kind="stable"):
        more = min(left, int(room[band] - chosen[band]))
        chosen[band] += more
        left -= more
    return np.asarray(chosen)


def _called(queues: list[Ints], persons: Ints) -> Ints:
    """Return so many from the head of each queue, in rising order; they leave it."""
    called = [queue[:number] for queue, number in zip(queues, persons.tolist(), strict=True)]
    for band, number in enumerate(persons.tolist()):
        queues[band] = queues[band][number:]
    return np.sort(np.concatenate(called))


def _place_rows(
    members: Ints, rows: Sequence[WeeksStock], drawn: StockDraws, told: ToldResidents
) -> None:
    """Give the persons of a scheme their rows, the longest first, to those old enough for them.

    Whom no row is left for waits to be paid.
    """
    left = _in_turn(members, drawn.elapsed)
    for row in sorted(rows, key=lambda each: -each.weeks[0]):
        grown = drawn.adult_days[left] >= row.weeks[1] * DAYS_PER_WEEK
        order = np.argsort(~grown, kind="stable")
        _tell(left[order[: row.persons]], row, drawn, told)
        left = left[np.sort(order[row.persons :])]
    if rows:
        told.elapsed[left], told.waits[left] = 0, True


def _tell(taken: Ints, row: WeeksStock, drawn: StockDraws, told: ToldResidents) -> None:
    """Write down what a row says of those who have it, each within its ranges."""
    low, high = row.weeks
    days = (drawn.within[taken] * (high - low + 1) * DAYS_PER_WEEK).astype(np.int64)
    elapsed = np.minimum(low * DAYS_PER_WEEK + days, drawn.adult_days[taken])
    told.elapsed[taken] = np.maximum(elapsed, 1)
    if row.ladder is not None:
        first, last = row.ladder
        weeks = first + (drawn.ladder[taken] * (last - first + 1)).astype(np.int64)
        told.ladder[taken] = weeks


def weeks_before(ladder: Ints, paid_week: Ints, this_week: Ints) -> Ints:
    """Return the weeks on the ladder before spells paid from a week on, so that ladders come out.

    Those that the spell itself touches, this week too, are not among them.
    """
    touched = this_week - paid_week + 1
    return np.maximum(np.where(ladder > 0, ladder - touched, 0), 0)
