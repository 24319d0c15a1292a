"""What stands in for the simulation: whoever would let people live ends there.

Everything before it is real: the reading of options and files, their checks, worlds, plans, and
where results would lie. So thousands of inputs can be tried in minutes.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from borgerflow.app import served
from borgerflow.app.portable import making
from borgerflow.experiments.cli import groups
from borgerflow.experiments.questions.batch import cluster, workers
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.store import kept
from borgerflow.sim.engines.simulate import simulate
from borgerflow.sim.params.reading import forms

HANDFUL = 0.002  # of the citizens


class AskedError(BaseException):
    """The simulation was asked for an answer: the input was taken."""


class AnswersEndedError(BaseException):
    """Whoever was asked step by step has no more answers."""


class Answers:
    """Standard input: lines, and then nobody."""

    def __init__(self, lines):
        self._lines = iter(lines)

    def readline(self, _size=-1):
        """Return the next line."""
        for each in self._lines:
            return f"{each}\n"
        raise AnswersEndedError

    def isatty(self):
        return False

    def fileno(self):
        raise OSError


def asked(*_, **__):
    raise AskedError


def remembering(taken, usual):
    """Return what looks an answer up as usual, and remembers what would be kept of the question."""

    def look_up(question, *given, **named):
        taken.append(str(question.inputs()))
        return usual(question, *given, **named)

    return look_up


async def unreached(_address):
    raise OSError("no cluster answers here")


@contextmanager
def nothing_simulated() -> Iterator[list[str]]:
    """Let nobody live, and nothing be fetched from a network; give the questions taken."""
    engine, taken = sys.modules[simulate.__module__], list[str]()
    with ExitStack() as stack:
        for home, name, other in (
            (kept, "load_or_compute", remembering(taken, kept.load_or_compute)),
            (engine, "_run", asked),
            (WorkerPool, "run", asked),
            (workers.WorkerProcesses, "submit", asked),
            (cluster, "_greet", unreached),
        ):
            stack.enter_context(patch.object(home, name, other))
        yield taken


@contextmanager
def nothing_served() -> Iterator[None]:
    """Open no pages, and copy no program: whoever would, ends there."""
    with patch.object(served, "served", asked), patch.object(making, "portable_folder", asked):
        yield


@contextmanager
def quickly() -> Iterator[None]:
    """Keep no reading of a spoilt file."""
    with patch.object(forms, "cache_reading", lambda *_: None):
        yield


@contextmanager
def few_simulated() -> Iterator[list[str]]:
    """Let a handful of people live instead, once, so that an answer is kept and shown."""
    run = groups.Simulation.run

    def tiny(self):
        return {**run(self), "population": HANDFUL, "replications": 1}

    with patch.object(groups.Simulation, "run", tiny):
        yield []
