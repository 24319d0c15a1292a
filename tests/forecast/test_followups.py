"""What was expected beside what came: inside or outside, earned and left, in words."""

import math
import re
from dataclasses import replace

import pytest

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.validation.followup.actuals import told_in
from borgerflow.experiments.validation.followup.finding import INSIDE, NEAR, OUTSIDE, UNTOLD
from borgerflow.experiments.validation.followup.question import at_most, followup, names_of
from borgerflow.experiments.validation.forecast.document import write_forecast
from borgerflow.sim.base.errors import InputError
from tests.forecast.made_forecast import FIGURES, PRICE, forecast

HOME = ("herning", "Herning")
HEAD = "figure;period;value\n"
WEEKS_OF_90_DAYS = 90 / 7


def followed(folder, rows, proposals=(), head=HEAD):
    """Return the follow-up of rows of a small file."""
    write_forecast(forecast(proposals=proposals), folder / "f.json")
    (folder / "a.csv").write_text(head + "\n".join(rows), encoding="utf-8")
    return followup(folder / "f.json", folder / "a.csv")


def verdicts(found):
    return {(r.expected.figure, r.expected.period): r.verdict for r in found.rows}


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("100", INSIDE),
        ("110", INSIDE),
        ("111", NEAR),
        ("80", NEAR),
        ("79,9", OUTSIDE),
        ("0", OUTSIDE),
        ("..", UNTOLD),
        ("", UNTOLD),
    ],
)
def test_a_figure_lies_inside_outside_or_is_not_told_and_is_then_no_nought(
    tmp_path, value, verdict
):
    found = followed(tmp_path, [f"sygedagpenge;2019Q1;{value}", "dagpenge;2019Q1;200"])
    assert verdicts(found)["sygedagpenge", "2019Q1"] == verdict


def test_hits_are_counted_among_the_figures_that_are_told(tmp_path):
    rows = ["sygedagpenge;2019Q1;100", "sygedagpenge;2019Q2;85", "sygedagpenge;2019Q3;"]
    (eighty, most) = followed(tmp_path, rows).counts
    assert (eighty.inside, eighty.of, most.inside, most.of) == (1, 2, 2, 2)
    assert eighty.expected == pytest.approx(1.6)
    assert eighty.chance == pytest.approx(1 - 0.8**2)


@pytest.mark.parametrize(("of", "chance"), [(1, 0.8), (10, 0.8), (40, 0.95)])
def test_the_chance_of_so_few_hits_is_the_binomial(of, chance):
    each = [math.comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(of + 1)]
    assert [at_most(k, of, chance) for k in range(of + 1)] == pytest.approx(
        [sum(each[: k + 1]) for k in range(of + 1)]
    )
    assert at_most(of, of, chance) == pytest.approx(1)


def test_three_months_are_a_quarter_weighed_by_their_days(tmp_path):
    months = ["dagpenge;2019M01;200", "dagpenge;2019M02;100", "dagpenge;2019M03;200"]
    (row, *_) = followed(tmp_path, months).rows
    assert row.actual == pytest.approx((200 * 31 + 100 * 28 + 200 * 31) / 90)


def test_kroner_of_three_months_add_up(tmp_path):
    months = [f"kommune;2019M0{month};300000" for month in (1, 2, 3)]
    (row, *_) = followed(tmp_path, months).rows
    assert (row.actual, row.verdict) == (900_000, INSIDE)


def test_two_months_of_three_are_no_quarter_and_that_is_told(tmp_path):
    rows = ["dagpenge;2019M01;200", "dagpenge;2019M02;200", "sygedagpenge;2019Q1;100"]
    found = followed(tmp_path, rows)
    assert set(verdicts(found)) == {("sygedagpenge", f"2019Q{q}") for q in range(1, 5)}
    (note,) = found.notes
    assert "line 2: only a part of the quarter is told (2019Q1)" in note.en


def test_a_month_that_is_not_told_leaves_its_quarter_untold(tmp_path):
    months = ["dagpenge;2019M01;200", "dagpenge;2019M02;..", "dagpenge;2019M03;200"]
    assert verdicts(followed(tmp_path, months))["dagpenge", "2019Q1"] == UNTOLD


