"""Whoever does the work, and whoever is killed at it: the same answer, nothing counted twice."""

import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from borgerflow.experiments.questions.batch.executor import WorkersLostError
from borgerflow.experiments.questions.batch.plan import Unit, work_of
from borgerflow.experiments.questions.batch.study import read_study
from borgerflow.experiments.questions.batch.workers import (
    MOST_LOSSES,
    executor_for,
    finished_units,
)
from borgerflow.sim.base.errors import InputError
from tests.batch.studies import held_in, numbers, parts_in, ran, written
from tests.cli.terminal import DEAF, HANGS, HEARS, HOUSE, TYPED

UNITS = [Unit(n, (0,)) for n in range(9)]
LARGER = {"replications": 12, "draws": 1}
# Documents have tests of their own.
PLAIN = """
import borgerflow.experiments.store.saving as saving
saving.pictures_of = lambda *_: {}
"""
# A batch that stands still as soon as so many of its units are finished, on any machine.
STOPS = """
import os, signal
from borgerflow.experiments.questions.batch.question import ProgressReport
finished, seen = ProgressReport.finished, []
def finished_and_still(*given):
    finished(*given)
    seen.append(given)
    if len(seen) == {count}:
        os.kill(os.getpid(), signal.SIGSTOP)
ProgressReport.finished = finished_and_still
"""


class Mortal:
    """Two workers who are killed at stated units, each as often as stated."""

    count, room = 2, 4
    losses = (BrokenProcessPool,)

    def __init__(self, deaths):
        self.deaths, self.begun, self.replaced = Counter(deaths), Counter(), 0

    def begin(self, unit):
        self.begun[unit.replication] += 1
        future = Future()
        if self.deaths[unit.replication] > 0:
            self.deaths[unit.replication] -= 1
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(unit.replication**2)
        return future

    def replace(self):
        self.replaced += 1


def finished_by(executor):
    return sorted((unit.replication, result) for unit, result in finished_units(executor, UNITS))


def test_the_units_of_killed_workers_are_given_to_others_and_count_once():
    executor = Mortal({2: 1, 3: 1, 7: 2})
    assert finished_by(executor) == [(n, n**2) for n in range(9)]
    assert executor.begun == Counter(dict.fromkeys(range(9), 1)) + Counter({2: 1, 3: 1, 7: 2})


def test_workers_who_are_killed_again_and_again_are_given_up():
    executor = Mortal(dict.fromkeys(range(9), 99))
    with pytest.raises(WorkersLostError, match="killed again and again"):
        finished_by(executor)
    assert executor.replaced == MOST_LOSSES


def test_few_units_are_given_out_ahead():
    executor = Mortal({})
    finished = finished_units(executor, UNITS)
    next(finished)
    assert sum(executor.begun.values()) == 4


def test_no_worker_is_refused():
    with (
        pytest.raises(InputError, match=re.escape("workers is 0: expected a whole number from 1")),
        executor_for(None, 0, None),
    ):
        pass


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, params):
    """Return the answer of the larger study, run by one process in one go."""
    place = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("borgerflow.experiments.store.saving.pictures_of", lambda *_: {})
        return ran(written(place, **LARGER), place / "out", params)


def once(act):
    """Return what does something when the first unit is finished, before any more is handed out."""
    done = []

    def told(*_):
        if not done:
            done.append(act())

    return told


@pytest.mark.slow
def test_a_killed_worker_loses_nothing(tmp_path, params, undisturbed):
    root, killed = tmp_path / "out", []

    def kill_one():
        worker = multiprocessing.active_children()[0]
        os.kill(worker.pid, signal.SIGKILL)
        killed.append(len(parts_in(root)))

    folder = ran(written(tmp_path, **LARGER), root, params, workers=2, progress=once(kill_one))
    assert killed == [1]
    assert numbers(folder) == numbers(undisturbed)


