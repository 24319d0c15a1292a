"""Fixtures: the packaged params, and a copy of one file with one mistake in it."""

import shutil
from pathlib import Path

import pytest

import borgerflow.sim.params as packaged
from borgerflow.sim.params import Params, load

PARAMS = Path(packaged.__file__).parents[2] / "params"


@pytest.fixture(scope="session")
def params() -> Params:
    return load(PARAMS)


@pytest.fixture
def edited(tmp_path):
    """Return a function that copies a file of params with one text replaced, and its path."""

    def edit(name: str, old: str = "", new: str = "") -> Path:
        text = (PARAMS / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


@pytest.fixture
def params_copy(tmp_path):
    """Return the folder of a whole copy of params."""
    return Path(shutil.copytree(PARAMS, tmp_path / "params"))
