"""The ladder model in salabim: one component per citizen, and one for the team.

Processes are generators (``yieldless=False``), which need no greenlets; monitors, traces and
names, of which nothing is asked, are switched off.
"""

from collections.abc import Generator
from random import Random

import salabim as sim

from benchmarks.ladder.lives import Life
from benchmarks.ladder.model import DAYS, OUT, Ladder, Outcome, slots_a_day, working_days
from benchmarks.ladder.settlement import municipal_kroner

END_OF_DAY = 0.5  # after all that happens at the beginning of a day

Process = Generator[object, None, None]


def live(ladder: Ladder, citizens: int, seed: int) -> Outcome:
    """Return the lives of so many citizens, settled."""
    draw = Random(seed)
    env = sim.Environment(trace=False, yieldless=False, random_seed=None)
    lives = [Life(number, ladder, draw) for number in range(citizens)]
    if ladder.staffed:
        queue = sim.Queue("queue", monitor=False, env=env)
        for life in lives:
            InTurn(life=life, queue=queue, env=env, suppress_trace=True)
        Team(queue=queue, slots=slots_a_day(citizens), env=env)
    else:
        for life in lives:
            Unstaffed(life=life, env=env, suppress_trace=True)
    env.run(till=DAYS, urgent=True)  # nothing happens on that day
    for life in lives:
        life.close()
    return Outcome(
        [spell for life in lives for spell in life.spells],
        [talk for life in lives for talk in life.talks],
        sum(municipal_kroner(life.spells) for life in lives),
    )


class Unstaffed(sim.Component):
    """A citizen whose talks are held on the first working day on which they are due."""

    def setup(self, life: Life) -> None:
        self.life = life
        self.status.monitor(False)
        self.mode.monitor(False)

    def process(self) -> Process:
        life = self.life
        while life.state != OUT:
            if life.talk < life.ends:
                yield self.hold(till=life.talk)
                life.hold_talk(life.talk)
            else:
                yield self.hold(till=life.ends)
                life.leave()


class InTurn(sim.Component):
    """A citizen who waits for their turn, or until the spell ends."""

    def setup(self, life: Life, queue: sim.Queue) -> None:
        self.life, self.queue = life, queue
        self.status.monitor(False)
        self.mode.monitor(False)

    def process(self) -> Process:
        life = self.life
        while life.state != OUT:
            if life.talk >= life.ends:
                yield self.hold(till=life.ends)
                life.leave()
                continue
            yield self.hold(till=life.talk)
            self.enter(self.queue, priority=(life.due, life.number))
            yield self.hold(till=life.ends)  # the team ends this hold sooner
            if self in self.queue:
                self.leave(self.queue)
                life.leave()
            else:
                life.hold_talk(int(self.env.now()))


class Team(sim.Component):
    """The team, which holds so many talks at the end of each working day."""

    def setup(self, queue: sim.Queue, slots: int) -> None:
        self.queue, self.slots = queue, slots

    def process(self) -> Process:
        for day in working_days():
            yield self.hold(till=day + END_OF_DAY)
            for _ in range(min(self.slots, len(self.queue))):
                self.queue.pop().activate()
