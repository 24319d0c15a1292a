"""What a talk does, how long it takes, and who does not come.

A talk multiplies the hazards of leaving. Its effect has a strength from 0 to 1: a talk adds a
share of what is missing to 1 (so a second talk soon after the first adds less), and from then
on the strength fades by stages. A talk acts on the hazards from the day it is held; one who
leaves that day has left. One who stays away is called again some days later: the call was made,
so law asks for the talk on the new day. Some of them are sanctioned: that raises the strength as a
talk does, more or less, and what they are paid meanwhile is for `engines.sanctions`.
"""

from borgerflow.sim.base.chance import NO_SHOW, SANCTION, uniform
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.contact_days import asked_day, first_asked, next_contact, rule_on
from borgerflow.sim.lives.hazards import own_exit, period_of, strength_on
from borgerflow.sim.lives.tables import HELD, SANCTIONED, STAYED_AWAY, Citizen, Spell, Tables


def team_of(tables: Tables, scheme: int) -> int:
    """Return the team that holds the talks of a scheme, or -1 if its time is no limit."""
    if tables.teams == 0:
        return -1
    team: int = tables.team[tables.contact_group[scheme]]
    return team


def stays_away(tables: Tables, citizen: Citizen, spell: Spell) -> bool:
    """Tell whether the citizen stays away from the talk that is due."""
    share: float = tables.no_show_share[tables.contact_group[spell.scheme]]
    return share > 0.0 and uniform(citizen.key, NO_SHOW, spell.due) < share


def is_sanctioned(tables: Tables, citizen: Citizen, spell: Spell) -> bool:
    """Tell whether a citizen who stays away from the talk that is due is sanctioned for it."""
    share: float = tables.sanction_share[tables.contact_group[spell.scheme]]
    return share > 0.0 and uniform(citizen.key, SANCTION, spell.due) < share


def appointment(tables: Tables, citizen: Citizen, spell: Spell) -> tuple[int, int, int]:
    """Return the minutes that the talk that is due takes, what others are paid, how it ends."""
    group = tables.contact_group[spell.scheme]
    if stays_away(tables, citizen, spell):
        outcome = SANCTIONED if is_sanctioned(tables, citizen, spell) else STAYED_AWAY
        return tables.no_show_minutes[group], 0, outcome
    rule = rule_on(tables, citizen, spell, spell.due)
    if rule >= 0:
        return tables.local_minutes[rule], tables.local_kroner[rule], HELD
    return tables.contact_minutes[group], 0, HELD


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
        until = min(until, asked_day(tables, spell.asked))
    exit_day, left = own_exit(tables, citizen, spell, until)
    if exit_day < FAR:
        return with_exit(spell, exit_day, spell.left, spell.counted_to)
    return with_exit(spell, exit_day, left, until)


def foreseen_waiting(tables: Tables, citizen: Citizen, spell: Spell, until: int) -> Spell:
    """Return a spell with the citizen's own exit should the talk asked for not be held.

    One that lies after ``until`` is left open.
    """
    if not tables.responds[spell.scheme]:
        return spell
    exit_day, _ = own_exit(tables, citizen, spell, until)
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
        spell.legal,
        spell.asked,
    )


def after_appointment(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> Spell:
    """Return a spell after the talk it was due for has been held on a day, or nobody came."""
    if stays_away(tables, citizen, spell):
        return called_again(tables, citizen, spell, day)
    return after_contact(tables, citizen, spell, day)


def after_contact(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> Spell:
    """Return a spell after the talk it was due for has been held on a day."""
    held = spell.held + 1
    due, legal = next_contact(tables, citizen, spell, held, spell.due, day)
    left, counted_to, strength, met = spell.left, spell.counted_to, spell.strength, spell.met
    if tables.responds[spell.scheme]:
        _, left = own_exit(tables, citizen, spell, day)
        strength = raised(tables, spell, day, gain_of(tables, citizen, spell))
        counted_to = met = day
    contacted = Spell(
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
        legal,
        first_asked(tables, spell.scheme, due, day + 1),
    )
    return foreseen(tables, citizen, contacted) if tables.responds[spell.scheme] else contacted


def raised(tables: Tables, spell: Spell, day: int, gain: float) -> float:
    """Return the strength on a day on which a share of what is missing to 1 is added."""
    carried: float = strength_on(tables, spell, day)
    return carried + (1.0 - carried) * gain


def gain_of(tables: Tables, citizen: Citizen, spell: Spell) -> float:
    """Return the share of the strength still missing that the talk that is due gives."""
    if spell.due - spell.start < tables.contact_acts_from[spell.scheme]:
        return 0.0
    gain: float = tables.contact_gain[spell.scheme]
    rule = rule_on(tables, citizen, spell, spell.due)
    return min(1.0, gain * tables.local_gain[rule]) if rule >= 0 else gain


def gain_of_sanction(tables: Tables, spell: Spell) -> float:
    """Return the share of the strength still missing that a sanction gives."""
    if spell.due - spell.start < tables.contact_acts_from[spell.scheme]:
        return 0.0
    beside: float = tables.sanction_gain[tables.contact_group[spell.scheme]]
    gain: float = tables.contact_gain[spell.scheme]
    return min(1.0, beside * gain)


def called_again(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> Spell:
    """Return a spell after the citizen has stayed away from a talk on a day."""
    due = day + tables.rebooked_days[tables.contact_group[spell.scheme]]
    left, counted_to, strength, met = spell.left, spell.counted_to, spell.strength, spell.met
    if tables.responds[spell.scheme] and is_sanctioned(tables, citizen, spell):
        _, left = own_exit(tables, citizen, spell, day)
        strength = raised(tables, spell, day, gain_of_sanction(tables, spell))
        counted_to = met = day
    called = Spell(
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
        spell.held,
        due,
        left,
        counted_to,
        strength,
        met,
        max(spell.legal, due),
        due,
    )
    return foreseen(tables, citizen, called) if tables.responds[spell.scheme] else called
