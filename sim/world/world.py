"""A world: a municipality, a law and a set of proposals, resolved into frozen tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.clock import first_day_of_year, month_index_of, parse_day, year_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.params import LawBook, Params, Proposal, load, read_model
from borgerflow.sim.params.contacts import ContactForms, Sanctions, Teams
from borgerflow.sim.params.law.values import Value
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.world.contact_rules import (
    ContactPolicy,
    ContactRule,
    Duty,
    Staff,
    StaffChange,
    asked_by,
    duties_asked_by,
)
from borgerflow.sim.world.municipality import (
    Model,
    UnitCosts,
    benefit_shares,
    find_municipality,
    read_estimates,
    unit_costs_of,
)
from borgerflow.sim.world.people import Peopling
from borgerflow.sim.world.proposals.activation import duty_rows
from borgerflow.sim.world.proposals.durations import factor_for_weeks
from borgerflow.sim.world.proposals.law_changes import (
    hours_factors,
    law_changes,
    overridden,
    patched_law,
    refuse_exclusions,
    refuse_unanswered,
    refuse_undecided_reviews,
)
from borgerflow.sim.world.proposals.mechanisms import Frame, mechanism_rows, number_of_name
from borgerflow.sim.world.tables.contact_effects import preset_of, with_effects
from borgerflow.sim.world.tables.contacts import (
    calling_tables,
    contact_groups,
    local_tables,
    no_local_rules,
    no_teams,
    nobody_stays_away,
    team_tables,
    weeks_left,
)
from borgerflow.sim.world.tables.deadlines import Columns
from borgerflow.sim.world.tables.hazards import Exits, category_names, exits_of, tables_of
from borgerflow.sim.world.tables.mechanisms import MechanismRows, Sizes
from borgerflow.sim.world.tables.sanctions import nobody_is_sanctioned, sanction_tables

CENTRAL = "trial"  # what talks are held to do where proposals ask for them and nothing else is said
RUN_IN_YEARS = 4
NO_LOCAL_POLICY = ContactPolicy()  # beside those the law asks for
LAST_YEAR = 2030


@dataclass(frozen=True)
class World:
    """Everything one run needs. Two worlds of a pair differ in their proposals alone."""

    params: Params
    model: Model
    municipality: Municipality
    law: LawBook
    proposals: tuple[Proposal, ...]
    run_in_day: int
    start_day: int
    end_day: int
    scale: float
    exits: Exits
    tables: Tables
    duration_factors: Mapping[str, float]
    talks: ContactPolicy = NO_LOCAL_POLICY

    @property
    def law_changes(self) -> dict[str, dict[int, Value]]:
        """Return what the proposals set in law: values by their first day, by parameter."""
        return law_changes(self.proposals)

    @property
    def scheme_names(self) -> tuple[str, ...]:
        """Return the schemes in order: the place of each is its number."""
        return self.law.scheme_names

    @cached_property
    def category_names(self) -> tuple[str, ...]:
        """Return every ``scheme.category`` in order: the place of each is its number."""
        return category_names(self.law.schemes)

    @property
    def horizon_years(self) -> tuple[int, ...]:
        """Return the calendar years that the horizon touches."""
        return tuple(range(year_of(self.start_day), year_of(self.end_day - 1) + 1))

    @property
    def months(self) -> NDArray[np.int64]:
        """Return the months of the horizon, each as year x 12 + month - 1."""
        first, last = (month_index_of(day) for day in (self.start_day, self.end_day - 1))
        return np.arange(first, last + 1)

    @property
    def team_names(self) -> tuple[str, ...]:
        """Return the teams that hold talks in order: the place of each is its number."""
        return (*self.teams.teams,)

    @property
    def notes(self) -> tuple[Mapping[str, str], ...]:
        """Return what a reader of any finding must know, in Danish and English."""
        return tuple(note.model_dump() for note in self.municipality.notes)

    @cached_property
    def sizes(self) -> Sizes:
        """Return how many schemes, exits and categories there are."""
        return Sizes(len(self.scheme_names), len(self.exits.names), len(self.category_names))

    @cached_property
    def programme_names(self) -> Mapping[int, str]:
        """Return ``proposal.mechanism`` of every programme by its number."""
        names = (
            f"{proposal.id}.{mechanism.name}"
            for proposal in self.proposals
            for mechanism in proposal.mechanisms
            if mechanism.kind == "programme"
        )
        duties = (duty.name for duty in self.duties)
        return {number_of_name(name): name for name in (*names, *duties)}

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Return the duties to be activated, those that proposals ask for included."""
        return (*self.talks.duties, *duties_asked_by(self.proposals))

    @cached_property
    def peopling(self) -> Peopling:
        """Return what it takes to draw the people of a replication."""
        ages = self.law.parameter("law.folkepension.pension_age_months").values
        return Peopling(
            self.municipality,
            self.model.population,
            self.scheme_names,
            tuple((v.day, int(v.value or 0)) for v in ages),
            self.run_in_day,
            self.end_day,
            self.scale,
        )

    @property
    def citizens_are_independent(self) -> bool:
        """Tell whether no life depends on another's, so that any may be lived without the rest."""
        return self.tables.teams == 0

    @cached_property
    def benefit_share(self) -> NDArray[np.float64]:
        """Return the share of the full rate paid on average, shape [scheme]."""
        return benefit_shares(self.model, self.scheme_names)

    @cached_property
    def unit_costs(self) -> UnitCosts:
        """Return what talks and activation cost, and the price index."""
        return unit_costs_of(self.model, self.scheme_names)

    @cached_property
    def contact_forms(self) -> ContactForms:
        """Return the forms and kinds of talks, as ``model/talks.yaml`` has them."""
        return read_model(self.params.directory / "model" / "talks.yaml", ContactForms)

    def baseline(self) -> "World":
        """Return the same world without its proposals."""
        return self.with_proposals(())

    def with_proposals(self, proposals: Sequence[Proposal]) -> "World":
        """Return the same world with these proposals instead of its own."""
        refuse_unanswered(proposals)
        refuse_exclusions(proposals)
        bare = self.under(patched_law(self.params.law, proposals))
        factors = _duration_factors(bare, proposals)
        frame = frame_of(bare, proposals, factors)
        rows = mechanism_rows(proposals, frame)
        duties = (*bare.talks.duties, *duties_asked_by(proposals))
        if duties:
            preset = preset_of(bare.params, bare.talks)
            called = duty_rows(duties, bare.params, preset, frame)
            rows = replace(rows, programmes=(*rows.programmes, *called))
        refuse_undecided_reviews(bare, proposals)
        tables = bare.tables._replace(**rows.arrays(), **_contact_columns(bare, proposals))
        return replace(bare, proposals=tuple(proposals), tables=tables, duration_factors=factors)

    def under(self, law: LawBook) -> "World":
        """Return the same world without proposals under a law."""
        if law is self.law:
            return replace(self, proposals=())
        return _resolved(replace(self, law=law, proposals=()))

    def with_contacts(
        self,
        rules: Sequence[ContactRule] | None = None,
        staff: Staff | Literal[False] | None = None,
        effects: str | None = None,
        changes: Sequence[StaffChange] | None = None,
        factors: Mapping[str, float] | None = None,
        duties: Sequence[Duty] | None = None,
    ) -> "World":
        """Return the same world with other local rules, staff, effects of talks or duties.

        What is not named stays as it is.

        Parameters
        ----------
        staff : Staff or False, optional
            The posts of the teams that hold talks; False: time is no limit.
        effects : str, optional
            A preset of ``model/contact_effects.yaml`` or a file like it; empty: none.
        changes : sequence of StaffChange, optional
            Changes of the posts; there must be staff.
        factors : mapping, optional
            Numbers of the effects to set: ``{"dagpenge.job": 1.5}``.
        duties : sequence of Duty, optional
            Compulsory activation beside the law's own.

        Raises
        ------
        InputError
            If a name is not known, or changes of posts are named where there is no staff.
        """
        talks = self.talks
        posts = talks.staff if staff is None else (staff or None)
        if changes is not None:
            if posts is None:
                raise InputError("Changes of posts are named, but time for talks is no limit.")
            posts = replace(posts, changes=tuple(changes))
        told = ContactPolicy(
            talks.rules if rules is None else tuple(rules),
            posts,
            talks.effects if effects is None else effects,
            talks.factors if factors is None else dict(factors),
            talks.duties if duties is None else tuple(duties),
        )
        bare = _resolved(replace(self, talks=told, proposals=()))
        return bare.with_proposals(self.proposals)

    @cached_property
    def weeks_left(self) -> NDArray[np.float64]:
        """Return the weeks left that hazards predict, [scheme, cell, start of duration bin]."""
        return weeks_left(_lawful_tables(self))

    @cached_property
    def teams(self) -> Teams:
        """Return the teams that hold talks, as ``model/teams.yaml`` has them."""
        return read_model(self.params.directory / "model" / "teams.yaml", Teams)

    @cached_property
    def sanctions(self) -> Sanctions:
        """Return who is sanctioned for staying away: nobody where talks are held to do nothing."""
        believed = preset_of(self.params, self.talks)
        if believed is None or not believed.sanctions:
            return Sanctions(groups={})
        return read_model(self.params.directory / "model" / "sanctions.yaml", Sanctions)

    def overridden(self, changes: Mapping[str, float]) -> "World":
        """Return the same world with numbers of its proposals set.

        Keys are ``proposal.mechanism.field``, as ``herning-syg02.turned_away.effect``.
        """
        return self.with_proposals(overridden(self.proposals, changes))


