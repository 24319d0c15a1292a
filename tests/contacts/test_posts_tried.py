"""Posts that are tried and posts that are needed come out as if every world were lived in whole."""

import numpy as np
import pytest

from borgerflow.experiments.questions.contacts.asked.frequency import Frequency
from borgerflow.experiments.questions.contacts.asked.question import Scope
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Setting
from borgerflow.experiments.questions.contacts.simulation import simulate as simulating
from borgerflow.experiments.questions.contacts.simulation.paying.kroner_alone import run_kroner
from borgerflow.experiments.questions.contacts.simulation.simulate import run_arm
from borgerflow.experiments.questions.contacts.simulation.staff_for_deadlines import (
    crowd_of,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    Arm,
    schemes_of,
    with_rhythm,
)
from borgerflow.experiments.runs.capacity.minutes_taken import minutes_taken
from borgerflow.experiments.runs.capacity.posts_needed import (
    REPLICATIONS,
    limited_to,
    posts_needed,
    posts_taking,
)
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.base.clock import first_day_of_year
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.kept_lives import (
    Parting,
    contacts_from,
    kept_until,
    parting_of,
    places_in,
    rows_among,
    rows_of_lives,
)
from borgerflow.sim.engines.simulate import live, with_pay
from borgerflow.sim.measures.contacts import contact_account
from borgerflow.sim.records.history import ContactArrays, sorted_contacts
from borgerflow.sim.world.contact_rules import BEFORE_ALL, WITHOUT_LIMIT, Staff
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import load_world

TEAMS = ("dagpenge",)
OFTEN = Setting(Rhythm("rhythm", Frequency(2)))


@pytest.fixture(scope="module")
def bare():
    return load_world(
        "herning", population=0.02, end="2020-07-01", run_in_years=1, contact_effects="trial"
    )


@pytest.fixture(scope="module")
def posts(bare):
    return posts_needed(bare)


def from_start(usual, needed, times, start):
    """Return posts as usual before a day, and so many times those needed from that day on."""
    held = next(fte for day, fte in reversed(needed) if day <= start)
    before = [(day, fte) for day, fte in usual if day < start]
    return (*before, (start, times * held), *((d, times * fte) for d, fte in needed if d > start))


def tried(bare, posts, times, day):
    """Return a world with so many times the posts of a team from a day on."""
    more = {team: from_start(posts[team], posts[team], times, day) for team in TEAMS}
    return bare.with_contacts(staff=limited_to(more, TEAMS, bare))


def in_whole(world):
    return sorted_contacts(simulate(world, 1, 0).contact_arrays)


def same(one, other):
    return all(np.array_equal(*columns) for columns in zip(one, other, strict=True))


def from_kept(bare, posts, day):
    """Return what tells the contacts of worlds that are as usual up to a day."""
    usual = bare.with_contacts(staff=limited_to(posts, TEAMS, bare))
    census = census_of(bare.peopling, 1, 0)
    contacts = contacts_from(usual, census.people(np.arange(census.size)), None, "auto", day)
    return lambda world: sorted_contacts(ContactArrays(*contacts(world)))


def test_lives_kept_to_a_day_go_on_as_if_lived_in_whole_whatever_was_tried_before(bare, posts):
    kept = from_kept(bare, posts, bare.start_day)
    worlds = [tried(bare, posts, times, bare.start_day) for times in (0.8, 1.5, 0.8)]
    found = [kept(world) for world in worlds]
    assert all(same(one, in_whole(world)) for one, world in zip(found, worlds, strict=True))
    assert not same(found[0], found[1])


def test_posts_that_differ_before_the_day_would_be_noticed(bare, posts):
    world = tried(bare, posts, 0.5, first_day_of_year(2018) + 30)
    assert not same(from_kept(bare, posts, bare.start_day)(world), in_whole(world))


@pytest.fixture(scope="module")
def usual(bare, posts):
    """Return a world in which a team is a little short of posts."""
    short = {name: tuple((day, 0.95 * fte) for day, fte in posts[name]) for name in TEAMS}
    return bare.with_contacts(staff=limited_to(short, TEAMS, bare))


@pytest.fixture(scope="module")
def often(usual):
    return with_rhythm(usual, OFTEN, Scope(TEAMS))


def people_of(world):
    census = census_of(world.peopling, 1, 0)
    return census.people(np.arange(census.size))


def test_worlds_part_where_a_rule_is_looked_ahead_for_and_not_before(usual, often):
    parting = parting_of(usual.tables, often.tables)
    (scheme,) = (usual.scheme_names.index(name) for name in TEAMS)
    ahead = int(usual.tables.booked_ahead[usual.tables.contact_group[scheme]])
    assert ahead > 0
    assert parting.day == usual.start_day - ahead
    assert parting.schemes.tolist() == [scheme]


def test_worlds_with_other_posts_part_on_the_day_of_the_posts(bare, posts, usual):
    staff = usual.contacts.staff
    more = {**staff.posts, **{n: (*staff.posts[n], (usual.start_day + 60, 99.0)) for n in TEAMS}}
    other = usual.with_contacts(staff=limited_to(more, TEAMS, usual))
    assert parting_of(usual.tables, other.tables).day == usual.start_day + 60


def test_worlds_that_differ_in_what_talks_do_are_not_known_to_be_alike_on_any_day(usual):
    other = usual.with_contacts(effects="sceptic")
    assert parting_of(usual.tables, other.tables).day == usual.run_in_day


