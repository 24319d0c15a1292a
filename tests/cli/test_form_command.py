"""``borgerflow form``: asks what compare asks, and writes a Word document or nothing."""

import json

import pytest
from docx import Document

from borgerflow.experiments.cli import screen
from borgerflow.experiments.questions.compare import question as compare_question
from borgerflow.experiments.store import saving
from tests.experiments.made_forms import comparison, own_template, rows_of, texts_of

pytestmark = pytest.mark.usefixtures("empty_tables")

DONE, REFUSED = 0, 2
FOUND = screen.FOUND.en
SAVED = "Sparet forsørgelsesudgift"


@pytest.fixture
def asked(monkeypatch):
    """Answer every comparison at once without its pictures, and remember what was asked."""
    requests = []

    def ask(request, params, *, workers=None, progress=None):
        requests.append(request)
        return comparison(replications=request.replications)

    monkeypatch.setattr(compare_question, "answer_to", ask)
    monkeypatch.setattr(saving, "pictures_of", lambda *_: {})
    return requests


@pytest.fixture
def unasked(monkeypatch):
    """Fail where anything is asked."""
    monkeypatch.setattr(screen, "answered", lambda *_, **__: pytest.fail("it was asked"))


def test_a_form_is_written_under_the_name_of_the_proposal_and_says_where(
    typed, asked, empty_folder
):
    ended = typed("form", "herning-syg02")
    assert (ended.code, ended.err) == (DONE, "")
    first, second = ended.out.splitlines()
    assert first == "Written: herning-syg02.docx"
    assert second.startswith("Saved: results/compare/herning-syg02/")
    document = Document(str(empty_folder / "herning-syg02.docx"))
    assert rows_of(document, SAVED)[0][1] == "-901"


def test_grants_are_asked_as_compare_asks_them_and_a_template_without_them_is_told(
    typed, asked, empty_folder
):
    typed("compare", "herning-syg02", "--grants", "--lang", "en", "--quiet")
    ended = typed("form", "herning-syg02", "--grants")
    assert (len(asked), asked[0].grants, ended.err) == (1, True, f"{FOUND}\n")
    own_template(empty_folder / "own.docx")
    ended = typed("form", "herning-syg02", "--grants", "--template", "own.docx", "--out", "x.docx")
    assert ended.code == DONE
    assert "The template lacks {{note_udligning}}" in ended.err


def test_what_compare_has_answered_is_found_and_the_form_is_danish_all_the_same(
    typed, asked, empty_folder
):
    typed("compare", "herning-syg02", "--lang", "en", "--quiet")
    ended = typed("form", "herning-syg02", "--out", "a.docx")
    assert (len(asked), ended.code, ended.err) == (1, DONE, f"{FOUND}\n")
    assert rows_of(Document(str(empty_folder / "a.docx")), SAVED)
    typed("form", "herning-syg02", "--out", "b.docx", "--lang", "en")
    assert len(asked) == 1
    assert rows_of(Document(str(empty_folder / "b.docx")), "Saved benefits")


def test_the_form_has_the_kroner_of_the_saved_json(typed, asked, empty_folder):
    typed("form", "herning-syg02", "--out", "a.docx", "--template", "koebenhavn")
    (folder,) = (empty_folder / "results" / "compare" / "herning-syg02").iterdir()
    saved = json.loads((folder / "finding.json").read_text(encoding="utf-8"))
    net = [round(year["mean"] / 1000) for year in saved["net_municipal"]["by_year"]]
    net.append(round(saved["net_municipal"]["total"]["mean"] / 1000))
    (row,) = rows_of(Document(str(empty_folder / "a.docx")), "Samlet varig ændring")
    assert [int(cell.replace(".", "")) for cell in row[1:]] == net


def test_every_option_reaches_the_question(typed, asked):
    options = "--municipality hedensted --start 2020-01-01 --end 2022-01-01 --replications 3"
    options += " --seed 7 --price-year 2021 --estimator lottery --law draft-2027"
    ended = typed("form", "herning-oevr04", "--baseline", "herning-syg02", *options.split())
    assert ended.code == DONE, ended.err
    (request,) = asked
    assert (request.municipality, request.proposals) == ("hedensted", ("herning-oevr04",))
    assert (request.baseline, request.price_year) == (("herning-syg02",), 2021)
    assert (request.replications, request.seed, request.estimator) == (3, 7, "lottery")
    assert (request.law, request.horizon) == ("draft-2027", ("2020-01-01", "2022-01-01"))
    assert request.break_even


def test_years_beyond_the_form_are_told_aside(typed, monkeypatch, asked):
    monkeypatch.setattr(
        compare_question, "answer_to", lambda *_, **__: comparison(range(2019, 2024))
    )
    ended = typed("form", "herning-syg02", "--end", "2024-01-01")
    assert ended.err.startswith("The answer covers 2019-2023; the form shows the first four")


def test_a_template_is_written_changed_and_filled(typed, asked, empty_folder):
    ended = typed("form", "--write-template", "mine.docx", "--template", "business-case")
    assert (ended.code, asked) == (DONE, [])
    assert "borgerflow form P --template mine.docx" in ended.out
    document = Document(str(empty_folder / "mine.docx"))
    document.add_paragraph("Indstilling: {{netto_2020}}")
    document.save(str(empty_folder / "mine.docx"))
    assert typed("form", "herning-syg02", "--template", "mine.docx", "--out", "o.docx").code == DONE
    assert "Indstilling: -465" in texts_of(Document(str(empty_folder / "o.docx")))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Expected one proposal at least"),
        (("herning-syg2",), "Did you mean herning-syg02?"),
        (("herning-syg02", "--template", "hering"), "Did you mean herning?"),
        (("herning-syg02", "--template", "none.docx"), "none.docx cannot be read"),
        (("herning-syg02", "--template", "bad.docx"), "bad.docx is no Word document"),
        (("herning-syg02", "--template", "odd.docx"), "there is no placeholder {{nettto}}."),
        (("herning-syg02", "--out", "bad.docx"), "bad.docx is there already"),
        (("herning-syg02", "--out", "form.pdf"), "a name that ends in .docx"),
        (("herning-syg02", "--out", "no/form.docx"), "there is no folder no"),
        (("herning-syg02", "--price-year", "2090"), "expected a year with a price index, 2016 to"),
        (("herning-syg02", "--lang", "de"), "--lang is 'de'"),
        (("herning-syg02", "--write-template", "t.docx"), "got herning-syg02"),
        (("--write-template", "t.docx", "--template", "own.docx"), "expected herning, koebenhavn"),
        (("--write-template", "bad.docx"), "bad.docx is there already"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence_before_anything_is_asked(
    typed, unasked, empty_folder, arguments, said
):
    (empty_folder / "bad.docx").write_text("no document", encoding="utf-8")
    own_template(empty_folder / "odd.docx", "{{nettto}}")
    ended = typed("form", *arguments)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (REFUSED, "", 1)
    assert said in ended.err
    assert {path.name for path in empty_folder.iterdir()} == {"bad.docx", "odd.docx"}


def test_a_danish_refusal_is_danish(typed, unasked, monkeypatch):
    monkeypatch.setenv("BORGERFLOW_LANG", "da")
    ended = typed("form", "herning-syg02", "--template", "hering")
    assert "der skal stå herning, koebenhavn, business-case eller en fil" in ended.err
