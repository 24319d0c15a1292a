"""What talks do to the hazards of a world, and what the hazards would be without them.

Hazards are estimated where talks were held by law. An effect of talks must not be counted twice,
so a hazard is first divided by what the talks of the law of the base year give it, on average
over each duration bin and in each group of citizens; with the rhythm of that law a world is then
as it was calibrated.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, parse_day
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.law.contact import ContactRhythm, contact_due_day
from borgerflow.sim.lives.tables import CONTACT_NUMBERS, Tables
from borgerflow.sim.params import LawBook, Params, read_model
from borgerflow.sim.params.contacts import ActivationEffects, ContactEffects, Preset, SchemeEffects
from borgerflow.sim.world.contact_rules import ContactPolicy
from borgerflow.sim.world.tables.contacts import number_of
from borgerflow.sim.world.tables.deadlines import Columns, padded
from borgerflow.sim.world.tables.hazards import Exits, Responders, usual_sums
from borgerflow.sim.world.tables.responders import refuse_strange_groups, relative_effects

Floats = NDArray[np.float64]
FILE = "contact_effects.yaml"
BASE_DAY = parse_day("2019-01-01")
LONGEST_DAYS = 520 * DAYS_PER_WEEK
STAGES_WEEKS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 26, 39, 52)
HALF_LIVES = 5  # after which nothing is left
GAIN, HALF_LIFE = "gain", "half_life_weeks"
ACTIVATION = ("threat", "threat_weeks", "lock_in", "effect", "lasts_weeks")


def preset_of(params: Params, talks: ContactPolicy) -> Preset | None:
    """Return what talks do, as a world is told, or None where they do nothing.

    Raises
    ------
    InputError
        If no preset and no file has this name, or a factor set is not one of the preset.
    """
    if not talks.effects:
        if talks.factors:
            raise InputError("A factor of talks is set, but no preset of effects is named.")
        return None
    path = Path(talks.effects)
    if path.suffix in (".yaml", ".yml"):
        presets = read_model(path, ContactEffects).presets
        name = next(iter(presets), "")
    else:
        presets = read_model(params.directory / "model" / FILE, ContactEffects).presets
        name = talks.effects
    if name not in presets:
        raise InputError(
            f"No effects of talks are called {name}.{nearest(name, presets)}"
            f" Known: {', '.join(presets)}."
        )
    return changed(presets[name], talks.factors)


def changed(preset: Preset, factors: Mapping[str, float]) -> Preset:
    """Return a preset with some numbers set: ``dagpenge.job``, ``dagpenge.gain`` and so on.

    A group goes by its name, as ``dagpenge.graduates``.
    """
    schemes = dict(preset.schemes)
    for name, value in factors.items():
        scheme, _, number = name.partition(".")
        known = [f"{s}.{n}" for s in schemes for n in numbers_of(schemes[s])]
        if name not in known:
            raise InputError(
                f"The effects of talks have no number {name}.{nearest(name, known)}"
                f" Known: {', '.join(known)}."
            )
        form = schemes[scheme]
        if number in (GAIN, HALF_LIFE):
            update: Mapping[str, object] = {number: getattr(form, number).at(value)}
        elif number.startswith("activation."):
            update = {"activation": _activation_with(form, number, value)}
        elif number in form.exits:
            update = {"exits": {**form.exits, number: form.exits[number].at(value)}}
        else:
            group = form.groups[number]
            told = group.model_copy(update={"effect": group.effect.at(value)})
            update = {"groups": {**form.groups, number: told}}
        schemes[scheme] = form.model_copy(update=dict(update))
    return preset.model_copy(update={"schemes": schemes})


def numbers_of(form: SchemeEffects) -> tuple[str, ...]:
    """Return the names of the numbers of a scheme that may be set."""
    activation = (f"activation.{name}" for name in ACTIVATION) if form.activation else ()
    return (GAIN, HALF_LIFE, *form.exits, *form.groups, *activation)


def _activation_with(form: SchemeEffects, number: str, value: float) -> ActivationEffects:
    assert form.activation is not None
    name = number.removeprefix("activation.")
    return form.activation.model_copy(update={name: getattr(form.activation, name).at(value)})


def effect_tables(law: LawBook, preset: Preset) -> Columns:
    """Return in which schemes talks do something, how strongly, and how it fades."""
    names = law.scheme_names
    responds, gain = np.zeros(len(names), np.int64), np.ones(len(names))
    acts_from = np.zeros(len(names), np.int64)
    stages: list[list[tuple[int, float]]] = [[(0, 0.0)] for _ in names]
    for s, name in enumerate(names):
        form = preset.schemes.get(name)
        if form is not None and any(_factor(preset, name, to) != 1 for to in form.exits):
            responds[s] = 1
            gain[s] = number_of(form.gain)
            acts_from[s] = round(number_of(form.from_week) * DAYS_PER_WEEK) if form.from_week else 0
            stages[s] = fading(number_of(form.half_life_weeks))
    width = max(len(row) for row in stages)
    left = [[*(left for _, left in row), *[0.0] * (width - len(row))] for row in stages]
    return {
        "responds": responds,
        "contact_gain": gain,
        "contact_acts_from": acts_from,
        "fadings": width,
        "fading_day": padded([[day for day, _ in row] for row in stages], FAR).reshape(-1),
        "fading": np.array(left).reshape(-1),
    }


def fading(half_life_weeks: float) -> list[tuple[int, float]]:
    """Return what is left of an effect, by the days since the talk from which it is so."""
    weeks = [week for week in STAGES_WEEKS if week < HALF_LIVES * half_life_weeks]
    stages = [(w * DAYS_PER_WEEK, 0.5 ** (w / half_life_weeks)) for w in weeks]
    return [*stages, (round(HALF_LIVES * half_life_weeks * DAYS_PER_WEEK), 0.0)]


def _factor(preset: Preset, origin: str, destination: str) -> float:
    form = preset.schemes.get(origin)
    if form is None or destination not in form.exits:
        return 1.0
    return form.less_displaced(number_of(form.exits[destination]))


def _refuse_strange(law: LawBook, preset: Preset, exits: Sequence[tuple[str, str]]) -> None:
    contacted = [s.name for s in law.schemes.values() if s.contact]
    for name, form in preset.schemes.items():
        if name not in contacted:
            raise InputError(
                f"effects of talks: {name} is no scheme with talks.{nearest(name, contacted)}"
            )
        known = [to for origin, to in exits if origin == name]
        for to in (*form.exits, *(form.activation.exits if form.activation else ())):
            if to not in known:
                raise InputError(
                    f"effects of talks: {name} has no hazard to {to}.{nearest(to, known)}"
                    f" Known: {', '.join(known)}."
                )


def usual_gain(tables: Tables, scheme: int) -> Floats:
    """Return the mean strength of the effect in each duration bin under the law of 2019.

    Talks are held on their due days; the last bin is taken to its end or for ten years.
    """
    strength = strength_by_day(tables, scheme, law_days(tables, scheme))
    edges = np.asarray(tables.bin_day).reshape(tables.schemes, -1)[scheme]
    means = np.zeros(tables.bins)
    for b in range(tables.bins):
        inside = strength[edges[b] : min(edges[b + 1], LONGEST_DAYS)]
        means[b] = inside.mean() if inside.size else 0.0
    return means


def law_days(tables: Tables, scheme: int) -> list[int]:
    """Return the days of a spell on which the law of 2019 asks for talks."""
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


def strength_by_day(tables: Tables, scheme: int, talks: Sequence[int]) -> Floats:
    """Return the strength of the effect on each day of a spell with talks on these days."""
    stages, left = (
        np.asarray(table).reshape(tables.schemes, -1)[scheme]
        for table in (tables.fading_day, tables.fading)
    )
    after = np.arange(LONGEST_DAYS + 1)
    faded = left[np.searchsorted(stages, after, side="right") - 1]
    strength, gain = np.zeros(LONGEST_DAYS), float(tables.contact_gain[scheme])
    for day in (day for day in talks if day >= tables.contact_acts_from[scheme]):
        strength[day:] = (strength[day] + (1 - strength[day]) * gain) * faded[: len(strength) - day]
    return strength


def with_effects(tables: Tables, law: LawBook, preset: Preset | None, exits: Exits) -> Tables:
    """Return the tables of a world in which talks do what a preset says.

    ``tables`` are those of the world without effects; where talks do nothing they are returned.

    Raises
    ------
    InputError
        If a scheme has no talks, or no hazard to a place where talks are to lead; if nobody can
        be in a group.
    """
    if preset is None:
        return tables
    _refuse_strange(law, preset, exits.names)
    refuse_strange_groups(preset, law.scheme_names, tables)
    told = tables._replace(**effect_tables(law, preset))
    if not told.responds.any():
        return tables
    factor = np.array([_factor(preset, origin, to) for origin, to in exits.names])
    responders = responders_of(told, factor, relative_effects(preset, law.scheme_names))
    rate = np.reshape(tables.rate, (-1, tables.bins, tables.exits))
    group = np.reshape(tables.group, (tables.cells, tables.exits))
    return told._replace(
        **usual_sums(exits.first, rate, group, np.asarray(tables.frail), responders)
    )


def responders_of(tables: Tables, factor: Floats, relative: Floats) -> Responders:
    """Return who responds to talks alike, and how: what talks do in them is the same.

    No hazard falls below none, however much talks are to lower it.

    Parameters
    ----------
    factor, relative : ndarray
        On each hazard at full strength, [exit]; what a citizen has of what is beyond 1 in it,
        [scheme, came, cell].
    """
    apart, number = np.unique(relative, return_inverse=True)
    effect = np.maximum(0.0, 1 + np.outer(apart, factor - 1))
    contacted = np.ones((len(apart), tables.bins, tables.exits))
    for s in np.flatnonzero(tables.responds):
        here = slice(tables.first_exit[s], tables.first_exit[s + 1])
        gain = usual_gain(tables, int(s))
        contacted[:, :, here] = 1 + gain[:, None] * (effect[:, None, here] - 1)
    return Responders(number.reshape(relative.shape), effect, contacted)
