"""Worlds beside one baseline: who lives again, what staff costs, and what talks do."""

import numpy as np
import pytest

from borgerflow.experiments.questions.contacts.asked.frequency import Frequency
from borgerflow.experiments.questions.contacts.asked.question import Scope
from borgerflow.experiments.questions.contacts.asked.settings import Posts, Rhythm, Setting
from borgerflow.experiments.questions.contacts.asked.validate import refuse_schemes
from borgerflow.experiments.questions.contacts.simulation.estimates import PerYear
from borgerflow.experiments.questions.contacts.simulation.simulate import on_time, run_arm
from borgerflow.experiments.questions.contacts.simulation.staff_for_deadlines import (
    REPLICATIONS,
    WANTED,
    StaffSearch,
    crowd_of,
    month_hired,
    months_before_hired,
    posts_for_law,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    HIGH,
    LOW,
    Arm,
    hired,
    mean_posts,
    schemes_of,
    site_factors,
    sites_of,
    staffed_as,
    teams_of,
    with_rhythm,
)
from borgerflow.experiments.runs.capacity.posts_needed import limited_to, posts_needed
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import axes_of
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import account_of
from borgerflow.sim.measures.contacts import contact_account
from borgerflow.sim.world.contact_rules import BEFORE_ALL
from borgerflow.sim.world.world import load_world

SCOPE = Scope(("dagpenge",))
TEAMS = ("dagpenge",)
RUN = RunSettings(1, "compiled")
OFTEN = Setting(Rhythm("rhythm", Frequency(2)))


@pytest.fixture(scope="module")
def bare():
    """Return a twentieth of Herning for two years, where talks do what the trials found."""
    return load_world(
        "herning", population=0.05, end="2021-01-01", run_in_years=2, contact_effects="trial"
    )


def test_more_talks_of_the_sick_listed_in_the_first_half_year_never_mean_fewer_in_job(bare):
    """In `trial` a talk before week 8 does nothing; it must not take the place of one that acts."""
    scope, job = Scope(("sygedagpenge",)), bare.scheme_names.index("job")
    many = (Frequency(number, "half-year", first=True) for number in (3, 4, 5, 6))
    settings = [None, *(Setting(Rhythm("rhythm", each)) for each in many)]
    worlds = [with_rhythm(bare, setting, scope) if setting else bare for setting in settings]
    accounts = [account_of(simulate(world, 1, 0), world) for world in worlds]
    talks = [account.contacts.sum() for account in accounts]
    days = [account.person_days[:, job].sum() for account in accounts]
    assert talks[0] == talks[1] == talks[2] < talks[3] < talks[4]
    assert days[0] == days[1] == days[2] == days[3] < days[4]


@pytest.fixture(scope="module")
def posts(bare):
    return posts_needed(bare)


@pytest.fixture(scope="module")
def baseline(bare, posts):
    return bare.with_contacts(staff=limited_to(posts, TEAMS, bare))


def arm_of(baseline, *worlds):
    return Arm(baseline, worlds, schemes_of(baseline, TEAMS))


@pytest.mark.slow
@pytest.mark.parametrize("limited", [True, False])
def test_the_change_is_that_of_the_whole_world_lived_twice(bare, baseline, limited):
    usual = baseline if limited else bare
    often = with_rhythm(usual, OFTEN, SCOPE)
    before, change = run_arm(arm_of(usual, often), replication=0, run=RUN)
    whole = simulate(often, RUN.seed, 0)
    after, talks = account_of(whole, often), contact_account(whole.contact_arrays, often)
    assert np.array_equal(
        before.account.person_days + change.account.person_days, after.person_days
    )
    kinds = [0, 2, 3, 4]  # talks are priced apart
    lived = (before.account.money + change.account.money)[..., kinds]
    assert np.allclose(lived, after.money[..., kinds], rtol=0, atol=1e-3)
    assert np.array_equal((before.contacts + change.contacts).minutes, talks.minutes)
    assert np.array_equal((before.contacts + change.contacts).on_time, talks.on_time)
    assert change.contacts.held.sum() > 0


