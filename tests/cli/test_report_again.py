"""The report of a saved answer is made anew from what was saved, in either language."""

import json
import shutil
from pathlib import Path

import pytest
from made import finding, run_finding

from borgerflow.experiments.store import whole
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import load_or_compute
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from tests.fit.test_small_counts_hidden import FEW
from tests.fit.test_small_counts_hidden import found as fitted

pytestmark = pytest.mark.usefixtures("empty_tables")


class Asked:
    """A question that is answered at once."""

    study, replications = "compare/herning-syg02", 20

    def inputs(self):
        return {"n": 1}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Keep an answer in Danish, once."""
    root = tmp_path_factory.mktemp("kept") / "results"
    patch = pytest.MonkeyPatch()
    with patch.context() as drawing:
        drawing.setattr(
            "borgerflow.experiments.questions.compare.chart.drawn.charts",
            lambda _: {"cumulative": blank},
        )
        return load_or_compute(Asked(), load(), root, finding, Documents("da"))


def blank(_finding, files, _lang="en"):
    for file in files:
        file.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")


@pytest.fixture
def here(saved, empty_folder):
    """Work where an answer is kept in ``results``; return its name by date."""
    shutil.copytree(saved.folder.parents[1], empty_folder / "results/compare", symlinks=True)
    return f"compare/{saved.name.name}"


def test_a_report_made_anew_is_the_one_that_was_saved(typed, saved, here):
    ended = typed("report", here, "--lang", "da")
    assert ended.out == f"Skrevet: {here.replace('/', '-')}.html\n"
    anew = Path(f"{here.replace('/', '-')}.html").read_bytes()
    assert anew == (saved.folder / "report.html").read_bytes()


def test_a_danish_answer_has_a_report_in_english(typed, here):
    typed("report", here, "--lang", "en", "--out", "again.html")
    text = Path("again.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in text
    assert "Key assumptions" in text
    assert "Vigtigste forudsætninger" not in text


def test_an_answer_goes_by_its_key_its_folder_or_its_json(typed, saved, here):
    shutil.copy(saved.folder / "finding.json", "printed.json")
    named = (saved.folder.name[:8], f"results/{here}", f"results/{here}/finding.json")
    for number, name in enumerate((*named, "printed.json")):
        assert typed("report", name, "--lang", "da", "--out", f"{number}.html").code == 0
    made = {Path(f"{number}.html").read_bytes() for number in range(4)}
    assert made == {(saved.folder / "report.html").read_bytes()}


def refused(typed, *arguments):
    ended = typed("report", *arguments, "--lang", "en")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert not list(Path().glob("*.html"))
    return ended.err


def test_a_name_that_is_near_is_told(typed, here):
    assert f"Did you mean {here}?" in refused(typed, here.replace("compare", "compar"))


def test_an_answer_that_was_changed_is_told_by_file(typed, here):
    Path(f"results/{here}/finding.txt").write_text("mine", encoding="utf-8")
    assert "finding.txt was changed after the result was saved" in refused(typed, here)


def test_the_json_of_no_saved_answer_is_told(typed, here):
    Path("x.json").write_text('{"schema": "borgerflow/compare/1"}', encoding="utf-8")
    assert "no answer saved in results/ has the same numbers" in refused(typed, "x.json")
    Path("y.json").write_text("[]", encoding="utf-8")
    assert "y.json is no answer" in refused(typed, "y.json")


def test_nothing_is_written_over(typed, here):
    Path("there.HTML").write_text("mine", encoding="utf-8")
    assert "is there already" in refused(typed, here, "--out", "there.HTML")
    assert "expected a name that ends in .html" in refused(typed, here, "--out", "again.pdf")


@pytest.mark.parametrize("make", [finding, run_finding, lambda: fitted(FEW)])
def test_a_finding_read_back_is_the_finding(make, tmp_path):
    (tmp_path / "answer.json").write_text(whole.whole_text(make()), encoding="utf-8")
    read = whole.finding_in(tmp_path)
    assert read == make()


@pytest.mark.parametrize(
    "change",
    [
        {"finding": "borgerflow.experiments.questions.gone.finding:Finding"},
        {"finding": "os:system"},
        {"finding": "borgerflow.experiments.cli:main"},
        {"answer": {}},
        {"answer": {"of": "another time"}},
    ],
)
def test_an_answer_of_another_version_is_told(change, tmp_path):
    content = json.loads(whole.whole_text(finding())) | change
    (tmp_path / "answer.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match="saved by another version of borgerflow"):
        whole.finding_in(tmp_path)


def test_an_answer_with_a_field_that_nobody_knows_is_told(tmp_path):
    content = json.loads(whole.whole_text(finding()))
    content["answer"]["of_tomorrow"] = 1
    (tmp_path / "answer.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError, match="saved by another version of borgerflow"):
        whole.finding_in(tmp_path)


def test_no_code_from_elsewhere_is_loaded_for_an_answer(tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/__init__.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    named = {"finding": "elsewhere.finding:Finding", "answer": {}}
    (tmp_path / "answer.json").write_text(json.dumps(named), encoding="utf-8")
    with pytest.raises(InputError, match="saved by another version of borgerflow"):
        whole.finding_in(tmp_path)


def test_keys_that_json_does_not_have_come_back():
    kroner = {("service", 2019): 1.5, ("transfers", 2020): None}
    assert whole._from_json(json.loads(json.dumps(whole._in_json(kroner)))) == kroner


def test_an_answer_that_kept_nothing_to_make_a_report_of_is_told(tmp_path):
    with pytest.raises(InputError, match="saved by another version of borgerflow"):
        whole.finding_in(tmp_path)


def test_who_reads_a_report_by_other_code_is_told(typed, here, monkeypatch):
    monkeypatch.setattr("borgerflow.experiments.store.report_anew.digest_of_code", lambda: "other")
    ended = typed("report", here, "--lang", "en")
    assert ended.code == 0
    assert "Another version of borgerflow calculated" in ended.err
