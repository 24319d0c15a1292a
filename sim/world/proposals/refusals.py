"""What cannot stand in a world: proposals that have no answer here, or not together.

Mechanisms that mean nothing in their scheme, too: hours without a price, decisions nobody takes.
Whoever reads a form asks the same of it, so nothing heavy is loaded here.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, joined, same
from borgerflow.sim.params import Proposal
from borgerflow.sim.params.model import Costs, Outcomes
from borgerflow.sim.params.proposals.mechanisms import MechanismForm
from borgerflow.sim.params.reading.phrases import exclude_each_other, listed, without_another
from borgerflow.sim.world.municipality import Model

if TYPE_CHECKING:
    from borgerflow.sim.world.bare import BareWorld

Called = Callable[[str], Wording]


class Misfit(NamedTuple):
    """The field of a mechanism that its scheme has no place for, and why."""

    field: str
    why: Wording


def refuse_what_cannot_stand(bare: "BareWorld") -> None:
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
        _refuse_misfit(proposed.name, proposed.mechanism, bare.model)


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


def _refuse_misfit(name: str, mechanism: MechanismForm, model: Model) -> None:
    """Refuse a mechanism that means nothing in its scheme, by its name.

    Raises
    ------
    InputError
        Saying what the scheme has no place for, and what is known.
    """
    misfit = misfit_of(mechanism, model)
    if misfit is not None:
        raise InputError(f"{name}: " + misfit.why)


def misfit_of(mechanism: MechanismForm, model: Model, called: Called = same) -> Misfit | None:
    """Return what the scheme of a mechanism has no place for, schemes told as they are called."""
    if mechanism.kind == "hours":
        return _unpriced(mechanism, model.costs, called)
    if mechanism.kind == "review":
        return _undecided(mechanism, model.outcomes, called)
    return None


def _unpriced(mechanism: MechanismForm, costs: Costs, called: Called) -> Misfit | None:
    """Return that no file says how much an hour of work in the scheme lowers the benefit."""
    known = costs.hour_of_work_lowers_benefit
    if mechanism.scheme in known:
        return None
    scheme = called(mechanism.scheme)
    nothing = Wording(
        f"det fremgår ikke, hvor meget en times arbejde nedsætter {scheme.da}.",
        f"nothing says by how much an hour of work lowers {scheme.en}.",
    )
    return Misfit("scheme", nothing + _known(known, called))


def _undecided(mechanism: MechanismForm, outcomes: Outcomes, called: Called) -> Misfit | None:
    """Return that no deadline of the scheme decides between two that differ."""
    scheme = mechanism.scheme
    stages = [
        {outcome.to for outcome in deadline.outcomes}
        for deadline in outcomes.deadlines
        if deadline.scheme == scheme
    ]
    ends = {str(mechanism.away_from), str(mechanism.towards)}
    if len(ends) > 1 and any(ends <= known for known in stages):
        return None
    one, other = (called(str(end)) for end in (mechanism.away_from, mechanism.towards))
    decided = [joined(", ", map(called, sorted(names))) for names in stages]
    between = Wording(
        f"ingen frist i {called(scheme).da} afgør, om det bliver {one.da} eller {other.da}."
        f" Afgøres: {' eller '.join(each.da for each in decided) or 'intet'}.",
        f"no deadline of {called(scheme).en} decides between {one.en} and {other.en}."
        f" Decided: {' or '.join(each.en for each in decided) or 'nothing'}.",
    )
    return Misfit("towards", between)


def _known(names: Iterable[str], called: Called) -> Wording:
    each = [called(name) for name in names]
    return Wording(listed(name.da for name in each).da, listed(name.en for name in each).en)
