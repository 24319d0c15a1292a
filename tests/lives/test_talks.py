"""When talks fall due and when they are held."""

import pytest

from borgerflow.sim.base.clock import FAR, parse_day
from borgerflow.sim.law.contact import ContactRhythm, contact_due_day
from borgerflow.sim.lives.contact_days import booking_day, first_contact, next_contact
from borgerflow.sim.lives.tables import MAX_STAY, Spell
from tests.worlds.lived import citizen_of, lived_plainly, made_people
from tests.worlds.made import ALWAYS, START, Decision, Place, made_tables

TALKED = 1
NEVER = made_tables([Place(), Place()])


ANYBODY = citizen_of(made_people(1), 0)


def after(tables, case, held, latest):
    """Return a spell after so many talks, the latest of them held on its due day."""
    if held == 0:
        return first_contact(tables, ANYBODY, case, case.start)
    before = case._replace(held=held - 1, by_law=held - 1, due=latest, law_due=latest)
    return next_contact(tables, ANYBODY, before, latest)


def next_due(tables, case, held, latest):
    """Return when the next talk falls due if the latest was held on its due day."""
    return after(tables, case, held, latest).due


def behind(tables, case, today):
    """Return how many talks lie behind a spell, when the next is due, and when by law."""
    case = first_contact(tables, ANYBODY, case, today)
    return case.held, case.due, case.legal


def spell(start, scheme=TALKED):
    return Spell(scheme, start, 0, 0, -1)


def due_days(rule, start=0):
    """Return the due days of the talks of one rule, counted from the start of the spell."""
    days, latest = [], start
    for held in range(8):
        latest = contact_due_day(start, held, latest, ContactRhythm(*rule))
        if latest == FAR:
            break
        days.append(latest - start)
    return days


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ((56, 4, 182, 0), [56, 98, 140, 182]),
        ((7, 4, 182, 0), [7, 65, 123, 182]),
        ((7, 3, 91, 91), [7, 49, 91, 182, 273, 364, 455, 546]),
        ((28, 1, 28, 28), [28, 56, 84, 112, 140, 168, 196, 224]),
        ((0, 1, 0, 0), [0]),
        ((10, 0, 20, 7), []),
    ],
)
def test_talks_are_spread_evenly_over_the_window_and_then_follow_the_rhythm(rule, expected):
    assert due_days(rule) == expected


@pytest.mark.parametrize("rule", [(56, 4, 182, 0), (28, 6, 182, 91), (7, 3, 91, 91)])
def test_the_number_the_law_asks_for_fits_in_the_window(rule):
    within = [day for day in due_days(rule) if day <= rule[2]]
    assert len(within) == rule[1]
    assert within[-1] == rule[2]


REFORM = parse_day("2020-01-01")
TWO_RULES = made_tables(
    [Place(), Place(talks=[(ALWAYS, 56, 1, 56, 28), (REFORM, 56, 4, 182, 0)])],
    start=parse_day("2018-01-01"),
    horizon=parse_day("2022-01-01"),
)


def test_a_new_rule_that_would_have_asked_earlier_asks_by_law_the_day_after():
    start = REFORM - 100
    asked = after(TWO_RULES, spell(start), 1, start + 120)
    assert (asked.due, asked.legal) == (start + 121, start + 121)


def test_the_rule_in_force_on_the_day_of_the_latest_talk_sets_the_next():
    case = spell(parse_day("2019-11-04"))
    first = next_due(TWO_RULES, case, 0, case.start)
    second = next_due(TWO_RULES, case, 1, first)
    third = next_due(TWO_RULES, case, 2, second)
    assert first == parse_day("2019-12-30")
    assert second == parse_day("2020-01-27")
    assert third == case.start + 140


def test_a_change_of_rule_asks_for_no_talk_before_the_latest():
    """A talk a quarter until the reform, four in half a year after it."""
    tables = made_tables(
        [Place(), Place(talks=[(ALWAYS, 7, 1, 7, 91), (REFORM, 7, 4, 182, 0)])],
        start=parse_day("2018-01-01"),
        horizon=parse_day("2022-01-01"),
    )
    case = spell(parse_day("2019-07-01"))
    latest = parse_day("2020-01-06")  # the third talk: 7, 98 and 189 days
    assert next_due(tables, case, 2, parse_day("2019-10-07")) == latest
    assert next_due(tables, case, 3, latest) > latest


def test_a_scheme_without_a_rule_has_no_talks():
    assert next_due(NEVER, spell(START), 0, START) == FAR
    assert behind(NEVER, spell(START), START) == (0, FAR, FAR)


def test_talks_that_lie_behind_are_counted_and_not_held_again():
    case = spell(parse_day("2018-01-01"))
    third, second = parse_day("2018-03-26") + 28, parse_day("2018-03-26")
    assert behind(TWO_RULES, case, second + 1) == (2, third, third)
    assert behind(TWO_RULES, case, second) == (1, second, second)


@pytest.mark.parametrize(
    ("due", "held"),
    [
        ("2019-04-18", "2019-04-23"),
        ("2019-12-25", "2019-12-27"),
        ("2019-06-08", "2019-06-11"),
        ("2019-06-11", "2019-06-11"),
    ],
)
def test_a_talk_is_asked_for_on_its_day_or_the_next_working_day(due, held):
    assert booking_day(TWO_RULES, parse_day(due)) == parse_day(held)


def test_a_talk_after_the_end_is_not_held():
    assert booking_day(TWO_RULES, TWO_RULES.horizon) == FAR


DAILY_TALKS = [(ALWAYS, 7, 1, 7, 7)]


@pytest.mark.parametrize(("stay", "talks"), [(7, []), (8, [7]), (14, [7]), (15, [7, 14])])
def test_a_talk_due_on_the_day_the_spell_ends_is_not_held(stay, talks):
    place = Place(
        rule=MAX_STAY, values=((ALWAYS, stay),), decided=[[Decision(0, 1.0)]], talks=DAILY_TALKS
    )
    tables = made_tables([Place(), place], horizon=START + 100)
    contacts = lived_plainly(tables, made_people(1, scheme=TALKED))[1]
    assert (contacts.held - START).tolist() == talks


def test_a_change_of_scheme_starts_the_talks_anew():
    first = Place(
        rule=MAX_STAY, values=((ALWAYS, 10),), decided=[[Decision(2, 1.0)]], talks=DAILY_TALKS
    )
    tables = made_tables(
        [Place(), first, Place(talks=[(ALWAYS, 7, 2, 14, 0)])], horizon=START + 100
    )
    contacts = lived_plainly(tables, made_people(1, scheme=TALKED))[1]
    assert (contacts.due - START).tolist() == [7, 17, 24]
    assert contacts.scheme.tolist() == [1, 2, 2]


def test_a_prolonged_spell_goes_on_with_its_talks():
    place = Place(
        rule=MAX_STAY,
        values=((ALWAYS, 10),),
        decided=[[Decision(1, 1.0, 15, 1)], [Decision(0, 1.0)]],
        talks=DAILY_TALKS,
    )
    tables = made_tables([Place(), place], horizon=START + 100)
    contacts = lived_plainly(tables, made_people(1, scheme=TALKED))[1]
    assert (contacts.due - START).tolist() == [7, 14, 21]
