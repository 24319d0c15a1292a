"""Trials simulated again as an outside check: from what was done to what came of it.

A trial gives fortnightly talks to new recipients of dagpenge and counts their weeks in work over
two years. Here the same is done to the same citizens of a municipality in two worlds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, day_after_years, parse_day
from borgerflow.sim.engines import simulate
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.contact_rules import ContactRule
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.world import World, load_world

SCHEME, WORK = "dagpenge", ("job", "fleksjob")
FOLLOWED_YEARS = 2
HIGHEST, CLOSE = 20.0, 0.05  # factors searched, and how near
WITHOUT_DAYS = 26 * DAYS_PER_WEEK  # off the benefit before the spell: a new recipient
FORTNIGHTLY = ContactRule(
    name="fortnightly talks for thirteen weeks",
    schemes=(SCHEME,),
    start=parse_day("2019-01-01"),
    first_within_weeks=2,
    talks_in_window=6,
    window_weeks=13,
)

WINDOW_DAYS = round(FORTNIGHTLY.window_weeks * DAYS_PER_WEEK)


@dataclass(frozen=True)
class Trial:
    """What fortnightly talks come to for new recipients of dagpenge."""

    factor: float  # on the hazard of a job at the full strength of talks
    weeks_gained: Interval  # of work over two years, for each new recipient
    weeks_worked: float  # over two years without the talks
    faster: float  # hazard of a job in the first thirteen weeks, beside that without
    recipients: int  # followed, over all replications


def fortnightly(
    municipality: str = "herning",
    *,
    factor: float | None = None,
    effects: str = "trial",
    replications: int = 4,
    seed: int = 1,
    population: float = 1.0,
) -> Trial:
    """Return what fortnightly talks in the first thirteen weeks come to over two years.

    Parameters
    ----------
    factor : float, optional
        On the hazard of a job at full strength; else that of the preset.
    effects : str
        The preset of ``params/model/contact_effects.yaml``.
    """
    usual = load_world(municipality, population=population, contact_effects=effects)
    if factor is not None:
        usual = usual.with_contacts(factors={f"{SCHEME}.job": factor})
    treated = usual.with_contacts(rules=(*usual.contacts.rules, FORTNIGHTLY))
    pairs = [_followed(usual, treated, seed, n) for n in range(replications)]
    exits = np.array([pair.early_exits for pair in pairs]).sum(axis=0)
    rates = exits / np.array([pair.early_weeks for pair in pairs]).sum(axis=0)
    preset = usual.preset
    return Trial(
        factor=number_of(preset.schemes[SCHEME].exits["job"]) if preset else 1.0,
        weeks_gained=mean_interval(np.array([pair.gained for pair in pairs])),
        weeks_worked=float(np.mean([pair.worked for pair in pairs])),
        faster=float(rates[1] / rates[0]),
        recipients=sum(pair.recipients for pair in pairs),
    )


def factor_for(weeks: float, municipality: str = "herning", *, replications: int = 2) -> Trial:
    """Return the trial with the factor at which the talks give so many weeks of work."""
    from scipy.optimize import brentq  # noqa: PLC0415  (slow to import)

    def short_of(factor: float) -> float:
        found = fortnightly(municipality, factor=factor, replications=replications)
        return found.weeks_gained.mean - weeks

    factor = float(brentq(short_of, 1.0, HIGHEST, xtol=CLOSE))
    return fortnightly(municipality, factor=factor, replications=replications)


@dataclass(frozen=True)
class TrialReplication:
    """One replication: means over the recipients, and exits in both worlds."""

    gained: float
    worked: float
    early_exits: tuple[int, int]
    early_weeks: tuple[float, float]
    recipients: int


def _followed(usual: World, treated: World, seed: int, replication: int) -> TrialReplication:
    """Return what became of the new recipients of two years in both worlds."""
    lives = [simulate(world, seed, replication).spell_arrays for world in (usual, treated)]
    names = usual.scheme_names
    until = min(parse_day("2021-01-01"), day_after_years(usual.end_day, -FOLLOWED_YEARS))
    citizens, start = new_recipients(lives[0], names.index(SCHEME), FORTNIGHTLY.start, until)
    work = [names.index(name) for name in WORK]
    worked = [weeks_in(spells, citizens, start, work) for spells in lives]
    early = [first_spells_of(s, citizens, start, work, WINDOW_DAYS) for s in lives]
    return TrialReplication(
        gained=float((worked[1] - worked[0]).mean()),
        worked=float(worked[0].mean()),
        early_exits=(early[0].exits, early[1].exits),
        early_weeks=(early[0].at_risk, early[1].at_risk),
        recipients=len(citizens),
    )


def new_recipients(spells: SpellArrays, scheme: int, first: int, until: int) -> tuple[Ints, Ints]:
    """Return citizens and first days of their first spell of a scheme between two days.

    Left out is who was on it in the half-year before: talks have not met them yet.
    """
    here = np.flatnonzero((spells.scheme == scheme) & (spells.end > first - WITHOUT_DAYS))
    _, place = np.unique(spells.citizen[here], return_index=True)
    chosen = here[place]
    chosen = chosen[(spells.start[chosen] >= first) & (spells.start[chosen] < until)]
    return spells.citizen[chosen], spells.start[chosen]


def weeks_in(spells: SpellArrays, citizens: Ints, start: Ints, schemes: Sequence[int]) -> Floats:
    """Return each citizen's weeks in some schemes in the two years from a first day."""
    place = np.full(int(spells.citizen.max(initial=0)) + 1, -1)
    place[citizens] = np.arange(len(citizens))
    here = np.isin(spells.scheme, schemes) & (place[spells.citizen] >= 0)
    who = place[spells.citizen[here]]
    begins = np.maximum(spells.start[here], start[who])
    ends = np.minimum(spells.end[here], start[who] + FOLLOWED_YEARS * 52 * DAYS_PER_WEEK)
    days = np.maximum(0, ends - begins)
    return np.bincount(who, weights=days, minlength=len(citizens)) / DAYS_PER_WEEK


@dataclass(frozen=True)
class FirstSpells:
    """The spells of the same new recipients in one world."""

    weeks: Floats
    exits: int  # to work before so many days
    at_risk: float  # weeks before them


def first_spells_of(
    spells: SpellArrays, citizens: Ints, start: Ints, work: Sequence[int], within_days: int
) -> FirstSpells:
    """Return the spells that some citizens begin on some days."""
    begins = np.full(1 + int(spells.citizen.max(initial=0)), -1)
    begins[citizens] = start
    numbers = np.flatnonzero(spells.start == begins[spells.citizen])
    days = spells.end[numbers] - spells.start[numbers]
    after = np.minimum(numbers + 1, len(spells.citizen) - 1)
    follows = (after > numbers) & (spells.citizen[after] == spells.citizen[numbers])
    left = follows & np.isin(spells.scheme[after], work) & (days < within_days)
    at_risk = float(np.minimum(days, within_days).sum()) / DAYS_PER_WEEK
    return FirstSpells(days / DAYS_PER_WEEK, int(left.sum()), at_risk)
