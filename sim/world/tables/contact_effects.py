"""What contacts do to the hazards of a world, and what the hazards would be without them.

Hazards are estimated where contacts were held by law. Their effect must not be counted twice, so a
hazard is first divided by what the contacts of the law of the base year give it, on average over
each duration bin and in each group of citizens; with the rhythm of that law a world is then as it
was calibrated.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, parse_day
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.law.contact import ContactRhythm, contact_due_day
from borgerflow.sim.lives.tables import CONTACT_NUMBERS, Tables
from borgerflow.sim.params.contacts import SchemeEffects
from borgerflow.sim.params.reading.phrases import OF_TALKS, listed, no_hazard
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.columns import Columns, floats, ints, padded
from borgerflow.sim.world.tables.responders import (
    all_alike,
    refuse_strange_groups,
    relative_effects,
    responders_of,
)
from borgerflow.sim.world.tables.usual_sums import usual_sums

BASE_DAY = parse_day("2019-01-01")
LONGEST_DAYS = 520 * DAYS_PER_WEEK
STAGES_WEEKS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 26, 39, 52)
HALF_LIVES = 5  # after which nothing is left


def effect_columns(bare: BareWorld) -> Columns:
    """Return what contacts do to the hazards, and the sums of the usual hazards when they do.

    Raises
    ------
    InputError
        If a scheme has no contacts, or no hazard to a place where contacts are to lead; if nobody
        can be in a group.
    """
    preset, tables = bare.preset, bare.tables
    schemes = preset.schemes if preset else {}
    _refuse_strange(bare, schemes)
    columns = _strengths([schemes.get(name) for name in bare.scheme_names])
    believed = tables._replace(**columns)
    gain = {int(s): usual_gain(believed, int(s)) for s in np.flatnonzero(believed.responds)}
    factor = np.array([_factor(schemes.get(origin), to) for origin, to in bare.exits.names])
    rate = np.reshape(tables.rate, (-1, tables.bins, tables.exits))
    group = np.reshape(tables.group, (tables.cells, tables.exits))
    responders = all_alike(rate, group)
    if preset:
        refuse_strange_groups(preset, bare.scheme_names, tables)
        relative = relative_effects(preset, bare.scheme_names)
        responders = responders_of(tables, relative, factor, gain) if gain else responders
    calendar = np.reshape(tables.calendar, (tables.exits, tables.periods))
    return columns | usual_sums(tables.first_exit, rate, group, tables.frail, responders, calendar)


def _strengths(forms: Sequence[SchemeEffects | None]) -> Columns:
    """Return in which schemes contacts do something, how strongly, and how it fades."""
    responds, gain, acts_from, stages = zip(*map(_strength, forms), strict=True)
    width = max(map(len, stages))
    left = [[*(left for _, left in row), *[0.0] * (width - len(row))] for row in stages]
    return {
        "responds": ints(responds),
        "contact_gain": floats(gain),
        "contact_acts_from": ints(acts_from),
        "fadings": width,
        "fading_day": padded([[day for day, _ in row] for row in stages], FAR),
        "fading": floats(left),
    }


def _strength(form: SchemeEffects | None) -> tuple[bool, float, int, list[tuple[int, float]]]:
    """Return whether contacts do something in a scheme, their gain, the first day, the fading."""
    if form is None or all(_factor(form, to) == 1 for to in form.exits):
        return False, 1.0, 0, [(0, 0.0)]
    first_week = number_of(form.from_week) if form.from_week else 0.0
    first_day = round(first_week * DAYS_PER_WEEK)
    return True, number_of(form.gain), first_day, fading(number_of(form.half_life_weeks))


def fading(half_life_weeks: float) -> list[tuple[int, float]]:
    """Return what is left of an effect, by the days since the contact from which it is so."""
    weeks = [week for week in STAGES_WEEKS if week < HALF_LIVES * half_life_weeks]
    stages = [(w * DAYS_PER_WEEK, 0.5 ** (w / half_life_weeks)) for w in weeks]
    return [*stages, (round(HALF_LIVES * half_life_weeks * DAYS_PER_WEEK), 0.0)]


def _factor(form: SchemeEffects | None, destination: str) -> float:
    if form is None or destination not in form.exits:
        return 1.0
    return form.less_displaced(number_of(form.exits[destination]), destination)


def _refuse_strange(bare: BareWorld, schemes: Mapping[str, SchemeEffects]) -> None:
    contacted = [s.name for s in bare.law.schemes.values() if s.contact]
    for name, form in schemes.items():
        if name not in contacted:
            nothing = Wording(
                f"{name} er ikke en ordning med samtaler.", f"{name} is no scheme with talks."
            )
            raise InputError(OF_TALKS + nothing + nearest(name, contacted))
        known = [to for origin, to in bare.exits.names if origin == name]
        for to in (*form.exits, *(form.activation.exits if form.activation else ())):
            if to not in known:
                raise InputError(
                    OF_TALKS + no_hazard(name, to) + nearest(to, known) + listed(known)
                )


def usual_gain(tables: Tables, scheme: int) -> Floats:
    """Return the mean strength of the effect in each duration bin under the law of 2019.

    Contacts are held on their due days; the last bin is taken to its end or for ten years.
    """
    strength = strength_by_day(tables, scheme, law_days(tables, scheme))
    edges = np.asarray(tables.bin_day).reshape(tables.schemes, -1)[scheme]
    means = np.zeros(tables.bins)
    for b in range(tables.bins):
        inside = strength[edges[b] : min(edges[b + 1], LONGEST_DAYS)]
        means[b] = inside.mean() if inside.size else 0.0
    return means


def law_days(tables: Tables, scheme: int) -> list[int]:
    """Return the days of a spell on which the law of 2019 asks for contacts."""
    group = int(tables.contact_group[scheme])
    starts = np.asarray(tables.contact_day).reshape(-1, tables.contact_periods)[group]
    rules = np.asarray(tables.contact_rule).reshape(-1, tables.contact_periods, CONTACT_NUMBERS)
    period = int(np.searchsorted(starts, BASE_DAY, side="right")) - 1
    rhythm = ContactRhythm(*(int(number) for number in rules[group, period]))
    days: list[int] = []
    latest = contact_due_day(0, 0, 0, rhythm)
    while latest < LONGEST_DAYS:
        days.append(latest)
        latest = max(contact_due_day(0, len(days), latest, rhythm), latest + 1)
    return days


def strength_by_day(tables: Tables, scheme: int, held: Sequence[int]) -> Floats:
    """Return the strength of the effect on each day of a spell with contacts on these days."""
    stages, left = (
        np.asarray(table).reshape(tables.schemes, -1)[scheme]
        for table in (tables.fading_day, tables.fading)
    )
    after = np.arange(LONGEST_DAYS + 1)
    faded = left[np.searchsorted(stages, after, side="right") - 1]
    strength, gain = np.zeros(LONGEST_DAYS), float(tables.contact_gain[scheme])
    for day in (day for day in held if day >= tables.contact_acts_from[scheme]):
        strength[day:] = (strength[day] + (1 - strength[day]) * gain) * faded[: len(strength) - day]
    return strength
