"""What the explanation of one citizen says, week by week."""

import numpy as np
import pytest
from some_lives import LAW, frame, spell

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.settlement.explain import explain
from borgerflow.sim.settlement.rulebook import Switches
from borgerflow.sim.settlement.settle import settle

COLUMNS = [
    "week", "year", "days", "scheme", "category", "rate", "law", "source", "degree", "counter",
    "share", "kommune", "stat", "a_kasse", "note",
]  # fmt: skip


def weeks_of(*spells, **how):
    return explain(frame([("17", s) for s in spells]), LAW, "17", **how)


def test_the_columns_are_those_promised():
    assert list(weeks_of(spell("job", "2019-01-07", "2019-01-14")).columns) == COLUMNS


def test_a_week_of_benefit_names_rate_paragraph_and_source():
    row = weeks_of(spell("dagpenge", "2019-01-07", "2019-01-14")).iloc[0]
    rate = LAW.rates.row("dagpenge.max", 43471)
    assert (row["week"], row["days"], row["counter"], row["share"]) == ("2019-W02", 7, 1, 0.2)
    assert row["rate"] == pytest.approx(18866 * 12 / 52)
    assert (row["law"], row["source"]) == (rate.law, rate.source)
    assert row["note"] == ""


def test_the_employers_period_is_told_with_its_paragraph():
    rows = weeks_of(spell("sygedagpenge", "2019-01-07", "2019-02-11"))
    waiting = LAW.parameter("law.sygedagpenge.arbejdsgiverperiode_days")
    assert rows["days"].tolist() == [7, 7, 7, 7, 2, 5]
    assert rows["note"].tolist()[:5] == [f"{waiting.label['en']}: no benefit"] * 5
    assert rows["law"][0] == waiting.law
    assert rows["note"][5] == ""


def test_the_pause_is_counted_towards_the_reset():
    notes = weeks_of(
        spell("dagpenge", "2018-01-01", "2018-03-12"), spell("job", "2018-03-12", "2019-04-01")
    )["note"].tolist()
    assert notes[10] == "counter frozen at 10; 1 of 52 weeks towards reset"
    assert notes[60] == "counter frozen at 10; 51 of 52 weeks towards reset"
    assert notes[61] == "reset: 52 whole weeks of self-support; the next benefit week is week 1"
    assert notes[62] == ""


def test_weeks_that_fall_out_of_the_window_are_not_counted_towards_the_reset():
    rows = weeks_of(
        spell("dagpenge", "2016-01-04", "2016-01-11"),
        spell("job", "2016-01-11", "2016-03-21"),
        spell("uddannelse", "2016-03-21", "2019-01-14"),
    )
    assert rows["note"].iloc[10] == "counter frozen at 1; 10 of 52 weeks towards reset"
    later = weeks_of(
        spell("dagpenge", "2016-01-04", "2016-01-11"),
        spell("job", "2016-01-11", "2016-03-21"),
        spell("uddannelse", "2016-03-21", "2019-01-14"),
        spell("job", "2019-01-14", "2019-01-21"),
    )
    assert later["note"].iloc[-1] == "counter frozen at 1; 9 of 52 weeks towards reset"


def test_uncovered_days_are_told_as_self_support():
    rows = weeks_of(
        spell("dagpenge", "2019-01-07", "2019-01-14"), spell("dagpenge", "2019-01-21", "2019-01-28")
    )
    assert rows["scheme"].tolist() == ["dagpenge", "selvforsoergelse", "dagpenge"]
    assert np.isnan(rows["share"][1])


def test_a_week_over_new_year_has_a_row_for_each_year():
    rows = weeks_of(spell("dagpenge", "2018-12-31", "2019-01-07", None, None, 1000))
    assert rows[["week", "year", "days"]].values.tolist() == [
        ["2019-W01", 2018, 1],
        ["2019-W01", 2019, 6],
    ]


def test_a_day_of_law_that_changes_nothing_here_splits_no_week():
    rows = weeks_of(spell("dagpenge", "2018-06-25", "2018-07-02"))
    assert rows["days"].tolist() == [7]


def test_notes_tell_the_odd_cases():
    assert (
        "a-kasse goes on paying out"
        in weeks_of(spell("sygedagpenge", "2019-01-07", "2019-01-14", "ledig"))["note"][0]
    )
    assert (
        "degree 0" in weeks_of(spell("dagpenge", "2019-01-07", "2019-01-14", None, 0.0))["note"][0]
    )
    assert (
        "off the staircase"
        in weeks_of(spell("foertidspension", "2019-01-07", "2019-01-14", "enlig_foer_2014"))[
            "note"
        ][0]
    )
    assert (
        "before 2016-01-01: not settled"
        in weeks_of(spell("dagpenge", "2015-06-01", "2015-06-08"))["note"][0]
    )
    new_year = weeks_of(spell("dagpenge", "2015-12-28", "2016-01-11"))["note"]
    assert ["FL § 29" in note for note in new_year] == [False, True, False]
    fleks = weeks_of(
        spell("dagpenge", "2020-01-06", "2021-03-01"), spell("fleksjob", "2021-03-01", "2021-03-08")
    )
    assert "fleksbidrag from the state" in fleks["note"].iloc[-1]


def test_the_switches_reach_the_explanation():
    life = (
        spell("dagpenge", "2016-01-04", "2016-01-11"),
        spell("uddannelse", "2016-01-11", "2017-01-16"),
    )
    assert weeks_of(*life)["counter"].iloc[-1] == 1
    assert (
        weeks_of(*life, switches=Switches(su_counts_as_self_support=True))["counter"].iloc[-1] == 0
    )


def test_an_unknown_citizen_is_refused():
    table = frame([("1017", spell("job", "2019-01-07", "2019-01-14"))])
    with pytest.raises(InputError, match=r"No spell is of citizen 1071\. Did you mean 1017\?"):
        explain(table, LAW, "1071")


def test_a_number_finds_its_citizen():
    table = frame([(17, spell("dagpenge", "2019-01-07", "2019-01-14"))])
    assert explain(table, LAW, "17")["kommune"].sum() == settle(table, LAW)["kroner"][0]


def test_amounts_paid_together_are_one_rate_with_every_paragraph():
    group = "grundsats_enlig_25_til_29"
    row = weeks_of(spell("kontanthjaelp_aktivitetsparat", "2025-07-07", "2025-07-14", group)).iloc[
        0
    ]
    assert row["rate"] == pytest.approx((7_205 + 1_092 + 2_590) * 12 / 52)
    assert row["law"] == "LAS § 16, stk. 1 + LAS § 18 + LAS § 19"
    assert row["source"].count(" + ") == 1  # both supplements are from one page
