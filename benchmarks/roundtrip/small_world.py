"""A small municipality whose hazards are known: the truth that a round trip is held against.

Three hundred people in jobs, on ledighedsydelse or in fleksjob, over four years after four of
run-in. Nobody's hazard depends on who they are, only on how long they have been there. Those who
turn pension age, die or move within the time are left out from the start, which no hazard depends
on: so every stay ends by a hazard, or is under way when the window closes.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from borgerflow.experiments.questions.run.register.question import Register
from borgerflow.sim.engines import simulate
from borgerflow.sim.lives.tables import NO_TABLES
from borgerflow.sim.params import load
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.model import ExitHazard, Municipality, SchemeHazards
from borgerflow.sim.world.bare import exits_of
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import World, load_world, resolve

FIRST_SEED, WORLDS = 20261129, 2000
CITIZENS = 300
START, END = "2019-01-01", "2023-01-01"
NAME = "herning"  # that of a real one, since published figures are known by it
PERSONS, STOCKS = 500, {"ledighedsydelse": 40, "fleksjob": 120}
Hazards = Mapping[str, tuple[tuple[float, ...], Mapping[str, tuple[float, ...]]]]
# By scheme: the first weeks of bands, and hazards a week by destination and band.
WEEKS_MATTER: Hazards = {
    "job": ((0,), {"ledighedsydelse": (0.02,), "fleksjob": (0.005,)}),
    "ledighedsydelse": (
        (0, 4, 13),
        {"fleksjob": (0.08, 0.05, 0.02), "job": (0.03, 0.04, 0.05)},
    ),
    "fleksjob": ((0, 13), {"ledighedsydelse": (0.03, 0.015), "job": (0.01, 0.02)}),
}
# One hazard each, since no duration shows in published figures.
CONSTANT: Hazards = {
    "job": ((0,), {"ledighedsydelse": (0.03,)}),
    "ledighedsydelse": ((0,), {"job": (0.06,)}),
    "fleksjob": ((0,), {"job": (0.02,)}),
}
ASSUMED = {"source": "a small world", "grade": "assumed"}


@cache
def known_world(*, constant: bool) -> World:
    """Return the world whose hazards are `CONSTANT`, or those of `WEEKS_MATTER`."""
    world = load_world(NAME, start=START, end=END, params=load())
    known = {name: _form(*each) for name, each in (CONSTANT if constant else WEEKS_MATTER).items()}
    hazards = world.model.hazards.model_copy(
        update={"schemes": {**world.model.hazards.schemes, **known}}
    )
    return resolve(
        replace(
            world,
            model=replace(world.model, hazards=hazards),
            municipality=_small(world.municipality),
            exits=exits_of(hazards, world.law.schemes),
            tables=NO_TABLES,
        )
    )


def _form(bins: tuple[float, ...], exits: Mapping[str, tuple[float, ...]]) -> SchemeHazards:
    hazards = {
        to: ExitHazard(per_week=rates, range=(1, 1), **ASSUMED) for to, rates in exits.items()
    }
    return SchemeHazards(bins_weeks=bins, exits=hazards)


def _small(home: Municipality) -> Municipality:
    """Return a municipality of few persons, all stocks but `STOCKS` empty, none moving in."""
    return home.model_copy(
        update={
            "persons_18_66": _of(PERSONS, "persons"),
            "stocks": {name: _of(STOCKS.get(name, 0), "persons") for name in home.stocks},
            "inflow_factors": {},
            "newcomers_per_year": _of(0, "persons/year"),
        }
    )


def _of(value: float, unit: str) -> Estimate:
    return Estimate(value=value, low=value, high=value, unit=unit, **ASSUMED)


def register(seed: int, *, constant: bool) -> Register:
    """Return the lives of a small world, from which each shape of a register is written."""
    world = known_world(constant=constant)
    history = simulate(world, seed, 0, citizens=_who_stay(world, seed))
    return Register(history, world, world.params)


def _who_stay(world: World, seed: int) -> np.ndarray:
    """Return the first residents who neither die, move nor turn pension age in the time."""
    census = census_of(world.peopling, seed, 0)
    residents = np.arange(census.residents)
    stay = residents[census.people(residents).leaves >= world.end_day]
    return stay[:CITIZENS]
