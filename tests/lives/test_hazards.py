"""The hazard in force on a day: bands, bins, windows, targets, and whole units."""

import numpy as np
import pytest

from borgerflow.sim.base.chance import EXIT, exponential
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.ages import age_band, next_birthday
from borgerflow.sim.lives.hazards import (
    bin_of,
    exit_hazard,
    own_exit,
    period_of,
    stretch_end,
    total_hazard,
    units_a_day,
    units_to_live,
)
from borgerflow.sim.lives.tables import NOBODY, UNITS, Spell
from borgerflow.sim.world.tables.hazards import nested
from borgerflow.sim.world.tables.mechanisms import HazardRow
from tests.worlds.lived import citizen_of, made_people
from tests.worlds.made import ALWAYS, START, Exit, Place, made_tables

JOB, SICK = 0, 1
CITIZEN = citizen_of(made_people(1, birthdays=(100, 200, 300, 400)), 0)


@pytest.mark.parametrize(
    ("day", "band", "following"),
    [
        (99, 0, 100),
        (100, 1, 200),
        (199, 1, 200),
        (200, 2, 300),
        (299, 2, 300),
        (300, 3, 400),
        (400, 4, FAR),
    ],
)
def test_the_age_band_changes_on_the_birthday(day, band, following):
    assert age_band(CITIZEN, day) == band
    assert next_birthday(CITIZEN, day) == following


def test_the_first_period_holds_all_days_before_it():
    first_days = [5, 10, 20, 0, 7, FAR]
    assert [period_of(first_days, 0, 3, day) for day in (0, 9, 10, 19, 20)] == [0, 0, 1, 1, 2]
    assert [period_of(first_days, 1, 3, day) for day in (6, 7, 500)] == [0, 1, 1]


def sick(exits, bins=(0,), **more):
    return nested(made_tables([Place(), Place(exits, bins)], **more))


def spell(since=START, came_from=JOB, ordinal=0, **more):
    return Spell(SICK, since, came_from, ordinal, -1)._replace(**more)


def exit_day(tables, citizen, ordinal=0):
    """Return the day on which a spell that begins now ends by the citizen's own exit."""
    new = spell(ordinal=ordinal, left=units_to_live(citizen, ordinal), counted_to=START)
    return own_exit(tables, citizen, new, tables.horizon)[0]


def hazard(tables, day, since=START, came_from=JOB, citizen=CITIZEN, ordinal=0):
    bin_ = bin_of(tables, SICK, day - since)
    return exit_hazard(tables, citizen, spell(since, came_from, ordinal), 0, bin_, day)


def test_the_hazard_is_that_of_the_bin_and_of_where_the_citizen_came_from():
    tables = sick([Exit(JOB, (0.1, 0.2), {JOB: (0.3, 0.4)})], bins=(0, 14))
    assert hazard(tables, START + 13, came_from=NOBODY) == 0.1
    assert hazard(tables, START + 14, came_from=NOBODY) == 0.2
    assert [hazard(tables, START + d) for d in (0, 13, 14)] == [0.3, 0.3, 0.4]


def test_the_hazard_is_multiplied_by_the_factor_of_the_cell():
    tables = sick([Exit(JOB, [0.1], by_cell=(1, 2, 3, 4, 5))])
    assert [hazard(tables, day, 50) for day in (99, 100, 200, 300, 400)] == pytest.approx(
        [0.1, 0.2, 0.3, 0.4, 0.5]
    )


def acting(**fields):
    """Return a world in which a mechanism doubles the one hazard, by default always."""
    everybody = np.ones(5, dtype=np.bool_)
    row = HazardRow(SICK, 9, 0, (ALWAYS, FAR, 0, FAR), 2.0, 1.0, everybody)
    return sick([Exit(JOB, [0.1])], mechanisms=[row._replace(**fields)])


def test_a_mechanism_acts_between_its_days():
    tables = acting(days=(START + 10, START + 20, 0, FAR))
    assert [hazard(tables, START + d) for d in (9, 10, 19, 20)] == [0.1, 0.2, 0.2, 0.1]


def test_a_mechanism_acts_in_its_window_of_the_spell():
    tables = acting(days=(ALWAYS, FAR, 28, 56))
    assert [hazard(tables, START + d) for d in (27, 28, 55, 56)] == [0.1, 0.2, 0.2, 0.1]
    assert [hazard(tables, START + d, since=START - 28) for d in (0, 27, 28)] == [0.2, 0.2, 0.1]


