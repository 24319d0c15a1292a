"""Weeks of codes become spells by stated rules, each against days that are known."""

import numpy as np
import pytest
from weeks_made import CODES, read_text, told

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.records.files.dream.runs import runs_of
from borgerflow.sim.records.files.dream.stretches import WeekRules, sightings_in
from borgerflow.sim.records.observed import UNKNOWN

MARGIN = 10  # weeks that are seen before and after
SICK, UNEMPLOYED, KONTANTHJAELP = 890, 111, 730


def weeks_of(days):
    """Return a row of codes [week, row] of days, each a code: the one that wins has the week."""
    rank = {code: CODES.rank[CODES.state_of[code]] for code in set(days) - {0}}
    padded = [0] * (7 * MARGIN) + days + [0] * (-len(days) % 7 + 7 * MARGIN)
    weeks = [padded[n : n + 7] for n in range(0, len(padded), 7)]
    codes = [min(set(week) - {0}, key=rank.get, default=0) for week in weeks]
    return np.array(codes, dtype=np.int16)[:, None]


def seen_of(days, rules):
    codes = weeks_of(days)
    return sightings_in(runs_of(codes, np.arange(len(codes)), 0), CODES, rules)


def lengths(days, rules):
    seen = seen_of(days, rules)
    return (seen.end - seen.start).tolist()


@pytest.mark.parametrize("length", [1, 2, 6, 7, 8, 20, 100])
def test_a_spell_that_may_begin_on_any_day_of_its_week_lasts_its_days_on_average(length):
    days = [[0] * offset + [SICK] * length for offset in range(7)]
    corrected = [lengths(row, WeekRules())[0] for row in days]
    assert np.mean(corrected) == pytest.approx(length)
    assert min(corrected) >= 1


@pytest.mark.parametrize("length", [1, 7, 20])
def test_left_as_they_are_weeks_make_it_six_days_too_long(length):
    days = [[0] * offset + [SICK] * length for offset in range(7)]
    whole = [lengths(row, WeekRules(is_corrected=False))[0] for row in days]
    assert np.mean(whole) == pytest.approx(length + 6)


@pytest.mark.parametrize(
    ("first", "second"), [(SICK, UNEMPLOYED), (UNEMPLOYED, SICK), (KONTANTHJAELP, SICK)]
)
def test_whichever_has_the_week_of_a_change_both_last_their_days_on_average(first, second):
    days = [[0] * offset + [first] * 30 + [second] * 40 for offset in range(7)]
    lasted = np.array([lengths(row, WeekRules()) for row in days])
    assert lasted.mean(axis=0) == pytest.approx([30, 40])


def test_a_change_is_seen_where_it_is_and_where_it_leads():
    seen = seen_of([SICK] * 14 + [KONTANTHJAELP] * 14, WeekRules())
    assert seen.next.tolist() == [
        CODES.place("kontanthjaelp_aktivitetsparat"),
        CODES.place("selvforsoergelse"),
    ]
    assert seen.end[0] == seen.start[1]


def test_what_is_under_way_in_the_first_week_has_no_start_and_in_the_last_no_end():
    codes = np.array([[SICK], [SICK], [0], [SICK], [SICK]], dtype=np.int16)
    seen = sightings_in(runs_of(codes, np.arange(100, 105), 0), CODES, WeekRules())
    assert seen.start.tolist() == [UNKNOWN, 103 * 7 + 3]
    assert seen.observed_from.tolist() == [100 * 7, 103 * 7 + 3]
    assert seen.end.tolist() == [101 * 7 + 4, FAR]
    assert (
        seen.observed_until[1] == 104 * 7
    )  # a Monday: the end of that week would show in the next
    assert seen.next.tolist() == [CODES.place("selvforsoergelse"), UNKNOWN]


def test_a_week_without_a_column_cuts_a_spell_and_what_followed_was_not_seen(tmp_path):
    table, note = read_text(tmp_path, "PNR;y_1901;y_1902;y_1904;y_1905", "a1;;890;890;")
    assert told(table) == [
        ("a1", "sygedagpenge", "2019-01-07", "", ""),
        ("a1", "sygedagpenge", "", "2019-01-28", "selvforsoergelse"),
    ]
    assert table["observed_from"].dt.strftime("%Y-%m-%d").tolist() == ["2019-01-07", "2019-01-21"]
    assert "2019-W03" in note.text("en")


@pytest.mark.parametrize(("most", "spells"), [(0, 2), (1, 2), (2, 1), (3, 1)])
def test_a_gap_is_bridged_up_to_the_weeks_that_are_allowed(tmp_path, most, spells):
    rows = ("PNR;y_1901;y_1902;y_1903;y_1904;y_1905;y_1906", "a1;;890;;;890;")
    table, _ = read_text(tmp_path, *rows, rules=WeekRules(most, is_corrected=False))
    assert len(table) == spells


def test_within_the_gap_another_benefit_is_what_followed(tmp_path):
    rows = ("PNR;y_1901;y_1902;y_1903;y_1904;y_1905", "a1;;890;;111;")
    with_gap, _ = read_text(tmp_path, *rows, rules=WeekRules(1))
    without, _ = read_text(tmp_path, *rows)
    assert with_gap["next"].tolist() == ["dagpenge", "selvforsoergelse"]
    assert without["next"].tolist() == ["selvforsoergelse", "selvforsoergelse"]
    # Thursday to Friday of the one week, and the same of the other.
    assert (with_gap["end"] - with_gap["start"]).dt.days.tolist() == [1, 1]


def test_codes_of_one_benefit_are_one_spell(tmp_path):
    table, _ = read_text(tmp_path, "PNR;y_1901;y_1902;y_1903;y_1904", "a1;;890;893;")
    assert told(table) == [("a1", "sygedagpenge", "2019-01-07", "2019-01-21", "selvforsoergelse")]


def test_a_code_that_nobody_knows_is_told_with_its_weeks_and_hides_what_followed(tmp_path):
    table, note = read_text(tmp_path, "PNR;y_1901;y_1902;y_1903", "a1;890;345;345")
    assert told(table) == [("a1", "sygedagpenge", "", "2019-01-07", "")]
    unknown = next(reason for reason in note.skipped if "345" in reason.why.en)
    assert unknown.count == 2


def test_a_benefit_that_is_none_of_ours_is_told_by_its_name(tmp_path):
    table, note = read_text(tmp_path, "PNR;y_1901;y_1902;y_1903", "a1;881;881;890")
    assert table["scheme"].tolist() == ["sygedagpenge"]
    assert "Barselsdagpenge" in note.text("en")


def test_what_rests_on_memory_is_told(tmp_path):
    _, note = read_text(tmp_path, "PNR;y_1901;y_1902", "a1;870;111")
    assert any("870" in reason.why.en and "111" not in reason.why.en for reason in note.assumed)
