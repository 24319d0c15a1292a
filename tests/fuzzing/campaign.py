"""Many inputs in one process: each is made by a seed and its number, typed, and judged."""

import io
import os
import signal
import tempfile
import time
import traceback
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import util
from pathlib import Path
from unittest.mock import patch

from borgerflow.experiments import cli
from borgerflow.sim.base.cache import cache_folder
from tests.fuzzing.hand import Hand
from tests.fuzzing.inputs import LIVED, TREE, Input, made
from tests.fuzzing.rules import Ended, faults_of
from tests.fuzzing.stand_in import (
    Answers,
    AnswersEndedError,
    AskedError,
    few_simulated,
    nothing_served,
    nothing_simulated,
    quickly,
)
from tests.fuzzing.yard import Disk, Yard

ENDLESS = 120  # seconds of processor time after which an input has no end, on any machine
OF_WHOEVER_TYPES = ("BORGERFLOW_PARAMS", "BORGERFLOW_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True)
class Tried:
    """One input, how it ended, and what was wrong."""

    number: int
    given: Input
    ended: Ended
    faults: list[str]

    @property
    def command(self):
        """Return the words of the command."""
        known = {word for path, _ in TREE for word in path}
        return " ".join(word for word in self.given.typed[:2] if word in known)


class Campaign:
    """Inputs one after the other in a yard. ``seed`` and the number of an input make it again."""

    def __init__(self, seed, yard):
        self.seed = seed
        self.yard = yard
        self.disk = Disk()

    def try_one(self, number):
        """Return one input, typed and judged; the yard is as it was."""
        hand = Hand(f"{self.seed}/{number}")
        given = made(hand, self.yard.here / "inputs")
        before = self.yard.content()
        ended = self._typed(given)
        after = self.yard.content()
        ended.new = {path: raw for path, raw in after.items() if path not in before}
        ended.lost = {path for path, raw in before.items() if after.get(path, b"gone") != raw}
        ended.planted = hand.planted
        ended.results = places_for_results(given.typed, self.yard.here)
        return Tried(number, given, ended, faults_of(ended))

    def _typed(self, given):
        out, err = screen(), screen()
        began = time.process_time()
        with self.disk.watching(), redirect_stdout(out), redirect_stderr(err):
            lives = few_simulated() if given.kind == LIVED else nothing_simulated()
            with (
                lives as taken,
                nothing_served(),
                patch("sys.stdin", Answers(given.answers)),
                spoken(given.lang),
                ending(),
            ):
                code = code_of(given.typed)
        seconds = time.process_time() - began
        outside = {path for path in self.disk.paths if self._is_outside(path)}
        return Ended(code, said(out), said(err), seconds, taken, outside=outside)

    def _is_outside(self, path):
        """Tell whether a path lies neither here nor where programs keep what is theirs.

        That is the cache, compiled Python, the fonts that are drawn with, passing files, and the
        folder in which workers are reached, which goes when this process does.
        """
        homes = (str(self.yard.top), str(cache_folder()), util.get_temp_dir(), "/dev/null")
        own = path.startswith(homes) or "__pycache__" in path or "/matplotlib" in path
        passed = path.startswith(tempfile.gettempdir()) and not os.path.lexists(path)
        return not (own or passed)


def code_of(typed):
    """Return the exit code of a command; what was taken by the simulation is done."""
    try:
        return cli.main(typed)
    except (AskedError, AnswersEndedError):
        return 0
    except BaseException as error:
        traceback.print_exc()
        return error


def screen():
    """Return what a terminal or a pipe is: text over bytes."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline="")


def said(terminal):
    terminal.flush()
    return terminal.buffer.getvalue().decode("utf-8", "surrogateescape")


@contextmanager
def spoken(lang):
    """Have the system speak a language, and nothing else chosen by the surroundings."""
    environment = {k: v for k, v in os.environ.items() if k not in OF_WHOEVER_TYPES}
    with patch.dict(os.environ, {**environment, "BORGERFLOW_LANG": lang}, clear=True):
        yield


@contextmanager
def ending():
    """End what has no end."""

    def stop(*_):
        raise EndlessError

    usual = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, usual)


class EndlessError(BaseException):
    """An input took longer than any may."""


def places_for_results(typed, here):
    """Return where results may lie after what was typed."""
    named = [b for a, b in pairwise(typed) if a in ("--out", "--xlsx")]
    named += [w.partition("=")[2] for w in typed if w.startswith(("--out=", "--xlsx="))]
    # In front of a surrogate or such there is no path; nothing is written there either.
    homes = (here / "results", here / "proposals", *(here / name for name in named if name))
    return tuple(Path(os.path.normpath(home)) for home in homes)


@contextmanager
def campaign(seed, top):
    """Give a campaign in a folder, in which one stands."""
    yard, usual = Yard(Path(top)), os.getcwd()
    with ExitStack() as stack:
        stack.enter_context(quickly())
        os.chdir(yard.here)
        stack.callback(os.chdir, usual)
        yield Campaign(seed, yard)


def tried(seed, numbers, top, seen=lambda one: None):
    """Yield the inputs of some numbers, tried; each is seen before the yard is tidied."""
    with campaign(seed, top) as trying:
        for number in numbers:
            one = trying.try_one(number)
            seen(one)
            trying.yard.tidy()
            yield one
