"""Talks that queue for caseworkers: who comes first, how many fit in a day, who goes home."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.compiled import citizens
from borgerflow.sim.engines.compiled.citizens import run_compiled
from borgerflow.sim.engines.compiled.heap import pop, push
from borgerflow.sim.engines.reference.citizens import run_reference
from borgerflow.sim.lives.tables import (
    HELD,
    MAX_STAY,
    SANCTIONED,
    STAYED_AWAY,
    STILL_WAITS,
    WENT_HOME,
)
from tests.worlds.examples import some_worlds, worlds
from tests.worlds.lived import ended_as, lived, made_people, same
from tests.worlds.made import (
    ALWAYS,
    START,
    Decision,
    Exit,
    Local,
    Place,
    made_tables,
    working_days,
)
from tests.worlds.strategies import random_worlds

ENGINES = pytest.mark.parametrize("run", [run_reference, run_compiled])
TALKED = 1
MONDAY, TUESDAY, WEDNESDAY, NEXT_MONDAY = START, START + 1, START + 2, START + 7
AT_ONCE = [(ALWAYS, 0, 1, 0, 0)]


def office(minutes, *, takes=45, talks=AT_ONCE, horizon=START + 60, **more):
    """Return a world in which one team has some minutes a day, by day or always."""
    days = [(ALWAYS, minutes)] if isinstance(minutes, int) else minutes
    place = Place(talks=talks, team=0, minutes=takes, **more)
    return made_tables([Place(), place], horizon=horizon, teams=[days])


def held(tables, people, run):
    """Return who was talked to on which day."""
    contacts = ended_as(lived(tables, people, run)[1], HELD)
    return sorted(zip((contacts.held - START).tolist(), contacts.citizen.tolist(), strict=True))


@ENGINES
def test_the_earliest_due_is_served_first_and_then_the_lowest_number(run):
    people = made_people(5, scheme=TALKED, since=[START, START, START - 1, START, START + 1])
    people = people._replace(enters=np.maximum(people.since, START))
    tables = office(45, talks=[(ALWAYS, 1, 1, 1, 0)])
    assert held(tables, people, run) == [(0, 2), (1, 0), (2, 1), (3, 3), (4, 4)]


@ENGINES
def test_what_is_late_by_law_comes_before_what_a_local_rule_asked_for_earlier(run):
    """Citizen 0 is due first, by a local rule; citizen 1 after, by law, whose day has passed."""
    rule = Local((1, 1, 1, 0), minutes=45)
    local = Place(talks=[(ALWAYS, 50, 1, 50, 0)], rules=[rule], team=0)
    for by_law, expected in ((2, [(3, 1), (4, 0)]), (3, [(3, 0), (4, 1)])):
        lawful = Place(talks=[(ALWAYS, by_law, 1, by_law, 0)], team=0)
        days = [(ALWAYS, 0), (START + 3, 45)]
        tables = made_tables([Place(), local, lawful], horizon=START + 40, teams=[days])
        assert held(tables, made_people(2, scheme=[1, 2]), run) == expected


@ENGINES
def test_a_talk_may_be_held_ahead_of_its_day_and_the_next_keeps_its_own(run):
    tables = office(90, talks=[(ALWAYS, 7, 1, 7, 7)], ahead=3, horizon=START + 30)
    contacts = lived(tables, made_people(1, scheme=TALKED), run)[1]
    assert (contacts.due - START).tolist() == [7, 14, 21, 28]
    assert (contacts.held - START).tolist() == [4, 11, 18, 25]


@ENGINES
def test_how_each_appointment_ended_is_written_down(run):
    leaving = {"rule": MAX_STAY, "values": ((ALWAYS, 2),), "decided": [[Decision(0, 1.0)]]}
    tables = office([(ALWAYS, 45), (TUESDAY, 0)], **leaving, horizon=START + 60)
    ended = lived(tables, made_people(2, scheme=TALKED), run)[1]
    assert ended.outcome.tolist() == [HELD, WENT_HOME]
    assert (ended.held - START).tolist() == [0, 2]
    assert ended.minutes.tolist() == [45, 0]
    waits = lived(office(0, horizon=START + 9), made_people(1, scheme=TALKED), run)[1]
    assert waits.outcome.tolist() == [STILL_WAITS]


@ENGINES
def test_what_ended_first_on_a_day_comes_first_whatever_was_due_first(run):
    """A talk asked for ahead of its day is given up; that day the next scheme's talk is held."""
    leaving = {"rule": MAX_STAY, "values": ((ALWAYS, 2),), "decided": [[Decision(2, 1.0)]]}
    first = Place(talks=[(ALWAYS, 6, 1, 6, 0)], team=0, ahead=5, **leaving)
    places = [Place(), first, Place(talks=AT_ONCE)]
    tables = made_tables(places, horizon=START + 60, teams=[[(ALWAYS, 0)]])
    ended = lived(tables, made_people(1, scheme=TALKED), run)[1]
    assert ended.outcome.tolist() == [WENT_HOME, HELD]
    assert (ended.held - START).tolist() == [2, 2]
    assert (ended.due - START).tolist() == [6, 2]


