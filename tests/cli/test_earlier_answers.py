"""Earlier answers are found again by a name of the day, and what was noted is never lost."""

import datetime as dt
import re
from pathlib import Path

import pytest
from made import finding, run_finding

from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import load_or_compute
from borgerflow.sim.params import load

pytestmark = pytest.mark.usefixtures("empty_tables")

DOCUMENTS = Documents("da")
TODAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Asked:
    """A question that is answered at once."""

    replications = 20

    def __init__(self, study, **inputs):
        self.study, self._inputs = study, inputs

    def inputs(self):
        return self._inputs


@pytest.fixture(scope="module")
def params():
    return load()


@pytest.fixture
def answered(params, monkeypatch):
    """Answer a question, whose report is a word."""
    monkeypatch.setattr(
        "borgerflow.experiments.store.saving.pictures_of",
        lambda *_: {"report.html": lambda path: path.write_text("<p>", encoding="utf-8")},
    )

    def ask(study="compare/herning-syg02", make=finding, **inputs):
        asked = Asked(study, **inputs)
        return load_or_compute(asked, params, Path("results"), make, DOCUMENTS)

    return ask


def test_answers_of_a_day_are_numbered_for_each_question(answered):
    names = [answered(n=1).name, answered(n=2).name, answered("run/herning", run_finding).name]
    today = TODAY.match(names[0].name)[0]
    assert names[0] == Path(f"results/compare/{today}-1")
    assert names[1] == Path(f"results/compare/{today}-2")
    assert names[2] == Path(f"results/run/{today}-1")
    assert abs((dt.date.fromisoformat(today) - dt.datetime.now().date()).days) <= 1


def test_what_is_asked_again_keeps_its_name(answered):
    first, again = answered(n=1), answered(n=1)
    assert (first.fresh, again.fresh) == (True, False)
    assert first.name == again.name
    assert len(list(Path("results/compare").glob("*-*-*-*"))) == 1


def test_the_report_is_told_by_the_name_and_lies_there(answered):
    opened = answered(n=1).opened
    assert opened.parent.parent == Path("results/compare")
    assert opened.read_text(encoding="utf-8") == "<p>"


def test_without_links_the_answer_is_kept_under_its_digest(answered, monkeypatch):
    def refuse(*_, **__):
        raise OSError("a privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    answer = answered(n=1)
    assert answer.name is None
    assert answer.opened == answer.folder / "report.html"


def test_the_newest_stands_first_with_what_it_is_about(answered, typed):
    answered(n=1)
    answered("run/herning", run_finding, n=2)
    Path("results/compare").rename("results/compared")  # what is no name of ours is passed over
    (Path("results/compared") / "mine").mkdir()
    shown = typed("results", "--lang", "da")
    lines = shown.out.splitlines()
    assert lines[0].split() == ["Svar", "Om", "Note"]
    assert [line.split("  ")[0].split("/")[0] for line in lines[2:]] == ["run", "compared"]
    assert "Herning · SYG02" in lines[3]


def test_a_word_of_the_answer_or_the_note_finds_it(answered, typed):
    name = answered(n=1).name
    answered("run/herning", run_finding, n=2)
    typed("results", "note", f"compare/{name.name}", "til udvalget i maj")
    assert len(typed("results", "list", "syg02").out.splitlines()) == 3
    assert len(typed("results", "list", "udvalget", "MAJ").out.splitlines()) == 3
    found = typed("results", "list", "nobody wrote this", "--lang", "en")
    assert "No saved answer has 'nobody wrote this'." in found.err
    assert found.code == 2


def test_no_answers_is_a_sentence(typed):
    assert typed("results", "--lang", "da").out == "Der er ingen gemte svar i results/.\n"


@pytest.mark.parametrize("called", ["compare/{name}", "{name}", "{digest:.8}"])
def test_an_answer_goes_by_its_name_or_the_start_of_its_key(answered, typed, called):
    answer = answered(n=1)
    wanted = called.format(name=answer.name.name, digest=answer.folder.name)
    assert typed("results", "open", wanted).out == f"{answer.name}/report.html\n"


def test_a_name_of_two_answers_is_refused_with_both(answered, typed):
    name = answered(n=1).name.name
    answered("run/herning", run_finding)
    ended = typed("results", "open", name, "--lang", "en")
    assert ended.code == 2
    assert "is the name of several answers: " in ended.err
    assert f"compare/{name}" in ended.err
    assert f"run/{name}" in ended.err


def test_a_name_that_nothing_has_is_refused_with_the_nearest(answered, typed):
    name = answered(n=1).name.name
    ended = typed("results", "open", f"compar/{name}", "--lang", "en")
    assert ended.code == 2
    assert f"Did you mean compare/{name}?" in ended.err


def test_a_further_note_stands_below_the_first(answered, typed):
    name = answered(n=1).name
    for text in ("først", "så"):
        assert typed("results", "note", name.name, text).code == 0
    assert (name / "note.txt").read_text(encoding="utf-8") == "først\nså\n"


def test_an_answer_with_a_note_is_whole_and_is_found_again(answered, typed):
    first = answered(n=1)
    typed("results", "note", first.name.name, "set")
    again = answered(n=1)
    assert not again.fresh
    assert (again.name / "note.txt").exists()


def test_a_note_outlives_an_answer_that_was_changed(answered, typed):
    first = answered(n=1)
    typed("results", "note", first.name.name, "set")
    (first.folder / "finding.txt").write_text("mine", encoding="utf-8")
    again = answered(n=1)
    assert again.fresh
    assert (again.aside / "note.txt").read_text(encoding="utf-8") == "set\n"


def test_a_note_with_a_cpr_number_is_refused_and_not_repeated(answered, typed):
    name = answered(n=1).name
    ended = typed("results", "note", name.name, "borger 010180-1234")
    assert ended.code == 2
    assert "010180" not in ended.err
    assert not (name / "note.txt").exists()


@pytest.mark.parametrize("lost", ["finding.json", "manifest.json"])
def test_an_answer_that_has_lost_a_file_is_listed_as_not_whole(answered, typed, lost):
    name = answered().name
    assert "not a whole result" not in typed("results", "--lang", "en").out
    (name / lost).unlink()
    assert f"(not a whole result: {lost} is missing)" in typed("results", "--lang", "en").out
