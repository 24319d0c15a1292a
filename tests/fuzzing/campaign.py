"""Many inputs in one process: each is made by a seed and its number, typed, and judged."""

import io
import os
import signal
import tempfile
import time
import traceback
from collections import Counter
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import typer

from borgerflow.experiments import cli
from borgerflow.experiments.cli import commands
from borgerflow.sim.base.cache import cache_folder
from tests.fuzzing import lines, papers
from tests.fuzzing.hand import Hand
from tests.fuzzing.rules import REFUSED, Ended, faults_of
from tests.fuzzing.stand_in import (
    Answers,
    AnswersEndedError,
    AskedError,
    few_simulated,
    nothing_simulated,
    quickly,
)
from tests.fuzzing.yard import Disk, Yard

LANGUAGES = ("da", "en")
ENDLESS = 120  # seconds of processor time after which an input has no end, on any machine
OF_WHOEVER_TYPES = ("BORGERFLOW_PARAMS", "BORGERFLOW_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG")
PARAMS = "what is held true"
# What takes a file of a kind, and the words before and after it.
TAKEN = {
    "spells in CSV": (papers.spells_csv, (("settle", "{}"), ("explain", "{}", "--citizen", "7"))),
    "spells in Excel": (papers.spells_xlsx, (("settle", "{}"), ("explain", "{}", "--citizen=7"))),
    "spells in Parquet": (
        papers.spells_parquet,
        (("settle", "{}"), ("explain", "{}", "--citizen=8")),
    ),
    "a proposal": (
        papers.proposal,
        (
            *(("proposals", "show", "{}"), ("proposals", "check", "--read-only", "{}")),
            *(("proposals", "check", "{}"), ("compare", "{}"), ("breakeven", "{}")),
            *(("portfolio", "{}"), ("trace", "3", "{}")),
            ("compare", "herning-syg02", "--baseline", "{}"),
        ),
    ),
    "a workbook": (papers.proposal_workbook, (("proposals", "new", "--from", "{}"),)),
    "a study": (papers.study, (("batch", "{}"), ("batch", "{}", "--replication", "0"))),
    "a study of talks": (papers.contact_study, (("contacts", "{}"),)),
    "effects of talks": (
        papers.effects,
        (("contacts", "--scheme", "dagpenge", "--rhythm", "4/year", "--effects", "{}"),),
    ),
    "a municipality": (
        papers.municipality,
        (
            *(("run", "--municipality", "{}"), ("trace", "3", "--municipality", "{}")),
            ("contacts", "--scheme=dagpenge", "--every=4", "--municipality", "{}"),
            *(("compare", "herning-syg02", "--municipality", "{}"), ("cases", "--in", "{}")),
        ),
    ),
}
OPTIONS, DIALOGUE, LIVED = "options alone", "a dialogue", "lives of a few"
TAKEN[PARAMS] = papers.params, (("check", "--params", "{}"), ("run", "--params", "{}"))
TAKEN[LIVED] = (
    papers.proposal_of_odd_texts,
    (("compare", "{}", "--no-break-even", "--workers=1"), ("breakeven", "{}", "--workers=1")),
)
OFTEN = {
    **dict.fromkeys(TAKEN, 6),
    **{
        PARAMS: 1,
        LIVED: 0.2,
        "spells in CSV": 12,
        "a proposal": 14,
        OPTIONS: 34,
        DIALOGUE: 2,
        "spells in Parquet": 4,
    },
}


@dataclass(frozen=True)
class Input:
    """What is typed, in which language, and what is answered when somebody asks."""

    kind: str
    typed: list[str]
    lang: str
    answers: list[str]


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


TREE = list(lines.leaves(typer.main.get_command(commands.app)))
COMMANDS = dict(TREE)


def made(hand, folder):
    """Return an input, and put its file in a folder."""
    (kind,) = hand.choices(list(OFTEN), list(OFTEN.values()))
    answers = [hand.choice(("", "", "-", hand.word())) for _ in range(60)]
    if kind == OPTIONS:
        typed = lines.line(hand, *hand.choice(TREE))
    elif kind == DIALOGUE:
        typed = ["proposals", "new", *([lines.value_for(hand, ["id"])] * hand.happens(0.5))]
    else:
        write, ways = TAKEN[kind]
        path, way = write(hand, folder).relative_to(folder.parent), hand.choice(ways)
        words = [word.format(path) for word in way]
        typed = lines.with_options(hand, words, command_of(words))
    return Input(kind, typed, hand.choice(LANGUAGES), answers)


def command_of(words):
    """Return the command that some words begin with."""
    return next(COMMANDS[path] for path in (tuple(words[:2]), tuple(words[:1])) if path in COMMANDS)


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
            with lives, patch("sys.stdin", Answers(given.answers)), spoken(given.lang), ending():
                code = code_of(given.typed)
        seconds = time.process_time() - began
        outside = {path for path in self.disk.paths if self._is_outside(path)}
        return Ended(code, said(out), said(err), seconds, outside=outside)

    def _is_outside(self, path):
        homes = (self.yard.top, cache_folder(), "/dev/null", tempfile.gettempdir() + "/borgerflow-")
        return "__pycache__" not in path and not path.startswith(tuple(map(str, homes)))


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
    named = [b for a, b in zip(typed, typed[1:], strict=False) if a in ("--out", "--xlsx")]
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


def kept_for_later(one, seed, folder, yard):
    """Keep an input that breaks a rule, with its files, and what was wrong, for whoever mends it."""
    home = folder / f"{seed}-{one.number}"
    home.mkdir(parents=True, exist_ok=True)
    for path in (yard / "a" / "b" / "here" / "inputs").iterdir():
        (home / path.name).write_bytes(path.read_bytes())
    lines_of = [
        *one.faults,
        repr(one.given),
        f"out: {one.ended.out[:2000]}",
        f"err: {one.ended.err}",
    ]
    text = "\n".join(lines_of)
    (home / "what.txt").write_text(text, encoding="utf-8", errors="backslashreplace")
    return home


class Tally:
    """What became of many inputs, as figures."""

    def __init__(self):
        self.kinds, self.commands, self.codes = Counter(), Counter(), Counter()
        self.seconds = 0.0
        self.slowest = self.longest = None
        self.broken = []

    def add(self, one):
        self.kinds[one.given.kind] += 1
        self.commands[one.command or "(none)"] += 1
        self.codes[str(one.ended.code)] += 1
        self.seconds += one.ended.seconds
        if self.slowest is None or one.ended.seconds > self.slowest.ended.seconds:
            self.slowest = one
        if one.ended.code == REFUSED:
            if self.longest is None or len(one.ended.err) > len(self.longest.ended.err):
                self.longest = one
        if one.faults:
            self.broken.append(one)

    def text(self):
        """Return the figures as people read them."""
        rows = [
            f"{sum(self.kinds.values())} inputs in {self.seconds:.0f} s of processor time",
            "exits: " + listed(self.codes),
            "kinds: " + listed(self.kinds),
            "commands: " + listed(self.commands),
        ]
        if self.slowest:
            rows.append(f"slowest: {self.slowest.number}, {self.slowest.ended.seconds:.2f} s")
        if self.longest:
            err = self.longest.ended.err
            rows.append(f"longest refusal: {self.longest.number}, {len(err)} letters: {err[:200]}")
        rows.append(f"{len(self.broken)} break a rule")
        return "\n".join(rows)


def listed(counts):
    return ", ".join(f"{name} {times}" for name, times in counts.most_common())
