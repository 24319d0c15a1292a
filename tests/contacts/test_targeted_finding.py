"""Whom and where, asked of a twentieth of Herning: words, JSON, and what an interruption leaves."""

import json
from itertools import groupby

import pytest

from borgerflow import contacts
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.sim.base.errors import InputError
from tests.pages import html_of

pytestmark = pytest.mark.slow

SMALL = {"population": 0.05, "end": "2020-01-01", "replications": 3, "workers": 1}
TWO = ("dagpenge", "sygedagpenge")
PAYS = 2  # a seed with which a talk every eight weeks pays, so that something is chosen


@pytest.fixture(scope="module")
def bound():
    """Each group alone goes back to the law, and the posts stay."""
    return contacts("herning", "dagpenge", every=[4], who=True, **SMALL)


@pytest.fixture(scope="module")
def free():
    """Each group alone goes back to the law, and posts follow the talks."""
    return contacts("herning", "dagpenge", every=[4], who=True, capacity=False, **SMALL)


@pytest.fixture(scope="module")
def posts():
    """Put a third of a post where it does most."""
    return contacts("herning", TWO, every=[4, 8], extra_fte=0.3, seed=PAYS, **SMALL)


def test_posts_that_are_given_have_no_interval(posts):
    """What is decided is no mean over replications."""
    uses = posts.best_use.uses
    assert {(use.fte.low, use.fte.high) for use in uses} == {(None, None)}
    assert any(use.fte.mean > 0 and use.net.low < use.net.high for use in uses)


def test_groups_are_of_every_kind_and_each_kind_is_the_whole_scheme(bound):
    kinds = {
        kind: [group.contacts_now for group in groups]
        for kind, groups in groupby(bound.groups, key=lambda group: group.kind)
    }
    assert list(kinds) == ["age", "education", "household", "provider", "weeks_left", "elapsed"]
    whole = bound.baseline.contacts_held.mean
    for kind, talks in kinds.items():
        assert sum(talks) == pytest.approx(sum(kinds["age"])), kind
        assert len(talks) > 1
    assert sum(kinds["age"]) == pytest.approx(whole, rel=0.2)  # some stay away


def test_no_group_is_empty_and_no_kind_is_a_group_alone():
    found = contacts("herning", "uddannelseshjaelp_uddannelsesparat", every=[4], who=True, **SMALL)
    assert [g.label.en for g in found.groups if g.kind == "age"] == ["under 25", "25-29"]
    assert not any(group.kind == "education" for group in found.groups)
    assert all(group.contacts_now > 0 for group in found.groups)


def test_a_group_with_too_few_talks_says_so():
    found = contacts("herning", "kontanthjaelp_jobparat", every=[8], who=True, **SMALL)
    few = [group for group in found.groups if group.verdict == "too_few"]
    assert few
    assert all(group.contacts_now < 30 for group in few)
    assert "With too few talks to tell: " in found.text("en")
    assert "For få samtaler til at sige noget: " in found.text("da")


def test_where_posts_stay_the_net_is_what_benefits_become_and_time_is_freed(bound):
    assert bound.staffing == "as_now"
    assert bound.base_fte > 0
    for group in bound.groups:
        assert group.net == group.benefits
        fewer = group.verdict != "no_fewer"  # else the law asks for as many of these already
        assert (group.contacts_held.mean < 0) == (group.fte.mean < 0) == fewer
    assert any(group.verdict != "no_fewer" for group in bound.groups)
    text = bound.text("en")
    assert "Fewer talks (back to the law's minimum from a talk every 4 weeks)" in text
    assert f"the team keeps its {bound.base_fte:.1f} FTE, and the time freed is used for" in text
    assert "posts stay: the net is benefits" in text
    assert "Only the teams named are short of time" in text


def test_where_posts_follow_the_talks_the_net_is_less_by_those_that_are_freed(free):
    assert free.staffing == "no_limit"
    for group in free.groups:
        assert group.net.mean - group.benefits.mean == pytest.approx(500_000 * group.fte.mean, 0.02)
    text = free.text("en")
    assert "posts follow the talks and are counted" in text
    assert "Time is no limit" in text


def test_the_words_name_talks_staff_kroner_and_deadlines_in_both_languages(bound, free):
    for finding in (bound, free):
        english, danish = finding.text("en"), finding.text("da")
        assert "fewer talks and" in english
        assert "FTE freed, net" in english
        assert "the law's dates are kept in" in english
        assert "årsværk frigjort, netto" in danish
        assert "lovens frister overholdes i" in danish
        assert "aldrig om enkeltpersoner" in danish


def test_the_json_of_groups_has_its_keys(bound):
    content = json.loads(bound.to_json())
    assert set(content["groups"][0]) == {
        "kind",
        "group",
        "talks_now",
        "talks_held",
        "fte",
        "waiting_days_change",
        "share_on_time_change",
        "law_dates_kept_less_often",
        "benefits",
        "net_municipal",
        "verdict",
    }


