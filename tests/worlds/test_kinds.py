"""Each kind of mechanism in a small Herning: what it changes, and what it leaves alone."""

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from borgerflow import breakeven
from borgerflow.experiments.questions.breakeven.each_proposal import HEADS, row_of
from borgerflow.experiments.questions.breakeven.finding import needs_nothing
from borgerflow.experiments.runs.capacity.programme_places import fillings
from borgerflow.experiments.runs.estimators.pairs import (
    RunSettings,
    run_change,
    run_pair,
    run_reached,
)
from borgerflow.experiments.runs.money import own_net
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import account_of
from borgerflow.sim.params import CapacityMechanism, ContactMechanism, LawPatch, Mechanism, load
from borgerflow.sim.world.world import load_world
from tests.staffing import staffed

PARAMS = load()
ON = {
    "label": {"da": "Prøve", "en": "Try"},
    "stated": False,
    "reach": {"value": 1.0, "unit": "share", "source": "a test", "grade": "derived"},
    "implementation": {"value": 1.0, "unit": "share", "source": "a test", "grade": "derived"},
    "deadweight": {"value": 0.0, "unit": "share", "source": "a test", "grade": "derived"},
    "displacement": {"value": 0.0, "unit": "share", "source": "a test", "grade": "derived"},
    "phase_in_months": {"value": 0, "unit": "months", "source": "a test", "grade": "derived"},
    "fade_out_months": {"value": 0, "unit": "months", "source": "a test", "grade": "derived"},
}
SETTINGS = RunSettings(3, "auto")


def number(value, unit):
    return {"value": value, "unit": unit, "source": "a test", "grade": "derived"}


def mechanism(kind, scheme, effect, unit, **fields):
    form = {"name": "tried", "kind": kind, "scheme": scheme, "effect": number(effect, unit)}
    return Mechanism.model_validate({**ON, **form, **fields})


def programme(**fields):
    usual = {
        "exits": ("uddannelse", "job"),
        "places": number(18, "persons"),
        "weeks": number(26, "weeks"),
        "recruited": number(0.02, "share/week"),
        "completion": number(0.75, "share"),
        "lock_in": number(0.5, "factor"),
        "lasts_weeks": number(52, "weeks"),
    }
    scheme = "uddannelseshjaelp_aktivitetsparat"
    return mechanism("programme", scheme, 3.0, "factor", **usual | fields)


def compulsory(**fields):
    usual = {
        "places": None,
        "recruited": None,
        "at_week": number(13, "weeks"),
        "threat": number(1.5, "factor"),
        "threat_weeks": number(6, "weeks"),
    }
    return programme(**usual | fields)


KINDS = {
    "relapse": mechanism(
        "relapse", "job", 0.5, "factor", exits=("sygedagpenge",), came_from=("sygedagpenge",)
    ),
    "programme": programme(),
    "compulsory": compulsory(),
    "review": mechanism(
        "review", "sygedagpenge", 0.5, "share", away_from="jobafklaring", towards="came_from"
    ),
    "hours": mechanism("hours", "fleksjob", 3.0, "hours"),
    "sanction": mechanism(
        "sanction",
        "kontanthjaelp_jobparat",
        1.3,
        "factor",
        exits=("selvforsoergelse",),
        paid=number(0.98, "factor"),
    ),
}
REVIEW_LATER = LawPatch.model_validate(
    {
        "name": "review_later",
        "label": {"da": "Senere", "en": "Later"},
        "parameter": "law.sygedagpenge.revurdering_after_weeks",
        "values": {parse_day("2020-01-01"): {"value": 40, "source": "a test", "grade": "assumed"}},
    }
)
DEARER_AT_FIRST = LawPatch.model_validate(
    REVIEW_LATER.model_dump()
    | {
        "name": "first_step",
        "parameter": "law.refusion.step_1_share",
        "values": {parse_day("2020-01-01"): {"value": 0.4, "source": "a test", "grade": "assumed"}},
    }
)


@cache
def baseline():
    return load_world("herning", population=0.1, params=PARAMS)


