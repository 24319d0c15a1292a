"""A bare world: the inputs of a world and the tables of law alone, for those who build the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.errors import ParamError, nearest
from borgerflow.sim.lives.tables import NO_TABLES, Tables
from borgerflow.sim.params import LawBook, Params, Proposal, Scheme, read_model
from borgerflow.sim.params.contacts import ContactForms, Preset, Sanctions, Teams
from borgerflow.sim.params.model import Hazards, Municipality
from borgerflow.sim.world.contact_rules import ContactPolicy, Duty, duties_of
from borgerflow.sim.world.municipality import Model, UnitCosts, benefit_shares, unit_costs_of
from borgerflow.sim.world.presets import preset_of

NO_LOCAL_POLICY = ContactPolicy()  # beside those the law asks for
_NUMBERS = 1 << 24  # as many as chance keeps addresses for
_PRIME = 16777619
_OFFSET = 2166136261


@dataclass(frozen=True)
class Exits:
    """The exits of all schemes in the order of the tables: origin and destination by number."""

    names: tuple[tuple[str, str], ...]  # origin, destination
    first: Ints  # [s + 1]

    def number(self, origin: str, destination: str) -> int:
        """Return the number of an exit; an unknown one is refused with the nearest."""
        if (origin, destination) not in self.names:
            known = [to for at, to in self.names if at == origin]
            raise ParamError(
                f"{origin} has no hazard to {destination}.{nearest(destination, known)}"
                f" Known: {', '.join(known)}."
            )
        return self.names.index((origin, destination))


def exits_of(hazards: Hazards, schemes: Mapping[str, Scheme]) -> Exits:
    """Return the exits of the hazards file in the order of the schemes.

    Raises
    ------
    ParamError
        If a hazard leaves an unknown scheme or leads where the map of schemes has no exit.
    """
    for origin in hazards.schemes:
        if origin not in schemes:
            raise ParamError(
                f"hazards.yaml: no scheme is called {origin}.{nearest(origin, schemes)}"
            )
    names: list[tuple[str, str]] = []
    first = [0]
    for origin, scheme in schemes.items():
        for destination in hazards.schemes[origin].exits if origin in hazards.schemes else ():
            if destination not in scheme.exits:
                raise ParamError(
                    f"hazards.yaml: {origin} has a hazard to {destination}, which schemes.yaml"
                    f" does not name as an exit of {origin}.{nearest(destination, scheme.exits)}"
                )
            names.append((origin, destination))
        first.append(len(names))
    return Exits(tuple(names), np.array(first, dtype=np.int64))


@dataclass(frozen=True)
class BareWorld:
    """What a world is resolved from, and its tables as far as law alone goes.

    A builder of tables is given this and no more, so none needs what another builds beside it.
    """

    params: Params
    model: Model
    municipality: Municipality
    law: LawBook  # under the patches of the proposals
    exits: Exits
    run_in_day: int
    start_day: int
    end_day: int
    scale: float
    contacts: ContactPolicy = NO_LOCAL_POLICY
    proposals: tuple[Proposal, ...] = ()
    tables: Tables = NO_TABLES

    @property
    def scheme_names(self) -> tuple[str, ...]:
        """Return the schemes in order: the place of each is its number."""
        return self.law.scheme_names

    @cached_property
    def paid_categories(self) -> tuple[str, ...]:
        """Return every ``scheme.category`` in order: the place of each is its number."""
        return tuple(f"{s.name}.{c}" for s in self.law.schemes.values() for c in s.categories)

    @cached_property
    def contact_groups(self) -> tuple[str, ...]:
        """Return the groups of contact rules that some scheme uses, in order."""
        return tuple(dict.fromkeys(s.contact for s in self.law.schemes.values() if s.contact))

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Return the duties to be activated, those that proposals ask for included."""
        return (*self.contacts.duties, *duties_of(self.proposals))

    @cached_property
    def preset(self) -> Preset | None:
        """Return what talks do, or None where they do nothing."""
        return preset_of(self.params, self.contacts)

    @cached_property
    def contact_forms(self) -> ContactForms:
        """Return the forms and kinds of talks, as ``model/talks.yaml`` has them."""
        return read_model(self.params.directory / "model" / "talks.yaml", ContactForms)

    @cached_property
    def teams(self) -> Teams:
        """Return the teams that hold talks, as ``model/teams.yaml`` has them."""
        return read_model(self.params.directory / "model" / "teams.yaml", Teams)

    @cached_property
    def sanctions(self) -> Sanctions:
        """Return who is sanctioned for staying away: nobody where talks are held to do nothing."""
        if self.preset is None or not self.preset.sanctions:
            return Sanctions(groups={})
        return read_model(self.params.directory / "model" / "sanctions.yaml", Sanctions)

    @cached_property
    def benefit_share(self) -> Floats:
        """Return the share of the full rate paid on average, shape [scheme]."""
        return benefit_shares(self.model, self.scheme_names)

    @cached_property
    def unit_costs(self) -> UnitCosts:
        """Return what talks and activation cost, and the price index."""
        return unit_costs_of(self.model, self.scheme_names)


def number_of_name(name: str) -> int:
    """Return the number of a mechanism, below 2**24, that depends on its name alone (FNV-1a).

    It is part of the address of the mechanism's draws, so that another proposal beside it changes
    nothing in it.
    """
    number = _OFFSET
    for byte in name.encode():
        number = ((number ^ byte) * _PRIME) % 2**32
    return number % _NUMBERS