def test_the_same_rhythm_changes_nothing_at_all(baseline):
    _, change = run_arm(arm_of(baseline, baseline), replication=0, run=RUN)
    assert not change.account.money.any()
    assert not change.account.person_days.any()
    assert not change.contacts.minutes.any()


def test_under_the_sceptic_talks_are_pure_cost_and_no_life_changes(bare, posts):
    sceptic = bare.with_contacts(effects="sceptic")
    sceptic = sceptic.with_contacts(staff=limited_to(posts, TEAMS, sceptic))
    often = with_rhythm(sceptic, OFTEN, SCOPE)
    _, change = run_arm(arm_of(sceptic, often), replication=0, run=RUN)
    assert not change.account.money.any()
    assert not change.account.person_days.any()
    assert not change.account.flows.any()
    assert change.contacts.minutes.sum() > 0


def test_more_staff_never_lowers_the_share_on_time(bare, posts):
    usual = bare.with_contacts(effects="sceptic", staff=limited_to(posts, TEAMS, bare))

    def times(factor):
        more = {"dagpenge": tuple((day, factor * fte) for day, fte in posts["dagpenge"])}
        return usual.with_contacts(staff=limited_to(more, TEAMS, usual))

    tried = [times(factor) for factor in (0.5, 0.7, 0.9, 1.1, 1.3)]
    base, *changes = run_arm(arm_of(usual, *tried), replication=0, run=RUN)
    shares = [on_time(base.contacts + change.contacts, [8]) for change in changes]
    assert shares == sorted(shares)
    assert shares[0] < 0.5
    assert shares[-1] > 0.95


def test_only_those_of_the_teams_asked_about_wait(bare, posts):
    few = {"dagpenge": tuple((day, 0.8 * fte) for day, fte in posts["dagpenge"])}
    tight = bare.with_contacts(staff=limited_to(few, TEAMS, bare))
    (before,) = run_arm(arm_of(tight), replication=0, run=RUN)
    waits, held = before.contacts.waiting_days.sum(axis=0), before.contacts.held.sum(axis=0)
    others = np.arange(len(waits)) != 8
    assert waits[8] > 0.05 * held[8]
    theirs = waits[others].sum() / held[others].sum()  # over a week-end, now and then
    assert theirs < 0.01 * waits[8] / held[8]


def test_who_is_hired_comes_after_the_lag_and_who_is_not_needed_goes_at_once(bare):
    start = bare.start_day
    usual, more, fewer = ({"dagpenge": ((BEFORE_ALL, fte),)} for fte in (10.0, 14.0, 7.0))
    filled = dict(hired(usual, more, TEAMS, bare)["dagpenge"])
    assert filled == {BEFORE_ALL: 10.0, start: 10.0, start + 91: 14.0}
    assert dict(hired(usual, fewer, TEAMS, bare)["dagpenge"])[start] == 7.0


def test_posts_named_are_so_many_more_in_each_team_or_so_many_citizens_a_post(bare):
    usual = {"dagpenge": ((BEFORE_ALL, 10.0),)}
    months = len(bare.months)
    citizens = {"dagpenge": np.full(months, 700.0)}
    fewer = staffed_as(usual, Posts("fte", -2), citizens, bare)
    assert mean_posts(fewer, TEAMS, bare) == 8.0
    caseload = staffed_as(usual, Posts("caseload", 100), citizens, bare)
    assert mean_posts(caseload, TEAMS, bare) == 7.0


