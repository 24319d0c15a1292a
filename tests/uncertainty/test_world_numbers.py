"""The numbers of both worlds are drawn too: hazards, prices and inflow, whatever is proposed."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from borgerflow.experiments.findings.assumptions import assumptions_behind
from borgerflow.experiments.questions.compare.own_numbers.numbers import own_numbers, worlds_at
from borgerflow.experiments.questions.compare.own_numbers.sampling import drawing_of
from borgerflow.experiments.questions.compare.own_numbers.world_numbers import (
    is_of,
    posterior_of,
    set_in,
    world_numbers,
)
from borgerflow.experiments.questions.uncertainty.measures.not_drawn import LAW, still_of
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.sim.params import load
from borgerflow.sim.params.estimates import value_at
from borgerflow.sim.params.patches.files import lines_of
from borgerflow.sim.world.municipality import with_file_of
from borgerflow.sim.world.world import load_world

HAZARD = "hazards.sygedagpenge.job"
DRAWS, EACH = 10, 4


def hometown(folder, draws=()):
    """Return the world of Herning as a file of one's own, with these rows of draws beside it."""
    text = Path(load().directory / "municipalities" / "herning.yaml").read_text(encoding="utf-8")
    place = folder / "hometown.yaml"
    place.write_text(text.replace('name: "herning"', "name: hometown", 1), encoding="utf-8")
    if draws:
        beside = folder / "hometown.posterior.csv"
        beside.write_text("\n".join(draws) + "\n", encoding="utf-8")
    held, name = with_file_of(load(), str(place))
    return load_world(name, ["herning-syg02"], params=held)


@cache
def compared():
    with TemporaryDirectory() as folder:
        return comparison_of(hometown(Path(folder)), None)


@cache
def listed():
    return tuple(assumptions_behind(compared().investment, {}))


def numbers(world=None):
    found = world_numbers(world or compared().baseline, [each.name for each in listed()])
    return {number.name: number for number in found}


def rates(world, origin, to):
    """Return the hazards of one way out, by origin and duration."""
    by_exit = world.tables.rate.reshape(-1, len(world.exits.names))
    return by_exit[:, world.exits.number(origin, to)]


def test_hazards_prices_and_inflow_are_drawn_and_law_is_not():
    assert HAZARD in numbers()
    assert "costs.benefit_share.sygedagpenge" in numbers()
    assert "hometown.inflow_factors.sygedagpenge" in numbers()
    assert not any(name.startswith(("rates.", "law.")) for name in numbers())


def test_every_number_that_an_answer_lists_is_drawn_or_told_to_stand_still():
    drawing = drawing_of(compared(), DRAWS, 1, [each.name for each in listed()], EACH)
    drawn = {each.name for each in drawing.numbers}
    still = still_of(listed(), drawn)
    assert drawn | {each.name for each in still} >= {each.name for each in listed()}
    assert drawn.isdisjoint({each.name for each in still})
    assert {each.why for each in still if each.name.startswith("rates.")} == {LAW}


def test_worlds_at_the_values_as_assumed_are_the_usual_ones():
    as_assumed = [(each, each.estimate.value) for each in numbers().values()]
    world = set_in(compared().investment, as_assumed)
    usual = compared().investment
    assert np.allclose(world.tables.rate, usual.tables.rate, rtol=1e-9)
    assert np.allclose(world.benefit_share, usual.benefit_share)
    assert world.unit_costs.contact_minute == pytest.approx(usual.unit_costs.contact_minute)


def test_a_hazard_is_drawn_as_one_factor_wherever_one_came_from_and_however_long_ago():
    usual = compared().baseline
    world = set_in(usual, [(numbers()[HAZARD], 1.25)])
    before, after = (rates(each, "sygedagpenge", "job") for each in (usual, world))
    assert after[before > 0] == pytest.approx(1.25 * before[before > 0])
    assert np.array_equal(rates(usual, "dagpenge", "job"), rates(world, "dagpenge", "job"))


