"""A file of one's own is taken wherever the id of a proposal is."""

import re
from pathlib import Path

import pytest

import borgerflow as bf
from borgerflow.experiments.questions.batch.study import read_study, with_files_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from tests.batch.studies import written

PACKAGED = load().directory / "proposals" / "herning" / "herning-oevr01.yaml"
SMALL = {"replications": 1, "workers": 1, "population": 0.03, "end": "2020-01-01"}


@pytest.fixture
def own(tmp_path):
    """Return the path of a proposal of one's own: ØVR01 under another name."""
    path = tmp_path / "mine.yaml"
    text = PACKAGED.read_text(encoding="utf-8")
    path.write_text(text.replace("id: herning-oevr01", "id: mine"), encoding="utf-8")
    return str(path)


@pytest.mark.slow
def test_functions_take_the_path_as_the_command_does(own):
    by_path = bf.compare("herning", [own], break_even=False, **SMALL)
    assert [proposal.id for proposal in by_path.proposals] == ["mine"]
    usual = bf.compare("herning", ["herning-oevr01"], break_even=False, **SMALL)
    assert by_path.summary[0] == usual.summary[0]  # what it costs; chance has its name
    assert bf.run("herning", [own], **SMALL).proposals[0].id == "mine"


def test_a_portfolio_chooses_among_own_files_too(own):
    found = bf.portfolio("herning", [own, "herning-syg02"], must=[own], **SMALL)
    assert {row.id for row in found.candidates} == {"mine", "herning-syg02"}
    assert "mine" in found.best.proposals


def test_a_study_names_files_from_its_own_folder(own, monkeypatch, tmp_path):
    study = written(Path(own).parent, proposals=["mine.yaml"], end="2020-01-01")
    monkeypatch.chdir("/")
    held = with_files_of(study, load())
    assert read_study(study, held).form.proposals == ("mine",)
    assert held.own == (tmp_path / "mine.yaml",)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    missing = str(tmp_path / "nowhere.yaml")
    with pytest.raises(InputError, match=re.escape(f"{missing} does not exist")):
        bf.portfolio("herning", [missing])
