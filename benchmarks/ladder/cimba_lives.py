"""The rules of one life and of the town in the part of Python that Cimba compiles.

They are those of `lives` and `settlement`, read from arrays of the same tables, but for one thing:
a spell is settled when it ends. How time passes is told by the kinds of citizens in `cimba_model`.
"""

import cimba as cb
import numpy as np

from benchmarks.ladder import settlement
from benchmarks.ladder.model import (
    DAYS,
    EFFECT_DAYS,
    IS_BENEFIT,
    JOB,
    NEVER,
    OUT,
    RESET_WEEKS,
    RESET_WINDOW_WEEKS,
    TALK_EVERY_DAYS,
    Ladder,
    bin_of_day,
    chances,
    integrated,
    slots_a_day,
    talk_days,
    working_days,
)
from borgerflow.sim.base.clock import DAYS_PER_WEEK

END_OF_DAY = 0.5  # after all that happens at the beginning of a day

INTEGRATED = np.array([integrated()[state] for state in range(OUT)])
CHANCES = np.array([[[p for _, p in row] for row in chances()[state]] for state in range(OUT)])
DESTINATION = np.array([[state for state, _ in chances()[origin][0]] for origin in range(OUT)])
BIN_OF_DAY, TALK_DAY = np.array(bin_of_day()), np.array(talk_days())
ON_BENEFIT, WORKING_DAYS = np.array(IS_BENEFIT), np.array(working_days())
A_DAY, SHARE = np.array(settlement.A_DAY), np.array(settlement.SHARES)
LEFT_ON_STEP = np.array(settlement.LEFT_ON_STEP)


