"""Sanctions in an answer about talks: whose money, how much, and nobody's life by themselves."""

from dataclasses import replace

import numpy as np
import pytest
from openpyxl import load_workbook

from borgerflow.experiments.questions.contacts.asked.frequency import Frequency
from borgerflow.experiments.questions.contacts.asked.question import Scope
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Setting
from borgerflow.experiments.questions.contacts.question import contacts
from borgerflow.experiments.questions.contacts.report import contacts_page
from borgerflow.experiments.questions.contacts.simulation.simulate import run_arm
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    Arm,
    schemes_of,
    with_rhythm,
)
from borgerflow.experiments.runs.capacity.posts_needed import limited_to, posts_needed
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.sim.engines import simulate
from borgerflow.sim.engines.simulate import live, live_with_full_pay
from borgerflow.sim.lives.tables import SANCTIONED
from borgerflow.sim.measures.account import BENEFIT, account_of, reckoner_of
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import load_world

SCOPE, TEAMS, RUN = Scope(("dagpenge",)), ("dagpenge",), RunSettings(1, "compiled")
OFTEN = Setting(Rhythm("rhythm", Frequency(3)))


@pytest.fixture(scope="module")
def idle(tmp_path_factory):
    """Return a file in which talks do nothing, and who stays away may still lose benefit."""
    file = tmp_path_factory.mktemp("effects") / "idle.yaml"
    file.write_text("presets:\n  idle:\n    label: {da: intet, en: nothing}\n", encoding="utf-8")
    return str(file)


@pytest.fixture(scope="module")
def bare(idle):
    return load_world(
        "herning", population=0.05, end="2021-01-01", run_in_years=2, contact_effects=idle
    )


@pytest.fixture(scope="module")
def posts(bare):
    return posts_needed(bare)


def with_posts(world, posts):
    return world.with_contacts(staff=limited_to(posts, TEAMS, world))


def without_sanctions(world):
    """Return the same world in which nobody is sanctioned."""
    none = np.zeros_like(world.tables.sanction_share)
    return replace(world, tables=world.tables._replace(sanction_share=none))


def arm_of(baseline, *worlds):
    return Arm(baseline, worlds, schemes_of(baseline, TEAMS))


@pytest.fixture(scope="module")
def lived(bare, posts):
    """Return the baseline and the change that more talks bring where they do nothing."""
    baseline = with_posts(bare, posts)
    often = with_rhythm(baseline, OFTEN, SCOPE)
    return run_arm(arm_of(baseline, often), replication=0, run=RUN)


@pytest.mark.slow
def test_where_talks_do_nothing_more_of_them_change_money_by_what_is_withheld_alone(lived):
    before, change = lived
    assert before.contacts.sanctioned.sum() > 20
    assert not change.account.person_days.any()
    assert not change.account.flows.any()
    assert change.contacts.sanctioned.sum() != 0
    gross = change.account.money[:, :, :-1, BENEFIT].sum(axis=1)
    assert np.abs(gross).sum() > 1_000
    assert np.allclose(gross, -change.withheld, rtol=0, atol=1e-6)
    others = np.delete(change.account.money, BENEFIT, axis=-1)
    assert not others.any()


def test_under_the_sceptic_nobody_is_sanctioned(bare, posts):
    world = with_posts(bare, posts).with_contacts(effects="sceptic")
    assert world.tables.no_show_share.any()
    assert not world.tables.sanction_share.any()
    assert with_posts(bare, posts).tables.sanction_share.any()


def test_where_nobody_is_sanctioned_nothing_is_withheld_and_no_money_moves(bare, posts):
    baseline = without_sanctions(with_posts(bare, posts))
    often = with_rhythm(with_posts(bare, posts), OFTEN, SCOPE)
    before, change = run_arm(arm_of(baseline, without_sanctions(often)), replication=0, run=RUN)
    assert before.contacts.stayed_away.sum() > before.contacts.sanctioned.sum() == 0
    assert not before.withheld.any()
    assert not change.withheld.any()
    assert not change.account.money.any()


