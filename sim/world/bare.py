"""A bare world: the inputs of a world and the tables of law alone, for those who build the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.errors import ParamError, nearest, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.lives.tables import NO_TABLES, Tables
from borgerflow.sim.params import LawBook, Mechanism, Params, Proposal, Scheme, read_model
from borgerflow.sim.params.contacts import ContactForms, Preset, Sanctions, Teams
from borgerflow.sim.params.law.schemes import settled_categories
from borgerflow.sim.params.model import Hazards, Municipality
from borgerflow.sim.params.patches.catalogue import SANCTIONS, TALKS, TEAMS
from borgerflow.sim.params.reading.faults import NO_SCHEME
from borgerflow.sim.params.reading.phrases import listed, no_hazard
from borgerflow.sim.records.spells.granted import GrantRules, grant_rules
from borgerflow.sim.world.contact_rules import ContactPolicy, Duty, duties_of
from borgerflow.sim.world.municipality import Model, UnitCosts, value_of
from borgerflow.sim.world.presets import preset_of
from borgerflow.sim.world.residents.peopling import Peopling

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
            said = no_hazard(origin, destination) + nearest(destination, known) + listed(known)
            raise ParamError(said)
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
            raise ParamError("hazards.yaml: " + unknown(NO_SCHEME, origin, schemes))
    names: list[tuple[str, str]] = []
    first = [0]
    for origin, scheme in schemes.items():
        for destination in hazards.schemes[origin].exits if origin in hazards.schemes else ():
            if destination not in scheme.exits:
                said = Wording(
                    f"hazards.yaml: {origin} har en afgangsrate til {destination}, som schemes.yaml"
                    f" ikke nævner som en afgang fra {origin}.",
                    f"hazards.yaml: {origin} has a hazard to {destination}, which schemes.yaml"
                    f" does not name as an exit of {origin}.",
                )
                raise ParamError(said + nearest(destination, scheme.exits))
            names.append((origin, destination))
        first.append(len(names))
    return Exits(tuple(names), np.array(first, dtype=np.int64))


class ProposedMechanism(NamedTuple):
    """A mechanism of a proposal, by a name and a number of its own."""

    name: str  # ``proposal.mechanism``
    number: int  # by which its draws are addressed
    proposal: Proposal
    mechanism: Mechanism


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
        return tuple(n for n in settled_categories(self.law.schemes) if not n.endswith("."))

    @cached_property
    def grant_rules(self) -> GrantRules:
        """Return the older rules by which what was granted earlier is paid."""
        return grant_rules(self.law.schemes, self.paid_categories)

    @cached_property
    def contact_groups(self) -> tuple[str, ...]:
        """Return the groups of contact rules that some scheme uses, in order."""
        return tuple(dict.fromkeys(s.contact for s in self.law.schemes.values() if s.contact))

    @cached_property
    def mechanisms(self) -> tuple[ProposedMechanism, ...]:
        """Return the mechanisms of the proposals; no two may share a number."""
        numbers: dict[int, str] = {}
        found = []
        for proposal in self.proposals:
            for mechanism in proposal.mechanisms:
                name = f"{proposal.id}.{mechanism.name}"
                number = number_of_name(name)
                if numbers.setdefault(number, name) != name:
                    raise ParamError(
                        Wording(
                            f"{name} og {numbers[number]} får samme nummer; omdøb den ene.",
                            f"{name} and {numbers[number]} share a number; rename one.",
                        )
                    )
                found.append(ProposedMechanism(name, number, proposal, mechanism))
        return tuple(found)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Return the duties to be activated, those that proposals ask for included."""
        return (*self.contacts.duties, *duties_of(self.proposals))

    @cached_property
    def peopling(self) -> Peopling:
        """Return what it takes to draw the people of a replication."""
        ages = self.law.parameter("law.folkepension.pension_age_months").values
        told = self.municipality.stock is not None
        return Peopling(
            self.municipality,
            self.model.population,
            self.scheme_names,
            tuple((v.day, int(v.value or 0)) for v in ages),
            self.run_in_day,
            self.end_day,
            self.scale,
            self._waits if told else None,
        )

    @property
    def _waits(self) -> Ints:
        """Return the days before a new spell is paid, by scheme and cell: [scheme x cell]."""
        category = np.asarray(self.tables.category)
        return np.where(category >= 0, np.asarray(self.tables.waiting_days)[category], 0)

    @cached_property
    def preset(self) -> Preset | None:
        """Return what contacts do, or None where they do nothing."""
        return preset_of(self.params, self.contacts)

    @cached_property
    def contact_forms(self) -> ContactForms:
        """Return the forms and kinds of contacts, as ``model/talks.yaml`` has them."""
        found = read_model(self.params.directory / "model" / "talks.yaml", ContactForms)
        return self.params.patched_form(TALKS, found)

    @cached_property
    def teams(self) -> Teams:
        """Return the teams that hold contacts, as ``model/teams.yaml`` has them."""
        found = read_model(self.params.directory / "model" / "teams.yaml", Teams)
        return self.params.patched_form(TEAMS, found)

    @cached_property
    def sanctions(self) -> Sanctions:
        """Return who is sanctioned for staying away: nobody where contacts do nothing."""
        if self.preset is None or not self.preset.sanctions:
            return Sanctions(groups={})
        found = read_model(self.params.directory / "model" / "sanctions.yaml", Sanctions)
        return self.params.patched_form(SANCTIONS, found)

    @cached_property
    def benefit_share(self) -> Floats:
        """Return the share of the full rate paid on average, shape [scheme]."""
        shares = self.model.costs.benefit_share
        return np.array([value_of(shares.get(name), 1.0) for name in self.scheme_names])

    @cached_property
    def unit_costs(self) -> UnitCosts:
        """Return what contacts and activation cost, and the price index."""
        costs = self.model.costs
        weekly = costs.activation_kroner_per_week
        return UnitCosts(
            value_of(costs.talk_kroner_per_minute, 0.0),
            np.array([value_of(weekly.get(name), 0.0) for name in self.scheme_names]),
            self.params.price_index.by_year,
        )


def number_of_name(name: str) -> int:
    """Return the number of a mechanism, below 2**24, that depends on its name alone (FNV-1a).

    It is part of the address of the mechanism's draws, so that another proposal beside it changes
    nothing in it.
    """
    number = _OFFSET
    for byte in name.encode():
        number = ((number ^ byte) * _PRIME) % 2**32
    return number % _NUMBERS
