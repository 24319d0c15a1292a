"""The share of the jobs that may be taken from others before proposals no longer pay.

The effects stay as they are given; what is tried is how many of the jobs somebody else would
have had. Every share tried meets the draws of the baseline.
"""

import numpy as np

from borgerflow.experiments.findings.rows import BreakEvenDisplacement
from borgerflow.experiments.questions.compare.break_even.search import (
    Search,
    SizedWorlds,
    root_of,
)
from borgerflow.experiments.runs.estimators.root_search import Range
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.experiments.runs.validate import is_alone
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.params import Mechanism, Proposal
from borgerflow.sim.params.proposals.shares import ORDINARY_JOB

ALL, NONE = 1.0, 0.0  # of the jobs are taken from others
NEAR = 0.05  # of the way from all: within two per cents of the jobs, far nearer than chance tells


def search_displacement(search: Search) -> BreakEvenDisplacement | None:
    """Return the largest share taken from others at which it pays; None where no job is won."""
    proposals = search.comparison.asked
    winners = [m for proposal in proposals for m in proposal.mechanisms if wins_jobs(m)]
    if not winners:
        return None
    assumed = {m.displacement.value or NONE for m in winners if m.displacement}
    counted = assumed.pop() if len(assumed) == 1 else None
    worlds = SizedWorlds(
        search, lambda share: with_displacement(proposals, share), search.reached[0]
    )
    known = _known(search, winners, counted)
    if all(np.mean(net) > 0 for net in known.values()):
        known[NONE] = known[NONE] if NONE in known else worlds.net(NONE)
        if np.mean(known[NONE]) > 0:
            return BreakEvenDisplacement(None, NONE, mean_interval(known[NONE]), counted)
    root = root_of(worlds, Range(ALL, (NONE,)), known, narrow=NEAR)
    return BreakEvenDisplacement(root.effect, root.best_tried, root.net_there, counted, root.short)


def _known(search: Search, winners: list[Mechanism], counted: float | None) -> dict[float, Floats]:
    """Return the net by share, where it is known without another world."""
    known = {}
    if counted is not None:
        known[counted] = search.difference([pair.investment for pair in search.pairs])
    jobs_alone = winners[0].exits == (ORDINARY_JOB,) and winners[0].kind in ("hazard", "duration")
    if is_alone(search.comparison.asked) and jobs_alone:
        known[ALL] = search.cost  # no job is won, so that no life is changed
    return known


def wins_jobs(mechanism: Mechanism) -> bool:
    """Tell whether a mechanism makes exits to an ordinary job faster."""
    if mechanism.displacement is None or ORDINARY_JOB not in mechanism.exits:
        return False
    effect = mechanism.effect.value
    if mechanism.kind == "duration":
        return effect is not None and effect < 0
    threat = mechanism.threat.value if mechanism.threat else None
    return (effect or 1.0) > 1 or (threat or 1.0) > 1


def with_displacement(proposals: tuple[Proposal, ...], share: float) -> tuple[Proposal, ...]:
    """Return proposals of whose jobs a share is taken from others."""
    return tuple(_with_displacement(proposal, share) for proposal in proposals)


def _with_displacement(proposal: Proposal, share: float) -> Proposal:
    changed = proposal
    for mechanism in filter(wins_jobs, proposal.mechanisms):
        changed = changed.overridden(mechanism.name, "displacement", share)
    return changed
