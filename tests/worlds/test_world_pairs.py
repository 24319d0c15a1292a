"""Pairs of worlds of a small municipality that differ in their proposals alone."""

import dataclasses
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR, parse_day
from borgerflow.sim.engines import simulate
from borgerflow.sim.lives.tables import NO_DEADLINE
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.world.cells import CELLS, level_of_cell
from borgerflow.sim.world.people import people_of
from borgerflow.sim.world.proposals.durations import (
    REVIEW_AFTER_DAYS,
    Stay,
    cell_weights,
    deadline_drop,
    factor_for_weeks,
)
from borgerflow.sim.world.world import load_world
from tests.theory.scores import agrees, differs, z_of_mean
from tests.worlds.lived import first_spells, lived, made_people
from tests.worlds.made import BANDS

GATE, TEAM, AIDS, TALK = "herning-syg02", "herning-oevr04", "herning-oevr01", "vesthimmerland-5"
SMALL = 0.5
SEED, REPLICATION = 5, 2
NO_EFFECT = {
    GATE: {f"{GATE}.turned_away.effect": 0.0},
    TEAM: {f"{TEAM}.prevention.effect": 0.0},
    AIDS: {
        f"{AIDS}.from_{scheme}.effect": 1.0
        for scheme in (
            "sygedagpenge",
            "kontanthjaelp_jobparat",
            "kontanthjaelp_aktivitetsparat",
            "ledighedsydelse",
        )
    },
    TALK: {f"{TALK}.shorter_absence.effect": 0.0},
}


BARE = cache(load_world)


def world_with(*proposals, overrides=None, **horizon):
    """Return the small municipality under some proposals, some of their numbers set."""
    bare = BARE("modelkommune", population=SMALL, **horizon)
    chosen = bare.with_proposals([bare.params.proposal(name) for name in proposals])
    return chosen.overridden(overrides) if overrides else chosen


def history_with(*proposals, **changes):
    return simulate(world_with(*proposals, **changes), SEED, REPLICATION)


@pytest.fixture(scope="module")
def baseline():
    return history_with()


def rows_of(history):
    """Return the spells of a history by citizen, as tuples."""
    arrays = history.spell_arrays
    rows = {}
    columns = (arrays.citizen, arrays.scheme, arrays.start, arrays.end, arrays.category)
    for row in zip(*(column.tolist() for column in columns), strict=True):
        rows.setdefault(row[0], []).append(row[1:])
    return rows


def first_difference(one, other):
    """Return the first spell in which two lives differ, from each."""
    pairs = zip(one, other, strict=False)
    return next((a, b) for a, b in pairs if a != b)


def touched(one, other):
    """Return the citizens whose lives differ, and the first spell that does, from each."""
    here, there = rows_of(one), rows_of(other)
    assert here.keys() == there.keys()
    return {c: first_difference(here[c], there[c]) for c in here if here[c] != there[c]}


@pytest.mark.parametrize("proposal", NO_EFFECT)
def test_a_proposal_without_effect_changes_nothing_not_a_byte(baseline, proposal):
    assert history_with(proposal, overrides=NO_EFFECT[proposal]) == baseline


@pytest.mark.slow
@pytest.mark.parametrize("proposal", NO_EFFECT)
def test_a_proposal_that_reaches_nobody_changes_nothing_not_a_byte(baseline, proposal):
    mechanisms = {name.rpartition(".")[0] for name in NO_EFFECT[proposal]}
    unreached = {f"{mechanism}.reach": 0.0 for mechanism in mechanisms}
    assert history_with(proposal, overrides=unreached) == baseline


@pytest.mark.slow
@pytest.mark.parametrize("proposal", [GATE, TEAM, AIDS, TALK])
def test_before_a_proposal_starts_all_lives_are_the_same(baseline, proposal):
    world = world_with(proposal)
    starts = world.proposals[0].start
    pairs = touched(simulate(world, SEED, REPLICATION), baseline).values()
    assert pairs
    for mine, yours in pairs:
        same_spell = mine[:2] == yours[:2]
        assert (min(mine[2], yours[2]) if same_spell else mine[1]) > starts


STRICT = {f"{GATE}.turned_away.effect": 0.5}


