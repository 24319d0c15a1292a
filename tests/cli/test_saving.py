"""The same question is answered from what was kept; a stopped one keeps what was finished."""

import json

import pandas as pd
import pytest
from made import finding, run_finding

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.store import results
from borgerflow.experiments.store.kept import Request, grades_of, kept_or_asked, tables_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load

PARAMS = load()


def request(**changes):
    content = {
        "kind": "compare",
        "municipality": "herning",
        "proposals": ("herning-syg02",),
        "start": "2019-01-01",
        "end": "2021-01-01",
        "replications": 20,
        "seed": 1,
        "engine": "auto",
        "break_even": True,
        "lang": "da",
        "csv_profile": "da",
    }
    return Request(**(content | changes))


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
    kept = kept_or_asked(request(), PARAMS, tmp_path, Asked(finding()))
    expected = {"finding.json", "finding.txt", "report.html", "tables.xlsx", "ledger.parquet"}
    expected |= {"cumulative.png", "cumulative.svg", "ledger.csv", "manifest.json"}
    assert expected <= {path.name for path in kept.folder.iterdir()}
    assert kept.folder.parent == tmp_path / "compare" / "herning-syg02"
    assert json.loads(kept.json()) == finding().to_dict()


def test_one_world_is_kept_under_its_municipality(tmp_path):
    asked = request(kind="run", proposals=())
    kept = kept_or_asked(asked, PARAMS, tmp_path, Asked(run_finding()))
    assert kept.folder.parent == tmp_path / "run" / "herning"
    assert (kept.folder / "stocks.parquet").is_file()


def test_the_same_question_is_not_asked_twice(tmp_path):
    ask = Asked(finding())
    first = kept_or_asked(request(), PARAMS, tmp_path, ask)
    second = kept_or_asked(request(), PARAMS, tmp_path, ask)
    assert (ask.times, first.fresh, second.fresh) == (1, True, False)
    assert second.text() == first.text()


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 2},
        {"replications": 21},
        {"municipality": "hedensted"},
        {"end": "2022-01-01"},
        {"lang": "en"},
        {"break_even": False},
    ],
    ids=str,
)
def test_another_question_is_asked(tmp_path, change):
    ask = Asked(finding())
    kept_or_asked(request(), PARAMS, tmp_path, ask)
    kept_or_asked(request(**change), PARAMS, tmp_path, ask)
    assert ask.times == 2


def test_the_same_question_to_other_params_is_asked(tmp_path, monkeypatch):
    ask = Asked(finding())
    kept_or_asked(request(), PARAMS, tmp_path, ask)
    monkeypatch.setattr(
        "borgerflow.experiments.store.provenance.digests_under", lambda *_: {"rates.csv": "other"}
    )
    kept_or_asked(request(), PARAMS, tmp_path, ask)
    assert ask.times == 2


def test_a_place_that_cannot_be_written_is_refused_before_asking(tmp_path):
    (tmp_path / "file").write_text("in the way")
    ask = Asked(finding())
    with pytest.raises(InputError, match="is a file, not a folder"):
        kept_or_asked(request(), PARAMS, tmp_path / "file", ask)
    assert ask.times == 0


def test_what_was_finished_is_kept_and_never_taken_for_the_whole(tmp_path):
    stopped = Interrupted({0: None, 1: None})
    stopped.finding = finding(replications=2)
    with pytest.raises(KeyboardInterrupt, match=r"\(2 of 20 replications\) is saved in"):
        kept_or_asked(request(), PARAMS, tmp_path, Asked(stopped))
    (folder,) = (tmp_path / "compare" / "herning-syg02").iterdir()
    assert results.load(folder).manifest["inputs"]["interrupted_after"] == 2
    again = Asked(finding())
    kept_or_asked(request(), PARAMS, tmp_path, again)
    assert again.times == 1


def test_stopped_before_anything_was_finished_nothing_is_kept(tmp_path):
    with pytest.raises(KeyboardInterrupt, match="Nothing was finished, and nothing was saved"):
        kept_or_asked(request(), PARAMS, tmp_path, Asked(Interrupted({})))
    assert not (tmp_path / "compare").exists()


def test_tables_are_flat_and_keep_every_row():
    tables = tables_of(finding().to_dict())
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
    assert grades_of(finding()) == {"assumed": 1, "sourced": 1}


def test_the_manifest_tells_versions_params_seed_machine_and_grades(tmp_path):
    kept = kept_or_asked(request(), PARAMS, tmp_path, Asked(finding()))
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
    kept = kept_or_asked(request(), PARAMS, tmp_path, Asked(finding()))
    raw = (kept.folder / "ledger.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfyear;payer;")
    assert b"-150000,0" in raw
    assert raw.endswith(b"\r\n")


def test_international_csv_reads_back_as_it_was(tmp_path):
    asked = request(csv_profile="int")
    kept = kept_or_asked(asked, PARAMS, tmp_path, Asked(finding()))
    read = pd.read_csv(kept.folder / "ledger.csv")
    assert read["difference_mean"].tolist() == [-150e3, -150e3]
