"""The rules of one life in plain Python: when a spell ends, where it leads, when a talk is due.

An engine asks when; it says what has happened. Nothing here lets time pass.
"""

from bisect import bisect_left
from random import Random

from benchmarks.ladder.model import (
    DAYS,
    EFFECT_DAYS,
    IS_BENEFIT,
    JOB,
    NEVER,
    OUT,
    TALK_EVERY_DAYS,
    Ladder,
    bin_of_day,
    chances,
    integrated,
    talk_days,
)

INTEGRATED, CHANCES, BIN_OF_DAY, TALK_DAYS = integrated(), chances(), bin_of_day(), talk_days()


class Life:
    """One citizen: the spells and talks so far, and the spell under way.

    ``ends`` is the day on which the spell ends by itself as far as is known, ``due`` the day on
    which the next talk is due and ``talk`` the working day on which it can be held first.
    """

    __slots__ = (
        "affected_until",
        "draw",
        "due",
        "effect",
        "ends",
        "left",
        "number",
        "seen",
        "spells",
        "start",
        "state",
        "talk",
        "talks",
    )

    def __init__(self, number: int, ladder: Ladder, draw: Random) -> None:
        """Let a citizen begin in a job on day 0."""
        self.number, self.effect, self.draw = number, ladder.effect, draw
        self.spells: list[tuple[int, int, int, int]] = []
        self.talks: list[tuple[int, int, int]] = []
        self._begin(JOB, 0)

    def leave(self) -> None:
        """End the spell on its day and begin the next."""
        self.spells.append((self.number, self.state, self.start, self.ends))
        self._begin(self._destination(), self.ends)

    def hold_talk(self, day: int) -> None:
        """Hold the talk that is due: hazards rise from this day on."""
        self.talks.append((self.number, self.due, day))
        self.left -= self._lived_until(day)
        self.seen, self.affected_until = day, day + EFFECT_DAYS
        self._plan_talk(max(self.due + TALK_EVERY_DAYS, day + 1))
        self.ends = self._exit_day()

    def close(self) -> None:
        """Write down the spell that is under way when the simulation ends."""
        if self.state != OUT:
            self.spells.append((self.number, self.state, self.start, DAYS))

    def _begin(self, state: int, day: int) -> None:
        self.state, self.start, self.seen, self.affected_until = state, day, day, day
        if state == OUT:
            self.ends = self.due = self.talk = NEVER
            return
        self.left = self.draw.expovariate(1.0)
        self.ends = self._exit_day()
        self._plan_talk(day + TALK_EVERY_DAYS if IS_BENEFIT[state] else NEVER)

    def _destination(self) -> int:
        """Return a state drawn by the hazards of the last day of the spell."""
        chances = CHANCES[self.state][BIN_OF_DAY[self.ends - 1 - self.start]]
        chosen = self.draw.random()
        for state, chance in chances:
            if chosen < chance:
                return state
        return chances[-1][0]

    def _plan_talk(self, due: int) -> None:
        self.due, self.talk = due, TALK_DAYS[due] if due < DAYS else NEVER

    def _lived_until(self, day: int) -> float:
        """Return the hazard lived through since the latest talk."""
        table, first = INTEGRATED[self.state], self.seen - self.start
        lived = table[day - self.start] - table[first]
        affected = min(day, self.affected_until) - self.start
        if affected > first:
            lived += (self.effect - 1) * (table[affected] - table[first])
        return lived

    def _exit_day(self) -> int:
        """Return the first day on which the hazard lived through has reached the draw."""
        table, left = INTEGRATED[self.state], self.left
        base = table[self.seen - self.start]
        if self.affected_until > self.seen:
            later = table[min(self.affected_until - self.start, len(table) - 1)]
            if base + left / self.effect <= later:
                return self.start + bisect_left(table, base + left / self.effect)
            left, base = left - self.effect * (later - base), later
        return self.start + bisect_left(table, base + left)
