"""A life lived as usual until the other world is sure to change it, and on in that world.

The life is lived as usual to learn the chance that it is changed at all, and once more from the
spell in which it is, up to the moment drawn by that chance. What it is worth is weighed by it.
"""

from typing import NamedTuple

from borgerflow.sim.base.chance import BRANCH_AT, BRANCH_TO, uniform
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.branches.course import (
    UNCHANGED,
    Course,
    after_chance,
    after_days,
    after_occasion,
    after_spell,
    days_to_level,
    is_changed,
    unchanged,
)
from borgerflow.sim.engines.branches.days import (
    NO_EXIT,
    Day,
    Twins,
    TwoWorlds,
    acts_on,
    changed_exit,
    differ,
    differ_on_hazards,
    hazards_of_both,
    kept_on_exit,
)
from borgerflow.sim.engines.branches.marks import Marks, gone_back, mark
from borgerflow.sim.engines.branches.occasions import (
    chance_of_another,
    other_decision,
    refused_on,
)
from borgerflow.sim.engines.branches.reached import Twin, reached_twin
from borgerflow.sim.engines.compiled.lives import NO_ROOM, NOTHING, live_on
from borgerflow.sim.engines.rows import Room, add_contact, add_spell, has_room
from borgerflow.sim.lives.contact_days import booking_day, legal_on
from borgerflow.sim.lives.contacts import after_appointment, appointment, with_own_exit
from borgerflow.sim.lives.deadlines import deadline_of, forget, prolonged
from borgerflow.sim.lives.hazards import (
    bin_of,
    exit_taken,
    strength_on,
    stretch_end,
    units_to_live,
)
from borgerflow.sim.lives.story import (
    begin,
    end_of,
    follows_exit,
    goes_on,
    kept_on,
    next_spell,
    scheme_meant,
    spell_entered,
    what_follows,
)
from borgerflow.sim.lives.successors import STAYS, follows_deadline
from borgerflow.sim.lives.tables import (
    AT_DEADLINE,
    OWN_EXIT,
    RETURNS,
    Citizen,
    Spell,
    Table,
    Tables,
)

NEVER = 2.0  # a level that no chance comes to
# What changes a spell.
UNTOUCHED, REFUSED, ON_A_DAY, DECIDED = 0, 1, 2, 3
GOES_ON = -3  # what follows a spell that does not end where it is changed


class Slot(NamedTuple):
    """Where the rows of a citizen are written.

    Where there are programmes the usual life stands there first; what is written over it is the
    same up to a change.
    """

    room: Room
    number: int
    first: int  # row of the citizen's spells


def has_programmes(worlds: TwoWorlds) -> bool:
    """Tell whether there is a programme in the other world."""
    return bool(worlds.other.first_programme[worlds.other.schemes] > 0)


def end_on(worlds: TwoWorlds, slot: Slot, spell: Spell) -> int:
    """Return the day on which a spell usually ends; the horizon for one still open.

    The horizon, too, where no programme asks for it.
    """
    if not has_programmes(worlds):
        return int(worlds.usual.horizon)
    end: int = slot.room.spells[3, slot.first + spell.ordinal]
    return end


class Turn(NamedTuple):
    """A spell lived through as usual, up to its end or to where the other world changes it."""

    spell: Spell
    course: Course
    day: int  # of its end, or of the change; of one refused, the day of the refusal
    follows: int  # scheme, NOTHING or NO_ROOM; of one decided upon, the usual outcome
    change: int
    goes_on: bool  # at its end, prolonged or for want of another scheme


class Onset(NamedTuple):
    """A spell before anything of it is drawn, and who lives it from which day."""

    spell: Spell
    today: int
    twins: Twins


