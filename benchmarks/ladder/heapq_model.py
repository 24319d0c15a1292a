"""The ladder model on a heap of dated events, without a library."""

from heapq import heapify, heappop, heappush, heapreplace
from random import Random

from benchmarks.ladder.lives import Life
from benchmarks.ladder.model import DAYS, Ladder, Outcome, slots_a_day, working_days
from benchmarks.ladder.settlement import municipal_kroner

SERVICE = 10**9  # comes after every citizen on a day


def live(ladder: Ladder, citizens: int, seed: int) -> Outcome:
    """Return the lives of so many citizens, settled."""
    draw = Random(seed)
    lives = [Life(number, ladder, draw) for number in range(citizens)]
    if ladder.staffed:
        _live_in_turn(lives, slots_a_day(citizens))
    else:
        _live_unstaffed(lives)
    for life in lives:
        life.close()
    return Outcome(
        [spell for life in lives for spell in life.spells],
        [talk for life in lives for talk in life.talks],
        sum(municipal_kroner(life.spells) for life in lives),
    )


def _live_unstaffed(lives: list[Life]) -> None:
    """Let all live: a talk is held on the first working day on which it is due."""
    events = [(min(life.ends, life.talk), life.number) for life in lives]
    heapify(events)
    while events[0][0] < DAYS:
        day, number = events[0]
        life = lives[number]
        if life.ends == day:
            life.leave()
        else:
            life.hold_talk(day)
        heapreplace(events, (min(life.ends, life.talk), number))


def _live_in_turn(lives: list[Life], slots: int) -> None:
    """Let all live: the team holds so many talks at the end of a working day.

    An event whose life has gone another way meanwhile is passed over.
    """
    events = [(min(life.ends, life.talk), life.number) for life in lives]
    heapify(events)
    queue: list[tuple[int, int]] = []  # due day, citizen
    for day in working_days():
        heappush(events, (day, SERVICE))
    while events[0][0] < DAYS:
        day, number = heappop(events)
        if number == SERVICE:
            for life in _served(queue, lives, slots, day):
                heappush(events, (min(life.ends, life.talk), life.number))
            continue
        life = lives[number]
        if life.ends == day:
            life.leave()
            heappush(events, (min(life.ends, life.talk), number))
        elif life.talk == day:
            heappush(queue, (life.due, number))
            heappush(events, (life.ends, number))


def _served(queue: list[tuple[int, int]], lives: list[Life], slots: int, day: int) -> list[Life]:
    """Return those whose talk is held today; who has left the spell has left the queue."""
    served: list[Life] = []
    while queue and len(served) < slots:
        due, number = heappop(queue)
        life = lives[number]
        if life.due == due and life.talk <= day:
            life.hold_talk(day)
            served.append(life)
    return served
