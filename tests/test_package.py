"""One name to import, however it was installed, and whatever else lies on the path."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import borgerflow

HOUSE = Path(__file__).resolve().parent.parent
LINKED = ("app", "experiments", "params", "sim")
ANSWERS = """
import borgerflow as bf
from borgerflow.experiments.cli import main
world = bf.load_world("modelkommune", ["herning-syg02"], population=0.01)
print(bf.__file__, world.params.directory, bf.compare.__name__)
raise SystemExit(main(["law", "revurdering_after", "--lang", "en"]))
"""
EVERY_MODULE = """
import importlib, os, pkgutil, sys, borgerflow
for module in pkgutil.walk_packages(borgerflow.__path__, "borgerflow."):
    importlib.import_module(module.name)
files = [(os.path.realpath(found.__file__), name) for name, found in sys.modules.items()
         if getattr(found, "__file__", None)]
roots = tuple(os.path.join(sys.argv[1], room, "") for room in ("sim", "experiments", "app", "src"))
ours = [(file, name) for file, name in files if file.startswith(roots)]
print(len(ours), *sorted(name for file, name in ours if [f for f, _ in ours].count(file) > 1))
"""


def python(*arguments, path=(), cwd=HOUSE):
    """Run Python in a process of its own, with some folders first on its path."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path))}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        env=environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_public_name_is_there_and_shown():
    assert set(dir(borgerflow)) == set(borgerflow.__all__) == set(borgerflow._HOMES)
    assert all(callable(getattr(borgerflow, name)) for name in borgerflow.__all__)


def test_another_name_is_refused():
    with pytest.raises(AttributeError, match="'borgerflow' has no attribute 'comparison'"):
        borgerflow.comparison  # noqa: B018


@pytest.mark.parametrize("name", ["sim", "experiments", "app"])
def test_the_old_name_says_what_to_write(name):
    ended = python("-c", f"import {name}")
    assert ended.returncode == 1
    assert f"write `borgerflow.{name}` where `{name}` stood" in ended.stderr.splitlines()[-1]


def test_a_checkout_without_links_says_what_to_do(tmp_path):
    """As git leaves it where links are not supported: a file that holds the target."""
    (tmp_path / "borgerflow").mkdir()
    shutil.copy(HOUSE / "src" / "borgerflow" / "__init__.py", tmp_path / "borgerflow")
    for name in LINKED:
        (tmp_path / "borgerflow" / name).write_text(f"../../{name}")
    ended = python("-c", "import borgerflow", path=[tmp_path])
    assert ended.returncode == 1
    assert "git config core.symlinks true" in ended.stderr.splitlines()[-1]


@pytest.mark.slow
def test_python_m_borgerflow_is_the_command(tmp_path):
    ended = python("-m", "borgerflow", "law", "nothing-of-this-name", path=[HOUSE / "src"])
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "nothing-of-this-name" in ended.stderr


@pytest.mark.slow
def test_no_file_is_loaded_under_two_names():
    ended = python("-c", EVERY_MODULE, HOUSE, path=[HOUSE / "src", HOUSE])
    loaded, *twice = ended.stdout.split()
    assert not twice
    assert int(loaded) > 200, ended.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return a folder with what the wheel installs, built from the source distribution."""
    folder = tmp_path_factory.mktemp("packages")
    left = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "results", "tests", "build")
    copy = shutil.copytree(HOUSE, folder / "house", ignore=left, symlinks=True)
    ended = python("-m", "build", "--no-isolation", "--outdir", folder, copy, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


@pytest.mark.slow
def test_the_wheel_holds_one_package_with_all_that_stands_in_the_folders(installed):
    names = {path.name.partition("-")[0] for path in installed.iterdir()}
    assert names == {"borgerflow"}
    assert (installed / "borgerflow" / "py.typed").exists()
    for room in LINKED:
        there = {path.relative_to(HOUSE) for path in (HOUSE / room).rglob("*") if path.is_file()}
        there = {path for path in there if "__pycache__" not in path.parts}
        assert not {path for path in there if not (installed / "borgerflow" / path).is_file()}


@pytest.mark.slow
def test_strangers_of_the_same_names_do_not_disturb(installed, tmp_path):
    (tmp_path / "sim.py").write_text("raise SystemExit('a stranger was asked')\n")
    for name in ("experiments", "params"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('a stranger was asked')\n")
    ended = python("-c", ANSWERS, path=[tmp_path, installed], cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    where, *law = ended.stdout.splitlines()
    front_door, params, question = where.split()
    assert Path(front_door).is_relative_to(installed)
    assert Path(params).is_relative_to(installed)
    assert question == "compare"
    assert "Weeks of benefit before the review" in law[0]
