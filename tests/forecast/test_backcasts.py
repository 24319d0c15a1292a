"""What was simulated on from the fitted day beside what came: errors, hits, and simple rules."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.experiments.validation.backcast.asked import (
    BackcastQuestion,
    accepted_backcast,
    with_start,
)
from borgerflow.experiments.validation.backcast.finding import BackcastRow
from borgerflow.experiments.validation.backcast.known import (
    KnownSeries,
    known_before,
    last_value,
    packaged_series,
    seasonal_value,
)
from borgerflow.experiments.validation.backcast.question import (
    backcast_rows,
    fit_of,
    untold_figures,
)
from borgerflow.experiments.validation.backcast.scores import (
    interval_score,
    naive_error,
    score,
    year_errors,
)
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import load
from borgerflow.sim.records.files.cells.periods import period_of
from borgerflow.sim.world.municipality import find_municipality
from tests.forecast.made_forecast import SICK, expected, forecast

PARAMS = load()
START = dt.date(2019, 1, 1)
THREE = ("herning", "hedensted", "vesthimmerland")


def series(figure=SICK, **values):
    """Return a series of values by period: q2018Q4=100."""
    by_period = {period_of(name[1:]): value for name, value in values.items()}
    return KnownSeries(
        "s", figure, Wording("s", "s"), None, by_period, dict.fromkeys(by_period, "")
    )


def row(observed, *, fitted=False, last=None, seasonal=None, period="2019Q2"):
    return BackcastRow("s", expected(SICK, period), observed, fitted, last, seasonal, "")


def targets(day="2019-02-01"):
    """Return a target of sygedagpenge of 120 persons."""
    (each,) = [t for t in find_municipality(PARAMS, "herning").targets if t.name == SICK]
    persons = each.persons.model_copy(update={"value": 120.0})
    return (each.model_copy(update={"day": parse_day(day), "persons": persons}),)


def test_the_error_is_the_mean_absolute_share_of_what_came():
    found = score([row(80.0), row(125.0)])
    assert found.error == pytest.approx((0.25 + 0.2) / 2)


@pytest.mark.parametrize(("observed", "missed"), [(100.0, 0.0), (80.0, 10.0), (115.0, 5.0)])
def test_the_interval_score_is_the_width_and_ten_times_what_was_missed_by(observed, missed):
    assert interval_score(expected(SICK, "2019Q1"), observed) == pytest.approx(20 + 10 * missed)


@given(st.floats(1, 1000), st.floats(1, 1000))
def test_a_rule_that_says_what_came_has_no_error(one, other):
    assert naive_error([(one, one), (other, other)]) == 0
    assert naive_error([(one, one), (None, other)]) is None


@pytest.mark.parametrize(("last", "beaten"), [(101.0, True), (130.0, False), (None, None)])
def test_the_simulation_is_beaten_where_a_simple_rule_is_nearer(last, beaten):
    assert score([row(110.0, last=last)]).is_beaten is beaten


def test_a_stock_that_is_fitted_is_no_hit():
    found = score([row(100.0, fitted=True), row(500.0)])
    assert (found.inside, found.of) == (0, 1)
    assert score([row(100.0, fitted=True)]) is None


def test_a_period_with_the_day_of_the_fit_is_fitted_and_others_are_not():
    seen = series(q2019Q1=100, q2019Q2=100, q2019=100)
    rows = backcast_rows(seen, forecast(), targets())
    fitted = {each.expected.period: each.is_fitted for each in rows}
    assert fitted == {"2019Q1": True, "2019": True, "2019Q2": False}


def test_a_stock_that_follows_what_was_observed_is_no_hit_in_any_period():
    rows = backcast_rows(series(q2019Q2=100), forecast(followed=(SICK,)), targets())
    assert [each.is_fitted for each in rows] == [True]
    rows = backcast_rows(series("bruttoledighed", q2019Q2=100), forecast(followed=(SICK,)), ())
    assert [each.is_fitted for each in rows] == [False]


def test_a_sum_of_stocks_is_fitted_where_each_of_them_is():
    home = find_municipality(PARAMS, "herning").targets
    assert fit_of(("dagpenge", "kontanthjaelp_jobparat"), home).day == dt.date(2019, 2, 1)
    assert fit_of(("dagpenge", "job"), home).day is None


def test_the_simple_rules_know_nothing_after_the_start():
    seen = series(q2017Q2=70, q2018Q2=80, q2018Q4=90, q2019Q1=1, q2018=60)
    known = known_before(seen, period_of("2019Q2"), START)
    assert list(known.values()) == [70, 80, 90]
    assert last_value(known) == 90
    assert seasonal_value(known, period_of("2019Q2")) == 80
    assert seasonal_value(known, period_of("2019Q3")) is None


def test_whole_years_have_no_season():
    known = known_before(series(q2018=60), period_of("2019"), START)
    assert (last_value(known), seasonal_value(known, period_of("2019"))) == (60, None)


def test_without_a_history_the_last_value_is_the_stock_that_was_fitted():
    (found,) = backcast_rows(series(q2019Q2=100), forecast(), targets())
    assert (found.last, found.seasonal) == (120, None)


def test_a_year_is_told_by_what_of_it_was_not_fitted():
    rows = [row(50.0, fitted=True, period="2019Q1"), row(80.0), row(120.0, period="2019Q3")]
    (error,) = year_errors(rows)
    assert (error.simulated, error.observed, error.off, error.is_fitted) == (100, 100, 0, False)


def test_figures_that_nothing_is_known_of_are_named():
    assert untold_figures(forecast(), [series()]) == ("dagpenge",)
    assert untold_figures(forecast(), [series("bruttoledighed")]) == (SICK,)


@pytest.mark.parametrize("name", THREE)
def test_every_packaged_figure_has_a_source_a_period_and_a_figure_of_ours(name):
    found = PARAMS.published.observed(name)
    assert {each.name for each in found} >= {"auk01_net_kontanthjaelp", "y25i01_dagpenge"}
    for each in found:
        assert all(value.source and period_of(value.period) for value in each.values)
    known = packaged_series(found, find_municipality(PARAMS, name))
    assert all(value > 0 for each in known for value in each.values.values())


def test_of_jobindsats_single_figures_alone_are_packaged():
    for name in THREE:
        for each in PARAMS.published.observed(name):
            if each.name.startswith("y"):
                assert [value.grade for value in each.values] == ["derived"]


def test_the_published_unemployment_is_the_gross_one_that_jobindsats_has():
    """2022: gross unemployed full-time persons of y25i01, and the workforce jobindsats uses."""
    gross = {
        "herning": (808.2, 45_550),
        "hedensted": (360.4, 24_690),
        "vesthimmerland": (410.9, 17_170),
    }
    for name, (persons, workforce) in gross.items():
        (shares,) = [s for s in PARAMS.published.observed(name) if s.name == "aup02_unemployed"]
        share = next(value.value for value in shares.values if value.period == "2022")
        assert share * workforce == pytest.approx(persons, rel=0.01)


REFUSED = (
    ({"until": "2017-12-31"}, "expected a day in the quarter before, 2018-12-31 say."),
    ({"until": "2019-12-31"}, "herning begins with the stocks of 2019-02-01"),
    ({"replications": 2}, "--replications is 2, expected 3 or more"),
    ({"actuals": "nowhere.csv"}, "nowhere.csv does not exist; expected figures"),
)


@pytest.mark.parametrize(("changes", "told"), REFUSED)
def test_a_backcast_that_does_not_hold_is_refused_in_a_sentence(changes, told):
    until = parse_day(changes.pop("until", "2018-12-31"))
    question = BackcastQuestion(municipality="herning", **changes)
    with pytest.raises(InputError, match=re.escape(told)):
        accepted_backcast(with_start(question, until), PARAMS)
