"""The process that does the long work: it tells, hears what is wished, and is begun again."""

import os
import time
from dataclasses import dataclass

import pytest

from borgerflow.app.asked.own_files import House
from borgerflow.app.served import rooms_of
from borgerflow.app.work.lanes import Apart
from borgerflow.app.work.runner import GIVING_WAY
from borgerflow.app.work.told import Broken, Dropped, Glanced, Moved, Refused, Stopped
from borgerflow.sim.base.errors import InputError

pytestmark = pytest.mark.slow
MANY = 1_000_000  # steps: more than a quarter of an hour, whatever the machine
LAST_STEP = 19  # there are no more


@dataclass(frozen=True)
class Ending:
    """A task that ends as it is told to."""

    how: str

    def carry_out(self, watcher):
        if self.how == "killed":
            os._exit(9)
        if self.how == "refused":
            raise InputError("no such thing")
        if self.how == "how it gives way":
            watcher(os.nice(0), MANY)
            return Glanced()
        if self.how == "a fault":
            raise ZeroDivisionError
        for done in range(MANY if self.how == "long" else 1):
            watcher(done, MANY)
            time.sleep(0.001)  # leaves the processor to whoever wishes
        return Glanced()


@pytest.fixture(scope="module")
def runner():
    made = Apart()
    yield made
    made.close()


def carried_out(runner, how, wish=None):
    told = []

    def tell(each):
        if wish and not told:
            runner.wish(wish)
        told.append(each)

    return runner.carry_out(Ending(how), tell), told


def test_a_task_is_told_of_and_ends(runner):
    over, told = carried_out(runner, "well")
    assert (over, told) == (Glanced(), [Moved(0, MANY)])


def test_a_task_hears_what_is_wished_of_it(runner):
    assert carried_out(runner, "long", "drop")[0] == Dropped()
    assert carried_out(runner, "long", "stop")[0] == Stopped()


def test_a_wish_that_comes_too_late_is_no_wish_of_the_next(runner):
    carried_out(runner, "well")
    runner.wish("drop")
    assert carried_out(runner, "well")[0] == Glanced()


def test_what_goes_wrong_is_said_and_the_next_task_is_carried_out(runner):
    refused, broken = (carried_out(runner, how)[0] for how in ("refused", "a fault"))
    assert isinstance(refused, Refused)
    assert isinstance(broken, Broken)
    assert "ZeroDivisionError" in broken.said.da
    assert isinstance(carried_out(runner, "killed")[0], Broken)
    assert carried_out(runner, "well")[0] == Glanced()


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no such steps")
def test_long_work_gives_way_to_first_answers():
    made = Apart(gives_way=True)
    _, told = carried_out(made, "how it gives way")
    made.close()
    assert told == [Moved(min(os.nice(0) + GIVING_WAY, LAST_STEP), MANY)]


def test_long_work_of_the_app_is_what_gives_way(monkeypatch, tmp_path):
    monkeypatch.setattr(Apart, "begin", lambda _: None)
    rooms = rooms_of(House(None, tmp_path))
    ways = {name: lane.runner._gives_way for name, lane in rooms.desk.lanes.items()}
    rooms.desk.close()
    assert ways == {"glance": False, "whole": True}
