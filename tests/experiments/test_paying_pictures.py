"""The answer of a proposal as report, workbook, tables and chart."""

import openpyxl
import pytest

from borgerflow.experiments.questions.breakeven.finding import answered
from tests.experiments.fakes import break_even, finding, yearly
from tests.experiments.test_paying_words import FM, silent
from tests.pages import html_of

STATE = {"stat": yearly(0.0), "a_kasse": yearly()}
LATER = finding(net_by_payer={"kommune": yearly(1.0, 2e6), **STATE})
ANSWER = answered(finding(break_even=(break_even(), break_even(effect=None))), LATER, FM)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_report_tells_what_the_text_tells_and_holds_its_tables(lang):
    page = html_of(ANSWER, lang, drawn=False).replace("&#39;", "'")
    lines = ANSWER.text(lang).splitlines()
    assert all(line.strip() in page for line in lines[1:6])
    assert page.count("<table>") > 4
    assert "borgerflow breakeven herning-syg02 --municipality herning" in page


def test_the_workbook_has_the_effect_of_each_reading_as_a_number(tmp_path):
    ANSWER.to_excel(tmp_path / "t.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx", data_only=True)
    assert book.sheetnames == [
        *("Read me", "Break-even", "Payers", "Summary", "For the form", "Year by year"),
        *("Assumptions", "Uncertainty", "Data"),
    ]
    _, heads, first, second = book["Break-even"].values
    assert heads[:6] == ("mechanism", "reading", "unit", "needs", "low", "high")
    assert first[3:7] == (0.0254, 0.0201, 0.0307, 0.02)
    assert second[3:6] == (None, None, None)
    _, _, own, *_ = book["Payers"].values
    assert own[:2] == ("Municipality", pytest.approx(-500.2))
    assert own[4] == pytest.approx(2000.001)


def test_the_table_has_a_line_for_each_reading():
    table = ANSWER.table()
    assert table["needs"].tolist()[0] == 0.0254
    assert len(table) == 2


def test_its_tables_are_those_of_the_comparison_behind_it():
    assert set(finding().tables()) <= set(ANSWER.tables())


def test_a_chart_is_drawn_of_the_comparison_behind_it(tmp_path):
    ANSWER.plot(tmp_path / "c.svg", "en")
    assert "Net, municipality" in (tmp_path / "c.svg").read_text()


def test_what_has_no_answer_is_a_page_and_a_workbook_with_the_reason(tmp_path):
    assert "because it does not know." in html_of(silent(), "en", drawn=False)
    silent().to_excel(tmp_path / "t.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["Read me"]
    assert "because it does not know." in str(list(book["Read me"].values))
    with pytest.raises(TypeError, match="nothing to draw"):
        silent().plot(tmp_path / "c.svg")


def test_an_answer_without_what_is_discounted_has_one_column_of_payers(tmp_path):
    answered(finding(), None, FM).to_excel(tmp_path / "t.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Payers"]
    assert sheet.max_column == 4
