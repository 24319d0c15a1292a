"""One citizen in both worlds: every day told once, alike where nothing is changed."""

import datetime as dt
import itertools
import re
from functools import cache

import pytest

from borgerflow.experiments.questions.trace.asked import TraceQuestion
from borgerflow.experiments.questions.trace.beside import beside_text, lives_beside
from borgerflow.experiments.questions.trace.chart import keep_picture
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load

HORIZON = {"start": "2019-01-01", "end": "2021-01-01"}


def asked(citizen, *proposals):
    return TraceQuestion(
        municipality="modelkommune",
        proposals=proposals,
        citizen=citizen,
        **HORIZON,
    )


@cache
def lives_of(citizen):
    return lives_beside(asked(citizen, "herning-syg02"), load())


@cache
def changed():
    """Return both lives of the first citizen whose life is changed."""
    return lives_of(lives_of(0).first_changed)


def test_whose_life_is_the_same_is_told_with_whose_is_not():
    same = lives_of(0)
    assert not same.differ
    assert changed().differ
    told = beside_text(same, "da")
    assert told.startswith("Borgerens forløb er det samme i begge scenarier. Den første, hvis ")
    assert f"borger {same.first_changed}.\n" in told


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_day_of_the_horizon_stands_in_one_line(lang):
    lines = beside_text(changed(), lang).splitlines()[4:-1]
    days = [re.findall(r"\d{4}-\d{2}-\d{2}", line) for line in lines]
    assert days[0][0] == HORIZON["start"]
    assert days[-1][1] == "2020-12-31"
    for (_, last), (first, _) in itertools.pairwise(days):
        assert dt.date.fromisoformat(first) - dt.date.fromisoformat(last) == dt.timedelta(days=1)


def test_the_last_line_is_what_all_weeks_cost():
    *_, last = beside_text(changed(), "en").splitlines()
    told = [int(number.replace(",", "")) for number in re.findall(r"[\d,]+$|[\d,]{2,}", last)]
    weeks = [sum(week.kommune for week in life) for life in (changed().before, changed().after)]
    assert round(weeks[0]) in told or weeks[0] == 0
    assert round(weeks[1]) in told or weeks[1] == 0


def test_both_lives_are_drawn_and_one_that_is_the_same_is_not(tmp_path):
    assert keep_picture(changed(), tmp_path / "a.svg", "da").stat().st_size > 1000
    with pytest.raises(InputError, match="the same in both worlds"):
        keep_picture(lives_of(0), tmp_path / "b.svg", "en")
    assert not (tmp_path / "b.svg").exists()


def test_a_life_beside_needs_a_proposal():
    with pytest.raises(InputError, match="expected a proposal"):
        lives_beside(asked(0), load())
