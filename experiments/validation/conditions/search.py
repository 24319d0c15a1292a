"""Factors by period under which the simulated stocks are those that were observed.

In each period a scheme has one number, its tightness x: hazards to it from job, education and
self-support are multiplied by exp(-x/2), that from it to job by exp(x/2), so that entry and exit
have an equal part in what changed. Stocks answer slowly, so that many series of x would do;
the one sought is the smoothest that comes near: least squares of what is missed and of what
changes from period to period. All are found together, on the same draws at every step, by
Gauss-Newton steps on how stocks answer a change of the first period.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.linalg import toeplitz

from borgerflow.experiments.findings.question import START
from borgerflow.experiments.runs.pool import workers_wanted
from borgerflow.experiments.validation.conditions.figures import Observed
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import iso_date, parse_day, year_of
from borgerflow.sim.engines.simulate import live
from borgerflow.sim.params import Params
from borgerflow.sim.params.model import CalendarPeriod
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import World, load_world

WORK = "job"
FOLLOWED = ("dagpenge", "kontanthjaelp_jobparat")  # whose stocks are those of the unemployed
COMES_FROM = (WORK, "uddannelse", "selvforsoergelse")  # whence the state of the labour market sends
MISSED = 0.02  # of a logarithm: how near observed stocks are known, and worth coming
CHANCE = 0.5  # of what it does to a stock is worth meeting: the root of the persons
CHANGES = 0.15  # of a logarithm: what tightness does from one quarter to the next, most often
TRIED = 0.3  # of a logarithm, for the answer of the stocks
STEPS = 5
CITIZENS = 500_000  # simulated in all at each step: a stock of 1 in 100 is then known to 1.4 %
FEWEST, MOST = 4, 40  # replications
TRIALS = STEPS + 4  # the first, the answer of the stocks, the steps, and two on other draws
Step = Callable[[], None]
Progress = Callable[[int, int], None]
Tightness = Mapping[str, Floats]  # [period] by scheme


def ways_of(world: World, scheme: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the hazards into a scheme that follow the labour market, and those out of it."""
    into = [f"{o}>{to}" for o, to in world.exits.names if to == scheme and o in COMES_FROM]
    return tuple(into), (f"{scheme}>{WORK}",)


@dataclass(frozen=True)
class ConditionSearch:
    """Observed stocks, and the draws on which factors are found that give them."""

    world: World
    observed: Observed
    seed: int
    step: Step

    @property
    def replications(self) -> int:
        """Return how many replications each step takes, more where fewer live."""
        persons = self.world.municipality.persons_18_66.value or 1.0
        return min(max(math.ceil(CITIZENS / persons), FEWEST), MOST)

    def stocks(self, tightness: Tightness, first: int = 0) -> Floats:
        """Return the mean simulated stocks, [scheme, period], of replications from one on."""
        world = self.world.with_calendar(self.calendar(tightness))
        replications = range(first, first + self.replications)
        found = mean_stocks(world, [*self.observed.stocks], self.days, self.seed, replications)
        self.step()
        return found

    def calendar(self, tightness: Tightness) -> tuple[CalendarPeriod, ...]:
        """Return the calendar of a tightness by period."""
        return tuple(
            CalendarPeriod.model_construct(
                start=start,
                until=until,
                factors=self._factors({name: float(x[place]) for name, x in tightness.items()}),
                source="",
                grade="estimated",
                range=(1.0, 1.0),
            )
            for place, (start, until) in enumerate(zip(self.days[:-1], self.days[1:], strict=True))
        )

    @property
    def days(self) -> tuple[int, ...]:
        """Return the borders of the periods."""
        return self.observed.days

    def _factors(self, tightness: Mapping[str, float]) -> dict[str, float]:
        factors: dict[str, float] = {}
        for scheme, x in tightness.items():
            into, out = ways_of(self.world, scheme)
            factors |= dict.fromkeys(into, entry_factor(x)) | dict.fromkeys(out, exit_factor(x))
        return factors


def entry_factor(tightness: float) -> float:
    """Return the factor on hazards into a scheme."""
    return math.exp(-tightness / 2)


def exit_factor(tightness: float) -> float:
    """Return the factor on the hazard from a scheme to a job."""
    return math.exp(tightness / 2)


