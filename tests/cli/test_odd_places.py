"""Odd names of files and folders, and places that cannot be written: no trap for anybody."""

import os
import sys

import pytest
from terminal import typed_apart

DONE, REFUSED = 0, 2
SPELLS = "citizen,scheme,start,end\n1,kontanthjaelp_jobparat,2019-01-07,2019-03-04\n"
LONG = "x" * 300
NOT_UTF8 = os.fsdecode(b"\xff")
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
posix_names = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are bytes")


def spells(folder, name="spells.csv"):
    path = folder / name
    path.write_text(SPELLS, encoding="utf-8")
    return path


def folders_of_results(root):
    """Return the folders of results, named from the root on."""
    return [path.parent.parent.relative_to(root).as_posix() for path in root.rglob("manifest.json")]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("...csv", "unnamed"),
        ("CON.csv", "_CON"),
        ("a\x1b[31m.csv", "a_[31m"),
        (f"{NOT_UTF8}.csv", "_"),
    ],
    ids=repr,
)
@posix_names
@pytest.mark.slow
def test_a_ledger_lies_in_its_folder_whatever_the_file_is_called(typed, empty_folder, name, folder):
    ended = typed("settle", f"./{spells(empty_folder, name).name}", "--out", "deep/er")
    assert ended.code == DONE
    assert folders_of_results(empty_folder / "deep") == [f"er/settle/{folder}"]


@pytest.mark.parametrize("option", ["--out", "--params"])
def test_an_empty_name_of_a_folder_is_refused(typed, empty_folder, option):
    """As a variable of the shell that is not set; the folder one stands in would be filled."""
    ended = typed("run", option, "")
    assert (ended.code, ended.out) == (REFUSED, "")
    assert ended.err.startswith("The name of a file or folder is empty")
    assert typed("run", option, "", "--lang", "da").err.startswith(
        "Navnet på en fil eller mappe er tomt:"
    )
    assert list(empty_folder.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        f"settle {LONG}.csv",
        f"settle spells.csv --out {LONG}",
        f"check --params {LONG}",
        f"run --municipality ./{LONG}.yaml",
        f"compare ./{LONG}.yaml",
        f"batch {LONG}.yaml",
        f"proposals new --xlsx {LONG}.xlsx",
        f"contacts --study ./{LONG}.yaml",
        f"run --out {LONG}",
    ],
    ids=lambda line: line.replace(LONG, "..."),
)
@pytest.mark.slow
def test_a_name_that_no_disk_takes_is_refused(typed, empty_folder, line):
    spells(empty_folder)
    ended = typed(*line.split())
    assert (ended.code, ended.out) == (REFUSED, "")
    assert len(ended.err.splitlines()) == 1
    assert [path.name for path in empty_folder.iterdir()] == ["spells.csv"]


def test_a_link_that_leads_nowhere_is_refused_before_the_work(typed, empty_folder, monkeypatch):
    (empty_folder / "results").symlink_to("gone")
    monkeypatch.setattr("borgerflow.experiments.questions.settle.question.settle_coded", None)
    ended = typed("settle", spells(empty_folder), "--out", "results")
    assert ended.code == REFUSED
    assert ended.err == (
        f"Results cannot be written to results: {empty_folder}/results is a link that leads "
        "nowhere.\n"
    )


@pytest.mark.slow
def test_what_a_terminal_cannot_show_is_replaced():
    ended = typed_apart("proposals", "list", "--lang", "da", PYTHONIOENCODING="ascii")
    assert (ended.code, ended.err) == (DONE, "")
    assert "?konomien i delaftale 2" in ended.out


@posix_names
@pytest.mark.slow
def test_where_letters_are_ascii_alone_a_result_is_saved_and_the_end_is_good(tmp_path):
    ended = typed_apart(
        "settle", spells(tmp_path, f"ø{NOT_UTF8}.csv"), "--out", tmp_path / "å", **ASCII
    )
    assert ended.code == DONE
    assert "\nSaved: " in ended.err
    assert len(folders_of_results(tmp_path)) == 1