def branch(
    worlds: TwoWorlds,
    citizen: Citizen,
    memory: Table,
    first: Spell,
    today: int,
    slot: Slot,
    marks: Marks,
) -> float:
    """Write the rows of a life that the other world changes; return the chance that it does.

    No rows and 0 where it cannot; -1 where they found no room.
    """
    written, chance, level = slot.room.written, 0.0, NEVER
    spells, contacts = written[0], written[1]
    if first.scheme == worlds.usual.out or today >= worlds.usual.horizon:
        return chance
    slot = slot._replace(first=spells)
    # Whom a programme reaches hangs on how long the usual spells last: they are lived first.
    if has_programmes(worlds) and not live_first(worlds, citizen, memory, first, today, slot):
        chance = -1.0
    written[0], written[1] = spells, contacts
    forget(memory)
    marks.length[0] = 0
    mark(marks, slot.room, memory, first, today, UNCHANGED)
    while chance >= 0.0:
        spell, day, course = gone_back(marks, slot.room, memory, level)
        onset = Onset(spell, day, Twins(citizen, citizen))
        turn, onset = usual_life(worlds, onset, course, memory, slot, marks, level)
        if turn.follows == NO_ROOM:
            chance = -1.0
        elif level < NEVER:
            if live_changed(worlds, onset, memory, turn, slot):
                return chance
            chance = -1.0
        else:
            chance = 1.0 - unchanged(turn.course)
            if chance <= 0.0:
                break
            level = chance * uniform(citizen.key, BRANCH_AT, 0)
    written[0], written[1] = spells, contacts
    return chance


def live_first(
    worlds: TwoWorlds, citizen: Citizen, memory: Table, first: Spell, today: int, slot: Slot
) -> bool:
    """Write the rows of the usual life; tell whether they found room."""
    forget(memory)
    spell = begin(worlds.usual, citizen, memory, first, today)
    room, number = slot.room, slot.number
    return live_on(worlds.usual, citizen, memory, room, number, spell, citizen.key)


def usual_life(
    worlds: TwoWorlds,
    onset: Onset,
    course: Course,
    memory: Table,
    slot: Slot,
    marks: Marks,
    level: float,
) -> tuple[Turn, Onset]:
    """Live as usual until the chance of a change comes to a level, or to the end.

    Return the last spell so far, and how it began.
    """
    tables, citizen = worlds.usual, onset.twins.usual
    while True:
        twin = Twin(citizen, 0.0)
        if differ_on_hazards(worlds, onset.spell.scheme):
            twin = reached_twin(worlds, citizen, onset.spell, end_on(worlds, slot, onset.spell))
        onset = onset._replace(twins=Twins(citizen, twin.citizen))
        spell = begin(tables, citizen, memory, onset.spell, onset.today)
        course = after_spell(course)._replace(share=twin.share)
        turn = live_as_usual(worlds, onset, spell, course, slot, level)
        if turn.change != UNTOUCHED or turn.follows < 0:
            return turn, onset
        following = spell_entered(tables, citizen, memory, turn.spell, turn.follows, turn.day)
        if following.scheme == tables.out:
            return turn, onset
        course, onset = turn.course, Onset(following, turn.day, onset.twins)
        mark(marks, slot.room, memory, following, turn.day, after_spell(course))


def live_as_usual(
    worlds: TwoWorlds, onset: Onset, spell: Spell, course: Course, slot: Slot, level: float
) -> Turn:
    """Write the rows of a spell that has begun, lived as usual until something changes it."""
    tables, twins = worlds.usual, onset.twins
    if differ(worlds.usual.first_door, worlds.other.first_door, spell.scheme):
        refused, chance = refused_on(worlds, twins.usual, spell, onset.today)
        course = after_occasion(course, 1.0 - chance)
        if is_changed(course, level):
            return Turn(spell, course, refused, NOTHING, REFUSED, False)
    walked = onset.today
    while has_room(slot.room, 1, 1):
        end = end_of(twins.usual, spell)
        contact_day = booking_day(tables, spell.bookable)
        days = walked, days_walked(tables, spell, end, contact_day)
        changed, course = walk(worlds, twins, spell, course, days, level)
        if changed < FAR:
            return Turn(spell, course, changed, NOTHING, ON_A_DAY, False)
        if min(end[0], contact_day) >= tables.horizon:
            add_spell(slot.room, slot.number, spell, tables.horizon, True)
            return Turn(spell, course, tables.horizon, NOTHING, UNTOUCHED, False)
        if contact_day >= end[0]:
            turn = ended(worlds, twins, spell, course, end, level)
            if not turn.goes_on or turn.change != UNTOUCHED:
                return written_down(turn, slot)
            spell, course = turn.spell, turn.course
        else:
            spell = with_contact(tables, twins.usual, spell, contact_day, slot)
        walked = max(days[0], days[1])
    return Turn(spell, course, FAR, NO_ROOM, UNTOUCHED, False)


