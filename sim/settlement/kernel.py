"""The settlement of citizens' spells, compiled: the count, the shares and the kroner.

A citizen's days are walked in *pieces* within which no amount and no share changes: one
spell, one step of the staircase, one epoch of law. What a piece costs is booked period by
period. Runs of self-support are one piece; only the weeks that can complete a reset are
weighed. The rules are those of `sim.law`, compiled here as they stand. Nothing here knows a
file or a frame.

Tables are arrays of records, so that few arrays travel: each costs a call about as much as
the arithmetic of a piece.
"""

from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.base.compiling import compiled_without_arrays
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
from borgerflow.sim.settlement.records import Trail
from borgerflow.sim.settlement.rulebook import COUNTS, SUPPORTS, Floats, Ints, Records, Rules

MONTHS, WEEKS = 12, 52  # a month's amount is x 12 / 52 a week
SETTLED = -1  # answered when every spell could be settled
municipal_share = compiled_without_arrays(refusion.municipal_share)
is_last_step = compiled_without_arrays(refusion.is_last_step)
wage_behind = compiled_without_arrays(fleksjob.wage_behind)
fleksbidrag = compiled_without_arrays(fleksjob.fleksbidrag)


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


@compiled_without_arrays
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
    )


@compiled_without_arrays
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


@compiled_without_arrays
def weekly_kroner(share: float, amount: float, rate: float, is_paid: bool) -> float:
    """Return the kroner a week of a spell: its own amount, or the rate, by degree."""
    if share == 0 or not is_paid:
        return 0.0
    return share * (rate if np.isnan(amount) else amount)


@compiled_without_arrays
def waits_until(spell: np.void, absent_from: int, epoch: int, rules: Rules) -> int:
    """Return the first day on which a spell of an absence is paid as its own category.

    ``epoch`` is that of the spell's first day.
    """
    days = rules.dated[epoch, spell["category"]]["waiting"]
    return absent_from if np.isnan(days) else absent_from + int(days)


@compiled_without_arrays
def absence_goes_on(n: int, spells: Records, kinds: Records) -> bool:
    """Tell whether a spell touches one of the same citizen and scheme: one absence."""
    if n == 0:
        return False
    before, spell = spells[n - 1], spells[n]
    if before["citizen"] != spell["citizen"] or before["end"] != spell["start"]:
        return False
    return bool(kinds[before["category"]]["scheme"] == kinds[spell["category"]]["scheme"])


@compiled_without_arrays
def epoch_on(day: int, epoch: int, epochs: Ints) -> int:
    """Return the epoch of a day that lies in an epoch or after it."""
    while epochs[epoch + 1] <= day:
        epoch += 1
    return epoch


@compiled_without_arrays
def write(trail: Trail, n: int, piece: Piece, count: Count, supported: int) -> None:
    """Write a piece of a spell, and where the count stands after it."""
    row = trail.piece[trail.length[0]]
    row["start"], row["end"], row["spell"] = piece.start, piece.end, n
    row["category"], row["effect"] = piece.category, piece.effect
    row["counter"], row["supported"] = count.weeks, supported
    row["weekly"], row["share"], row["bidrag"] = piece.weekly, piece.share, piece.bidrag
    row["kommune"], row["rest"] = piece.kommune, piece.rest
    trail.length[0] += 1


@compiled_without_arrays
def paid(weekly: float, share: float, bidrag: float, days: int) -> tuple[float, float]:
    """Return the kroner of the municipality and of the other payer over some days."""
    weeks = days / DAYS_PER_WEEK
    kommune = (weekly * share - bidrag) * weeks
    return kommune, weekly * weeks - kommune


@compiled_without_arrays
def priced(piece: Piece, bidrag: float) -> Piece:
    """Return a piece with what the municipality and the other payer pay."""
    kommune, rest = paid(piece.weekly, piece.share, bidrag, piece.end - piece.start)
    return Piece(
        piece.start,
        piece.end,
        piece.category,
        piece.effect,
        piece.weekly,
        piece.share,
        bidrag,
        kommune,
        rest,
    )


@compiled_without_arrays
def book(piece: Piece, kind: np.void, period: int, periods: Ints, money: Floats) -> int:
    """Add a piece's kroner to the periods it lies in, from one that is no later; return the last.

    Outside the inner borders nothing is booked.
    """
    day = piece.start
    while day < piece.end:
        while periods[period + 1] <= day:
            period += 1
        until = min(piece.end, periods[period + 1])
        if 0 < period < periods.size - 2:
            kommune, rest = paid(piece.weekly, piece.share, piece.bidrag, until - day)
            money[period - 1, kind["scheme"], columns.KOMMUNE] += kommune
            money[period - 1, kind["scheme"], kind["payer"]] += rest
        day = until
    return period


