"""The ladder model in Cimba, twice: one process per citizen, and events alone.

A process is the usual way there and has a stack of its own; an event is a call at its time.
"""

from functools import partial

import cimba as cb
import numpy as np

from benchmarks.ladder.cimba_lives import LadderCitizen, LadderTown
from benchmarks.ladder.model import DAYS, JOB, NEVER, Ladder, Outcome

TURN, SPELL_ENDS = 1, 2  # what wakes a process that waits


def live(kind: type[LadderTown], ladder: Ladder, citizens: int, seed: int) -> Outcome:
    """Return the lives of so many citizens, settled."""
    town = kind(ladder, citizens)
    trial = cb.Experiment(town, window=cb.Window(duration=DAYS), seed=seed)
    told = trial.run(workers=1, on_failure="raise")[town]
    spells, talks = (rows.trial(0, 0)[1].astype(np.int64) for rows in (told.spells, told.talks))
    return Outcome(spells.reshape(-1, 4), talks.reshape(-1, 3), float(told.kroner[0, 0]))


class InProcess(LadderCitizen):
    """A citizen whose life is a process."""

    process: int = 0

    @cb.process
    def live(self):
        self.process = cb.this_process().pointer
        self.begin(JOB, 0)
        while min(self.ends, self.talk) < DAYS:
            if self.talk >= self.ends:
                cb.hold(self.ends - cb.now())
                self.leave()
                continue
            cb.hold(self.talk - cb.now())
            if self.town.slots == 0 or self.turn_comes():
                self.hold_talk(int(cb.now()))
            else:
                self.leave()

    @cb.function
    def turn_comes(self) -> bool:
        """Wait for their turn, or until the spell ends; tell which it was."""
        ticket = self.join_queue()
        cb.this_process().timer_set(self.ends - cb.now(), SPELL_ENDS)
        if cb.suspend() == TURN:
            return True
        self.town.queue.cancel(ticket)
        return False

    @cb.function
    def called(self) -> None:
        process = cb.Process(self.process)
        process.timers_clear()
        process.resume(TURN)


class InEvents(LadderCitizen):
    """A citizen whose life is a chain of events; one that no longer fits is passed over."""

    ticket: int = 0  # of the queue while they wait in it; 0 is none

    @cb.on_start
    def set_out(self):
        self.begin(JOB, 0)
        self.plan()

    @cb.function
    def plan(self) -> None:
        day = min(self.ends, self.talk)
        if day < DAYS:
            cb.schedule(self.happens, day - cb.now())

    @cb.event
    def happens(self):
        today = int(cb.now())
        if self.ends == today:
            if self.ticket:
                self.town.queue.cancel(self.ticket)
                self.ticket = 0
            self.leave()
        elif self.talk == today and self.town.slots == 0:
            self.hold_talk(today)
        elif self.talk == today:
            self.ticket, self.talk = self.join_queue(), NEVER
        else:
            return
        self.plan()

    @cb.function
    def called(self) -> None:
        self.ticket = 0
        self.hold_talk(int(cb.now()))
        self.plan()


class TownOfProcesses(LadderTown):
    @cb.on_start
    def settle_in(self):
        for number in range(self.citizens):
            cb.spawn(InProcess, town=self, number=number)


class TownOfEvents(LadderTown):
    @cb.on_start
    def settle_in(self):
        for number in range(self.citizens):
            cb.spawn(InEvents, town=self, number=number)


live_in_processes = partial(live, TownOfProcesses)
live_in_events = partial(live, TownOfEvents)
