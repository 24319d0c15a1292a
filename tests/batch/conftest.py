"""Params in which the effect is large enough to be seen in a small municipality."""

import shutil

import pytest

from borgerflow.sim.params import load

EFFECT = "value: 0.02\n      low: 0.0\n      high: 0.05\n"
LARGER = "value: 0.30\n      low: 0.1\n      high: 0.6\n"
STATED = "    stated: false\n"
IN_FULL = (
    "    implementation: {value: 1, low: 0.7, high: 1, unit: share, source: none, grade: assumed}\n"
    "    deadweight: {value: 0, unit: share, source: a test, grade: derived}\n"
)


def with_effect(folder, text):
    """Copy the params with another effect of SYG02, all of which counts."""
    shutil.copytree(load().directory, folder, dirs_exist_ok=True)
    path = folder / "proposals" / "herning" / "herning-syg02.yaml"
    form = path.read_text(encoding="utf-8")
    assert EFFECT in form
    changed = form.replace(EFFECT, text).replace(STATED, STATED + IN_FULL)
    path.write_text(changed, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def params(tmp_path_factory):
    return with_effect(tmp_path_factory.mktemp("held") / "params", LARGER)


@pytest.fixture
def own_params(tmp_path):
    """Params that a test may change."""
    return with_effect(tmp_path / "params", LARGER)


@pytest.fixture
def params_that_fail(tmp_path):
    """Params in which some draws are no share at all."""
    wide = "value: 0.30\n      low: 0.0\n      high: 0.6\n      distribution: normal\n"
    return with_effect(tmp_path / "params", wide)


@pytest.fixture(autouse=True)
def plain_documents(monkeypatch):
    """Write no workbook, chart or report; those have tests of their own."""
    monkeypatch.setattr("borgerflow.experiments.store.saving.pictures_of", lambda *_: {})
