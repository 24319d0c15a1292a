"""The settlement of citizens' spells, compiled: the count, the shares and the kroner.

A citizen's days are walked in *pieces* within which no amount and no share changes: one
spell, one step of the staircase, one epoch of law. What a piece costs is booked period by
period. Runs of self-support are one piece; only the weeks that can complete a reset are
weighed. The rules are those of `sim.law`, compiled here as they stand. Nothing here knows a
file or a frame.

What every piece goes through is machine code in one part: handing over rules and counts took a
third of a settlement. Tables are arrays of records, so that few arrays travel: each costs a call
about as much as the arithmetic of a piece.
"""

from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.base.compiling import compiled_inline, compiled_part, compiled_without_arrays
from borgerflow.sim.law import fleksjob, refusion
from borgerflow.sim.settlement import rulebook as columns
from borgerflow.sim.settlement.counter import (
    NEVER,
    Count,
    after_benefit,
    after_neutral,
    after_support,
    counter_after,
    end_of_step,
    place_of,
    supported_weeks,
)
from borgerflow.sim.settlement.records import Ledger, Trail
from borgerflow.sim.settlement.rulebook import COUNTS, SUPPORTS, Records, Rules

MONTHS, WEEKS = 12, 52  # a month's amount is x 12 / 52 a week
SETTLED = -1  # answered when every spell could be settled
municipal_share = compiled_inline(refusion.municipal_share)
is_last_step = compiled_inline(refusion.is_last_step)
wage_behind = compiled_part(fleksjob.wage_behind)
fleksbidrag = compiled_part(fleksjob.fleksbidrag)


class Piece(NamedTuple):
    """Days of a spell within which nothing changes, and their kroner."""

    start: int
    end: int
    category: int
    effect: int
    weekly: float
    share: float
    bidrag: float
    kommune: float
    rest: float


class Walk(NamedTuple):
    """How far a citizen's days have been walked."""

    stand: Count
    epoch: int
    period: int
    settled: bool  # False: a day that is paid has no rate or no share


@compiled_inline
def steps_of(value: Floats, epoch: int) -> refusion.Steps:
    """Return the staircase of an epoch."""
    return refusion.Steps(
        value[epoch, 0],
        value[epoch, 1],
        value[epoch, 2],
        value[epoch, 3],
        value[epoch, 4],
        value[epoch, 5],
        value[epoch, 6],
        value[epoch, 7],
    )


@compiled_part
def weekly_bidrag(start_amount: float, weekly: float, value: Floats, epoch: int) -> float:
    """Return the fleksbidrag behind a subsidy on the last step; all in kroner a week."""
    start, tilskud = start_amount * WEEKS / MONTHS, weekly * WEEKS / MONTHS
    rule = fleksjob.Tilskud(
        start,
        value[epoch, columns.LOW_REDUCTION],
        value[epoch, columns.HIGH_REDUCTION],
        value[epoch, columns.THRESHOLD],
    )
    wage = wage_behind(tilskud, rule) * (1 - value[epoch, columns.PENSION])
    bidrag = fleksjob.Bidrag(
        value[epoch, columns.BIDRAG_OF_START],
        value[epoch, columns.BIDRAG_OF_TILSKUD],
        value[epoch, columns.BIDRAG_OF_WAGE],
        value[epoch, columns.BIDRAG_CAP],
    )
    return fleksbidrag(start, tilskud, wage, bidrag) * MONTHS / WEEKS


@compiled_inline
def weekly_kroner(share: float, amount: float, rate: float, is_paid: bool) -> float:
    """Return the kroner a week of a spell: its own amount, or the rate, by degree."""
    if share == 0 or not is_paid:
        return 0.0
    return share * (rate if np.isnan(amount) else amount)


@compiled_inline
def waits_until(spell: np.void, absent_from: int, epoch: int, rules: Rules) -> int:
    """Return the first day on which a spell of an absence is paid as its own category.

    ``epoch`` is that of the spell's first day.
    """
    days = rules.dated[epoch, spell["category"]]["waiting"]
    return absent_from if np.isnan(days) else absent_from + int(days)


@compiled_inline
def absence_goes_on(n: int, spells: Records, kinds: Records) -> bool:
    """Tell whether a spell touches one of the same citizen and scheme: one absence."""
    if n == 0:
        return False
    before, spell = spells[n - 1], spells[n]
    if before["citizen"] != spell["citizen"] or before["end"] != spell["start"]:
        return False
    return bool(kinds[before["category"]]["scheme"] == kinds[spell["category"]]["scheme"])


@compiled_inline
def place_after(borders: Ints, place: int, day: int) -> int:
    """Return the place of the last border at or before a day, from one that is no later on."""
    while borders[place + 1] <= day:
        place += 1
    return place


