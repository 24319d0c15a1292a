"""When the talks that law asks for fall due in a spell, when they are held, and what they do.

A talk multiplies the hazards of leaving. Its effect has a strength from 0 to 1: a talk adds a
share of what is missing to 1 (so a second talk soon after the first adds less), and from then
on the strength fades by stages. A talk acts on the hazards from the day it is held; one who
leaves that day has left.
"""

from sim.clock import FAR
from sim.law.contact import talk_due_day
from sim.lives.hazards import own_exit, period_of, strength_on
from sim.lives.tables import CONTACT_NUMBERS, Citizen, Spell, Tables


def next_talk(tables: Tables, spell: Spell, held: int, latest: int) -> int:
    """Return the day on which the next talk of a spell falls due, or FAR.

    The rule in force on the day of the latest talk (or the first day of the spell) sets the
    next one; a new rule that would have asked for it earlier asks for it the day after.
    """
    group = tables.contact_group[spell.scheme]
    if group < 0:
        return FAR
    period = period_of(tables.contact_day, group, tables.contact_periods, latest)
    place = (group * tables.contact_periods + period) * CONTACT_NUMBERS
    rule = tables.contact_rule
    due = talk_due_day(
        spell.start, held, latest, rule[place], rule[place + 1], rule[place + 2], rule[place + 3]
    )
    return due if held == 0 else max(due, latest + 1)


def first_talk(tables: Tables, spell: Spell, today: int) -> tuple[int, int]:
    """Return how many talks lie behind a spell today, and the day the next falls due."""
    held = 0
    due = next_talk(tables, spell, 0, spell.start)
    while due < today:
        held += 1
        due = next_talk(tables, spell, held, due)
    return held, due


def asked_day(tables: Tables, due: int) -> int:
    """Return the day on which a talk due on a day is asked for: then, or the next working day."""
    if due >= tables.horizon:
        return FAR
    asked: int = tables.working_day[due - tables.working_day_from]
    return asked


def team_of(tables: Tables, scheme: int) -> int:
    """Return the team that holds the talks of a scheme, or -1 if its time is no limit."""
    if tables.teams == 0:
        return -1
    team: int = tables.team[tables.contact_group[scheme]]
    return team


def talk_minutes(tables: Tables, scheme: int) -> int:
    """Return how many minutes of a team's time a talk in a scheme takes."""
    minutes: int = tables.talk_minutes[tables.contact_group[scheme]]
    return minutes


def minutes_of_team(tables: Tables, team: int, day: int) -> int:
    """Return how many minutes a team has for talks on a working day."""
    period = period_of(tables.team_day, team, tables.team_periods, day)
    minutes: int = tables.team_minutes[team * tables.team_periods + period]
    return minutes


def foreseen(tables: Tables, citizen: Citizen, spell: Spell) -> Spell:
    """Return a spell with the citizen's own exit, as far as no talk can change it.

    Where talks change no hazard that is up to the horizon, else up to the next talk.
    """
    until = tables.horizon
    if tables.responds[spell.scheme]:
        until = min(until, asked_day(tables, spell.due))
    exit_day, left = own_exit(tables, citizen, spell, until)
    if exit_day < FAR:
        return with_exit(spell, exit_day, spell.left, spell.counted_to)
    return with_exit(spell, exit_day, left, until)


def foreseen_waiting(tables: Tables, citizen: Citizen, spell: Spell) -> Spell:
    """Return a spell with the citizen's own exit should the talk asked for not be held."""
    if not tables.responds[spell.scheme]:
        return spell
    exit_day, _ = own_exit(tables, citizen, spell, tables.horizon)
    return with_exit(spell, exit_day, spell.left, spell.counted_to)


def with_exit(spell: Spell, exit_day: int, left: int, counted_to: int) -> Spell:
    """Return a spell with its exit, and how far its hazard has been counted."""
    return Spell(
        spell.scheme,
        spell.start,
        spell.came_from,
        spell.ordinal,
        spell.category,
        spell.stage,
        spell.deadlines,
        exit_day,
        spell.deadline,
        spell.refused,
        spell.held,
        spell.due,
        left,
        counted_to,
        spell.strength,
        spell.met,
    )


def after_talk(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> Spell:
    """Return a spell after the talk it was due for has been held on a day."""
    held = spell.held + 1
    due = max(next_talk(tables, spell, held, spell.due), day + 1)
    left, counted_to, strength, met = spell.left, spell.counted_to, spell.strength, spell.met
    if tables.responds[spell.scheme]:
        _, left = own_exit(tables, citizen, spell, day)
        carried = strength_on(tables, spell, day)
        strength = carried + (1.0 - carried) * tables.talk_gain[spell.scheme]
        counted_to = met = day
    talked = Spell(
        spell.scheme,
        spell.start,
        spell.came_from,
        spell.ordinal,
        spell.category,
        spell.stage,
        spell.deadlines,
        spell.exit_day,
        spell.deadline,
        spell.refused,
        held,
        due,
        left,
        counted_to,
        strength,
        met,
    )
    return foreseen(tables, citizen, talked) if tables.responds[spell.scheme] else talked
