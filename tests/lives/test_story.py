"""What begins, what decides it and what follows: the order of one day, the door, the way back."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR, parse_day
from borgerflow.sim.engines.reference.citizens import run_reference
from borgerflow.sim.lives.deadlines import prolonged
from borgerflow.sim.lives.story import begin, end_of, scheme_entered, what_follows
from borgerflow.sim.lives.tables import (
    AT_DEADLINE,
    BIRTHDAY,
    LEAVES,
    MAX_STAY,
    MEMORY,
    NOBODY,
    OWN_EXIT,
    RETURNS,
    REVURDERING,
    RIGHT_USED_UP,
    USED_DAYS,
    WORKED_DAYS,
    Spell,
)
from borgerflow.sim.world.tables.hazards import nested
from borgerflow.sim.world.tables.mechanisms import DoorRow
from tests.worlds.lived import citizen_of, lived_plainly, made_people
from tests.worlds.made import ALWAYS, START, Decision, Exit, Place, made_tables

JOB, SICK, HELP = range(3)
ALL_CELLS = np.ones(5, dtype=np.bool_)
SOMEBODY = citizen_of(made_people(1), 0)
NOTHING = [0] * MEMORY


def spell(**fields):
    return Spell(SICK, START, JOB, 0, -1)._replace(**fields)


@pytest.mark.parametrize(
    ("leaves", "exit_day", "deadline", "refused", "expected"),
    [
        (10, 10, 10, 10, (10, LEAVES)),
        (FAR, 10, 10, FAR, (10, OWN_EXIT)),
        (FAR, 11, 10, FAR, (10, AT_DEADLINE)),
        (FAR, 11, 10, 10, (10, OWN_EXIT)),
        (9, 10, 9, FAR, (9, LEAVES)),
        (11, 10, 12, FAR, (10, OWN_EXIT)),
    ],
)
def test_on_one_day_death_comes_before_the_exit_and_that_before_the_deadline(
    leaves, exit_day, deadline, refused, expected
):
    """One who recovers on the day of the review has recovered."""
    under_way = spell(exit_day=exit_day, deadline=deadline, refused=refused)
    assert end_of(SOMEBODY._replace(leaves=leaves), under_way) == expected


def test_who_leaves_the_municipality_is_out():
    tables = made_tables([Place(), Place()])
    assert what_follows(tables, SOMEBODY, spell(), START + 5, LEAVES) == (tables.out, -1)


def refused(paid_from_day, wait=30, **door):
    """Return the spell of one whose case meets a door that turns all away."""
    row = DoorRow(SICK, 1, (ALWAYS, FAR, FAR), 1.0, ALL_CELLS)._replace(**door)
    tables = nested(made_tables([Place(), Place(waits=[wait])], doors=[row]))
    start = paid_from_day - wait
    return begin(tables, SOMEBODY, NOTHING, Spell(SICK, start, JOB, 1, -1), start)


def test_a_case_is_turned_away_on_its_first_paid_day():
    assert refused(START + 100).refused == START + 100


def test_a_case_is_never_turned_away_on_the_day_it_begins():
    assert refused(START + 100, wait=0).refused == START + 101


@pytest.mark.parametrize(
    ("paid_from", "met"), [(99, False), (100, True), (149, True), (150, False)]
)
def test_the_door_is_there_from_its_first_day_until_its_last(paid_from, met):
    case = refused(START + paid_from, days=(START + 100, START + 150, FAR))
    assert (case.refused < FAR) is met


def test_the_door_meets_those_in_its_target_on_the_first_paid_day():
    nobody = np.zeros(5, dtype=np.bool_)
    assert refused(START + 100, cells=nobody).refused == FAR
    assert refused(START + 100, share=0.0).refused == FAR


@pytest.mark.parametrize(("came_from", "follows"), [(JOB, JOB), (HELP, HELP), (NOBODY, JOB)])
def test_who_is_turned_away_returns_to_where_they_came_from(came_from, follows):
    """One who came from nowhere, because the simulation began, returns to a job."""
    tables = made_tables([Place(), Place(), Place()])
    case = spell(came_from=came_from, refused=START + 30)
    assert what_follows(tables, SOMEBODY, case, START + 30, OWN_EXIT) == (follows, -1)


def test_a_case_paid_before_the_simulation_begins_is_not_turned_away_in_the_past():
    row = DoorRow(SICK, 1, (ALWAYS, FAR, FAR), 1.0, ALL_CELLS)
    tables = nested(made_tables([Place(), Place(waits=[30])], doors=[row]))
    under_way = begin(tables, SOMEBODY, NOTHING, Spell(SICK, START - 200, JOB, 0, -1), START)
    assert under_way.refused >= START


def test_a_spell_has_the_category_of_the_scheme_before_or_of_the_citizen():
    places = [
        Place(),
        Place(waits=[30, 14, 7], category_from={HELP: 1}, category_of_group={1: 2}),
        Place(),
    ]
    tables = made_tables(places, groups=2)
    other = SOMEBODY._replace(cell=5)

    def category(citizen, came_from, given=-1):
        spell = Spell(SICK, START, came_from, 0, given)
        return begin(tables, citizen, NOTHING, spell, START).category

    assert category(SOMEBODY, JOB) == 0
    assert category(other, JOB) == 2
    assert category(SOMEBODY, HELP) == category(other, HELP) == 1
    assert category(SOMEBODY, HELP, given=2) == 2


def test_a_citizen_under_way_past_the_deadline_meets_it_the_day_after_the_beginning():
    decided = [[Decision(JOB, 1.0)]]
    place = Place(rule=MAX_STAY, values=((ALWAYS, 100),), decided=decided)
    people = made_people(1, scheme=SICK, since=START - 300, enters=START)
    spells = lived_plainly(made_tables([Place(), place]), people)[0]
    assert spells.end[0] == START + 1


def test_a_review_that_prolongs_gives_a_new_deadline_and_the_next_stage():
    decided = [[Decision(SICK, 1.0, 69 * 7, 1)], [Decision(HELP, 1.0)]]
    place = Place(rule=MAX_STAY, values=((ALWAYS, 100),), decided=decided)
    tables = made_tables([Place(), place, Place()])
    before = begin(tables, SOMEBODY, NOTHING, Spell(SICK, START, JOB, 0, -1), START)
    assert before.deadline == START + 100
    follows, outcome = what_follows(tables, SOMEBODY, before, START + 100, AT_DEADLINE)
    assert follows == SICK
    after = prolonged(tables, before, outcome, START + 100)
    assert (after.deadline, after.stage, after.deadlines) == (START + 100 + 483, 1, 1)
    assert after._replace(deadline=0, stage=0, deadlines=0) == before._replace(deadline=0)


def test_a_prolonged_spell_is_one_spell():
    decided = [[Decision(SICK, 1.0, 50, 1)], [Decision(HELP, 1.0)]]
    place = Place(rule=MAX_STAY, values=((ALWAYS, 100),), decided=decided)
    spells = lived_plainly(made_tables([Place(), place, Place()]), made_people(1, scheme=SICK))[0]
    assert spells.scheme.tolist() == [SICK, HELP]
    assert spells.end[0] == START + 150


def test_a_decision_may_send_back_to_where_the_citizen_came_from():
    decided = [[Decision(RETURNS, 1.0)]]
    place = Place(rule=MAX_STAY, values=((ALWAYS, 100),), decided=decided)
    people = made_people(1, scheme=SICK, came_from=HELP)
    assert lived_plainly(made_tables([Place(), place, Place()]), people)[0].scheme.tolist() == [
        SICK,
        HELP,
    ]


def test_help_to_the_young_ends_on_the_30th_birthday():
    decided = [[Decision(HELP, 1.0)]]
    place = Place(rule=BIRTHDAY, values=((ALWAYS, 30),), decided=decided)
    turns = (ALWAYS, parse_day("2022-03-01"), FAR, FAR)
    spells = lived_plainly(
        made_tables([Place(), place, Place()]), made_people(1, scheme=SICK, birthdays=turns)
    )[0]
    assert spells.end[0] == parse_day("2022-03-01")


UNEMPLOYED = Place(
    rule=RIGHT_USED_UP, values=((ALWAYS, 728),), decided=[[Decision(HELP, 0.6), Decision(JOB, 0.4)]]
)
RIGHTS = made_tables([Place(works=True), UNEMPLOYED, Place()])


def entered(used, worked):
    """Return the scheme entered on the way to dagpenge, and the memory after it."""
    memory = [0] * MEMORY
    memory[USED_DAYS], memory[WORKED_DAYS] = used, worked
    return scheme_entered(RIGHTS, SOMEBODY, memory, SICK, 4, START), memory


def test_who_has_a_day_left_of_the_right_gets_it():
    assert entered(727, 0)[0] == SICK


def test_who_has_used_up_the_right_gets_what_is_decided_at_its_end():
    assert entered(728, 363)[0] in (HELP, JOB)


def test_a_year_of_work_gives_a_new_right_and_is_spent_by_it():
    scheme, memory = entered(728, 364)
    assert scheme == SICK
    assert memory[USED_DAYS] == memory[WORKED_DAYS] == 0


def test_work_is_kept_until_there_is_enough_of_it():
    scheme, memory = entered(100, 200)
    assert scheme == SICK
    assert (memory[USED_DAYS], memory[WORKED_DAYS]) == (100, 200)


def test_a_citizen_who_comes_after_the_end_lives_no_life_here():
    tables = made_tables([Place()], horizon=START + 100)
    people = made_people(3, since=[START, START + 99, START + 100])
    spells = lived_plainly(tables, people)[0]
    assert spells.citizen.tolist() == [0, 1]
    assert spells.open.all()


def test_half_pay_uses_up_the_weeks_like_full_pay():
    """SDL section 24: a reduced benefit counts in full; the review knows no shares."""
    place = Place(
        rule=REVURDERING, values=((ALWAYS, 22),), waits=[30], decided=[[Decision(HELP, 1.0)]]
    )
    tables = made_tables([Place(), place, Place()])
    people = made_people(50, scheme=SICK)
    ends = [run_reference(tables, people, np.full(4, s))[0].end for s in (0.5, 1.0)]
    assert (ends[0] == ends[1]).all()


def test_an_exit_leads_on_with_time_counted_anew():
    places = [Place([Exit(SICK, [7.0])]), Place([Exit(HELP, [0.0, 700.0])], bins=(0, 10)), Place()]
    spells = lived_plainly(made_tables(places), made_people(20))[0]
    sick = spells.scheme == SICK
    assert ((spells.end - spells.start)[sick] == 11).all()


def test_one_without_a_right_who_finds_another_job_begins_a_new_spell_in_it():
    """The right is used up, what is decided is a job, and the citizen came from the job."""
    decided = [[Decision(JOB, 1.0)]]
    unemployed = Place(rule=RIGHT_USED_UP, values=((ALWAYS, 5),), decided=decided)
    tables = made_tables([Place([Exit(SICK, [1.0])]), unemployed], horizon=START + 200)
    spells = lived_plainly(tables, made_people(1))[0]
    assert (spells.scheme[1:] == spells.scheme[:-1]).any()
    assert (spells.start[1:] == spells.end[:-1]).all()


def test_the_age_limit_is_that_of_the_law():
    place = Place(rule=BIRTHDAY, values=((ALWAYS, 25),), decided=[[Decision(HELP, 1.0)]])
    turns = (START + 10, START + 500, FAR, FAR)
    people = made_people(1, scheme=SICK, birthdays=turns)
    assert lived_plainly(made_tables([Place(), place, Place()]), people)[0].end[0] == START + 10


def test_whether_a_case_would_soon_have_ended_does_not_depend_on_the_horizon():
    """A case that begins just before the horizon and would have ended just after it."""
    row = DoorRow(SICK, 1, (ALWAYS, FAR, 56), 1.0, ALL_CELLS)
    places = [Place(), Place([Exit(JOB, [0.5])])]
    days = [
        begin(
            nested(made_tables(places, doors=[row], horizon=START + horizon)),
            SOMEBODY,
            NOTHING,
            Spell(SICK, START, JOB, 1, -1),
            START,
        ).refused
        for horizon in (2, 1_000)
    ]
    assert days == [START + 1, START + 1]
