"""A Dask cluster that is running already, as workers of a batch.

The only place that knows Dask. The worlds are given to every worker once, and to workers that
come later when they come; Dask itself hands out again what a killed worker had.
"""

import logging
from concurrent.futures import Executor, Future
from typing import Any, Self

from experiments.batch.plan import Unit, Work
from experiments.batch.tasks import Lived, live
from sim.errors import InputError
from sim.provenance import digest_of_code

try:
    from distributed import Client, WorkerPlugin
except ImportError:
    raise InputError(
        "--cluster needs Dask, which is not installed: pip install 'borgerflow[cluster]'."
    ) from None

SECONDS_TO_ANSWER = 5
SECONDS_TO_COME = 10
HELD: dict[str, Work] = {}


class Holding(WorkerPlugin):
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


def live_held(name: str, unit: Unit) -> Lived:
    """Return a unit lived in a worker of the cluster."""
    return live(HELD[name], unit)


class Cluster:
    """The workers of a cluster.

    Raises
    ------
    InputError
        If the cluster does not answer, has no workers, or its workers run another borgerflow.
    """

    def __init__(self, work: Work, address: str) -> None:
        self._client = _client(address)
        try:
            _refuse_strangers(self._client, address)
            self._name = f"borgerflow-{self._client.id}"
            self._client.register_plugin(Holding(self._name, work))
            self._pool: Executor = self._client.get_executor(pure=False)
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster as it was found."""
        self._pool.shutdown(wait=False)
        if self._client.status == "running":
            self._client.unregister_worker_plugin(self._name)
        self._client.close()

    @property
    def count(self) -> int:
        """Return how many threads the cluster has now, killed workers apart."""
        return max(sum(self._client.nthreads().values()), 1)

    def begin(self, unit: Unit) -> "Future[Lived]":
        """Hand out a unit."""
        return self._pool.submit(live_held, self._name, unit)

    def replace(self) -> None:
        """Do nothing: the cluster looks after its own workers."""


def _client(address: str) -> Client:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(
            f"No Dask cluster answers at {address}: {reason}. Expected the address that its "
            "scheduler prints, as tcp://10.0.0.5:8786."
        ) from None


def _refuse_strangers(client: Client, address: str) -> None:
    """Refuse a cluster without workers, and workers that would give other numbers."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_TO_COME)
    except TimeoutError:
        raise InputError(f"The Dask cluster at {address} has no workers.") from None
    try:
        found = client.run(digest_of_code)
    except ImportError as error:
        raise InputError(f"The workers of {address} have no borgerflow: {error}.") from None
    ours = digest_of_code()
    for worker, digest in found.items():
        if digest != ours:
            raise InputError(
                f"The worker {worker} of {address} runs another borgerflow than this one: install "
                "the same version there."
            )