def test_a_mechanism_acts_on_its_cells_alone():
    only_young = np.array([True, False, False, False, False])
    tables = acting(cells=only_young)
    assert [hazard(tables, day, 50) for day in (99, 100)] == [0.2, 0.1]


def test_a_mechanism_reaches_its_share_of_the_spells():
    tables = acting(reach=0.3)
    people = made_people(2000)
    reached = [hazard(tables, START, citizen=citizen_of(people, n)) > 0.1 for n in range(2000)]
    assert abs(np.mean(reached) - 0.3) < 4 * np.sqrt(0.21 / 2000)


def test_whether_a_mechanism_reaches_a_spell_is_drawn_for_each_spell_and_kept_in_it():
    tables = acting(reach=0.5)
    by_spell = [hazard(tables, START, ordinal=n) for n in range(50)]
    assert set(by_spell) == {0.1, 0.2}
    assert {hazard(tables, START + d, ordinal=3) for d in range(50)} == {by_spell[3]}


def test_the_total_is_the_sum_of_the_exits_with_frailty_on_those_that_ask_for_it():
    tables = sick([Exit(JOB, [0.1], frail=True), Exit(2, [0.04])])
    frail = CITIZEN._replace(frailty=3.0)
    assert total_hazard(tables, frail, spell(), 0, START, 0.0) == pytest.approx(0.34)


def test_a_mechanism_that_misses_a_citizen_leaves_the_total_to_the_last_bit():
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    exits = [Exit(2, [weekly], frail=frail) for weekly in (0.1, 0.2, 0.3) for frail in (0, 1)]
    nobody = np.zeros(5, dtype=np.bool_)
    row = HazardRow(SICK, 9, 0, (ALWAYS, FAR, 0, FAR), 2.0, 1.0, nobody)
    for frailty in (0.3, 1.0, 1.7):
        citizen = CITIZEN._replace(frailty=frailty)
        totals = [
            total_hazard(sick(exits, mechanisms=rows), citizen, spell(), 0, START, 0.0)
            for rows in ([], [row])
        ]
        assert totals[0] == totals[1]


def test_a_stretch_ends_at_whatever_comes_first():
    everybody = np.ones(5, dtype=np.bool_)
    row = HazardRow(SICK, 9, 0, (START + 70, START + 80, 10, 40), 2.0, 1.0, everybody)
    tables = sick(
        [Exit(JOB, (0.1, 0.2), by_period=(1.0, 0.5))],
        bins=(0, 30),
        mechanisms=[row],
        calendar=(ALWAYS, START + 60),
        horizon=START + 100,
    )
    citizen = CITIZEN._replace(turns_25=ALWAYS, turns_30=ALWAYS, turns_50=START + 50, turns_60=FAR)
    edges, day = [], START
    while day < START + 100:
        bin_ = bin_of(tables, SICK, day - START)
        day = stretch_end(tables, citizen, spell(), bin_, day)
        edges.append(day - START)
    assert edges[:7] == [10, 30, 40, 50, 60, 70, 80]
    assert edges[7] >= 100


def test_the_exit_is_on_the_first_day_on_which_the_integral_reaches_the_draw():
    tables = sick([Exit(JOB, (0.07, 0.7))], bins=(0, 20))
    for n in range(200):
        citizen = citizen_of(made_people(n + 1), n)
        draw, lived, day = exponential(citizen.key, EXIT, 2) * UNITS, 0, 0
        while lived <= draw:
            lived += units_a_day(0.07 if day < 20 else 0.7)
            day += 1
        assert exit_day(tables, citizen, 2) == START + day


def test_without_a_hazard_nobody_leaves():
    assert exit_day(sick([Exit(JOB, [0.0])]), CITIZEN) == FAR
    assert exit_day(sick([]), CITIZEN) == FAR


def test_an_exit_after_the_horizon_need_not_be_known():
    tables = sick([Exit(JOB, [1e-6])], horizon=START + 100)
    assert exit_day(tables, CITIZEN) >= START + 100


@pytest.mark.parametrize(("weekly", "units"), [(0.0, 0), (7.0, UNITS), (3.5, UNITS // 2)])
def test_units_a_day(weekly, units):
    assert units_a_day(weekly) == units
