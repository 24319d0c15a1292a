"""The same question gives the same bytes, and a test that says so can fail."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from tests.cli.terminal import HOUSE, typed_apart

ASKED = ("compare", "herning-syg02", "herning-oevr04", "--municipality", "modelkommune")
SHORT = ("--end", "2019-07-01", "--replications", 4, "--no-break-even", "--lang", "en", "--quiet")
TELLS_OF_ITS_RUN = "manifest.json"
RUN_TIME = re.compile(rb"\b[0-9.]+ s\b")


def asked(root, *options, **settings):
    """Return the bytes of every file of an answer by name, without what tells of its run."""
    ended = typed_apart(*ASKED, *SHORT, "--out", root, *options, **settings)
    assert (ended.code, ended.err) == (0, "")
    (manifest,) = root.rglob(TELLS_OF_ITS_RUN)
    assert json.loads(manifest.read_text())["files"]
    files = {path.name: content_of(path) for path in manifest.parent.iterdir()}
    del files[TELLS_OF_ITS_RUN]
    return files


def content_of(path):
    """Return the bytes of a file, the seconds of work replaced by a sign where it tells them."""
    content = path.read_bytes()
    return RUN_TIME.sub(b"? s", content) if path.suffix in {".txt", ".html"} else content


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """Return the answer of one process."""
    return asked(tmp_path_factory.mktemp("usual"), "--workers", 1, PYTHONHASHSEED="0")


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_workers_gives_the_same_bytes(usual, tmp_path, workers):
    assert asked(tmp_path, "--workers", workers) == usual


@pytest.mark.slow
@pytest.mark.parametrize("hash_seed", ["1", "4711"])
def test_another_order_of_dictionaries_gives_the_same_bytes(usual, tmp_path, hash_seed):
    assert asked(tmp_path, "--workers", 1, PYTHONHASHSEED=hash_seed) == usual


@pytest.mark.slow
def test_another_seed_gives_other_bytes(usual, tmp_path):
    """The sister of the tests above: what they compare does differ where lives do."""
    found = asked(tmp_path, "--workers", 1, "--seed", 2)
    differs = {name for name in usual if found[name] != usual[name]}
    assert differs >= {"finding.json", "tables.xlsx", "report.html"}


SAME_HISTORY = "tests/engines/test_engines.py::test_both_engines_tell_the_same_history"
SAME_QUEUES = (
    "tests/worlds/test_random_worlds.py"
    "::test_both_engines_tell_the_same_histories_where_talks_queue"
)
MORE_SPELLS = (", -1, ordinal + 1\n", ", -1, ordinal + 2\n")
SHORTER_TALKS = ("minutes -= used[0]\n", "minutes -= 1\n")
NO_CARRYING = ("carried = minutes if self._waiting else 0\n", "carried = 0\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "change", "compares"),
    [
        ("reference/citizens", MORE_SPELLS, SAME_HISTORY),
        ("compiled/citizens", MORE_SPELLS, SAME_HISTORY),
        ("reference/teams", NO_CARRYING, SAME_QUEUES),
        ("compiled/teams", SHORTER_TALKS, SAME_QUEUES),
    ],
)
def test_one_line_changed_in_one_engine_is_noticed(tmp_path, engine, change, compares):
    """In a copy of the house in which one engine does one thing otherwise."""
    left = shutil.ignore_patterns(".*", "__pycache__", "results", "docs", "benchmarks")
    house = shutil.copytree(HOUSE, tmp_path / "house", ignore=left, symlinks=True)
    path = house / "sim" / "engines" / f"{engine}.py"
    rules = path.read_text(encoding="utf-8")
    assert rules.count(change[0]) == 1
    path.write_text(rules.replace(*change), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", compares],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert re.search(r"^1 failed in ", told, re.M), told
    assert re.search(r"assert (History\(|False)", told), told
