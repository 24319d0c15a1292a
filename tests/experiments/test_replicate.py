import os
import re
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import Future

import pytest

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.runs.pool import AHEAD, WorkerPool, are_copied
from borgerflow.sim.base.errors import BorgerflowError, InputError
from tests.cli.terminal import HANGS
from tests.experiments.fakes import (
    dies,
    process_it_is_of,
    squared,
    stopped_at_once,
    stopped_at_three,
    this_process,
)


def ran(workers, replications=range(6)):
    with WorkerPool(workers) as crew:
        worlds = [crew.hold(10), crew.hold(100)]
        return crew.run(squared, worlds, replications, plus=1)


def test_results_come_in_replication_order():
    assert ran(1) == [111, 112, 115, 120, 127, 136]
    assert ran(1, [4, 0]) == [127, 111]


@pytest.fixture(scope="module")
def two_workers():
    with WorkerPool(2) as crew:
        yield crew


@pytest.mark.slow
def test_two_workers_give_what_one_gives(two_workers):
    worlds = [two_workers.hold(10), two_workers.hold(100)]
    assert two_workers.run(squared, worlds, range(6), plus=1) == ran(1)


@pytest.mark.slow
def test_a_crew_takes_a_new_world_after_it_has_started(two_workers):
    first = two_workers.run(squared, [two_workers.hold(1)], [0, 1])
    second = two_workers.run(squared, [two_workers.hold(1000)], [0, 1])
    assert (first, second) == ([1, 2], [1000, 1001])


@pytest.mark.slow
@pytest.mark.skipif(not are_copied(), reason="processes are not copied here")
def test_workers_are_copies_of_one_that_has_loaded_what_they_need(two_workers):
    loading = set(two_workers.run(process_it_is_of, [two_workers.hold(0)], range(4)))
    assert len(loading) == 1
    assert os.getpid() not in loading


def test_no_worker_is_a_copy_where_temporary_files_lie_too_deep_for_a_socket(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/tmp/" + "deep/" * 16)
    assert not are_copied()


def test_progress_counts_what_is_done_of_what_is_known():
    told = []
    with WorkerPool(1, lambda done, total: told.append((done, total))) as crew:
        world = crew.hold(0)
        crew.run(squared, [world], range(2))
        crew.run(squared, [world], range(1))
    assert told == [(1, 2), (2, 2), (3, 3)]


def test_an_interruption_keeps_what_is_finished():
    with WorkerPool(1) as crew, pytest.raises(Interrupted) as stop:
        crew.run(stopped_at_three, [crew.hold(0)], range(9))
    assert stop.value.finished == {0: 0, 1: 1, 2: 2}


def test_an_interruption_is_still_one_for_those_who_know_no_better():
    assert issubclass(Interrupted, KeyboardInterrupt)


BEYOND_ALL = range(10**12)  # a list of them would hold 8 TB


def test_whoever_stops_before_the_first_life_waits_for_no_list_of_all_replications():
    with WorkerPool(1) as crew, pytest.raises(Interrupted) as stop:
        crew.run(stopped_at_once, [crew.hold(0)], BEYOND_ALL)
    assert stop.value.finished == {}


def test_workers_are_handed_a_few_replications_at_a_time(monkeypatch):
    handed = []

    def submit(_work, _task, _paths, replication, _settings):
        handed.append(replication)
        future = Future()
        future.set_exception(KeyboardInterrupt())
        return future

    crew = WorkerPool(2)
    monkeypatch.setattr(crew._processes, "submit", submit)
    with crew, pytest.raises(Interrupted) as stop:
        crew.run(squared, [crew.hold(0)], BEYOND_ALL)
    assert handed == list(range(2 * AHEAD))
    assert stop.value.finished == {}


@pytest.mark.slow
def test_a_worker_that_dies_is_told_with_a_way_out():
    with WorkerPool(2) as crew, pytest.raises(BorgerflowError, match=re.escape("--workers 1")):
        crew.run(dies, [crew.hold(0)], range(2))


STOPPED = """
import signal

from borgerflow.experiments.runs.pool import Interrupted, WorkerPool
from tests.experiments.fakes import slow_after_two

def tell(done, total):
    print("done", done, flush=True)

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with WorkerPool(2, tell) as crew:
            crew.run(slow_after_two, [crew.hold(0)], range(6))
    except Interrupted as stop:
        print("kept", sorted(stop.finished), flush=True)
"""


@pytest.mark.slow
def test_ctrl_c_stops_workers_at_once_and_keeps_what_they_finished(tmp_path):
    script = tmp_path / "stopped.py"
    script.write_text(STOPPED)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(("src", "."))}
    process = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, env=environment, text=True
    )
    lines = [process.stdout.readline() for _ in range(2)]
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=HANGS)
    assert lines == ["done 1\n", "done 2\n"]
    assert told == "kept [0, 1]\n"
    assert process.returncode == 0


def test_no_worker_is_refused():
    with pytest.raises(InputError, match=re.escape("workers is 0: expected a whole number from 1")):
        WorkerPool(0)


def test_cores_that_no_replication_needs_are_threads():
    with WorkerPool(8) as crew:
        assert [crew.threads_for(n) for n in (1, 3, 8, 20)] == [8, 2, 1, 1]


def test_one_replication_needs_no_process():
    with WorkerPool(4) as crew:
        assert crew.run(this_process, [crew.hold(0)], [7]) == [os.getpid()]


@pytest.mark.slow
def test_a_replication_may_have_settings_of_its_own(two_workers):
    own = [{"plus": 10}, {"plus": 100}]
    with WorkerPool(1) as alone:
        for crew in (alone, two_workers):
            assert crew.run(squared, [crew.hold(0)], [1, 2], own=own) == [11, 104]
