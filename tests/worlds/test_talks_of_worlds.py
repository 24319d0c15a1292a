"""Talks in the worlds of params: their effects, their staff, and what a change of them reaches."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.reach import difference_of
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.measures.account import account_of
from borgerflow.sim.measures.contacts import contact_account, minutes_available
from borgerflow.sim.world.contact_rules import BEFORE_ALL, ContactRule, Staff, StaffChange
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.tables.contact_effects import BASE_DAY, fading, law_days, strength_by_day
from borgerflow.sim.world.tables.teams import minutes_per_fte, team_steps
from borgerflow.sim.world.world import load_world
from tests.staffing import staffed
from tests.worlds.lived import of_citizens, same

SMALL, WHOLE = 0.1, 1.0
OFTEN = ContactRule(
    "often",
    ("dagpenge",),
    start=BASE_DAY,
    first_within_weeks=2,
    then_every_weeks=2,
    talks_in_window=1,
)


@cache
def world_of(effects=None, municipality="modelkommune", population=SMALL):
    return load_world(municipality, contact_effects=effects, population=population)


@cache
def with_staff(effects=None):
    return staffed(world_of(effects))


def same_tables(one, other):
    pairs = zip(one.tables, other.tables, strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


def test_who_believes_in_no_effect_has_the_lives_of_a_world_without():
    assert same_tables(world_of("sceptic"), world_of())
    often = world_of("sceptic").with_contacts(rules=[OFTEN])
    lives, usual = simulate(often), simulate(world_of())
    for mine, yours in zip(lives.spell_arrays, usual.spell_arrays, strict=True):
        assert np.array_equal(mine, yours)
    costs = account_of(lives, often).money - account_of(usual, world_of()).money
    assert costs[..., :1].sum() == 0
    assert costs.sum() > 0


@pytest.mark.parametrize("effects", ["trial", "municipal"])
def test_the_rhythm_of_the_base_year_leaves_each_hazard_as_it_was_on_average(effects):
    """On average over a duration bin, a hazard times what the talks of the law give is itself."""
    tables, plain = world_of(effects).tables, world_of().tables
    assert np.array_equal(tables.rate, plain.rate)
    contacted = tables.contacted.reshape(-1, tables.bins, tables.exits)
    factors = tables.effect.reshape(-1, tables.exits)
    for s in np.flatnonzero(tables.responds):
        strength = strength_by_day(tables, s, law_days(tables, s))
        edges = tables.bin_day.reshape(tables.schemes, -1)[s]
        for t in range(tables.first_exit[s], tables.first_exit[s + 1]):
            for b in range(tables.bins):
                inside = strength[edges[b] : edges[b + 1]]
                for factor, usual in zip(factors[:, t], contacted[:, b, t], strict=True):
                    if inside.size:
                        assert (1 + inside * (factor - 1)).mean() == pytest.approx(usual)


@pytest.mark.slow
@pytest.mark.parametrize("effects", ["trial", "municipal"])
def test_with_effects_and_no_change_of_rhythm_stocks_stay_where_they_were_calibrated(effects):
    """Persons in each scheme in 2019, before the law changed, on four replications of Herning."""
    worlds = [
        load_world("herning", contact_effects=which, end="2020-01-01") for which in (None, effects)
    ]
    days = [
        sum(account_of(simulate(w, 5, r), w).person_days.sum(axis=0) for r in range(4))
        for w in worlds
    ]
    large = days[0] > 4 * 365 * 100
    assert large.sum() > 10
    assert np.abs(days[1][large] / days[0][large] - 1).max() < 0.04


def test_more_talks_bring_the_unemployed_out_sooner_and_cost_time():
    usual, often = world_of("trial"), world_of("trial").with_contacts(rules=[OFTEN])
    dagpenge = usual.scheme_names.index("dagpenge")
    here, there = (account_of(simulate(w), w) for w in (usual, often))
    assert there.person_days[:, dagpenge].sum() < 0.97 * here.person_days[:, dagpenge].sum()
    assert there.contacts[:, dagpenge].sum() > 1.5 * here.contacts[:, dagpenge].sum()


@pytest.mark.parametrize("effects", [None, "trial"])
def test_to_live_only_those_a_rule_reaches_again_gives_the_history_of_living_all(effects):
    usual, often = world_of(effects), world_of(effects).with_contacts(rules=[OFTEN])
    before, after = (simulate(w, 3, 2) for w in (usual, often))
    census = census_of(usual.peopling, 3, 2)
    people = census.people(np.arange(census.size))
    reached = difference_of(usual.tables, often.tables).reached(people, before.spell_arrays)
    again = live(often, type(people)._make(column[reached] for column in people), "auto")[:2]
    assert same(again, of_citizens((after.spell_arrays, after.contact_arrays), reached))
    others = np.setdiff1d(np.arange(census.size), reached)
    mine, yours = (of_citizens((h.spell_arrays, h.contact_arrays), others) for h in (before, after))
    assert same(mine, yours)
    assert 0 < reached.size < 0.4 * census.size


@pytest.mark.slow
def test_the_engines_agree_where_there_is_staff():
    world = replace(with_staff("trial").with_contacts(rules=[OFTEN]), scale=0.02)
    fast, plain = (simulate(world, 7, 1, engine) for engine in ("compiled", "reference"))
    assert fast == plain
    assert len(fast.contact_arrays.held) > 1_000


def test_a_world_asked_for_again_is_the_same():
    again = with_staff().with_contacts(rules=[OFTEN]).with_contacts(rules=[])
    assert same_tables(again, with_staff())
    assert same_tables(with_staff().with_contacts(staff=False), world_of())
    assert same_tables(with_staff().baseline(), with_staff())


@pytest.mark.slow
def test_the_staff_takes_as_much_of_its_time_as_said():
    for utilisation in (0.6, 0.9):
        world = staffed(load_world("modelkommune", population=0.5), utilisation)
        history = simulate(world, 1, 0)
        used = contact_account(history.contact_arrays, world).minutes.sum()
        assert used / minutes_available(world).sum() == pytest.approx(utilisation, abs=0.05)


@pytest.mark.slow
def test_fewer_posts_hold_fewer_talks_on_time_and_more_posts_more():
    shares = []
    for fte in (-0.6, 0.0, 0.6):
        changes = [StaffChange("dagpenge", BEFORE_ALL, fte=fte * 18)]
        world = staffed(load_world("modelkommune", population=0.5), 0.75)
        world = world.with_contacts(changes=changes)
        talks = contact_account(simulate(world).contact_arrays, world)
        dagpenge = world.scheme_names.index("dagpenge")
        shares.append(talks.on_time[:, dagpenge].sum() / talks.legal[:, dagpenge].sum())
    assert shares[0] < 0.5
    assert 0.9 < shares[1] <= shares[2]


def test_a_post_more_is_filled_after_the_lag_and_one_fewer_is_gone_at_once():
    teams = world_of().teams
    day, end = parse_day("2020-01-01"), parse_day("2021-01-01")
    staff = Staff({"unge": ((BEFORE_ALL, 5.0),)})
    lag = round(teams.hiring_lag_months.value * 365.25 / 12)
    more = team_steps(teams, replace(staff, changes=(StaffChange("unge", day, end, 2.0),)), "unge")
    less = team_steps(teams, replace(staff, changes=(StaffChange("unge", day, FAR, -6.0),)), "unge")
    assert more == [(BEFORE_ALL, 5.0), (day + lag, 7.0), (end, 5.0)]
    assert less == [(BEFORE_ALL, 5.0), (day, 0.0)]


def test_a_post_gives_a_quarter_of_the_days_it_is_there():
    """7.4 hours, a quarter of it direct, 14 % away, 15 % a year leave 10 weeks empty."""
    here = 7.4 * 60 * 0.25 * (1 - 0.14) * (1 - 0.15 * 10 / 52)
    assert minutes_per_fte(world_of().teams) == pytest.approx(here)


def test_the_table_of_teams_adds_up():
    world = with_staff()
    history = simulate(world, 1, 0)
    talks, account = contact_account(history.contact_arrays, world), account_of(history, world)
    assert 0 < talks.held.sum() == account.contacts.sum()
    assert talks.minutes.sum() <= minutes_available(world).sum()
    assert (talks - talks).minutes.sum() == 0
    assert (talks + talks).held.sum() == 2 * talks.held.sum()


def test_an_effect_fades_by_half_in_its_half_life():
    left = dict(fading(8))
    assert left[0] == 1.0
    assert left[56] == pytest.approx(0.5)
    assert left[112] == pytest.approx(0.25)
    assert left[280] == 0.0


def test_a_rule_for_those_with_long_to_go_reaches_fewer_than_one_for_all():
    few = replace(OFTEN, weeks_left=(40.0, None))
    everybody, some = (
        world_of().with_contacts(rules=[rule]).tables.local_where for rule in (OFTEN, few)
    )
    assert everybody.all()
    assert 0 < some.sum() < some.size
    left = world_of().weeks_left[world_of().scheme_names.index("dagpenge")]
    assert np.array_equal(some, (left >= 40).astype(int).reshape(-1))


KIND = replace(OFTEN, kind="rehabiliteringsteam")
FORMS = replace(OFTEN, forms={"telephone": 0.5, "personal": 0.5})


def test_a_kind_and_a_form_give_minutes_price_and_effect():
    tables = world_of().with_contacts(rules=[KIND, FORMS]).tables
    assert tables.local_minutes.tolist() == [120, 34]
    assert tables.local_kroner.tolist() == [1333, 0]
    assert tables.local_gain.tolist() == pytest.approx([1.0, 0.85])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schemes": ("dagpengene",)}, "often: no scheme with talks is called dagpengene. Did you"),
        ({"kind": "rundbord"}, "often: no kind of talk is called rundbord."),
        ({"forms": {"brev": 1.0}}, "often: no form of talk is called brev."),
        ({"forms": {"letter": 0.7}}, "the shares of forms add up to 0.7; expected 1"),
        ({"then_every_weeks": -1}, "often: then_every_weeks is -1; expected 0 or more"),
    ],
)
def test_a_rule_that_does_not_hold_is_refused(change, words):
    with pytest.raises(InputError, match=words.replace(".", r"\.")):
        world_of().with_contacts(rules=[replace(OFTEN, **change)])


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"effects": "trail"}, "No effects of talks are called trail. Did you mean trial"),
        ({"changes": [StaffChange("unge", 0)]}, "Changes of posts are named, but time"),
        ({"staff": Staff({"ungee": ()})}, "No team is called ungee. Did you mean unge"),
        ({"factors": {"dagpenge.job": 2}}, "A factor of talks is set, but no preset"),
        (
            {"effects": "trial", "factors": {"dagpenge.jobb": 2}},
            "The effects of talks have no number dagpenge.jobb. Did you mean dagpenge.job",
        ),
    ],
)
def test_talks_that_are_not_known_are_refused(asked, words):
    with pytest.raises(InputError, match=words.replace(".", r"\.")):
        world_of().with_contacts(**asked)


def test_a_number_of_the_effects_can_be_set():
    factors = {"dagpenge.job": 3.0, "dagpenge.gain": 0.2}
    world = world_of("trial").with_contacts(factors=factors)
    effects = world.tables.effect.reshape(-1, world.tables.exits)
    groups = [0.8, 1.5 * 0.8, 1.077, 1.5 * 1.077, 1.0]
    exit_ = world.exits.number("dagpenge", "job")
    assert {1 + 2 * group for group in groups} <= set(effects[:, exit_].tolist())
    assert world.tables.contact_gain[world.scheme_names.index("dagpenge")] == 0.2


def test_the_users_own_effects_are_read_from_a_file(tmp_path):
    source = world_of().params.directory / "model" / "contact_effects.yaml"
    own = tmp_path / "mine.yaml"
    own.write_text(source.read_text("utf-8"), "utf-8")
    assert same_tables(world_of().with_contacts(effects=str(own)), world_of("trial"))
