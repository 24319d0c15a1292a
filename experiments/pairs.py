"""One replication of two worlds: the accounts of both, and who lives differently.

What runs inside a worker. Histories are reduced here and never leave it.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.clock import first_day_of_year
from sim.engines import simulate
from sim.fit.stocks import persons_at
from sim.history import History
from sim.measures import Account, account_of
from sim.params.model import Target
from sim.world import World

Counts = NDArray[np.int64]
Engine = Literal["auto", "reference", "compiled"]

FASTER: Engine = "compiled"  # the one that "auto" runs
LIFE = ["citizen", "scheme", "start", "end", "category", "share"]


@dataclass(frozen=True)
class Pair:
    """Both accounts of one replication, and counts by year of the horizon.

    ``touched`` counts citizens whose spells differ; ``cases`` and ``cases_after`` count the new
    cases of one scheme in the baseline and in the investment world.
    """

    baseline: Account
    investment: Account
    touched: Counts
    cases: Counts
    cases_after: Counts


class Counted(NamedTuple):
    """One account, and the new cases of one scheme by year of the horizon."""

    account: Account
    cases: Counts


def engine_used(engine: Engine) -> Engine:
    """Return the engine that runs when this one is asked for."""
    return FASTER if engine == "auto" else engine


class Lived(NamedTuple):
    """One account, and the simulated persons that each published figure is held against."""

    account: Account
    persons: Counts  # by target of the municipality


class Settings(NamedTuple):
    """How to run a replication, and which new cases to count.

    Cases are counted on their first paid day if ``at_the_door``, else on their first day.
    """

    seed: int
    engine: Engine
    scheme: str
    at_the_door: bool


def run_lived(world: World, *, replication: int, seed: int, engine: Engine) -> Lived:
    """Return one replication of one world."""
    history = simulate(world, seed, replication, engine)
    waiting, names = world.tables.waiting_days, world.scheme_names
    persons = [
        persons_at(target, history.spell_arrays, names, waiting) for target in targets_of(world)
    ]
    return Lived(account_of(history, world), np.array(persons, dtype=np.int64))


def targets_of(world: World) -> tuple[Target, ...]:
    """Return the published figures of the municipality whose day is simulated."""
    days = range(world.run_in_day, world.end_day)
    return tuple(t for t in world.municipality.targets if t.day in days)


def run_counted(world: World, *, replication: int, settings: Settings) -> Counted:
    """Return one replication of one world with its new cases counted."""
    history = simulate(world, settings.seed, replication, settings.engine)
    return Counted(account_of(history, world), new_cases(history, world, settings))


def run_pair(baseline: World, investment: World, *, replication: int, settings: Settings) -> Pair:
    """Return one replication of both worlds: the same seed, the same citizens."""
    before = simulate(baseline, settings.seed, replication, settings.engine)
    after = simulate(investment, settings.seed, replication, settings.engine)
    return Pair(
        account_of(before, baseline),
        account_of(after, investment),
        citizens_touched(lives(before), lives(after), baseline.horizon_years),
        new_cases(before, baseline, settings),
        new_cases(after, investment, settings),
    )


def lives(history: History) -> pd.DataFrame:
    """Return the spells of a history, by citizen and start, as numbers."""
    arrays = history.spell_arrays
    return pd.DataFrame({name: getattr(arrays, name) for name in LIFE})


def citizens_touched(before: pd.DataFrame, after: pd.DataFrame, years: tuple[int, ...]) -> Counts:
    """Return how many citizens live differently in each year, one way or another."""
    only_before, only_after = _apart(before, after)
    counts = [
        _citizens_apart(_within(only_before, year), _within(only_after, year)) for year in years
    ]
    return np.array(counts, dtype=np.int64)


def _apart(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the spells that are found in one frame alone, each in its own frame."""
    both = pd.concat([before, after], keys=["before", "after"])
    apart = both[~both.duplicated(keep=False)]
    origin = apart.index.get_level_values(0)
    return apart[origin == "before"], apart[origin == "after"]


def _within(spells: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the parts of spells that lie in a year."""
    first, after = first_day_of_year(year), first_day_of_year(year + 1)
    clipped = spells.assign(
        start=spells["start"].clip(lower=first), end=spells["end"].clip(upper=after)
    )
    return clipped[clipped["start"] < clipped["end"]]


def _citizens_apart(before: pd.DataFrame, after: pd.DataFrame) -> int:
    only_before, only_after = _apart(before, after)
    return int(pd.concat([only_before["citizen"], only_after["citizen"]]).nunique())


def new_cases(history: History, world: World, settings: Settings) -> Counts:
    """Return the new cases of a scheme in each year of the horizon.

    At the door a case is new on its first paid day, so that a stay which ends while others pay
    (the employer's period, say) is no case. A stay that touches an earlier one of the same
    citizen in the same scheme continues it.
    """
    spells = lives(history)
    same = (spells["citizen"] == spells["citizen"].shift()) & (
        spells["scheme"] == spells["scheme"].shift()
    )
    continues = same & (spells["start"] == spells["end"].shift())
    number = world.scheme_names.index(settings.scheme)
    begun = spells[(spells["scheme"] == number) & ~continues]
    opened = begun["start"]
    if settings.at_the_door:
        opened = opened + _waiting_days(begun["category"], world)
    opened = opened[(opened < begun["end"]) & (opened < world.end_day)]
    years = world.horizon_years
    borders = [max(first_day_of_year(year), world.start_day) for year in years]
    counts, _ = np.histogram(opened.to_numpy(), [*borders, world.end_day])
    return counts.astype(np.int64)


def _waiting_days(category: pd.Series, world: World) -> Counts:
    """Return the days each spell waits before the municipality pays."""
    waiting = np.append(np.asarray(world.tables.waiting_days), 0)  # -1: nothing is paid
    return np.asarray(waiting[category.to_numpy()], dtype=np.int64)
