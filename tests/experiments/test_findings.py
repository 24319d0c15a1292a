import datetime as dt
import json
from dataclasses import replace

import numpy as np
import openpyxl
import pytest

from borgerflow.experiments.findings.rows import Interval, SummaryRow
from borgerflow.experiments.present.chart import spread
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.questions.run.question import (
    amount_rows,
    count_rows,
    duration_rows,
    paid_by_payer,
    stock_rows,
)
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from tests.experiments.fakes import TWO_YEARS, account, break_even, finding, yearly

NUMBERS = {"mean": 0.0, "low": 0.0, "high": 0.0}
PROMISED = {
    "schema": "borgerflow/compare/1",
    "version": "...",
    "municipality": "herning",
    "proposals": ["herning-syg02"],
    "horizon": {"start": "2019-01-01", "end": "2023-01-01"},
    "seed": 1,
    "replications": 20,
    "sign": "expense_positive",
    "price_year": 2019,
    "net_municipal": {"by_year": [{"year": 2019, **NUMBERS}], "total": NUMBERS},
    "ledger": [
        {
            "year": 2019,
            "payer": "kommune",
            "scheme": "sygedagpenge",
            "kind": "benefit",
            "baseline": 0.0,
            "investment": 0.0,
            "difference": NUMBERS,
        }
    ],
    "full_time": [
        {
            "year": 2019,
            "scheme": "sygedagpenge",
            "baseline": 0.0,
            "investment": 0.0,
            "difference": NUMBERS,
        }
    ],
    "breakeven": {
        "month": {"median": None, "low": None, "high": None},
        "probability_by_year": {"2019": 0.0, "2020": 0.0},
    },
    "assumptions": [{"name": "...", "value": 0.0, "grade": "assumed", "source": "..."}],
    "warnings": [],
}
"""The JSON of ``compare`` as the interface promises it."""


