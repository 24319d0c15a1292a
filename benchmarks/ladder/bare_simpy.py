"""The ladder model in bare SimPy: one process per citizen, and one for the team."""

from collections.abc import Generator
from heapq import heappop, heappush
from random import Random

import simpy

from benchmarks.ladder.lives import Life
from benchmarks.ladder.model import DAYS, OUT, Ladder, Outcome, slots_a_day, working_days
from benchmarks.ladder.settlement import municipal_kroner

END_OF_DAY = 0.5  # after all that happens at the beginning of a day

Process = Generator[simpy.Event, object, None]
Queue = list[tuple[int, int, simpy.Event]]  # due day, citizen, what happens when it is their turn


def live(ladder: Ladder, citizens: int, seed: int) -> Outcome:
    """Return the lives of so many citizens, settled."""
    draw = Random(seed)
    env = simpy.Environment()
    lives = [Life(number, ladder, draw) for number in range(citizens)]
    if ladder.staffed:
        queue: Queue = []
        env.process(team(env, queue, slots_a_day(citizens)))
        for life in lives:
            env.process(in_turn(env, life, queue))
    else:
        for life in lives:
            env.process(unstaffed(env, life))
    env.run(until=DAYS)
    for life in lives:
        life.close()
    return Outcome(
        [spell for life in lives for spell in life.spells],
        [talk for life in lives for talk in life.talks],
        sum(municipal_kroner(life.spells) for life in lives),
    )


def unstaffed(env: simpy.Environment, life: Life) -> Process:
    """Let a citizen live; a talk is held on the first working day on which it is due."""
    while life.state != OUT:
        if life.talk < life.ends:
            yield env.timeout(life.talk - env.now)
            life.hold_talk(life.talk)
        else:
            yield env.timeout(life.ends - env.now)
            life.leave()


def in_turn(env: simpy.Environment, life: Life, queue: Queue) -> Process:
    """Let a citizen live; for a talk they wait their turn, or until the spell ends."""
    while life.state != OUT:
        if life.talk >= life.ends:
            yield env.timeout(life.ends - env.now)
            life.leave()
            continue
        yield env.timeout(life.talk - env.now)
        turn, leaving = env.event(), env.timeout(life.ends - env.now)
        heappush(queue, (life.due, life.number, turn))
        yield turn | leaving
        if turn.triggered:
            life.hold_talk(int(env.now))
        else:
            turn.succeed()  # so that the team passes over it
            life.leave()


def team(env: simpy.Environment, queue: Queue, slots: int) -> Process:
    """Hold so many talks at the end of each working day, in the order of due day and citizen."""
    for day in working_days():
        yield env.timeout(day + END_OF_DAY - env.now)
        left = slots
        while queue and left:
            _, _, turn = heappop(queue)
            if not turn.triggered:
                turn.succeed()
                left -= 1
