"""What must hold in every world whose law ends a scheme, or closes one to new citizens."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given

from borgerflow.sim.base.clock import FAR, parse_day
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.began import SchemeEnds, began
from borgerflow.sim.lives.tables import NO_TABLES, NOBODY, STILL_WAITS, WENT_HOME
from borgerflow.sim.world.tables.deadlines import Closing
from borgerflow.sim.world.world import load_world, resolve
from tests.worlds.examples import identical, worlds
from tests.worlds.lived import lived, lived_plainly, made_people, same
from tests.worlds.made import ALWAYS, START, Decision, Exit, Place, made_tables
from tests.worlds.strategies import HORIZON
from tests.worlds.turning import turning_worlds

DAY = START + 300
MONTHLY = ((ALWAYS, 7, 4, 182, 0),)


@given(turning_worlds())
@identical
def test_both_engines_tell_the_same_histories_when_the_law_turns(world):
    assert same(lived(world.after, world.people), lived_plainly(world.after, world.people))


@pytest.mark.slow
@given(turning_worlds(staff=3))
@identical
def test_they_do_so_where_talks_queue(world):
    assert same(lived(world.after, world.people), lived_plainly(world.after, world.people))


@given(turning_worlds() | turning_worlds(staff=3))
@worlds
def test_nobody_is_in_a_scheme_from_the_day_it_ends(world):
    spells = lived(world.after, world.people)[0]
    assert (spells.end[spells.scheme == world.ended] <= world.day).all()


@given(turning_worlds() | turning_worlds(staff=3))
@worlds
def test_nobody_enters_a_closed_scheme(world):
    spells = lived(world.after, world.people)[0]
    entered = spells.start[spells.scheme == world.closed]
    until = world.after.closed_until[world.closed] if world.closed != NOBODY else FAR
    assert not ((entered >= world.day) & (entered < until)).any()


def lived_of(tables, people, come):
    """Return the lives of some of the people, who may influence one another."""
    return [type(a)._make(c[come[a.citizen]] for c in a) for a in lived(tables, people)]


def until(lives, day):
    """Return what had happened in lives by a day."""
    spells, contacts = lives
    begun = spells.start < day
    ends = np.minimum(spells.end, day)
    over = (contacts.held < day) & (contacts.outcome != STILL_WAITS)
    rows = [spells.citizen, spells.scheme, spells.start, ends, spells.came_from]
    return [r[begun] for r in rows] + [column[over] for column in contacts]


@given(turning_worlds(let_be=False) | turning_worlds(staff=3, let_be=False))
@worlds
def test_a_law_that_turns_changes_no_day_before_it(world):
    """Who comes later begins in what the law of that day calls it."""
    come = world.people.enters < world.day
    lives = [lived_of(tables, world.people, come) for tables in (world.before, world.after)]
    pairs = zip(*(until(told, world.day) for told in lives), strict=True)
    assert all(np.array_equal(one, other) for one, other in pairs)


@given(turning_worlds(let_be=False))
@worlds
def test_who_meets_neither_an_ended_nor_a_closed_scheme_lives_the_same_life(world):
    before, after = (lived(tables, world.people)[0] for tables in (world.before, world.after))
    turned = [s for s in (world.ended, world.closed) if s != NOBODY]
    there = np.isin(before.scheme, turned) & (before.end >= world.day)
    # Whom a door refuses has met the scheme, and goes on where he was.
    refused = (before.came_from == before.scheme) & (before.start >= world.day)
    met = there | refused | np.isin(before.came_from, turned)
    touched = np.isin(before.citizen, before.citizen[met])
    others = np.isin(after.citizen, before.citizen[~touched])
    assert all(np.array_equal(a[~touched], b[others]) for a, b in zip(before, after, strict=True))


def ending(day=DAY, weekly=0.02):
    """Return a job, a benefit that ends, and the one it becomes, each with a talk in the week."""
    benefit = Place([Exit(0, [weekly])], talks=MONTHLY)
    ends = benefit._replace(ended=(day, 2))
    return [Place([Exit(1, [0.05])]), ends, benefit]


def test_a_stay_goes_on_in_the_successor_on_the_day():
    people = made_people(200, scheme=1, since=DAY - 10)
    spells = lived(made_tables(ending(), horizon=DAY + 1), people)[0]
    before, after = spells.scheme == 1, (spells.scheme == 2) & (spells.came_from == 1)
    assert (spells.end[before & (spells.end == DAY)] == DAY).all()
    assert (spells.start[after] == DAY).all()
    assert after.sum() == (before & (spells.end == DAY)).sum() > 150


def test_a_renaming_is_no_new_case_its_talks_go_on():
    """Ten days in, the talk of the first week is held; the second falls due on its old day."""
    people = made_people(50, scheme=1, since=DAY - 10)
    tables = [made_tables(ending(day, 0.0), horizon=DAY + 300) for day in (FAR, DAY)]
    whole, renamed = (lived(one, people)[1] for one in tables)
    assert set(whole.due[whole.citizen == 0]) == {DAY - 10 + n for n in (7, 65, 123, 182)}
    assert np.array_equal(renamed.due, whole.due)
    assert set(renamed.scheme[renamed.due >= DAY]) == {2}


def test_a_talk_that_is_late_when_the_scheme_is_renamed_is_asked_for_at_once_and_stays_late():
    """Nobody has time before the third day after; the first talk was due long before."""
    job, *benefits = ending(weekly=0.0)
    places = [job, *(place._replace(team=0) for place in benefits)]
    tables = made_tables(places, horizon=DAY + 30, teams=[((ALWAYS, 0), (DAY + 3, 10_000))])
    contacts = lived(tables, made_people(20, scheme=1, since=DAY - 30))[1]
    assert (contacts.outcome[contacts.scheme == 1] == WENT_HOME).all()
    after = contacts.scheme == 2
    assert (contacts.legal[after] == DAY - 23).all()
    assert (contacts.due[after] == DAY).all()
    assert (contacts.held[after] >= DAY + 3).all()
    assert after.sum() == 20


def test_a_new_case_would_have_had_a_talk_within_the_week():
    """The sister of the test above: who enters the successor from outside."""
    people = made_people(50, scheme=2, since=DAY)
    contacts = lived(made_tables(ending(), horizon=DAY + 30), people)[1]
    assert (contacts.due == DAY + 7).all()
    assert len(contacts.due) > 40


def test_weeks_behind_a_stay_count_in_the_successor():
    """None leaves either scheme in the first hundred days, then everybody soon."""
    late = Place([Exit(0, [0.0, 5.0])], bins=(0, 100))
    places = [Place([Exit(1, [0.0])]), late._replace(ended=(DAY, 2)), late]
    people = made_people(100, scheme=1, since=DAY - 60)
    spells = lived(made_tables(places, horizon=DAY + 200), people)[0]
    ends = spells.end[(spells.scheme == 2) & ~spells.open]
    assert DAY + 40 < ends.min() < DAY + 45


def test_a_stay_is_counted_from_its_first_day():
    people = made_people(30, scheme=1, since=DAY - 60)
    tables = made_tables(ending(), horizon=DAY + 20)
    spells = lived(tables, people)[0]
    carried = (spells.scheme == 2) & (spells.start == DAY)
    assert (began(SchemeEnds.of(tables), spells)[carried] == DAY - 60).all()
    assert (began(SchemeEnds.of(tables), spells) == spells.start)[~carried].all()


def closing(stays, instead):
    """Return a job, two benefits that lead to the third, and that one closed."""
    shares = tuple(instead.items())
    open_ = Place([Exit(3, [0.1])])
    return [
        Place([Exit(1, [0.0])]),
        open_,
        Place(rule=2, values=((ALWAYS, 400),), decided=[[Decision(3, 1.0)]]),
        Place([Exit(0, [0.01])], closed=Closing(DAY, FAR, stays, shares)),
    ]


def shares_from(origin, stays, instead, days=380):
    """Return where a thousand citizens of an origin are on the last day, by scheme."""
    people = made_people(1000, scheme=origin, since=DAY - 1)
    spells = lived(made_tables(closing(stays, instead), horizon=DAY + days), people)[0]
    last = spells.scheme[spells.open]
    return np.bincount(last, minlength=4) / len(last)


def test_who_would_have_entered_a_closed_scheme_stays_where_the_law_says_so():
    assert shares_from(1, 1.0, {2: 1.0})[1] == 1.0


def test_the_others_go_where_the_shares_say():
    there = shares_from(1, 0.0, {0: 0.3, 2: 0.7})
    assert abs(there[0] - 0.3) < 0.06
    assert there[3] == 0
    assert shares_from(1, 0.0, {0: 1.0})[0] > 0.99


def test_one_whose_stay_is_over_by_law_never_goes_back_to_the_scheme_left():
    there = shares_from(2, 1.0, {2: 0.5, 0: 0.5}, days=420)
    assert there[0] == 1.0


def test_a_stay_in_a_closed_scheme_goes_on_by_old_law():
    people = made_people(300, scheme=3, since=DAY - 1)
    lives = [
        lived(made_tables(places, horizon=HORIZON), people)[0]
        for places in (
            closing(1.0, {0: 1.0}),
            [*closing(1.0, {0: 1.0})[:3], Place([Exit(0, [0.01])])],
        )
    ]
    first = [spells.end[spells.scheme == 3][:300] for spells in lives]
    assert np.array_equal(*first)


def test_who_comes_after_a_scheme_has_ended_begins_in_its_successor():
    people = made_people(20, scheme=1, since=DAY - 500, enters=DAY + 5)
    spells = lived(made_tables(ending(), horizon=DAY + 10), people)[0]
    assert (spells.scheme == 2).all()
    assert (spells.start == DAY - 500).all()


def let_be(share, first):
    """Return how many talks each of a thousand stays has under a share that is let be."""
    places = [Place(), Place([Exit(0, [0.0])], talks=MONTHLY, exempt=((share, first),))]
    people = made_people(1000, scheme=1, since=START)
    contacts = lived(made_tables(places, horizon=START + 400), people)[1]
    return np.bincount(contacts.citizen, minlength=1000)


def test_a_share_is_let_be_after_the_first_talk():
    held = let_be(0.25, first=False)
    assert set(held) == {1, 4}
    assert abs((held == 1).mean() - 0.25) < 0.05


def test_or_from_the_first_talk_on():
    assert set(let_be(0.25, first=True)) == {0, 4}


def test_whom_a_smaller_share_lets_be_a_larger_does_too():
    small, large = (let_be(share, first=False) == 1 for share in (0.1, 0.25))
    assert (small <= large).all()
    assert small.sum() < large.sum()


def test_nobody_is_let_be_where_the_share_is_none():
    assert set(let_be(0.0, first=True)) == {4}


@cache
def municipality(closed_on):
    """Return a small municipality in which no new ressourceforloeb begins from a day on."""
    days = {"start": "2026-01-01", "end": "2027-01-01", "run_in_years": 2}
    world = load_world("modelkommune", population=0.1, **days)
    changes = {"law.ressourceforloeb.open_to_new": {parse_day(closed_on): False}}
    params = replace(world.params, law=world.params.law.patched(changes))
    return resolve(replace(world, params=params, law=params.law, tables=NO_TABLES))


@pytest.mark.slow
def test_the_law_of_today_is_read_alike_by_both_engines():
    engines = ("compiled", "reference")
    compiled, plain = (simulate(municipality("2026-02-01"), 1, 0, one) for one in engines)
    assert compiled == plain


@pytest.mark.slow
def test_a_municipality_lives_the_same_days_before_its_law_is_read_the_other_way():
    early, late = (municipality(day) for day in ("2026-02-01", "2026-07-01"))
    lives = [simulate(world, 1, 0) for world in (early, late)]
    days = [
        until((h.spell_arrays, h.contact_arrays), day)
        for h in lives
        for day in (parse_day("2026-02-01"), late.end_day)
    ]
    assert all(map(np.array_equal, days[0], days[2]))
    names, spells = early.scheme_names, lives[0].spell_arrays
    there = {names[s] for s in spells.scheme[spells.end > parse_day("2025-07-01")]}
    assert "shydelse" not in there
    assert not there & {name for name in names if name.startswith("uddannelseshjaelp")}
    begun = spells.start[spells.scheme == names.index("ressourceforloeb")]
    assert begun.max() < parse_day("2026-02-01")
