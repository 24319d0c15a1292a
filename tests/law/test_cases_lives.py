"""The worked cases of what ends a spell and when talks fall due, on the real tables of a world.

The earlier spells of a case are written into the memory as a life would; then the core is asked
about the last one, which goes on.
"""

import dataclasses
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from borgerflow.sim.base.chance import EXEMPT, uniform
from borgerflow.sim.base.clock import FAR, date_of, day_of
from borgerflow.sim.lives.contact_days import (
    booking_day,
    contact_carried_on,
    first_contact,
    next_contact,
)
from borgerflow.sim.lives.deadlines import deadline_of, outcome_at_deadline, remember
from borgerflow.sim.lives.story import carried_on, scheme_entered
from borgerflow.sim.lives.tables import MEMORY, NOBODY, Spell
from borgerflow.sim.world.contact_rules import RHYTHM
from borgerflow.sim.world.people import birthdays_of, people_of
from borgerflow.sim.world.tables.hazards import nested
from borgerflow.sim.world.world import load_world
from tests.law.worked import cases_in, named
from tests.worlds.lived import citizen_of, made_people

SCHEMES = ("sygedagpenge", "jobafklaring", "ressourceforloeb", "dagpenge", "uddannelseshjaelp")


@pytest.fixture(scope="module")
def world():
    return load_world("modelkommune", start="2017-01-01", end="2030-12-31", run_in_years=1)


@pytest.fixture(scope="module")
def tables(world):
    return nested(world.tables)


def citizen_born(case):
    """Return the citizen of a case, born on its day or else in mid-life."""
    if "born" not in case:
        return citizen_of(made_people(1), 0)
    born = np.array([day_of(case["born"])])
    return citizen_of(made_people(1, birthdays=birthdays_of(born)), 0)


def spell_of(world, spell, ordinal=0, came_from=NOBODY):
    """Return a spell of a case as the core sees it."""
    kind = world.law.schemes[spell["scheme"]]
    name = f"{kind.name}.{spell.get('category', kind.default_category)}"
    category = world.paid_categories.index(name) if kind.categories else -1
    scheme = world.scheme_names.index(kind.name)
    return Spell(scheme, day_of(spell["start"]), came_from, ordinal, category)


def lived_so_far(world, tables, case):
    """Return the citizen's memory when the last spell begins, that spell, and whether it may."""
    memory, citizen = [0] * MEMORY, citizen_born(case)
    before = NOBODY
    for ordinal, spell in enumerate(case["spells"]):
        under_way = spell_of(world, spell, ordinal, before)
        if ordinal:
            entered = scheme_entered(
                tables, citizen, memory, under_way.scheme, ordinal, under_way.start
            )
        else:
            entered = under_way.scheme
        if "end" in spell:
            assert entered == under_way.scheme
            remember(tables, memory, under_way, day_of(spell["end"]))
        before = under_way.scheme
    return citizen, memory, under_way, entered


@pytest.mark.parametrize("case", named(*SCHEMES), indirect=True)
def test_what_ends_a_spell(world, tables, case):
    expect = case["expect"]
    citizen, memory, spell, entered = lived_so_far(world, tables, case)
    assert (entered != spell.scheme) is expect.get("refused", False)
    if expect.get("refused"):
        return
    waits = tables.waiting_days[spell.category]
    ends = deadline_of(tables, citizen, memory, spell, spell.start + waits)
    assert date_of(ends) == expect.get("review", expect.get("deadline"))
    if "follows" in expect:
        outcome = outcome_at_deadline(tables, citizen, spell.scheme, 0, 0, ends)
        assert world.scheme_names[tables.outcome_scheme[outcome]] == expect["follows"]


@cache
def citizen_let_be(exempt):
    """Return a citizen whom any share that law lets be holds, or one whom none does."""
    citizens = (citizen_of(made_people(40), number) for number in range(40))
    drawn = ((citizen, uniform(citizen.key, EXEMPT, 0)) for citizen in citizens)
    return next(who for who, u in drawn if (u < 0.25 if exempt else u >= 0.5))


def renamed(tables, citizen, spell):
    """Return a spell on the day its scheme ends, as it goes on in the successor."""
    day = tables.ends_on[spell.scheme]
    carried = carried_on(tables, citizen, spell, tables.becomes[spell.scheme], day)
    return contact_carried_on(tables, citizen, carried, day)


