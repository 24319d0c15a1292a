"""Calibrates a municipality: levers found, what is left uncertain drawn, the fit told."""

import datetime as dt
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.runs.statistics import t_quantile
from borgerflow.experiments.store.provenance import digest_of, digests_under
from borgerflow.experiments.validation.calibration.levers import (
    Lever,
    levers_for,
    moved,
    read_levers,
)
from borgerflow.experiments.validation.calibration.posterior import (
    Posterior,
    parabolas,
    posterior_of,
    trials_around,
)
from borgerflow.experiments.validation.calibration.published.targets import PublishedTarget
from borgerflow.experiments.validation.calibration.search import (
    FactorSearch,
    Found,
    at_an_end,
    found,
    most_likely,
    most_trials,
)
from borgerflow.experiments.validation.calibration.simulated import SameDraws, SimulatedFigures
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import iso_date, parse_day, year_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.model import Calibration, FitOfTarget, Municipality
from borgerflow.sim.world.world import load_world

# Simulated residents in all: a stock of one in 200 has 20,000 persons then, moved 0.7 % by chance,
# and of ressourceforloeb some 500 end in a job.
CITIZENS, CITIZENS_QUICK = 4_000_000, 200_000
FEWEST, MOST = 4, 400  # replications
USUAL_DAY = "2019-02-01"  # of the stocks, where none is given
DRAWS = 200
ENDS = (0.05, 0.95)  # of the interval of a factor, and of what is expected of a figure
NORMAL_ENDS = 1.645
FITTED = Wording("kalibreret til offentliggjorte tal", "calibrated to published figures")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class HowCalibrated:
    """How a municipality is calibrated, and what is kept of that."""

    command: str
    seed: int
    quick: bool
    draws: int
    source: str
    citizens: int | None = None

    def replications(self, persons: float) -> int:
        """Return how many replications figures are simulated with, more where fewer live."""
        citizens = self.citizens or (CITIZENS_QUICK if self.quick else CITIZENS)
        return min(max(math.ceil(citizens / persons), FEWEST), MOST)


@dataclass(frozen=True)
class FitRow:
    """A target, what is simulated of it, and what is expected if the place is as simulated."""

    target: PublishedTarget
    simulated: Interval  # the mean, 95 %, on draws that nothing was fitted to
    expected: Interval  # 90 %: levers uncertain, and chance in one place where it was counted there

    @property
    def gap(self) -> float:
        """Return how far off the simulated figure is, as a share of the published one."""
        return self.simulated.mean / self.target.value - 1


@dataclass(frozen=True)
class Calibrated:
    """A municipality that was calibrated, and how."""

    home: Municipality
    levers: tuple[Lever, ...]
    logs: Floats  # that stand in the file
    posterior: Posterior
    at_ends: tuple[Lever, ...]
    fit: tuple[FitRow, ...]
    seconds: float
    processor_seconds: float


def calibrated(
    home: Municipality,
    targets: Sequence[PublishedTarget],
    how: HowCalibrated,
    params: Params,
    place: str,
    progress: Progress | None = None,
) -> Calibrated:
    """Return a municipality whose simulated figures are near those published.

    Parameters
    ----------
    place : str
        A municipality that params know, in whose world the other is tried.
    """
    began, worked = time.perf_counter(), time.process_time()
    search = search_of(home, targets, how, params, place, progress)
    best = found(search, np.clip(np.zeros(len(search.levers)), *search.ends))
    likely = most_likely(search, best)
    posterior = posterior_of(search, likely, parabolas(search, likely), how.draws)
    others = replace(search.draws.others(), targets=tuple(targets))  # fitted to none of them
    final = settled(search, best, posterior)
    fit = _fit(others.figures(final), search, posterior, targets)
    final = final.model_copy(
        update={"calibration": _told(fit, len(others.replications), how, params)}
    )
    return Calibrated(
        final,
        search.levers,
        best.logs,
        posterior,
        tuple(at_an_end(search, best.logs)),
        fit,
        time.perf_counter() - began,
        time.process_time() - worked,
    )


def search_of(
    home: Municipality,
    targets: Sequence[PublishedTarget],
    how: HowCalibrated,
    params: Params,
    place: str,
    progress: Progress | None = None,
) -> FactorSearch:
    """Return the search for the levers that the fitted targets speak of.

    Raises
    ------
    InputError
        If no lever moves any of them.
    """
    fitted = tuple(target for target in targets if target.is_fitted)
    levers = levers_for(fitted, read_levers(params.directory), home)
    if not levers:
        raise InputError(
            Wording(
                "Ingen faktor påvirker de valgte tal: der skal være en bestand blandt dem.",
                "No factor moves the figures chosen: expected a stock among them.",
            )
        )
    draws = draws_of(home, fitted, how, params, place)
    total = most_trials(len(levers)) + trials_around(len(levers))
    return FactorSearch(home, levers, draws, how.source, _counting(progress, total))