@compiled_part
def write(trail: Trail, n: int, piece: Piece, count: Count, supported: int) -> None:
    """Write a piece of a spell, and where the count stands after it."""
    row = trail.piece[trail.length[0]]
    row["start"], row["end"], row["spell"] = piece.start, piece.end, n
    row["category"], row["effect"] = piece.category, piece.effect
    row["counter"], row["supported"] = count.weeks, supported
    row["weekly"], row["share"], row["bidrag"] = piece.weekly, piece.share, piece.bidrag
    row["kommune"], row["rest"] = piece.kommune, piece.rest
    trail.length[0] += 1


@compiled_inline
def kroner_of(piece: Piece, days: int) -> tuple[float, float]:
    """Return the kroner of the municipality and of the other payer over some days of a piece."""
    weeks = days / DAYS_PER_WEEK
    kommune = (piece.weekly * piece.share - piece.bidrag) * weeks
    return kommune, piece.weekly * weeks - kommune


@compiled_inline
def book(
    piece: Piece, weight: float, kind: np.void, period: int, periods: Ints, money: Floats
) -> int:
    """Add a piece's kroner to the periods it lies in, from one that is no later; return the last.

    Outside the inner borders nothing is booked.
    """
    day = piece.start
    while day < piece.end:
        period = place_after(periods, period, day)
        until = min(piece.end, periods[period + 1])
        if 0 < period < periods.size - 2:
            kommune, rest = kroner_of(piece, until - day)
            money[period - 1, kind["scheme"], columns.KOMMUNE] += weight * kommune
            money[period - 1, kind["scheme"], kind["payer"]] += weight * rest
        day = until
    return period


@compiled_inline
def next_piece(spell: np.void, day: int, paid_from: int, epoch: int, rules: Rules) -> Piece:
    """Return the piece of a spell that begins on a day of an epoch, neither counted nor priced."""
    category, stop = spell["category"], spell["end"]
    if day < paid_from:
        category, stop = rules.kind[category]["meanwhile"], min(stop, paid_from)
    today, is_paid = rules.dated[epoch, category], rules.kind[category]["is_paid"]
    weekly = weekly_kroner(spell["share"], spell["amount"], today["weekly"], is_paid)
    effect = today["effect_unpaid"]
    # Unpaid days are one piece, however long: what supports is weighed by epoch in the counter.
    if weekly != 0:
        effect, stop = today["effect_paid"], min(stop, rules.epoch[epoch + 1])
    return Piece(day, stop, category, effect, weekly, today["fixed"], 0.0, 0.0, 0.0)


@compiled_inline
def count_piece(
    piece: Piece, count: Count, epoch: int, rules: Rules, support: Ints
) -> tuple[Piece, int, Count]:
    """Return a piece within one step and with its share, its counter, and the count after it."""
    if piece.effect == SUPPORTS:
        return piece, count.weeks, after_support(count, piece.start, piece.end, rules, support)
    if piece.effect != COUNTS or piece.start < rules.counts_from:
        return piece, count.weeks, after_neutral(count)
    steps, week = steps_of(rules.value, epoch), piece.start // DAYS_PER_WEEK
    counter = counter_after(count.weeks, week, week, count.latest_week)
    stop = min(piece.end, end_of_step(counter, piece.start, steps))
    piece = piece._replace(end=stop, share=municipal_share(counter, steps))
    return piece, counter, after_benefit(count, piece.start, stop, rules.only_after_latest)


@compiled_inline
def price_piece(piece: Piece, counter: int, epoch: int, rules: Rules) -> Piece:
    """Return a piece with what the municipality and the other payer pay."""
    if rules.kind[piece.category]["is_fleksjob"] and is_last_step(
        counter, steps_of(rules.value, epoch)
    ):
        start_amount = rules.dated[epoch, piece.category]["weekly"]
        bidrag = weekly_bidrag(start_amount, piece.weekly, rules.value, epoch)
        piece = piece._replace(bidrag=bidrag)
    kommune, rest = kroner_of(piece, piece.end - piece.start)
    return piece._replace(kommune=kommune, rest=rest)


