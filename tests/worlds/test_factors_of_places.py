"""What a municipality multiplies hazards by: by way, and by where people came from."""

from dataclasses import replace

import numpy as np
import pytest

from borgerflow.sim.lives.tables import NO_TABLES
from borgerflow.sim.params import Estimate
from borgerflow.sim.world.world import load_world, resolve

HALF = Estimate(value=0.5, unit="factor", source="made up", grade="estimated")


@pytest.fixture(scope="module")
def usual():
    return load_world("modelkommune")


def rates(world):
    """Return the weekly hazards, [came from, bin, exit]: those who came from nowhere first."""
    tables = world.tables
    return np.reshape(tables.rate, (tables.schemes + 1, tables.bins, tables.exits))


def times(world, way):
    """Return what hazards are multiplied by where a municipality halves those of a way."""
    factors = {**world.municipality.hazard_factors, way: HALF}
    home = world.municipality.model_copy(update={"hazard_factors": factors})
    halved = rates(resolve(replace(world, municipality=home, tables=NO_TABLES)))
    before = rates(world)
    return np.divide(halved, before, out=np.ones_like(before), where=before > 0)


def test_a_factor_on_a_way_back_moves_those_who_came_from_there_and_no_others(usual):
    found = times(usual, "dagpenge>job>dagpenge")
    came = usual.scheme_names.index("dagpenge") + 1
    exit_ = usual.exits.number("job", "dagpenge")
    assert found[came, :3, exit_] == pytest.approx([0.5] * 3)
    assert np.argwhere(found != 1)[:, [0, 2]].tolist() == [[came, exit_]] * 3


def test_a_way_back_without_a_hazard_of_its_own_has_nothing_to_be_multiplied(usual):
    assert (times(usual, "fleksjob>job>dagpenge") == 1).all()
