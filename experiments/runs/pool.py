"""Replications over processes: the same results whatever the number of workers.

A pool of workers holds worlds by name and is asked for one task per replication. Each world
travels once (a file that a worker reads when first asked for it), tasks are small, and
results come back in replication order whichever finishes first. With one worker there are no
processes at all, nor are any started for one replication; workers that no replication needs may
be threads within one (`WorkerPool.threads_for`).
"""

import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice, repeat
from multiprocessing import forkserver, util
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar, runtime_checkable

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.typed.numbers import refuse_size
from borgerflow.experiments.typed.sizes import WORKERS
from borgerflow.sim.base.errors import BorgerflowError
from borgerflow.sim.base.wording import Wording

AHEAD = 2  # tasks handed out for each worker, so that none waits
LISTENS_EVERY = 0.2  # seconds: a Ctrl-C that comes just as a wait begins does not end it
WORLDS_KEPT = 3  # per worker: baseline, investment and the variant being tried
MOST_ON_WINDOWS = 61  # processes that one can wait for there
CAN_BE_COPIED = "forkserver" in multiprocessing.get_all_start_methods()  # not on Windows
LONGEST_ADDRESS = 103  # bytes of a socket's address, on whichever system has fewest
OWN_ADDRESS = len("/pymp-12345678/listener-12345678")  # in the folder of temporary files
# What every task needs; the second is what numba loads before it runs anything.
LOADED_AHEAD = ["borgerflow.experiments.runs.estimators.pairs", "numba.np.arraymath"]
LONG = 20.0  # seconds left from which a forecast is worth telling
JUDGED_AFTER = 2.0  # seconds from the first finished unit to the forecast
ENDED_EARLY = Wording(
    da="En arbejdsproces sluttede før tid: enten er der for lidt "
    "hukommelse, eller et script kalder borgerflow uden for `if "
    '__name__ == "__main__":`. Én proces (--workers 1, workers=1) '
    "undgår begge dele.",
    en="A worker process ended before its time: too little memory, or a script that calls "
    'borgerflow outside `if __name__ == "__main__":`. One worker (--workers 1, workers=1) needs '
    "neither.",
)
Result = TypeVar("Result")
Task = tuple[int, Mapping[str, Any]]  # a replication, and the settings it is run with
Progress = Callable[[int, int], None]  # replications done, replications known of so far


@runtime_checkable
class Watcher(Protocol):
    """Somebody who waits: told how far it is, as any `Progress`, and what it comes to so far."""

    def __call__(self, done: int, total: int) -> None:
        """Take in replications done and known of."""

    def so_far(self, net: Interval) -> None:
        """Take in what the replications that are done come to, in kroner."""


@runtime_checkable
class Onlooker(Watcher, Protocol):
    """Somebody who waits and looks at an answer before it is whole."""

    def answer_so_far(self, finding: Any) -> None:
        """Take in the answer that all replications give, which is still to be searched further."""


class WorkerProcesses:
    """Processes beside this one, which read from files what they are to hold, each once."""

    def __init__(self, count: int) -> None:
        self.count = min(count, MOST_ON_WINDOWS) if sys.platform == "win32" else count
        self._shelf = tempfile.TemporaryDirectory(prefix="borgerflow-")
        self._pool: ProcessPoolExecutor | None = None
        self._strangers = set(multiprocessing.active_children())

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Send the workers home; at once when leaving by an exception."""
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)
            if kind is not None:
                for child in set(multiprocessing.active_children()) - self._strangers:
                    child.terminate()
        self._shelf.cleanup()

    def shelved(self, name: str, held: object) -> str:
        """Return the path of the file that holds something, written when first asked for."""
        path = Path(self._shelf.name) / name
        if not path.exists():
            path.write_bytes(pickle.dumps(held))
        return str(path)

    def submit(self, task: Callable[..., Result], *given: object) -> "Future[Result]":
        """Hand out a task; the processes are started by the first one."""
        if self._pool is None:
            prepare_workers()
            # No copies of this process: they would hold the locks of threads that they do not have.
            context = multiprocessing.get_context("forkserver" if are_copied() else "spawn")
            # Where the one that they are copies of is reached lies in a file too.
            left = self._shelf.name, *([util.get_temp_dir()] if are_copied() else [])
            self._pool = ProcessPoolExecutor(self.count, context, follow_parent, left)
        return self._pool.submit(task, *given)

    @property
    def are_there(self) -> bool:
        """Tell whether they have been started."""
        return self._pool is not None

    def replace(self) -> None:
        """Put new processes in the place of killed ones."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


