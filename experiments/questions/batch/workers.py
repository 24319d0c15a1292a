"""Who simulates the units of a study: this process, processes beside it, or a cluster.

One code path for all of them: units are handed out a few at a time, and what comes back is
yielded as it comes. A unit whose worker was killed is handed out again.
"""

import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from borgerflow.experiments.questions.batch.executor import Executor, WorkersLostError
from borgerflow.experiments.questions.batch.plan import Unit, Work
from borgerflow.experiments.questions.batch.tasks import UnitResult, simulate_unit
from borgerflow.experiments.runs.pool import AHEAD, WorkerProcesses, held_at, workers_wanted
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.sim.base.wording import Wording

KILLED = Wording(
    da="Arbejdsprocesserne blev afbrudt igen og igen: er der for lidt hukommelse?",
    en="Workers were killed again and again: too little memory?",
)
MOST_LOSSES = 3  # times in a row that workers are replaced with nothing finished in between


def finished_units(executor: Executor, units: Iterable[Unit]) -> Iterator[tuple[Unit, UnitResult]]:
    """Yield every unit with what it came to, in the order in which they are finished.

    Raises
    ------
    WorkersLostError
        If workers were replaced three times without one unit finished in between.
    """
    todo, losses = iter(units), 0
    waiting: dict[Future[UnitResult], Unit] = {}
    while True:
        room = max(executor.room - len(waiting), 0)
        waiting.update({executor.begin(unit): unit for unit in itertools.islice(todo, room)})
        if not waiting:
            return
        wait(waiting, return_when=FIRST_COMPLETED)
        for future in [f for f in waiting if f.done() and not _is_lost(f, executor)]:
            losses = 0
            yield waiting.pop(future), future.result()
        if any(_is_lost(future, executor) for future in waiting):
            losses += 1
            if losses > MOST_LOSSES:
                raise WorkersLostError(KILLED)
            executor.replace()
            lost = [waiting.pop(f) for f in list(waiting) if _is_lost(f, executor)]
            todo = itertools.chain(lost, todo)


def _is_lost(future: "Future[UnitResult]", executor: Executor) -> bool:
    """Tell whether the worker that had a unit is gone."""
    if not future.done():
        return False
    return future.cancelled() or isinstance(future.exception(), executor.losses)


class InProcess:
    """The process that asks, alone."""

    count = room = 1
    losses: tuple[type[BaseException], ...] = ()

    def __init__(self, work: Work) -> None:
        self._work = work

    def begin(self, unit: Unit) -> "Future[UnitResult]":
        """Simulate a unit at once."""
        future: Future[UnitResult] = Future()
        future.set_result(simulate_unit(self._work, unit))
        return future

    def replace(self) -> None:
        """Do nothing: whoever kills this process ends the batch."""


class Processes:
    """Processes beside this one; each reads the worlds once."""

    losses: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, work: Work, processes: WorkerProcesses) -> None:
        self.count = processes.count
        self.room = AHEAD * self.count
        self._processes = processes
        self._path = processes.shelved("work", work)

    def begin(self, unit: Unit) -> "Future[UnitResult]":
        """Hand out a unit; to a broken pool it is lost at once."""
        try:
            return self._processes.submit(_simulate_held, self._path, unit)
        except BrokenProcessPool as broken:
            future: Future[UnitResult] = Future()
            future.set_exception(broken)
            return future

    def replace(self) -> None:
        """Start the workers anew."""
        self._processes.replace()


def _simulate_held(path: str, unit: Unit) -> UnitResult:
    """Return a unit simulated in a worker."""
    work = held_at(path)
    assert isinstance(work, Work)
    return simulate_unit(work, unit)


@contextmanager
def executor_for(work: Work, workers: int | None, cluster: str | None) -> Iterator[Executor]:
    """Yield the workers asked for: those of a cluster, else processes, else this one.

    Raises
    ------
    InputError
        If there are to be fewer than one, or the cluster does not answer.
    """
    if cluster is not None:
        from borgerflow.experiments.questions.batch.cluster import Cluster  # noqa: PLC0415  (an extra)

        with Cluster(work, cluster) as there:
            yield there
        return
    count = workers_wanted(workers)
    compile_engines(work.settings.engine, work.comparison.baseline, work.comparison.investment)
    if count == 1:
        yield InProcess(work)
        return
    with WorkerProcesses(count) as processes:
        yield Processes(work, processes)
