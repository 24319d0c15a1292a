"""What published figures measure, counted in simulated lives.

Each measure returns a pair: what is counted, and of how much. A count (persons, cases a year) is of
one. Pairs are added up over replications before they are divided, so that small places are not
moved by divisions by nearly nothing.
"""

from collections.abc import Callable, Mapping

import numpy as np

from borgerflow.experiments.validation.calibration.published.kinds import Counting
from borgerflow.experiments.validation.calibration.published.lives import LivesSeen, StaysSeen
from borgerflow.sim.base.clock import DAYS_PER_WEEK

YEAR = 365.25
Pair = tuple[float, float]


def stock(what: Counting, lives: LivesSeen) -> Pair:
    """Return the persons there on a day."""
    stays = lives.stays(what.schemes, paid=what.paid)
    return float(_there(stays, what.day)), 1.0


def inflow(what: Counting, lives: LivesSeen) -> Pair:
    """Return new cases a year."""
    return len(lives.begun(what.schemes, paid=what.paid).start) / _years(lives, 0), 1.0


def reaching(what: Counting, lives: LivesSeen) -> Pair:
    """Return the cases a year that are there in some weeks, on average over these weeks."""
    first, last = _weeks(what.detail)
    stays = lives.begun(what.schemes, paid=what.paid, seen_weeks=last)
    return _mean_there(stays, first, last) / _years(lives, last), 1.0


def ended_within(what: Counting, lives: LivesSeen) -> Pair:
    """Return the share of new cases that end within some weeks."""
    weeks = float(what.detail)
    stays = lives.begun(what.schemes, paid=what.paid, seen_weeks=weeks)
    return float((stays.days <= weeks * DAYS_PER_WEEK).sum()), float(len(stays.start))


def survival_ratio(what: Counting, lives: LivesSeen) -> Pair:
    """Return the new cases still there in some weeks, of those there in other weeks."""
    later, _, sooner = what.detail.partition("/")
    stays = lives.begun(what.schemes, paid=what.paid, seen_weeks=_weeks(later)[1])
    return _mean_there(stays, *_weeks(later)), _mean_there(stays, *_weeks(sooner))


def outcome(what: Counting, lives: LivesSeen) -> Pair:
    """Return the share of cases that end in some schemes."""
    stays = lives.ended(what.schemes, paid=what.paid)
    to = lives.inside(what.detail.split("+"))
    return float(to[stays.next].sum()), float(len(stays.start))


def mean_length(what: Counting, lives: LivesSeen) -> Pair:
    """Return the mean weeks of cases that ended."""
    stays = lives.ended(what.schemes, paid=what.paid)
    return float(stays.days.sum()) / DAYS_PER_WEEK, float(len(stays.start))


def ended_at_most(what: Counting, lives: LivesSeen) -> Pair:
    """Return the share of cases that ended which had lasted at most some weeks."""
    stays = lives.ended(what.schemes, paid=what.paid)
    short = stays.days <= float(what.detail) * DAYS_PER_WEEK
    return float(short.sum()), float(len(stays.start))


def status_after(what: Counting, lives: LivesSeen) -> Pair:
    """Return the share of cases that ended whose citizen is in some schemes weeks afterwards."""
    to, _, weeks = what.detail.partition("@")
    stays = lives.ended(what.schemes, paid=what.paid, seen_weeks=float(weeks))
    then = lives.scheme_of(stays.citizen, stays.end + round(float(weeks) * DAYS_PER_WEEK))
    return float(lives.inside(to.split("+"))[then].sum()), float(len(stays.start))


def elapsed_over(what: Counting, lives: LivesSeen) -> Pair:
    """Return the share of those there on the last day who have been so for more than some weeks."""
    stays = lives.stays(what.schemes, paid=what.paid)
    there = (stays.start <= lives.last_day) & (stays.end > lives.last_day)
    long = lives.last_day - stays.start[there] > float(what.detail) * DAYS_PER_WEEK
    return float(long.sum()), float(there.sum())


def turnover(what: Counting, lives: LivesSeen) -> Pair:
    """Return the persons who are there at some time of the last year, of those there on average."""
    stays, since = lives.stays(what.schemes, paid=what.paid), lives.last_day - round(YEAR)
    touched = (stays.end > since) & (stays.start <= lives.last_day)
    inside = np.minimum(stays.end, lives.last_day + 1) - np.maximum(stays.start, since)
    days = float(np.maximum(inside, 0).sum())
    return float(len(np.unique(stays.citizen[touched]))), days / (lives.last_day + 1 - since)


def job_broken(what: Counting, lives: LivesSeen) -> Pair:
    """Return the share of jobs after some schemes that end between two numbers of weeks."""
    after, until = _weeks(what.detail)
    since, last = lives.window(until)
    spells = lives.spells
    job, meant = lives.names.index("job"), lives.inside(what.schemes)
    jobs = np.flatnonzero(meant[spells.came_from] & (spells.scheme == job))
    jobs = jobs[(spells.start[jobs] >= since) & (spells.start[jobs] < last)]
    days = (spells.end - spells.start)[jobs]
    broken = (days > after * DAYS_PER_WEEK) & (days <= until * DAYS_PER_WEEK)
    return float(broken.sum()), float(len(jobs))


def _there(stays: StaysSeen, day: int) -> int:
    return int(((stays.start <= day) & (stays.end > day)).sum())


def _years(lives: LivesSeen, seen_weeks: float) -> float:
    since, until = lives.window(seen_weeks)
    return (until - since) / YEAR


def _weeks(detail: str) -> tuple[float, float]:
    first, _, last = detail.partition("-")
    return float(first), float(last)


def _mean_there(stays: StaysSeen, first: float, last: float) -> float:
    """Return how many of the cases are there in some weeks, both included, on average by day."""
    before, after = (first - 1) * DAYS_PER_WEEK, last * DAYS_PER_WEEK
    days = np.clip(stays.days - before, 0, after - before)
    return float(days.sum()) / (after - before)


COUNTED: Mapping[str, Callable[[Counting, LivesSeen], Pair]] = {
    "stock": stock,
    "inflow": inflow,
    "reaching": reaching,
    "ended_within": ended_within,
    "survival_ratio": survival_ratio,
    "outcome": outcome,
    "mean_length": mean_length,
    "ended_at_most": ended_at_most,
    "status_after": status_after,
    "elapsed_over": elapsed_over,
    "turnover": turnover,
    "job_broken": job_broken,
}