class WorkerPool:
    """Workers that run one task per replication on worlds they hold.

    Parameters
    ----------
    workers : int, optional
        How many cores to use; all by default. 1 means this process alone.
    progress : callable, optional
        Called with replications done and replications known of, as each finishes.
    """

    def __init__(self, workers: int | None = None, progress: Progress | None = None) -> None:
        self.workers = workers_wanted(workers)
        self.watcher = progress if isinstance(progress, Watcher) else None
        self._progress = progress
        self._done = 0
        self._total = 0
        self._held: list[object] = []
        self._processes = WorkerProcesses(self.workers)

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(self, *raised: Any) -> None:
        """Send the workers home; at once when leaving by an exception."""
        self._processes.__exit__(*raised)

    def hold(self, world: object) -> int:
        """Return the number under which the workers will find a world."""
        self._held.append(world)
        return len(self._held) - 1

    def threads_for(self, replications: int) -> int:
        """Return how many threads each of so many replications may use, all at work at once."""
        return max(1, self.workers // replications)

    def run(
        self,
        task: Callable[..., Result],
        worlds: Sequence[int],
        replications: Sequence[int],
        finished: dict[int, Result] | None = None,
        own: Sequence[Mapping[str, Any]] | None = None,
        seen: Callable[[Result], None] | None = None,
        **settings: Any,
    ) -> list[Result]:
        """Return ``task(*worlds, replication=r, **settings)`` for each replication, in order.

        Parameters
        ----------
        own : sequence of mappings, optional
            Further settings of each replication, in their order.
        finished : dict, optional
            Where results are put as they come, for whoever must know after an interruption.
        seen : callable, optional
            Shown each result as it comes, in any order.

        Raises
        ------
        Interrupted
            When the user stops; it carries the results that were finished.
        """
        self._total += len(replications)
        finished = {} if finished is None else finished
        # Made as they are handed out: before the first life there is nothing to wait for.
        each = zip(replications, own or repeat({}), strict=own is not None)
        tasks = ((replication, {**settings, **more}) for replication, more in each)
        # Workers that are there have the machine code loaded, which this process may not.
        apart = self.workers > 1 and (len(replications) > 1 or self._processes.are_there)
        run = self._run_in_processes if apart else self._run_in_process
        try:
            for replication, result in run(task, worlds, tasks):
                finished[replication] = result
                self._count()
                if seen is not None:
                    seen(result)
        except KeyboardInterrupt:
            raise Interrupted(finished) from None
        return [finished[replication] for replication in replications]

    def _run_in_process(
        self,
        task: Callable[..., Result],
        worlds: Sequence[int],
        tasks: Iterator[Task],
    ) -> Iterator[tuple[int, Result]]:
        held = [self._held[number] for number in worlds]
        for replication, own in tasks:
            yield replication, task(*held, replication=replication, **own)

    def _run_in_processes(
        self,
        task: Callable[..., Result],
        worlds: Sequence[int],
        tasks: Iterator[Task],
    ) -> Iterator[tuple[int, Result]]:
        processes = self._processes
        paths = tuple(processes.shelved(f"{n}.world", self._held[n]) for n in worlds)
        waiting: dict[Future[Result], int] = {}
        try:
            while True:
                for replication, own in islice(tasks, self.workers * AHEAD - len(waiting)):
                    waiting[processes.submit(_work, task, paths, replication, own)] = replication
                if not waiting:
                    return
                done, _ = wait(waiting, LISTENS_EVERY, FIRST_COMPLETED)
                for future in done:
                    yield waiting.pop(future), future.result()
        except BrokenProcessPool:
            raise BorgerflowError(ENDED_EARLY) from None

    def _count(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


class Forecast:
    """Judges what is left, once: as soon as it can be told, and is long.

    Units are judged from the first finished one of their round on, which is slow itself: workers
    start, machine code is loaded. Another total is another round.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        """Judge by a clock that tells seconds."""
        self._clock = clock
        self._since: tuple[int, float, int] | None = None  # total, moment, done
        self._is_told = False

    def seconds_left(self, done: int, total: int) -> float | None:
        """Return the seconds that all units left take; None until it is told, and ever after."""
        now = self._clock()
        if self._since is None or self._since[0] != total:
            self._since = (total, now, done)
            return None
        _, moment, before = self._since
        passed = now - moment
        if self._is_told or passed < JUDGED_AFTER:
            return None
        seconds = passed / (done - before) * (total - done)
        self._is_told = seconds >= LONG
        return seconds if self._is_told else None


def prepare_workers() -> None:
    """Have a process beside this one load what workers need; they will be copies of it.

    This one goes on meanwhile. Does nothing where processes are not copied.
    """
    if not are_copied():
        return
    multiprocessing.set_forkserver_preload(LOADED_AHEAD)
    # Ctrl-C is for this process, which knows what is finished, and not for what loads modules.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def are_copied() -> bool:
    """Tell whether workers are copies of a process that has loaded what they need.

    That process is reached by a socket in the folder of temporary files, whose path may be too long
    to be an address.
    """
    folder = os.fsencode(tempfile.gettempdir())
    return CAN_BE_COPIED and len(folder) + OWN_ADDRESS <= LONGEST_ADDRESS


def workers_wanted(workers: int | None) -> int:
    """Return how many workers are wanted, all cores by default; too few or many are refused."""
    if workers is None:
        return cores()
    refuse_size("workers", workers, WORKERS)
    return workers


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def follow_parent(*folders: str) -> None:
    """Leave Ctrl-C to the parent, which knows what is finished; end when the parent is killed.

    A parent that was killed cannot remove its temporary folders: whoever outlives it does.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=folders, daemon=True).start()


def _end_with_parent(*folders: str) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        # No other clean-up: whoever would wait for the result, or for a lock, is gone.
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
