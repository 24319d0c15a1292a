"""With which chance an evaluation sees the effect, and how often one that is not there.

Made of lives of those who are offered the proposals in the first year, with and without them, on
the same draws: days on benefit from the day they are met.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.rows import MONTHS_PER_YEAR
from borgerflow.experiments.questions.compare.break_even.search import NEUTRAL
from borgerflow.experiments.questions.uncertainty.finding import EvaluationRow, FalseAnswer
from borgerflow.experiments.questions.uncertainty.measures.evaluation import (
    before_after,
    by_lot,
    claims,
    matched,
    sees,
)
from borgerflow.experiments.questions.uncertainty.trials.offered import Offered, offered_to
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.estimators.blocks import Lives, lives_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.validate import has_effect, main_mechanism, replaced
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import first_day_of_month
from borgerflow.sim.world.cells import level_of_cell
from borgerflow.sim.world.people import band_on
from borgerflow.sim.world.world import World

MONTHS = (6, 12, 24, 36)  # after the day on which one is met
FALLS = (0.02, 0.05, 0.1)  # of days on benefit from one year to the next, by themselves
ODDS = (1.25, 1.5, 2.0)  # of being offered it, for those who would have done better anyway
FEWEST = 20  # citizens in the first year
LEVELS_OF_EDUCATION = 10  # more than there are: strata are numbered by age and education
DAYS_A_MONTH = 365 / MONTHS_PER_YEAR


@dataclass(frozen=True)
class FirstYear:
    """Days on benefit of those first met in the first year, without the proposals and with them.

    ``without`` is [months, citizen]; ``with_it`` holds the same under each size of the effect.
    """

    months: tuple[int, ...]
    without: Floats
    with_it: dict[float | None, Floats]
    stratum: Ints
    a_year: int  # citizens in one replication

    def rows(self, seed: int) -> list[EvaluationRow]:
        """Return with which chance each design sees each effect after so many months."""
        return [
            self._row(design, effect, place, seed)
            for effect in self.with_it
            for place in range(len(self.months))
            for design in ("by_lot", "matched", "before_after")
        ]

    def _row(self, design: str, effect: float | None, place: int, seed: int) -> EvaluationRow:
        without, with_it = self.without[place], self.with_it[effect][place]
        apart = float((with_it - without).mean())
        return EvaluationRow(
            design=design,
            effect=effect,
            months=self.months[place],
            citizens=self.a_year,
            days=apart,
            sees=sees(self._z(design, without, with_it, seed), np.sign(apart)),
            claims=claims(self._z(design, without, without, seed)),
        )

    def _z(self, design: str, without: Floats, with_it: Floats, seed: int) -> Floats:
        if design == "by_lot":
            return by_lot(without, with_it, self.a_year, seed)
        if design == "matched":
            return matched(without, with_it, self.stratum, self.a_year, seed)
        return before_after(without, with_it, self.a_year, seed)

    def false_answers(self, seed: int) -> list[FalseAnswer]:
        """Return how often an effect is claimed where there is none, as trend and choice move."""
        found = []
        for place, months in enumerate(self.months):
            days = self.without[place]
            for falls in FALLS:
                z = before_after(days, days, self.a_year, seed, falls)
                found.append(FalseAnswer("before_after", falls, months, claims(z)))
            for odds in ODDS:
                z = matched(days, days, self.stratum, self.a_year, seed, odds)
                found.append(FalseAnswer("matched", odds, months, claims(z)))
        return found


def cohort_of(comparison: Comparison, replications: int, settings: RunSettings) -> FirstYear | None:
    """Return the cohort of the first year; None where too few are met, or the years are too short.

    An effect is the size of the main mechanism's, as assumed and at its ends, none left out.
    """
    axes = comparison.axes
    months = tuple(m for m in MONTHS if m <= axes.months - MONTHS_PER_YEAR)
    worlds = sized_worlds(comparison)
    until = first_day_of_month(axes.first_month + MONTHS_PER_YEAR)
    parts = []
    for replication in range(replications):
        offered = offered_to(comparison, replication, settings)
        parts.append(_part(comparison, worlds, offered, until, (months, settings)))
    without, stratum = (
        np.concatenate(each, axis=-1) for each in list(zip(*parts, strict=True))[:2]
    )
    a_year = without.shape[-1] // replications
    if not months or a_year < FEWEST:
        return None
    with_it = {
        effect: np.concatenate([part[2][effect] for part in parts], axis=-1) for effect in worlds
    }
    return FirstYear(months, without, with_it, stratum, a_year)


def _part(
    comparison: Comparison,
    worlds: dict[float | None, World],
    offered: Offered,
    until: int,
    how: tuple[Sequence[int], RunSettings],
) -> tuple[Floats, Ints, dict[float | None, Floats]]:
    """Return the cohort of one replication: days without, strata, and days under each effect."""
    (months, settings), people = how, offered.people
    places = offered.before(until)
    paid = [comparison.baseline.scheme_names.index(name) for name in comparison.axes.paid]

    def days(lives: Lives) -> Floats:
        return days_on_benefit(lives, offered.day, paid, months)[:, places]

    with_it = {
        effect: days(lives_of(world, people, settings.engine)) for effect, world in worlds.items()
    }
    stratum = band_on(people.birthdays, offered.day) * LEVELS_OF_EDUCATION
    stratum += level_of_cell("education")[people.cell]
    return days(offered.usual), stratum[places], with_it


def days_on_benefit(lives: Lives, day: Ints, paid: Sequence[int], months: Sequence[int]) -> Floats:
    """Return days in paid schemes within months of each citizen's own day, [months, citizen]."""
    spells, found = lives.spells, np.zeros((len(months), len(day)))
    here = np.isin(spells.scheme, paid)
    citizen, start, end = spells.citizen[here], spells.start[here], spells.end[here]
    for place, length in enumerate(months):
        after = day[citizen] + round(length * DAYS_A_MONTH)
        inside = np.minimum(end, after) - np.maximum(start, day[citizen])
        np.add.at(found[place], citizen, np.maximum(inside, 0))
    return found


def sized_worlds(comparison: Comparison) -> dict[float | None, World]:
    """Return the investment world with the main effect as assumed and at its ends, by its size."""
    asked, world = comparison.asked, comparison.investment
    if not has_effect(asked):
        return {None: world}
    proposal, mechanism = main_mechanism(asked)
    effect, none = mechanism.effect, NEUTRAL[mechanism.kind]
    found: dict[float | None, World] = {}
    for size in (effect.low, effect.value, effect.high):
        if size is None or size in (none, *found):
            continue
        sized = replaced(asked, proposal.overridden(mechanism.name, "effect", size))
        found[size] = world.with_proposals((*comparison.given, *sized))
    return found
