"""One process that carries out one task after the other, and hears when it is to stop.

The modules and the compiled code that a task needs are loaded once, before the first is handed
over, so that an answer does not wait for them.
"""

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pkgutil import resolve_name
from typing import Literal, Protocol

from borgerflow.app.work.told import (
    Broken,
    Compiling,
    Dropped,
    Moved,
    Over,
    Refused,
    Seen,
    SoFar,
    Stopped,
)
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.runs.pool import follow_parent
from borgerflow.experiments.store.kept import StoppedEarly
from borgerflow.sim.base.errors import BorgerflowError, InputError
from borgerflow.sim.base.texts import told as safe
from borgerflow.sim.base.wording import Wording

Wish = Literal["stop", "drop"]  # keep what is finished; keep nothing
NOTIFYING = "borgerflow.sim.base.compiling:notifying"
LONGEST_FAULT = 200
GIVING_WAY = 10  # steps: of a processor that both want, others have some nine tenths


class UnwantedError(Exception):
    """Nobody asks any longer for what is at work."""


class Task(Protocol):
    """Something to carry out in a process of its own; it travels there."""

    def carry_out(self, watcher: "Watch") -> Over:
        """Return how it ended; whoever waits is told meanwhile."""


@dataclass(frozen=True)
class Handed:
    """A task with its number, by which a wish that comes too late is known."""

    number: int
    task: Task


@dataclass(frozen=True)
class Wished:
    """What is to become of the task of a number."""

    number: int
    wish: Wish


class Watch:
    """Who is told how far a task is, and hears between two replications what is wished of it."""

    def __init__(self, tell: Callable[[object], None], wished: Callable[[], Wish | None]) -> None:
        self._tell, self._wished = tell, wished

    def __call__(self, done: int, total: int) -> None:
        """Take in what is done.

        Raises
        ------
        KeyboardInterrupt
            If the task is to stop and to keep what is finished.
        UnwantedError
            If nobody asks for it any longer.
        """
        self._tell(Moved(done, total))
        wish = self._wished()
        if wish == "stop":
            raise KeyboardInterrupt
        if wish == "drop":
            raise UnwantedError

    def so_far(self, net: Interval) -> None:
        """Take in what the replications that are done come to."""
        self._tell(SoFar(net))

    def seen(self, report: str, replications: int) -> None:
        """Take in the report of an answer that is not whole yet."""
        self._tell(Seen(report, replications))


def serve(connection: Connection, warm: Task | None = None, gives_way: bool = False) -> None:
    """Carry out what is handed over until the process that hands it over is gone."""
    follow_parent()
    if gives_way and hasattr(os, "nice"):  # not on Windows
        os.nice(GIVING_WAY)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    notifying = resolve_name(NOTIFYING)  # slow to load, and for this process alone
    with notifying(lambda _: connection.send(Compiling())):
        if warm is not None:
            ended(warm, Watch(lambda _: None, lambda: None))
        _carry_out_what_comes(connection)


def _carry_out_what_comes(connection: Connection) -> None:
    while True:
        try:
            came = connection.recv()
        except EOFError:
            return
        if isinstance(came, Handed):
            watch = Watch(connection.send, partial(_wish, connection, came.number))
            connection.send(ended(came.task, watch))


def _wish(connection: Connection, number: int) -> Wish | None:
    """Return what is wished of the task of a number, if anything is; older wishes are void."""
    while connection.poll():
        came = connection.recv()
        if isinstance(came, Wished) and came.number == number:
            return came.wish
    return None


def ended(task: Task, watch: Watch) -> Over:
    """Return how a task ended, whatever became of it."""
    try:
        return task.carry_out(watch)
    except UnwantedError:
        return Dropped()
    except KeyboardInterrupt as stopped:
        folder = stopped.folder if isinstance(stopped, StoppedEarly) else None
        return Stopped(folder)
    except BorgerflowError as refused:
        by_us = isinstance(refused, InputError)
        return Refused(refused.said) if by_us else Broken(refused.said)
    except Exception as fault:
        return Broken(_our_fault(fault))


def _our_fault(fault: Exception) -> Wording:
    if os.environ.get("BORGERFLOW_DEBUG") == "1":
        traceback.print_exc()
    what = safe(" ".join(f"{type(fault).__name__}: {fault}".split()))[:LONGEST_FAULT]
    return Wording(
        f"borgerflow stødte på en programfejl ({what}). Meld den gerne sammen med det, du spurgte"
        " om.",
        f"borgerflow made a mistake of its own ({what}). Please report it with what you asked.",
    )
