"""From lived worlds to the rows of the finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Setting
from borgerflow.experiments.questions.contacts.finding import Measures, SettingRow
from borgerflow.experiments.questions.contacts.simulation.estimates import (
    Scale,
    best_of,
    full_time,
    indifferent_to,
    kroner_by_payer,
    kroner_of_activation,
    measures_of,
    posts_taken,
    posts_there,
    probability_of_loss,
    staff_of,
)
from borgerflow.experiments.questions.contacts.simulation.simulate import Outcome
from borgerflow.experiments.questions.contacts.simulation.staffing import Plan
from borgerflow.experiments.questions.contacts.simulation.worlds import CENTRAL
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.world.world import World

Lived = Mapping[str, Sequence[tuple[Outcome, ...]]]  # site -> replication -> baseline, changes
Sample = NDArray[np.float64]
SMALL = 1e-9


@dataclass(frozen=True)
class Answer:
    """The rows, and whether the baseline cannot be told from the best of all."""

    baseline: Measures
    rows: tuple[SettingRow, ...]
    baseline_indifferent: bool


@dataclass(frozen=True)
class Taken:
    """What one setting takes and gives at one site, per replication."""

    fte: Sample
    staff: Sample
    by_payer: dict[str, Sample]

    @property
    def net(self) -> Sample:
        """Return the net of the municipality, staff included."""
        return np.asarray(self.by_payer[MUNICIPALITY] + self.staff)


def answer_of(
    lived: Lived,
    plan: Plan,
    settings: Sequence[Setting],
    for_law: Mapping[Rhythm | None, float | None],
    scale: Scale,
) -> Answer:
    """Return the rows of every setting, the best marked, and those that tie with it."""
    central = lived[CENTRAL]
    taken = [
        {site: taken_by(place, runs, plan, scale) for site, runs in lived.items()}
        for place in range(len(settings))
    ]
    nets = np.array([np.zeros(len(central)), *(each[CENTRAL].net for each in taken)])
    best = best_of(nets)
    ties = indifferent_to(nets, best)
    before = [run[0] for run in central]
    rows = [
        _row(
            setting,
            [run[1 + place] for run in central],
            before,
            plan.side.worlds[place],
            taken[place],
            scale,
            needed=_more_needed(plan, setting),
            for_law=for_law.get(setting.rhythm),
            best=best == 1 + place,
            indifferent=1 + place in ties,
        )
        for place, setting in enumerate(settings)
    ]
    return Answer(measures_of(before, plan.side.baseline, scale), tuple(rows), 0 in ties)


def _more_needed(plan: Plan, setting: Setting) -> float | None:
    """Return the posts more that a setting needs, None where posts follow the talks."""
    if not plan.needs:
        return None
    return plan.fte_needed(setting.rhythm) - plan.fte_needed(None)


def taken_by(place: int, runs: Sequence[tuple[Outcome, ...]], plan: Plan, scale: Scale) -> Taken:
    """Return what the setting at a place takes and gives, replication by replication."""
    baseline, world = plan.side.baseline, plan.side.worlds[place]
    changes = [run[1 + place] for run in runs]
    fte = posts_changed(changes, baseline, world, scale)
    staff = np.array([staff_of(row, scale) for row in fte])
    return Taken(fte.mean(axis=1), staff, kroner_by_payer(changes, scale))


def posts_changed(
    changes: Sequence[Outcome], baseline: World, world: World, scale: Scale
) -> NDArray[np.float64]:
    """Return the posts more that are paid, [replication, month].

    Where time is no limit those are the posts that the talks take.
    """
    if baseline.tables.teams == 0:
        return posts_taken(changes, baseline, scale)
    more = posts_there(world, scale) - posts_there(baseline, scale)
    return np.broadcast_to(more, (len(changes), len(more)))


def _row(
    setting: Setting,
    changes: Sequence[Outcome],
    before: Sequence[Outcome],
    world: World,
    taken: Mapping[str, Taken],
    scale: Scale,
    *,
    needed: float | None,
    for_law: float | None,
    best: bool,
    indifferent: bool,
) -> SettingRow:
    central = taken[CENTRAL]
    after = [a + b for a, b in zip(before, changes, strict=True)]
    persons = full_time(changes, scale)
    names = scale.axes.schemes
    fte = mean_interval(central.fte)
    return SettingRow(
        label=setting.label,
        measures=measures_of(after, world, scale),
        full_time={
            name: mean_interval(persons[:, n])
            for n, name in enumerate(names)
            if n in scale.schemes or np.any(np.abs(persons[:, n]) > SMALL)
        },
        by_payer={payer: mean_interval(each) for payer, each in central.by_payer.items()},
        fte=fte,
        fte_needed=fte.mean if needed is None else needed,
        fte_for_law=for_law,
        staff=mean_interval(central.staff),
        activation=mean_interval(kroner_of_activation(changes, scale)),
        net=mean_interval(central.net),
        loss=probability_of_loss({site: each.net for site, each in taken.items()}),
        net_by_site={site: mean_interval(each.net) for site, each in taken.items()},
        best=best,
        indifferent=indifferent,
    )