def with_contact(tables: Tables, citizen: Citizen, spell: Spell, day: int, slot: Slot) -> Spell:
    """Return a spell after its contact on a day, which is written down."""
    legal, used = legal_on(tables, citizen, spell, day), appointment(tables, citizen, spell)
    add_contact(slot.room, slot.number, spell, legal, day, used)
    return after_appointment(tables, citizen, spell, day)


def written_down(turn: Turn, slot: Slot) -> Turn:
    """Return a turn; where its spell is over it is written down."""
    if turn.change == UNTOUCHED:
        add_spell(slot.room, slot.number, turn.spell, turn.day, False)
    return turn


def days_walked(tables: Tables, spell: Spell, end: tuple[int, int], contact_day: int) -> int:
    """Return the day up to which a spell goes on whatever its hazards are in the usual world.

    A hazard of the day before ends a spell, ahead of a deadline and after what ends it otherwise.
    """
    day, cause = end
    if contact_day < min(day, tables.horizon):
        return contact_day
    if day >= tables.horizon:
        return int(tables.horizon - 1)
    return day if cause == AT_DEADLINE else day - 1


def walk(
    worlds: TwoWorlds,
    twins: Twins,
    spell: Spell,
    course: Course,
    days: tuple[int, int],
    level: float,
) -> tuple[int, Course]:
    """Return the day on which the other world ends a spell that usually goes on, else FAR.

    And the course past the days, from the first to before the second.
    """
    day, after = days
    if not differ_on_hazards(worlds, spell.scheme):
        return FAR, course
    while day < after:
        here = day_of(worlds.usual, spell, day)
        end = min(after, stretch_end(worlds.other, twins.other, spell, here.bin_, day))
        if acts_on(worlds.other, twins.other, spell, day):
            usual, other = hazards_of_both(worlds, twins, spell, here)
            found = days_to_level(course, other - usual, end - day, level)
            if found < FAR:
                return day + found - 1, course
            course = after_days(course, max(0.0, other - usual), end - day)
        day = end
    return FAR, course


def day_of(tables: Tables, spell: Spell, day: int) -> Day:
    """Return a day of a spell."""
    bin_ = bin_of(tables, spell.scheme, day - spell.start)
    return Day(day, bin_, strength_on(tables, spell, day))


def ended(
    worlds: TwoWorlds,
    twins: Twins,
    spell: Spell,
    course: Course,
    end: tuple[int, int],
    level: float,
) -> Turn:
    """Return a spell at its usual end, unless the other world changes that.

    One that goes on after all is followed by its own scheme.
    """
    (day, cause), tables = end, worlds.usual
    if cause == OWN_EXIT and spell.refused != day and differ_on_hazards(worlds, spell.scheme):
        exit_ = exit_taken(tables, twins.usual, spell, day)
        last = day_of(tables, spell, day - 1)
        course = after_chance(course, kept_on_exit(worlds, twins, spell, exit_, last))
        if is_changed(course, level):
            return Turn(spell, course, day - 1, NOTHING, ON_A_DAY, False)
    follows, outcome = what_follows(tables, twins.usual, spell, day, cause)
    goes = goes_on(spell, cause, follows, outcome)
    if cause == AT_DEADLINE and outcome >= 0:
        chance = chance_of_another(worlds, twins.usual, spell, outcome, day)
        course = after_occasion(course, 1.0 - chance)
        if is_changed(course, level):
            return Turn(spell, course, day, outcome, DECIDED, False)
    if goes:
        spell = kept_on(tables, twins.usual, spell, outcome, day, False)
    return Turn(spell, course, day, follows, UNTOUCHED, goes)