def test_gatekeeping_touches_only_those_with_a_new_case_after_its_start(baseline):
    world = world_with(GATE, overrides=STRICT)
    sygedagpenge = world.scheme_names.index("sygedagpenge")
    pairs = touched(simulate(world, SEED, REPLICATION), baseline).values()
    assert len(pairs) > 90
    for mine, yours in pairs:
        scheme, start, end, category = mine
        assert scheme == sygedagpenge
        paid_from = start + world.tables.waiting_days[category]
        assert world.proposals[0].start <= paid_from < world.proposals[0].until
        assert end == paid_from
        assert paid_from < yours[2] <= paid_from + 8 * 7


def test_the_reading_that_a_refused_case_is_like_any_other_reaches_long_cases_too(baseline):
    world = world_with(GATE, overrides=STRICT)
    read = world.proposals[0].under("turned_away", "like_any_case")
    history = simulate(world.with_proposals([read]), SEED, REPLICATION)
    lengths = [yours[2] - mine[2] for mine, yours in touched(history, baseline).values()]
    assert max(lengths) > 300


@pytest.mark.slow
def test_a_stronger_effect_turns_away_all_whom_a_weaker_one_does_and_more(baseline):
    turned_away = [
        set(touched(history_with(GATE, overrides={f"{GATE}.turned_away.effect": share}), baseline))
        for share in (0.02, 0.05, 0.5)
    ]
    for weaker, stronger in pairwise(turned_away):
        assert weaker < stronger


def sectors(world):
    """Return the number of the sector of every citizen."""
    people = people_of(world.peopling, SEED, REPLICATION)
    return level_of_cell("sector")[people.cell]


def test_prevention_for_municipal_employees_leaves_all_other_lives_as_they_were(baseline):
    world = world_with(TEAM, overrides={f"{TEAM}.prevention.effect": 0.8})
    reached = np.array(sorted(touched(simulate(world, SEED, REPLICATION), baseline)))
    municipal = LEVELS["sector"].index("municipal")
    assert len(reached) > 50
    assert set(sectors(world)[reached]) == {municipal}


def test_prevention_means_fewer_new_cases(baseline):
    world = world_with(TEAM, overrides={f"{TEAM}.prevention.effect": 0.8})
    history = simulate(world, SEED, REPLICATION)
    assert new_cases(history, world) < 0.97 * new_cases(baseline, world)


def new_cases(history, world):
    spells, sick = history.spell_arrays, world.scheme_names.index("sygedagpenge")
    return ((spells.scheme == sick) & (spells.start >= world.start_day)).sum()


def test_a_proposal_beside_another_changes_nothing_in_the_first():
    """With prevention for municipal employees, the door turns away the same others as without."""
    both = world_with(GATE, TEAM, overrides=STRICT)
    alone = world_with(GATE, overrides=STRICT)
    differs_for = touched(*(simulate(world, SEED, REPLICATION) for world in (both, alone)))
    municipal = LEVELS["sector"].index("municipal")
    assert set(sectors(both)[np.array(list(differs_for))]) == {municipal}


def test_the_order_of_proposals_does_not_matter():
    assert history_with(GATE, TEAM, AIDS) == history_with(AIDS, GATE, TEAM)


def test_a_world_without_its_proposals_is_the_baseline(baseline):
    world = world_with(GATE, TEAM)
    assert simulate(world.baseline(), SEED, REPLICATION) == baseline


def test_a_proposal_from_before_the_run_in_leaves_what_was_before_it():
    """SYG02 begins in 2019; this world begins its run-in in 2020."""
    changes = {"start": "2024-01-01", "end": "2025-01-01", "overrides": STRICT}
    world = world_with(GATE, **changes)
    spells = simulate(world, SEED, REPLICATION).spell_arrays
    assert (spells.end > world.run_in_day).all()


MANY = 100_000
STATED = -0.5  # weeks


def long_horizon(**changes):
    """Return a world in which a proposal for shorter absence runs over the whole time."""
    world = BARE("modelkommune", start="2017-01-01", end="2028-01-01", run_in_years=0)
    proposal = world.params.proposal(TALK).overridden("shorter_absence", "reach", 1.0)
    proposal = proposal.model_copy(update={"start": world.run_in_day, "until": world.end_day})
    in_full = {"phase_in_months": 0, "fade_out_months": 0, "implementation": 1, "displacement": 0}
    for field, value in in_full.items():
        proposal = proposal.overridden("shorter_absence", field, float(value))
    quiet = {"contact_group": np.full(17, -1)}  # no talks: they change nothing and take time
    bare = dataclasses.replace(world, tables=world.tables._replace(**quiet, **changes))
    return bare.with_proposals([proposal])


