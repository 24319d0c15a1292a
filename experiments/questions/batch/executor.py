"""What simulates the units of a study: this process, processes of its own, or a cluster."""

from concurrent.futures import Future
from typing import Protocol

from borgerflow.experiments.questions.batch.plan import Unit
from borgerflow.experiments.questions.batch.tasks import UnitResult
from borgerflow.sim.base.errors import BorgerflowError


class WorkersLostError(BorgerflowError):
    """Workers were killed again and again, or a cluster went away."""


class Executor(Protocol):
    """Workers that simulate units."""

    @property
    def losses(self) -> tuple[type[BaseException], ...]:
        """Return the errors that say that a worker was killed."""

    @property
    def count(self) -> int:
        """Return how many work at once."""

    @property
    def room(self) -> int:
        """Return how many units are handed out at once."""

    def begin(self, unit: Unit) -> "Future[UnitResult]":
        """Hand out a unit."""

    def replace(self) -> None:
        """Put new workers in the place of killed ones."""
