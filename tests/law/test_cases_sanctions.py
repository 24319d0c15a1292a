"""The worked cases of sanctions: from a talk stayed away from to kroner and weeks on the ladder."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR, day_of
from borgerflow.sim.engines.derived.payments import paid_spells
from borgerflow.sim.records.history import OUTCOMES, ContactArrays, History, SpellArrays
from borgerflow.sim.settlement.explain import explain
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.settlement.settle import settle
from borgerflow.sim.world.contact_rules import BEFORE_ALL, Staff
from borgerflow.sim.world.world import load_world
from tests.law.worked import cases_in, named
from tests.worlds.lived import made_people

OERE = 0.0051
NEVER = {"fleksjob", "revalidering"}  # no law lets a municipality deduct by the day


@pytest.fixture(scope="module")
def world():
    """Return a world with staff in which talks do something: some stay away and are sanctioned."""
    bare = load_world("modelkommune", population=0.02, contact_effects="trial")
    return bare.with_contacts(staff=Staff(dict.fromkeys(bare.team_names, ((BEFORE_ALL, 1e6),))))


def history_of(world, case):
    """Return the spell of a case as it is paid, the talks beside it."""
    told, scheme = case["spell"], world.scheme_names.index(case["spell"]["scheme"])
    usual = world.law.schemes[told["scheme"]].default_category
    category = world.paid_categories.index(f"{told['scheme']}.{usual}")
    start = day_of(told["start"])
    row = (0, scheme, start, start + told["days"], category, 1.0, -1, False)
    spells = SpellArrays(*(np.array([number]) for number in row))
    talks = [
        (0, scheme, day, day, FAR, 45, 0, OUTCOMES.index(talk["ended"]))
        for talk in case["talks"]
        for day in [day_of(talk["day"])]
    ]
    contacts = ContactArrays(*(np.array(column) for column in zip(*talks, strict=True)))
    paid = paid_spells(world.tables, made_people(1), spells, contacts)
    return History(paid, contacts, world.scheme_names, world.paid_categories)


@pytest.mark.parametrize("case", named("sanctions"), indirect=True)
def test_case(world, case):
    spells, expect = history_of(world, case).spells, case["expect"]
    ledger = settle(spells, world.law)
    paid = ledger.groupby("payer", observed=True)["kroner"].sum()
    for payer in PAYERS:
        assert paid.get(payer, 0.0) == pytest.approx(expect.get(payer, 0.0), rel=0, abs=OERE)
    weeks = explain(spells, world.law, 0)
    assert weeks["counter"].iloc[-1] == expect["counter"]


def test_every_scheme_with_talks_has_a_case_or_no_sanction(world):
    told = {world.law.schemes[case["spell"]["scheme"]].contact for case in cases_in("sanctions")}
    contacted = {s.contact for s in world.law.schemes.values() if s.contact}
    assert told | NEVER == contacted
    groups = list(dict.fromkeys(s.contact for s in world.law.schemes.values() if s.contact))
    for name, share in zip(groups, world.tables.sanction_share, strict=True):
        assert (share > 0) == (name not in NEVER)


def test_every_case_has_a_paragraph_a_source_and_its_arithmetic():
    for case in cases_in("sanctions"):
        assert all(case[told] for told in ("law", "source", "by_hand")), case["name"]
