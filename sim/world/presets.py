"""What contacts are held to do: presets of ``model/contact_effects.yaml`` or a file like it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Entry, Params, read_model
from borgerflow.sim.params.contacts import ContactEffects, Preset, SchemeEffects
from borgerflow.sim.params.patches.graded import EFFECTS
from borgerflow.sim.params.reading.phrases import listed
from borgerflow.sim.world.contact_rules import ContactPolicy

FILE = "contact_effects.yaml"
OF_ACTIVATION = ("threat", "threat_weeks", "lock_in", "effect", "lasts_weeks")
AnEntry = TypeVar("AnEntry", bound=Entry)


def preset_of(params: Params, contacts: ContactPolicy) -> Preset | None:
    """Return what contacts do, as a world is told, or None where they do nothing.

    Raises
    ------
    InputError
        If no preset and no file has this name, or a factor set is not one of the preset.
    """
    if not contacts.effects:
        if contacts.factors:
            raise InputError(
                Wording(
                    "En faktor for samtaler er sat, men ingen samling af effekter er nævnt.",
                    "A factor of talks is set, but no preset of effects is named.",
                )
            )
        return None
    path = Path(contacts.effects)
    if path.suffix in (".yaml", ".yml"):
        presets = read_model(path, ContactEffects).presets
        name = next(iter(presets), "")
    else:
        presets = read_model(params.directory / "model" / FILE, ContactEffects).presets
        name = contacts.effects
    if name not in presets:
        nothing = Wording(
            f"Der findes ingen effekter af samtaler med navnet {name}.",
            f"No effects of talks are called {name}.",
        )
        raise InputError(nothing + nearest(name, presets) + listed(presets))
    return _changed(params.patched_form(EFFECTS, presets[name]), contacts.factors)


def _changed(preset: Preset, factors: Mapping[str, float]) -> Preset:
    """Return a preset with some numbers set: ``dagpenge.job``, ``dagpenge.gain`` and so on.

    A group goes by its name, as ``dagpenge.graduates``.
    """
    schemes = dict(preset.schemes)
    for name, value in factors.items():
        scheme, _, number = name.partition(".")
        known = [f"{s}.{n}" for s in schemes for n in _numbers_of(schemes[s])]
        if name not in known:
            nothing = Wording(
                f"Effekterne af samtaler har intet tal {name}.",
                f"The effects of talks have no number {name}.",
            )
            raise InputError(nothing + nearest(name, known) + listed(known))
        schemes[scheme] = _with(schemes[scheme], number, value)
    return preset.model_copy(update={"schemes": schemes})


def _numbers_of(form: SchemeEffects) -> tuple[str, ...]:
    """Return the names of the numbers of a scheme that may be set."""
    activation = (f"activation.{name}" for name in OF_ACTIVATION) if form.activation else ()
    return ("gain", "half_life_weeks", *form.exits, *form.groups, *activation)


def _with(form: SchemeEffects, number: str, value: float) -> SchemeEffects:
    """Return the effects in a scheme with one number set."""
    kind, _, name = number.rpartition(".")
    if kind and form.activation:
        return form.model_copy(update={"activation": _set(form.activation, name, value)})
    if number in form.exits:
        exits = {**form.exits, number: form.exits[number].at(value)}
        return form.model_copy(update={"exits": exits})
    if number in form.groups:
        groups = {**form.groups, number: _set(form.groups[number], "effect", value)}
        return form.model_copy(update={"groups": groups})
    return _set(form, number, value)


def _set(entry: AnEntry, name: str, value: float) -> AnEntry:
    return entry.model_copy(update={name: getattr(entry, name).at(value)})