def draws_of(
    home: Municipality,
    targets: Sequence[PublishedTarget],
    how: HowCalibrated,
    params: Params,
    place: str,
) -> SameDraws:
    """Return the draws that targets are simulated with, to the last day of a stock among them."""
    days = [t.counting.day for t in targets if t.counting.day] or [parse_day(USUAL_DAY)]
    start, end = f"{year_of(max(days))}-01-01", iso_date(max(days) + 1)
    world = load_world(place, start=start, end=end, params=params)
    count = how.replications(home.persons_18_66.value or 1.0)
    return SameDraws(world, tuple(targets), how.seed, range(count))


def fit_as_it_stands(
    home: Municipality, targets: Sequence[PublishedTarget], how: HowCalibrated, params: Params
) -> tuple[FitRow, ...]:
    """Return targets beside what is simulated with the factors of a packaged municipality."""
    figures = draws_of(home, targets, how, params, home.name).others().figures(home)
    return tuple(_simulated(figures, n, target) for n, target in enumerate(targets))


def _counting(progress: Progress | None, total: int) -> Callable[[], None]:
    """Return what tells that one more of the draws is done."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    return step


def settled(search: FactorSearch, best: Found, posterior: Posterior) -> Municipality:
    """Return the municipality with the most likely factors, each with its 90 % interval."""
    low, high = posterior.quantiles(*ENDS)
    logs = np.stack([np.minimum(low, best.logs), best.logs, np.maximum(high, best.logs)], axis=1)
    numbers = {
        lever: (float(row[0]), float(row[1]), float(row[2]))
        for lever, row in zip(search.levers, np.exp(logs), strict=True)
    }
    return moved(search.home, numbers, search.draws.world.exits.names, search.source)


def _fit(
    figures: SimulatedFigures,
    search: FactorSearch,
    posterior: Posterior,
    targets: Sequence[PublishedTarget],
) -> tuple[FitRow, ...]:
    """Return each target with what is simulated of it; the fitted ones with what is expected."""
    place = {target: n for n, target in enumerate(search.draws.targets)}
    rows = [_simulated(figures, n, target) for n, target in enumerate(targets)]
    for n, target in enumerate(targets):
        if target in place:
            drawn = posterior.figures[:, place[target]]
            sd = math.sqrt(drawn.var(ddof=1) + figures.variance[n] * target.is_own)
            expected = _interval(target, float(drawn.mean()), NORMAL_ENDS * sd)
            rows[n] = replace(rows[n], expected=expected)
    return tuple(rows)


def _simulated(figures: SimulatedFigures, n: int, target: PublishedTarget) -> FitRow:
    """Return a target with what is simulated of it, and what chance makes of that in one place."""
    mean = float(figures.scaled[n])
    half = t_quantile(figures.replications) * math.sqrt(figures.error[n])
    chance = NORMAL_ENDS * math.sqrt(figures.variance[n])
    expected = _interval(target, mean, chance) if target.is_own else Interval(target.unscaled(mean))
    return FitRow(target, _interval(target, mean, half), expected)


def _interval(target: PublishedTarget, mean: float, half: float) -> Interval:
    return Interval(*(target.unscaled(mean + side * half) for side in (0, -1, 1)))


def _told(
    fit: Sequence[FitRow], replications: int, how: HowCalibrated, params: Params
) -> Calibration:
    """Return how it was made and how well each figure is met, on draws of their own."""
    return Calibration.model_validate(
        {
            "command": how.command,
            "made": dt.date.today().isoformat(),
            "seed": how.seed,
            "replications": replications,
            "params": digest_of(digests_under(params.directory, {".yaml", ".csv"})),
            "fit": {row.target.name: _kept(row) for row in fit},
        }
    )


def _kept(row: FitRow) -> FitOfTarget:
    numbers = (row.simulated.mean, row.simulated.low, row.simulated.high)
    mean, low, high = (None if n is None else float(f"{n:.4g}") for n in numbers)
    return FitOfTarget(simulated=mean or 0.0, low=low, high=high, gap=round(row.gap, 4))