def live_changed(worlds: TwoWorlds, onset: Onset, memory: Table, turn: Turn, slot: Slot) -> bool:
    """Write the rows of a life from where it is changed on; tell whether they found room."""
    tables, citizen, key = worlds.other, onset.twins.usual, onset.twins.usual.key
    who, spell, follows, day = changed(worlds, onset, memory, turn)
    if follows == GOES_ON:
        key = who.key
    elif has_room(slot.room, 1, 0):
        add_spell(slot.room, slot.number, spell, day, False)
        spell = next_spell(tables, citizen, memory, spell, follows, day)
    else:
        return False
    return live_on(tables, citizen, memory, slot.room, slot.number, spell, key)


def changed(
    worlds: TwoWorlds, onset: Onset, memory: Table, turn: Turn
) -> tuple[Citizen, Spell, int, int]:
    """Return a spell as it is changed, who lives it, the scheme that follows and on which day.

    GOES_ON follows where the spell does.
    """
    tables, (citizen, twin), spell, day = worlds.other, onset.twins, turn.spell, turn.day
    drawn = uniform(citizen.key, BRANCH_TO, 0)
    if turn.change == REFUSED:
        spell = begin(tables, citizen, memory, onset.spell, onset.today)
        return citizen, spell._replace(refused=day), GOES_ON, day
    if turn.change == DECIDED:
        outcome = other_decision(worlds, citizen, spell, turn.follows, day, drawn)
        follows = scheme_meant(tables, tables.outcome_scheme[outcome], spell.came_from)
        follows = follows_deadline(tables, citizen, spell, follows, day)
        if follows == spell.scheme:
            return citizen, prolonged(tables, spell, outcome, day), GOES_ON, day
        return citizen, spell, follows, day
    exit_ = changed_exit(worlds, onset.twins, spell, day_of(worlds.usual, spell, day), drawn)
    if exit_ == NO_EXIT:
        return twin, going_on(tables, twin, memory, spell, day + 1), GOES_ON, day + 1
    to = RETURNS if tables.returns[exit_] else tables.destination[exit_]
    follows, stays = follows_exit(tables, citizen, spell, to, day + 1)
    if stays == STAYS:
        spell = kept_on(tables, citizen, spell, STAYS, day + 1, False)
        return citizen, with_deadline(tables, citizen, memory, spell, day + 1), GOES_ON, day + 1
    return citizen, spell, follows, day + 1


def going_on(tables: Tables, citizen: Citizen, memory: Table, spell: Spell, day: int) -> Spell:
    """Return a spell that goes on past a day, what is left of it drawn anew.

    Its usual exit has told when it would end; that knows nothing of how long it lasts now.
    """
    left = units_to_live(citizen, spell.ordinal)
    spell = spell._replace(left=left, counted_to=day, exit_day=FAR)
    return with_deadline(tables, citizen, memory, with_own_exit(tables, citizen, spell), day)


def with_deadline(tables: Tables, citizen: Citizen, memory: Table, spell: Spell, day: int) -> Spell:
    """Return a spell that goes on past a day, its first deadline worked out if it is to come."""
    if spell.deadlines > 0:
        return spell
    # A first deadline after the usual exit was never worked out.
    waits = tables.waiting_days[spell.category] if spell.category >= 0 else 0
    deadline = deadline_of(tables, citizen, memory, spell, spell.start + waits)
    return spell._replace(deadline=max(deadline, day))
