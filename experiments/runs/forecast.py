"""How long the rest of some work takes, judged by what was finished of it in this very run."""

import time

LONG = 20.0  # seconds left from which a forecast is worth telling
JUDGED_AFTER = 2.0  # seconds from the first finished unit to the forecast


class Forecast:
    """Judges what is left, once: as soon as it can be told, and is long.

    Units are judged from the first finished one of their round on, which is slow itself: workers
    start, machine code is loaded. Another total is another round.
    """

    def __init__(self) -> None:
        self._since: tuple[int, float, int] | None = None  # total, moment, done
        self._is_told = False

    def seconds_left(self, done: int, total: int) -> float | None:
        """Return the seconds that all units left take; None until it is told, and ever after."""
        now = time.perf_counter()
        if self._since is None or self._since[0] != total:
            self._since = (total, now, done)
            return None
        _, moment, before = self._since
        passed = now - moment
        if self._is_told or passed < JUDGED_AFTER:
            return None
        seconds = passed / (done - before) * (total - done)
        self._is_told = seconds >= LONG
        return seconds if self._is_told else None