def test_uses_are_rhythms_with_their_posts_and_posts_alone_in_every_team(posts):
    use = posts.best_use
    assert posts.staffing == "hired"
    assert [each.scheme for each in use.uses] == [
        *("dagpenge",) * 2,
        *("sygedagpenge",) * 2,
        None,
        None,
    ]
    assert use.uses[0].fte.mean > use.uses[1].fte.mean > 0.05
    assert [each.fte.mean for each in use.uses[4:]] == pytest.approx([0.3, 0.3])
    assert {each.team.en for each in use.uses} == {"unemployment benefit", "sickness benefit"}
    for each in use.uses:
        paid = (each.net.mean - each.benefits.mean) / 500_000
        assert paid == pytest.approx(each.fte.mean * 275 / 365, rel=0.1)  # hired after a lag


def test_the_chosen_posts_are_no_more_than_there_are_and_are_lived_together(posts):
    use = posts.best_use
    assert use.chosen
    assert sum(each.fte.mean for each in use.chosen) <= 0.3
    assert use.left == pytest.approx(0.3 - sum(each.fte.mean for each in use.chosen))
    assert use.together.fte.mean == pytest.approx(0.3 if use.together.left_to else 0.3 - use.left)
    assert use.together.net.mean == pytest.approx(
        use.together.benefits.mean + use.together.staff.mean
    )
    text = posts.text("en")
    assert "0.3 FTE more do most as: " in text
    assert "FTE in team unemployment benefit for a talk every" in text
    assert "the law's dates are kept in" in text
    assert "årsværk i team dagpenge til en samtale hver" in posts.text("da")


def test_without_a_limit_posts_follow_the_talks_and_none_are_put_in_a_team_alone():
    found = contacts("herning", TWO, every=[4, 8], extra_fte=20, capacity=False, **SMALL)
    use = found.best_use
    assert len(use.uses) == 4
    assert sum(each.fte.mean for each in use.chosen) <= 20
    assert len({each.scheme for each in use.chosen}) == len(use.chosen)
    assert "left over" not in found.text("en")


def test_the_report_the_workbook_and_the_chart_are_written(bound, posts, tmp_path):
    rhythm = f"{posts.scheme_label('dagpenge', 'da')}: en samtale hver 8. uge"
    for finding, name in ((bound, "25-29 år"), (posts, rhythm)):
        page = html_of(finding, "da", drawn=False)
        assert page.count("data:image/svg+xml") == 2  # the load of caseworkers is the other
        assert name in page
        finding.to_excel(tmp_path / "t.xlsx", "da")
        finding.plot(tmp_path / "t.svg", "da")
        assert (tmp_path / "t.xlsx").stat().st_size > 3000
        assert (tmp_path / "t.svg").stat().st_size > 3000


def test_workers_change_nothing():
    asked = {"extra_fte": 0.3, "every": [8]}
    one, two = (
        contacts("herning", "dagpenge", **asked, **{**SMALL, "replications": 2, "workers": workers})
        for workers in (1, 2)
    )
    assert one.to_json() == two.to_json()


def stopped_at(place, **asked):
    """Return what is left of a question that is stopped when so many pieces are done."""

    def stop(done, total):
        if done == place:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stopped:
        contacts("herning", every=[8], progress=stop, **asked, **SMALL)
    return stopped.value.finding


def test_who_stops_early_has_the_groups_of_the_replications_that_were_finished():
    # Six pieces come before the replications: talks are counted, and the posts they take.
    finding = stopped_at(8, schemes="dagpenge", who=True)
    assert finding.replications == 2
    assert len(finding.groups) > 10
    assert "this answer uses 2 of 3 replications" in finding.text("en")


def test_whoever_stops_early_has_the_uses_of_the_replications_that_were_finished():
    finding = stopped_at(2, schemes=TWO, extra_fte=2, capacity=False)
    assert finding.replications == 2
    assert [each.scheme for each in finding.best_use.uses] == [*TWO]
    assert finding.best_use.together is None
    assert "this answer uses 2 of 3 replications" in finding.text("en")


def test_whoever_stops_before_the_chosen_are_lived_together_is_told_so():
    finding = stopped_at(4, schemes=TWO, extra_fte=2, capacity=False, seed=PAYS)
    assert finding.replications == 3
    assert finding.best_use.chosen
    assert "Interrupted: the chosen uses were not simulated together." in finding.text("en")
    assert "Together" not in finding.text("en")


def test_who_stops_before_anything_is_finished_has_nothing():
    assert stopped_at(3, schemes="dagpenge", who=True) is None


def test_a_scope_in_which_nobody_has_a_talk_is_refused_in_words():
    nobody = {"target": {"age": ("age_60_plus",)}, "every": [4], "who": True}
    with pytest.raises(InputError, match="--who finds nobody with a talk: expected a wider"):
        contacts("herning", "uddannelseshjaelp_uddannelsesparat", **nobody, **SMALL)
