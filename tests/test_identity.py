"""The same question gives the same bytes, and a test that says so can fail."""

import contextlib
import inspect
import io
import json
import re
import textwrap

import pytest

from borgerflow.experiments.cli import main
from borgerflow.sim.engines.reference.citizens import Life
from borgerflow.sim.engines.reference.team_queues import TeamQueue
from tests.cli.terminal import typed_apart
from tests.engines import test_engines, test_queues
from tests.worlds.lived import lived, lived_plainly, made_people, same

ASKED = ("compare", "herning-syg02", "herning-oevr04", "--municipality", "modelkommune")
SHORT = ("--end", "2019-07-01", "--replications", 4, "--no-break-even", "--lang", "en", "--quiet")
TELLS_OF_ITS_RUN = "manifest.json"
IN_WORDS = re.compile(rb"\b[0-9.]+ s\b")
RUN_TIME = {
    ".txt": IN_WORDS,
    ".html": IN_WORDS,
    ".json": re.compile(rb'(?<="seconds": )[0-9.e+-]+'),
}


def asked(root, *options):
    """Return the bytes of every file of an answer by name, without what tells of its run."""
    with contextlib.redirect_stdout(io.StringIO()):
        assert main([str(word) for word in (*ASKED, *SHORT, "--out", root, *options)]) == 0
    return files_of(root)


def files_of(root):
    """Return the bytes of every file of the answer kept in a place, by name."""
    (manifest,) = root.rglob(TELLS_OF_ITS_RUN)
    assert json.loads(manifest.read_text())["files"]
    files = {path.name: content_of(path) for path in manifest.parent.iterdir()}
    del files[TELLS_OF_ITS_RUN]
    return files


def content_of(path):
    """Return the bytes of a file, the seconds of work replaced by a sign where it tells them."""
    content, told = path.read_bytes(), RUN_TIME.get(path.suffix)
    return content if told is None else told.sub(b"?", content)


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """Return the answer of one process."""
    return asked(tmp_path_factory.mktemp("usual"), "--workers", 1)


@pytest.mark.slow
def test_neither_workers_nor_the_order_of_dictionaries_change_a_byte(usual, tmp_path):
    """Of this process, and of one whose words are in another order, beside two workers."""
    place = ("--out", tmp_path, "--workers", 2, "--json")
    ended = typed_apart(*ASKED, *SHORT, *place, PYTHONHASHSEED="4711")
    assert (ended.code, ended.err) == (0, "")
    assert files_of(tmp_path) == usual
    assert json.loads(ended.out) == json.loads(usual["finding.json"])


@pytest.mark.slow
def test_another_seed_gives_other_bytes(usual, tmp_path):
    """The sister of the test above: what it compares does differ where lives do."""
    found = asked(tmp_path, "--workers", 1, "--seed", 2)
    differs = {name for name in usual if found[name] != usual[name]}
    assert differs >= {"finding.json", "tables.xlsx", "report.html"}


def change(monkeypatch, function, old, new):
    """Change one line of a function, wherever it has been imported."""
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(old) == 1
    changed = {}
    exec(source.replace(old, new), function.__globals__, changed)
    monkeypatch.setattr(function, "__code__", changed[function.__name__].__code__)


@pytest.mark.slow
def test_one_line_changed_in_one_engine_is_noticed(monkeypatch):
    change(monkeypatch, Life.live, "spell, follows, day)\n", "spell, follows, day + 1)\n")
    with pytest.raises(AssertionError, match=r"assert History\("):
        test_engines.test_both_engines_tell_the_same_history("modelkommune", 0.1, ())


def test_one_line_changed_in_one_engine_is_noticed_where_talks_queue(monkeypatch):
    """Talks of 45 minutes, an hour a day: what is left of a day is carried to the next."""
    tables, people = test_queues.office(60), made_people(5, scheme=test_queues.TALKED)
    assert same(lived(tables, people), lived_plainly(tables, people))
    change(
        monkeypatch, TeamQueue._work, "carried = minutes if self._waiting else 0\n", "carried = 0\n"
    )
    assert not same(lived(tables, people), lived_plainly(tables, people))
