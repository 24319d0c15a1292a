"""What proposals set: values of the law; and what a question sets in proposals."""

from collections.abc import Mapping, Sequence

from borgerflow.sim.base.errors import InputError, nearest, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import LawBook, Proposal
from borgerflow.sim.params.law.values import Value
from borgerflow.sim.params.reading.faults import NO_PARAMETER


def patched_law(law: LawBook, proposals: Sequence[Proposal]) -> LawBook:
    """Return the law under the patches of proposals, or the law itself where there are none.

    Raises
    ------
    InputError
        If two patches set the same value, or a patch names none or sets what it cannot be.
    """
    owners: dict[str, str] = {}
    for proposal in proposals:
        for patch in proposal.law:
            name, owner = patch.parameter, f"{proposal.id}.{patch.name}"
            if name not in law.parameters:
                said = unknown(NO_PARAMETER, name, law.parameters)
                raise InputError(f"{proposal.path}: {patch.name}: " + said)
            if owners.setdefault(name, owner) != owner:
                raise InputError(
                    Wording(
                        f"{owners[name]} og {owner} sætter begge {name}: vælg en af dem.",
                        f"{owners[name]} and {owner} both set {name}: choose one.",
                    )
                )
    changes = law_changes(proposals)
    return law.patched(changes) if changes else law


def law_changes(proposals: Sequence[Proposal]) -> dict[str, dict[int, Value]]:
    """Return what proposals set in law: values by their first day, by parameter."""
    return {
        patch.parameter: {
            day: dated.value for day, dated in patch.values.items() if dated.value is not None
        }
        for proposal in proposals
        for patch in proposal.law
    }


def overridden(proposals: Sequence[Proposal], changes: Mapping[str, float]) -> tuple[Proposal, ...]:
    """Return proposals with numbers of their mechanisms set: ``proposal.mechanism.field``.

    Raises
    ------
    InputError
        If a name is that of none of them.
    """
    by_id = {proposal.id: proposal for proposal in proposals}
    for name, value in changes.items():
        proposal, _, rest = name.partition(".")
        mechanism, _, field = rest.partition(".")
        if proposal not in by_id:
            nothing = Wording(
                f"{name} henviser ikke til noget forslag i simuleringen.",
                f"{name} names no proposal of this world.",
            )
            expected = Wording(
                " Der skal stå forslag.virkning.felt.", " Expected proposal.mechanism.field."
            )
            raise InputError(nothing + nearest(proposal, by_id) + expected)
        by_id[proposal] = by_id[proposal].overridden(mechanism, field, value)
    return tuple(by_id.values())
