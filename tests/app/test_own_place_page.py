"""A municipality is made of figures typed or sent; a file is read as a file and nothing else."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from made_rooms import waited
from werkzeug.datastructures import FileStorage

from borgerflow.app.asked import uploads
from borgerflow.app.asked.own_files import MUNICIPALITIES, OWN
from borgerflow.app.asked.uploads import Upload, harmless, uploads_of
from borgerflow.app.served import with_pages
from borgerflow.app.work.told import MadeOwn, Refused
from borgerflow.experiments.validation.calibration import calibrating
from borgerflow.sim.base.errors import InputError
from tests.intake.extracts_made import jobindsats_csv
from tests.municipality.made_up import PERSONS, STOCKS, rows

FIGURES = {"f.persons_18_66": str(PERSONS), **{f"f.{n}": str(c) for n, c in STOCKS.items()}}


def sent(name, content):
    return FileStorage(BytesIO(content), filename=name)


def made(browser, files=(), **typed):
    parts = [(BytesIO(content), name) for name, content in files]
    data = {"name": "lilleby", **typed, "files": parts}
    return browser.post("/kommunen", data=data, content_type="multipart/form-data")


def zipped(size):
    """Return a small archive that says that it unpacks to so many bytes."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * size)
    return file.getvalue()


def test_the_name_of_a_file_is_no_path_and_no_script():
    names = ("../../etc/passwd.csv", r"C:\x\y07a02.csv", "<script>.csv", ".csv.json", "y07a02.CSV")
    assert [harmless(name, 1) for name in names] == [
        "passwd-1.csv",
        "y07a02-1.csv",
        "script-1.csv",
        "csv-1.json",
        "y07a02-1.csv",
    ]


@pytest.mark.parametrize("name", ["x.exe", "x.html", "x", "x.zip", "x.yaml", "x.parquet"])
def test_a_file_of_another_kind_is_refused(name):
    with pytest.raises(InputError, match="expected a file of figures"):
        harmless(name, 1)


def test_a_name_that_looks_like_a_cpr_number_is_refused_and_never_repeated():
    with pytest.raises(InputError) as refused:
        harmless("010203-1234.csv", 1)
    assert "010203" not in str(refused.value)


def test_a_small_archive_that_unpacks_to_much_is_refused_unopened(browser, held, monkeypatch):
    monkeypatch.setattr(uploads.uploads_of, "__defaults__", (100_000,))
    small = zipped(200_000)
    assert len(small) < 2_000
    answer = made(browser, [("bomb.xlsx", small)])
    assert answer.status_code == 422
    assert "fylder for meget, når den pakkes ud" in answer.get_data(as_text=True)
    assert held.desk.lanes["glance"].runner.tasks == []