def mean_stocks(
    world: World, schemes: Sequence[str], days: Sequence[int], seed: int, replications: range
) -> Floats:
    """Return the mean simulated stocks of some schemes between days, [scheme, period]."""
    once = partial(_stocks_once, world, schemes, np.array(days), seed)
    with ThreadPoolExecutor(workers_wanted(None)) as threads:
        return np.asarray(np.mean([*threads.map(once, replications)], axis=0))


def _stocks_once(
    world: World, schemes: Sequence[str], days: Ints, seed: int, replication: int
) -> Floats:
    """Return the mean stocks of one replication, [scheme, period]."""
    census = census_of(world.peopling, seed, replication)
    spells, _, _ = live(world, census.people(np.arange(census.size)), "auto")
    stocks = []
    for scheme in schemes:
        here = spells.scheme == world.scheme_names.index(scheme)
        start, end = spells.start[here, None], spells.end[here, None]
        shared = np.minimum(end, days[1:]) - np.maximum(start, days[:-1])
        stocks.append(np.maximum(shared, 0).sum(axis=0) / np.diff(days))
    return np.array(stocks)


def found(search: ConditionSearch) -> dict[str, Floats]:
    """Return the tightness by period and scheme whose stocks come near those observed."""
    names = [*search.observed.stocks]
    given = np.log([search.observed.stocks[name] for name in names])
    x = np.zeros_like(given)
    logs = np.log(search.stocks(dict(zip(names, x, strict=True))))
    answers = _answers(search, names, logs)
    best, least = x, np.inf
    for _ in range(STEPS):
        known = zip(answers, given, logs, x, strict=True)
        x = np.array([_next(*of_scheme) for of_scheme in known])
        logs = np.log(search.stocks(dict(zip(names, x, strict=True))))
        worth = _worth((given - logs) / _nearness(given), x)
        if worth < least:
            best, least = x, worth
    return dict(zip(names, best, strict=True))


def _answers(search: ConditionSearch, names: list[str], logs: Floats) -> list[Floats]:
    """Return how the logarithms of stocks answer a tightness, [period, period] by scheme.

    A change of the first period is tried; later ones are answered alike, later.
    """
    first = np.eye(1, logs.shape[1])[0] * TRIED
    tried = np.log(search.stocks(dict.fromkeys(names, first)))
    return [np.tril(toeplitz(row)) for row in (tried - logs) / TRIED]


def _next(answer: Floats, given: Floats, logs: Floats, x: Floats) -> Floats:
    """Return the tightness of a scheme that is best if stocks answer so."""
    changes = np.diff(np.eye(len(x)), axis=0)
    near = _nearness(given)
    left = np.vstack([answer / near[:, None], changes / CHANGES, np.eye(1, len(x)) / CHANGES])
    right = np.concatenate([(given - logs + answer @ x) / near, np.zeros(len(x))])
    return np.asarray(np.linalg.lstsq(left, right, rcond=None)[0])


def _nearness(given: Floats) -> Floats:
    """Return how near it is worth coming to the logarithms of stocks: chance moves small ones."""
    return np.asarray(np.hypot(MISSED, CHANCE * np.exp(-given / 2)))


def _worth(missed: Floats, x: Floats) -> float:
    """Return what is least where a smooth tightness meets stocks as near as it is worth."""
    changes = np.diff(x, axis=1, prepend=0.0)
    return float(np.square(missed).sum() + np.square(changes / CHANGES).sum())


def search_of(
    home: str, observed: Observed, seed: int, params: Params, progress: Progress | None
) -> ConditionSearch:
    """Return the search for a municipality, over a horizon in which all that was observed lies."""
    first, after = observed.days[0], observed.days[-1]
    start = START if first <= parse_day(START) < after else f"{year_of(first)}-01-01"
    world = load_world(home, start=start, end=iso_date(after), params=params)
    return ConditionSearch(world, observed, seed, _counting(progress))


def _counting(progress: Progress | None) -> Step:
    """Return what tells that stocks were simulated once more."""
    done = itertools.count(1)

    def step() -> None:
        if progress is not None:
            progress(next(done), TRIALS)

    return step