def test_lives_go_on_in_another_rhythm_as_if_it_had_been_lived_in_whole(usual, often):
    people = people_of(usual)
    kept, office = kept_until(usual, people, parting_of(usual.tables, often.tables).day)
    there = places_in(office, [usual.scheme_names.index(name) for name in TEAMS], kept.day)
    everybody = np.arange(len(people.key))
    lived = kept.among(everybody).lived_on(often)
    whole = [flat(live(world, people, "auto")) for world in (usual, often)]
    assert same(flat(with_pay(usual, people, *rows_of_lives(office, usual, people))), whole[0])
    assert same(flat(with_pay(often, people, *rows_of_lives(lived, often, people))), whole[1])
    assert not same(*whole)
    assert 0 < len(there) < len(everybody) / 2
    few = type(people)(*(column[there] for column in people))
    alone = rows_of_lives(kept.among(there).lived_on(often), often, few)
    assert same(flat(alone), flat(rows_among(lived, often, people, there)))


def test_who_is_in_no_scheme_of_the_team_any_more_lives_the_same_in_either_rhythm(usual, often):
    people = people_of(usual)
    kept, office = kept_until(usual, people, parting_of(usual.tables, often.tables).day)
    there = places_in(office, [usual.scheme_names.index(name) for name in TEAMS], kept.day)
    gone = np.setdiff1d(np.arange(len(people.key)), there)
    lived = kept.among(np.arange(len(people.key))).lived_on(often)
    mine, yours = (rows_among(each, usual, people, gone) for each in (office, lived))
    assert same(flat(mine), flat(yours))


def test_the_kroner_told_alone_are_those_told_in_whole(usual, often):
    arm = Arm(usual, (often,), schemes_of(usual, TEAMS))
    run = RunSettings(1, "auto")
    (_, whole), (_, alone) = (told(arm, replication=0, run=run) for told in (run_arm, run_kroner))
    assert np.any(whole.account.money)
    assert np.array_equal(alone.account.money, whole.account.money)
    assert np.array_equal(alone.paid, whole.paid)


def test_worlds_of_a_day_kept_come_to_what_each_lived_in_whole_comes_to(usual, often, monkeypatch):
    arm = Arm(usual, (often,), schemes_of(usual, TEAMS))
    kept = run_arm(arm, replication=0, run=RunSettings(1, "auto"))
    in_whole = usual.tables.working_day_from
    monkeypatch.setattr(simulating, "first_parting", lambda *_: in_whole + 1)
    monkeypatch.setattr(simulating, "parting_of", lambda *_: Parting(in_whole, np.zeros(0, int)))
    for one, other in zip(
        kept, run_arm(arm, replication=0, run=RunSettings(1, "auto")), strict=True
    ):
        assert np.array_equal(one.account.money, other.account.money)
        assert np.array_equal(one.contacts.held, other.contacts.held)
        assert np.array_equal(one.contacts.on_time, other.contacts.on_time)
        assert np.array_equal(one.withheld, other.withheld)


def test_lives_kept_for_a_search_do_where_the_rhythm_of_the_law_itself_is_searched(
    usual, often, posts
):
    arm, start = Arm(usual, (often,), schemes_of(usual, TEAMS)), usual.start_day
    held, columns = usual.contacts.staff.posts, list(arm.schemes)
    fewer = {team: from_start(held[team], posts[team], 0.8, start) for team in TEAMS}
    for searched in ((usual,), (usual, often)):
        crowd = crowd_of(arm, searched, replication=0, run=RunSettings(1, "auto"))
        for world in searched:
            tried_in = world.with_contacts(staff=limited_to(fewer, TEAMS, world))
            kept = contacts_from(world, *crowd, "auto", start)(tried_in)
            anew = simulate(tried_in, 1, 0).contact_arrays
            mine, yours = (contact_account(each, tried_in) for each in (kept, anew))
            for name in ("held", "legal", "on_time"):
                counts = (getattr(each, name)[:, columns] for each in (mine, yours))
                assert len({count.tobytes() for count in counts}) == 1


def flat(rows):
    """Return the columns of spells and contacts one after the other."""
    spells, contacts, *_ = rows
    return (*spells, *contacts)


def test_a_team_with_endless_posts_holds_contacts_as_one_with_more_than_enough(bare, posts):
    ample = dict.fromkeys(bare.team_names, ((BEFORE_ALL, 1000000.0),))
    short = {name: posts[name] for name in TEAMS}
    endless = dict.fromkeys(bare.team_names, WITHOUT_LIMIT)
    usual, other = (bare.with_contacts(staff=Staff(many | short)) for many in (ample, endless))
    for arrays in ("spell_arrays", "contact_arrays"):
        mine, yours = (getattr(simulate(world, 1, 0), arrays) for world in (usual, other))
        assert len(mine.citizen) > 1_000
        assert same(mine, yours)
    assert (usual.tables.team >= 0).all()
    assert (other.tables.team >= 0).sum() < len(other.tables.team)


def test_where_all_teams_have_endless_posts_no_life_depends_on_another(bare):
    endless = dict.fromkeys(bare.team_names, WITHOUT_LIMIT)
    assert bare.with_contacts(staff=Staff(endless)).citizens_are_independent


def test_what_a_rhythm_needs_beside_another_world_is_what_its_own_world_needs(bare, posts):
    often = with_rhythm(bare, OFTEN, Scope(TEAMS))
    taken = [minutes_taken((bare, often), replication=n) for n in range(REPLICATIONS)]
    assert posts_taking(taken, bare) == [posts, posts_needed(often)]
    assert posts_needed(often)[TEAMS[0]] > posts[TEAMS[0]]