def load_world(
    municipality: str,
    proposals: Sequence[str] = (),
    *,
    start: str = "2019-01-01",
    end: str = "2023-01-01",
    params: Params | Path | str | None = None,
    overrides: Mapping[str, float] | None = None,
    population: float = 1.0,
    run_in_years: int = RUN_IN_YEARS,
    contact_effects: str | Path | None = None,
) -> World:
    """Return the world of a municipality under today's law and the proposals named.

    Parameters
    ----------
    start, end : str
        First day of the horizon, and the day after its last.
    params : Params or path, optional
        Other values than the packaged ones.
    overrides : mapping, optional
        Numbers of the proposals to set: ``{"herning-syg02.turned_away.effect": 0.03}``.
    population : float
        The share of the municipality to simulate: 0.1 is a municipality a tenth its size.
    run_in_years : int
        Years lived before the horizon, so that durations and counters are right at its start.
    contact_effects : {"trial", "municipal", "sceptic"} or path, optional
        What talks do to the hazards: a preset of ``model/contact_effects.yaml``, or a file like
        it; empty: talks change nothing but the bill. By default ``trial`` if a proposal asks
        for talks, else nothing.

    Raises
    ------
    InputError
        If a name is unknown, a date is wrong, or two proposals exclude each other.
    """
    book = params if isinstance(params, Params) else load(params)
    first, last = _horizon(start, end)
    model = read_estimates(book)
    home = find_municipality(book, municipality)
    run_in = first_day_of_year(year_of(first) - run_in_years)
    exits = exits_of(model.hazards, book.law.schemes)
    chosen = [book.proposal(name) for name in dict.fromkeys(proposals)]
    believed = effects_believed(chosen) if contact_effects is None else str(contact_effects)
    talks = ContactPolicy(effects=believed)
    bare = World(
        book, model, home, book.law, (), run_in, first, last, population, exits, _NONE, {}, talks
    )
    bare = _resolved(bare)
    return bare.with_proposals(overridden(chosen, overrides or {}))


