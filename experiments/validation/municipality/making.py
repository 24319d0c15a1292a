"""Makes a municipality: figures and a shape, factors found, the fit told, a file that holds all."""

import datetime as dt
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.experiments.store.provenance import digest_of, digests_under
from borgerflow.experiments.validation.municipality.accepted import HeldFigure
from borgerflow.experiments.validation.municipality.search import (
    FactorSearch,
    SameDraws,
    found,
    lever_of,
    most_trials,
)
from borgerflow.experiments.validation.municipality.shape import SEARCHED, SHAPE, shaped
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import date_of, iso_date, year_of
from borgerflow.sim.base.files import not_written, refusing_a_bad_disk, write_text
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.fit.params_written import yaml_of
from borgerflow.sim.params import Params
from borgerflow.sim.params.model import Calibration, FitOfTarget, Municipality
from borgerflow.sim.world.municipality import find_municipality
from borgerflow.sim.world.world import load_world

# Simulated residents in all: a stock of one in 200 has 10,000 persons then, moved 1 % by chance.
CITIZENS, CITIZENS_QUICK = 2_000_000, 200_000
FEWEST, MOST = 4, 400  # replications
LISTS = ("targets", "notes")
HEAD = Wording(
    "# En kommune, som borgerflow kan læse: giv stien, hvor en kommune nævnes. Faktorerne er fundet"
    " af\n# kommandoen under calibration; lav den om, hvis tallene ændres.\n",
    "# A municipality that borgerflow can read: give its path where one is named. The factors were"
    " found by\n# the command under calibration; make it again where figures change.\n",
)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """What is made, and how."""

    name: str
    day: int
    seed: int
    quick: bool
    command: str
    lang: str


@dataclass(frozen=True)
class Made:
    """A municipality that was made, and what it took."""

    home: Municipality
    seconds: float
    processor_seconds: float


def made_of(
    known: Mapping[str, HeldFigure],
    wanted: Wanted,
    params: Params,
    progress: Progress | None = None,
) -> Made:
    """Return a municipality whose simulated stocks of the day are near those given."""
    began, worked = time.perf_counter(), time.process_time()
    shape = find_municipality(params, SHAPE)
    home = shaped(wanted.name, known, shape, wanted.day, wanted.lang)
    search = _search(home, wanted, params, progress)
    home = search.at(found(search))
    count = len(search.draws.replications)
    others = replace(search.draws, replications=range(count, 2 * count))  # fitted to none of them
    stocks = others.stocks(home)
    home = home.model_copy(update={"calibration": _told(home, stocks, wanted, params)})
    return Made(home, time.perf_counter() - began, time.process_time() - worked)


def _search(
    home: Municipality, wanted: Wanted, params: Params, progress: Progress | None
) -> FactorSearch:
    start, end = f"{year_of(wanted.day)}-01-01", iso_date(wanted.day + 1)
    world = load_world(SHAPE, start=start, end=end, params=params)
    count = replications_for(home.persons_18_66.value or 1.0, quick=wanted.quick)
    source = SEARCHED.text(wanted.lang) + iso_date(wanted.day)
    return FactorSearch(
        home,
        tuple(lever_of(target, world.exits.names) for target in home.targets),
        SameDraws(world, wanted.seed, range(count)),
        source,
        _counting(progress, most_trials(len(home.targets))),
    )


def _counting(progress: Progress | None, total: int) -> Callable[[], None]:
    """Return what tells that one more of the draws is done."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    return step


def replications_for(persons: float, *, quick: bool) -> int:
    """Return how many replications the stocks are simulated with, more where fewer live."""
    citizens = CITIZENS_QUICK if quick else CITIZENS
    return min(max(math.ceil(citizens / persons), FEWEST), MOST)


def _told(home: Municipality, stocks: Floats, wanted: Wanted, params: Params) -> Calibration:
    """Return how it was made and how well each stock is met, on draws of their own."""
    fit = {}
    for place, target in enumerate(home.targets):
        simulated, given = mean_interval(stocks[:, place]), target.persons.value or 1.0
        numbers = (simulated.mean, simulated.low, simulated.high)
        mean, low, high = (None if n is None else round(n, 1) for n in numbers)
        gap = round(simulated.mean / given - 1, 4)
        fit[target.name] = FitOfTarget(simulated=mean or 0.0, low=low, high=high, gap=gap)
    return Calibration.model_validate(
        {
            "command": wanted.command,
            "made": dt.date.today().isoformat(),
            "seed": wanted.seed,
            "replications": len(stocks),
            "params": digest_of(digests_under(params.directory, {".yaml", ".csv"})),
            "fit": fit,
        }
    )


def keep(home: Municipality, out: Path, lang: str) -> None:
    """Write a municipality into a new file, whole or not at all."""
    with refusing_a_bad_disk(not_written(out)):
        write_text(out, file_text(home, lang), new=True)


def file_text(home: Municipality, lang: str) -> str:
    """Return a municipality as the text of its file."""
    content = _with_days(home.model_dump(exclude_none=True, exclude_defaults=True))
    lists = "".join(f"{key}:\n{_items(content.pop(key))}" for key in LISTS if key in content)
    return HEAD.text(lang) + yaml_of(content) + lists


def _items(rows: Sequence[Mapping[str, Any]]) -> str:
    return "".join(f"  - {yaml_of(row, 2)[4:]}" for row in rows)


def _with_days(content: dict[str, Any]) -> dict[str, Any]:
    """Return plain content in which days are written as dates."""
    for each in (*content.get("targets", ()), content.get("calibration", {})):
        for name in ("day", "made"):
            if name in each:
                each[name] = date_of(each[name]).isoformat()
    return content
