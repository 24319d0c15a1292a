"""What appointments amount to: which of them law asked for, and which were on time."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR, parse_day
from borgerflow.sim.lives.tables import HELD, SANCTIONED, STAYED_AWAY, STILL_WAITS, WENT_HOME
from borgerflow.sim.measures.contacts import contact_account
from borgerflow.sim.records.history import ContactArrays
from borgerflow.sim.world.world import load_world

SICK = "sygedagpenge"
DAYS_OFF = "2019-04-18"  # skaertorsdag; the next working day is Tuesday 23 April


@pytest.fixture(scope="module")
def world():
    return load_world("modelkommune", population=0.02)


def counted(world, due, ended, legal, outcome, minutes=45):
    """Return the account of one appointment, its numbers of April 2019 in sygedagpenge."""
    by = FAR if legal is None else parse_day(legal)
    row = [0, world.scheme_names.index(SICK), parse_day(due), parse_day(ended), by]
    one = ContactArrays(*(np.array([number]) for number in (*row, minutes, 0, outcome)))
    account = contact_account(one, world)
    place = (3, world.scheme_names.index(SICK))
    return {name: int(getattr(account, name)[place]) for name in vars(account)}


@pytest.mark.parametrize(
    ("ended", "legal", "outcome", "asked", "on_time"),
    [
        ("2019-04-10", "2019-04-10", HELD, 1, 1),
        ("2019-04-11", "2019-04-10", HELD, 1, 0),
        ("2019-04-23", DAYS_OFF, HELD, 1, 1),
        ("2019-04-24", DAYS_OFF, HELD, 1, 0),
        ("2019-04-10", "2019-04-10", STAYED_AWAY, 1, 1),
        ("2019-04-10", "2019-04-10", SANCTIONED, 1, 1),
        ("2019-04-11", "2019-04-10", WENT_HOME, 1, 0),
        ("2019-04-09", "2019-04-10", WENT_HOME, 0, 0),
        ("2019-04-10", None, HELD, 0, 0),
    ],
)
def test_a_talk_is_on_time_by_the_day_of_the_law_or_the_next_working_day(
    world, ended, legal, outcome, asked, on_time
):
    found = counted(world, "2019-04-09", ended, legal, outcome)
    assert (found["legal"], found["on_time"]) == (asked, on_time)


def test_waiting_is_counted_past_the_day_due_alone(world):
    assert counted(world, "2019-04-09", "2019-04-12", None, HELD)["waiting_days"] == 3
    assert counted(world, "2019-04-09", "2019-04-08", None, HELD)["waiting_days"] == 0
    assert counted(world, "2019-04-09", "2019-04-12", None, WENT_HOME)["waiting_days"] == 0


def test_each_way_to_end_is_counted_apart_and_minutes_of_all(world):
    for outcome, name in ((HELD, "held"), (STAYED_AWAY, "stayed_away"), (WENT_HOME, "went_home")):
        found = counted(world, "2019-04-09", "2019-04-10", None, outcome, 30)
        assert [found[n] for n in ("held", "stayed_away", "went_home")].count(1) == 1
        assert (found[name], found["minutes"]) == (1, 30)


def test_who_is_sanctioned_is_counted_among_those_who_stayed_away(world):
    away, sanctioned = (
        counted(world, "2019-04-09", "2019-04-10", None, how) for how in (STAYED_AWAY, SANCTIONED)
    )
    assert (away["stayed_away"], away["sanctioned"]) == (1, 0)
    assert (sanctioned["stayed_away"], sanctioned["sanctioned"]) == (1, 1)
    assert sanctioned["held"] == 0


def test_nothing_outside_the_horizon_is_counted(world):
    for day, outcome in (("2018-12-31", HELD), ("2023-01-01", STILL_WAITS)):
        one = ContactArrays(
            *(np.array([number]) for number in (0, 1, *[parse_day(day)] * 3, 45, 0, outcome))
        )
        assert not any(column.any() for column in vars(contact_account(one, world)).values())
