"""Two engines, one history: the small municipality, compiled rules, and what an engine is asked."""

import re

import numba
import numpy as np
import pandas as pd
import pytest

from borgerflow.sim.base.compiling import compiled
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.compiled.jit import jit, part
from borgerflow.sim.engines.compiled.pointer import content_of, field_type, tables_at
from borgerflow.sim.lives.ages import age_band
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world
from tests.worlds.lived import citizen_of, lived, made_people
from tests.worlds.made import Exit, Place, made_tables


def side_by_side():
    """Return the proposals that can be run, without those that one before them excludes."""
    chosen = []
    for proposal in load().proposals.values():
        if proposal.mechanisms and not set(proposal.excludes) & set(chosen):
            chosen.append(proposal.id)
    return tuple(chosen)


PROPOSALS = side_by_side()


@pytest.fixture(scope="module")
def world():
    return load_world("modelkommune", population=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("municipality", "share", "chosen"),
    [
        ("modelkommune", 0.1, ()),
        ("modelkommune", 0.1, PROPOSALS),
        ("herning", 0.02, PROPOSALS),
        ("hedensted", 0.04, PROPOSALS),
    ],
    ids=["no proposal", "all proposals", "herning", "hedensted"],
)
def test_both_engines_tell_the_same_history(municipality, share, chosen):
    world = load_world(municipality, chosen, population=share)
    plain, compiled = (simulate(world, 3, 1, engine) for engine in ("reference", "compiled"))
    assert len(plain.spells) > 3_000
    assert len(plain.contacts) > 3_000
    assert plain == compiled
    for table in ("spells", "contacts", "enrolments"):
        pd.testing.assert_frame_equal(
            getattr(plain, table), getattr(compiled, table), check_exact=True
        )


def test_the_same_address_gives_the_same_history(world):
    assert simulate(world, 1, 0) == simulate(world, 1, 0, "compiled")


@pytest.mark.parametrize(("seed", "replication"), [(1, 1), (2, 0)])
def test_another_seed_or_replication_gives_another_history(world, seed, replication):
    assert simulate(world, 1, 0) != simulate(world, seed, replication)


def test_an_unknown_engine_is_refused_with_the_nearest_name(world):
    words = "No engine is called compild. Did you mean compiled? Known: auto, reference, compiled."
    with pytest.raises(InputError, match=re.escape(words)):
        simulate(world, engine="compild")


MADE = made_tables([Place([Exit(1, [0.1])]), Place(talks=[(0, 7, 1, 7, 7)])], horizon=43_000)


@pytest.mark.parametrize("name", Tables._fields)
def test_every_table_has_the_type_that_the_pointer_expects(world, name):
    """So that one compilation serves every world."""
    assert numba.typeof(getattr(world.tables, name)) == field_type(name)
    assert numba.typeof(getattr(MADE, name)) == field_type(name)


@compiled
def read_by_pointer(content):
    """Return numbers and places of tables, read where a pointer leads."""
    there = tables_at(content)
    numbers = there.cells, there.horizon, there.working_day[3]
    return *numbers, there.rate[3], there.bin_day[1], there.effect[2]


@pytest.mark.slow
def test_a_pointer_leads_to_the_tables_by_name(world):
    tables = world.tables
    numbers = (tables.cells, tables.horizon, tables.working_day[3])
    places = (tables.rate[3], tables.bin_day[1], tables.effect[2])
    assert read_by_pointer(content_of(tables)) == numbers + places


def test_a_table_of_another_type_than_compiled_code_reads_is_refused(world):
    """It would be read as if it were of the right one."""
    wrong = world.tables._replace(rate=world.tables.rate.astype(np.float32))
    with pytest.raises(TypeError, match=r"tables\.rate is array\(float32.*reads array\(float64"):
        content_of(wrong)


@pytest.mark.slow
def test_a_field_that_no_table_has_is_not_there(world):
    with pytest.raises(numba.TypingError, match="Unknown attribute 'rates'"):
        numba.njit(lambda content: tables_at(content).rates)(content_of(world.tables))


def test_a_compiled_rule_gives_what_the_function_gives():
    citizen = citizen_of(made_people(1, birthdays=(100, 200, 300, 400)), 0)._replace(key=1)
    compiled = jit(age_band)
    assert [compiled(citizen, day) for day in range(50, 450, 50)] == [
        age_band(citizen, day) for day in range(50, 450, 50)
    ]


def test_what_only_compiled_code_can_call_is_kept_under_a_name_of_its_own():
    assert part(age_band)._cache._name != jit(age_band)._cache._name


def test_nobody_is_no_problem():
    """A municipality without citizens has an empty history."""
    tables = made_tables([Place([Exit(1, [0.1])]), Place()])
    spells, contacts = lived(tables, made_people(0))
    assert len(spells.citizen) == len(contacts.citizen) == 0


def test_histories_grow_as_long_as_lives_are():
    """One citizen with thousands of spells and talks needs no more room given beforehand."""
    talks = [(0, 1, 1, 1, 1)]
    places = [Place([Exit(1, [3.0])], talks=talks), Place([Exit(0, [3.0])], talks=talks)]
    tables = made_tables(places, horizon=46_000)
    spells, contacts = lived(tables, made_people(1))
    assert len(spells.citizen) > 1_000
    assert len(contacts.citizen) > 1_000
    assert (spells.start[1:] == spells.end[:-1]).all()
