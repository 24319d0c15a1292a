"""What must hold in every world, on worlds made at random."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.tables import HELD, SANCTIONED, STAYED_AWAY, STILL_WAITS
from borgerflow.sim.world.tables.mechanisms import HazardRow
from tests.worlds.examples import identical, queued, some_worlds, worlds
from tests.worlds.lived import (
    chosen,
    ended_as,
    first_spells,
    lived,
    lived_plainly,
    made_people,
    of_citizens,
    same,
)
from tests.worlds.made import ALWAYS, BANDS, START, Exit, Place, made_tables
from tests.worlds.strategies import (
    DAYS,
    HORIZON,
    OTHERS,
    cells_of,
    door_for_others,
    door_row,
    for_others,
    idle,
    random_worlds,
    stronger,
    tables_of,
    weaker,
    without_share,
)


def citizens_here(lives, day):
    """Return who is in some scheme on a day, once for each scheme they are in."""
    spells = lives[0]
    return spells.citizen[(spells.start <= day) & (spells.end > day)]


def expected_here(world, day):
    """Return who has come and not left by a day."""
    return np.flatnonzero((world.people.enters <= day) & (world.people.leaves > day))


def gone_early(world, lives):
    """Return who has gone out of the world by a way of the map."""
    return set(np.flatnonzero(world.people.enters < HORIZON)) - set(
        lives[0].citizen[lives[0].open | (lives[0].end == world.people.leaves[lives[0].citizen])]
    )


@given(random_worlds() | random_worlds(staff=3))
@worlds
def test_each_citizen_is_in_exactly_one_scheme_each_day(world):
    lives = lived(world.tables(), world.people)
    early = gone_early(world, lives)
    for day in (START, START + DAYS // 3, START + DAYS // 2, HORIZON - 1):
        here = citizens_here(lives, day).tolist()
        assert len(here) == len(set(here))
        stays = [c for c in expected_here(world, day).tolist() if c not in early]
        assert set(stays) <= set(here) <= set(expected_here(world, day).tolist())


@given(random_worlds() | random_worlds(staff=3))
@worlds
def test_spells_touch_and_none_is_empty(world):
    spells = lived(world.tables(), world.people)[0]
    assert (spells.end > spells.start).all()
    follows = spells.citizen[1:] == spells.citizen[:-1]
    assert (spells.start[1:] == spells.end[:-1])[follows].all()
    assert (spells.came_from[1:] == spells.scheme[:-1])[follows].all()
    assert not spells.open[:-1][follows].any()
    first = first_spells((spells, None))
    assert (first.start == world.people.since[first.citizen]).all()
    assert (first.scheme == world.people.scheme[first.citizen]).all()


@given(random_worlds() | random_worlds(staff=3))
@worlds
def test_who_has_come_has_left_or_is_here(world):
    spells = lived(world.tables(), world.people)[0]
    came = set(np.flatnonzero(world.people.enters < HORIZON))
    assert set(spells.citizen) == came
    last = np.concatenate([spells.citizen[1:] != spells.citizen[:-1], [True]])
    here = last & spells.open
    left = last & ~spells.open
    assert here.sum() + left.sum() == len(came)
    assert (spells.end[here] == HORIZON).all()
    assert (spells.end[left] < HORIZON).all()
    assert (spells.end <= world.people.leaves[spells.citizen]).all()


@given(random_worlds() | random_worlds(staff=3))
@worlds
def test_talks_are_held_inside_the_spell_on_or_after_their_day(world):
    spells, contacts = lived(world.tables(), world.people)
    ahead = world.tables().booked_ahead[world.tables().contact_group[contacts.scheme]]
    assert (contacts.held >= contacts.due - ahead).all()
    talks = ended_as(contacts, HELD, STAYED_AWAY, SANCTIONED)
    for citizen, scheme, held in zip(talks.citizen, talks.scheme, talks.held, strict=True):
        here = (spells.citizen == citizen) & (spells.start <= held) & (held < spells.end)
        assert spells.scheme[here].tolist() == [scheme]


@given(random_worlds())
@identical
def test_both_engines_tell_the_same_histories(world):
    assert same(lived(world.tables(), world.people), lived_plainly(world.tables(), world.people))


@pytest.mark.slow
def test_both_engines_tell_the_same_histories_where_talks_queue():
    """Of long lives in which talks are held, on time and late, missed and given up."""
    spells_met, outcomes, by_rule, late = 0, np.zeros(5, np.int64), 0, 0

    @given(random_worlds(staff=3))
    @queued
    def look(world):
        nonlocal spells_met, by_rule, late
        spells, contacts = lives = lived(world.tables(), world.people)
        assert same(lives, lived_plainly(world.tables(), world.people))
        spells_met += len(spells.citizen)
        outcomes[:] += np.bincount(contacts.outcome, minlength=5)
        by_rule += (contacts.due < contacts.legal).sum()
        late += (contacts.legal < contacts.held).sum()

    look()
    assert spells_met > 20_000
    assert outcomes[HELD] > 5_000
    assert outcomes[:STILL_WAITS].min() > 300
    assert outcomes[STILL_WAITS] > 10
    assert outcomes[SANCTIONED] > 300
    assert min(by_rule, late) > 2_000


@given(random_worlds(), st.randoms(use_true_random=False))
@worlds
def test_a_life_does_not_depend_on_who_else_lives(world, random):
    """Whoever is left out or moved up the list, the others live as before."""
    whole = lived(world.tables(), world.people)
    number = len(world.people.key)
    some = np.array(random.sample(range(number), random.randint(1, number)))
    assert same(lived(world.tables(), chosen(world.people, some)), of_citizens(whole, some))


@given(random_worlds(for_others, door_for_others))
@worlds
def test_a_mechanism_for_others_changes_nobody_else(world):
    untouched = np.flatnonzero(world.people.cell // BANDS != OTHERS)
    with_it = lived(world.tables(), world.people)
    without = lived(world.tables(mechanisms=False), world.people)
    assert same(of_citizens(with_it, untouched), of_citizens(without, untouched))


def test_a_mechanism_for_others_changes_them():
    """The sister of the test above: who is inside the target is reached."""
    places = [Place([Exit(1, [0.05])]), Place()]
    row = HazardRow(0, 1, 0, (ALWAYS, FAR, 0, FAR), 2.0, 1.0, cells_of(OTHERS))
    people = made_people(200, cell=BANDS * (np.arange(200) % 2))
    ends = [
        first_spells(lived(made_tables(places, groups=2, mechanisms=rows), people)).end
        for rows in ([], [row])
    ]
    assert (ends[0] == ends[1])[::2].all()
    assert (ends[0] > ends[1])[1::2].mean() > 0.9


@given(random_worlds(idle, without_share))
@worlds
def test_a_mechanism_without_effect_changes_nothing_not_a_byte(world):
    with_it = lived(world.tables(), world.people)
    assert same(with_it, lived(world.tables(mechanisms=False), world.people))


@pytest.mark.slow
def test_a_stronger_hazard_never_postpones_the_end_of_a_first_spell():
    hastened = 0

    @given(random_worlds(stronger, None))
    @some_worlds
    def look(world):
        nonlocal hastened
        without = first_spells(lived(world.tables(mechanisms=False), world.people))
        with_it = first_spells(lived(world.tables(), world.people))
        assert (with_it.end <= without.end).all()
        hastened += (with_it.end < without.end).sum()

    look()
    assert hastened > 15


@given(random_worlds(weaker, None))
@worlds
def test_a_weaker_hazard_never_hastens_the_end_of_a_first_spell(world):
    without = first_spells(lived(world.tables(mechanisms=False), world.people))
    with_it = first_spells(lived(world.tables(), world.people))
    assert (with_it.end >= without.end).all()


@pytest.mark.slow
def test_a_stricter_door_turns_away_whom_a_milder_one_does():
    """Lives that the milder door touches, the stricter touches too."""
    turned_away = 0

    @given(random_worlds(None, door_row), st.floats(0.0, 1.0))
    @some_worlds
    def look(world, part):
        nonlocal turned_away
        mild = tuple(door._replace(share=part * door.share) for door in world.doors)
        untouched = lived(world.tables(mechanisms=False), world.people)
        milder = touched(lived(tables_of(world.map, (), mild), world.people), untouched)
        stricter = touched(lived(world.tables(), world.people), untouched)
        assert milder <= stricter
        turned_away += len(milder)

    look()
    assert turned_away > 30


def rows_of(spells):
    """Return the spells as tuples: citizen, scheme, start and end."""
    columns = (spells.citizen, spells.scheme, spells.start, spells.end)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def touched(lives, others):
    """Return the citizens whose spells differ between two histories."""
    return {row[0] for row in set(rows_of(lives[0])) ^ set(rows_of(others[0]))}


@given(random_worlds())
@worlds
def test_before_a_mechanism_starts_all_lives_are_the_same(world):
    starts = [row.days[0] for row in (*world.mechanisms, *world.doors, *world.reviews)]
    starts += [row.steps[0][0] for row in world.programmes]
    first = min(starts, default=HORIZON)
    with_it, without = (lived(world.tables(on), world.people)[0] for on in (True, False))
    assert [r for r in rows_of(with_it) if r[3] <= first] == [
        r for r in rows_of(without) if r[3] <= first
    ]
    assert [r[:3] for r in rows_of(with_it) if r[2] <= first] == [
        r[:3] for r in rows_of(without) if r[2] <= first
    ]