def test_a_period_before_the_forecast_is_left_out_and_told(tmp_path):
    found = followed(tmp_path, ["dagpenge;2018Q4;200", "dagpenge;2019Q1;200"])
    assert len(found.rows) == 4
    assert "line 2: the period is none of the quarters or years" in found.notes[0].en


REFUSED = (
    (["dagpenge;2018Q4;200"], "None of the figures lies in a whole quarter or year from 2019Q1"),
    (["dagpeng;2019Q1;200"], "line 2: no figure is called dagpeng. Did you mean dagpenge?"),
    (["dagpenge;2019X1;200"], "line 2: the period is '2019X1'; expected a period as"),
    (["dagpenge;2019Q1;1.234"], "It can be read in two ways: type 1234 or 1.2340."),
    (["dagpenge;2019Q1;-4"], "line 2: the value is -4: expected a number from 0."),
    (["dagpenge;2019Q1;some"], "Leave the cell empty where the figure is not told."),
    (["dagpenge;2019Q1;1", "dagpenge;2019K1;1"], "line 3: dagpenge stands in an earlier row"),
)


@pytest.mark.parametrize(("rows", "told"), REFUSED)
def test_what_does_not_hold_is_refused_in_a_sentence_with_its_line(tmp_path, rows, told):
    with pytest.raises(InputError, match=re.escape(told)):
        followed(tmp_path, rows)


def test_in_danish_the_quarters_of_a_forecast_are_kvartaler(tmp_path):
    with pytest.raises(InputError) as refused:
        followed(tmp_path, ["dagpenge;2018Q4;200"])
    assert "fra 2019K1 til " in refused.value.said.da
    assert "from 2019Q1 to " in refused.value.said.en


def test_figures_of_another_municipality_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"line 2: the figure is of 'Ikast-Brande'; expected the"):
        followed(
            tmp_path, ["dagpenge;2019Q1;1;Ikast-Brande"], head="figure;period;value;municipality\n"
        )


@pytest.mark.parametrize("head", ["Tal;Periode;Værdi;Kilde", "ydelse;kvartal;antal;kilde"])
def test_danish_headers_periods_and_names_are_read(tmp_path, head):
    found = followed(tmp_path, ["A-dagpenge;2019K2;200,5;mine"], head=f"{head}\n")
    row = next(row for row in found.rows if row.actual is not None)
    assert (row.expected.period, row.actual, row.source) == ("2019Q2", 200.5, "mine")


def test_a_dearer_quarter_is_priced_by_the_weeks_of_those_who_came(tmp_path):
    found = followed(tmp_path, ["sygedagpenge;2019Q1;90"], proposals=("herning-syg02",))
    assert found.so_far.seen == pytest.approx(10 * WEEKS_OF_90_DAYS * PRICE)
    assert found.so_far.remaining == pytest.approx(200_000 - found.so_far.seen)


def test_the_accounts_go_before_persons(tmp_path):
    rows = ["sygedagpenge;2019Q1;90", "kommune;2019Q1;970000"]
    found = followed(tmp_path, rows, proposals=("herning-syg02",))
    assert found.so_far.seen == pytest.approx(30_000)


def test_a_scheme_within_a_group_is_earned_once(tmp_path):
    rows = ["dagpenge;2019Q1;190", "bruttoledighed;2019Q1;190"]
    found = followed(tmp_path, rows, proposals=("herning-syg02",))
    assert found.earned[0].figures == ("dagpenge",)
    assert found.so_far.seen == pytest.approx(10 * WEEKS_OF_90_DAYS * PRICE)


def test_a_committee_is_told_what_is_earned_what_is_left_and_that_it_is_no_effect(tmp_path):
    found = followed(tmp_path, ["kommune;2019Q1;970000"], proposals=("herning-syg02",))
    text = found.text("da")
    assert "Til og med 1. kvartal 2019 har forslaget efter planen kostet 50.000 kr. af" in text
    assert "Målt sådan mangler 170.000 kr. at blive tjent hjem." in text
    assert "er ikke forslagets virkning" in text
    assert "1 af 1 tal ligger inden for 80 pct.-intervallet" in text
    assert "kr.." not in text


