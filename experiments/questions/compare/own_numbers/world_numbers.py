"""The uncertain numbers of a world itself: hazards, prices, inflow, and law of the years ahead.

Which they are is what the answer lists among its assumptions. A hazard is one factor on all rows
of a way out, 95 % of it within its range and as likely to be above 1 as below; of another number
the value is the likeliest and its range the ends, unless the number says otherwise. Where a
municipality's factors were drawn when it was calibrated, these draws stand for the hazards and the
inflow they are of, which hang together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from borgerflow.sim.lives.tables import NO_TABLES
from borgerflow.sim.params import Estimate
from borgerflow.sim.params.estimates import likeliest_at_value
from borgerflow.sim.params.law.values import DatedValue
from borgerflow.sim.params.municipalities import WAY
from borgerflow.sim.params.municipalities.factor_draws import (
    FactorDraws,
    draws_file,
    read_draws,
    with_draw,
)
from borgerflow.sim.params.patches.catalogue import COSTS, HAZARDS
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.params.patches.graded import EFFECTS, graded_in, with_numbers
from borgerflow.sim.params.patches.law import dated_values, with_law_numbers
from borgerflow.sim.world.municipality import file_of
from borgerflow.sim.world.world import World, resolve

LAW = "law"
INFLOW = "inflow_factors"
OF_TALKS = ("gain", "half_life_weeks")  # beside the exits, which are the proposals' own numbers


@dataclass(frozen=True)
class WorldNumber:
    """A number of both worlds that has a low and a high end; a hazard by the factor on it."""

    name: str
    estimate: Estimate
    draws: FactorDraws | None = None  # of a municipality; the value is then the place among them

    def line(self, value: float) -> PatchLine:
        """Return what sets the number."""
        times = "x" if self.name.startswith(f"{HAZARDS}.") else ""
        return PatchLine(self.name, f"{times}{value:.12f}")


def world_numbers(world: World, listed: Iterable[str]) -> tuple[WorldNumber, ...]:
    """Return the uncertain numbers of a world among those that an answer lists, by name.

    Draws of a calibration stand for those that they are of, and are none where none is listed.
    """
    draws, listed = posterior_of(world), tuple(listed)
    stood_for = [name for name in listed if draws is not None and is_of(draws, world, name)]
    names = [name for name in listed if name not in stood_for]
    known = _estimates(world, names)
    found = [WorldNumber(name, known[name]) for name in names if name in known]
    if draws is not None and stood_for:
        found.append(WorldNumber(f"{world.municipality.name}.posterior", _places(draws), draws))
    return tuple(number for number in found if number.estimate.low != number.estimate.high)


def set_in(world: World, values: Sequence[tuple[WorldNumber, float]]) -> World:
    """Return a world with some of its numbers at these values.

    Raises
    ------
    InputError
        If there is no such world.
    """
    lines = [number.line(value) for number, value in values if number.draws is None]
    home = world.municipality
    for number, value in values:
        if number.draws is not None:
            home = with_draw(home, number.draws, round(value))
    home = with_numbers(home.name, home, lines)
    hazards = with_numbers(HAZARDS, world.model.hazards, lines)
    costs = with_numbers(COSTS, world.model.costs, lines)
    of_law = [line for line in lines if line.name.startswith(f"{LAW}.")]
    law = with_law_numbers(world.params.law, of_law) if of_law else world.params.law
    of_talks = {n.name.removeprefix(f"{EFFECTS}."): v for n, v in values if EFFECTS in n.name}
    changed = replace(
        world,
        params=replace(world.params, law=law) if of_law else world.params,
        model=replace(world.model, hazards=hazards, costs=costs),
        municipality=home,
        contacts=replace(world.contacts, factors={**world.contacts.factors, **of_talks}),
        tables=NO_TABLES,
    )
    return resolve(changed)


def _estimates(world: World, names: Sequence[str]) -> dict[str, Estimate]:
    """Return the numbers that can be drawn with their distributions, by name."""
    home = world.municipality
    found = {
        name: likeliest_at_value(each)
        for prefix, form in ((COSTS, world.model.costs), (home.name, home))
        for name, each in graded_in(prefix, form).items()
        if isinstance(each, Estimate)
    }
    hazards = world.model.hazards.schemes
    for scheme, form in hazards.items():
        for to, hazard in form.exits.items():
            found[f"{HAZARDS}.{scheme}.{to}"] = _factor(*hazard.range, hazard.grade, hazard.source)
    dated = dated_values(world.params.law)
    found |= {n: _of_law(v, unit) for n, (v, unit) in dated.items() if v.low is not None}
    if world.preset is not None:
        talks = graded_in(EFFECTS, world.preset)
        groups = [g for form in world.preset.schemes.values() for g in form.groups]
        found |= {
            name: likeliest_at_value(each)
            for name, each in talks.items()
            if isinstance(each, Estimate) and name.split(".")[-1] in (*OF_TALKS, *groups)
        }
    return {name: found[name] for name in names if name in found and _has_range(found[name])}


def _has_range(estimate: Estimate) -> bool:
    return estimate.low is not None and estimate.high is not None


def _factor(low: float, high: float, grade: str, source: str) -> Estimate:
    """Return the factor on a hazard: of both ends above nought its logarithm is normal."""
    told = {"unit": "factor", "grade": grade, "source": source}
    kind = "lognormal" if low > 0 else "triangular"
    return Estimate.model_validate(
        {"low": low, "value": 1, "high": high, "distribution": kind, **told}
    )


def _of_law(value: DatedValue, unit: str) -> Estimate:
    ends = {"low": value.low, "value": value.value, "high": value.high}
    told = {"unit": unit, "grade": value.grade, "source": value.source}
    return Estimate.model_validate({**ends, **told, "distribution": "triangular"})


def posterior_of(world: World) -> FactorDraws | None:
    """Return the draws of a municipality's factors, None where it has none.

    In an order along which they change little by little: that of their main direction.
    """
    path = draws_file(file_of(world.params, world.municipality.name))
    if not path.is_file():
        return None
    found = read_draws(path)
    logs = np.log(np.array(found.factors))
    _, _, directions = np.linalg.svd(logs - logs.mean(axis=0), full_matrices=False)
    order = np.argsort(logs @ directions[0], kind="stable")
    return FactorDraws(found.ways, tuple(found.factors[k] for k in order))


def _places(draws: FactorDraws) -> Estimate:
    told = {"unit": "number", "grade": "estimated", "source": "calibration"}
    return Estimate.model_validate(
        {"low": 0, "value": None, "high": len(draws.factors) - 1, "distribution": "uniform", **told}
    )


def is_of(draws: FactorDraws, world: World, name: str) -> bool:
    """Tell whether draws of a municipality's factors say what a number of hazards or inflow is."""
    ways = {way for column in draws.ways for way in column}
    prefix, *parts = name.split(".")
    if prefix == HAZARDS:
        origin, to = parts
        return bool(ways & {f"{origin}{WAY}{to}", f"{WAY}{to}", f"{origin}{WAY}"})
    return name in {f"{world.municipality.name}.{INFLOW}.{way.removeprefix(WAY)}" for way in ways}
