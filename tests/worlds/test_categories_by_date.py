"""What a benefit is paid as from the day on which law has other categories."""

from functools import cache

import numpy as np
import pytest

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.engines import simulate
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.people import band_on, census_of
from borgerflow.sim.world.world import load_world

DAY = parse_day("2025-07-01")
LOWEST = {"mindstesats", "mindstesats_forsoerger", "mindstesats_enlig_forsoerger"}
YOUNG = ("under_25", "age_25_29")
OLDER = ("age_30_49", "age_50_59", "age_60_plus")
pytestmark = pytest.mark.slow


@cache
def lives():
    """Return a small Herning over the day, its people, and its spells on kontanthjælp by name."""
    world = load_world("herning", start="2025-01-01", end="2026-07-01", population=0.03)
    history = simulate(world, 1, 0, engine="reference")
    spells = history.spell_arrays
    names = np.array([*history.category_names, "."])[spells.category]
    scheme, category = np.array([name.partition(".")[::2] for name in names]).T
    census = census_of(world.peopling, 1, 0)
    return world, census.people(np.arange(census.size)), spells, scheme, category


def paid_as(scheme, kind):
    """Return what citizens of a kind are paid as in a scheme from the day on, mindstesats apart."""
    _, people, spells, schemes, category = lives()
    here = (schemes == scheme) & (spells.start >= DAY) & ~np.isin(category, list(LOWEST))
    band = band_on(people.birthdays[spells.citizen], np.maximum(DAY, spells.start))
    return set(category[here & cells_where(kind)[people.cell[spells.citizen] + band]])


@pytest.mark.parametrize("scheme", ["kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat"])
def test_who_is_thirty_has_the_higher_rate_and_alone_the_supplement_of_those_alone(scheme):
    apart = {"age": OLDER, "provider": ("non_provider",)}
    assert paid_as(scheme, {**apart, "household": ("single",)}) == {"forhoejet_sats_enlig"}
    assert paid_as(scheme, {**apart, "household": ("couple",)}) == {"forhoejet_sats"}
    assert paid_as(scheme, {"age": OLDER, "provider": ("provider",)}) == {
        "forhoejet_sats_forsoerger"
    }


def test_the_young_have_the_basic_rate_and_where_ready_for_activity_their_own_supplement():
    alone = {"provider": ("non_provider",), "household": ("single",)}
    ready, active = "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat"
    assert paid_as(ready, {"age": YOUNG, **alone}) == {"grundsats_enlig"}
    assert paid_as(active, {"age": YOUNG[:1], **alone}) == {"grundsats_enlig_under_25"}
    assert paid_as(active, {"age": YOUNG[1:], **alone}) == {"grundsats_enlig_25_til_29"}


def test_a_spell_under_way_is_cut_on_the_day_and_nothing_of_it_is_lost():
    _, _, spells, scheme, category = lives()
    benefit = np.char.startswith(scheme, "kontanthjaelp")
    assert not (benefit & (spells.start < DAY) & (spells.end > DAY)).any()
    begins = np.flatnonzero(benefit[1:] & (spells.start[1:] == DAY)) + 1
    same = (spells.citizen[begins - 1] == spells.citizen[begins]) & (
        spells.scheme[begins - 1] == spells.scheme[begins]
    )
    assert same.sum() > len(begins) / 4
    assert (spells.end[begins[same] - 1] == DAY).all()
    assert (category[begins[same] - 1] != category[begins[same]]).all()


def test_who_was_or_would_have_been_on_shydelse_has_the_lowest_rate():
    world, _, spells, scheme, category = lives()
    lowest = np.isin(category, list(LOWEST))
    assert set(scheme[lowest]) == {"kontanthjaelp_jobparat"}
    from_it = spells.came_from == world.scheme_names.index("shydelse")
    carried = from_it & (scheme == "kontanthjaelp_jobparat") & (spells.start == DAY)
    assert carried.any()
    assert lowest[carried].all()
    assert (lowest & (spells.start > DAY)).any()  # an entry after the day


def test_before_the_day_nobody_is_paid_as_from_it():
    _, _, spells, scheme, category = lives()
    early = np.char.startswith(scheme, "kontanthjaelp") & (spells.start < DAY)
    later = [name.startswith(("grundsats", "forhoejet", "mindstesats")) for name in category]
    assert early.any()
    assert not (early & later).any()


def test_who_falls_ill_straight_after_a_benefit_is_paid_as_in_a_file_of_spells():
    world = load_world("herning", start="2019-01-01", end="2020-01-01")
    tables, names = world.tables, world.paid_categories
    ill = world.scheme_names.index("sygedagpenge")
    after = tables.category_from.reshape(tables.schemes, -1)[ill]
    found = {
        origin: names[after[n + 1]].partition(".")[2]
        for n, origin in enumerate(world.scheme_names)
        if after[n + 1] >= 0
    }
    assert found == world.law.schemes["sygedagpenge"].default_after.category
    assert found["dagpenge"] == "ledig"
    assert found["kontanthjaelp_jobparat"] == "uden_arbejdsgiver"
