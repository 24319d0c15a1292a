"""Linux, macOS and Windows: what only one of them has is not needed, and files are alike on all.

Nothing here runs on Windows; it is imitated by taking away what Windows does not have.
"""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from borgerflow.experiments.questions.batch import tasks, text
from borgerflow.experiments.runs import pool
from borgerflow.sim.base.files import write_text
from tests.code_read import MODULES

HOUSE = Path(__file__).resolve().parent.parent
ON_WINDOWS = """
import errno, os, shutil, signal, sys
import fcntl as rights

for name in ("fcntl", "grp", "pwd", "resource", "syslog", "termios"):
    sys.modules[name] = None
for name in ("SIGHUP", "SIGKILL", "SIGSTOP", "SIGCONT", "SIGUSR1", "SIGALRM", "SIGPIPE"):
    delattr(signal, name)
for name in ("fork", "getuid", "killpg", "sched_getaffinity", "waitid"):
    delattr(os, name)
shutil._use_fd_functions = False  # which open folders
opening, syncing, renaming = os.open, os.fsync, os.rename

def open_no_folder(path, *how, **more):
    if os.path.isdir(path):
        raise PermissionError(errno.EACCES, "Permission denied", path)
    return opening(path, *how, **more)

def sync_what_is_written(handle):
    if rights.fcntl(handle, rights.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, "Bad file descriptor")
    syncing(handle)

def rename_over_nothing(path, target):
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "File exists", target)
    renaming(path, target)

os.open, os.fsync, os.rename = open_no_folder, sync_what_is_written, rename_over_nothing
"""
IMPORTED_AND_SAVED = """
import importlib, pkgutil
from pathlib import Path
import pandas as pd
import borgerflow

for module in pkgutil.walk_packages(borgerflow.__path__, "borgerflow."):
    if not module.name.endswith(".cluster"):  # Dask itself knows the system by other signs
        importlib.import_module(module.name)

from borgerflow.experiments.questions.batch.parts import working_folder
from borgerflow.experiments.store import results
from borgerflow.sim.base.files import write_text, write_whole

root, table = Path(sys.argv[1]), pd.DataFrame({"kroner": [1.5]})

def save():
    hello = {"finding.txt": lambda path: write_text(path, "hello")}
    return results.save(root, "study", {}, tables={"t": table}, documents=hello, about={})

folder, aside = save()
assert aside is None
(folder / "finding.txt").write_text("a remark")
again, aside = save()
assert (again, aside.name) == (folder, folder.name + ".changed-1")
assert results.load(folder).text("finding.txt") == "hello"
rests_on = {"params": {}, "code": "a", "versions": {}}
with working_folder(root / "study", {}, rests_on) as parts:
    write_whole(parts / "a.parquet", b"a")
print("saved")
"""


def on_windows(script, *arguments):
    """Run a script in a process of its own, without what Windows does not have."""
    return subprocess.run(
        [sys.executable, "-c", ON_WINDOWS + script, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(HOUSE / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_every_module_is_imported_and_a_result_saved_as_on_windows(tmp_path):
    ended = on_windows(IMPORTED_AND_SAVED, tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "saved\n"), ended.stderr


@pytest.mark.parametrize(
    "needs", ["import fcntl", "import os; os.open('.', os.O_RDONLY)", "import os; os.fork()"]
)
def test_what_needs_another_system_is_seen(needs):
    assert on_windows(needs).returncode == 1


def test_a_text_is_written_as_the_bytes_it_is(tmp_path):
    write_text(tmp_path / "a", "æ\nø\n")
    assert (tmp_path / "a").read_bytes() == "æ\nø\n".encode()


def test_a_new_text_is_not_written_over_another(tmp_path):
    write_text(tmp_path / "a", "old")
    with pytest.raises(FileExistsError):
        write_text(tmp_path / "a", "new", new=True)
    assert (tmp_path / "a").read_text() == "old"


WRITING = re.compile(r"write_text|open|to_csv|savefig|TemporaryFile")


def text_writers(code):
    """Return the lines in which a text is written with the line ends of the system."""
    tree = ast.walk(ast.parse(code if WRITING.search(code) else ""))
    return [node.lineno for node in tree if isinstance(node, ast.Call) and writes_text(node)]


def writes_text(call):
    named = call.func
    name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
    keywords = {each.arg for each in call.keywords}
    if name == "to_csv":
        return "lineterminator" not in keywords
    if name == "savefig":
        return "format" not in keywords  # into a buffer
    if name in {"open", "fdopen", "NamedTemporaryFile", "TemporaryFile"}:
        given = [*call.args, *(each.value for each in call.keywords)]
        words = (word for each in given for word in ast.walk(each))
        modes = (word.value for word in words if isinstance(word, ast.Constant))
        return any(re.fullmatch(r"(?=.*[wax+])[rwaxt+]+", str(mode)) for mode in modes)
    return isinstance(named, ast.Attribute) and name == "write_text"


def test_no_text_is_written_with_the_line_ends_of_the_system():
    codes = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    strays = {name: text_writers(code) for name, code in codes.items()}
    assert {name: lines for name, lines in strays.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "path.write_text(text)",
        "path.open('w')",
        "open(path, mode='at')",
        "path.open('x', encoding='utf-8')",
        "open(path, 'r+')",
        "open(path, 'x' if new else 'w')",
        "table.to_csv(path)",
        "figure.savefig(path)",
    ],
)
def test_a_text_written_so_is_seen(line):
    assert text_writers(line) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "write_text(path, text)",
        "path.open('rb')",
        "open(path)",
        "path.open('xb')",
        "webbrowser.open(u)",
    ],
)
def test_what_writes_no_text_is_not_seen(line):
    assert text_writers(line) == []


def test_without_a_count_of_memory_the_forecast_is_told_without_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    assert tasks._peak_bytes() is None
    told = text.forecast(12, 600.0, 2, None)
    assert told.en == "12 tasks are left: about 10 minutes with 2 workers."
    assert told.da == "12 opgaver er tilbage: omkring 10 minutter med 2 processer."
    told = text.forecast(12, 600.0, 1, 250_000_000)
    assert told.en == "12 tasks are left: about 10 minutes with 1 worker, each using 0.2 GB."


def test_windows_is_asked_for_no_more_processes_than_it_can_wait_for(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pool.WorkerProcesses(200) as processes:
        assert processes.count == 61
