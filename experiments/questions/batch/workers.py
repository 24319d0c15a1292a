"""Who lives the units of a study: this process, processes beside it, or a cluster.

One code path for all of them: units are handed out a few at a time, and what comes back is
yielded as it comes. A unit whose worker was killed is handed out again.
"""

import itertools
import multiprocessing
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import Self

from borgerflow.experiments.questions.batch.hands import AHEAD, Hands, WorkersLostError
from borgerflow.experiments.questions.batch.plan import Unit, Work
from borgerflow.experiments.questions.batch.tasks import Lived, live
from borgerflow.experiments.runs.pool import cores, follow_parent, held_at
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.sim.base.errors import InputError

MOST_LOSSES = 3  # times in a row that workers are replaced with nothing finished in between


def lived(hands: Hands, units: Iterable[Unit]) -> Iterator[tuple[Unit, Lived]]:
    """Yield every unit with what it came to, in the order in which they are finished.

    Raises
    ------
    WorkersLostError
        If workers were replaced three times without one unit finished in between.
    """
    todo, losses = iter(units), 0
    waiting: dict[Future[Lived], Unit] = {}
    while True:
        waiting.update(_handed_out(hands, todo, len(waiting)))
        if not waiting:
            return
        wait(waiting, return_when=FIRST_COMPLETED)
        for future in [f for f in waiting if f.done() and not _is_lost(f, hands)]:
            losses = 0
            yield waiting.pop(future), future.result()
        if any(_is_lost(future, hands) for future in waiting):
            losses += 1
            if losses > MOST_LOSSES:
                raise WorkersLostError("Workers were killed again and again: too little memory?")
            hands.replace()
            lost = [waiting.pop(f) for f in list(waiting) if _is_lost(f, hands)]
            todo = itertools.chain(lost, todo)


def _handed_out(hands: Hands, todo: Iterator[Unit], out: int) -> dict["Future[Lived]", Unit]:
    room = max(hands.room - out, 0)
    return {hands.begin(unit): unit for unit in itertools.islice(todo, room)}


def _is_lost(future: "Future[Lived]", hands: Hands) -> bool:
    """Tell whether the worker that had a unit is gone."""
    if not future.done():
        return False
    return future.cancelled() or isinstance(future.exception(), hands.losses)


class Here:
    """The process that asks, alone."""

    count = room = 1
    losses: tuple[type[BaseException], ...] = ()

    def __init__(self, work: Work) -> None:
        self._work = work

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing."""

    def begin(self, unit: Unit) -> "Future[Lived]":
        """Live a unit at once."""
        future: Future[Lived] = Future()
        future.set_result(live(self._work, unit))
        return future

    def replace(self) -> None:
        """Do nothing: whoever kills this process ends the batch."""


class Apart:
    """Processes beside this one; each reads the worlds once."""

    losses: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, work: Work, count: int) -> None:
        self.count = count
        self.room = AHEAD * count
        self._shelf = tempfile.TemporaryDirectory(prefix="borgerflow-")
        self._path = Path(self._shelf.name) / "work"
        self._path.write_bytes(pickle.dumps(work))
        self._strangers = set(multiprocessing.active_children())
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Send the workers home; at once when leaving by an exception."""
        self._pool.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for child in set(multiprocessing.active_children()) - self._strangers:
                child.terminate()
        self._shelf.cleanup()

    def begin(self, unit: Unit) -> "Future[Lived]":
        """Hand out a unit; to a broken pool it is lost at once."""
        try:
            return self._pool.submit(_live_held, str(self._path), unit)
        except BrokenProcessPool as broken:
            future: Future[Lived] = Future()
            future.set_exception(broken)
            return future

    def replace(self) -> None:
        """Start the workers anew."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.count, context, initializer=follow_parent)


def _live_held(path: str, unit: Unit) -> Lived:
    """Return a unit lived in a worker."""
    work = held_at(path)
    assert isinstance(work, Work)
    return live(work, unit)


def hands_for(work: Work, workers: int | None, cluster: str | None) -> Hands:
    """Return the workers asked for: those of a cluster, else processes, else this one.

    Raises
    ------
    InputError
        If there are to be fewer than one, or the cluster does not answer.
    """
    if cluster is not None:
        from borgerflow.experiments.questions.batch.cluster import Cluster  # noqa: PLC0415  (an extra)

        return Cluster(work, cluster)
    count = cores() if workers is None else workers
    if count < 1:
        raise InputError(f"workers is {count}: expected 1 or more.")
    compile_engines(work.engine, work.comparison.baseline, work.comparison.investment)
    return Here(work) if count == 1 else Apart(work, count)