@compiled_without_arrays
def settle_spell(
    n: int,
    absent_from: int,
    walk: Walk,
    spells: Records,
    rules: Rules,
    periods: Ints,
    money: Floats,
    support: Ints,
    trail: Trail,
) -> Walk:
    """Book one spell and return how far the walk has come (see `settle_citizen`).

    With a trail each piece lies in one period, so that the trail can be read by period.
    """
    epochs, value, dated, kinds = rules.epoch, rules.value, rules.dated, rules.kind
    spell, count, period, day = spells[n], walk.stand, walk.period, spells[n]["start"]
    epoch = epoch_on(day, walk.epoch, epochs)
    paid_from = waits_until(spell, absent_from, epoch, rules)
    while day < spell["end"]:
        epoch = epoch_on(day, epoch, epochs)
        category, stop = spell["category"], spell["end"]
        if day < paid_from:
            category, stop = kinds[category]["meanwhile"], min(stop, paid_from)
        kind, today, steps = kinds[category], dated[epoch, category], steps_of(value, epoch)
        weekly = weekly_kroner(spell["share"], spell["amount"], today["weekly"], kind["is_paid"])
        effect = today["effect_unpaid"]
        if weekly != 0:
            effect = today["effect_paid"]
            stop = min(stop, epochs[epoch + 1])
            if trail.piece.size > 0:
                while periods[period + 1] <= day:
                    period += 1
                stop = min(stop, periods[period + 1])
        counter, share, bidrag = count.weeks, today["fixed"], 0.0
        if effect == SUPPORTS:
            count = after_support(count, day, stop, rules, support)
        elif effect == COUNTS and day >= rules.counts_from:
            week = day // DAYS_PER_WEEK
            counter = counter_after(counter, week, week, count.latest_week)
            share = municipal_share(counter, steps)
            stop = min(stop, end_of_step(counter, day, steps))
            count = after_benefit(count, day, stop, rules.only_after_latest)
        else:
            count = after_neutral(count)
        piece = Piece(day, stop, category, effect, weekly, share, 0.0, 0.0, 0.0)
        if weekly != 0 and stop > periods[1] and day < periods[-2]:
            if np.isnan(weekly * share):
                return Walk(count, epoch, period, False)
            if kind["is_fleksjob"] and is_last_step(counter, steps):
                bidrag = weekly_bidrag(today["weekly"], weekly, value, epoch)
            piece = priced(piece, bidrag)
            period = book(piece, kind, period, periods, money)
        if trail.piece.size > 0:
            window = int(value[epoch, columns.RESET_WINDOW])
            supported = supported_weeks(count, (stop - 1) // DAYS_PER_WEEK, window, support)
            write(trail, n, piece, count, supported)
        day = stop
    return Walk(count, epoch, period, True)


@compiled_without_arrays
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


@compiled_without_arrays
def settle_citizen(
    first: int,
    after: int,
    spells: Records,
    rules: Rules,
    periods: Ints,
    money: Floats,
    support: Ints,
    trail: Trail,
) -> int:
    """Book the spells ``first`` .. ``after`` of one citizen; return SETTLED or what could not be.

    Days between spells are self-support. A spell that touches one of the same scheme goes
    on with the same absence: it waits no second time.

    Parameters
    ----------
    periods : int array
        Borders of the ledger's periods, with a day before all days first and a day that
        never comes last. What lies outside the inner borders is counted and not booked.
    money : float array [period, scheme, payer]
        Kroner, added to.
    """
    if trail.piece.size == 0:
        after = after_last_benefit(first, after, spells, rules.kind)
    absent_from = spells[first]["start"]
    epoch, period = place_of(rules.epoch, absent_from), place_of(periods, absent_from)
    walk = Walk(Count(0, NEVER, NEVER, NEVER, 0), epoch, period, True)
    for n in range(first, after):
        start = spells[n]["start"]
        if n > first and spells[n - 1]["end"] < start:
            count = after_support(walk.stand, spells[n - 1]["end"], start, rules, support)
            walk = Walk(count, walk.epoch, walk.period, True)
        if not absence_goes_on(n, spells, rules.kind):
            absent_from = start
        walk = settle_spell(n, absent_from, walk, spells, rules, periods, money, support, trail)
        if not walk.settled:
            return n
    return SETTLED


@compiled_without_arrays
def settle_all(
    spells: Records,
    bounds: Ints,
    rules: Rules,
    periods: Ints,
    money: Floats,
    support: Ints,
    trail: Trail,
) -> int:
    """Book every citizen into one ledger [period, scheme, payer]; return SETTLED or a spell.

    ``bounds`` holds the first spell of each citizen and, last, the number of spells.
    """
    for n in range(bounds.size - 1):
        first, after = bounds[n], bounds[n + 1]
        failed = settle_citizen(first, after, spells, rules, periods, money, support, trail)
        if failed != SETTLED:
            return failed
    return SETTLED


@compiled_without_arrays
def settle_each(
    spells: Records,
    bounds: Ints,
    rules: Rules,
    periods: Ints,
    money: Floats,
    support: Ints,
    trail: Trail,
    cells: Records,
) -> tuple[int, int]:
    """Write the cells of every citizen; return how many, and SETTLED or a spell.

    ``money`` is empty before and after; ``cells`` must have room for two per spell and period
    it lies in.
    """
    length = 0
    for n in range(bounds.size - 1):
        first, after = bounds[n], bounds[n + 1]
        failed = settle_citizen(first, after, spells, rules, periods, money, support, trail)
        if failed != SETTLED:
            return length, failed
        from_period = max(place_of(periods, spells[first]["start"]) - 1, 0)
        to_period = min(place_of(periods, spells[after - 1]["end"] - 1), money.shape[0])
        for period in range(from_period, to_period):
            length += emptied(spells[first]["citizen"], period, money, cells, length)
    return length, SETTLED


@compiled_without_arrays
def emptied(citizen: int, period: int, money: Floats, cells: Records, length: int) -> int:
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