def test_what_is_withheld_is_what_the_payers_pay_less_than_without_sanctions(bare, posts, lived):
    world = with_posts(bare, posts)
    usual = account_of(simulate(without_sanctions(world), 1, 0), world)
    paid = account_of(simulate(world, 1, 0), world)
    missing = (usual.money - paid.money)[:, :, :-1, BENEFIT].sum(axis=1)
    assert np.allclose(missing, lived[0].withheld, rtol=0, atol=1e-4)
    assert missing.sum() > 10_000
    assert np.array_equal(usual.person_days, paid.person_days)
    assert np.array_equal(usual.flows, paid.flows)
    assert np.array_equal(usual.stock, paid.stock)


@pytest.mark.slow
def test_the_change_of_what_is_withheld_is_that_of_whole_worlds_where_talks_do_something(posts):
    trial = load_world(
        "herning", population=0.05, end="2021-01-01", run_in_years=2, contact_effects="trial"
    )
    baseline = with_posts(trial, posts)
    often = with_rhythm(baseline, OFTEN, SCOPE)
    _, change = run_arm(arm_of(baseline, often), replication=0, run=RUN)
    withheld = [_withheld(world) for world in (baseline, often)]
    assert np.allclose(change.withheld, withheld[1] - withheld[0], rtol=0, atol=1e-4)
    assert np.abs(change.withheld).sum() > 1_000


def _withheld(world):
    census = census_of(world.peopling, 1, 0)
    spells, usual, contacts, _ = live_with_full_pay(
        world, census.people(np.arange(census.size)), "auto"
    )
    reckoner = reckoner_of(world)
    accounts = [reckoner.account(each, contacts) for each in (usual, spells)]
    return (accounts[0].money - accounts[1].money)[:, :, :-1, BENEFIT].sum(axis=1)


@pytest.mark.slow
def test_both_engines_sanction_the_same_days(posts):
    some = with_posts(load_world("modelkommune", population=0.06, contact_effects="trial"), posts)
    census = census_of(some.peopling, 1, 0)
    people = census.people(np.arange(census.size))
    compiled, plain = (live(some, people, engine) for engine in ("compiled", "reference"))
    assert (compiled[1].outcome == SANCTIONED).sum() > 20
    assert (compiled[0].share == 0).sum() > 20
    for mine, yours in zip(compiled, plain, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(mine, yours, strict=True))


@pytest.fixture(scope="module")
def finding(idle):
    return contacts(
        "herning",
        "dagpenge",
        every=[3],
        population=0.05,
        end="2020-01-01",
        replications=2,
        workers=1,
        effects=idle,
    )


@pytest.mark.slow
def test_sanctions_and_kroner_withheld_are_told_now_and_in_each_setting(finding, tmp_path):
    content = finding.to_dict()
    for each in (content["baseline"], content["settings"][0]):
        assert each["sanctions"]["mean"] > 0
        assert each["kroner_withheld"]["mean"] > 0
    text = finding.text("en")
    assert "Sanctions a year; benefit withheld, DKK 1,000 a year, 2019 prices" in text
    assert "read the change, not the level" in text
    page = contacts_page(finding, "da")
    sheets = [sheet for section in page.sections for sheet in section.sheets]
    assert ["tilbageholdt" in sheet.columns for sheet in sheets].count(True) == 1
    finding.to_excel(tmp_path / "t.xlsx", "da")
    rows = [*load_workbook(tmp_path / "t.xlsx")["Sanktioner"].values]
    assert "som nu" in {row[0] for row in rows}
    row = finding.rows[0]
    more = row.measures.withheld.mean - finding.baseline.withheld.mean
    assert sum(each.mean for each in row.by_payer.values()) == pytest.approx(-more, abs=1)


@pytest.mark.slow
def test_where_time_is_no_limit_nobody_stays_away_and_no_sanction_is_told():
    found = contacts(
        "herning",
        "dagpenge",
        every=[3],
        population=0.02,
        end="2020-01-01",
        replications=1,
        workers=1,
        capacity=False,
    )
    assert found.baseline.sanctions.mean == 0
    assert "Sanctions" not in found.text("en")


@pytest.mark.slow
def test_a_finding_rests_on_the_sanctions_of_the_schemes_asked_about(finding):
    names = {a.name for a in finding.assumptions if a.name.startswith("sanctions.")}
    assert names == {f"sanctions.dagpenge.{n}" for n in ("share", "most_days", "paid", "effect")}
