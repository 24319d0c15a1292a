"""A lane: tasks that wait for one runner, and the process of that runner."""

import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, Queue
from typing import Protocol

from borgerflow.app.work.runner import Handed, Task, Wish, Wished, serve
from borgerflow.app.work.told import Broken, Over, Told
from borgerflow.experiments.runs.pool import ENDED_EARLY

LOOKS_EVERY = 1.0  # seconds: whether the process is still there
Tell = Callable[[Told], None]


class Runner(Protocol):
    """What carries out one task at a time."""

    def carry_out(self, task: Task, tell: Tell) -> Over:
        """Return how a task ended; told of meanwhile."""

    def wish(self, wish: Wish) -> None:
        """Say what is to become of the task at work."""

    def close(self) -> None:
        """End, whatever is at work."""


class Apart:
    """A runner in a process of its own, begun again where it has ended.

    One that gives way leaves the processor to others while they want it.
    """

    def __init__(self, warm: Task | None = None, *, gives_way: bool = False) -> None:
        self._warm, self._gives_way = warm, gives_way
        self._number = 0
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def begin(self) -> None:
        """Have the process begin, and load what it needs, before the first task."""
        context = multiprocessing.get_context("spawn")
        self._connection, there = context.Pipe()
        self._process = context.Process(target=serve, args=(there, self._warm, self._gives_way))
        self._process.start()
        there.close()

    def carry_out(self, task: Task, tell: Tell) -> Over:
        """Return how a task ended; told of meanwhile."""
        if self._process is None or not self._process.is_alive():
            self.begin()
        connection = self._connection
        assert connection is not None
        self._number += 1
        try:
            connection.send(Handed(self._number, task))
            while True:
                told = self._heard(connection)
                if isinstance(told, Over):
                    return told
                tell(told)
        except (EOFError, OSError):
            self.close()  # what has just ended may still seem alive
            return Broken(ENDED_EARLY)

    def _heard(self, connection: Connection) -> Told:
        """Return what is told next.

        Raises
        ------
        EOFError
            If the process has ended.
        """
        while not connection.poll(LOOKS_EVERY):
            if self._process is None or not self._process.is_alive():
                raise EOFError
        told: Told = connection.recv()
        return told

    def wish(self, wish: Wish) -> None:
        """Say what is to become of the task at work; of one that has ended, nothing is."""
        if self._connection is not None:
            try:
                self._connection.send(Wished(self._number, wish))
            except OSError:
                return

    def close(self) -> None:
        """End the process, whatever is at work."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()


@dataclass(frozen=True)
class Waiting:
    """A task in a lane: what is told of it, and what follows when it is over."""

    key: str
    task: Task
    tell: Tell
    then: Callable[[Over], None]


class Lane:
    """One thread that hands tasks to one runner, first come first served."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.at_work: str | None = None  # the key of the task
        self._waiting: Queue[Waiting] = Queue()
        self._left_out: set[str] = set()
        self._closed = threading.Event()
        threading.Thread(target=self._go_on, daemon=True).start()

    def put(self, waiting: Waiting) -> None:
        """Have a task wait until it is its turn."""
        self._left_out.discard(waiting.key)
        self._waiting.put(waiting)

    def leave_out(self, key: str) -> None:
        """Have a task that still waits never begin."""
        self._left_out.add(key)

    def before(self, key: str) -> int:
        """Return how many tasks come before one that waits, the one at work among them."""
        keys = [each.key for each in tuple(self._waiting.queue)]
        ahead = keys.index(key) if key in keys else 0
        return ahead + (self.at_work is not None)

    @property
    def length(self) -> int:
        """Return how many tasks wait."""
        return self._waiting.qsize()

    def close(self) -> None:
        """Take no more tasks, and end what is at work."""
        self._closed.set()
        self.runner.close()

    def _go_on(self) -> None:
        while not self._closed.is_set():
            try:
                waiting = self._waiting.get(timeout=LOOKS_EVERY)
            except Empty:
                continue
            if waiting.key in self._left_out:
                self._left_out.discard(waiting.key)
                continue
            self.at_work = waiting.key
            how = self.runner.carry_out(waiting.task, waiting.tell)
            self.at_work = None
            if not self._closed.is_set():
                waiting.then(how)