class LadderCitizen(cb.Model):
    """One citizen: the fields of `lives.Life`, and where the count on the staircase stands."""

    town: cb.Ref["LadderTown"]
    number: int
    state: int = JOB
    start: int = 0
    ends: int = 0
    left: float = 0.0
    seen: int = 0
    affected_until: int = 0
    due: int = NEVER
    talk: int = NEVER
    week: int = 0  # on benefit, counted
    latest: int = -1  # calendar week that was counted
    jobs: int = 0  # whole weeks of job since the count began
    job: cb.Array[int] = cb.Array(RESET_WEEKS)  # the latest of them

    @cb.function
    def called(self) -> None:
        """Have the talk that is due: the team says that it is their turn."""

    @cb.on_end
    def close(self):
        """Write down the spell that is under way when the simulation ends."""
        if self.state != OUT:
            self.end_spell(DAYS)

    @cb.function
    def join_queue(self) -> int:
        """Return the ticket to leave the queue with; the order is due day, then citizen."""
        return self.town.queue.enqueue(self, -(self.due * self.town.citizens + self.number))

    @cb.function
    def leave(self) -> None:
        """End the spell on its day and begin the next."""
        self.end_spell(self.ends)
        by_hazard = CHANCES[self.state, BIN_OF_DAY[self.ends - 1 - self.start]]
        chosen = np.searchsorted(by_hazard, cb.random.uniform(0.0, 1.0), side="right")
        self.begin(DESTINATION[self.state, min(chosen, len(by_hazard) - 1)], self.ends)

    @cb.function
    def begin(self, state: int, day: int) -> None:
        self.state, self.start, self.seen, self.affected_until = state, day, day, day
        if state == OUT:
            self.ends = self.due = self.talk = NEVER
            return
        self.left = cb.random.exponential(1.0)
        self.ends = self.exit_day()
        self.plan_talk(day + TALK_EVERY_DAYS if ON_BENEFIT[state] else NEVER)

    @cb.function
    def hold_talk(self, day: int) -> None:
        """Hold the talk that is due: hazards rise from this day on."""
        self.town.record_talk(self.number, self.due, day)
        self.left -= self.lived_until(day)
        self.seen, self.affected_until = day, day + EFFECT_DAYS
        self.plan_talk(max(self.due + TALK_EVERY_DAYS, day + 1))
        self.ends = self.exit_day()

    @cb.function
    def plan_talk(self, due: int) -> None:
        self.due, self.talk = due, TALK_DAY[due] if due < DAYS else NEVER

    @cb.function
    def lived_until(self, day: int) -> float:
        """Return the hazard lived through since the latest talk."""
        table, first = INTEGRATED[self.state], self.seen - self.start
        lived = table[day - self.start] - table[first]
        affected = min(day, self.affected_until) - self.start
        if affected > first:
            lived += (self.town.effect - 1) * (table[affected] - table[first])
        return lived

    @cb.function
    def exit_day(self) -> int:
        """Return the first day on which the hazard lived through has reached the draw."""
        table, left, effect = INTEGRATED[self.state], self.left, self.town.effect
        base = table[self.seen - self.start]
        if self.affected_until > self.seen:
            later = table[min(self.affected_until - self.start, len(table) - 1)]
            if base + left / effect <= later:
                return self.start + np.searchsorted(table, base + left / effect)
            left, base = left - effect * (later - base), later
        return self.start + np.searchsorted(table, base + left)

    @cb.function
    def end_spell(self, day: int) -> None:
        """Write down the spell, and settle it."""
        self.town.record_spell(self.number, self.state, self.start, day)
        if ON_BENEFIT[self.state]:
            self.town.kroner += self.share_days(day) * A_DAY[self.state]
        elif self.state == JOB and self.week > 0:
            self.count_job(-(-self.start // DAYS_PER_WEEK), day // DAYS_PER_WEEK)

    @cb.function
    def share_days(self, end: int) -> float:
        """Return the days of benefit weighed by the municipal share, and count their weeks."""
        share_days, day = 0.0, self.start
        while day < end:
            week = day // DAYS_PER_WEEK
            self.week += week > self.latest
            until = min(end, (week + 1 + LEFT_ON_STEP[self.week]) * DAYS_PER_WEEK)
            share_days += (until - day) * SHARE[self.week]
            self.latest = (until - 1) // DAYS_PER_WEEK
            self.week += self.latest - week
            day = until
        return share_days

    @cb.function
    def count_job(self, first: int, until: int) -> None:
        """Count whole weeks of job; enough of them within the window start the count anew."""
        for week in range(first, until):
            self.job[self.jobs % RESET_WEEKS] = week
            self.jobs += 1
            oldest = self.job[self.jobs % RESET_WEEKS]
            if self.jobs >= RESET_WEEKS and oldest > week - RESET_WINDOW_WEEKS:
                self.week, self.jobs = 0, 0
                return


class LadderTown(cb.Model):
    """The team that talks with the citizens, and what is told of all of them."""

    citizens: cb.Param[int]
    slots: cb.Param[int]  # talks a day of the team; 0 where talks never wait
    effect: cb.Param[float]
    queue: cb.PriorityStore[LadderCitizen]
    spells: cb.Dataset  # citizen, state, start, end, and again
    talks: cb.Dataset  # citizen, due, held, and again
    kroner: cb.Output[float] = 0.0

    def __init__(self, ladder: Ladder, citizens: int) -> None:
        self.citizens, self.effect = citizens, ladder.effect
        self.slots = slots_a_day(citizens) if ladder.staffed else 0
        self.spells, self.talks = cb.Dataset(), cb.Dataset()
        self.spells.capture()
        self.talks.capture()

    @cb.process
    def team(self):
        """Hold so many talks at the end of each working day, in the order of the queue."""
        for day in WORKING_DAYS:
            cb.hold(day + END_OF_DAY - cb.now())
            for _ in range(min(self.slots, self.queue.length())):
                self.queue.get().called()

    @cb.function
    def record_spell(self, citizen: int, state: int, start: int, end: int) -> None:
        self.spells.record(citizen)
        self.spells.record(state)
        self.spells.record(start)
        self.spells.record(end)

    @cb.function
    def record_talk(self, citizen: int, due: int, held: int) -> None:
        self.talks.record(citizen)
        self.talks.record(due)
        self.talks.record(held)
