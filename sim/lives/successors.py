"""Where citizens are when law has ended a scheme, or closed it to those who are not in it.

Who is in a scheme on the day it ends carries on in the one it becomes: a row of its own in the
history, but no new case. How long they have been helped, the contacts behind them and what these
still do are theirs in the successor too. Who is in a closed scheme goes on by old law. Who would
have entered it goes elsewhere: one who would have left the own scheme for it may stay there, one
whose stay is over by law goes where stated shares say. To come back to it is to enter.
"""

from borgerflow.sim.base.chance import EXIT_AGAIN, INSTEAD, INSTEAD_AT_ONCE, exponential, uniform
from borgerflow.sim.lives.categories import category_after
from borgerflow.sim.lives.tables import NOBODY, UNITS, Citizen, Spell, Tables

STAYS = -2  # decided where a citizen who would have left for a scheme stays where they are
AN_OCCASION = 1 << 20  # more spells than a life has


def first_day_of(spell: Spell) -> int:
    """Return the first day of a spell in its scheme: that of a predecessor may lie before."""
    return max(spell.start, spell.carried_on)


def is_carried_on(spell: Spell, today: int) -> bool:
    """Tell whether a spell carries on one whose scheme ends today."""
    return spell.carried_on == today


def takes_over(tables: Tables, spell: Spell, scheme: int, today: int) -> bool:
    """Tell whether a scheme is the successor of the spell's own, which ends today."""
    return bool(tables.ends_on[spell.scheme] == today and tables.becomes[spell.scheme] == scheme)


def is_closed(tables: Tables, scheme: int, day: int) -> bool:
    """Tell whether a scheme takes nobody new on a day."""
    return bool(tables.closed_from[scheme] <= day < tables.closed_until[scheme])


def successor(tables: Tables, scheme: int, day: int) -> int:
    """Return what a scheme has become by a day: itself where it has not ended."""
    if tables.ends_on[scheme] > day:
        return scheme
    became: int = tables.becomes[scheme]
    return became


def chosen_instead(tables: Tables, scheme: int, origin: int, drawn: float) -> int:
    """Return where one goes who cannot enter a closed scheme; never back to the scheme left.

    Where no other is named that is the scheme left all the same.
    """
    first, after = tables.first_instead[scheme], tables.first_instead[scheme + 1]
    left, chosen = 0.0, origin
    for i in range(first, after):
        if tables.instead_scheme[i] != origin:
            left += tables.instead_share[i]
    left *= drawn
    for i in range(first, after):
        if tables.instead_scheme[i] != origin:
            chosen = tables.instead_scheme[i]
            if left < tables.instead_share[i]:
                return int(chosen)
            left -= tables.instead_share[i]
    return int(chosen)


def entered_after_all(tables: Tables, citizen: Citizen, scheme: int, ordinal: int, day: int) -> int:
    """Return the scheme entered at once on the way to another, whichever spell comes before."""
    if day < tables.law_turns:
        return scheme
    if is_closed(tables, scheme, day):
        drawn = uniform(citizen.key, INSTEAD_AT_ONCE, ordinal)
        scheme = chosen_instead(tables, scheme, NOBODY, drawn)
    return successor(tables, scheme, day)


def first_in_force(tables: Tables, citizen: Citizen, spell: Spell, enters: int) -> Spell:
    """Return a citizen's first spell, in another scheme where law knows its own no more.

    One under way since before its scheme was closed goes on.
    """
    scheme = spell.scheme
    if enters < tables.law_turns:
        return spell
    if is_closed(tables, scheme, enters) and spell.start >= tables.closed_from[scheme]:
        scheme = entered_after_all(tables, citizen, scheme, spell.ordinal, enters)
    scheme = successor(tables, scheme, enters)
    if scheme == spell.scheme:
        return spell
    return spell._replace(scheme=scheme, category=category_after(tables, citizen, spell, enters))


def follows_deadline(tables: Tables, citizen: Citizen, spell: Spell, scheme: int, day: int) -> int:
    """Return the scheme that follows where a stay is over by law, on the way to a scheme.

    One that has ended is named as it was, so that who enters its successor is paid as from it.
    """
    if day < tables.law_turns:
        return scheme
    if is_closed(tables, scheme, day):
        drawn = uniform(citizen.key, INSTEAD, occasion_of(spell))
        scheme = chosen_instead(tables, scheme, spell.scheme, drawn)
    return spell.scheme if successor(tables, scheme, day) == spell.scheme else scheme


def follows_own_exit(
    tables: Tables, citizen: Citizen, spell: Spell, scheme: int, day: int
) -> tuple[int, int]:
    """Return the scheme that follows one's own exit to a scheme, and STAYS if none does, else -1.

    One stays who would have left for a scheme that has become the own, too. One that has ended is
    named as `follows_deadline` does.
    """
    if day < tables.law_turns:
        return scheme, -1
    if is_closed(tables, scheme, day):
        drawn, stays = uniform(citizen.key, INSTEAD, occasion_of(spell)), tables.stays_share[scheme]
        if drawn < stays:
            return spell.scheme, STAYS
        scheme = chosen_instead(tables, scheme, spell.scheme, (drawn - stays) / (1.0 - stays))
    if successor(tables, scheme, day) == spell.scheme:
        return spell.scheme, STAYS
    return scheme, -1


def occasion_of(spell: Spell) -> int:
    """Return the occasion of what is drawn about the end of a spell, anew each time one stays."""
    return spell.ordinal + spell.stayed * AN_OCCASION


def units_anew(citizen: Citizen, spell: Spell) -> int:
    """Return the units of hazard that one who has stayed lives through before leaving."""
    return int(exponential(citizen.key, EXIT_AGAIN, occasion_of(spell)) * UNITS) + 1
