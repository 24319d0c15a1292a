"""Small worlds of known hazards come back within their intervals, as often as these promise."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.coverage import CUTS, FIRST_SEED, RATE, SCHEMES, covered, lives, world
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.fit.fitting import GroupedSightings, fit_spells
from borgerflow.sim.fit.frailty import LivedStays, frailty_of
from borgerflow.sim.fit.groups import group_factors
from borgerflow.sim.records.observed import UNKNOWN, Sightings

WORLDS = 200
CHANCE = 4  # standard errors of a share of intervals


@pytest.mark.parametrize("weekly", [False, True], ids=["days", "weeks"])
def test_intervals_cover_the_truth_as_often_as_they_say(weekly):
    found = covered(WORLDS // 2, weekly=weekly)
    error = np.sqrt(0.95 * 0.05 / sum(found))
    assert 0.95 - CHANCE * error < found.share < 0.97 + CHANCE * error


@pytest.mark.parametrize("weekly", [False, True], ids=["days", "weeks"])
def test_without_late_entry_the_intervals_lie_below_the_truth(weekly):
    found = covered(WORLDS // 10, weekly=weekly, entry=False)
    assert found.share < 0.85
    assert found.below > 10 * found.above


def fitted(parts, **asked):
    return fit_spells(parts, {"here": CUTS}, **asked).fits[0]


def test_days_and_weeks_of_the_same_people_are_counted_together():
    parts = [one_part(world(FIRST_SEED + n, weekly=bool(n))) for n in (0, 1)]
    both, alone = fitted(parts), fitted(parts[:1])
    assert both.rates.weeks.sum() > 1.5 * alone.rates.weeks.sum()
    assert np.allclose(both.rates.rate[1:], RATE, rtol=0.5)


def one_part(seen, group=None, levels=("",)):
    group = np.zeros(len(seen.start), dtype=np.int64) if group is None else group
    return GroupedSightings(seen, group, levels)


def test_hazards_that_hold_throughout_their_bands_pass_and_others_do_not():
    seen = many_lives(4000)
    assert fitted([one_part(seen)]).test.p_value > 0.001
    wrong = fit_spells([one_part(seen)], {"here": (0.0,)}).fits[0]
    assert wrong.test.p_value < 1e-6
    assert wrong.curves.distance.max() > 3 * fitted([one_part(seen)]).curves.distance.max()


def many_lives(stays, seed=FIRST_SEED):
    """Return stays that were all seen from their first day to the end."""
    days, towards = lives(np.random.default_rng(seed), stays)
    zero = np.zeros(stays, dtype=np.int64)
    end = np.ceil(days).astype(np.int64)
    return Sightings(SCHEMES, np.arange(stays), zero, zero, end, zero, zero, towards, 1)


def test_a_group_with_twice_the_hazard_is_told_so():
    seen = many_lives(4000)
    group = (np.arange(4000) % 2).astype(np.int64)
    slower = np.where(group == 1, seen.end * 2, seen.end)
    told = fitted([one_part(replace(seen, end=slower), group, ("quick", "slow"))]).groups
    assert told.factor[1, 0] > 1.3 * told.factor[1, 1]
    assert (told.weight[1:] > 0.9).all()


def test_a_small_group_without_events_has_an_interval_and_lies_near_everybody():
    told = group_factors(np.array([[500, 480, 0]]), np.array([[490.0, 485.0, 1.5]]))
    assert 0.9 < told.factor[0, 2] < 1
    assert 0 < told.low[0, 2] < told.factor[0, 2] < 1 < told.high[0, 2]
    assert told.weight[0, 2] < 0.05
    assert told.weight[0, 0] > 0.8


def test_groups_that_differ_much_are_drawn_little_towards_everybody():
    apart = group_factors(np.array([[100, 400, 5]]), np.array([[250.0, 250.0, 10.0]]))
    alike = group_factors(np.array([[250, 250, 5]]), np.array([[250.0, 250.0, 10.0]]))
    assert apart.factor[0, 2] < alike.factor[0, 2]


def stays_with(variance, citizens=1500, each=4, seed=FIRST_SEED):
    """Return stays of citizens whose hazards differ by a gamma factor."""
    rng = np.random.default_rng(seed)
    own = rng.gamma(1 / variance, variance, citizens) if variance else np.ones(citizens)
    weeks = rng.exponential(size=(citizens, each)) / (0.1 * own[:, None])
    seen = np.minimum(weeks, 52).reshape(-1, 1)
    band = np.where(weeks.ravel() < 52, 0, -1)
    return LivedStays(np.repeat(np.arange(citizens), each), seen, 0 * seen, band)


def test_how_much_citizens_differ_comes_back_with_their_hazard():
    told = frailty_of(stays_with(0.6))
    assert told.is_carried
    assert told.variance == pytest.approx(0.6, rel=0.15)
    assert told.hazard[0] == pytest.approx(0.1, rel=0.08)


def test_citizens_who_entered_late_are_those_whom_earlier_weeks_had_left():
    late, each, whole = 8.0, 4, stays_with(0.6, citizens=3000)
    first = np.arange(len(whole.citizen)) % each == 0  # the stay that the window opens on
    there = np.repeat(whole.weeks[first, 0] > late, each)
    before = np.where(first, late, 0.0)[there, None]
    _, citizen = np.unique(whole.citizen[there], return_inverse=True)
    seen = LivedStays(citizen, whole.weeks[there] - before, before, whole.band[there])
    told, blind = frailty_of(seen), frailty_of(replace(seen, weeks_before=0 * before))
    assert told.variance == pytest.approx(0.6, rel=0.1)
    assert told.hazard[0] == pytest.approx(0.1, rel=0.06)
    assert blind.hazard[0] < 0.08


def test_where_all_citizens_are_alike_the_file_carries_no_difference():
    told = frailty_of(stays_with(0.0))
    assert not told.is_carried
    assert told.variance < 0.05


def test_frailty_is_asked_for_or_not_told():
    seen = many_lives(300)
    assert fitted([one_part(seen)]).frailty is None
    assert fitted([one_part(seen)], frailty=True).frailty.several == 0


def test_a_scheme_with_too_few_events_has_no_hazard_and_is_named():
    seen = many_lives(19)
    told = fit_spells([one_part(seen)], {"here": CUTS})
    assert told.fits == ()
    assert told.too_few == {"here": 19}


def test_a_spell_without_a_start_is_named_too():
    seen = many_lives(40)
    start = np.where(np.arange(40) < 3, UNKNOWN, seen.start)
    told = fit_spells([one_part(replace(seen, start=start))], {"here": CUTS}, frailty=True)
    assert told.unknown_starts == {"here": 3}
    assert told.fits[0].rates.events.sum() == 37


def test_nobody_is_counted_after_the_day_they_were_last_seen():
    seen = many_lives(400)
    cut = replace(
        seen,
        end=np.where(seen.end > 20, FAR, seen.end),
        observed_until=np.full(400, 20),
        next=np.where(seen.end > 20, UNKNOWN, seen.next),
    )
    assert fitted([one_part(cut)]).rates.weeks.sum() <= 400 * 20 / 7
