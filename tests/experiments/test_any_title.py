"""Charts, tables and workbooks take any title, and a chart that fails never costs the answer."""

import json
import re
import warnings
from dataclasses import replace
from xml.dom import minidom
from zipfile import ZipFile

import matplotlib as mpl
import pandas as pd
import pytest

from borgerflow.experiments.cli import screen
from borgerflow.experiments.cli.groups import Display
from borgerflow.experiments.findings.rows import ProposalHead
from borgerflow.experiments.present import chart
from borgerflow.experiments.questions.compare.chart import drawn as compare_chart
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import StoredAnswer
from borgerflow.experiments.store.saving import csv_writer, save
from borgerflow.sim.base.wording import Wording
from tests.code_read import MODULES
from tests.experiments.fakes import finding
from tests.pages import html_of

TITLES = [
    "Pris $\\frac{1 kr$ pr. borger",  # no mathematics, and none that can be read
    "Koster $100, ikke $200_a^b^c$",
    "A & <b>B</b> ]]> --> \"'",
    "漢字 \U0001f600 ٠١",  # letters that the font lacks
    "\x1b[31m\x00 \ufffe \udc80 \u202e",
    "lang titel " * 500,
    "x" * 3000,
]


def titled(title):
    """Return a comparison of a proposal with a title."""
    head = ProposalHead("own", "1", Wording(title, title), stated=False)
    return replace(finding(), proposals=(head,))


@pytest.mark.slow
@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_drawn_well_formed_and_without_a_warning(tmp_path, title):
    with warnings.catch_warnings(action="error"):
        titled(title).plot(tmp_path / "c.svg", "da")
    minidom.parse(str(tmp_path / "c.svg"))


def test_a_price_in_dollars_is_drawn_letter_by_letter(tmp_path):
    titled("Koster $100, ikke $200").plot(tmp_path / "c.svg", "da")
    assert "Koster $100, ikke $200" in (tmp_path / "c.svg").read_text(encoding="utf-8")


def test_a_formula_would_cost_the_chart(tmp_path):
    figure, axes = chart.canvas("")
    axes.set_title(TITLES[0])
    with pytest.raises(ValueError, match="frac"):
        figure.savefig(tmp_path / "c.svg")


def test_what_others_draw_is_left_as_they_set_it(tmp_path):
    titled("x").plot(tmp_path / "c.svg", "da")
    assert mpl.rcParams["text.parse_math"] is True


def test_every_chart_begins_and_ends_in_one_place():
    texts = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    begun = {name for name, text in texts.items() if "savefig(" in text or "Figure(figsize" in text}
    assert begun == {"experiments.present.chart.__init__"}
    assert {name for name, text in texts.items() if ", wrap=True" in text} == set()


def broken(_finding, files, _lang="en"):
    for file in files:
        file.write_text("<svg", encoding="utf-8")
    raise ValueError("ParseSyntaxException: Expected \\frac{num}{den}")


@pytest.fixture
def undrawable(monkeypatch):
    monkeypatch.setattr(compare_chart, "draw_cumulative", broken)


def kept(root, lang="da"):
    saved = save(finding(), "compare/x", {"a": 1}, root, Documents(lang))
    return StoredAnswer(saved.folder, fresh=True)


def test_a_chart_that_fails_is_left_out_and_the_rest_is_saved(undrawable, tmp_path):
    answer = kept(tmp_path)
    names = {path.name for path in answer.folder.iterdir()}
    assert {"report.html", "tables.xlsx", "finding.json", "manifest.json"} <= names
    assert not {"cumulative.svg", "cumulative.png"} & names
    assert results.load(answer.folder).manifest["missing"] == ["cumulative.png", "cumulative.svg"]
    assert json.loads(answer.to_json()) == finding().to_dict()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("da", "cumulative.png, cumulative.svg kunne ikke tegnes og mangler; resten af svaret er"),
        ("en", "cumulative.png, cumulative.svg could not be drawn and is missing; the rest of"),
    ],
)
def test_one_sentence_says_which_chart_is_missing_each_time(
    undrawable, tmp_path, capsys, lang, words
):
    answer = kept(tmp_path, lang)
    for again in (answer, replace(answer, fresh=False)):
        screen.show(again, Display(lang, "int", tmp_path, False, False, False))
        assert words in capsys.readouterr().err


def test_the_report_says_that_the_chart_is_missing(undrawable):
    assert "Figuren kunne ikke tegnes." in html_of(finding(), "da")
    assert "The chart could not be drawn." in html_of(finding(), "en")
    assert "data:image" not in html_of(finding(), "da")


@pytest.mark.slow
def test_where_all_charts_are_drawn_nothing_is_said(tmp_path, capsys):
    answer = kept(tmp_path)
    assert answer.missing() is None
    assert "missing" not in results.load(answer.folder).manifest


FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|'/C calc'!A0", "\t=1"]


@pytest.mark.parametrize("profile", ["da", "int"])
def test_no_text_in_a_csv_begins_as_a_formula_and_numbers_stay_numbers(tmp_path, profile):
    count = len(FORMULAS)
    columns = {
        "text": FORMULAS,
        "object": pd.Series([-1.5, *FORMULAS[1:]], dtype=object),
        "few": pd.Categorical(FORMULAS),
        "number": [-1.5] * count,
        "whole": [-1] * count,
        "plain": ["a=1"] * count,
    }
    csv_writer(pd.DataFrame(columns), profile)(tmp_path / "t.csv")
    signs = {"sep": ";", "decimal": ","} if profile == "da" else {}
    read = pd.read_csv(tmp_path / "t.csv", keep_default_na=False, **signs)
    assert read["text"].tolist() == read["few"].tolist() == [f"'{text}" for text in FORMULAS]
    assert read["object"].tolist() == ["-1.5", *(f"'{text}" for text in FORMULAS[1:])]
    assert read["number"].tolist() == [-1.5] * count
    assert read["whole"].tolist() == [-1] * count
    assert read["plain"].tolist() == ["a=1"] * count


def sheets_of(book):
    """Return the names of the sheets in a workbook's archive."""
    return [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]


def formulas_in(path):
    """Return every formula of a workbook, sheet by sheet: those that sum up."""
    with ZipFile(path) as book:
        return [re.findall(rb"<f>.*?</f>", book.read(name)) for name in sheets_of(book)]


@pytest.mark.parametrize("text", [*FORMULAS[:5], "{=1+1}", "http://x"])
def test_no_text_in_a_workbook_is_a_formula(tmp_path, text):
    titled(text).to_excel(tmp_path / "t.xlsx", "da")
    titled("En titel").to_excel(tmp_path / "plain.xlsx", "da")
    assert formulas_in(tmp_path / "t.xlsx") == formulas_in(tmp_path / "plain.xlsx")
    with ZipFile(tmp_path / "t.xlsx") as book:
        assert not any(b"<hyperlink" in book.read(name) for name in sheets_of(book))
