"""The numbers of proposals that have a low and a high end, and worlds where they differ."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from borgerflow.experiments.findings.assumptions import MECHANISM_NUMBERS
from borgerflow.sim.params import Estimate, Proposal
from borgerflow.sim.world.world import World

Worlds = tuple[World, World]  # without the proposals and with them


@dataclass(frozen=True)
class OwnNumber:
    """A number of a proposal, or of the contacts it asks for, that has a low and a high end.

    ``overrides`` tells one of a mechanism, ``talks`` names one of what talks do, which both worlds
    have: several of these are set at once.
    """

    name: str
    estimate: Estimate
    at: Callable[[Worlds, float], Worlds]
    overrides: bool = False
    talks: str = ""


def own_numbers(world: World, proposals: Sequence[Proposal]) -> list[OwnNumber]:
    """Return the numbers that are uncertain of some of the proposals of a world."""
    found = [*_of_mechanisms(proposals), *_of_costs(proposals)]
    if any(proposal.contacts or proposal.capacity for proposal in proposals):
        found += [*_of_posts(proposals), *_of_contacts(world)]
    return [number for number in found if is_uncertain(number.estimate)]


def is_uncertain(estimate: Estimate) -> bool:
    """Tell whether a number has a low and a high end apart from each other."""
    return estimate.value is not None and estimate.low != estimate.high


def worlds_at(usual: Worlds, values: Sequence[tuple[OwnNumber, float]]) -> Worlds:
    """Return the worlds where all of some numbers have other values.

    Raises
    ------
    InputError
        If there is no such world.
    """
    before, after = usual
    overrides = {number.name: value for number, value in values if number.overrides}
    worlds = before, after.overridden(overrides) if overrides else after
    worlds = believing(worlds, {n.talks: value for n, value in values if n.talks})
    for number, value in values:
        if not number.overrides and not number.talks:
            worlds = number.at(worlds, value)
    return worlds


def _of_mechanisms(proposals: Sequence[Proposal]) -> Iterator[OwnNumber]:
    for proposal in proposals:
        for mechanism in proposal.mechanisms:
            for field in MECHANISM_NUMBERS:
                estimate: Estimate | None = getattr(mechanism, field)
                if estimate is not None:
                    name = f"{proposal.id}.{mechanism.name}.{field}"
                    yield OwnNumber(name, estimate, _overridden(name), overrides=True)


def _overridden(name: str) -> Callable[[Worlds, float], Worlds]:
    return lambda worlds, value: (worlds[0], worlds[1].overridden({name: value}))


def _of_costs(proposals: Sequence[Proposal]) -> Iterator[OwnNumber]:
    for proposal in proposals:
        for year, estimate in proposal.cost.items():
            yield OwnNumber(f"{proposal.id}.cost.{year}", estimate, _costing(proposal.id, year))


def _costing(name: str, year: int) -> Callable[[Worlds, float], Worlds]:
    def at(worlds: Worlds, value: float) -> Worlds:
        proposals = [_with_cost(p, year, value) if p.id == name else p for p in worlds[1].proposals]
        return worlds[0], worlds[1].with_proposals(proposals)

    return at


def _with_cost(proposal: Proposal, year: int, value: float) -> Proposal:
    return proposal.model_copy(
        update={"cost": proposal.cost | {year: proposal.cost[year].at(value)}}
    )


def _of_posts(proposals: Sequence[Proposal]) -> Iterator[OwnNumber]:
    for proposal in proposals:
        for posts in proposal.capacity:
            name = f"{proposal.id}.{posts.name}"
            yield OwnNumber(name, posts.fte, _manned(proposal.id, posts.name))


def _manned(name: str, mechanism: str) -> Callable[[Worlds, float], Worlds]:
    def at(worlds: Worlds, value: float) -> Worlds:
        proposals = [
            _with_posts(p, mechanism, value) if p.id == name else p for p in worlds[1].proposals
        ]
        return worlds[0], worlds[1].with_proposals(proposals)

    return at


def _with_posts(proposal: Proposal, mechanism: str, value: float) -> Proposal:
    posts = tuple(
        each.model_copy(update={"fte": each.fte.at(value)}) if each.name == mechanism else each
        for each in proposal.capacity
    )
    return proposal.model_copy(update={"capacity": posts})


def _of_contacts(world: World) -> Iterator[OwnNumber]:
    """Yield what contacts do to leaving, which is believed in both worlds."""
    for scheme, form in world.preset.schemes.items() if world.preset else ():
        for destination, estimate in form.exits.items():
            name = f"{scheme}.{destination}"
            yield OwnNumber(f"contact_effects.{name}", estimate, _believed(name), talks=name)


def _believed(name: str) -> Callable[[Worlds, float], Worlds]:
    return lambda worlds, value: believing(worlds, {name: value})


def believing(worlds: Worlds, factors: Mapping[str, float]) -> Worlds:
    """Return worlds in which talks do something else, which is believed in both."""
    if not factors:
        return worlds
    before, after = (
        world.with_contacts(factors={**world.contacts.factors, **factors}) for world in worlds
    )
    return before, after