@ENGINES
def test_one_who_has_gone_over_to_another_team_is_not_served_by_the_one_that_was_left(run):
    """Both contacts are due on the same day; only the team that was left has time."""
    leaving = {"rule": MAX_STAY, "values": ((ALWAYS, 2),), "decided": [[Decision(2, 1.0)]]}
    first = Place(talks=[(ALWAYS, 6, 1, 6, 0)], team=0, ahead=5, **leaving)
    second = Place(talks=[(ALWAYS, 4, 1, 4, 0)], team=1, ahead=4)
    teams = [[(ALWAYS, 0), (START + 3, 45)], [(ALWAYS, 0)]]
    tables = made_tables([Place(), first, second], horizon=START + 9, teams=teams)
    ended = lived(tables, made_people(1, scheme=TALKED), run)[1]
    assert (ended.due - START).tolist() == [6, 6]
    assert ended.outcome.tolist() == [WENT_HOME, STILL_WAITS]


@ENGINES
def test_one_who_stays_away_takes_some_minutes_and_is_called_again(run):
    tables = office(45, stays_away=(1.0, 15, 7), horizon=START + 10)
    ended = lived(tables, made_people(3, scheme=TALKED), run)[1]
    assert (ended.outcome == STAYED_AWAY).all()
    assert sorted((ended.held - START).tolist()) == [0, 0, 0, 7, 7, 7]
    assert (ended.minutes == 15).all()


@ENGINES
def test_a_day_holds_as_many_talks_as_fit_into_its_minutes(run):
    assert held(office(90), made_people(5, scheme=TALKED), run) == [
        (0, 0),
        (0, 1),
        (1, 2),
        (1, 3),
        (2, 4),
    ]


@ENGINES
def test_a_talk_that_does_not_fit_is_ended_the_next_day(run):
    """Sixty minutes a day and talks of 45: four talks in three days, the time begun is kept."""
    days = [day for day, _ in held(office(60), made_people(5, scheme=TALKED), run)]
    assert days == [0, 1, 2, 2, 3]


@ENGINES
def test_time_without_anybody_waiting_is_lost(run):
    people = made_people(2, scheme=TALKED, since=[START + 3, NEXT_MONDAY])
    assert held(office(30), people, run) == [(4, 0), (8, 1)]


@ENGINES
def test_there_is_no_talk_on_a_day_off(run):
    days = [day for day, _ in held(office(45), made_people(7, scheme=TALKED), run)]
    assert days == [0, 1, 2, 3, 4, 7, 8]


@ENGINES
def test_minutes_change_on_their_day(run):
    tables = office([(ALWAYS, 0), (TUESDAY, 45), (WEDNESDAY, 0), (NEXT_MONDAY, 90)])
    days = [day for day, _ in held(tables, made_people(4, scheme=TALKED), run)]
    assert days == [1, 7, 7, 8]


@ENGINES
def test_one_whose_spell_ends_while_waiting_goes_home(run):
    leaving = {"rule": MAX_STAY, "values": ((ALWAYS, 2),), "decided": [[Decision(0, 1.0)]]}
    tables = office(45, **leaving)
    assert held(tables, made_people(5, scheme=TALKED), run) == [(0, 0), (1, 1)]


@ENGINES
def test_one_whose_spell_is_prolonged_keeps_the_place_in_the_queue(run):
    staying = {
        "rule": MAX_STAY,
        "values": ((ALWAYS, 2),),
        "decided": [[Decision(TALKED, 1.0, 0, 0)]],
    }
    tables = office(45, **staying)
    assert [day for day, _ in held(tables, made_people(4, scheme=TALKED), run)] == [0, 1, 2, 3]


@ENGINES
def test_the_next_talk_is_not_asked_for_before_the_latest_is_held(run):
    tables = office(45, talks=[(ALWAYS, 0, 1, 0, 1)])
    contacts = lived(tables, made_people(3, scheme=TALKED), run)[1]
    for citizen in range(3):
        due, held_on = (
            column[contacts.citizen == citizen] for column in (contacts.due, contacts.held)
        )
        assert (due[1:] > held_on[:-1]).all()


