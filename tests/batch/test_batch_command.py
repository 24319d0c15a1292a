"""The command ``batch``: refused in one message, or answered in a process of its own."""

import json

import pytest

from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.compare.chart import drawn as batch_chart
from tests.batch.studies import written

REFUSED = {
    "a typo in the study": (
        {"replicatoins": 2},
        [],
        "unknown key 'replicatoins'. Did you mean replications?",
    ),
    "a draw of no replication": ({}, ["--draw", "1"], "--draw needs --replication"),
    "a plan of one replication": (
        {},
        ["--plan", "--replication", "2"],
        "--plan is of the whole study: expected it without --replication",
    ),
    "no worker": ({}, ["--workers", "0"], "--workers is 0: expected a whole number from 1"),
    "a half-width of nothing": (
        {},
        ["--until-halfwidth", "0"],
        "--until-halfwidth is 0: expected kroner above 0",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_in_one_message(tmp_path, capsys, case):
    changes, typed, told = REFUSED[case]
    place = tmp_path / "out"
    code = main(["batch", str(written(tmp_path, **changes)), "--out", str(place), *typed])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert not place.exists()


@pytest.mark.slow
def test_a_study_is_answered_saved_found_again_and_taken_apart(
    tmp_path, params, capsys, monkeypatch
):
    monkeypatch.undo()  # documents are written here
    monkeypatch.setattr(batch_chart, "charts", lambda _: {"cumulative": blank})

    def typed(*options):
        place = ["--out", str(tmp_path / "out"), "--params", str(params), "--lang", "en"]
        assert main(["batch", str(written(tmp_path)), *place, "--workers", "1", *options]) == 0
        return capsys.readouterr()

    first = typed("--json")
    assert first.err == ""
    found = json.loads(first.out)
    assert (found["schema"], found["study"]) == ("borgerflow/batch/1", "small")
    assert typed("--json").out == first.out
    shown = typed()
    assert "found, not run again" in shown.err
    assert "(report.html, finding.json, tables.xlsx)" in shown.out
    content = json.loads(typed("--json", "--replication", "2", "--draw", "1").out)
    assert (content["replication"], content["draw"], content["replications"]) == (2, 1, 1)


def blank(_finding, files, _lang="en"):
    """Draw nothing; charts have tests of their own."""
    for file in files:
        file.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
