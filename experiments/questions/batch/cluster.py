"""A Dask cluster that is running already, as workers of a batch.

The only place that knows Dask. The worlds are given to every worker once, and to workers that
come later when they come; Dask itself hands out again what a killed worker had.
"""

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, Self

from borgerflow.experiments.questions.batch.executor import WorkersLostError
from borgerflow.experiments.questions.batch.plan import Unit, Work
from borgerflow.experiments.questions.batch.tasks import UnitResult, simulate_unit
from borgerflow.experiments.runs.pool import AHEAD
from borgerflow.experiments.store.provenance import digest_of_code
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

try:
    from distributed import Client, KilledWorker, WorkerPlugin
    from distributed.comm.core import connect
except ImportError:
    raise InputError(
        Wording(
            da="--cluster kræver Dask, som ikke er installeret: pip install 'borgerflow[cluster]'.",
            en="--cluster needs Dask, which is not installed: pip install 'borgerflow[cluster]'.",
        )
    ) from None


RUNNING = "running"  # what a client is while its scheduler answers
SECONDS_TO_ANSWER = 4
SECONDS_TO_COME = 10
ATTEMPTS = 3  # to reach all workers, should one be killed meanwhile
NO_CLUSTER = (OSError, ValueError, TypeError, MemoryError)
HELD: dict[str, Work] = {}


class WorkPlugin(WorkerPlugin):
    """The worlds of a study, on every worker of the cluster."""

    def __init__(self, name: str, work: Work) -> None:
        self.name = name
        self._work = work

    def setup(self, worker: Any) -> None:
        """Hold the worlds in a worker, now or when it comes."""
        HELD[self.name] = self._work

    def teardown(self, worker: Any) -> None:
        """Let go of the worlds."""
        HELD.pop(self.name, None)


def simulate_held(name: str, unit: Unit) -> UnitResult:
    """Return a unit simulated in a worker of the cluster."""
    return simulate_unit(HELD[name], unit)


class Cluster:
    """The workers of a cluster.

    Raises
    ------
    InputError
        If the cluster does not answer, has no workers, or its workers run another borgerflow.
    """

    def __init__(self, work: Work, address: str) -> None:
        for talker in ("distributed", "distributed.client"):
            logging.getLogger(talker).setLevel(logging.CRITICAL)
        self._address = address
        _knock(address)
        self._client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
        self._name = f"borgerflow-{self._client.id}"
        try:
            self._give_work(work)
            self._pool: Executor = self._client.get_executor(pure=False)
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster as it was found."""
        with suppress(Exception):  # a client whose cluster is gone refuses in many ways
            self._pool.shutdown(wait=False)
            self._client.unregister_worker_plugin(self._name)
        self._client.close()

    def _give_work(self, work: Work) -> None:
        """Give the worlds to every worker, and see that all are as we are."""
        for _ in range(ATTEMPTS):
            with suppress(OSError):
                _refuse_strangers(self._client, self._address)
                self._client.register_plugin(WorkPlugin(self._name, work))
                return
        raise InputError(
            Wording(
                da=f"Arbejdsprocesserne i Dask-klyngen på {self._address} svarer ikke.",
                en=f"The workers of the Dask cluster at {self._address} do not answer.",
            )
        )

    @property
    def count(self) -> int:
        """Return how many threads the cluster has now, killed workers apart."""
        with self._answering():
            return max(sum(map(int, self._client.nthreads().values())), 1)

    @property
    def room(self) -> int:
        """Return how many units are handed out at once."""
        return AHEAD * self.count

    def begin(self, unit: Unit) -> "Future[UnitResult]":
        """Hand out a unit."""
        with self._answering():
            return self._pool.submit(simulate_held, self._name, unit)

    @property
    def losses(self) -> tuple[type[BaseException], ...]:
        """Return what befalls a unit whose worker is gone; anything may once the cluster is."""
        return (KilledWorker,) if self._client.status == RUNNING else (Exception,)

    def replace(self) -> None:
        """Do nothing: the cluster looks after its own workers."""

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError):
            raise WorkersLostError(
                Wording(
                    da=f"Dask-klyngen på {self._address} svarer ikke længere.",
                    en=f"The Dask cluster at {self._address} no longer answers.",
                )
            ) from None


def _knock(address: str) -> None:
    """Refuse an address at which no Dask scheduler answers."""
    try:
        with ThreadPoolExecutor(1) as apart:  # a loop of its own, whatever runs here
            apart.submit(asyncio.run, _greet(address)).result()
    except NO_CLUSTER as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(
            Wording(
                da=f"Ingen Dask-klynge svarer på {address}: {reason}. Skriv den adresse, som "
                "dens scheduler skriver, fx tcp://10.0.0.5:8786.",
                en=f"No Dask cluster answers at {address}: {reason}. Expected the address that its "
                "scheduler prints, as tcp://10.0.0.5:8786.",
            )
        ) from None


async def _greet(address: str) -> None:
    comm = await connect(address, timeout=SECONDS_TO_ANSWER)
    await comm.close()


def _refuse_strangers(client: Client, address: str) -> None:
    """Refuse a cluster without workers, and workers that would give other numbers."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_COME)
    except TimeoutError:
        raise InputError(
            Wording(
                da=f"Dask-klyngen på {address} har ingen arbejdsprocesser.",
                en=f"The Dask cluster at {address} has no workers.",
            )
        ) from None
    try:
        found = client.run(digest_of_code)
    except ImportError as error:
        raise InputError(
            Wording(
                da=f"Arbejdsprocesserne på {address} har ikke borgerflow: {error}.",
                en=f"The workers of {address} have no borgerflow: {error}.",
            )
        ) from None
    ours = digest_of_code()
    for worker, digest in found.items():
        if digest != ours:
            raise InputError(
                Wording(
                    da=f"Arbejdsprocessen {worker} på {address} kører en anden version af "
                    "borgerflow: installér samme version dér.",
                    en=f"The worker {worker} of {address} runs another borgerflow than this one: "
                    "install the same version there.",
                )
            )
