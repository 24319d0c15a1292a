"""The same question is answered from what was kept; a stopped one keeps what was finished."""

import json
from base64 import b64encode

import pandas as pd
import pytest
from made import finding, run_finding

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.questions.compare.chart import drawn as compare_chart
from borgerflow.experiments.questions.compare.question import CompareQuestion
from borgerflow.experiments.questions.run.question import RunQuestion
from borgerflow.experiments.store import kept as store
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import load_or_compute
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load

PARAMS = load()
DANISH, INTERNATIONAL = Documents("da", "da"), Documents("da", "int")


def question(**changes):
    content = {
        "municipality": "herning",
        "proposals": ("herning-syg02",),
        "start": "2019-01-01",
        "end": "2021-01-01",
    }
    return CompareQuestion(**(content | changes))


def answered(root, ask, asked=None, documents=DANISH):
    """Return the stored answer to a question."""
    return load_or_compute(asked or question(), PARAMS, root, ask, documents)


class Asked:
    """A question that counts how often it is asked."""

    def __init__(self, answer):
        self.answer, self.times = answer, 0

    def __call__(self):
        self.times += 1
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


def test_the_answer_is_kept_with_data_text_workbook_chart_and_report(tmp_path):
    kept = answered(tmp_path, Asked(finding()))
    expected = {"finding.json", "finding.txt", "report.html", "tables.xlsx", "ledger.parquet"}
    expected |= {"cumulative.png", "cumulative.svg", "ledger.csv", "manifest.json"}
    assert expected <= {path.name for path in kept.folder.iterdir()}
    assert kept.folder.parent == tmp_path / "compare" / "herning-syg02"
    assert json.loads(kept.to_json()) == finding().to_dict()


def test_one_world_is_kept_under_its_municipality(tmp_path):
    asked = RunQuestion(municipality="herning")
    kept = answered(tmp_path, Asked(run_finding()), asked)
    assert kept.folder.parent == tmp_path / "run" / "herning"
    assert (kept.folder / "stocks.parquet").is_file()


def test_the_same_question_is_not_asked_twice(tmp_path):
    ask = Asked(finding())
    first = answered(tmp_path, ask)
    second = answered(tmp_path, ask)
    assert (ask.times, first.fresh, second.fresh) == (1, True, False)
    assert second.text() == first.text()


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        {"seed": 2},
        {"replications": 21},
        {"municipality": "hedensted"},
        {"end": "2022-01-01"},
        {"population": 0.5},
        {"price_year": 2020},
        {"break_even": False},
    ],
    ids=str,
)
def test_another_question_is_asked(tmp_path, change):
    ask = Asked(finding())
    answered(tmp_path, ask)
    answered(tmp_path, ask, question(**change))
    assert ask.times == 2


@pytest.mark.slow
def test_the_same_question_in_another_language_is_written_anew(tmp_path):
    ask = Asked(finding())
    answered(tmp_path, ask)
    answered(tmp_path, ask, documents=Documents("en", "da"))
    assert ask.times == 2


def test_the_same_question_to_other_params_is_asked(tmp_path, monkeypatch):
    ask = Asked(finding())
    answered(tmp_path, ask)
    monkeypatch.setattr(store, "digests_under", lambda *_: {"rates.csv": "other"})
    answered(tmp_path, ask)
    assert ask.times == 2


def test_a_place_that_cannot_be_written_is_refused_before_asking(tmp_path):
    (tmp_path / "file").write_text("in the way")
    ask = Asked(finding())
    with pytest.raises(InputError, match="is a file, not a folder"):
        answered(tmp_path / "file", ask)
    assert ask.times == 0


@pytest.mark.slow
def test_what_was_finished_is_kept_and_never_taken_for_the_whole(tmp_path):
    stopped = Interrupted({0: None, 1: None})
    stopped.finding = finding(replications=2)
    with pytest.raises(KeyboardInterrupt, match=r"\(2 of 20 replications\) is saved in"):
        answered(tmp_path, Asked(stopped))
    (folder,) = (tmp_path / "compare" / "herning-syg02").iterdir()
    assert results.load(folder).manifest["inputs"]["interrupted_after"] == 2
    (folder / "finding.txt").unlink()
    with pytest.raises(KeyboardInterrupt, match=r"is saved in .* it now lies in .*\.changed-1/\."):
        answered(tmp_path, Asked(stopped))
    again = Asked(finding())
    answered(tmp_path, again)
    assert again.times == 1


def test_stopped_before_anything_was_finished_nothing_is_kept(tmp_path):
    with pytest.raises(KeyboardInterrupt, match="Nothing was finished, and nothing was saved"):
        answered(tmp_path, Asked(Interrupted({})))
    assert not (tmp_path / "compare").exists()


def test_tables_are_flat_and_keep_every_row():
    tables = finding().tables()
    assert {"ledger", "full_time", "flows", "cumulative", "touched", "assumptions"} <= set(tables)
    assert list(tables["ledger"].columns)[:6] == [
        "year",
        "payer",
        "scheme",
        "kind",
        "baseline",
        "investment",
    ]
    assert tables["ledger"]["difference_mean"].tolist() == [-150e3, -150e3]


def test_grades_are_counted():
    assert finding().grades() == {"assumed": 1, "sourced": 1}


def test_the_manifest_tells_versions_params_seed_machine_and_grades(tmp_path):
    kept = answered(tmp_path, Asked(finding()))
    manifest = results.load(kept.folder).manifest
    assert {"borgerflow", "python", "numpy", "numba", "simpy"} <= set(
        manifest["inputs"]["versions"]
    )
    assert "rates.csv" in manifest["inputs"]["params"]
    assert manifest["seed"] == 1
    assert manifest["machine"]["cores"] >= 1
    assert manifest["run_time_seconds"] == 3.2
    assert manifest["grades"] == {"assumed": 1, "sourced": 1}


def test_danish_csv_opens_in_danish_excel(tmp_path):
    kept = answered(tmp_path, Asked(finding()))
    raw = (kept.folder / "ledger.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfyear;payer;")
    assert b"-150000,0" in raw
    assert raw.endswith(b"\r\n")


def test_international_csv_reads_back_as_it_was(tmp_path):
    kept = answered(tmp_path, Asked(finding()), documents=INTERNATIONAL)
    read = pd.read_csv(kept.folder / "ledger.csv")
    assert read["difference_mean"].tolist() == [-150e3, -150e3]


def test_a_chart_is_drawn_once_for_all_its_files_and_the_report_carries_the_one_beside_it(
    tmp_path, monkeypatch
):
    drawn = []

    def draw(_finding, files, _lang):
        drawn.append([file.name for file in files])
        for file in files:
            file.write_text(f"<svg><!-- {len(drawn)} --></svg>", encoding="utf-8")

    monkeypatch.setattr(compare_chart, "charts", lambda _: {"cumulative": draw})
    folder = answered(tmp_path, Asked(finding())).folder
    assert drawn == [["cumulative.png", "cumulative.svg"]]
    carried = b64encode((folder / "cumulative.svg").read_bytes()).decode()
    assert f'src="data:image/svg+xml;base64,{carried}"' in (folder / "report.html").read_text()