def begun(study, params, root, *options, how=HEARS, units=1, **settings):
    """Begin a batch in a process group of its own, and return it where it stands still.

    It hears Ctrl-C whoever started the test, unless it is to be deaf, and has finished ``units``.
    What it needs on its way lies in ``temp`` beside the results.
    """
    temp = root.with_name("temp")
    temp.mkdir(exist_ok=True)
    typed = ["batch", study, "--params", params, "--out", root, "--lang", "en", *options]
    process = subprocess.Popen(
        [sys.executable, "-c", how + PLAIN + STOPS.format(count=units) + TYPED, *map(str, typed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOUSE / "src"), "TMPDIR": str(temp)} | settings,
        start_new_session=True,
    )
    os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    return process


def interrupted(process, by=signal.SIGINT):
    """Press Ctrl-C where a process stands still, let it go on, and return what it then says."""
    process.send_signal(by)
    process.send_signal(signal.SIGCONT)
    return process.communicate(timeout=HANGS)


def group_is_gone(process):
    """Tell whether no process of a group lives any more, after a while."""
    until = time.monotonic() + HANGS
    while time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def left_in_temp(root):
    """Return what a run and its workers have left behind in the folder of temporary files."""
    return sorted(path.name for path in root.with_name("temp").iterdir())


@pytest.mark.slow
def test_killed_twice_at_random_and_run_again_it_gives_the_same_bytes(
    tmp_path, params, undisturbed
):
    study, root, chance = written(tmp_path, **LARGER), tmp_path / "out", random.Random()
    finished = 0
    for workers in (2, 1):
        units = chance.randint(1, 3)
        process = begun(study, params, root, "--workers", workers, units=units)
        process.kill()
        process.communicate(timeout=HANGS)
        assert group_is_gone(process), "workers outlive the run that was killed"
        assert left_in_temp(root) == []
        finished += units
        assert len(parts_in(root)) == finished
    assert numbers(ran(study, root, params)) == numbers(undisturbed)


@pytest.mark.slow
@pytest.mark.parametrize(("by", "workers"), [(signal.SIGINT, 2), (signal.SIGTERM, 1)])
def test_ctrl_c_and_kill_end_with_3_and_say_how_to_go_on(
    tmp_path, params, undisturbed, by, workers
):
    """And while it stands still, so that it cannot be done before, it is not run a second time."""
    study, root = written(tmp_path, **LARGER), tmp_path / "out"
    process = begun(study, params, root, "--workers", workers)
    with pytest.raises(InputError, match="is running this study already") as second:
        ran(study, root, params)
    assert f"process {process.pid} on" in str(second.value)
    out, err = interrupted(process, by)
    assert (process.returncode, out) == (3, "")
    assert re.fullmatch(
        r"Interrupted\. \d+ of 24 tasks are finished and saved in .*; the same command goes on "
        r"from there\.\n",
        err,
    )
    assert 1 <= len(parts_in(root)) < LARGER["replications"]
    assert group_is_gone(process)
    assert left_in_temp(root) == []
    assert numbers(ran(study, root, params)) == numbers(undisturbed)


class EndedBatch(NamedTuple):
    """How a batch ended, and where its answers lie."""

    code: int
    err: str
    root: Path


@pytest.fixture(scope="module")
def deaf(tmp_path_factory, params):
    """Return the end of a run of two workers, its words in another order, deaf to its Ctrl-C."""
    place = tmp_path_factory.mktemp("deaf")
    study, root, order = written(place, **LARGER), place / "out", {"PYTHONHASHSEED": "4711"}
    process = begun(study, params, root, "--workers", 2, "--quiet", how=DEAF, **order)
    _, err = interrupted(process)
    return EndedBatch(process.returncode, err, root)


@pytest.mark.slow
def test_a_run_that_was_started_with_interrupts_ignored_goes_on_to_its_answer(deaf):
    """As `nohup` and a job in the background of a script ask; the sister of the test above."""
    assert (deaf.code, deaf.err) == (0, "")


@pytest.mark.slow
def test_neither_workers_nor_the_order_of_dictionaries_change_a_byte(deaf, undisturbed):
    (manifest,) = deaf.root.rglob("manifest.json")
    assert numbers(manifest.parent) == numbers(undisturbed)