@ENGINES
def test_a_scheme_without_a_team_does_not_wait(run):
    free = Place(talks=AT_ONCE)
    busy = Place(talks=AT_ONCE, team=0)
    tables = made_tables([Place(), free, busy], horizon=START + 60, teams=[[(ALWAYS, 45)]])
    people = made_people(6, scheme=[1, 2, 1, 2, 1, 2])
    assert held(tables, people, run) == [(0, 0), (0, 1), (0, 2), (0, 4), (1, 3), (2, 5)]


@given(random_worlds(staff=3))
@worlds
@pytest.mark.slow
def test_the_talks_held_fit_into_the_minutes_to_the_minute(world):
    tables = world.tables()
    contacts = ended_as(lived(tables, world.people)[1], HELD, STAYED_AWAY, SANCTIONED)
    team, taken = tables.team[tables.contact_group[contacts.scheme]], contacts.minutes
    days = np.arange(tables.working_day_from, tables.horizon)
    works = working_days(tables.working_day_from, tables.horizon) == days
    for number in range(tables.teams):
        starts = tables.team_day.reshape(tables.teams, -1)[number]
        minutes = tables.team_minutes.reshape(tables.teams, -1)[number]
        daily = minutes[np.searchsorted(starts, days, side="right") - 1] * works
        of_team = team == number
        used = np.bincount(contacts.held[of_team] - days[0], taken[of_team], len(days))
        assert (np.cumsum(used) <= np.cumsum(daily)).all()


@pytest.mark.slow
@given(st.integers(1, 30), st.integers(10, 200), st.integers(1, 200), st.integers(0, 2**20))
@some_worlds
def test_more_minutes_never_lengthen_a_wait(citizens, minutes, more, seed):
    rng = np.random.default_rng(seed)
    since = START + rng.integers(0, 20, citizens)
    talks = [(ALWAYS, int(rng.integers(0, 9)), 1, 9, 0)]
    waits = [
        lived(
            office(m, talks=talks, horizon=START + 800),
            made_people(citizens, scheme=TALKED, since=since),
        )
        for m in (minutes, minutes + more)
    ]
    talks = [ended_as(contacts, HELD) for _, contacts in waits]
    few, many = (dict(zip(t.citizen.tolist(), t.held.tolist(), strict=True)) for t in talks)
    assert all(many.get(citizen, FAR) <= day for citizen, day in few.items())


def test_with_time_to_spare_a_queue_changes_no_life():
    place = Place(
        [Exit(0, [0.05], effect=[1.4] * 5)],
        talks=[(ALWAYS, 7, 1, 7, 14)],
        fading=[(0, 1.0), (14, 0.0)],
    )
    people = made_people(300)
    worlds = [
        made_tables([Place([Exit(1, [0.1])]), p], horizon=START + 1_000, teams=teams)
        for p, teams in ((place, ()), (place._replace(team=0), [[(ALWAYS, 10**6)]]))
    ]
    free, ample = (lived(tables, people) for tables in worlds)
    assert len(free[1].held) > 1_000
    for one, other in zip((*free[0], *free[1]), (*ample[0], *ample[1]), strict=True):
        assert np.array_equal(one, other)


@given(st.lists(st.integers(-50, 50)))
def test_a_heap_gives_its_keys_in_order(keys):
    heap = np.zeros(len(keys) + 1, dtype=np.int64)
    for size, key in enumerate(keys):
        push(heap, size, key)
    assert [pop(heap, size) for size in range(len(keys), 0, -1)] == sorted(keys)


@pytest.mark.parametrize("minutes", [45, [(ALWAYS, 0)]], ids=["some are served", "nobody is"])
@pytest.mark.parametrize("days", [1, 7, 10_000])
def test_lives_are_the_same_however_many_days_are_lived_at_once(monkeypatch, minutes, days):
    tables, people = office(minutes, talks=[(ALWAYS, 1, 1, 1, 0)]), made_people(40, scheme=TALKED)
    usual = lived(tables, people)
    monkeypatch.setattr(citizens, "DAYS_AT_ONCE", days)
    assert same(lived(tables, people), usual)
    assert same(lived(tables, people, run_reference), usual)


@pytest.mark.parametrize("many", [1, 7])
def test_lives_are_the_same_however_many_citizens_are_lived_at_once(monkeypatch, many):
    place = Place(exits=[Exit(0, [0.1])], talks=AT_ONCE)
    tables, people = made_tables([Place(), place]), made_people(40, scheme=TALKED)
    usual = lived(tables, people)
    monkeypatch.setattr(citizens, "CITIZENS_AT_ONCE", many)
    assert same(lived(tables, people), usual)