@pytest.mark.parametrize("case", named("contact"), indirect=True)
def test_when_talks_fall_due(world, tables, case):
    expect = case["expect"]
    spell = spell_of(world, case["spells"][-1])
    citizen, days = citizen_let_be(case["spells"][-1].get("exempt", False)), []
    last = spell.start + expect["within_days"]
    tables = tables._replace(exempt_foreseen=[0.0])  # by chance, which is drawn for the citizen
    spell = first_contact(tables, citizen, spell, spell.start)
    while min(spell.due, tables.ends_on[spell.scheme]) <= last:
        if tables.ends_on[spell.scheme] <= spell.due:
            spell = renamed(tables, citizen, spell)
            assert world.scheme_names[spell.scheme] == expect["becomes"]
            continue
        assert spell.due == spell.legal
        days.append(spell.due)
        spell = next_contact(tables, citizen, spell, spell.due)
    assert [date_of(day) for day in days] == expect["due"]
    if "held" in expect:
        assert [date_of(booking_day(tables, day)) for day in days] == expect["held"]


@pytest.fixture(scope="module")
def immortals(world):
    """Return people who neither die nor move: they leave at pension age. By day of birth."""
    nobody = {"under_25", "age_25_29", "age_30_49", "age_50_59", "age_60_plus"}
    population = world.model.population
    changes = {
        name: getattr(population, name).model_copy(update=dict.fromkeys(nobody, 1e-12))
        for name in ("deaths_per_week", "moves_away_per_week")
    }
    peopling = dataclasses.replace(
        world.peopling, population=population.model_copy(update=changes), scale=3.0
    )
    people = people_of(peopling, 1, 0)
    return people.birthdays[:, 0], people.leaves


@pytest.mark.parametrize("case", named("folkepension"), indirect=True)
def test_the_age_of_folkepension(world, immortals, case):
    """Born on the day or as near after it as somebody is in the same month."""
    months = world.law.on("law.folkepension.pension_age_months", day_of(case["born"]))
    assert months == case["expect"]["months"]
    turns_25, leaves = immortals
    born = case["born"]
    first, last = (
        born.replace(day=1, year=born.year + 25),
        born.replace(year=born.year + 25, day=28),
    )
    same_month = (turns_25 >= day_of(first)) & (turns_25 <= day_of(last))
    assert same_month.any()
    assert {date_of(day) for day in leaves[same_month]} == {case["expect"]["pension"]}


def talked_between(world, case):
    """Return the group of a case's talks and its first and last day of talks."""
    group = world.law.schemes[case["spells"][-1]["scheme"]].contact
    start = day_of(case["spells"][-1]["start"])
    return group, start, day_of(case["expect"]["due"][-1]) if case["expect"]["due"] else start


def rule_periods(world, group):
    """Return the days from which the rules of a group of talks hold, and their numbers."""
    columns = [world.law.parameter(f"law.contact.{group}.{name}") for name, _ in RHYTHM]
    days = sorted({value.day for column in columns for value in column.values})
    return [(day, [column.on(day) for column in columns]) for day in days]


def test_every_rule_of_talks_has_a_case_that_begins_under_it(world):
    spells = [talked_between(world, case) for case in cases_in("contact")]
    for group in world.contact_groups:
        days = [day for day, _ in rule_periods(world, group)]
        for first, after in pairwise([*days, FAR]):
            begun = [s for g, s, _ in spells if g == group and first <= s < after]
            assert begun, f"{group}: no case begins under the rule of {date_of(first)}"


def test_every_change_of_numbers_is_met_in_the_middle_of_a_spell(world):
    spells = [talked_between(world, case) for case in cases_in("contact")]
    for group in world.contact_groups:
        for (_, old), (day, new) in pairwise(rule_periods(world, group)):
            across = [s for g, s, last in spells if g == group and s < day <= last]
            assert across or old == new, f"{group}: no case runs over {date_of(day)}"


def test_there_are_cases_enough():
    files = (*SCHEMES, "contact", "folkepension")
    found = [case for file in files for case in cases_in(file)]
    assert len(found) >= 25
    assert len({case["name"] for case in found}) == len(found)
    assert all(case["law"] and case["source"] for case in found)