def newly_sick(world, frailty=1.0):
    """Return people of the target, newly sick from a job, on days spread over 2019."""
    mechanism = world.proposals[0].mechanisms[0]
    rng = np.random.default_rng(11)
    cells = rng.choice(CELLS, MANY, p=cell_weights(world, mechanism.target))
    since = parse_day("2019-01-01") + rng.integers(0, 365, MANY)
    bands = cells % BANDS
    birthdays = np.stack([np.where(bands > k, -FAR, FAR) for k in range(4)], axis=1)
    return made_people(
        MANY,
        scheme=world.scheme_names.index("sygedagpenge"),
        came_from=world.scheme_names.index("job"),
        since=since,
        cell=cells - bands,
        birthdays=birthdays,
        frailty=frailty,
    )


def weeks_sick(world, people):
    """Return the stays in weeks without the proposal and with it."""
    for tables in (world.baseline().tables, world.tables):
        spells = first_spells(lived(tables, people))
        yield (spells.end - spells.start) / 7


def usual_cell(world):
    """Return the most common cell of the target: an employee."""
    return int(np.argmax(cell_weights(world, world.proposals[0].mechanisms[0].target)))


def analytic_weeks(world):
    mechanism = world.proposals[0].mechanisms[0]
    return Stay(world, mechanism).mean_weeks(1.0)


@pytest.mark.slow
def test_the_analytic_mean_stay_under_one_hazard_is_that_of_a_geometric_number_of_days():
    """Still there after k days with the chance exp(-kh): the mean is 1 / (1 - exp(-h)) days."""
    tables, weekly = world_with().tables, 0.07
    only = np.zeros_like(tables.rate.reshape(-1, tables.exits))
    only[:, world_with().exits.number("sygedagpenge", "job")] = weekly
    world = long_horizon(
        rate=only.reshape(-1),
        group=np.ones_like(tables.group),
        deadline_rule=np.full(17, NO_DEADLINE),
    )
    assert analytic_weeks(world) == pytest.approx(1 / (1 - np.exp(-weekly / 7)) / 7, rel=1e-9)


@pytest.mark.slow
def test_the_analytic_mean_stay_is_the_simulated_one_where_its_assumptions_hold():
    """All of mean frailty, and no review."""
    world = long_horizon(deadline_rule=np.full(17, NO_DEADLINE))
    without, with_it = weeks_sick(world, newly_sick(world))
    assert agrees(z_of_mean(without, analytic_weeks(world)))
    assert differs(z_of_mean(without, 1.05 * analytic_weeks(world)))
    assert agrees(z_of_mean(with_it - without, STATED))
    assert differs(z_of_mean(with_it - without, 1.05 * STATED))


@pytest.mark.slow
def test_the_translated_factor_changes_real_stays_by_about_the_stated_weeks():
    """Frailty and the reviews after the first are left out of the translation."""
    world = long_horizon()
    frailty = np.exp(np.random.default_rng(12).normal(-0.08, 0.4, MANY))
    without, with_it = weeks_sick(world, newly_sick(world, frailty))
    assert without.mean() == pytest.approx(analytic_weeks(world), rel=0.12)
    assert (with_it - without).mean() == pytest.approx(STATED, rel=0.15)
    assert (with_it <= without).all()


@pytest.mark.slow
def test_the_factor_is_that_of_the_world_and_none_for_no_change():
    world = long_horizon()
    mechanism = world.proposals[0].mechanisms[0]
    factor = factor_for_weeks(world, mechanism)
    assert world.duration_factors == {f"{TALK}.shorter_absence": factor}
    assert factor > 1


@pytest.mark.slow
def test_the_review_of_employees_is_reckoned_after_the_employers_thirty_days():
    world = long_horizon()
    scheme = world.scheme_names.index("sygedagpenge")
    day, _ = deadline_drop(world.tables, scheme, usual_cell(world), world.start_day)
    assert day == 30 + 22 * 7 + REVIEW_AFTER_DAYS
