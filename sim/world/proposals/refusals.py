"""What cannot stand in a world: proposals that have no answer here, or not together."""

from collections.abc import Sequence

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Proposal
from borgerflow.sim.world.bare import BareWorld


def refuse_what_cannot_stand(bare: BareWorld) -> None:
    """Refuse proposals that the model has no answer for, that exclude each other, or lack one.

    Raises
    ------
    InputError
        With the first of these reasons that holds.
    """
    _refuse_unanswered(bare.proposals)
    _refuse_exclusions(bare.proposals)
    _refuse_undecided_reviews(bare)


def _refuse_unanswered(proposals: Sequence[Proposal]) -> None:
    """Refuse proposals that the model has no answer for, with the reason."""
    for proposal in proposals:
        if proposal.unanswered:
            reason = proposal.unanswered.en.rstrip(".")
            raise InputError(f"{proposal.id} cannot be answered by this model because {reason}.")


def _refuse_exclusions(proposals: Sequence[Proposal]) -> None:
    """Refuse proposals that exclude each other, or lack one they depend on."""
    chosen = [proposal.id for proposal in proposals]
    for proposal in proposals:
        for other in proposal.excludes:
            if other in chosen:
                raise InputError(f"{proposal.id} and {other} exclude each other: choose one.")
        for other in proposal.depends_on:
            if other not in chosen:
                raise InputError(f"{proposal.id} depends on {other}: name it too.")


def _refuse_undecided_reviews(bare: BareWorld) -> None:
    """Refuse a mechanism that moves decisions which no deadline of its scheme knows."""
    for proposed in bare.mechanisms:
        mechanism = proposed.mechanism
        if mechanism.kind != "review":
            continue
        stages = [
            {outcome.to for outcome in deadline.outcomes}
            for deadline in bare.model.outcomes.deadlines
            if deadline.scheme == mechanism.scheme
        ]
        if not any({mechanism.away_from, mechanism.towards} <= known for known in stages):
            known = " or ".join(", ".join(sorted(names)) for names in stages) or "nothing"
            raise InputError(
                f"{proposed.name}: no deadline of {mechanism.scheme} decides"
                f" between {mechanism.away_from} and {mechanism.towards}. Decided: {known}."
            )
