"""Where lives begin with the people of a table, few of them are not told by the first stocks."""

from dataclasses import replace

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.tables import cells
from borgerflow.experiments.questions.run.rows import StockRow
from borgerflow.experiments.questions.run.small import without_small_first_stocks
from borgerflow.experiments.questions.run.tables import stocks_table
from tests.experiments.test_findings import run_finding

FIRST = {"job": 800.0, "sygedagpenge": 3.0, "fleksjob": 40.0, "revalidering": 12.0}


def begun(first=FIRST):
    """Return a run that begins with so many people, and has five in each scheme a month on."""
    later = dict.fromkeys(first, 3.0)
    months = (("2019-01", first), ("2019-02", later))
    stocks = [
        StockRow(month, scheme, Interval(persons), Interval(persons))
        for month, persons_in in months
        for scheme, persons in persons_in.items()
    ]
    return replace(run_finding(), stocks=tuple(stocks))


def test_a_small_first_stock_is_hidden_with_the_smallest_other_since_all_together_are_known():
    told = without_small_first_stocks(begun(), 5)
    first = {row.scheme: row.persons for row in told.stocks if row.month == "2019-01"}
    assert {scheme for scheme, persons in first.items() if persons is None} == {
        "sygedagpenge",
        "revalidering",
    }
    assert "ikke vist (..)" in told.warnings[-1].da


def test_what_is_simulated_after_the_first_day_is_shown_however_few():
    told = without_small_first_stocks(begun(), 5)
    later = [row.persons for row in told.stocks if row.month == "2019-02"]
    assert later == [Interval(3.0)] * len(FIRST)


def test_a_hidden_stock_is_dots_in_a_table_null_in_json_and_no_point_of_a_chart(tmp_path):
    told = without_small_first_stocks(begun(), 5)
    assert cells(stocks_table(told), "da")[0][1:] == [800.0, "..", 40.0, ".."]
    assert told.to_dict()["stocks"][1]["persons"] is None
    told.plot(tmp_path / "c.svg", "da")
    told.to_excel(tmp_path / "t.xlsx", "da")


def test_nothing_is_changed_where_no_first_stock_is_small():
    many = begun(dict.fromkeys(FIRST, 50.0))
    assert without_small_first_stocks(many, 5) is many
