"""From when to when one who stayed away loses benefit: read off contacts and spells."""

import numpy as np

from borgerflow.sim.base.arrays import Ints
from borgerflow.sim.engines.derived.cut import Stretches
from borgerflow.sim.lives.tables import HELD, SANCTIONED, Tables
from borgerflow.sim.records.history import ContactArrays, SpellArrays

PLACES = 1 << 32  # more days than there are


def sanction_stretches(
    tables: Tables, spells: SpellArrays, contacts: ContactArrays
) -> Stretches | None:
    """Return the days of whole spells on which a sanction is in force, None if nobody has one.

    A sanction lasts from the day of the contact until one is held in the spell, the spell ends or
    its most days have passed; one who is sanctioned again meanwhile loses nothing twice.
    Spells and contacts are sorted by citizen and day.
    """
    those = np.flatnonzero(contacts.outcome == SANCTIONED)
    if not those.size:
        return None
    group = tables.contact_group[contacts.scheme[those]]
    first, place = contacts.held[those], spells_on(spells, contacts, those)
    most = first + tables.sanction_days[group]
    after = np.minimum(np.minimum(most, next_contact_held(contacts)[those]), spells.end[place])
    lasts = first < after
    stretches = Stretches(place, first, after, tables.sanction_paid[group])
    return without_overlaps(Stretches._make(column[lasts] for column in stretches))


def spells_on(spells: SpellArrays, contacts: ContactArrays, those: Ints) -> Ints:
    """Return the places of the spells in which some of the appointments ended."""
    starts = spells.citizen * PLACES + spells.start
    days = contacts.citizen[those] * PLACES + contacts.held[those]
    return np.searchsorted(starts, days, side="right") - 1


def next_contact_held(contacts: ContactArrays) -> Ints:
    """Return the day of the next contact held with the citizen of each appointment, if any.

    Where there is none it is the last of all days.
    """
    rows = len(contacts.citizen)
    held = np.where(contacts.outcome == HELD, np.arange(rows), rows)
    following = np.minimum.accumulate(held[::-1])[::-1]
    citizen, day = np.append(contacts.citizen, -1), np.append(contacts.held, PLACES)
    return np.where(citizen[following] == contacts.citizen, day[following], PLACES)


def without_overlaps(stretches: Stretches) -> Stretches:
    """Return stretches, given by spell and first day, each ended where the next one begins."""
    place, first, after, factor = stretches
    goes_on = np.append(place[1:] == place[:-1], False)[: len(place)]
    until = np.where(goes_on, np.append(first[1:], PLACES)[: len(place)], PLACES)
    return Stretches(place, first, np.minimum(after, until), factor)
