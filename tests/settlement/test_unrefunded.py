"""Old ledighedsydelse beyond 18 months: the state refunds nothing of it, which settle tells."""

import json

import numpy as np
import pytest

from borgerflow.experiments.questions.settle.question import price_file
from borgerflow.experiments.questions.settle.unrefunded import Unrefunded, remarks_on_unrefunded
from borgerflow.sim.params import load

PARAMS = load()
OLD = "hoej_foer_2013"
BEGUN, OVER, END = "2017-01-02", "2018-07-02", "2019-01-07"  # the day after 18 months, by date


def priced(folder, *rows, until=None):
    path = folder / "spells.csv"
    path.write_text("\n".join(["citizen,scheme,start,end,category", *rows]), encoding="utf-8")
    return price_file(path, PARAMS, until=until)


def state_pays(settled):
    ledger = settled.ledger
    return ledger.loc[ledger["payer"] == "stat", "kroner"].sum()


@pytest.fixture(scope="module")
def beyond(tmp_path_factory):
    """Return what the state pays of the days beyond, settled as a spell of their own."""
    folder = tmp_path_factory.mktemp("beyond")
    return state_pays(priced(folder, f"1,ledighedsydelse,{OVER},{END},{OLD}"))


def test_what_the_state_pays_beyond_18_months_is_the_municipalitys_by_law(tmp_path, beyond):
    settled = priced(tmp_path, f"1,ledighedsydelse,{BEGUN},{END},{OLD}")
    assert settled.unrefunded == Unrefunded(1, pytest.approx(beyond), 18)
    assert state_pays(settled) > beyond
    assert json.loads(settled.to_json())["unrefunded"]["spells"] == 1


def test_months_on_kontanthjaelp_just_before_count_and_those_on_sygedagpenge_do_not(
    tmp_path, beyond
):
    later = f"1,ledighedsydelse,2018-01-01,{END},{OLD}"
    before = f"1,kontanthjaelp_aktivitetsparat,{BEGUN},2018-01-01,"
    assert priced(tmp_path, before, later).unrefunded == Unrefunded(1, pytest.approx(beyond), 18)
    sick = f"1,sygedagpenge,{BEGUN},2018-01-01,"
    assert priced(tmp_path, sick, later).unrefunded == Unrefunded()


@pytest.mark.parametrize(
    ("begun", "last"),
    [
        ("2017-01-01", "2018-06-30"),
        ("2016-09-01", "2018-02-28"),
        ("2016-07-15", "2018-01-14"),
        ("2016-08-31", "2018-02-28"),  # February has no 31st
    ],
)
def test_18_months_end_on_the_day_before_the_date_on_which_they_began(tmp_path, begun, last):
    day_after, next_day = (np.datetime64(last) + days for days in (1, 2))
    within = priced(tmp_path, f"1,ledighedsydelse,{begun},{day_after},{OLD}")
    beyond = priced(tmp_path, f"1,ledighedsydelse,{begun},{next_day},{OLD}")
    assert (within.unrefunded.spells, beyond.unrefunded.spells) == (0, 1)


def test_a_day_between_ends_the_stay_and_another_citizen_begins_one(tmp_path):
    first = f"1,ledighedsydelse,{BEGUN},2018-01-01,{OLD}"
    for citizen, start in ((1, "2018-01-02"), (2, "2018-01-01")):
        other = f"{citizen},ledighedsydelse,{start},{END},{OLD}"
        assert priced(tmp_path, first, other).unrefunded == Unrefunded()


def test_nothing_is_told_of_18_months_nor_of_days_after_the_last_settled(tmp_path):
    assert priced(tmp_path, f"1,ledighedsydelse,{BEGUN},{OVER},{OLD}").unrefunded == Unrefunded()
    long = f"1,ledighedsydelse,{BEGUN},{END},{OLD}"
    assert priced(tmp_path, long, until=OVER).unrefunded == Unrefunded()


def test_on_the_staircase_the_rule_is_not(tmp_path):
    settled = priced(tmp_path, f"1,ledighedsydelse,{BEGUN},{END},hoej")
    assert settled.unrefunded == Unrefunded()
    assert "unrefunded" not in json.loads(settled.to_json())


def test_a_stay_that_was_over_before_anything_is_settled_is_not_told(tmp_path):
    gone = f"1,ledighedsydelse,2012-01-02,2015-01-05,{OLD}"
    now = f"2,dagpenge,{BEGUN},{END},"
    assert priced(tmp_path, gone, now).unrefunded == Unrefunded()


def test_it_is_told_in_both_languages_with_its_kroner():
    (told,) = remarks_on_unrefunded(Unrefunded(2, 60_613.66, 18))
    assert "2 spells" in told.en
    assert "the municipality pays 60,614 kr. more" in told.en
    assert "kommunen 60.614 kr. mere" in told.da