def with_(*mechanisms, law=()):
    """Return the small Herning under a proposal made of these mechanisms."""
    form = PARAMS.proposal("herning-syg02")
    proposal = form.model_copy(update={"mechanisms": tuple(mechanisms), "law": tuple(law)})
    return baseline().with_proposals([proposal])


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(KINDS))
def test_both_engines_live_every_kind_alike(kind):
    world = with_(KINDS[kind])
    some = range(0, 4_000, 5)
    fast, plain = (simulate(world, 3, 0, engine, some) for engine in ("compiled", "reference"))
    assert fast == plain
    assert fast != simulate(baseline(), 3, 0, "compiled", some)


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(KINDS))
def test_living_only_the_reached_again_gives_the_account_of_living_all(kind):
    world = with_(KINDS[kind])
    pair = run_pair(baseline(), world, replication=1, settings=SETTINGS)
    whole = account_of(simulate(world, 3, 1), world)
    assert np.array_equal(pair.investment.person_days, whole.person_days)
    assert np.array_equal(pair.investment.flows, whole.flows)
    assert np.allclose(pair.investment.money, whole.money, rtol=1e-9, atol=1e-3)
    assert pair.touched.sum() > 0


def test_fewer_fall_back_only_of_those_who_came_from_there():
    usual, changed = (simulate(w, 3, 0).spells for w in (baseline(), with_(KINDS["relapse"])))
    apart = usual.merge(changed, how="outer", indicator=True).query("_merge != 'both'")
    touched = set(apart.citizen)
    after_sickness = usual.citizen[
        (usual.scheme == "job") & (usual.scheme.shift() == "sygedagpenge")
    ]
    assert touched
    assert touched <= set(after_sickness)


def test_a_review_moved_sends_back_who_went_on():
    moved = with_(KINDS["review"])
    flows = [account_of(simulate(w, 3, 0), w).flows.sum(axis=0) for w in (baseline(), moved)]
    names = baseline().scheme_names
    sick, on, job = (names.index(n) for n in ("sygedagpenge", "jobafklaring", "job"))
    assert flows[1][sick, on] < 0.7 * flows[0][sick, on]
    assert flows[1][sick, job] > flows[0][sick, job]


def test_decisions_that_no_deadline_knows_are_refused_with_those_it_knows():
    strange = mechanism("review", "sygedagpenge", 0.5, "share", away_from="job", towards="dagpenge")
    with pytest.raises(InputError, match="no deadline of sygedagpenge decides between job and"):
        with_(strange)


def test_more_hours_lower_what_is_paid_by_the_kroner_of_an_hour():
    """Three hours at 48 kr. of a fleksloentilskud of 18,489 kr. a month, 0.6 of it paid, say."""
    usual, changed = (simulate(w, 3, 0).spells for w in (baseline(), with_(KINDS["hours"])))
    day = np.datetime64("2019-06-01")
    shares = [
        s[(s.scheme == "fleksjob") & (s.start <= day) & (day < s.end)].set_index("citizen").share
        for s in (usual, changed)
    ]
    weekly = PARAMS.law.rates.weekly("fleksloentilskud.max", parse_day("2019-06-01"))
    lost = (shares[0] - shares[1]) * weekly
    assert len(lost) > 50
    assert lost.to_numpy() == pytest.approx(3 * 48.0)


def test_hours_in_a_scheme_without_a_price_are_refused():
    with pytest.raises(InputError, match="by how much an hour of work lowers dagpenge"):
        with_(mechanism("hours", "dagpenge", 3.0, "hours"))


def test_enrolments_are_told_and_as_many_as_are_recruited():
    world = with_(programme())
    history = simulate(world, 3, 0)
    assert list(history.enrolments.columns) == ["citizen", "programme", "start", "end", "completed"]
    assert set(history.enrolments.programme) == {"herning-syg02.tried"}
    assert len(history.enrolments) > 10
    assert simulate(baseline(), 3, 0).enrolments.empty


def test_who_is_still_there_in_the_week_is_enrolled_and_fewer_while_it_is_phased_in():
    history = simulate(with_(compulsory(phase_in_months=number(12, "months"))), 3, 0)
    spells = history.spells[history.spells.scheme == "uddannelseshjaelp_aktivitetsparat"]
    week = spells.start + np.timedelta64(13 * 7, "D")
    there, enrolled = spells[(week >= "2019-01-01") & (week < spells.end)], history.enrolments
    late = week[there.index] >= "2020-01-01"
    assert late.sum() > 20
    assert sorted(enrolled.citizen[enrolled.start >= "2020-01-01"]) == sorted(there.citizen[late])
    assert 0 < (enrolled.start < "2020-01-01").sum() < (~late).sum()


