"""``borgerflow soem``: asks what compare asks, and writes or reads one workbook."""

import openpyxl
import pytest

from borgerflow.experiments.cli import screen
from borgerflow.experiments.questions.compare import question as compare_question
from borgerflow.experiments.store import saving
from tests.experiments.test_workbook_follows import tied

pytestmark = pytest.mark.usefixtures("empty_tables")

DONE, REFUSED = 0, 2


@pytest.fixture
def asked(monkeypatch):
    """Answer every comparison at once without its pictures, and remember what was asked."""
    requests = []

    def ask(request, params, *, workers=None, progress=None):
        requests.append(request)
        return tied()

    monkeypatch.setattr(compare_question, "answer_to", ask)
    monkeypatch.setattr(saving, "pictures_of", lambda *_: {})
    return requests


@pytest.fixture
def unasked(monkeypatch):
    """Fail where anything is asked."""
    monkeypatch.setattr(screen, "answered", lambda *_, **__: pytest.fail("it was asked"))


def test_a_case_is_written_read_alone_and_beside_the_answer_that_is_found(
    typed, asked, empty_folder
):
    ended = typed("soem", "herning-syg02", "--lang", "da", "--participants", "40")
    assert ended.code == DONE, ended.err
    assert ended.out.startswith("Skrevet: herning-syg02-soem.xlsx\n")
    book = openpyxl.load_workbook(empty_folder / "herning-syg02-soem.xlsx", data_only=True)
    assert book.sheetnames == ["Indsats", "Omkostninger", "Konsekvenser", "Priser", "Resultat"]
    alone = typed("soem", "--read", "herning-syg02-soem.xlsx", "--lang", "en")
    assert (alone.code, "40 participants" in alone.out) == (DONE, True)
    assert "The simulation" not in alone.out
    beside = typed("soem", "herning-syg02", "--read", "herning-syg02-soem.xlsx", "--lang", "da")
    assert "Simuleringen" in beside.out
    assert beside.out.count("Gemt: ") == 1
    assert len(asked) == 1
    english = typed("soem", "herning-syg02", "--read", "herning-syg02-soem.xlsx", "--lang", "en")
    assert "The simulation" in english.out
    assert "Schemes that the file does not have" not in english.out


@pytest.mark.usefixtures("unasked")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Expected one proposal at least, or --read FILE.xlsx"),
        (("herning-syg02", "--out", "a.docx"), "a.docx: expected a name that ends in .xlsx."),
        (("--read", "a.xlsx", "--out", "b.xlsx"), "--read writes no file"),
        (("--read", "a.xlsx", "--success-rate", "0.5"), "belong to a file that is written"),
        (("--read", "a.xlsx"), "a.xlsx cannot be read"),
        (("herning-syg02", "--success-rate", "0"), "--success-rate"),
        (("herning-syg02", "--out", "there.xlsx"), "there.xlsx is there already"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_asked(
    typed, empty_folder, options, said
):
    (empty_folder / "there.xlsx").write_text("mine")
    ended = typed("soem", *options)
    assert (ended.code, ended.out) == (REFUSED, "")
    assert said in ended.err
    assert (empty_folder / "there.xlsx").read_text() == "mine"


@pytest.mark.usefixtures("unasked")
def test_text_where_a_number_belongs_is_refused_with_sheet_and_cell(typed, asked, empty_folder):
    book = openpyxl.Workbook()
    book.active.title = "Indsats"
    book.save(empty_folder / "other.xlsx")
    ended = typed("soem", "--read", "other.xlsx", "--lang", "da")
    assert (ended.code, ended.out) == (REFUSED, "")
    assert len(ended.err.splitlines()) == 1
    assert "other.xlsx: intet ark hedder Omkostninger." in ended.err
