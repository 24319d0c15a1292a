"""A file that is not there is refused with the file of the closest name beside it, if any."""

import os
from pathlib import Path

import pytest

from borgerflow.experiments.authoring.workbook.cells import cells_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import near_file, refusing_a_bad_disk
from borgerflow.sim.base.wording import same
from borgerflow.sim.params.reading.forms import read_text
from borgerflow.sim.records.files.found import bytes_of

HERE = {
    "proposals check {}": ("mine.yaml", "mins.yaml"),
    "compare {}": ("mine.yaml", "mins.yaml"),
    "compare herning-syg02 --patch {}": ("mine.yaml", "mins.yaml"),
    "compare herning-syg02 --conditions {}": ("mine.yaml", "mins.yaml"),
    "run --municipality {}": ("mine.yaml", "mins.yaml"),
    "batch {}": ("mine.yaml", "mins.yaml"),
    "contacts {}": ("mine.yaml", "mins.yaml"),
    "settle {}": ("spells.csv", "spels.csv"),
    "fit {}": ("spells.csv", "spels.csv"),
    "proposals new --from {}": ("form.xlsx", "forms.xlsx"),
    "form herning-syg02 --template {}": ("form.docx", "forms.docx"),
    "soem --read {}": ("form.xlsx", "forms.xlsx"),
    "explain {} --citizen 1": ("spells.csv", "spels.csv"),
    "followup {} figures.csv": ("forecast.json", "forcast.json"),
    "backcast herning --actuals {}": ("figures.csv", "figuers.csv"),
    "import statbank {}": ("figures.csv", "figuers.csv"),
    "calibrate herning --targets {}": ("figures.csv", "figuers.csv"),
    "report {}": ("answer.json", "answers.json"),
}


@pytest.mark.parametrize("command", HERE)
def test_every_command_that_takes_a_file_names_the_one_of_a_near_name(
    command, typed, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    there, wrong = HERE[command]
    (tmp_path / there).touch()
    ended = typed(*command.format(wrong).split())
    assert (ended.code, ended.out) == (2, "")
    assert f"Did you mean {there}?" in ended.err
    assert len(ended.err.splitlines()) == 1


OTHERWISE = [
    ("settle {}", "spells.xlsx", "spells.csv"),
    ("explain {} --citizen 1", "spells.parquet", "spels.csv"),
    ("fit {}", "spells.csv", "spells.parquet"),
    ("backcast herning --actuals {}", "figures.xlsx", "figures.csv"),
    ("calibrate herning --targets {}", "figures.xlsx", "figures.csv"),
    ("import statbank {}", "figures.px", "figures.csv"),
    ("import jobindsats {}", "figures.json", "figures.xlsx"),
    ("proposals check {}", "mine.xlsx", "mine.yaml"),
    ("proposals check {}", "mine.yaml", "mins.xlsx"),
]


@pytest.mark.parametrize(("command", "there", "wrong"), OTHERWISE)
def test_a_near_file_may_have_another_ending_that_the_command_reads(
    command, there, wrong, typed, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / there).touch()
    (tmp_path / "spells.docx").touch()
    assert f"Did you mean {there}?" in typed(*command.format(wrong).split()).err


def test_an_ending_that_the_command_does_not_read_is_not_meant(typed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("forecast.csv", "mine.xlsx", "figures.csv"):
        (tmp_path / name).touch()
    for command in ("followup forecast.json figures.csv", "compare mine.yaml"):
        assert "Did you mean" not in typed(*command.split()).err


def test_of_two_near_files_the_one_of_the_ending_typed_is_meant(tmp_path):
    for name in ("spells.csv", "spells.xlsx", "spells.parquet"):
        (tmp_path / name).touch()
    near = near_file(tmp_path / "spels.xlsx", (".csv", ".parquet"))
    assert str(near) == f" Did you mean {tmp_path / 'spells.xlsx'}?"


def test_a_near_file_is_of_the_ending_that_was_typed_and_told_where_it_lies(tmp_path):
    for name in ("mine.xlsx", "yours.yaml", "minf.yaml"):
        (tmp_path / name).touch()
    (tmp_path / "mina.yaml").mkdir()
    assert str(near_file(tmp_path / "mine.yaml")) == f" Did you mean {tmp_path / 'minf.yaml'}?"
    assert str(near_file(tmp_path / "mine")) == f" Did you mean {tmp_path / 'mine.xlsx'}?"
    assert (
        near_file(tmp_path / "other.yaml") == near_file(tmp_path / "no" / "mine.yaml") == same("")
    )


def test_what_a_disk_refuses_for_another_reason_names_no_file(tmp_path):
    (tmp_path / "mine.csv").touch()
    with pytest.raises(InputError) as refused, refusing_a_bad_disk("x"):
        raise PermissionError(13, os.strerror(13), str(tmp_path / "mins.csv"))
    assert "Did you mean" not in str(refused.value)


@pytest.mark.parametrize("read", [bytes_of, read_text, cells_of])
def test_why_a_file_cannot_be_read_is_told_in_both_languages(tmp_path, monkeypatch, read):
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"x")

    def refuse(*_):
        raise PermissionError(13, os.strerror(13), str(path))

    for opens in ("open", "read_bytes"):
        monkeypatch.setattr(Path, opens, refuse)
    with pytest.raises(InputError) as refused:
        read(path)
    said = refused.value.said
    assert said.da == f"{path} kan ikke læses: der er ikke adgang."
    assert said.en == f"{path} cannot be read: Permission denied."
