"""A proposal that changes the posts of a team acts in every command, or the answer says so."""

from dataclasses import replace

import pytest

from borgerflow import compare
from borgerflow.experiments.questions.compare.question import CompareQuestion
from borgerflow.experiments.runs.capacity.posts_needed import staffed_for
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world

FORM = """
id: posts
title: {da: Poster, en: Posts}
municipality: herning
form: {document: own, lines: 1-2, number: POSTS}
description: {da: Test., en: Test.}
start: 2019-01-01
price_year: 2019
cost:
  2019: {value: 500000, unit: kr, source: own, grade: derived}
mechanisms:
  p:
    label: {da: Poster, en: Posts}
    kind: capacity
    team: dagpenge
    fte: {value: FTE, unit: fte, source: own, grade: derived}
evidence: own
flags: []
"""
SMALL = {"end": "2020-01-01", "population": 0.1, "workers": 1, "break_even": False}


def holding(folder, fte):
    """Return the params with a proposal that changes the posts of the team of dagpenge."""
    path = folder / "posts.yaml"
    path.write_text(FORM.replace("FTE", str(fte)), encoding="utf-8")
    return load().with_own([path])


@pytest.fixture(scope="module")
def fewer(tmp_path_factory):
    params = holding(tmp_path_factory.mktemp("fewer"), -10)
    return compare("herning", ["posts"], replications=2, params=params, **SMALL)


@pytest.mark.slow
def test_fewer_posts_hold_fewer_contacts_and_people_stay_longer(fewer):
    by_line = {row.line: row.amounts.total.mean for row in fewer.summary}
    assert by_line["contacts_and_activation"] < 0 < by_line["benefits"]
    days = {(row.scheme, row.year): row.difference.mean for row in fewer.full_time}
    assert days["dagpenge", 2019] > 0 > days["job", 2019]
    assert "No citizen's course changes" not in fewer.text("en")


@pytest.mark.slow
def test_posts_that_are_not_changed_change_nothing_and_the_first_line_says_so(tmp_path):
    params = holding(tmp_path, 0)
    found = compare("herning", ["posts"], replications=1, params=params, **SMALL)
    _, first, *_ = found.text("en").splitlines()
    assert first == (
        "No citizen's course changes: the proposal has no effect in the model, or it reaches "
        "nobody."
    )
    assert found.text("da").splitlines()[1].startswith("Ingen borgers forløb ændres: ")


def test_only_the_team_whose_posts_change_is_short_of_time(tmp_path):
    params = holding(tmp_path, -10)
    question = CompareQuestion(municipality="herning", proposals=("posts",), population=0.02)
    world = world_of(question, params)
    posts = {team: steps[0][1] for team, steps in world.contacts.staff.posts.items()}
    assert 10 < posts.pop("dagpenge") < 30
    assert min(posts.values()) > 1_000
    assert world.baseline().contacts.staff == world.contacts.staff


def test_a_world_in_which_no_posts_change_has_all_the_time_it_needs():
    world = load_world("herning", ["herning-syg02"], population=0.02)
    assert staffed_for(world, world.proposals) is world
    assert replace(world, proposals=()).contacts.staff is None
