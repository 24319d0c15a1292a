"""What cannot stand in a world: proposals that have no answer here, or not together."""

from collections.abc import Sequence

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Mechanism, Proposal
from borgerflow.sim.params.reading.phrases import exclude_each_other, without_another
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
            raise InputError(f"{proposed.name}: " + _undecided(mechanism, stages))


def _undecided(mechanism: Mechanism, stages: Sequence[set[str]]) -> Wording:
    """Return that nothing decides between the two, and what is decided."""
    known = [", ".join(sorted(names)) for names in stages]
    scheme, ends = mechanism.scheme, (mechanism.away_from, mechanism.towards)
    return Wording(
        f"ingen frist i {scheme} afgør, om det bliver {ends[0]} eller {ends[1]}."
        f" Afgøres: {' eller '.join(known) or 'intet'}.",
        f"no deadline of {scheme} decides between {ends[0]} and {ends[1]}."
        f" Decided: {' or '.join(known) or 'nothing'}.",
    )
