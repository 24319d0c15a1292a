"""The worlds of a question about contacts, and what their replications say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.asked.settings import Setting
from borgerflow.experiments.questions.contacts.assumptions import fte_price_of
from borgerflow.experiments.questions.contacts.finding import QuarterRow
from borgerflow.experiments.questions.contacts.simulation.estimates import PerYear
from borgerflow.experiments.questions.contacts.simulation.paying.dropped_talk import dropped_talk
from borgerflow.experiments.questions.contacts.simulation.quarters.lateness import lateness_of
from borgerflow.experiments.questions.contacts.simulation.quarters.talks import quarter_rows
from borgerflow.experiments.questions.contacts.simulation.rows import (
    PostsByRhythm,
    booked_by,
    closing_of,
    rows_of,
)
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs
from borgerflow.experiments.questions.contacts.simulation.staffing import StaffPlan
from borgerflow.experiments.questions.contacts.simulation.worlds import CENTRAL
from borgerflow.experiments.questions.contacts.targeting.extra_posts import (
    PostsChoice,
    best_use_of,
    use_names,
)
from borgerflow.experiments.questions.contacts.targeting.groups import Band, groups_of
from borgerflow.experiments.questions.contacts.targeting.mix import MixChoice, mix_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import axes_of, price_factors, with_steps
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import reckoner_of
from borgerflow.sim.world.municipality import number_of


@dataclass(frozen=True)
class Experiment:
    """A design with its worlds, what each of them stands for, and how they are run."""

    design: Design
    run: RunSettings
    plan: StaffPlan
    bands: tuple[Band, ...] = ()
    choice: PostsChoice | None = None
    mixing: MixChoice | None = None

    @cached_property
    def per_year(self) -> PerYear:
        """Return what turns outcomes into numbers a year."""
        world, names, plan = self.design.bare, self.design.bare.scheme_names, self.plan
        index = world.unit_costs.price_index
        axes = axes_of(names, world.start_day, world.end_day)
        axes = with_steps(axes, index, self.design.price_year)
        return PerYear(
            axes=axes,
            factors=np.asarray(price_factors(index, axes, self.design.price_year)),
            index=reckoner_of(world).index,
            fte_price=number_of(fte_price_of(world.params)),
            schemes=tuple(names.index(name) for name in self.design.question.schemes),
            teams=tuple(world.team_names.index(team) for team in plan.teams),
            team_schemes=plan.arm.schemes,
            part=world.scale,
        )


def answer_of(
    experiment: Experiment, sites: Mapping[str, Runs], for_law: PostsByRhythm | None = None
) -> dict[str, Any]:
    """Return what simulated replications say, by field of the finding."""
    design, plan, per_year = experiment.design, experiment.plan, experiment.per_year
    central = sites[CENTRAL]
    if design.question.mode == "settings":
        return settings_answer(experiment, sites, for_law or {})
    baseline = per_year.measures([run[0] for run in central], plan.arm.baseline)
    answer = {"baseline": baseline, "rows": (), "group_rhythm": design.rhythms[0].label}
    if experiment.mixing is not None:
        return {**answer, "mix": mix_of(experiment.mixing, central, per_year)}
    if experiment.choice is not None:
        best = best_use_of(experiment.choice, central, per_year)
        names = use_names(experiment.choice)
        return {**answer, "best_use": best, "quarters": _quarters(experiment, central, names)}
    groups = groups_of(experiment.bands, central, plan, per_year)
    labels = [group.label for group in groups]
    return {**answer, "groups": groups, "quarters": _quarters(experiment, central, labels)}


def settings_answer(
    experiment: Experiment, sites: Mapping[str, Runs], for_law: PostsByRhythm
) -> dict[str, Any]:
    """Return what the replications of settings side by side say, by field of the finding."""
    design, plan, per_year = experiment.design, experiment.plan, experiment.per_year
    central = sites[CENTRAL]
    return {
        "baseline": per_year.measures([run[0] for run in central], plan.arm.baseline),
        "crossed": _crossed(design.settings),
        "dropped_talk": dropped_talk(design, plan, central, per_year),
        "quarters": _quarters(experiment, central, [each.label for each in design.settings]),
        "lateness": lateness_of(central, plan, per_year),
        "closing": closing_of(sites, plan, per_year),
        **rows_of(design.settings, sites, plan, for_law, per_year),
        **booked_by(design.settings, central, plan, per_year),
    }


def _quarters(
    experiment: Experiment, runs: Runs, labels: Sequence[Wording]
) -> tuple[QuarterRow, ...]:
    """Return the quarters of the baseline and of the worlds beside it, called by these labels."""
    design = experiment.design
    names = (design.baseline_label, *labels)
    return quarter_rows(names, runs, experiment.plan, experiment.per_year)


def _crossed(settings: Sequence[Setting]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the names of both sweeps, where two were crossed."""
    pairs = [(s.rhythm.label.en, s.posts.label.en) for s in settings if s.rhythm and s.posts]
    if not pairs:
        return None
    rhythms, posts = zip(*pairs, strict=True)
    return tuple(dict.fromkeys(rhythms)), tuple(dict.fromkeys(posts))
