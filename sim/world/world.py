"""A world: a municipality, a law and a set of proposals, resolved into frozen tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import month_index_of, year_of
from borgerflow.sim.base.errors import InputError, is_number, refuse_lone, refuse_unless
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.lives.tables import NO_TABLES
from borgerflow.sim.params import Params, Proposal, load
from borgerflow.sim.params.law.values import Value
from borgerflow.sim.params.model import CalendarPeriod
from borgerflow.sim.params.proposals.own_files import with_own_files
from borgerflow.sim.world.bare import BareWorld, exits_of, number_of_name
from borgerflow.sim.world.contact_rules import ContactPolicy, ContactRule, Duty, Staff, StaffChange
from borgerflow.sim.world.horizon import (
    RUN_IN_YEARS,
    first_day_lived,
    horizon_days,
    said_of_years,
)
from borgerflow.sim.world.municipality import (
    conditions_of,
    find_municipality,
    read_estimates,
    with_file_of,
)
from borgerflow.sim.world.proposals.durations import factors_of_durations
from borgerflow.sim.world.proposals.law_changes import law_changes, overridden, patched_law
from borgerflow.sim.world.proposals.mechanisms import mechanism_columns
from borgerflow.sim.world.proposals.refusals import refuse_what_cannot_stand
from borgerflow.sim.world.tables.columns import Columns
from borgerflow.sim.world.tables.contact_effects import effect_columns
from borgerflow.sim.world.tables.contacts import contact_columns, exemption_columns
from borgerflow.sim.world.tables.deadlines import (
    deadline_columns,
    law_turn_columns,
    outcome_columns,
)
from borgerflow.sim.world.tables.hazards import category_columns, hazard_columns, scheme_columns
from borgerflow.sim.world.tables.local_rules import local_columns, weeks_left
from borgerflow.sim.world.tables.sanctions import sanction_columns
from borgerflow.sim.world.tables.teams import team_columns

Builders = tuple[Callable[[BareWorld], Columns], ...]
BY_LAW: Builders = (
    scheme_columns,
    hazard_columns,
    category_columns,
    deadline_columns,
    outcome_columns,
    law_turn_columns,
    contact_columns,
)
BY_PROPOSALS: Builders = (mechanism_columns, local_columns, team_columns, sanction_columns)
MOST_TIMES = 100  # a municipality's citizens: some millions
A_SHARE = Wording(
    f"en andel over 0, højst {MOST_TIMES} gange kommunen",
    f"a share above 0, {MOST_TIMES} times the municipality at most",
)
A_MUNICIPALITY = Wording(
    "navnet på en kommune eller dens fil (.yaml)", "the name of a municipality or its file (.yaml)"
)
CENTRAL = "trial"  # what contacts are held to do where proposals ask for them, unless said


@dataclass(frozen=True)
class World(BareWorld):
    """Everything one run needs. Two worlds of a pair differ in their proposals alone.

    Its inputs may be changed, and a changed world is resolved again from them.
    """

    @property
    def law_changes(self) -> dict[str, dict[int, Value]]:
        """Return what the proposals set in law: values by their first day, by parameter."""
        return law_changes(self.proposals)

    @property
    def horizon_years(self) -> tuple[int, ...]:
        """Return the calendar years that the horizon touches."""
        return tuple(range(year_of(self.start_day), year_of(self.end_day - 1) + 1))

    @property
    def months(self) -> Ints:
        """Return the months of the horizon, each as year x 12 + month - 1."""
        first, last = (month_index_of(day) for day in (self.start_day, self.end_day - 1))
        return np.arange(first, last + 1)

    @property
    def team_names(self) -> tuple[str, ...]:
        """Return the teams that hold contacts in order: the place of each is its number."""
        return (*self.teams.teams,)

    @property
    def notes(self) -> tuple[Mapping[str, str], ...]:
        """Return what a reader must know of the years that are lived, in Danish and English.

        Conditions say what years were like in the place of notes about these years.
        """
        conditions = self.model.conditions
        lived, start, last = map(year_of, (self.run_in_day, self.start_day, self.end_day - 1))
        own = (n for n in self.municipality.notes if n.years is None or not conditions)
        told = (said_of_years(note, lived, start, last) for note in own)
        others = (Wording(condition.note.da, condition.note.en) for condition in conditions)
        return tuple({"da": n.da, "en": n.en} for n in (*filter(None, told), *others))

    @cached_property
    def programme_names(self) -> Mapping[int, str]:
        """Return ``proposal.mechanism`` of every programme by its number."""
        programmes = (one for one in self.mechanisms if one.mechanism.kind == "programme")
        names = {one.number: one.name for one in programmes}
        return names | {number_of_name(duty.name): duty.name for duty in self.duties}

    @cached_property
    def duration_factors(self) -> Mapping[str, float]:
        """Return the hazard factor that each change of mean duration has been translated into."""
        return factors_of_durations(self)

    @cached_property
    def weeks_left(self) -> Floats:
        """Return the weeks left that hazards predict, [scheme, cell, start of duration bin]."""
        return weeks_left(self)

    @property
    def citizens_are_independent(self) -> bool:
        """Tell whether no life depends on another's, so that any may be lived without the rest."""
        return self.tables.teams == 0

    def baseline(self) -> "World":
        """Return the same world without its proposals."""
        return self.with_proposals(())

    def with_proposals(self, proposals: Sequence[Proposal]) -> "World":
        """Return the same world with these proposals instead of its own."""
        return resolve(replace(self, proposals=tuple(proposals)))

    def overridden(self, changes: Mapping[str, float]) -> "World":
        """Return the same world with numbers of its proposals set.

        Keys are ``proposal.mechanism.field``, as ``herning-syg02.turned_away.effect``.
        """
        return self.with_proposals(overridden(self.proposals, changes))

    def with_contacts(
        self,
        rules: Sequence[ContactRule] | None = None,
        staff: Staff | Literal[False] | None = None,
        effects: str | None = None,
        changes: Sequence[StaffChange] | None = None,
        factors: Mapping[str, float] | None = None,
        duties: Sequence[Duty] | None = None,
    ) -> "World":
        """Return the same world with other local rules, staff, effects of contacts or duties.

        What is not named stays as it is.

        Parameters
        ----------
        staff : Staff or False, optional
            The posts of the teams that hold contacts; False: time is no limit.
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
        own = self.contacts
        posts = own.staff if staff is None else (staff or None)
        if changes is not None:
            if posts is None:
                raise InputError(
                    Wording(
                        "Ændringer i årsværk er nævnt, men tiden til samtaler er ingen"
                        " begrænsning.",
                        "Changes of posts are named, but time for talks is no limit.",
                    )
                )
            posts = replace(posts, changes=tuple(changes))
        contacts = replace(
            own,
            rules=own.rules if rules is None else tuple(rules),
            staff=posts,
            effects=own.effects if effects is None else effects,
            factors=own.factors if factors is None else dict(factors),
            duties=own.duties if duties is None else tuple(duties),
        )
        as_before = (contacts.effects, contacts.factors) == (own.effects, own.factors)
        return resolve(replace(self, contacts=contacts), effects_anew=not as_before)

    def with_calendar(self, calendar: tuple[CalendarPeriod, ...]) -> "World":
        """Return the same world in which hazards have these periods, and no others."""
        hazards = self.model.hazards.model_copy(update={"calendar": calendar})
        model = replace(self.model, hazards=hazards)
        return resolve(replace(self, model=model, tables=NO_TABLES))

    def exempting(self, accuracy: float | None) -> "World":
        """Return the same world where those are exempt from talks who leave soonest, so well seen.

        Parameters
        ----------
        accuracy : float, optional
            From 0, chance, to 1, perfect; None: as ``model/talks.yaml`` assumes.
        """
        contacts = replace(self.contacts, accuracy=accuracy)
        return resolve(replace(self, contacts=contacts), effects_anew=True)

    def with_law(self, values: Mapping[str, Value]) -> "World":
        """Return the same world under a law that has these values from the horizon's start on.

        They hold for the whole horizon, whatever law would have set within it.
        """
        law = self.params.law.patched({name: {self.start_day: v} for name, v in values.items()})
        return resolve(replace(self, params=replace(self.params, law=law)))


def resolve(inputs: World, *, effects_anew: bool = False) -> World:
    """Return a world with the tables that follow from its inputs, in one pass.

    In this order: the law under the patches of proposals; the schemes and their hazards;
    deadlines and outcomes; contacts by law; the effects of contacts; who is exempt from them;
    mechanisms and duties; local rules, teams and sanctions; and what cannot stand is refused.

    Tables that are there are those of the inputs' law and contacts: where proposals patch nothing
    only what proposals change is built anew, and what contacts do if ``effects_anew``.
    """
    law = patched_law(inputs.params.law, inputs.proposals)
    world = inputs
    if law is not inputs.law or inputs.tables is NO_TABLES:
        world = _with_columns(replace(inputs, law=law, tables=NO_TABLES), BY_LAW)
        effects_anew = True
    if effects_anew:
        for builder in (effect_columns, exemption_columns):
            world = _with_columns(world, (builder,))
    world = _with_columns(world, BY_PROPOSALS)
    refuse_what_cannot_stand(world)
    return world


def _with_columns(world: World, builders: Builders) -> World:
    """Return a world with what some builders make of it, none of what another makes beside it."""
    columns = {name: column for builder in builders for name, column in builder(world).items()}
    return replace(world, tables=world.tables._replace(**columns))


def load_world(
    municipality: str,
    proposals: Sequence[str | Path] = (),
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
    proposals : sequence of str or path
        Ids, or files of your own (.yaml).
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
        What contacts do to the hazards: a preset of ``model/contact_effects.yaml``, or a file like
        it; empty: contacts change nothing but the bill. By default ``trial`` if a proposal asks
        for contacts, else nothing.

    Raises
    ------
    InputError
        If a name is unknown, a date is wrong, or two proposals exclude each other.
    """
    refuse_lone("proposals", proposals)  # before anything is read
    refuse_unless(isinstance(municipality, str), "municipality", municipality, A_MUNICIPALITY)
    is_share = is_number(population) and 0 < population <= MOST_TIMES
    refuse_unless(is_share, "population", population, A_SHARE)
    book, place = with_file_of(params if isinstance(params, Params) else load(params), municipality)
    book, ids = with_own_files(book, proposals)
    first, last = horizon_days(start, end)
    model = read_estimates(book)
    home = find_municipality(book, place)
    model = model.amid(conditions_of(book, home.name, model.hazards))
    chosen = [book.proposal(name) for name in dict.fromkeys(ids)]
    believed = effects_believed(chosen) if contact_effects is None else str(contact_effects)
    return resolve(
        World(
            params=book,
            model=model,
            municipality=home,
            law=book.law,
            exits=exits_of(model.hazards, book.law.schemes),
            run_in_day=first_day_lived(home, first, run_in_years),
            start_day=first,
            end_day=last,
            scale=population,
            contacts=ContactPolicy(effects=believed),
            proposals=overridden(chosen, overrides or {}),
        )
    )


def effects_believed(proposals: Sequence[Proposal]) -> str:
    """Return what contacts are held to do where nothing else is said: nothing if nobody asks.

    Who changes the posts of a team asks too: fewer contacts, or later ones, are all they change.
    """
    asks = any(proposal.contacts or proposal.capacity for proposal in proposals)
    return CENTRAL if asks else ""
