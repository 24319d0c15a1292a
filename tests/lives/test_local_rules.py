"""Local rules of talks beside the law: which asks first, where they hold, how talks are held."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.law.contact import (
    ContactRhythm,
    contact_due_day,
    day_beside_law,
    day_instead_of_law,
    next_number,
    own_day,
)
from borgerflow.sim.lives.tables import HELD, STAYED_AWAY
from tests.worlds.lived import ended_as, lived, lived_plainly, made_people, same
from tests.worlds.made import ALWAYS, BANDS, START, Local, Place, made_tables

TALKED = 1
FOUR_IN_26_WEEKS = [(ALWAYS, 56, 4, 182, 0)]
ELEVEN_IN_24_WEEKS = (14, 11, 168, 0)


def contacts_of(*rules, talks=FOUR_IN_26_WEEKS, people=None, since=START, **more):
    """Return the appointments of one citizen under a law and local rules."""
    place = Place(talks=talks, rules=rules, **more)
    tables = made_tables([Place(), place], horizon=START + 700)
    people = people or made_people(1, scheme=TALKED, since=since, enters=START)
    lives = lived(tables, people)
    assert same(lives, lived_plainly(tables, people))
    return lives[1]


def due_days(*rules, **more):
    """Return the due days of the talks held, counted from the first day of the world."""
    return (contacts_of(*rules, **more).due - START).tolist()


def test_without_a_local_rule_the_law_alone_asks():
    assert due_days() == [56, 98, 140, 182]


def test_eleven_talks_in_24_weeks_are_those_of_the_law_and_eight_more():
    """The law's fourth comes after the 24 weeks."""
    contacts = contacts_of(Local(ELEVEN_IN_24_WEEKS))
    days = (contacts.due - START).tolist()
    assert days == [14, 29, 44, 56, 75, 98, 106, 121, 140, 152, 168, 182]
    by_law = contacts.legal < FAR
    assert (contacts.legal - contacts.due)[by_law].tolist() == [0, 0, 0, 0]
    assert (contacts.due - START)[by_law].tolist() == [56, 98, 140, 182]


def test_a_talk_beside_the_law_moves_none_of_the_days_of_the_law():
    contacts = contacts_of(Local((28, 1, 28, 0)))
    assert (contacts.due - START).tolist() == [28, 56, 98, 140, 182]
    assert (contacts.legal - START).tolist() == [FAR - START, 56, 98, 140, 182]


@pytest.mark.parametrize("law", [FOUR_IN_26_WEEKS, [(ALWAYS, 7, 4, 182, 0)]])
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 9, 11, 13])
def test_so_many_talks_in_the_half_year_of_the_law_are_so_many_with_those_of_the_law(law, number):
    first = round(182 / number)
    days = due_days(Local((first, number, 182, 0)), talks=law)
    assert len(days) == max(4, number)
    assert set(due_days(talks=law)) <= set(days)


@pytest.mark.parametrize(("weeks", "expected"), [(1, 26), (2, 13), (3, 9), (4, 7)])
def test_a_rhythm_has_no_more_talks_than_own_days_where_each_of_the_law_is_near_one(
    weeks, expected
):
    """To the day on which the fourth of the law falls due."""
    days = due_days(Local((0, 0, 0, 7 * weeks), to=183))
    assert len(days) == expected
    assert {56, 98, 140, 182} <= set(days)


def test_a_first_talk_set_earlier_than_an_even_spread_is_kept():
    assert due_days(Local((35, 4, 182, 0))) == [35, 56, 98, 140, 182]
    assert due_days(Local((46, 4, 182, 0))) == [56, 98, 140, 182]


def test_a_talk_of_the_law_after_the_weeks_of_a_rule_takes_no_place_in_it():
    assert due_days(Local((0, 0, 0, 49), to=56)) == [49, 56, 98, 140, 182]
    assert due_days(Local((0, 0, 0, 49), to=57))[0] == 56


def test_two_talks_due_on_days_off_are_one_talk_of_the_law():
    """A Saturday and the Sunday after it."""
    contacts = contacts_of(Local((5, 1, 5, 0)), talks=[(ALWAYS, 6, 1, 6, 0)])
    assert (contacts.due - START).tolist() == [6]
    assert (contacts.held - START).tolist() == [7]
    assert (contacts.legal - START).tolist() == [6]


def test_a_milder_local_rule_changes_no_day():
    assert due_days(Local((60, 2, 200, 0))) == [56, 98, 140, 182]


def test_a_rhythm_goes_on_from_the_latest_talk():
    assert due_days(Local((0, 0, 0, 91)))[:6] == [56, 98, 140, 182, 273, 364]


@pytest.mark.parametrize(
    ("window", "expected"),
    [((60, 100), [56, 84, 98, 140, 182]), ((0, 57), [28, 56, 98, 140, 182])],
)
def test_a_rule_asks_only_in_its_weeks_of_the_spell(window, expected):
    assert due_days(Local((0, 0, 0, 28), first=window[0], to=window[1])) == expected


def test_a_rule_asks_only_in_its_time():
    rule = Local((0, 0, 0, 28), since=START + 190, until=START + 260)
    assert due_days(rule) == [56, 98, 140, 182, 224, 252]


