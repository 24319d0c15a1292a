"""Weeks by step of the staircase, and lives week by week, read off the settlement's pieces."""

import numpy as np
import pytest
from hypothesis import given
from made_histories import SCHEMES, history, world
from some_lives import lives

from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.measures import walked
from borgerflow.sim.measures.account import BENEFIT, reckoner_of
from borgerflow.sim.measures.gains import Changed
from borgerflow.sim.measures.walked import (
    OFF,
    middle_lives,
    more_weeks,
    weeks_by_step,
    weeks_lived,
)
from borgerflow.sim.records.history import NO_ACTIVATIONS
from borgerflow.sim.settlement.rulebook import PAYERS

MONDAY = "2019-01-07"
SICK, JOB = "sygedagpenge", "job"


def stay(end, scheme=SICK, start=MONDAY):
    """Return the spells of somebody ill and insured from a Monday until a day, then at work."""
    category = "ledig" if scheme == SICK else None
    return [(scheme, start, end, category), (JOB, end, "2021-02-01")]


def days(weeks):
    return iso_date(parse_day(MONDAY) + 7 * weeks)


def spells(*lives_of):
    made = history(*lives_of).spell_arrays
    return made._replace(before=np.zeros(len(made.citizen), dtype=np.int64))


def reckoner():
    return reckoner_of(world())


def test_a_stay_of_sixty_weeks_lies_on_every_step():
    weeks = weeks_by_step(spells(stay(days(60), "jobafklaring")), reckoner())
    assert weeks.tolist() == [4, 22, 26, 8, 0]


def test_weeks_of_a_fixed_share_lie_off_the_staircase():
    pension = [
        ("foertidspension", MONDAY, days(10), "enlig_foer_2014"),
        (JOB, days(10), "2021-02-01"),
    ]
    weeks = weeks_by_step(spells(pension), reckoner())
    assert weeks[OFF] == 10
    assert weeks.sum() == 10


def test_weeks_outside_the_horizon_are_counted_on_but_not_told():
    early = [("jobafklaring", "2018-10-01", "2019-01-28"), (JOB, "2019-01-28", "2021-02-01")]
    weeks = weeks_by_step(spells(early), reckoner())
    assert weeks[0] == 0
    assert weeks[1] == pytest.approx(27 / 7)  # 1 to 27 January


def test_a_life_that_is_half_sure_counts_half():
    many = spells(stay(days(4), "jobafklaring"), stay(days(4), "jobafklaring"))
    weeks = weeks_by_step(many, reckoner(), np.array([1.0, 0.5]))
    assert weeks[0] == 6


def changed(before, after):
    """Return people whose lives changed, given both."""
    key = np.arange(len(before), dtype=np.uint64)
    no_contacts = history(*before).contact_arrays
    rows = ((spells(*each), no_contacts, NO_ACTIVATIONS) for each in (before, after))
    return Changed(key, (), *rows)


def test_what_is_saved_lies_where_the_longer_life_would_have_been(monkeypatch):
    monkeypatch.setattr(walked, "SPELLS_AT_ONCE", 1)  # one citizen at a time
    both = changed(
        [stay(days(60), "jobafklaring"), stay(days(5), "jobafklaring")],
        [stay(days(50), "jobafklaring"), stay(days(5), "jobafklaring")],
    )
    assert more_weeks(both, reckoner()).tolist() == [0, 0, -2, -8, 0]


@given(lives())
def test_no_life_has_more_pieces_than_there_is_room_for(life):
    names = ("scheme", "start", "end", "category", "share")
    rows = ([spell[name] for name in names] for spell in life)
    made = spells([(s, str(start), str(end), c, x or 1.0) for s, start, end, c, x in rows])
    told = reckoner()
    for rows, pieces in walked.walked(told.records(made), told):
        assert len(pieces) <= walked._room(rows, told)


def test_a_life_week_by_week_costs_what_its_benefits_cost():
    life = spells(stay(days(12)))
    weeks = weeks_lived(life, reckoner())
    nobody = history(stay(days(12)))
    account = reckoner().account(life, nobody.contact_arrays)
    for place, payer in enumerate(PAYERS):
        booked = account.money[:, place, :, BENEFIT].sum()
        assert sum(getattr(week, payer) for week in weeks) == pytest.approx(booked)
    assert {SCHEMES[week.scheme] for week in weeks} == {SICK, JOB}
    assert sum(week.days for week in weeks) == parse_day("2021-01-01") - parse_day(MONDAY)


def test_the_life_shown_is_the_middle_one_by_what_its_change_costs():
    before = [stay(days(weeks), "jobafklaring") for weeks in (10, 20, 30, 7)]
    after = [stay(days(weeks), "jobafklaring") for weeks in (9, 15, 10, 7)]
    lives_shown = middle_lives(changed(before, after), reckoner())
    ill = [w for w in lives_shown.before if SCHEMES[w.scheme] == "jobafklaring"]
    assert sum(week.days for week in ill) == 20 * 7


def test_no_life_is_shown_where_none_costs_anything_else():
    same = [stay(days(4), "jobafklaring")]
    assert middle_lives(changed(same, same), reckoner()) is None