def shape(value):
    """Return the keys of nested JSON in order, of a list those of its first item."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else None


def promised_part(told, promise):
    """Return the part of what is told whose keys are promised."""
    if isinstance(promise, dict):
        return {key: promised_part(told[key], inner) for key, inner in promise.items()}
    if isinstance(promise, list) and promise:
        return [promised_part(told[0], promise[0])]
    return None


def test_json_has_every_key_the_interface_promises_in_its_order():
    told = json.loads(finding().to_json())
    assert promised_part(told, PROMISED) == shape(PROMISED)
    assert list(told)[: len(PROMISED)] == list(PROMISED)


def test_nothing_stands_between_the_promised_keys_of_a_row():
    told = json.loads(finding().to_json())
    for name in ("net_municipal", "ledger", "full_time", "breakeven"):
        assert shape(told[name]) == shape(PROMISED[name])
    assert list(told["assumptions"][0])[:4] == list(PROMISED["assumptions"][0])


def test_further_keys_come_last():
    assert list(json.loads(finding().to_json()))[len(PROMISED) :] == [
        "break_even_effect",
        "readings",
        "cumulative",
        "touched",
        "net_state",
        "net_by_payer",
        "flows",
        "summary",
        "mean_full_time",
        "net_for_each",
        "breakeven_of_mean",
        "idle",
        "excesses",
        "gains",
        "estimator",
    ]


def test_json_does_not_depend_on_how_long_it_took():
    assert finding(seconds=3.2).to_json() == finding(seconds=99.0).to_json()


def test_a_number_that_is_none_is_never_written():
    broken = finding(touched={2019: Interval(float("nan"))})
    with pytest.raises(ValueError, match="not JSON compliant"):
        broken.to_json()


def test_readings_come_after_the_forms_own():
    told = json.loads(finding(break_even=(break_even(), break_even(reading="other"))).to_json())
    assert told["break_even_effect"]["reading"] is None
    assert [reading["reading"] for reading in told["readings"]] == ["other"]


def test_the_years_are_those_the_horizon_touches():
    assert finding(start="2019-01-01", end="2023-01-01").years == (2019, 2020, 2021, 2022)
    assert finding(start="2019-07-01", end="2020-01-02").years == (2019, 2020)


def test_the_table_is_in_thousands_and_unrounded():
    table = finding().table()
    first, ends = ["2019", "2020", "total", "low", "high"], ["2019 low", "2019 high"]
    assert list(table.columns) == [*first, *ends, "2020 low", "2020 high"]
    net = table.loc["Net, municipality"]
    assert net[first].tolist() == pytest.approx([300.4, -800.6, -500.2, -700.2, -300.2])
    assert net[ends].tolist() == pytest.approx([200.4, 400.4])


def row_of(book, sheet, label):
    """Return the first row of a sheet that begins with a label."""
    return next(row for row in book[sheet].values if row[0] == label)


def test_the_workbook_holds_numbers_as_numbers(tmp_path):
    finding().to_excel(tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx", data_only=True)
    assert book.sheetnames == [
        *("Læs mig", "Resumé", "Til skemaet", "År for år", "Forudsætninger", "Usikkerhed", "Data"),
    ]
    summary = list(book["Resumé"].values)
    (net,) = [row for row in summary if row[0] == "Netto, kommunen"]
    assert net[1:4] == pytest.approx((300.4, -800.6, -500.2))
    assert summary[0][0] == "1.000 kr., 2019-pl, + udgift, - besparelse"
    assert {cell.number_format for cell in book["Resumé"]["B"][2:6]} == {"#,##0"}
    assert list(book["Data"].values)[2][5] == 9e6


def test_the_workbook_has_the_ends_of_every_year_and_result(tmp_path):
    finding().to_excel(tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx", data_only=True)
    heads = ("Linje", "2019 nedre", "2019 øvre", "2020 nedre", "2020 øvre")
    assert row_of(book, "Usikkerhed", "Linje")[:5] == heads
    net = row_of(book, "Usikkerhed", "Netto, kommunen")
    assert net[1:5] == pytest.approx((200.4, 400.4, -900.6, -700.6))
    work = row_of(book, "Resumé", "En fuldtidsperson mere i arbejde i et år")
    assert work[4:7] == (None, None, None)
    week = row_of(book, "Resumé", "En sparet uge på ydelse")
    assert week[1:7] == (1377, 1085, 1669, -363, -520, -240)
    assert row_of(book, "År for år", "sygedagpenge")[1:6] == (100, 86.8, -13.2, -16, -10.4)


def test_a_danish_workbook_has_no_english_heading_and_no_name_of_code(tmp_path):
    labels = {"sygedagpenge": Wording("Sygedagpenge", "Sickness benefit")}
    finding(scheme_labels=labels).to_excel(tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    _, heads, first, *_ = book["Data"].values
    worlds = ("uden forslaget", "med forslaget", "forskel", "nedre", "øvre")
    assert heads == ("Nr.", "År", "Betaler", "Ordning", "Art", *worlds)
    assert first[:5] == (1, 2019, "Kommunen", "Sygedagpenge", "Ydelse")
    _, heads, first, *_ = book["Forudsætninger"].values
    assert heads == (
        *("Forudsætning", "Værdi", "Enhed", "Lavt skøn", "Højt skøn"),
        *("Ændrer nettoresultatet med, kr.", "Grundlag", "Kilde"),
    )
    assert first[2] == "andel"
    assert first[6] == "antaget"


def test_an_english_workbook_has_english_sheets(tmp_path):
    finding().to_excel(tmp_path / "tables.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx", data_only=True)
    assert book.sheetnames[:3] == ["Read me", "Summary", "For the form"]
    assert book["Summary"]["A1"].value == "DKK 1,000, 2019 prices, + expense, - saving"
    assert list(book["Data"].values)[1][:5] == ("No.", "Year", "Payer", "Scheme", "Kind")


def test_years_are_numbers_in_a_workbook(tmp_path):
    finding().to_excel(tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert [cell.value for cell in book["Resumé"][2]][:4] == ["Linje", 2019, 2020, "I alt"]


def test_a_cell_has_no_more_digits_than_mean_anything(tmp_path):
    odd = SummaryRow("investment", yearly(399_999.9999999999, 400_000.0))
    finding(summary=(odd, *finding().summary[1:])).to_excel(tmp_path / "tables.xlsx")
    _, _, row, *_ = openpyxl.load_workbook(tmp_path / "tables.xlsx", data_only=True)[
        "Resumé"
    ].values
    assert row[1:4] == (400, 400, 800)


def test_rows_of_nothing_are_left_out_of_a_workbook(tmp_path):
    ledger = finding().ledger
    none = replace(ledger[0], year=2020, baseline=0.0, investment=0.0, difference=Interval(0.0))
    finding(ledger=(*ledger, none)).to_excel(tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert book["Data"].max_row == 2 + len(ledger)
    assert "Netto, a-kasser" not in [cell.value for cell in book["Resumé"]["A"]]


def test_a_workbook_does_not_tell_when_it_was_written(tmp_path):
    """So that the same finding is the same file."""
    finding().to_excel(tmp_path / "tables.xlsx")
    properties = openpyxl.load_workbook(tmp_path / "tables.xlsx").properties
    assert properties.created == properties.modified == dt.datetime(1980, 1, 1)


def test_a_text_is_never_a_formula_in_the_workbook(tmp_path):
    finding(municipality_label="=1+1").to_excel(tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert "f" not in {cell.data_type for row in book["Læs mig"].rows for cell in row}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["cumulative.svg", "cumulative.png"])
def test_the_same_finding_draws_the_same_file(tmp_path, name):
    first, second = tmp_path / f"a-{name}", tmp_path / f"b-{name}"
    finding().plot(first)
    finding().plot(second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow
def test_the_chart_names_its_line_and_marks_payback(tmp_path):
    finding().plot(tmp_path / "c.svg", "en")
    drawn = (tmp_path / "c.svg").read_text()
    for words in ("Net, municipality", "paid back May 2020", "95 %", "+\xa0expense, -\xa0saving"):
        assert f"<!-- {words}" in drawn or words in drawn


def test_names_at_the_ends_of_lines_stand_apart():
    assert spread([10.0, 10.5, 20.0], 2.0) == [10.0, 12.0, 20.0]
    assert spread([10.0, 10.5, 11.0], 2.0) == [10.0, 12.0, 14.0]


@pytest.mark.slow
def test_a_finding_without_intervals_is_drawn_and_written_too(tmp_path):
    alone = finding(
        replications=1,
        cumulative=tuple(
            type(point)(point.month, Interval(point.amount.mean)) for point in finding().cumulative
        ),
    )
    alone.plot(tmp_path / "c.svg")
    alone.to_excel(tmp_path / "t.xlsx")


def run_finding():
    accounts = [
        account(
            {(0, "kommune", "sygedagpenge", "benefit"): 600.0 + n},
            {(0, "sygedagpenge"): 310, (0, "job"): 3100},
            {(0, "sygedagpenge", "job"): 5},
        )
        for n in range(3)
    ]
    head = finding()
    same = ("version", "municipality", "municipality_label", "start", "end", "seed", "engine")
    return RunFinding(
        **{name: getattr(head, name) for name in same},
        proposals=(),
        replications=3,
        price_year=None,
        ledger=amount_rows(np.stack([a.money for a in accounts]), TWO_YEARS),
        paid=paid_by_payer(np.stack([a.money for a in accounts]), TWO_YEARS),
        stocks=stock_rows(accounts, TWO_YEARS),
        flows=count_rows(accounts, TWO_YEARS),
        durations=duration_rows(accounts, TWO_YEARS),
        contacts=(),
    )


def test_a_run_tells_kroner_persons_flows_and_durations():
    told = json.loads(run_finding().to_json())
    assert told["schema"] == "borgerflow/run/1"
    assert told["ledger"][0]["kroner"]["mean"] == 601.0
    first = next(row for row in told["stocks"] if row["scheme"] == "sygedagpenge")
    assert (first["month"], first["full_time"]["mean"]) == ("2019-01", 10.0)
    assert told["flows"][0] | {"count": None} == {
        "year": 2019,
        "from": "sygedagpenge",
        "to": "job",
        "count": None,
    }
    assert told["durations"][0]["weeks"]["mean"] == pytest.approx(310 / 5 / 7)


@pytest.mark.slow
def test_a_run_is_told_in_words_a_workbook_and_a_chart(tmp_path):
    run = run_finding()
    assert "sygedagpenge" in run.text("da")
    run.to_excel(tmp_path / "t.xlsx")
    run.plot(tmp_path / "c.svg")
    assert list(run.table().columns) == ["2019", "2020", "weeks"]
    for name, table in run.tables().items():
        assert run.table(name).equals(table)


def test_where_a_finding_cannot_be_written_is_told_in_words(tmp_path):
    nowhere = tmp_path / "nope"
    for write, said in (
        (lambda: finding().to_excel(nowhere / "x.xlsx"), "there is no folder"),
        (lambda: finding().plot(nowhere / "x.svg"), "there is no folder"),
        (lambda: finding().plot(tmp_path / "x.foo"), "ends in one of .svg, .png, .pdf"),
    ):
        with pytest.raises(InputError, match=said):
            write()
    assert list(tmp_path.iterdir()) == []
