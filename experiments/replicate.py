"""Replications over processes: the same results whatever the number of workers.

A crew of workers holds worlds by name and is asked for one task per replication. Each world
travels once (a file that a worker reads when first asked for it), tasks are small, and
results come back in replication order whichever finishes first. With one worker there are
no processes at all.
"""

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sim.errors import BorgerflowError, InputError

WORLDS_KEPT = 3  # per worker: baseline, investment and the variant being tried

Result = TypeVar("Result")
Progress = Callable[[int, int], None]  # replications done, replications known of so far


class Interrupted(KeyboardInterrupt):
    """The user stopped; ``finished`` holds the results there were, by replication.

    A question that can answer from them leaves its answer in ``finding``.
    """

    def __init__(self, finished: Mapping[int, object]) -> None:
        super().__init__(f"Interrupted with {len(finished)} replications finished.")
        self.finished = dict(finished)
        self.finding: object = None


class Crew:
    """Workers that run one task per replication on worlds they hold.

    Parameters
    ----------
    workers : int, optional
        How many processes; all cores by default; 1 means this process alone.
    progress : callable, optional
        Called with replications done and replications known of, as each finishes.
    """

    def __init__(self, workers: int | None = None, progress: Progress | None = None) -> None:
        self.workers = cores() if workers is None else workers
        if self.workers < 1:
            raise InputError(f"workers is {self.workers}: expected 1 or more.")
        self._progress = progress
        self._done = 0
        self._total = 0
        self._shelf = tempfile.TemporaryDirectory(prefix="borgerflow-")
        self._held: list[object] = []
        self._pool: ProcessPoolExecutor | None = None
        self._strangers = set(multiprocessing.active_children())

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Send the workers home; at once when leaving by an exception."""
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)
            if kind is not None:
                self._stop_workers()
        self._shelf.cleanup()

    def hold(self, world: object) -> int:
        """Return the number under which the workers will find a world."""
        number = len(self._held)
        if self.workers > 1:
            self._path(number).write_bytes(pickle.dumps(world))
            self._held.append(None)
        else:
            self._held.append(world)
        return number

    def run(
        self,
        task: Callable[..., Result],
        worlds: Sequence[int],
        replications: Sequence[int],
        finished: dict[int, Result] | None = None,
        **settings: Any,
    ) -> list[Result]:
        """Return ``task(*worlds, replication=r, **settings)`` for each replication, in order.

        Parameters
        ----------
        finished : dict, optional
            Where results are put as they come, for whoever must know after an interruption.

        Raises
        ------
        Interrupted
            When the user stops; it carries the results that were finished.
        """
        self._total += len(replications)
        finished = {} if finished is None else finished
        try:
            if self.workers > 1:
                self._run_apart(task, worlds, replications, settings, finished)
            else:
                self._run_here(task, worlds, replications, settings, finished)
        except KeyboardInterrupt:
            raise Interrupted(finished) from None
        return [finished[replication] for replication in replications]

    def _run_here(
        self,
        task: Callable[..., Result],
        worlds: Sequence[int],
        replications: Sequence[int],
        settings: Mapping[str, Any],
        finished: dict[int, Result],
    ) -> None:
        held = [self._held[number] for number in worlds]
        for replication in replications:
            finished[replication] = task(*held, replication=replication, **settings)
            self._tell()

    def _run_apart(
        self,
        task: Callable[..., Result],
        worlds: Sequence[int],
        replications: Sequence[int],
        settings: Mapping[str, Any],
        finished: dict[int, Result],
    ) -> None:
        paths = tuple(str(self._path(number)) for number in worlds)
        pool = self._opened_pool()
        waiting: dict[Future[Result], int] = {
            pool.submit(_work, task, paths, replication, dict(settings)): replication
            for replication in replications
        }
        try:
            for future in as_completed(waiting):
                finished[waiting[future]] = future.result()
                self._tell()
        except BrokenProcessPool:
            raise BorgerflowError(
                "A worker process ended before its time: too little memory, or a script that "
                'calls borgerflow outside `if __name__ == "__main__":`. One worker '
                "(--workers 1, workers=1) needs neither."
            ) from None

    def _opened_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, context, initializer=follow_parent)
        return self._pool

    def _path(self, number: int) -> Path:
        return Path(self._shelf.name) / f"{number}.world"

    def _tell(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)

    def _stop_workers(self) -> None:
        for child in set(multiprocessing.active_children()) - self._strangers:
            child.terminate()


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def follow_parent() -> None:
    """Leave Ctrl-C to the parent, which knows what is finished; end when the parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(
    task: Callable[..., Result],
    paths: tuple[str, ...],
    replication: int,
    settings: Mapping[str, Any],
) -> Result:
    """Return the task's result in a worker."""
    return task(*(held_at(path) for path in paths), replication=replication, **settings)


@lru_cache(maxsize=WORLDS_KEPT)
def held_at(path: str) -> object:
    """Return the world of a file, read once per worker."""
    return pickle.loads(Path(path).read_bytes())
