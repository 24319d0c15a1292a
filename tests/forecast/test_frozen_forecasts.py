"""A frozen forecast: intervals of one course to come, whole periods alone, and a digest."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.runs.statistics import prediction_half
from borgerflow.experiments.validation.forecast.asked import refuse_freezing
from borgerflow.experiments.validation.forecast.document import (
    file_text,
    read_forecast,
    write_forecast,
)
from borgerflow.experiments.validation.forecast.figures import periods_of
from borgerflow.experiments.validation.forecast.finding import MEANS
from borgerflow.experiments.validation.forecast.lived import waiting_by_month
from borgerflow.sim.base.clock import month_index_of, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.records.history import SpellArrays
from tests.forecast.made_forecast import forecast

SAMPLES, SIZE = 20_000, 5
LEVELS = (0.8, 0.95)


def coverage(level, half):
    """Return how often one more draw falls within so far from the mean of a few normal ones."""
    draws = np.random.default_rng(1).normal(size=(SIZE + 1, SAMPLES))
    seen, next_one = draws[:SIZE], draws[SIZE]
    return float(np.mean(np.abs(next_one - seen.mean(axis=0)) <= half(seen, level)))


@pytest.mark.parametrize("level", LEVELS)
def test_one_more_course_falls_within_the_interval_as_often_as_it_says(level):
    error = (level * (1 - level) / SAMPLES) ** 0.5
    assert abs(coverage(level, prediction_half) - level) < 4 * error


def test_the_interval_of_a_mean_would_miss_one_more_course_too_often():
    def of_the_mean(seen, level):
        return prediction_half(seen, level) / (SIZE + 1) ** 0.5

    assert coverage(0.8, of_the_mean) < 0.6


def axes(start, end):
    first, last = parse_day(start), parse_day(end)
    month = month_index_of(first)
    return Axes(month, month_index_of(last - 1) + 1 - month, (), first, last)


def test_only_whole_quarters_and_years_are_forecast():
    names = [period.name for period in periods_of(axes("2019-02-15", "2021-02-01"))]
    assert names == [*(f"2019Q{q}" for q in (2, 3, 4)), *(f"2020Q{q}" for q in range(1, 5)), "2020"]


def test_a_quarter_is_as_long_as_in_the_calendar():
    first, *_, year = periods_of(axes("2020-01-01", "2021-01-01"))
    assert (first.days, year.days) == (91, 366)


def test_days_in_the_employers_period_are_no_days_on_sygedagpenge():
    spells = SpellArrays(
        *(np.array(column) for column in ([0, 1], [1, 1], [20, 0], [60, 5], [0, 0])),
        *(np.zeros(2) for _ in range(3)),
    )
    waiting = waiting_by_month(spells, np.array([30]), np.array([0, 31, 59, 90]), 2)
    assert waiting.tolist() == [[0, 11 + 5], [0, 19], [0, 0]]


def test_a_forecast_comes_back_from_its_file_as_it_was(tmp_path):
    made = forecast(proposals=("herning-syg02",))
    write_forecast(made, tmp_path / "f.json")
    assert read_forecast(tmp_path / "f.json") == made


def test_the_file_says_what_its_intervals_are():
    told = json.loads(file_text(forecast()))
    assert told["intervals"] == {"da": MEANS.da, "en": MEANS.en}
    assert "not of the mean" in MEANS.en


def test_a_file_laid_out_anew_is_still_the_forecast(tmp_path):
    file = tmp_path / "f.json"
    file.write_text(json.dumps(json.loads(file_text(forecast())), indent=3), encoding="utf-8")
    assert read_forecast(file) == forecast()


def test_a_forecast_with_a_number_changed_is_refused(tmp_path):
    text = file_text(forecast())
    edited = re.sub(r'"mean": 100\.0', '"mean": 90.0', text, count=1)
    assert edited != text
    (tmp_path / "f.json").write_text(edited, encoding="utf-8")
    with pytest.raises(InputError, match="was changed since the forecast was frozen"):
        read_forecast(tmp_path / "f.json")


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"schema": "borgerflow/run/1"}'])
def test_what_is_no_forecast_is_refused(tmp_path, text):
    (tmp_path / "f.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"f\.json is no forecast; expected a forecast that run"):
        read_forecast(tmp_path / "f.json")


def test_a_forecast_is_never_written_over(tmp_path):
    (tmp_path / "f.json").write_text("kept", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        write_forecast(forecast(), tmp_path / "f.json")
    assert (tmp_path / "f.json").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("name", "replications", "told"),
    [
        ("f.txt", 20, "expected a file that ends in .json"),
        ("there.json", 20, "a forecast is never written over"),
        ("nowhere/f.json", 20, "expected a file in a folder there is"),
        ("f.json", 2, "--replications is 2, expected 3 or more"),
    ],
)
def test_what_cannot_be_frozen_is_refused_before_anything_is_simulated(
    tmp_path, monkeypatch, name, replications, told
):
    monkeypatch.chdir(tmp_path)
    Path("there.json").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(told)):
        refuse_freezing(Path(name), replications)
