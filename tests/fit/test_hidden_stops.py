"""Who is back before a week is over is not seen to have left, and those are counted in."""

from dataclasses import replace

import numpy as np
import pytest

from borgerflow.sim.fit.hidden_stops import outlasting_a_week, shown_exits, stops_in
from borgerflow.sim.records.observed import SELF_SUPPORT, UNKNOWN, Sightings

NAMES = ("fleksjob", "ledighedsydelse", SELF_SUPPORT)
FLEKSJOB, LEDIGHEDSYDELSE, NOTHING = range(3)
FAR = 10**6


def weekly(*rows):
    """Return spells of (citizen, scheme, start, end, next); the file ends in week 30."""
    citizen, scheme, start, end, after = map(np.array, zip(*rows, strict=True))
    return Sightings(
        schemes=NAMES,
        citizen=citizen,
        scheme=scheme,
        start=start,
        end=end,
        observed_from=start,
        observed_until=np.full(len(rows), 210),
        next=after,
        resolution_days=7,
    )


def friday(week):
    """Return where a stay ends that has the week in which it ends."""
    return 7 * week + 4


def thursday(week):
    """Return where a stay begins that has the week in which it begins."""
    return 7 * week + 3


def back_after(weeks, many=20):
    """Return stays that nothing follows for so many whole weeks, then the same again."""
    stays = (
        [(n, FLEKSJOB, 3, friday(5), NOTHING), (n, FLEKSJOB, thursday(6 + weeks), FAR, UNKNOWN)]
        for n in range(many)
    )
    return weekly(*(row for rows in stays for row in rows))


def test_a_stop_lasts_from_the_monday_after_the_stay_until_its_citizen_is_back():
    stops = stops_in(back_after(2, many=1))
    assert (stops.weeks.tolist(), stops.is_back.tolist()) == ([2], [True])


def test_a_stop_on_another_benefit_ends_where_that_gives_way():
    there = (1, LEDIGHEDSYDELSE, friday(5), thursday(9), FLEKSJOB)
    back, away = (
        stops_in(weekly((1, FLEKSJOB, 3, friday(5), LEDIGHEDSYDELSE), each))
        for each in (there, (*there[:3], friday(8), NOTHING))
    )
    assert (back.weeks.tolist(), back.is_back.tolist()) == ([3], [True])
    assert (away.weeks[0], away.is_back[0]) == (1.5, False)  # gone in the third week, to nothing


def test_a_stay_whose_last_week_another_has_hides_no_stop():
    seen = weekly((1, FLEKSJOB, 3, thursday(5), NOTHING))
    assert not len(stops_in(seen).scheme)


def test_where_half_are_back_each_week_little_more_than_a_third_of_the_exits_show():
    seen = back_after(2)  # 20 returns in 40 weeks: a hazard of log 2
    assert shown_exits(seen)[FLEKSJOB, NOTHING] == pytest.approx(0.25 / np.log(2))
    assert outlasting_a_week(np.array([0.0, np.log(2)])) == pytest.approx([1, 0.25 / np.log(2)])


def test_too_few_stops_say_nothing_and_days_hide_none():
    assert (shown_exits(back_after(2, many=19)) == 1).all()
    assert (shown_exits(replace(back_after(2), resolution_days=1)) == 1).all()
