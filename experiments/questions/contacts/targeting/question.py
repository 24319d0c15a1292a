"""What each world of a question stands for: a setting, a group, or a use of posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Scope
from borgerflow.experiments.questions.contacts.simulation.estimates import Scale
from borgerflow.experiments.questions.contacts.simulation.simulate import Outcome, Told
from borgerflow.experiments.questions.contacts.simulation.staffing import Plan
from borgerflow.experiments.questions.contacts.targeting.extra_posts import Choice, uses_of
from borgerflow.experiments.questions.contacts.targeting.groups import (
    Band,
    bands_met,
    groups_of,
    plan_of_bands,
)
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.world.world import World


@dataclass(frozen=True)
class Aim:
    """The worlds to live, and what each of them stands for in a targeting question."""

    plan: Plan
    bands: tuple[Band, ...] = ()
    choice: Choice | None = None

    def answer(self, runs: Sequence[tuple[Outcome, ...]], scale: Scale) -> dict[str, Any]:
        """Return what lived replications say of a targeting question, by its name in a finding."""
        if self.bands:
            return {"groups": groups_of(self.bands, runs, self.plan, scale)}
        if self.choice is not None:
            return {"best_use": uses_of(self.choice, runs, scale)}
        return {}


def at_groups(
    crew: WorkerPool,
    bare: World,
    rhythm: Rhythm,
    scope: Scope,
    replications: int,
    told: Told,
    *,
    capacity: bool,
) -> Aim:
    """Return the worlds in which one group alone has fewer talks."""
    bands = bands_met(crew, bare, rhythm, scope, replications, told)
    plan = plan_of_bands(crew, bare, rhythm, bands, scope, capacity=capacity)
    return Aim(plan, bands=bands)
