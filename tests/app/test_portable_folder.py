"""A folder that is carried elsewhere starts from wherever it lies, and writes in itself alone.

What is in it is tested here, not the whole copy: docs/app.md says what was tried by hand.
"""

import re
import shutil
import subprocess
import sys

import pytest

from borgerflow.app.portable import making, parts
from borgerflow.app.portable.starting import DATA, StartFile, read_me, start_file
from borgerflow.experiments.cli import main

PYTHON = "program/python/bin/python3.11"
TELLS = '#!/bin/sh\necho "$PWD"; echo "$@"; env\n'
SYSTEMS = {"linux": ".sh", "darwin": ".command", "win32": ".bat"}
A_PLACE = {"win32": r"[A-Za-z]:\\", "linux": r"[\s\"=]/\w", "darwin": r"[\s\"=]/\w"}
unix = pytest.mark.skipif(sys.platform == "win32", reason="a script of a shell")


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_has_a_file_to_click_that_names_no_place_outside_the_folder(system):
    start = start_file(system, PYTHON, shared=True)
    assert start.name.endswith(SYSTEMS[system])
    assert re.findall(A_PLACE[system], start.text) == []
    assert PYTHON.replace("/", "\\" if system == "win32" else "/") in start.text
    assert start.name in read_me(start, system)


def test_a_file_of_windows_ends_its_lines_as_windows_does():
    lines = start_file("win32", "program/python/python.exe", shared=False).text.split("\n")
    assert all(line.endswith("\r") for line in lines[:-1])


@unix
def test_what_is_started_finds_and_writes_nothing_but_the_folder(tmp_path):
    folder = tmp_path / "et andet sted"
    python = folder / PYTHON
    python.parent.mkdir(parents=True)
    start = start_file("linux", PYTHON, shared=True)
    for path, text in ((python, TELLS), (folder / start.name, start.text)):
        path.write_text(text)
        path.chmod(0o755)
    surroundings = {"PATH": "/usr/bin:/bin", "PYTHONHOME": "/elsewhere"}
    command = [folder / start.name, "--no-browser"]
    how = {"cwd": "/", "env": surroundings, "capture_output": True, "text": True}
    done = subprocess.run(command, check=True, **how)
    here, arguments, *told = done.stdout.splitlines()
    assert (here, done.stderr) == (str(folder), "")
    assert arguments == "-m borgerflow app --out data/results --no-browser"
    named = dict(line.split("=", 1) for line in told if "=" in line)
    for name in ("PYTHONPATH", "BORGERFLOW_CACHE", "MPLCONFIGDIR", "TMPDIR", "LD_LIBRARY_PATH"):
        assert named[name].startswith(f"{folder}/")
    assert "PYTHONHOME" not in named
    assert (folder / DATA / "results").is_dir()


def test_what_the_pages_need_is_carried_and_what_tests_need_is_not():
    names = {package.metadata["Name"].lower() for package in parts.needed_packages()}
    assert {"borgerflow", "numba", "llvmlite", "pandas", "flask", "waitress"} <= names
    assert not {"pytest", "mypy", "ruff", "playwright"} & names


def test_of_a_package_its_programs_and_tests_stay_here():
    (numpy,) = (p for p in parts.needed_packages() if p.metadata["Name"] == "numpy")
    places = [place for _, place in parts.files_of(numpy)]
    assert any(place.name == "METADATA" for place in places)
    assert any(place.parts == ("numpy", "__init__.py") for place in places)
    assert not any({"..", "tests"} & set(place.parts) for place in places)


def test_a_folder_that_is_there_is_refused(tmp_path, capsys):
    (tmp_path / "note.txt").write_text("mine")
    assert main(["app", "--portable", str(tmp_path), "--lang", "en"]) == 2
    assert "exists: expected the name of a new folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_copy_that_does_not_run_leaves_nothing_behind(tmp_path, monkeypatch, capsys):
    def half(folder):
        (folder / "program/python/bin").mkdir(parents=True)
        false = shutil.which("false")
        shutil.copy(false, folder / "program/python/bin/python3.11")
        return StartFile("Start borgerflow.sh", "")

    monkeypatch.setattr(making, "filled", half)
    assert main(["app", "--portable", str(tmp_path / "new"), "--lang", "da"]) == 2
    assert "Kopien kunne ikke starte" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_framework_of_macos_is_refused_with_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(parts, "is_framework", lambda: True)
    assert main(["app", "--portable", str(tmp_path / "new"), "--lang", "da"]) == 2
    assert "uv venv" in capsys.readouterr().err


@unix
def test_the_copy_of_python_is_whole_and_lies_as_python_expects(tmp_path, monkeypatch):
    library = tmp_path / "from" / "lib" / "python3.11"
    for name in ("os.py", "test/test_os.py", "site-packages/else.py"):
        (library / name).parent.mkdir(parents=True, exist_ok=True)
        (library / name).write_text("")
    program = tmp_path / "python3.11"
    program.write_text("")
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / "from"))
    monkeypatch.setattr(parts, "python_library", lambda: library)
    monkeypatch.setattr(parts, "python_program", lambda: program)
    monkeypatch.setattr(parts, "shared_library", lambda: None)
    made = making._copy_python(tmp_path / "to")
    assert made.relative_to(tmp_path).as_posix() == "to/bin/python3.11"
    copied = {p.relative_to(tmp_path / "to").as_posix() for p in (tmp_path / "to").rglob("*.py")}
    assert copied == {"lib/python3.11/os.py"}
