"""A desk without processes: its runners work here, or hold what they are given."""

import threading
from dataclasses import dataclass

from borgerflow.app.asked.own_files import House
from borgerflow.app.site import Rooms
from borgerflow.app.work.desk import Desk
from borgerflow.app.work.lanes import Lane
from borgerflow.app.work.runner import Watch, ended

PATIENCE = 600  # seconds after which whatever a test waits for has gone wrong, on any machine
JSON = {"Accept": "application/json"}


class Here:
    """A runner in this process."""

    def __init__(self):
        self.wishes = []

    def carry_out(self, task, tell):
        self.wishes.clear()
        return ended(task, Watch(tell, lambda: self.wishes[-1] if self.wishes else None))

    def wish(self, wish):
        self.wishes.append(wish)

    def close(self):
        self.wish("drop")


@dataclass
class Kept:
    """A task that a runner was given, held until a test lets it go on."""

    task: object
    tell: object
    over: object = None


class Held:
    """A runner that does nothing by itself: a test says how each task ends."""

    def __init__(self):
        self.tasks, self.wishes, self._closed = [], [], False
        self._given = threading.Condition()

    def carry_out(self, task, tell):
        kept = Kept(task, tell)
        with self._given:
            self.tasks.append(kept)
            self._given.notify_all()
            assert self._given.wait_for(lambda: kept.over is not None or self._closed, PATIENCE)
        return kept.over

    def wish(self, wish):
        self.wishes.append(wish)

    def close(self):
        self.wish("drop")
        with self._given:
            self._closed = True
            self._given.notify_all()

    def given(self, count):
        """Return the tasks, once there are so many."""
        with self._given:
            assert self._given.wait_for(lambda: len(self.tasks) >= count, PATIENCE)
            return list(self.tasks)

    def end(self, number, over):
        """Have a task end."""
        with self._given:
            self.tasks[number].over = over
            self._given.notify_all()


def rooms_with(folder, runner):
    """Return what pages work with, in a folder of their own; ``runner`` makes each runner."""
    desk = Desk({"glance": Lane(runner()), "whole": Lane(runner())})
    return Rooms(House(None, folder), desk)


def waited(desk, key):
    """Return a job once it is over."""
    job = desk.job(key)
    over = threading.Event()
    for _ in range(PATIENCE * 20):
        if job.is_over:
            return job
        over.wait(0.05)
    raise AssertionError("the job did not end")