def test_a_compulsory_programme_has_no_places_to_be_held_against():
    assert fillings(with_(compulsory())) == []
    assert len(fillings(with_(programme()))) == 1


@pytest.mark.slow
def test_a_team_that_starts_together_recruits_in_its_first_weeks_alone():
    world = with_(
        programme(recruits_for_weeks=number(4, "weeks"), recruited=number(0.2, "share/week"))
    )
    starts = simulate(world, 3, 0).enrolments.start
    assert starts.min() >= np.datetime64("2019-01-01")
    assert starts.max() < np.datetime64("2019-01-29")


def test_a_later_start_leaves_the_first_months_as_they_were():
    late = with_(
        KINDS["relapse"].model_copy(
            update={
                "starts_after_months": programme().phase_in_months.model_copy(
                    update={"value": 24.0}
                )
            }
        )
    )
    spells = [simulate(w, 3, 0).spells for w in (baseline(), late)]
    before = [s[s.end < "2021-01-01"].reset_index(drop=True) for s in spells]
    assert before[0].equals(before[1])
    assert not spells[0].equals(spells[1])


def test_a_later_review_in_law_keeps_people_on_sygedagpenge_longer():
    later = with_(law=[REVIEW_LATER])
    pair = run_pair(baseline(), later, replication=0, settings=SETTINGS)
    sick = baseline().scheme_names.index("sygedagpenge")
    by_month = (pair.investment.person_days - pair.baseline.person_days)[:, sick]
    assert not by_month[:12].any()
    assert by_month[18:].sum() > 0


@pytest.mark.slow
def test_another_step_of_the_staircase_prices_every_life_again_and_changes_none():
    repriced = with_(law=[DEARER_AT_FIRST])
    assert simulate(baseline(), 3, 0).spell_arrays.end.tolist() == (
        simulate(repriced, 3, 0).spell_arrays.end.tolist()
    )
    pair = run_pair(baseline(), repriced, replication=0, settings=SETTINGS)
    whole = account_of(simulate(repriced, 3, 0), repriced)
    assert np.allclose(pair.investment.money, whole.money, rtol=1e-9, atol=1e-3)
    assert pair.touched.sum() == 0
    among = run_reached(baseline(), repriced, replication=0, settings=SETTINGS)
    change = run_change(baseline(), repriced, replication=0, settings=SETTINGS, among=among)
    net = own_net((pair.investment.money - pair.baseline.money)[None]).sum()
    assert own_net(change.account.money[None]).sum() == pytest.approx(net)


def test_two_patches_of_one_value_are_refused_with_both_names():
    form = PARAMS.proposal("herning-syg02")
    one = form.model_copy(update={"mechanisms": (), "law": (REVIEW_LATER,)})
    other = one.model_copy(update={"id": "other", "excludes": ()})
    with pytest.raises(InputError, match=r"herning-syg02\.review_later and other\.rev"):
        baseline().with_proposals([one, other])


def test_a_patch_of_an_unknown_value_is_refused_with_the_nearest():
    wrong = REVIEW_LATER.model_copy(update={"parameter": "law.sygedagpenge.revurdering_after_week"})
    with pytest.raises(InputError, match=r"Did you mean law\.sygedagpenge\.revurd"):
        with_(law=[wrong])


def test_the_law_is_the_usual_one_again_without_the_proposal():
    later = with_(law=[REVIEW_LATER])
    assert later.law is not PARAMS.law
    assert later.baseline().law is PARAMS.law
    assert simulate(later.baseline(), 3, 0) == simulate(baseline(), 3, 0)


MORE_TALKS = ContactMechanism(
    name="more",
    label={"da": "Flere samtaler", "en": "More talks"},
    kind="contact",
    schemes=("dagpenge",),
    then_every_weeks=2,
    first_within_weeks=2,
    talks_in_window=12,
    window_weeks=26,
    source="a test",
    grade="assumed",
)


def asking(*, contacts=(), capacity=(), effects=None):
    """Return the small Herning under a proposal for talks or staff, and what talks do."""
    form = PARAMS.proposal("herning-syg02")
    changes = {"mechanisms": (), "contacts": tuple(contacts), "capacity": tuple(capacity)}
    world = load_world("herning", population=0.1, params=PARAMS, contact_effects=effects)
    return world.with_proposals([form.model_copy(update=changes)])