def test_what_was_missed_before_a_rule_began_is_not_made_up_for():
    """The spell is 100 days old: two talks have been held by law, and count."""
    days = due_days(Local(ELEVEN_IN_24_WEEKS, since=START), since=START - 100)
    assert days == [day - 100 for day in (106, 121, 140, 152, 168, 182)]


@pytest.mark.parametrize(
    ("rhythm", "held", "latest", "earliest", "expected"),
    [
        ((14, 3, 42, 0), 0, 0, 0, 14),
        ((14, 3, 42, 0), 0, 0, 15, 28),
        ((14, 3, 42, 0), 2, 30, 31, 42),
        ((14, 3, 42, 0), 3, 42, 43, FAR),
        ((14, 3, 42, 20), 3, 42, 43, 62),
        ((14, 3, 42, 20), 3, 42, 70, 82),
        ((0, 0, 0, 28), 0, 0, 0, 28),
        ((0, 0, 0, 0), 0, 0, 0, FAR),
    ],
)
def test_the_day_of_a_rule_in_the_place_of_the_law(rhythm, held, latest, earliest, expected):
    assert day_instead_of_law(0, held, latest, earliest, ContactRhythm(*rhythm)) == expected


@pytest.mark.parametrize("rhythm", [(14, 11, 168, 0), (7, 3, 91, 91), (0, 1, 0, 0)])
def test_a_local_rule_kept_from_the_start_has_the_days_of_a_law_with_its_numbers(rhythm):
    rhythm, latest, instead, beside = ContactRhythm(*rhythm), 0, 0, -1
    for held in range(8):
        latest = contact_due_day(0, held, latest, rhythm)
        instead = day_instead_of_law(0, held, instead, instead + 1 if held else 0, rhythm)
        beside = day_beside_law(0, held, beside, (FAR, 0), beside + 1, rhythm)
        assert instead == beside == latest
        if latest == FAR:
            return


@pytest.mark.parametrize("rhythm", [(14, 3, 42, 20), (0, 0, 0, 28), (30, 2, 60, 0)])
def test_the_next_own_day_of_a_rule_is_the_first_from_a_day_on(rhythm):
    rhythm = ContactRhythm(*rhythm)
    for day in range(1, 400):
        number = next_number(0, day, rhythm)
        assert own_day(0, number - 1, rhythm) < day <= own_day(0, number, rhythm)


def test_a_rule_in_the_place_of_the_law_asks_alone_and_the_day_of_the_law_is_kept():
    contacts = contacts_of(Local((90, 2, 180, 0), instead=True))
    assert (contacts.due - START).tolist() == [90, 180]
    assert (contacts.legal - START).tolist() == [56, 98]


def test_the_law_asks_again_where_the_rule_in_its_place_ends():
    assert due_days(Local(instead=True, to=120)) == [120, 121, 140, 182]


def test_a_rule_for_others_asks_nobody_else():
    others = (np.arange(BANDS) == 0)[:, None]  # the youngest
    assert due_days(Local((0, 0, 0, 14), where=others)) == [56, 98, 140, 182]
    assert len(due_days(Local((0, 0, 0, 14), where=~others))) > 20


def test_a_rule_may_hold_in_some_duration_bins_alone():
    late = np.tile([False, True], (BANDS, 1))
    days = due_days(Local((0, 0, 0, 14), where=late), bins=(0, 200))
    assert days[:6] == [56, 98, 140, 182, 210, 224]


def test_the_last_rule_in_force_says_how_a_talk_is_held_those_of_the_law_included():
    """A form for all, and the first talk at the workplace; from week 20 on as the law has it."""
    form = Local(minutes=20, kroner=0, to=150)
    first = Local(minutes=120, kroner=1333, to=57)
    contacts = contacts_of(form, first)
    assert contacts.minutes.tolist() == [120, 20, 20, 45]
    assert contacts.kroner.tolist() == [1333, 0, 0, 0]


def test_one_who_stays_away_is_called_again_and_law_asks_for_that_day():
    contacts = contacts_of(stays_away=(1.0, 10, 14), talks=[(ALWAYS, 56, 1, 56, 0)])
    assert (contacts.outcome == STAYED_AWAY).all()
    assert (contacts.minutes == 10).all()
    assert (contacts.due[1:] == contacts.held[:-1] + 14).all()
    assert (contacts.legal == contacts.due).all()


def test_one_who_stays_away_from_a_local_talk_is_called_by_law_on_the_day_of_the_law():
    """Called for day 28, again 20 days later and so on; but law asks on its own days."""
    contacts = contacts_of(
        Local((28, 1, 28, 0)), stays_away=(1.0, 10, 20), talks=[(ALWAYS, 56, 1, 56, 0)]
    )
    assert (contacts.due[:4] - START).tolist() == [28, 48, 56, 76]
    assert (contacts.legal[:4] - START).tolist() == [FAR - START, FAR - START, 56, 76]


@pytest.mark.slow
def test_as_many_stay_away_as_said_and_all_others_are_talked_to():
    people = made_people(2_000, scheme=TALKED)
    contacts = contacts_of(stays_away=(0.3, 10, 14), people=people)
    talks = ended_as(contacts, HELD)
    share = 1 - len(talks.held) / len(contacts.held)
    assert abs(share - 0.3) < 4 * np.sqrt(0.21 / len(contacts.held))
    assert np.bincount(talks.citizen).tolist() == [4] * 2_000