def test_a_hazard_is_as_likely_faster_as_slower_and_95_percent_within_its_range():
    estimate = numbers()["hazards.sygedagpenge.dagpenge"].estimate
    assert (estimate.low, estimate.high) == (0.5, 2)
    found = [value_at(estimate, share) for share in (0.025, 0.5, 0.975)]
    assert found == pytest.approx([0.5, 1, 2])


def test_other_numbers_are_likeliest_at_their_value():
    estimate = numbers()["costs.activation_kroner_per_week.sygedagpenge"].estimate
    assert estimate.distribution == "triangular"
    assert value_at(estimate, 0.0) == estimate.low
    assert value_at(estimate, 1.0) == estimate.high


def test_several_draws_share_the_worlds_they_are_drawn_in():
    drawing = drawing_of(compared(), DRAWS, 1, [each.name for each in listed()], EACH)
    worlds = [before for _, (before, _) in drawing.made(range(DRAWS)).worlds]
    shared = [one is other for one, other in pairwise(worlds)]
    assert shared == [True, True, True, False, True, True, True, False, True]
    assert len({each.tables.rate.tobytes() for each in worlds}) == drawing.worlds == 3
    assert drawing.shares.shape == (DRAWS, len(drawing.numbers))
    for before, after in (both for _, both in drawing.made(range(DRAWS)).worlds):
        assert np.array_equal(before.tables.rate, after.tables.rate)


def test_what_somebody_set_stays_set_in_every_draw():
    full = "costs.benefit_share.fleksjob"
    held = load().patched(lines_of({HAZARD: "x2", full: "0.5 [0.5; 0.5]"}))
    world = load_world("herning", ["herning-syg02"], params=held)
    found = {number.name: number for number in numbers(world).values()}
    faster = set_in(world, [(found[HAZARD], 1.25)])
    usual = rates(compared().baseline, "sygedagpenge", "job")
    assert rates(faster, "sygedagpenge", "job") == pytest.approx(2.5 * usual)
    assert full not in found


@pytest.fixture
def calibrated(tmp_path):
    """Return Herning as a file of one's own with draws of one of its factors beside it."""
    return hometown(tmp_path, (">sygedagpenge", "0.9", "1.1", "1.0"))


def test_draws_of_a_calibration_stand_for_the_numbers_they_are_of(calibrated):
    names = [each.name for each in listed()]
    found = {number.name: number for number in world_numbers(calibrated, names)}
    assert "hometown.inflow_factors.sygedagpenge" not in found
    assert "hometown.inflow_factors.fleksjob" in found
    draws = posterior_of(calibrated)
    assert is_of(draws, calibrated, "hazards.job.sygedagpenge")
    posterior = found["hometown.posterior"]
    usual = calibrated.municipality.inflow_factors["sygedagpenge"].value
    times = [
        set_in(calibrated, [(posterior, place)]).municipality.inflow_factors["sygedagpenge"].value
        / usual
        for place in range(3)
    ]
    assert sorted(times) == pytest.approx([0.9, 1.0, 1.1])
    assert times in ([*sorted(times)], [*sorted(times, reverse=True)])


def test_a_question_that_lists_no_numbers_of_its_worlds_draws_none_of_a_calibration(calibrated):
    assert world_numbers(calibrated, ()) == ()
    assert world_numbers(calibrated, ("costs.benefit_share.sygedagpenge",))[0].draws is None


def test_what_talks_do_is_set_at_once_as_if_one_by_one():
    world = load_world("hedensted", ["hedensted-samtaler"], start="2024-01-01", end="2025-01-01")
    usual = world.baseline(), world
    talks = [each for each in own_numbers(world, world.proposals) if each.talks][:3]
    values = [(number, number.estimate.high) for number in talks]
    one_by_one = usual
    for number, value in values:
        one_by_one = number.at(one_by_one, value)
    for left, right in zip(worlds_at(usual, values), one_by_one, strict=True):
        assert left.contacts.factors == right.contacts.factors
        assert len(left.contacts.factors) == len(talks)
        assert left.preset == right.preset != usual[1].preset
