"""Programmes: when a citizen begins, how long they stay on, and what it does to hazards.

One who may be recruited is so at a stated share a day, drawn once for each spell; so the day
is known beforehand, and places are filled at the stated pace without anyone having to wait
for anybody. A compulsory programme calls a share of those still there on a stated day of the
spell, drawn once for each spell too; those who will be called know some days ahead, from the
first day of the proposal on. A programme is left when it ends, by dropping out, or with the
spell.
"""

from borgerflow.sim.base.chance import COMPLETES, REACH, RECRUITED, exponential, uniform
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.ages import age_band
from borgerflow.sim.lives.tables import Citizen, Spell, Tables


def recruited_day(tables: Tables, citizen: Citizen, spell: Spell, programme: int) -> int:
    """Return the day on which a citizen still in the spell is recruited, or FAR if never.

    One who is no longer, or not yet, in the target group on that day is not recruited.
    """
    number = int(tables.programme[programme])
    left = exponential(citizen.key, RECRUITED + number, spell.ordinal)
    first = spell.start + tables.programme_since[programme]
    last = spell.start + tables.programme_to[programme]
    for step in range(tables.recruiting_steps):
        place = programme * tables.recruiting_steps + step
        begins = max(first, tables.programme_from[place])
        ends = min(last, tables.programme_until[place])
        rate = tables.programme_rate[place]
        if begins < ends and rate > 0.0:
            if left < rate * (ends - begins):
                day: int = begins + int(left / rate)
                reach = tables.programme_reach[programme]
                return day if may_join(tables, citizen, spell, programme, day, reach) else FAR
            left -= rate * (ends - begins)
    return FAR


def called_day(tables: Tables, citizen: Citizen, spell: Spell, programme: int) -> int:
    """Return the day on which a citizen still in the spell must begin, or FAR if never.

    One who is not in the target group on that day is not called.
    """
    day: int = spell.start + tables.programme_at[programme]
    for step in range(tables.recruiting_steps):
        place = programme * tables.recruiting_steps + step
        if tables.programme_from[place] <= day < tables.programme_until[place]:
            share = tables.programme_reach[programme] * tables.programme_rate[place]
            return day if may_join(tables, citizen, spell, programme, day, share) else FAR
    return FAR


def may_join(
    tables: Tables, citizen: Citizen, spell: Spell, programme: int, day: int, share: float
) -> bool:
    """Tell whether a citizen is in the target group on a day and in the share that is reached."""
    cell = citizen.cell + age_band(citizen, day)
    if not tables.programme_cell[programme * tables.cells + cell]:
        return False
    if share >= 1.0:
        return True
    drawn = uniform(citizen.key, REACH + int(tables.programme[programme]), spell.ordinal)
    return bool(drawn < share)


def days_on(tables: Tables, citizen: Citizen, spell: Spell, programme: int) -> int:
    """Return how many days one who is recruited stays on: all of them if it is completed.

    Those who drop out do so at an even pace over its length.
    """
    length: int = tables.programme_length[programme]
    completion = tables.programme_completion[programme]
    drawn = uniform(citizen.key, COMPLETES + int(tables.programme[programme]), spell.ordinal)
    if drawn < completion:
        return length
    return int(length * (drawn - completion) / (1.0 - completion))


def first_day(tables: Tables, citizen: Citizen, spell: Spell, programme: int) -> int:
    """Return the day on which a citizen still in the spell begins, or FAR if never."""
    if tables.programme_at[programme] < FAR:
        return called_day(tables, citizen, spell, programme)
    return recruited_day(tables, citizen, spell, programme)


def warned_day(tables: Tables, programme: int, begins: int) -> int:
    """Return the day from which one who begins on a day knows; never before the proposal."""
    first: int = tables.programme_from[programme * tables.recruiting_steps]
    known: int = max(begins - tables.programme_ahead[programme], first)
    return min(begins, known)


def stages_of(
    tables: Tables, citizen: Citizen, spell: Spell, programme: int
) -> tuple[int, int, int, int]:
    """Return the days on which a programme is known of, begins, ends and has ceased to act.

    All are FAR for one who never begins; for one who drops out it ceases at once. None knows
    ahead of a programme that is not compulsory.
    """
    begins = first_day(tables, citizen, spell, programme)
    if begins == FAR:
        return FAR, FAR, FAR, FAR
    warned = warned_day(tables, programme, begins)
    days = days_on(tables, citizen, spell, programme)
    ends = begins + days
    if days < tables.programme_length[programme]:
        return warned, begins, ends, ends
    wears_off: int = ends + tables.programme_lasts[programme]
    return warned, begins, ends, wears_off


def programme_factor(tables: Tables, citizen: Citizen, spell: Spell, exit_: int, day: int) -> float:
    """Return the product of what all programmes do to a hazard on a day."""
    factor = 1.0
    scheme = spell.scheme
    for p in range(tables.first_programme[scheme], tables.first_programme[scheme + 1]):
        place = p * tables.exits + exit_
        if leaves_alone(tables, place):
            continue
        warned, begins, ends, wears_off = stages_of(tables, citizen, spell, p)
        if warned <= day < begins:
            factor *= tables.programme_threat[place]
        elif begins <= day < ends:
            factor *= tables.programme_hold[place]
        elif ends <= day < wears_off:
            factor *= tables.programme_gain[place]
    return factor


def leaves_alone(tables: Tables, place: int) -> bool:
    """Tell whether a programme never changes the hazard of an exit."""
    held, gained = tables.programme_hold[place], tables.programme_gain[place]
    unmoved: bool = tables.programme_threat[place] == 1.0 and held == 1.0 and gained == 1.0
    return unmoved