def test_posts_for_the_law_come_as_where_a_setting_names_them(baseline, posts):
    """As many more in every quarter, once they are hired; fewer at once."""
    search = StaffSearch(arm_of(baseline), (baseline,), (posts,), TEAMS, (8,))
    for times in (1.5, 0.5):
        more = search.more(0, times) / baseline.scale
        assert more == pytest.approx((times - 1) * mean_posts(posts, TEAMS, baseline))
        named = staffed_as(posts, Posts("fte", more), {}, baseline)
        steps = hired(posts, named, TEAMS, baseline)
        staff = search.staffed(0, times).contacts.staff.posts["dagpenge"]
        assert np.array(staff) == pytest.approx(np.array(steps["dagpenge"]))


def test_the_laws_dates_count_from_the_first_month_that_begins_with_the_hired_there(bare):
    assert month_hired(bare) == "2019-05"  # they are there from 2 April on
    short = load_world("herning", population=0.01, end="2019-04-01", run_in_years=1)
    assert month_hired(short) is None


@pytest.mark.slow
def test_the_posts_that_were_found_keep_the_law_and_a_tenth_fewer_do_not(baseline, posts):
    often = with_rhythm(baseline, Setting(Rhythm("rhythm", Frequency(6))), SCOPE)
    arm, since = arm_of(baseline), months_before_hired(often)
    crowds = tuple(crowd_of(arm, (often,), replication=n, run=RUN) for n in range(REPLICATIONS))
    needs = ({"dagpenge": posts["dagpenge"]},)
    search = StaffSearch(arm, (often,), needs, TEAMS, (8,), crowds)
    times = posts_for_law(search, replication=0, run=RUN)

    def kept(factor):
        world = search.staffed(0, factor)
        lives = [simulate(world, RUN.seed, replication) for replication in range(REPLICATIONS)]
        accounts = [contact_account(history.contact_arrays, world) for history in lives]
        return np.mean([on_time(account, [8], since) for account in accounts])

    assert kept(times) >= WANTED > kept(0.9 * times)


def test_a_post_for_a_year_costs_its_price(bare):
    axes = axes_of(bare.scheme_names, bare.start_day, first_day_of_year(2020))
    ones = np.ones(axes.months)
    per_year = PerYear(axes, ones, ones, 500_000, (8,), (2,), (8,), 1.0)
    (kroner,) = per_year.kroner_of_posts(2 * ones[None])
    assert kroner == pytest.approx(2 * 500_000)


def test_the_sites_are_the_ends_of_every_effect_and_the_sceptic_has_one_site(bare):
    low, high = (site_factors(bare, site) for site in (LOW, HIGH))
    preset = {"dagpenge.job", "sygedagpenge.job", "jobafklaring.job"}
    assert preset <= set(low)
    assert set(low) == set(high)
    assert all(low[name] <= high[name] for name in low)
    assert low["sygedagpenge.job"] < 1 < high["sygedagpenge.job"]
    assert sites_of(bare) == ("central", "low", "high")
    assert sites_of(bare.with_contacts(effects="sceptic")) == ("central",)


def test_schemes_are_held_by_their_teams(bare):
    assert teams_of(bare, ["ressourceforloeb", "dagpenge"]) == ("jobafklaring", "dagpenge")
    names = [bare.scheme_names[n] for n in schemes_of(bare, ["jobafklaring"])]
    assert names == ["jobafklaring", "ressourceforloeb"]


@pytest.mark.parametrize(
    ("schemes", "message"),
    [
        ((), "No scheme is named: expected --scheme and one of sygedagpenge, jobafklaring,"),
        (("dagpeng",), "No scheme is called dagpeng. Did you mean dagpenge? With talks: syge"),
        (("job",), "job has no talks by law. Schemes with talks: sygedagpenge,"),
        (("dagpenge", "dagpenge"), "dagpenge is named twice: expected each scheme once."),
    ],
)
def test_a_scheme_without_talks_is_refused_in_words(bare, schemes, message):
    with pytest.raises(InputError) as refused:
        refuse_schemes(Scope(schemes), bare.params)
    assert str(refused.value).startswith(message)
