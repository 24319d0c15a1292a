"""What proposals change besides lives: law and what hours are worth; and what cannot stand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import year_of
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.params import LawBook, Mechanism, Proposal
from borgerflow.sim.params.law.values import Value

if TYPE_CHECKING:
    from borgerflow.sim.world.world import World


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
                raise InputError(
                    f"{proposal.path}: {patch.name}: no parameter is called {name}."
                    f"{nearest(name, law.parameters)}"
                )
            if owners.setdefault(name, owner) != owner:
                raise InputError(f"{owners[name]} and {owner} both set {name}: choose one.")
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


def hours_factors(world: "World", proposals: Sequence[Proposal]) -> dict[str, NDArray[np.float64]]:
    """Return what is left of the benefit of each category when more hours are worked.

    By the rates in force when the proposal starts.

    Raises
    ------
    InputError
        If no file says how much an hour of work in the scheme lowers the benefit.
    """
    return {
        f"{proposal.id}.{mechanism.name}": _left_after_hours(world, proposal, mechanism)
        for proposal in proposals
        for mechanism in proposal.mechanisms
        if mechanism.kind == "hours"
    }


def _left_after_hours(
    world: "World", proposal: Proposal, mechanism: Mechanism
) -> NDArray[np.float64]:
    known = world.model.costs.hour_of_work_lowers_benefit
    if mechanism.scheme not in known:
        raise InputError(
            f"{proposal.id}.{mechanism.name}: nothing says by how much an hour of work lowers"
            f" {mechanism.scheme}. Known: {', '.join(known)}."
        )
    scheme = world.law.schemes[mechanism.scheme]
    day = max(proposal.start, world.start_day)
    index = world.unit_costs.price_index[year_of(day)]
    lost = (mechanism.effect.value or 0.0) * (known[mechanism.scheme].value or 0.0) * index
    usual = world.benefit_share[world.scheme_names.index(mechanism.scheme)]
    left = np.ones(len(world.category_names) + 1)
    for name, category in scheme.categories.items():
        if category.rate:
            weekly = world.law.rates.weekly(category.rate, day) * usual
            left[world.category_names.index(f"{mechanism.scheme}.{name}")] = 1 - lost / weekly
    return np.maximum(left, 0.0)


def refuse_undecided_reviews(world: "World", proposals: Sequence[Proposal]) -> None:
    """Refuse a mechanism that moves decisions which no deadline of its scheme knows."""
    for proposal in proposals:
        for mechanism in proposal.mechanisms:
            if mechanism.kind != "review":
                continue
            stages = [
                {outcome.to for outcome in deadline.outcomes}
                for deadline in world.model.outcomes.deadlines
                if deadline.scheme == mechanism.scheme
            ]
            if not any({mechanism.away_from, mechanism.towards} <= known for known in stages):
                known = " or ".join(", ".join(sorted(names)) for names in stages) or "nothing"
                raise InputError(
                    f"{proposal.id}.{mechanism.name}: no deadline of {mechanism.scheme} decides"
                    f" between {mechanism.away_from} and {mechanism.towards}. Decided: {known}."
                )


def refuse_unanswered(proposals: Sequence[Proposal]) -> None:
    """Refuse proposals that the model has no answer for, with the reason."""
    for proposal in proposals:
        if proposal.unanswered:
            reason = proposal.unanswered.en.rstrip(".")
            raise InputError(f"{proposal.id} cannot be answered by this model because {reason}.")


def refuse_exclusions(proposals: Sequence[Proposal]) -> None:
    """Refuse proposals that exclude each other, or lack one they depend on."""
    chosen = [proposal.id for proposal in proposals]
    for proposal in proposals:
        for other in proposal.excludes:
            if other in chosen:
                raise InputError(f"{proposal.id} and {other} exclude each other: choose one.")
        for other in proposal.depends_on:
            if other not in chosen:
                raise InputError(f"{proposal.id} depends on {other}: name it too.")


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
            raise InputError(
                f"{name} names no proposal of this world.{nearest(proposal, by_id)}"
                " Expected proposal.mechanism.field."
            )
        by_id[proposal] = by_id[proposal].overridden(mechanism, field, value)
    return tuple(by_id.values())