@compiled_inline
def settle_spell(n: int, absent_from: int, walk: Walk, ledger: Ledger) -> Walk:
    """Book one spell and return how far the walk has come (see `settle_citizen`).

    With a trail each piece lies in one period, so that the trail can be read by period.
    """
    rules, periods, trail = ledger.rules, ledger.periods, ledger.trail
    spell, count, period, day = ledger.spells[n], walk.stand, walk.period, ledger.spells[n]["start"]
    epoch = place_after(rules.epoch, walk.epoch, day)
    paid_from = waits_until(spell, absent_from, epoch, rules)
    while day < spell["end"]:
        epoch = place_after(rules.epoch, epoch, day)
        piece = next_piece(spell, day, paid_from, epoch, rules)
        if trail.piece.size > 0 and piece.weekly != 0:
            period = place_after(periods, period, day)
            piece = piece._replace(end=min(piece.end, periods[period + 1]))
        piece, counter, count = count_piece(piece, count, epoch, rules, ledger.support)
        # Outside what is settled a rate may be unknown; within it one that is NaN is a fault.
        if piece.weekly != 0 and piece.end > periods[1] and day < periods[-2]:
            if np.isnan(piece.weekly * piece.share):
                return Walk(count, epoch, period, False)
            piece = price_piece(piece, counter, epoch, rules)
            kind = rules.kind[piece.category]
            period = book(piece, spell["weight"], kind, period, periods, ledger.money)
        if trail.piece.size > 0:
            window, week = int(rules.value[epoch, columns.RESET_WINDOW]), piece.end - 1
            supported = supported_weeks(count, week // DAYS_PER_WEEK, window, ledger.support)
            write(trail, n, piece, count, supported)
        day = piece.end
    return Walk(count, epoch, period, True)


@compiled_inline
def after_last_benefit(first: int, after: int, spells: Records, kinds: Records) -> int:
    """Return the place after the last spell that can be paid, ``first`` if there is none.

    What follows it costs nothing, and nothing follows whose share it could change.
    """
    while after > first:
        kind = kinds[spells[after - 1]["category"]]
        if kind["is_paid"] or kinds[kind["meanwhile"]]["is_paid"]:
            return after
        after -= 1
    return after


@compiled_inline
def settle_citizen(first: int, after: int, ledger: Ledger) -> int:
    """Book the spells ``first`` .. ``after`` of one citizen; return SETTLED or what could not be.

    Days between spells are self-support. A spell that touches one of the same scheme goes
    on with the same absence: it waits no second time.
    """
    spells, rules = ledger.spells, ledger.rules
    # Who reads the trail wants to see the days without benefit too.
    if ledger.trail.piece.size == 0:
        after = after_last_benefit(first, after, spells, rules.kind)
    absent_from = spells[first]["start"]
    epoch, period = place_of(rules.epoch, absent_from), place_of(ledger.periods, absent_from)
    before = spells[first]["before"]
    walk = Walk(Count(before, NEVER, NEVER, NEVER, 0), epoch, period, True)
    for n in range(first, after):
        start = spells[n]["start"]
        if n > first and spells[n - 1]["end"] < start:
            idle_from = spells[n - 1]["end"]
            count = after_support(walk.stand, idle_from, start, rules, ledger.support)
            walk = walk._replace(stand=count)
        if not absence_goes_on(n, spells, rules.kind):
            absent_from = start
        walk = settle_spell(n, absent_from, walk, ledger)
        if not walk.settled:
            return n
    return SETTLED


@compiled_without_arrays
def settle_all(ledger: Ledger) -> int:
    """Book every citizen into one ledger [period, scheme, payer]; return SETTLED or a spell."""
    for n in range(ledger.bounds.size - 1):
        failed = settle_citizen(ledger.bounds[n], ledger.bounds[n + 1], ledger)
        if failed != SETTLED:
            return failed
    return SETTLED


@compiled_without_arrays
def settle_each(ledger: Ledger, cells: Records) -> tuple[int, int]:
    """Write the cells of every citizen; return how many, and SETTLED or a spell.

    The money is empty before and after; ``cells`` must have room for two per spell and period
    it lies in.
    """
    spells, periods, money, length = ledger.spells, ledger.periods, ledger.money, 0
    for n in range(ledger.bounds.size - 1):
        first, after = ledger.bounds[n], ledger.bounds[n + 1]
        failed = settle_citizen(first, after, ledger)
        if failed != SETTLED:
            return length, failed
        from_period = max(place_of(periods, spells[first]["start"]) - 1, 0)
        to_period = min(place_of(periods, spells[after - 1]["end"] - 1), money.shape[0])
        for period in range(from_period, to_period):
            length += move_to_cells(spells[first]["citizen"], period, money, cells, length)
    return length, SETTLED


@compiled_part
def move_to_cells(citizen: int, period: int, money: Floats, cells: Records, length: int) -> int:
    """Move a citizen's kroner of a period to the cells; return how many cells."""
    moved = 0
    for scheme in range(money.shape[1]):
        kommune, stat = money[period, scheme, columns.KOMMUNE], money[period, scheme, columns.STAT]
        a_kasse = money[period, scheme, columns.A_KASSE]
        if kommune != 0 or stat != 0 or a_kasse != 0:
            cell = cells[length + moved]
            cell["citizen"], cell["period"], cell["scheme"] = citizen, period, scheme
            cell["kommune"], cell["stat"], cell["a_kasse"] = kommune, stat, a_kasse
            for payer in range(money.shape[2]):
                money[period, scheme, payer] = 0.0
            moved += 1
    return moved