@pytest.mark.slow
def test_a_proposal_for_more_talks_holds_them_while_it_runs():
    world = asking(contacts=[MORE_TALKS], effects="trial")
    held = [
        len(simulate(w, 3, 0).contacts.query("scheme == 'dagpenge'"))
        for w in (world.baseline(), world)
    ]
    assert held[1] > 1.3 * held[0]


@pytest.mark.slow
def test_more_talks_change_lives_as_the_preset_says_and_none_without_an_effect():
    dagpenge = baseline().scheme_names.index("dagpenge")
    lived = {}
    for effects in ("trial", "sceptic"):
        world = asking(contacts=[MORE_TALKS], effects=effects)
        pair = run_pair(world.baseline(), world, replication=0, settings=SETTINGS)
        change = pair.investment.person_days - pair.baseline.person_days
        lived[effects] = change[:, dagpenge].sum()
        assert pair.investment.contacts.sum() > pair.baseline.contacts.sum()
    assert lived["trial"] < 0
    assert lived["sceptic"] == 0


def test_what_talks_do_is_the_trials_where_a_proposal_asks_for_talks():
    asked = dict(PARAMS.proposals)
    form = asked["herning-syg02"].model_copy(update={"contacts": (MORE_TALKS,)})
    params = replace(PARAMS)
    params.__dict__["proposals"] = {**asked, "herning-syg02": form}
    assert load_world("herning", ["herning-syg02"], params=params).contacts.effects == "trial"
    assert load_world("herning", ["herning-syg02"], params=PARAMS).contacts.effects == ""


POSTS = CapacityMechanism(
    name="posts",
    label={"da": "Flere", "en": "More"},
    kind="capacity",
    team="dagpenge",
    fte={**number(5, "fte")},
)


@pytest.mark.slow
def test_more_posts_shorten_the_wait_where_time_is_short():
    usual = staffed(asking(), utilisation=1.3)
    more = usual.with_proposals(asking(capacity=[POSTS]).proposals)
    waits = [simulate(w, 3, 0).contacts.query("scheme == 'dagpenge'") for w in (usual, more)]
    late = [held[held.held >= "2020-01-01"].waiting_days.mean() for held in waits]
    assert late[1] < late[0]


def test_posts_change_nothing_where_time_is_no_limit():
    world = asking(capacity=[POSTS])
    assert simulate(world, 3, 0) == simulate(baseline(), 3, 0)


def params_with(**changes):
    """Return the params with SYG02 changed."""
    form = PARAMS.proposal("herning-syg02").model_copy(update=changes)
    held = replace(load())
    held.__dict__["proposals"] = {**PARAMS.proposals, form.id: form}
    return held


WORDS = {
    "relapse": "go at least",
    "programme": "go at least",
    "compulsory": "go at least",
    "review": "of the decisions on sickness benefit for",
    "hours": "more hours a week are worked on fleksjob",
    "sanction": "go at least",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(KINDS))
def test_break_even_is_asked_of_every_kind_and_told_in_words(kind):
    cheap = {year: cost.at(20_000) for year, cost in PARAMS.proposal("herning-syg02").cost.items()}
    params = params_with(mechanisms=(KINDS[kind],), cost=cheap)
    found = breakeven(
        "herning", ["herning-syg02"], replications=2, population=0.1, workers=1, params=params
    )
    (main,) = found.compared.break_even
    content = json.loads(found.to_json())
    cells = row_of(content, "en", str)
    assert len(cells) == len(HEADS["en"])
    for lang in ("da", "en"):
        assert len(found.text(lang).splitlines()) > 5
    if main.effect is not None and not needs_nothing(main):
        assert WORDS[kind] in found.text("en")


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"mechanisms": (), "law": (REVIEW_LATER,)},
        {"mechanisms": (), "contacts": (MORE_TALKS,)},
        {"mechanisms": (), "capacity": (POSTS,)},
    ],
    ids=["law", "contact", "capacity"],
)
def test_without_an_effect_of_a_size_the_answer_is_the_net_alone(changes):
    params = params_with(**changes)
    found = breakeven(
        "herning", ["herning-syg02"], replications=2, population=0.02, workers=1, params=params
    )
    assert found.compared.break_even == ()
    content = json.loads(found.to_json())
    assert content["answer"] in ("pays_back", "does_not_pay_back")
    cells = row_of(content, "en", str)
    assert cells[3:6] == ["-"] * 3
    assert found.text("da")