@pytest.mark.slow
def test_a_cluster_that_does_not_answer_is_refused(tmp_path, params, monkeypatch):
    monkeypatch.setattr("borgerflow.experiments.questions.batch.cluster.SECONDS_TO_ANSWER", 0.5)
    held = held_in(params)
    work = work_of(read_study(written(tmp_path), held), held)
    with (
        pytest.raises(InputError, match=r"No Dask cluster answers at tcp://127\.0\.0\.1:9: "),
        executor_for(work, None, "tcp://127.0.0.1:9"),
    ):
        pass


def test_an_address_that_is_none_is_refused(tmp_path, params):
    held = held_in(params)
    work = work_of(read_study(written(tmp_path), held), held)
    with (
        pytest.raises(InputError, match=r"No Dask cluster answers at nowhere: "),
        executor_for(work, None, "nowhere"),
    ):
        pass


def test_without_dask_a_cluster_is_refused_with_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(
        sys.modules, "borgerflow.experiments.questions.batch.cluster", raising=False
    )
    with (
        pytest.raises(InputError, match=re.escape("pip install 'borgerflow[cluster]'")),
        executor_for(None, None, "tcp://127.0.0.1:9"),
    ):
        pass


def workers_of_dask(count, *, apart):
    """Return a cluster of workers, each a process of its own unless all live in this one."""
    return pytest.importorskip("distributed").LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        processes=apart,
        dashboard_address=None,
        silence_logs=50,
    )


@pytest.fixture
def patient(monkeypatch):
    """Wait for a cluster that is there as long as it takes to answer, on any machine."""
    for seconds in ("SECONDS_TO_ANSWER", "SECONDS_TO_COME"):
        monkeypatch.setattr(f"borgerflow.experiments.questions.batch.cluster.{seconds}", HANGS)


@pytest.fixture(scope="module")
def dask():
    """Return a cluster of one worker, in whose place another comes when it is killed."""
    with workers_of_dask(1, apart=True) as cluster:
        yield cluster


@pytest.mark.slow
@pytest.mark.usefixtures("patient")
def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed_midway(
    tmp_path, params, undisturbed, dask
):
    root, killed = tmp_path / "out", []
    study = written(tmp_path, **LARGER)

    def kill_one():
        os.kill(next(iter(dask.workers.values())).pid, signal.SIGKILL)
        killed.append(len(parts_in(root)))

    folder = ran(study, root, params, cluster=dask.scheduler_address, progress=once(kill_one))
    assert killed == [1]
    assert numbers(folder) == numbers(undisturbed)


@pytest.mark.slow
def test_a_cluster_that_goes_away_ends_with_what_is_finished(tmp_path, params, undisturbed):
    root, study = tmp_path / "out", written(tmp_path, **LARGER)
    with (
        workers_of_dask(1, apart=False) as dask,
        pytest.raises(KeyboardInterrupt, match=r"no longer answers.*the same command goes on"),
    ):
        ran(study, root, params, cluster=dask.scheduler_address, progress=once(dask.close))
    assert 1 <= len(parts_in(root)) < LARGER["replications"]
    assert numbers(ran(study, root, params)) == numbers(undisturbed)


@pytest.mark.parametrize("status", ["connecting", "closing", "closed"])
def test_whatever_befalls_a_unit_once_the_cluster_is_gone_is_a_loss(status):
    killed = pytest.importorskip("distributed.scheduler").KilledWorker
    losses = import_module("borgerflow.experiments.questions.batch.cluster").Cluster.losses.fget
    there, gone = (SimpleNamespace(_client=SimpleNamespace(status=s)) for s in ("running", status))
    assert not issubclass(ValueError, losses(there))
    assert issubclass(killed, losses(there))
    assert issubclass(ValueError, losses(gone))


@pytest.mark.slow
@pytest.mark.usefixtures("patient")
def test_a_cluster_with_another_borgerflow_is_refused(tmp_path, params, dask, monkeypatch):
    monkeypatch.setattr("borgerflow.experiments.questions.batch.cluster.digest_of_code", other_code)
    with pytest.raises(InputError, match="runs another borgerflow than this one"):
        ran(written(tmp_path), tmp_path / "out", params, cluster=dask.scheduler_address)


def other_code():
    """Return a digest that differs from process to process."""
    return str(os.getpid())
