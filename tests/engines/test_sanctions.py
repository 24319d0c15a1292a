"""Who stays away may lose benefit: from which day, until when, and how much."""

import numpy as np
import pytest
from hypothesis import given, settings

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.engines.derived.payments import paid_spells
from borgerflow.sim.engines.derived.sanctions import sanction_stretches
from borgerflow.sim.lives.tables import HELD, SANCTIONED, STAYED_AWAY, WENT_HOME
from borgerflow.sim.records.history import ContactArrays, SpellArrays
from borgerflow.sim.world.tables.mechanisms import PaidRow
from tests.worlds.examples import COUNTED
from tests.worlds.lived import (
    ended_as,
    first_spells,
    lived,
    lived_plainly,
    made_people,
    same,
)
from tests.worlds.made import ALWAYS, BANDS, START, Exit, Place, made_tables
from tests.worlds.strategies import random_worlds

TALKED, MOST, PAID = 1, 10, 0.25
MONTHLY = [(ALWAYS, 28, 12, 336, 28)]
CONTACTS = Place(talks=MONTHLY, waits=(0,), sanctioned=(1.0, 0.0, MOST, PAID))
TABLES = made_tables([Place(), CONTACTS], horizon=START + 400)
ONE = made_people(1, scheme=TALKED)


def spells_of(*days, share=1.0):
    """Return spells of one citizen in the scheme with talks, and of a job between them."""
    rows = [(0, TALKED, START + a, START + b, 0, share, -1, False) for a, b in days]
    return SpellArrays(*(np.array(column) for column in zip(*rows, strict=True)))


def talks_of(*ended):
    """Return appointments of the citizen: the day on which each ended, and how."""
    rows = [(0, TALKED, START + day, START + day, FAR, 45, 0, how) for day, how in ended]
    return ContactArrays(*(np.array(column) for column in zip(*rows, strict=True)))


def days_lost(spells, *ended, rows=()):
    """Return the days on which something is missing, and the shares of the whole that are paid."""
    tables = made_tables([Place(), CONTACTS], horizon=START + 400, paid=rows)
    paid = paid_spells(tables, ONE, spells, talks_of(*ended))
    assert (paid.end > paid.start).all()
    less = paid.share < 1
    lost = [range(a - START, b - START) for a, b in zip(paid.start, paid.end, strict=True)]
    return [day for part, hit in zip(lost, less, strict=True) if hit for day in part], paid


@pytest.mark.parametrize(
    ("ended", "lost"),
    [
        ([(28, SANCTIONED)], range(28, 38)),  # the most days
        ([(28, SANCTIONED), (33, HELD)], range(28, 33)),  # a talk
        ([(28, SANCTIONED), (33, STAYED_AWAY), (36, HELD)], range(28, 36)),  # no talk was held
        ([(28, SANCTIONED), (33, SANCTIONED)], range(28, 43)),  # the second begins anew
        ([(28, SANCTIONED), (38, SANCTIONED)], range(28, 48)),  # the one after the other
        ([(95, SANCTIONED), (97, WENT_HOME)], range(95, 100)),  # the end of the spell
        ([(20, HELD), (28, STAYED_AWAY)], ()),
        ([(28, SANCTIONED), (150, HELD)], range(28, 38)),  # a talk of a later spell
    ],
)
def test_a_sanction_lasts_until_a_talk_the_end_or_its_most_days(ended, lost):
    days, paid = days_lost(spells_of((0, 100), (120, 200)), *ended)
    assert days == list(lost)
    assert set(paid.share[paid.share < 1]) <= {PAID}


def test_the_talk_of_another_citizen_ends_no_sanction():
    one, other = talks_of((28, SANCTIONED)), talks_of((30, HELD))
    contacts = ContactArrays(*(np.concatenate(both) for both in zip(one, other, strict=True)))
    contacts.citizen[1] = 1
    spells = SpellArrays(*(np.repeat(column, 2) for column in spells_of((0, 100))))
    spells.citizen[1] = 1
    stretches = sanction_stretches(TABLES, spells, contacts)
    assert stretches.place.tolist() == [0]
    assert (stretches.after - stretches.first).tolist() == [MOST]