def test_an_expected_expense_is_not_told_as_a_saving_below_nought(tmp_path):
    made = forecast(proposals=("herning-syg02",))
    dearer = tuple(replace(s, kommune=Interval(7_000), invested=0) for s in made.savings)
    write_forecast(replace(made, savings=dearer), tmp_path / "f.json")
    (tmp_path / "a.csv").write_text(HEAD + "kommune;2019Q1;970000", encoding="utf-8")
    text = followup(tmp_path / "f.json", tmp_path / "a.csv").text("da")
    assert "prognosen ventede 7.000 kr. mere i udgift ved forslaget." in text
    assert "Forslaget koster intet efter planen, så der er intet at tjene hjem." in text


def test_a_parquet_file_is_refused_by_name(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1....")
    with pytest.raises(InputError, match="is a Parquet file: expected CSV or Excel"):
        told_in(tmp_path / "a.parquet", {}, HOME)


def test_without_proposals_nothing_is_earned(tmp_path):
    found = followed(tmp_path, ["kommune;2019Q1;970000"])
    assert (found.earned, found.so_far) == ((), None)
    assert "earned" not in found.text("en")


def test_a_table_of_import_gives_full_time_persons_of_everybody_and_tells_what_is_left(tmp_path):
    head = (
        "municipality_code;municipality;level;table;publisher;benefit;scheme;measure;days;sex;age;"
        "other;totals;start;end;value;status;raw;row"
    )
    line = (
        "657;{place};municipality;Y01A02;jobindsats;dagpenge;dagpenge;{measure};;{sex};all;;;"
        "2019-01-01;2019-04-01;{value};{status};x;1"
    )
    usual = {"place": "Herning", "measure": "full_time_persons", "sex": "all", "value": "190,5"}
    kinds = (
        {},
        {"measure": "persons"},
        {"sex": "men"},
        {"place": "Ikast-Brande"},
    )
    rows = [line.format(**{**usual, "status": "value", **kind}) for kind in kinds]
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    told = told_in(tmp_path / "t.csv", names_of(FIGURES), HOME)
    ((figure, _, value, source, _),) = told.figures
    assert (figure, value, source) == ("dagpenge", 190.5, "jobindsats Y01A02")
    assert "2 rows count no full-time persons" in told.notes[0].en


def test_a_chart_is_drawn_of_what_is_told_alone(tmp_path):
    found = followed(tmp_path, ["dagpenge;2019Q1;200", "sygedagpenge;2019Q1;"])
    assert set(found.charts()) == {"fan-dagpenge"}


def test_a_small_count_of_people_is_not_told_nor_what_it_could_be_worked_out_from(tmp_path):
    rows = [f"sygedagpenge;{period};{n}" for period, n in SMALL.items()]
    found = followed(tmp_path, [*rows, "dagpenge;2019Q1;200"])
    told = {(r.expected.figure, r.expected.period): r.actual for r in found.rows}
    hidden = {period for (figure, period), n in told.items() if figure == SICK and n is None}
    assert "2019Q2" in hidden
    assert len(hidden) > 1
    assert told["dagpenge", "2019Q1"] == 200
    assert "3" not in {f"{n:g}" for n in told.values() if n is not None}
    (last,) = [note for note in found.notes if "1 to 4" in note.en]
    assert "Antal fra 1 til 4 er ikke vist" in last.da


def test_what_few_people_have_saved_is_not_told_either(tmp_path):
    rows = ["sygedagpenge;2019Q1;80", "sygedagpenge;2019Q2;3"]
    found = followed(tmp_path, rows, proposals=("herning-syg02",))
    seen = {row.period: row.seen for row in found.earned}
    assert seen["2019Q1"] is not None
    assert seen["2019Q2"] is None
    assert found.so_far.seen == pytest.approx(seen["2019Q1"])


SICK = "sygedagpenge"
SMALL = {"2019Q1": 100, "2019Q2": 3, "2019Q3": 90, "2019Q4": 95, "2019": 72}


def test_with_a_least_count_of_one_everything_is_told(tmp_path):
    write_forecast(forecast(), tmp_path / "f.json")
    (tmp_path / "a.csv").write_text(HEAD + "sygedagpenge;2019Q1;3\n", encoding="utf-8")
    (row,) = followup(tmp_path / "f.json", tmp_path / "a.csv", smallest_count=1).rows[:1]
    assert row.actual == 3
