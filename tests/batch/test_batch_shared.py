"""What workers share is left as it was: a task comes to the same first and last on one worker."""

import hashlib

import numpy as np
import pytest

from borgerflow.experiments.questions.batch.plan import Unit, work_of
from borgerflow.experiments.questions.batch.study import read_study
from borgerflow.experiments.questions.batch.tasks import simulate_unit
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_beside
from borgerflow.experiments.runs.pool import WorkerPool
from tests.batch.studies import held_in, written

pytestmark = pytest.mark.slow


@pytest.fixture
def work(tmp_path, params):
    held = held_in(params)
    return work_of(read_study(written(tmp_path), held), held)


def bytes_of(arrays):
    """Return the digest of every array among some values."""
    found = [np.ascontiguousarray(each) for each in arrays if isinstance(each, np.ndarray)]
    assert len(found) > 3
    return hashlib.sha256(b"".join(each.tobytes() for each in found)).hexdigest()


def shared(work):
    """Return the digests of all that tasks are given: the tables of both worlds, and prices."""
    worlds = work.comparison.baseline, work.comparison.investment
    return [bytes_of(world.tables) for world in worlds], work.comparison.factors.tobytes()


def rows_of(result):
    return [tuple(np.asarray(each).tobytes() for each in row) for row in result.rows]


def test_a_unit_is_the_same_first_and_last_on_one_worker(work):
    before, units = shared(work), [Unit(0, (0, 1)), Unit(1, (0, 2)), Unit(0, (0, 1))]
    first, other, last = (rows_of(simulate_unit(work, unit)) for unit in units)
    assert first == last != other
    assert shared(work) == before


def test_a_replication_is_the_same_first_and_last_in_one_pool(work):
    before, comparison = shared(work), work.comparison
    with WorkerPool(1) as crew:
        held = [crew.hold(comparison.baseline), crew.hold((comparison.investment,))]
        runs = [
            crew.run(run_beside, held, [number], settings=RunSettings(1, "compiled"))[0]
            for number in (0, 1, 0)
        ]
    first, other, last = ([total.account.money.tobytes() for total in run] for run in runs)
    assert first == last != other
    assert shared(work) == before


def test_a_task_that_spoils_what_is_shared_would_be_seen(work):
    before = shared(work)
    table = next(t for t in work.comparison.baseline.tables if isinstance(t, np.ndarray) and t.size)
    table.flat[0] += 1
    assert shared(work) != before
    table.flat[0] -= 1
