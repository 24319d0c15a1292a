"""A backcast from beginning to end, of a file of what came."""

import pytest

from borgerflow.experiments.cli import main
from borgerflow.experiments.validation.backcast.question import backcast
from borgerflow.sim.base.errors import InputError

pytestmark = pytest.mark.slow
FEW = {"end": "2019-07-01", "replications": 3, "population": 0.02}
CAME = "tal;periode;værdi\njob;2018K4;100\njob;2019K1;130\njob;2019K2;131\nA-dagpenge;2019K2;..\n"


def held(tmp_path, text=CAME):
    """Return modelkommune held against a file of what came."""
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    return backcast("modelkommune", actuals=tmp_path / "a.csv", workers=1, **FEW)


def test_a_file_of_what_came_is_held_against_the_simulation(tmp_path):
    found = held(tmp_path)
    assert [(row.expected.period, row.observed, row.last) for row in found.rows] == [
        ("2019Q1", 130, 100),
        ("2019Q2", 131, 100),
    ]
    assert found.scores[0].is_beaten is False
    text = found.text("da")
    assert "tættere på end simuleringen i 0 af 1 serier" in text
    assert "Der er ingen tal at holde op mod: Sygedagpenge, " in text


def test_a_municipality_that_nothing_is_known_of_is_refused(tmp_path):
    refused = "There are no published figures of modelkommune in whole quarters or years"
    with pytest.raises(InputError, match=refused):
        backcast("modelkommune", **FEW)
    with pytest.raises(InputError, match=refused):
        held(tmp_path, "tal;periode;værdi\njob;2018K4;100\n")


def test_the_command_tells_it_in_danish_and_keeps_it(tmp_path, monkeypatch, capsys):
    found = held(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "borgerflow.experiments.validation.backcast.question.answer_to", lambda *_, **__: found
    )
    line = ["backcast", "modelkommune", "--actuals", "a.csv", "--quiet", "--lang", "da"]
    assert main(line) == 0
    out = capsys.readouterr().out
    assert "Hvor tæt på de faktiske tal?" in out
    assert "Gemt: results/backcast/modelkommune/" in out
    assert main([*line, "--until", "2017-12-31"]) == 2
