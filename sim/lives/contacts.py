"""What a contact does, how long it takes, and who does not come.

A contact multiplies the hazards of leaving. Its effect has a strength from 0 to 1: a contact adds
a share of what is missing to 1 (so a second one soon after the first adds less), and from then on
the strength fades by stages. A contact acts on the hazards from the day it is held; one who
leaves that day has left. One who stays away is called again some days later: the call was made,
so law asks for the contact on the new day. Some of them are sanctioned: that raises the strength
as a contact does, more or less, and what they are paid meanwhile is for `engines.derived`.
"""

from borgerflow.sim.base.chance import NO_SHOW, SANCTION, uniform
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.contact_days import (
    booking_day,
    called_again,
    due_for_law,
    next_contact,
    rule_on,
)
from borgerflow.sim.lives.hazards import own_exit, period_of, strength_on
from borgerflow.sim.lives.successors import units_anew
from borgerflow.sim.lives.tables import HELD, SANCTIONED, STAYED_AWAY, Citizen, Spell, Tables


def team_of(tables: Tables, scheme: int) -> int:
    """Return the team that holds the contacts of a scheme, or -1 if its time is no limit."""
    if tables.teams == 0:
        return -1
    team: int = tables.team[tables.contact_group[scheme]]
    return team


def stays_away(tables: Tables, citizen: Citizen, spell: Spell) -> bool:
    """Tell whether the citizen stays away from the contact that is due."""
    share: float = tables.no_show_share[tables.contact_group[spell.scheme]]
    return share > 0.0 and uniform(citizen.key, NO_SHOW, spell.due) < share


def is_sanctioned(tables: Tables, citizen: Citizen, spell: Spell) -> bool:
    """Tell whether a citizen who stays away from the contact that is due is sanctioned for it."""
    share: float = tables.sanction_share[tables.contact_group[spell.scheme]]
    return share > 0.0 and uniform(citizen.key, SANCTION, spell.due) < share


def appointment(tables: Tables, citizen: Citizen, spell: Spell) -> tuple[int, int, int]:
    """Return the minutes that the contact that is due takes, what others are paid, how it ends."""
    group = tables.contact_group[spell.scheme]
    if stays_away(tables, citizen, spell):
        outcome = SANCTIONED if is_sanctioned(tables, citizen, spell) else STAYED_AWAY
        return tables.no_show_minutes[group], 0, outcome
    rule = rule_on(tables, citizen, spell, spell.due)
    if rule >= 0:
        return tables.local_minutes[rule], tables.local_kroner[rule], HELD
    return tables.contact_minutes[group], 0, HELD


def minutes_of_team(tables: Tables, team: int, day: int) -> int:
    """Return how many minutes a team has for contacts on a working day."""
    period = period_of(tables.team_day, team, tables.team_periods, day)
    minutes: int = tables.team_minutes[team * tables.team_periods + period]
    return minutes


def with_own_exit(tables: Tables, citizen: Citizen, spell: Spell) -> Spell:
    """Return a spell with the citizen's own exit, as far as no contact can change it.

    Where contacts change no hazard that is up to the horizon, else up to the next contact.
    """
    until = tables.horizon
    if tables.responds[spell.scheme]:
        until = min(until, booking_day(tables, spell.bookable))
    exit_day, left = own_exit(tables, citizen, spell, until)
    if exit_day < FAR:  # nothing is left to count
        return spell._replace(exit_day=exit_day)
    return spell._replace(exit_day=exit_day, left=left, counted_to=until)


def with_exit_while_waiting(tables: Tables, citizen: Citizen, spell: Spell, until: int) -> Spell:
    """Return a spell with the citizen's own exit should the contact booked not be held.

    One that lies after ``until`` is left open.
    """
    if not tables.responds[spell.scheme]:
        return spell
    exit_day, _ = own_exit(tables, citizen, spell, until)
    return spell._replace(exit_day=exit_day)


def stayed_on(tables: Tables, citizen: Citizen, spell: Spell, day: int, waits: bool) -> Spell:
    """Return a spell whose citizen would have left it on a day and stays, when they leave anew.

    ``waits`` tells whether a contact booked is waited for.
    """
    spell = spell._replace(stayed=spell.stayed + 1, exit_day=FAR, refused=FAR)
    spell = spell._replace(left=units_anew(citizen, spell), counted_to=day)
    if waits and tables.responds[spell.scheme]:
        return with_exit_while_waiting(tables, citizen, spell, tables.horizon)
    return with_own_exit(tables, citizen, spell)


def after_appointment(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> Spell:
    """Return a spell after the contact it was due for has been held on a day, or nobody came."""
    away, responds = stays_away(tables, citizen, spell), tables.responds[spell.scheme]
    if responds and (not away or is_sanctioned(tables, citizen, spell)):
        gain = gain_of_sanction(tables, spell) if away else gain_of(tables, citizen, spell)
        spell = with_effect(tables, citizen, spell, day, gain)
    if away:
        spell = called_again(tables, citizen, spell, day)
    else:
        spell = next_contact(tables, citizen, spell, day)
    return with_own_exit(tables, citizen, spell) if responds else spell


def with_effect(tables: Tables, citizen: Citizen, spell: Spell, day: int, gain: float) -> Spell:
    """Return a spell whose strength has come a share of what is missing to 1 nearer to it.

    What the latest contact by law has left is remembered beside it.
    """
    left = units_left(tables, citizen, spell, day)
    carried = strength_on(tables, spell, day)
    strength = carried + (1.0 - carried) * gain
    spell = spell._replace(left=left, counted_to=day, strength=strength, met=day)
    if due_for_law(tables, citizen, spell, day) < FAR:
        return spell._replace(law_strength=strength, law_met=day)
    return spell


def units_left(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the units of hazard that are left of a spell on a day, up to which it lasts."""
    if spell.counted_to >= day:
        return spell.left
    return units_counted(tables, citizen, spell, day)


def units_counted(tables: Tables, citizen: Citizen, spell: Spell, day: int) -> int:
    """Return the units of hazard left on a day that the count has not come to yet."""
    return own_exit(tables, citizen, spell, day)[1]


def gain_of(tables: Tables, citizen: Citizen, spell: Spell) -> float:
    """Return the share of the strength still missing that the contact that is due gives."""
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
