"""What somebody at a terminal sees while a comparison runs: the number so far, and how long yet."""

import os
import re
import subprocess
import sys

import pytest
from terminal import HOUSE, SPOKEN

from borgerflow.experiments.cli import screen
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare import question as compare_question
from borgerflow.experiments.runs.pool import Forecast, Watcher, WorkerPool

HELD = """
import sys
from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.compare import question
from borgerflow.experiments.store import saving
live = question.run_pair
def held(*worlds, replication, **settings):
    if replication == 3:
        sys.stdin.readline()
    return live(*worlds, replication=replication, **settings)
question.run_pair, saving.pictures_of = held, lambda *_: {}
for line in sys.argv[1:]:
    main(line.split())
"""
ASKED = "compare herning-syg02 --no-break-even --end 2020-01-01 --replications 4 --workers 1 --lang"
SHOWN = re.compile(r"3/4 .* netto (\S+) \((\S+) til (\S+)\) 1\.000 kr\.")
MOVES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class AtTerminal:
    """Somebody who sees on a terminal of 80 letters what a process writes to standard error."""

    def __init__(self, *lines):
        pty = pytest.importorskip("pty", reason="terminals of Unix")
        self.seen, (self._screen, written) = "", pty.openpty()
        environment = {k: v for k, v in os.environ.items() if k not in SPOKEN}
        about = {"PYTHONPATH": str(HOUSE / "src"), "TERM": "xterm", "COLUMNS": "80"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", HELD, *lines],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=written,
            env=environment | about,
            text=True,
        )
        os.close(written)

    def reads_on(self):
        """Take in what is written next, and tell whether anything was."""
        try:
            more = os.read(self._screen, 1 << 16)
        except OSError:  # the last one who could write is gone
            more = b""
        self.seen += MOVES.sub("", more.decode(errors="replace"))
        return bool(more)

    def waits_for(self, sight):
        """Return what is seen of a pattern, as soon as it is."""
        while not sight.search(self.seen):
            assert self.reads_on(), self.seen
        return sight.search(self.seen)

    def answers(self):
        """Press Enter."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def ends(self):
        """Return what the process has printed when it has ended."""
        while self.reads_on():
            pass
        os.close(self._screen)
        return self.process.communicate()[0]


def ends_of(found):
    return [int(re.sub(r"[.,]", "", end)) for end in found.groups()[1:]]


@pytest.mark.slow
def test_the_first_number_is_there_after_three_replications_and_gets_narrower(empty_folder):
    person = AtTerminal(f"{ASKED} da")
    first = ends_of(person.waits_for(SHOWN))
    person.answers()
    printed = person.ends()
    assert "1.000 kr." not in printed.splitlines()[0]
    last = ends_of(re.search(SHOWN.pattern.replace("3/4", "4/4"), person.seen))
    assert first[0] <= last[0] < last[1] <= first[1]  # shown in whole thousands
    assert first != last
    assert "…" not in person.seen  # nothing is cut off


@pytest.mark.parametrize(
    ("lang", "said"),
    [("da", "netto -1.234 (-2.000 til -468) 1.000 kr."), ("en", "net -1,234 (-2,000 to -468) DKK")],
)
def test_a_saving_is_told_with_its_sign(lang, said):
    assert said in screen.net_so_far(Interval(-1_234_000.0, -2_000_000.0, -468_000.0)).text(lang)


@pytest.mark.parametrize("wanted", [True, False])
def test_where_nobody_watches_nothing_is_shown(capsys, wanted):
    with screen.progress(screen.REPLICATIONS, "en", wanted=wanted) as watcher:
        assert watcher is None
    assert capsys.readouterr() == ("", "")


def test_whoever_counts_alone_is_told_no_number():
    with WorkerPool(1, lambda done, total: None) as crew:
        assert compare_question.net_so_far(crew.watcher, None) is None


def test_the_line_of_progress_is_a_watcher():
    assert issubclass(screen.ProgressLine, Watcher)


def judged(moments, *rounds):
    """Return what is told of the units of rounds, each a total, one finished at each moment."""
    judging = Forecast(iter(moments).__next__)
    units = ((done, total) for total, numbers in rounds for done in numbers)
    return [judging.seconds_left(done, total) for done, total in units]


def test_what_is_left_is_judged_without_the_first_unit_and_told_once():
    moments = [30.0, 33.0, 36.0, 39.0]
    assert judged(moments, (20, range(1, 5))) == [None, 3.0 * 18, None, None]


def test_it_is_judged_by_seconds_not_by_a_moment():
    assert judged([1.0, 2.0, 3.0, 4.0], (103, range(1, 5))) == [None, None, 100.0, None]


def test_a_short_run_is_not_foretold():
    assert judged([1.0, 4.0, 7.0], (4, range(1, 4))) == [None, None, None]


def test_each_round_of_units_is_judged_by_itself():
    moments = [0.0, 0.0, 0.0, 100.0, 104.0]
    told = judged(moments, (3, range(1, 4)), (23, range(4, 6)))
    assert told == [None, None, None, None, 4.0 * 18]


@pytest.mark.parametrize(
    ("seconds", "da", "en"),
    [
        (45.2, "Omkring 45 sekunder tilbage", "About 45 seconds left"),
        (240, "Omkring 4 minutter tilbage", "About 4 minutes left"),
        (9000, "Omkring 2,5 timer tilbage", "About 2.5 hours left"),
    ],
)
def test_the_time_left_is_told_in_words(seconds, da, en):
    said = screen.time_left(2, 20, seconds)
    assert said.da == f"{da}: 2 af 20 er færdige."
    assert said.en == f"{en}: 2 of 20 are done."