def effects_believed(proposals: Sequence[Proposal]) -> str:
    """Return what talks are held to do where nothing else is said: nothing if nobody asks."""
    return CENTRAL if any(proposal.contacts for proposal in proposals) else ""


_NONE = cast(Tables, None)  # the tables of a world that is not resolved yet


def _resolved(world: World) -> World:
    """Return a world with its tables, its proposals left out."""
    tables = with_effects(
        _lawful_tables(world), world.law, preset_of(world.params, world.talks), world.exits
    )
    return replace(world, tables=tables)


def _lawful_tables(world: World) -> Tables:
    """Return the tables of a world in which talks are held as law has it and do nothing."""
    model, law = world.model, world.law
    rows = MechanismRows(world.sizes)
    return tables_of(
        law,
        model.hazards,
        model.outcomes,
        model.categories,
        world.municipality,
        world.exits,
        rows,
        world.run_in_day,
        world.start_day,
        world.end_day,
    )


def _contact_columns(world: World, proposals: Sequence[Proposal]) -> Columns:
    """Return the tables of local rules and of teams, those that proposals ask for included."""
    rules, changes = asked_by(proposals)
    rules, staff = (*world.talks.rules, *rules), world.talks.staff
    groups = len(contact_groups(world.law))
    if staff is None:
        columns = no_teams() | nobody_stays_away(groups) | nobody_is_sanctioned(groups)
    else:
        staff = replace(staff, changes=(*staff.changes, *changes))
        columns = team_tables(world.law, world.teams, staff, world.scale)
        columns |= calling_tables(groups, world.teams)
        columns |= sanction_tables(world.law, world.sanctions)
    if not rules:
        return columns | no_local_rules(len(world.scheme_names))
    named = any(rule.kind or rule.forms for rule in rules)
    forms = world.contact_forms if named else None
    return columns | local_tables(world.law, world.tables, rules, world.weeks_left, forms)


def _horizon(start: str, end: str) -> tuple[int, int]:
    first, last = parse_day(start), parse_day(end)
    if last <= first:
        raise InputError(f"The horizon ends on {end}, which is not after its start, {start}.")
    if year_of(last - 1) > LAST_YEAR:
        raise InputError(f"The horizon ends on {end}; rates are projected to {LAST_YEAR} at most.")
    return first, last


def _duration_factors(world: World, proposals: Sequence[Proposal]) -> dict[str, float]:
    """Return the hazard factor of every mechanism that states a change of mean duration."""
    return {
        f"{proposal.id}.{mechanism.name}": factor_for_weeks(world, mechanism)
        for proposal in proposals
        for mechanism in proposal.mechanisms
        if mechanism.kind == "duration"
    }


def frame_of(
    world: World, proposals: Sequence[Proposal], duration_factors: Mapping[str, float]
) -> Frame:
    """Return what turns the names of mechanisms into numbers of a world."""
    return Frame(
        world.scheme_names,
        len(world.exits.names),
        world.exits.number,
        len(world.category_names),
        duration_factors,
        hours_factors(world, proposals),
    )
