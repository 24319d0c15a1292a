"""A question asked in the page is answered, kept where the command keeps it, and found again."""

import json
import threading
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from made_rooms import JSON, Here, rooms_with, waited

from borgerflow.app.asked.comparison import asked_of
from borgerflow.app.served import with_pages
from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.batch.study import read_study

FEW = {"municipality": "modelkommune", "replications": "3", "quick": "on"}
TYPED = {**FEW, "n.herning-syg02.turned_away.effect": "3,5"}
COMMAND = [
    "compare",
    "herning-syg02",
    "--municipality",
    "modelkommune",
    "--replications",
    "3",
    "--no-break-even",
    "--json",
    "--set",
    "herning-syg02.turned_away.effect=0.035",
    "--lang",
    "da",
    "--workers",
    "1",
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def asked(worked):
    """Return a browser on pages that have answered a question, and the key of it."""
    browser = with_pages(worked).test_client()
    key = browser.post("/forslag", data=TYPED, headers=JSON).get_json()["job"]
    job = waited(worked.desk, key)
    assert job.ended.folder.name == key
    return browser, key


@pytest.fixture(scope="module")
def got(asked):
    """Return what a link of the answer downloads."""

    def get(what):
        answer = asked[0].get(f"/forslag/hent/{what}", query_string=TYPED)
        assert answer.status_code == 200
        return answer

    return get


@pytest.mark.usefixtures("nothing_drawn")
def test_the_numbers_are_those_of_the_command(got, tmp_path, capsys):
    assert main([*COMMAND, "--out", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out) == got("data").get_json()


def test_the_command_finds_the_answer_of_the_page(worked, asked, capsys):
    said = [each for each in COMMAND if each != "--json"]
    assert main([*said, "--out", str(worked.house.results)]) == 0
    assert "fundet frem, ikke beregnet igen" in capsys.readouterr().err


def test_an_answer_is_there_again_after_a_new_start(worked, asked):
    again = rooms_with(worked.house.results, Here)
    browser = with_pages(again).test_client()
    page = browser.get("/forslag", query_string=TYPED).get_data(as_text=True)
    again.desk.close()
    assert "Svaret er færdigt." in page
    assert "Netto, kommunen" in page


def test_the_workbook_has_the_total_of_the_data(got):
    book = openpyxl.load_workbook(BytesIO(got("workbook").data), data_only=True)
    (row,) = [r for r in book["Resumé"].iter_rows(values_only=True) if r[0] == "Netto, kommunen"]
    assert row[-3] == pytest.approx(got("data").get_json()["net_municipal"]["total"]["mean"] / 1000)


def test_the_form_and_the_note_are_whole_documents(got):
    assert "word/document.xml" in ZipFile(BytesIO(got("form").data)).namelist()
    note = got("note").get_data(as_text=True)
    assert note.startswith("<!DOCTYPE html>")
    assert "data:image/svg+xml" in note


def test_the_study_file_asks_the_same(got, worked, tmp_path):
    path = tmp_path / "same.yaml"
    path.write_bytes(got("study").data)
    study = read_study(path, worked.house.held())
    question = asked_of(TYPED, worked.house, "da").question
    assert study.horizon == question.horizon
    assert study.form.set == {"herning-syg02.turned_away.effect": 0.035}
    for name in ("municipality", "proposals", "replications", "seed"):
        assert getattr(study.form, name) == getattr(question, name)


def test_what_is_finished_is_kept_when_a_job_is_stopped(worked):
    browser = with_pages(worked).test_client()
    many = {**FEW, "replications": "40", "seed": "9"}
    key = browser.post("/forslag", data=many, headers=JSON).get_json()["job"]
    job = worked.desk.job(key)
    lane = worked.desk.lanes["whole"]
    between = threading.Event()  # the work needs this processor
    while not (lane.at_work == key and job.moved and job.moved.done >= 3):
        between.wait(0.02)
    browser.post(f"/job/{key}/stop")
    waited(worked.desk, key)
    told = browser.get(f"/job/{key}").get_json()
    assert told["state"] == "stopped"
    assert "Netto, kommunen" in told["html"]
