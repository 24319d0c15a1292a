"""What cannot stand in a world: proposals that have no answer here, or not together."""

from collections.abc import Sequence

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.reading.phrases import exclude_each_other, without_another
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.proposals.misfits import refuse_misfit


def refuse_what_cannot_stand(bare: BareWorld) -> None:
    """Refuse proposals that the model has no answer for, that exclude each other, or lack one.

    Also mechanisms that mean nothing in their scheme.

    Raises
    ------
    InputError
        With the first of these reasons that holds.
    """
    _refuse_unanswered(bare.proposals)
    _refuse_exclusions(bare.proposals)
    for proposed in bare.mechanisms:
        refuse_misfit(proposed.name, proposed.mechanism, bare.model)


def _refuse_unanswered(proposals: Sequence[Proposal]) -> None:
    """Refuse proposals that the model has no answer for, with the reason."""
    for proposal in proposals:
        if proposal.unanswered:
            reason = proposal.unanswered
            raise InputError(
                Wording(
                    f"Modellen kan ikke regne på {proposal.id}, fordi {reason.da.rstrip('.')}.",
                    f"{proposal.id} cannot be answered by this model because"
                    f" {reason.en.rstrip('.')}.",
                )
            )


def _refuse_exclusions(proposals: Sequence[Proposal]) -> None:
    """Refuse proposals that exclude each other, or lack one they depend on."""
    chosen = [proposal.id for proposal in proposals]
    for proposal in proposals:
        for other in proposal.excludes:
            if other in chosen:
                choose = Wording(": vælg et af dem.", ": choose one.")
                raise InputError(exclude_each_other(proposal.id, other) + choose)
        for other in proposal.depends_on:
            if other not in chosen:
                raise InputError(without_another(proposal.id, other))