def test_an_archive_that_says_it_is_small_and_is_not_is_told_to_be_damaged(worked, monkeypatch):
    monkeypatch.setattr(uploads.uploads_of, "__defaults__", (100_000,))
    lying = zipped(200_000).replace((200_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    browser = with_pages(worked).test_client()
    link = made(browser, [("bomb.xlsx", lying)], **FIGURES).headers["Location"]
    job = waited(worked.desk, link.partition("making=")[2][:16])
    assert isinstance(job.ended, Refused)
    assert job.ended.said.da.startswith("bomb-1.xlsx ")


def test_a_damaged_archive_is_refused():
    with pytest.raises(InputError, match="is damaged"):
        uploads_of([sent("x.xlsx", b"PK\x03\x04 no archive")])


def test_too_many_files_are_refused():
    with pytest.raises(InputError, match="expected 12 at most"):
        uploads_of([sent(f"{n}.csv", b"") for n in range(13)])


def test_an_empty_field_of_files_is_none():
    assert uploads_of([sent("", b"")]) == ()
    assert uploads_of([sent("a.csv", b"1")]) == (Upload("a-1.csv", b"1"),)


WRONG = {
    "name": ("herning", "følger med"),
    "day": ("i går", "der skal stå en dato"),
    "f.sygedagpenge": ("mange", "der skal stå et helt antal personer"),
}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_field_is_told_beside_it(browser, held, field):
    text, said = WRONG[field]
    answer = made(browser, **{**FIGURES, field: text})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in page
    assert page.count('aria-invalid="true"') == 1
    assert held.desk.lanes["glance"].runner.tasks == []


def test_nothing_at_all_is_told_at_the_files(browser):
    page = made(browser).get_data(as_text=True)
    assert "Skriv tallene, eller vælg en fil med dem." in page


def test_what_is_read_of_a_file_is_shown_before_anything_is_made(worked, monkeypatch):
    browser = with_pages(worked).test_client()
    missing = rows().replace("sygedagpenge;40;made up\n", "")
    link = made(browser, [("y07.csv", missing.encode())]).headers["Location"]
    job = waited(worked.desk, link.partition("making=")[2][:16])
    told = browser.get(f"/job/{job.key}").get_json()["status"]
    assert told == "Der mangler: Sygedagpenge (jobindsats Y07A02)."


def test_what_a_file_says_wrong_is_told_by_its_own_name(worked):
    browser = with_pages(worked).test_client()
    wrong = rows().replace("sygedagpenge;40", "sygedagpenge;mange")
    link = made(browser, [("tal.csv", wrong.encode())]).headers["Location"]
    job = waited(worked.desk, link.partition("making=")[2][:16])
    told = browser.get(f"/job/{job.key}").get_json()["status"]
    assert told.startswith("Tal-1.csv")
    assert "/" not in told


def as_jobindsats_has_it(month):
    """Return the raw CSV of jobindsats for one stock in one month, of us and of all of Denmark."""
    return jobindsats_csv(
        rows=[
            [month, "Lilleby", "Køn i alt", "40", "33,5"],
            [month, "Lilleby", "Mænd", "19", "16"],
            [month, "Hele landet", "Køn i alt", "70.000", "61.234,5"],
        ]
    ).encode()


def without_sygedagpenge():
    return {name: text for name, text in FIGURES.items() if name != "f.sygedagpenge"}


@pytest.mark.slow
def test_a_raw_file_of_jobindsats_is_sent_and_a_municipality_made_of_it(worked, monkeypatch):
    monkeypatch.setattr(calibrating, "CITIZENS_QUICK", 1)
    browser = with_pages(worked).test_client()
    sent_file = ("y07a02.csv", as_jobindsats_has_it("2019M02"))
    link = made(browser, [sent_file], **without_sygedagpenge()).headers["Location"]
    digest = link.partition("making=")[2][:16]
    job = waited(worked.desk, digest)
    assert job.ended == MadeOwn("lilleby", digest), job.ended
    file = browser.get(f"/kommunen/hent/{digest}/file").get_data(as_text=True)
    assert "jobindsats Y07A02, 2019-02-01" in file
    assert "jobindsats Y07A02, 2019-02-01" in browser.get(link).get_data(as_text=True)


@pytest.mark.parametrize(("name", "month"), [("y07a02.csv", "2018M12"), ("hentet.csv", "2019M02")])
def test_a_file_without_the_day_or_its_table_is_told_so_in_words_of_the_page(worked, name, month):
    browser = with_pages(worked).test_client()
    sent_file = (name, as_jobindsats_has_it(month))
    link = made(browser, [sent_file], **without_sygedagpenge()).headers["Location"]
    job = waited(worked.desk, link.partition("making=")[2][:16])
    said = job.ended.said.da
    assert said.startswith(f"{name.partition('.')[0]}-1.csv: ingen række")
    assert "fx y07a02.csv" in said
    assert "--" not in said
    assert "/" not in said


@pytest.mark.slow
def test_a_municipality_is_made_kept_and_asked_in(worked, monkeypatch):
    monkeypatch.setattr(calibrating, "CITIZENS_QUICK", 1)
    browser = with_pages(worked).test_client()
    typed = dict(FIGURES)
    typed.pop("f.sygedagpenge")
    file = ("sygedagpenge.csv", b"tal;antal;kilde\nsygedagpenge;40;made up\n")
    link = made(browser, [file], **typed).headers["Location"]
    digest = link.partition("making=")[2][:16]
    job = waited(worked.desk, digest)
    assert job.ended.name == "lilleby", job.ended
    folder = worked.house.results / OWN / MUNICIPALITIES / digest
    kept = {path.name for path in folder.iterdir()}
    assert kept == {"lilleby.yaml", "lilleby.posterior.csv", "report.html"}
    again = made(browser, [file], **typed).headers["Location"]
    assert again == link
    assert "Kommunen er lavet." in browser.get(link).get_data(as_text=True)
    asked = {"place": digest, "municipality": "lilleby"}
    page = browser.get("/forslag", query_string=asked).get_data(as_text=True)
    assert '<option value="lilleby" selected>' in page
