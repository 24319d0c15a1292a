"""Compulsory activation beside the law's own: what a duty takes and does, as rows of programmes.

Hazards are estimated where law asks for activation, and hold what it does already: a duty is
counted beside it, and nothing is taken out.
"""

from collections.abc import Iterator

import numpy as np

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.params import Estimate
from borgerflow.sim.params.contacts import (
    Preset,
    SchemeEffects,
)
from borgerflow.sim.world.bare import BareWorld, number_of_name
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.contact_rules import Duty
from borgerflow.sim.world.municipality import course_on, value_of
from borgerflow.sim.world.tables.mechanisms import ProgrammeRow

EVERYBODY = 1.0


def form_on(scheme: str, preset: Preset | None) -> SchemeEffects | None:
    """Return what a belief says of a scheme, None where it says nothing of activation there."""
    form = preset.schemes.get(scheme) if preset else None
    return form if form and form.activation else None


def duty_rows(bare: BareWorld) -> Iterator[ProgrammeRow]:
    """Yield a compulsory programme for each scheme of each duty."""
    for duty in bare.duties:
        for scheme in duty.schemes:
            row = _price_alone(bare, duty, scheme)
            form = form_on(scheme, bare.preset)
            yield _with_effects(bare, row, scheme, form) if form else row


def _price_alone(bare: BareWorld, duty: Duty, scheme: str) -> ProgrammeRow:
    """Return the compulsory programme that a duty is on one scheme if it changes no hazard."""
    course = course_on(scheme, bare.params)
    unmoved = np.ones(len(bare.exits.names))
    return ProgrammeRow(
        bare.scheme_names.index(scheme),
        number_of_name(duty.name),
        (0, FAR),
        ((duty.start, duty.until, EVERYBODY),),
        _days(course.weeks.value),
        value_of(course.completion, EVERYBODY),
        lasts=0,
        reach=EVERYBODY,
        cells=cells_where(duty.target),
        hold=unmoved,
        gain=unmoved,
        at=_days(duty.week),
        price=value_of(course.kroner_per_week, 0.0) / DAYS_PER_WEEK,
    )


def _with_effects(
    bare: BareWorld, row: ProgrammeRow, scheme: str, form: SchemeEffects
) -> ProgrammeRow:
    """Return a compulsory programme that does what a belief says."""
    effects = form.activation
    assert effects is not None

    def on_exits(factor: Estimate) -> Floats:
        factors = np.ones(len(bare.exits.names))
        for to in effects.exits:
            number = bare.exits.number(scheme, to)
            factors[number] = form.less_displaced(value_of(factor, 1.0), to)
        return factors

    return row._replace(
        lasts=_days(effects.lasts_weeks.value),
        ahead=_days(effects.threat_weeks.value),
        threat=on_exits(effects.threat),
        hold=on_exits(effects.lock_in),
        gain=on_exits(effects.effect),
    )


def _days(weeks: float | None) -> int:
    return round((weeks or 0.0) * DAYS_PER_WEEK)
