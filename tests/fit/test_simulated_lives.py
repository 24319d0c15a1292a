"""The whole way round: simulated lives, seen by days or written as weeks of DREAM, and fitted."""

import numpy as np
import pytest

from borgerflow import load_world, simulate
from borgerflow.experiments.questions.run.register.question import Register, code_map_of
from borgerflow.sim.fit.fitting import GroupedSightings, fit_spells
from borgerflow.sim.fit.life_tables import some_of
from borgerflow.sim.params import load
from borgerflow.sim.params.model import Hazards
from borgerflow.sim.params.reading.forms import read_model
from borgerflow.sim.records.files.dream.reading import read_dream
from borgerflow.sim.records.files.dream.stretches import WeekRules
from borgerflow.sim.records.observed import seen_through, stays_of

pytestmark = pytest.mark.slow

PARAMS = load()
MODEL = read_model(PARAMS.directory / "model" / "hazards.yaml", Hazards)
NAMES = PARAMS.law.scheme_names
# Of those of many events: neither groups, frailty, returns nor contacts are in their hazards.
PLAIN = (("uddannelse", "job"), ("fleksjob", "job"))

LOOKED_AT = ("sygedagpenge", "dagpenge", "fleksjob", "uddannelse")
BANDS = (("sygedagpenge", 1, True), ("dagpenge", 0, True), ("dagpenge", 1, False))


@pytest.fixture(scope="module")
def lived():
    world = load_world("modelkommune")
    return world, simulate(world, seed=20261129, replication=0)


def fitted(whole):
    """Return the fits of the schemes that are looked at here."""
    seen = some_of(whole, np.isin(whole.scheme, [NAMES.index(name) for name in LOOKED_AT]))
    cuts = {name: scheme.bins_weeks for name, scheme in MODEL.schemes.items()}
    everybody = np.zeros(len(seen.start), dtype=np.int64)
    told = fit_spells([GroupedSightings(seen, everybody, ("",))], cuts)
    return {each.scheme: each for each in told.fits}


@pytest.fixture(scope="module")
def by_days(lived):
    world, history = lived
    window = world.run_in_day, world.end_day
    return fitted(seen_through(window, stays_of(history), history.scheme_names))


@pytest.mark.parametrize(("scheme", "to"), PLAIN)
def test_the_hazards_of_params_lie_in_the_intervals_of_what_was_simulated(by_days, scheme, to):
    told, rates = by_days[scheme], MODEL.schemes[scheme].exits[to].per_week
    assert told.cuts == MODEL.schemes[scheme].bins_weeks
    low, high = (end[NAMES.index(to)] for end in (told.rates.low, told.rates.high))
    assert (low < rates).all()
    assert (rates < high).all()


def test_what_the_deadline_of_sickness_benefit_does_is_seen_in_the_test_of_fit(by_days):
    assert by_days["sygedagpenge"].test.p_value < 1e-6
    assert by_days["fleksjob"].test.p_value > 0.01


def test_weeks_of_dream_give_back_the_hazards_of_days(lived, tmp_path):
    world, history = lived
    register, path = Register(history, world, PARAMS), tmp_path / "dream.csv"
    register.dream()["dream.csv"](path)
    seen = read_dream([path], code_map_of(PARAMS), WeekRules()).sightings
    days = fitted(seen_through(register.window, stays_of(history), history.scheme_names))
    weeks = fitted(seen)
    filled = WeekRules(is_corrected=False)
    as_they_are = fitted(read_dream([path], code_map_of(PARAMS), filled).sightings)
    for scheme, band, is_short in BANDS:
        truth, told, biased = (
            float(np.nansum(each[scheme].rates.rate[:, band]))
            for each in (days, weeks, as_they_are)
        )
        assert told == pytest.approx(truth, rel=0.08)
        assert (biased < 0.9 * truth) == is_short  # a day that fills its week lengthens short stays
