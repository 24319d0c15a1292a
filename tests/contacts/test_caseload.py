"""Caseloads and own teams: what is compared with what, and the effect it must have to pay."""

import re

import numpy as np
import pytest

from borgerflow import contacts
from borgerflow.experiments.questions.compare.break_even.search import FACTORS
from borgerflow.experiments.questions.contacts.asked.design import design_of
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.assumptions import notices_about
from borgerflow.experiments.questions.contacts.simulation.paying.break_even import (
    FasterExits,
    set_everywhere,
)
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.measures.account import CONTACT
from borgerflow.sim.params import load
from borgerflow.sim.settlement.rulebook import KOMMUNE

pytestmark = pytest.mark.slow

HERNING = {"population": 0.1, "end": "2020-01-01", "replications": 2, "effects": "sceptic"}
SMALL = {**HERNING, "workers": 1}
RUN = RunSettings(1, "compiled")


def asked(**keywords):
    return contacts("herning", "dagpenge", **{**SMALL, **keywords})


@pytest.fixture(scope="module")
def fewer():
    """Return 50 cases a post becoming 35."""
    return asked(caseload=[50, 35])


@pytest.fixture(scope="module")
def own():
    """Return a team with fewer posts than its talks need, under two rhythms."""
    return asked(rhythm=["4/year", "11/first-half-year"], team={"dagpenge": 12}, break_even=False)


def test_fifty_to_thirty_five_is_the_difference_of_these_two(fewer):
    (row,) = fewer.rows
    assert (fewer.now.label.en, row.label.en) == ("50 cases an FTE", "35 cases an FTE")
    citizens = 50 * fewer.base_fte
    lag = 275 / 365  # three quarters of the year are left once people are hired
    assert row.fte.mean == pytest.approx(lag * (citizens / 35 - citizens / 50), rel=0.02)
    assert row.posts_there == fewer.base_fte + row.fte.mean
    assert fewer.to_dict()["baseline"]["setting"] == "50 cases an FTE"


def test_the_first_lines_say_that_no_effect_is_known_and_what_it_must_be(fewer):
    unknown, must, known = fewer.text("en").splitlines()[1:4]
    assert unknown.startswith("The model knows no effect of a lower caseload")
    assert must.startswith("35 cases an FTE instead of 50 takes 0.")
    assert "exits from unemployment benefit to job and education go at least" in must
    assert known.startswith("35 cases an FTE instead of 50: a talk waits ")
    danish = fewer.text("da").splitlines()
    assert danish[1].startswith("Modellen kender ingen effekt af et lavere sagstal")
    assert "pct. hurtigere" in danish[2]
    for told in (fewer.text("en"), fewer.text("da")):
        assert not any(word in told for word in ("loses at", "merudgift ved", "Best of", " *"))


def test_put_back_the_effect_pays_for_the_posts(fewer):
    """The faster exits, simulated as a proposal of their own, save what the posts cost."""
    (row,) = fewer.rows
    effect = row.break_even.effect.mean
    saved = -np.mean(kroner_saved(effect))
    assert saved == pytest.approx(row.staff.mean, rel=0.005)
    assert abs(row.break_even.net_left.mean) <= 0.005 * row.staff.mean


def design(scheme):
    """Return 50 cases becoming 35, as it is tried."""
    about = {"municipality": "herning", "schemes": (scheme,), "caseload": [50, 35]}
    return design_of(ContactsQuestion.of({**about, **HERNING}), load())


def kroner_saved(factor):
    """Return the municipality's change of kroner in 2019, talks left out, of each replication."""
    exits = FasterExits(None, design("dagpenge"), RUN, None, ("dagpenge",))
    faster = exits.usual.with_proposals([set_everywhere(exits.proposal, "effect", factor)])
    pairs = [run_pair(exits.usual, faster, replication=n, settings=RUN) for n in range(2)]
    money = [(pair.investment - pair.baseline).money[:, KOMMUNE] for pair in pairs]
    return [each.sum() - each[..., CONTACT].sum() for each in money]


def test_fewer_posts_save_as_long_as_exits_are_not_much_slower():
    found = asked(caseload=[35, 50], population=0.03)
    (row,) = found.rows
    assert found.now.label.en == "35 cases an FTE"  # named first, though it is the lower
    assert 0.9 < row.break_even.effect.mean < 1
    line = found.text("en").splitlines()[3]
    assert line.startswith("50 cases an FTE instead of 35 frees 0.")
    assert ": it saves as long as exits from " in line
    assert line.endswith("slower.")


def test_posts_that_no_effect_can_pay_for_are_told_so():
    found = asked(caseload=[50, 1], population=0.03)
    (row,) = found.rows
    assert row.break_even.effect is None
    assert row.break_even.best_tried == FACTORS[0]
    assert "no effect up to a factor of 3.0 pays for it" in found.text("en")
    assert "> +200.0 %" in found.text("en")


def test_a_team_has_the_posts_it_is_said_to_have_and_needs_others(own):
    assert own.base_fte == pytest.approx(12 * SMALL["population"])
    assert own.base_fte_needed > 1.2 * own.base_fte
    for row in own.rows:
        assert row.posts_there == own.base_fte
        assert row.staff.mean == 0
    assert own.rows[1].posts_needed > own.base_fte_needed
    table = own.text("en").splitlines()
    place = next(n for n, line in enumerate(table) if line.lstrip().startswith("Setting"))
    assert table[place].split()[1:4] == ["talks", "has", "needs"]
    assert re.match(r"  as now \S? +\d+  1\.2 +2\.0 ", table[place + 1])


def test_two_rhythms_stand_in_one_table(own):
    assert [row.label.en for row in own.rows] == [
        "4 talks a year",
        "11 talks in the first half-year",
    ]
    assert all(row.break_even is None for row in own.rows)
    assert re.search(r"\n  Setting .* net .* state", own.text("en"))  # other payers have a column
    assert "State:" not in own.text("en")


def test_quarters_are_told_where_other_posts_are_tried_and_nowhere_else(fewer, own):
    assert len(fewer.to_dict()["lateness"]) == 2 * 4
    assert "lateness" not in own.to_dict()


def test_hired_for_a_rhythm_an_own_team_grows_from_what_it_has_to_what_is_needed():
    found = asked(every=[8], team={"dagpenge": 12}, hire=True, break_even=False)
    (row,) = found.rows
    missing = row.posts_needed - found.base_fte
    assert 0.6 * missing < row.fte.mean < 0.8 * missing  # they come after three months


def test_one_caseload_beside_rhythms_is_the_team_there_is():
    found = asked(every=[8], caseload=[50], population=0.03)
    (row,) = found.rows
    assert found.now.label.en == "50 cases an FTE"
    assert row.label.en == "a talk every 8 weeks"
    assert row.fte.mean == 0
    line = found.text("en").splitlines()[1]
    assert line.startswith("A talk every 8 weeks would take 0.")
    assert "a year if they were hired), and the law's dates are kept less often: it pays" in line


def test_a_caseload_is_told_to_be_the_whole_teams():
    told = [notice.en for notice in notices_about(design("ressourceforloeb"))]
    (whole,) = (notice for notice in told if notice.startswith("Cases and posts are the whole"))
    assert "Jobafklaring (clarifying the capacity for work), Ressourceforl" in whole