def test_spells_that_are_cut_touch_and_are_lived_as_before():
    spells = spells_of((0, 100))._replace(open=np.array([True]))
    _, paid = days_lost(spells, (28, SANCTIONED), (33, HELD), (60, SANCTIONED))
    assert (paid.start - START).tolist() == [0, 28, 33, 60, 70]
    assert (paid.end - START).tolist() == [28, 33, 60, 70, 100]
    assert paid.share.tolist() == [1, PAID, 1, PAID, 1]
    assert paid.open.tolist() == [False] * 4 + [True]


def test_a_sanction_and_a_mechanism_multiply_and_neither_moves_the_other():
    """The cell of the mechanism is that of its first day in the stay, however it is cut."""
    birthdays = (START + 30, FAR, FAR, FAR)  # turns 25: another cell
    half = PaidRow(
        TALKED, 5, (START + 20, FAR, 0, FAR), np.array([0.5, 1.0]), 1.0, np.arange(BANDS) == 0
    )
    tables = made_tables([Place(), CONTACTS], horizon=START + 400, paid=[half])
    people = made_people(1, scheme=TALKED, birthdays=birthdays)
    ended = talks_of((28, SANCTIONED), (33, HELD))
    paid = paid_spells(tables, people, spells_of((0, 100)), ended)
    assert (paid.start - START).tolist() == [0, 20, 28, 33]
    assert paid.share.tolist() == [1, 0.5, 0.5 * PAID, 0.5]


def test_without_no_shows_nobody_is_sanctioned_and_spells_are_those_lived():
    places = [Place([Exit(1, [0.05])]), CONTACTS._replace(exits=[Exit(0, [0.05])])]
    tables = made_tables(places, horizon=START + 400)
    spells, contacts = lived(tables, made_people(50, scheme=TALKED))
    assert len(contacts.held) > 100
    assert (contacts.outcome == HELD).all()
    assert paid_spells(tables, ONE, spells, contacts) is spells


def test_as_many_who_stay_away_are_sanctioned_as_said_and_on_days_of_their_own():
    """Who stays away is not asked by the sanction: the draws of both are apart."""
    people = made_people(2_000, scheme=TALKED)
    some = CONTACTS._replace(stays_away=(0.3, 10, 14), sanctioned=(0.4, 0.0, MOST, PAID))
    without = some._replace(sanctioned=(0.0, 0.0, MOST, PAID))
    contacts, plain = (
        lived(made_tables([Place(), place], horizon=START + 400), people)[1]
        for place in (some, without)
    )
    away = ended_as(contacts, STAYED_AWAY, SANCTIONED)
    share = len(ended_as(contacts, SANCTIONED).held) / len(away.held)
    assert abs(share - 0.4) < 4 * np.sqrt(0.24 / len(away.held))
    for mine, yours in zip(away[:-1], ended_as(plain, STAYED_AWAY)[:-1], strict=True):
        assert np.array_equal(mine, yours)


def ends_of(effect, gain=0.4, acts_from=0, sanctioned=1.0, teams=()):
    """Return the ends of first spells in which every talk is stayed away from, by talks' effect."""
    place = Place(
        [Exit(0, [0.01], effect=[3.0] * BANDS)],
        talks=[(ALWAYS, 28, 1, 28, 0)],
        gain=gain,
        fading=[(0, 1.0), (100, 0.0)],
        stays_away=(1.0, 10, 30),
        sanctioned=(sanctioned, effect, MOST, PAID),
        acts_from=acts_from,
        team=len(teams) - 1,
    )
    tables = made_tables([Place(), place], horizon=START + 2_000, teams=teams)
    people = made_people(300, scheme=TALKED)
    lives = lived(tables, people)
    assert same(lives, lived_plainly(tables, people))
    return first_spells(lives).end


