"""Compulsory activation in a question about talks: what is refused, and what is to be told."""

from collections.abc import Sequence
from pathlib import Path

from experiments.contacts.settings import Rhythm, Scope
from experiments.contacts.worlds import OF_ACTIVATION, named_preset
from experiments.findings import Notice
from sim.activation import course_on, form_on
from sim.errors import InputError
from sim.params import Params
from sim.world import World

BESIDE = Notice(
    "Pligten kommer oven i lovens egen aktivering: den rummes i den afgang, der er kalibreret, og "
    "i dens pris; intet er trukket fra.",
    "The duty stands beside the law's own activation: the calibrated hazards hold that, and so "
    "does its price; nothing is taken off.",
)


def asks_for_activation(rhythms: Sequence[Rhythm]) -> bool:
    """Tell whether compulsory activation is tried."""
    return any(rhythm.kind == "activation" for rhythm in rhythms)


def refuse_beside_activation(rhythms: Sequence[Rhythm], scope: Scope, params: Params) -> None:
    """Refuse options that are about talks alone, and a scheme where no activation is known."""
    if not asks_for_activation(rhythms):
        return
    given = {
        "--from-week": scope.from_week,
        "--to-week": scope.to_week is not None,
        "--weeks-left": scope.weeks_left != (None, None),
        "--instead": scope.instead,
        "--talk": scope.talk,
    }
    for option, value in given.items():
        if value:
            raise InputError(
                f"{option} is about talks: expected --activation without it; --target says whose."
            )
    for scheme in scope.schemes:
        course_on(scheme, params)


def activation_notices(world: World, scope: Scope, rhythms: Sequence[Rhythm]) -> list[Notice]:
    """Return what is to be told where compulsory activation is tried."""
    if not asks_for_activation(rhythms):
        return []
    believed = Path(world.talks.effects).stem
    silent = [name for name in scope.schemes if not _acts(world, name)]
    return [
        BESIDE,
        *(
            Notice(
                f"I {name} ændrer aktivering intet i {believed!r}: kun prisen ses.",
                f"In {name} activation changes nothing under {believed!r}: only the price shows.",
            )
            for name in silent
        ),
    ]


def _acts(world: World, scheme: str) -> bool:
    form = form_on(scheme, named_preset(world))
    return form is not None and any(
        getattr(form.activation, name).value != 1 for name in OF_ACTIVATION
    )
