"""The desk: every job by what it asks, who asks for it, and how far it is.

A job is known by the digest of its question, so two browsers that ask the same share one, and a
browser that comes back finds its own. Nothing else is remembered of anybody.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from borgerflow.app.work.lanes import Lane, Waiting
from borgerflow.app.work.runner import Task
from borgerflow.app.work.told import Compiling, Dropped, Glanced, Moved, Over, Seen, SoFar, Told
from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

MOST_WAITING = 40  # of a lane: some twenty browsers that each ask twice
MOST_REMEMBERED = 200  # jobs; an answer that is kept lies on disk
TOO_MANY = Wording(
    "Der venter allerede for mange beregninger. Prøv igen om lidt.",
    "Too many calculations wait already. Try again in a little while.",
)
LaneName = Literal["glance", "whole"]
Step = tuple[LaneName, Task]


@dataclass
class Job:
    """What is asked, and how far it is; ``version`` is another whenever there is more to show."""

    key: str
    left: list[Step]
    replications: int  # asked for
    askers: set[str] = field(default_factory=set)
    lane: LaneName | None = None
    moved: Moved | None = None
    compiling: bool = False  # so that nothing moves for a while
    net: Interval | None = None
    seen: Seen | None = None  # the answer so far
    ended: Over | None = None
    version: int = 0

    @property
    def is_over(self) -> bool:
        """Tell whether nothing of it is left to do."""
        return self.ended is not None


class Desk:
    """Takes questions, hands their steps to lanes, and tells how far each is."""

    def __init__(self, lanes: Mapping[LaneName, Lane]) -> None:
        self.lanes = lanes
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.RLock()

    def ask(self, key: str, steps: Sequence[Step], asker: str = "", replications: int = 0) -> Job:
        """Return the job that carries out some steps: one that is under way, else a new one.

        Raises
        ------
        InputError
            If too many wait.
        """
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.is_over:
                self._refuse_too_many(steps)
                job = self._jobs[key] = Job(key, list(steps), replications)
                self._forget_old()
                self._next(job)
            job.askers.add(asker)
            self._jobs.move_to_end(key)
            return job

    def job(self, key: str) -> Job | None:
        """Return a job by its key, if it is remembered."""
        return self._jobs.get(key)

    def before(self, job: Job) -> int:
        """Return how many tasks come before a job that waits; nought where it is at work."""
        if job.lane is None or self.is_at_work(job):
            return 0
        return self.lanes[job.lane].before(job.key)

    def is_at_work(self, job: Job) -> bool:
        """Tell whether a step of a job is being carried out."""
        return job.lane is not None and self.lanes[job.lane].at_work == job.key

    def stop(self, key: str) -> None:
        """Stop a job for all who ask; what is finished of it is kept."""
        with self._lock:
            job = self._jobs.get(key)
            if job is not None and not job.is_over:
                job.left.clear()
                self._halt(job, "stop")

    def release(self, key: str, asker: str) -> None:
        """Have one browser ask no longer; a job that nobody asks for is dropped."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or job.is_over:
                return
            job.askers.discard(asker)
            if not job.askers:
                job.left.clear()
                self._halt(job, "drop")

    def close(self) -> None:
        """End every lane."""
        for lane in self.lanes.values():
            lane.close()

    def _halt(self, job: Job, wish: Literal["stop", "drop"]) -> None:
        if job.lane is None:
            return
        lane = self.lanes[job.lane]
        if lane.at_work == job.key:
            lane.runner.wish(wish)
        else:
            lane.leave_out(job.key)
            self._end(job, Dropped())

    def _next(self, job: Job) -> None:
        """Hand the next step of a job to its lane."""
        job.lane, task = job.left.pop(0)
        job.moved = None
        lane = self.lanes[job.lane]
        lane.put(
            Waiting(job.key, task, lambda told: _take(job, told), lambda how: self._go(job, how))
        )

    def _go(self, job: Job, how: Over) -> None:
        """Go on with a job of which a step is over."""
        with self._lock:
            if isinstance(how, Glanced) and job.left:
                self._next(job)
            else:
                self._end(job, how)

    def _end(self, job: Job, how: Over) -> None:
        job.ended, job.lane = how, None
        job.version += 1

    def _refuse_too_many(self, steps: Sequence[Step]) -> None:
        if any(self.lanes[lane].length >= MOST_WAITING for lane, _ in steps):
            raise InputError(TOO_MANY)

    def _forget_old(self) -> None:
        over = [key for key, job in self._jobs.items() if job.is_over]
        for key in over[: max(0, len(self._jobs) - MOST_REMEMBERED)]:
            del self._jobs[key]


def _take(job: Job, told: Told) -> None:
    job.compiling = isinstance(told, Compiling)
    if isinstance(told, Moved):
        job.moved = told
    elif isinstance(told, SoFar):
        job.net = told.net
    elif isinstance(told, Seen):
        job.seen = told
        job.version += 1