@pytest.mark.slow
def test_a_sanction_hastens_leaving_by_its_own_factor_and_only_where_talks_act():
    usual = ends_of(0.0)
    assert np.array_equal(usual, ends_of(2.0, sanctioned=0.0))
    assert np.array_equal(usual, ends_of(2.0, acts_from=3_000))
    once, twice = ends_of(1.0), ends_of(2.0)
    assert (twice <= once).all()
    assert (once <= usual).all()
    assert (once < usual).sum() > 200
    assert (twice < once).sum() > 100
    assert np.array_equal(ends_of(2.5), ends_of(100.0))  # the whole of the strength at most


@pytest.mark.parametrize(("teams", "day"), [((), 28), (([(ALWAYS, 0), (START + 42, 9_999)],), 42)])
@pytest.mark.slow
def test_a_sanction_acts_on_leaving_from_its_day_on_as_so_many_talks_do(teams, day):
    """Worth as much as the share missing, it leaves the hazard three times as high for ever.

    One who waits for a team is sanctioned on the day on which the talk would have been held.
    """
    first = START + day
    usual, strongest = ends_of(0.0, sanctioned=0.0, teams=teams), ends_of(2.5, teams=teams)
    later = (usual > first) & (usual < START + 2_000)
    assert np.array_equal(usual[usual <= first], strongest[usual <= first])
    expected = first + np.ceil((usual[later] - first) / 3)
    assert later.sum() > 200
    assert np.abs(strongest[later] - expected).max() <= 1


@pytest.mark.slow
def test_where_more_are_sanctioned_no_given_life_is_paid_more_and_the_days_are_the_same():
    seen = 0

    @given(random_worlds() | random_worlds(staff=3))
    @settings(max_examples=60, **COUNTED)
    def look(world):
        nonlocal seen
        tables = world.tables()
        spells, contacts = lived(tables, world.people)
        spells = spells._replace(share=np.full(len(spells.share), 0.8))
        fewer = contacts._replace(
            outcome=np.where(
                (contacts.outcome == SANCTIONED) & (contacts.due % 2 == 0),
                STAYED_AWAY,
                contacts.outcome,
            )
        )
        paid = [paid_spells(tables, world.people, spells, c) for c in (fewer, contacts)]
        less, least = (paid_days(each) for each in paid)
        whole = paid_days(spells)
        assert [days for _, days, _ in less] == [days for _, days, _ in whole]
        assert [days for _, days, _ in least] == [days for _, days, _ in whole]
        kroner = np.array([[row[2] for row in rows] for rows in (whole, less, least)])
        assert (np.diff(kroner, axis=0) <= 1e-9).all()
        seen += int((np.diff(kroner, axis=0) < 0).sum())

    look()
    assert seen > 100


def paid_days(spells):
    """Return citizen, days lived and days paid of each stay, one that is cut joined again."""
    goes_on = np.zeros(len(spells.citizen), dtype=np.bool_)
    columns = (spells.citizen, spells.scheme, spells.came_from)
    goes_on[1:] = np.all([c[1:] == c[:-1] for c in columns], axis=0)
    goes_on[1:] &= spells.start[1:] == spells.end[:-1]
    stay, days = np.cumsum(~goes_on) - 1, spells.end - spells.start
    paid = np.bincount(stay, weights=days * spells.share)
    return list(zip(spells.citizen[~goes_on], np.bincount(stay, weights=days), paid, strict=True))


@pytest.mark.slow
def test_no_stretch_lies_outside_its_spell_and_none_overlaps_another():
    seen = 0

    @given(random_worlds(staff=3))
    @settings(max_examples=100, **COUNTED)
    def look(world):
        nonlocal seen
        spells, contacts = lived(world.tables(), world.people)
        stretches = sanction_stretches(world.tables(), spells, contacts)
        if stretches is None:
            return
        place, first, after, _ = stretches
        assert (spells.start[place] <= first).all()
        assert (first < after).all()
        assert (after <= spells.end[place]).all()
        follows = place[1:] == place[:-1]
        assert (after[:-1] <= first[1:])[follows].all()
        seen += len(place)

    look()
    assert seen > 100
