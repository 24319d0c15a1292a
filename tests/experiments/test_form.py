"""A municipal form is filled with the numbers of a comparison, and says what they are."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from docx.oxml.ns import qn

from borgerflow.experiments.cli.questions.form import form as command
from borgerflow.experiments.findings.rows import Payback, ProposalHead
from borgerflow.experiments.questions.compare.form.amounts import kroner_rows
from borgerflow.experiments.questions.compare.form.layouts import LAYOUTS
from borgerflow.experiments.questions.compare.form.names import known_names
from borgerflow.experiments.questions.compare.form.template import ours
from borgerflow.experiments.questions.compare.form.values import placeholders
from borgerflow.experiments.runs.comparison import proposal_head
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import load
from tests.experiments import fakes
from tests.experiments.made_forms import THOUSAND, comparison, over, rows_of, texts_of, written
from tests.experiments.test_danish_answers import ENGLISH, MARKED_IN_RED, SPELT_FOR_CODE, read

DOCS = Path(__file__).resolve().parents[2] / "docs" / "finance.md"
FORMS = [(name, lang) for name in LAYOUTS for lang in LANGUAGES]
YEARS = range(2019, 2023)


def thousands(text):
    """Return the number of a cell."""
    return int(text.replace(".", "").replace(",", ""))


def in_json(finding, *lines):
    """Return the sum of lines of the JSON by year, in whole thousands."""
    rows = [row for row in finding.to_dict()["summary"] if row["line"] in lines]
    years = zip(*(row["by_year"] for row in rows), strict=True)
    return [round(sum(each["mean"] for each in year) / THOUSAND) for year in years]


def test_the_rows_of_kroner_are_those_of_the_json_in_whole_thousands(tmp_path):
    found = comparison()
    (running,) = rows_of(written(tmp_path, found), "Ændring i driftsudgifter")
    (saved,) = rows_of(written(tmp_path, found), "Sparet forsørgelsesudgift")
    cost = in_json(found, "investment", "contacts_and_activation")
    assert list(map(thousands, running[1:])) == cost
    assert list(map(thousands, saved[1:])) == in_json(found, "benefits")
    assert (running[1], saved[1], saved[-1]) == ("+479", "-901", "-1.172")


def test_staff_has_two_decimals_and_a_form_without_any_says_whose_are_missing(tmp_path):
    label = "Ændring i personaleforbrug (årsstillinger, 2 decimaler)"
    assert rows_of(written(tmp_path), label) == [[label, *["0,80"] * 4]]
    silent = written(tmp_path, fakes.finding())
    assert rows_of(silent, label) == [[label, *[""] * 4]]
    assert "Der er ikke oplyst personaleforbrug for SYG02." in texts_of(silent)


def test_posts_of_several_proposals_are_added_and_the_silent_are_named(tmp_path):
    first = ProposalHead("a", "A1", Wording("A", "A"), True, {2019: 0.5, 2020: 1.25})
    second = ProposalHead("b", "B2", Wording("B", "B"), True, {2020: -0.25})
    third = ProposalHead("c", "C3", Wording("C", "C"), True)
    document = written(
        tmp_path, comparison(proposals=(first, second, third)), template="koebenhavn"
    )
    assert rows_of(document, "Ændring i personaleforbrug")[0][1:] == [
        "0,50",
        "1,00",
        "0,00",
        "0,00",
    ]
    assert any("Der er ikke oplyst personaleforbrug for C3." in text for text in texts_of(document))


def test_the_posts_are_those_of_the_form_of_the_proposal():
    assert proposal_head(load().proposal("herning-syg02")).posts == dict.fromkeys(YEARS, 0.8)
    assert proposal_head(load().proposal("hedensted-delaftale2")).posts == {}


def test_programmes_are_booked_on_two_functions_and_benefits_and_staff_on_none_of_these():
    chart = load().law.accounts
    programmes = {number for number in chart.functions if chart.has_programmes(number)}
    assert programmes == {"5.46.60", "5.68.90"}


def test_hernings_rows_and_koebenhavns_areas_each_add_up_to_the_net():
    rows = kroner_rows(comparison())
    for parts in (
        ("aendring_driftsudgifter", "sparet_forsoergelse"),
        ("service", "eo", "ei"),
        ("service", "overfoersler"),
    ):
        assert sum(rows[part].total for part in parts) == pytest.approx(rows["netto"].total)
        for year in YEARS:
            assert sum(rows[part].by_year[year] for part in parts) == pytest.approx(
                rows["netto"].by_year[year]
            )


def test_programmes_are_demand_led_programmes_and_benefits_demand_led_transfers(tmp_path):
    document = written(tmp_path, template="koebenhavn")
    rows = [table for table in document.tables if table.rows[0].cells[-1].text == "I alt"]
    told = {row.cells[0].text: row.cells[1].text for row in rows[0].rows}
    assert told["Service"] == "+380"
    assert told["Efterspørgselsstyrede overførsler (EO)"] == "-901"
    assert told["Efterspørgselsstyrede indsatser (EI)"] == "+100"
    assert told["Samlet varig ændring"] == "-422"
    assert told["Anlæg"] == told["Implementeringsomkostninger"] == ""
    assert any("(5.68.90)" in text for text in texts_of(document))


def test_what_else_changes_running_costs_is_told_beside_cost_and_talks():
    more = (*comparison().summary, replace(comparison().summary[0], line="other"))
    note = placeholders(comparison(summary=more))["note_raekker"]
    assert "samt øvrige ændringer (2019: +500, 2020: +550, 2021: +600, 2022: +649)" in note.da
    assert "other changes" not in placeholders(comparison())["note_raekker"].en


def test_the_interval_the_chance_and_what_must_be_achieved_stand_in_the_form(tmp_path):
    told = " ".join(texts_of(written(tmp_path)))
    saved = "Sparet forsørgelsesudgift 2019-2022: -4.147.000 kr. (simuleringsusikkerhed, 95 pct.:"
    assert f"{saved} -4.347.000 til -3.947.000 kr.)." in told
    assert "Det tjener sig hjem, hvis mindst 62 (49-75)" in told
    assert (
        "som antaget er det tjent hjem ved udgangen af 2022 i 17 af 20 simuleringer (mindst" in told
    )
    assert "OBS: Kun to år." in told


@pytest.mark.parametrize(
    ("median", "years"),
    [("2019-12", "1,0"), ("2020-05", "1,4"), (None, "ikke inden for perioden")],
)
def test_payback_is_told_in_years_from_the_first_day(median, years):
    found = comparison(payback=Payback(median, None, None, {2022: 1.0}))
    assert placeholders(found)["tilbagebetaling_aar"].da == years


@pytest.mark.parametrize(
    ("years", "shown", "note"),
    [
        (range(2019, 2023), ["2019", "2020", "2021", "2022"], ""),
        (range(2019, 2021), ["2019", "2020", "", ""], "Svaret dækker kun 2019-2020"),
        (range(2019, 2026), ["2019", "2020", "2021", "2022"], "viser de første fire år"),
    ],
)
def test_a_form_has_four_budget_years_and_says_so_of_any_other_number(tmp_path, years, shown, note):
    document = written(tmp_path, comparison(years))
    assert [cell.text for cell in document.tables[1].rows[0].cells][1:] == shown
    assert note in " ".join(texts_of(document))
    assert bool(placeholders(comparison(years))["note_aar"].da) == bool(note)


def test_a_sum_beyond_the_four_years_says_of_which_years_it_is(tmp_path):
    def over_sums(years):
        document = written(tmp_path, comparison(years), template="business-case")
        return document.tables[1].rows[0].cells[-1].text

    assert over_sums(YEARS) == "I alt"
    assert over_sums(range(2019, 2024)) == "I alt 2019-2023"


def test_a_year_that_is_cut_is_told():
    told = placeholders(comparison(start="2019-06-01"))["note_aar"]
    assert told.en == "Only a part of the year is in 2019."


@pytest.mark.parametrize(("name", "lang"), FORMS)
def test_no_name_is_left_in_a_form_of_ours_and_nothing_stands_empty_in_the_body(
    tmp_path, name, lang
):
    document = written(tmp_path, template=name, lang=lang)
    assert not [text for text in texts_of(document) if "{{" in text]
    assert [p.style.name for p in document.paragraphs if not p.text] == []
    assert document.core_properties.title.endswith(
        "SYG02 Fremskudt vurdering" if lang == "da" else "SYG02 Early check"
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_danish_form_has_no_english_word(tmp_path, name):
    known = {"assumptions": (), "scheme_labels": {}, "break_even": ()}
    told = read("\n".join(texts_of(written(tmp_path, comparison(**known), template=name))))
    told = told.replace("Business case", "").replace("I alt", "")
    assert not ENGLISH.findall(told)
    assert not SPELT_FOR_CODE.findall(told)
    assert not MARKED_IN_RED.findall(told)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("years", [range(2019, 2020), YEARS, range(2019, 2027)])
def test_every_template_of_ours_has_what_a_template_must_have(name, years):
    ours(name, "da").refuse_unfit(years)


@pytest.mark.parametrize("years", [range(2019, 2021), range(2019, 2026)])
def test_every_name_that_is_known_has_a_value_and_no_other_has(years):
    assert set(placeholders(comparison(years))) == set(known_names(years))


def test_help_and_pages_name_every_placeholder():
    names = {re.sub(r"_(19|20)\d\d$|_aar\d$", "", name) for name in known_names(YEARS)}
    names = {re.sub(r"_i_alt$|^(aar|forudsaetning)\d$", "", name) for name in names} - {""}
    page, helped = DOCS.read_text(encoding="utf-8"), command.__doc__
    assert {name for name in names if f"`{name}`" not in page} == set()
    assert {name for name in names if f"{{{{{name}}}}}" not in helped} == set()


def test_equal_forms_are_equal_files_without_a_clock_or_a_machine(tmp_path):
    written(tmp_path)
    first = (tmp_path / "form.docx").read_bytes()
    written(tmp_path, comparison(seconds=99.0))
    assert (tmp_path / "form.docx").read_bytes() == first
    with ZipFile(tmp_path / "form.docx") as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
        about = archive.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\d", about) == ["1980-01-01"] * 2
    assert "<dc:creator/>" in about or "<dc:creator></dc:creator>" in about


@pytest.mark.parametrize(("name", "lang"), FORMS)
def test_tables_are_described_their_header_is_marked_and_the_language_is_said(tmp_path, name, lang):
    document = written(tmp_path, template=name, lang=lang)
    for table in document.tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
    headed = [
        t for t in document.tables if t.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert len(headed) == len(document.tables) - 1  # the first says which proposal it is about
    (said,) = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert said == {"da": "da-DK", "en": "en-GB"}[lang]
    assert document.core_properties.language == said
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Caption", "Note"} <= styles


def test_the_workbook_has_the_three_rows_of_the_form_as_numbers(tmp_path):
    found = comparison()
    found.to_excel(tmp_path / "t.xlsx", "da")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx", data_only=True)["Til skemaet"]
    (title, *_), heads, running, saved, staff = sheet.iter_rows(values_only=True)
    assert title == "1.000 kr., 2019-pl, + udgift, - besparelse"
    assert heads == ("Linje", 2019, 2020, 2021, 2022)
    assert running[:2] == ("Ændring i driftsudgifter", pytest.approx(479.2))
    assert list(map(round, saved[1:])) == in_json(found, "benefits")
    assert staff[1:] == (0.8, 0.8, 0.8, 0.8)
    assert [sheet.cell(row, 2).number_format for row in (3, 4, 5)] == ["#,##0", "#,##0", "0.00"]


def test_a_saving_of_nothing_has_no_sign(tmp_path):
    rows = [
        replace(row, amounts=over(YEARS, 0.0 if row.line == "benefits" else 1.0))
        for row in comparison().summary
    ]
    (saved,) = rows_of(
        written(tmp_path, comparison(summary=tuple(rows))), "Sparet forsørgelsesudgift"
    )
    assert saved[1:] == ["0"] * 4


def test_a_form_names_the_answer_that_it_was_filled_from_by_its_digest():
    found = comparison()
    digest = hashlib.sha256(found.to_json().encode()).hexdigest()[:16]
    told = placeholders(found)["herkomst"]
    assert f"Svarets SHA-256: {digest} " in told.da
    assert f"SHA-256 of the answer: {digest} " in told.en
