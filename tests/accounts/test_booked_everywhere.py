"""In every answer the functions add up to what the municipality pays, and so do the frames.

`compare` is held in test_accounts, `settle` in test_booked_spells, `contacts` in
test_contacts_finding, `portfolio` in test_choosing and test_portfolio, `batch` in test_batch_run,
which holds it against `compare`.
"""

import numpy as np
import openpyxl
import pytest

import borgerflow as bf
from borgerflow.experiments.runs.accounts.granted import booked_apart, granted_earlier
from borgerflow.experiments.runs.estimators.blocks import NO_CONTACTS, lives_of
from borgerflow.sim.measures.account import BENEFIT, reckoner_of
from borgerflow.sim.params import load
from borgerflow.sim.world.people import census_of
from borgerflow.sim.world.world import load_world
from tests.pages import html_of

pytestmark = pytest.mark.slow
OERE = 0.01
SMALL = {"population": 0.05, "replications": 2, "end": "2019-07-01", "workers": 1}
KINDS = ("benefit", "contact", "activation", "staff", "investment")


@pytest.fixture(scope="module")
def lived():
    return bf.run("modelkommune", **SMALL)


@pytest.fixture(scope="module")
def asked():
    few = SMALL | {"end": "2020-01-01"}
    return bf.breakeven("modelkommune", ["herning-syg02"], **few)


def assert_adds_up(accounts, frames, total):
    """Hold functions and frames against a net, year by year and in all."""
    for year, amount in total.by_year.items():
        by_function = sum(row.net.by_year[year].mean for row in accounts)
        by_frame = sum(row.amounts.by_year[year].mean for row in frames)
        assert by_function == pytest.approx(amount.mean, abs=OERE)
        assert by_frame == pytest.approx(amount.mean, abs=OERE)
    for row in accounts:
        parts = row.paid.total.mean + row.refunded.total.mean
        assert parts == pytest.approx(row.net.total.mean, abs=OERE)


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_of_a_ledger_has_one_function_whatever_its_scheme_and_category(kind):
    law = load().law
    for name, scheme in law.schemes.items():
        for category in ("", *scheme.categories):
            function = law.accounts.posting(kind, name, category)
            again = law.accounts.posting(kind, name, category)
            assert function == again
            if function is not None:
                assert function.function.number in law.accounts.functions


def test_a_run_books_all_that_the_municipality_pays(lived):
    assert_adds_up(lived.accounts, lived.frames, lived.paid["kommune"])
    own = sum(row.kroner.mean for row in lived.ledger if row.payer == "kommune")
    assert sum(row.net.total.mean for row in lived.accounts) == pytest.approx(own, abs=OERE)


def test_talks_are_the_service_of_a_run_without_proposals(lived):
    service = next(row for row in lived.frames if row.line == "service").amounts.total.mean
    rows = [row for row in lived.ledger if (row.payer, row.kind) == ("kommune", "contact")]
    assert service == pytest.approx(sum(row.kroner.mean for row in rows), abs=OERE)


def test_a_run_tells_three_lines_and_its_accounts(lived, tmp_path):
    assert "Serviceudgifter (inden for servicerammen)" in lived.text("da")
    lived.to_excel(tmp_path / "run.xlsx", "da")
    sheet = openpyxl.load_workbook(tmp_path / "run.xlsx")["Konti"]
    checked = {row[0].value: row[-2].value for row in sheet.iter_rows(min_row=3)}
    assert checked["5.48.66"] == checked["5.48.68"] == "ikke efterprøvet"
    assert checked["5.57.71"] == "med kilde"
    frames = {row[0].value: row[2].value for row in sheet.iter_rows(min_row=3)}
    assert frames["6.45.53"] == "serviceudgift (ikke efterprøvet)"
    assert frames["5.57.71"] == "overførsel"
    assert "5.57.71" in html_of(lived, "da", drawn=False)


def test_pensions_of_a_world_are_booked_by_when_they_were_granted():
    """What was granted earlier and what was granted since are all pensions, each once."""
    world = load_world("modelkommune", [], end="2020-01-01", population=0.05)
    census, reckoner = census_of(world.peopling, 1, 0), reckoner_of(world)
    spells = lives_of(world, census.people(np.arange(census.size)), "auto").spells
    place = world.scheme_names.index("foertidspension")
    older = [
        name.endswith(("foer_1992", "foer_1999", "foer_2003", "foer_2014"))
        for name in world.paid_categories
    ]
    newer = (spells.scheme == place) & ~np.append(older, False)[spells.category]
    since = reckoner.account(spells.of(newer), NO_CONTACTS).money[:, :, place, BENEFIT].sum()
    earlier = granted_earlier(spells, world, reckoner)
    assert len(earlier) == len(booked_apart(world.law.accounts)) == 4
    whole = reckoner.account(spells, NO_CONTACTS).money[:, :, place, BENEFIT].sum()
    assert earlier.sum() > 0
    assert earlier.sum() + since == pytest.approx(whole, abs=OERE)


def test_an_effect_at_break_even_is_told_by_function_and_by_frame(asked, tmp_path):
    compared, content = asked.compared, asked.to_dict()
    assert_adds_up(compared.accounts, compared.frames, compared.net_municipal)
    assert sum(row["net"]["total"]["mean"] for row in content["accounts"]) == pytest.approx(
        content["net_municipal"]["total"]["mean"], abs=OERE
    )
    assert [row["line"] for row in content["frames"]] == ["service", "transfers"]
    assert "Transfers, net of refunds" in asked.text("en")
    asked.to_excel(tmp_path / "answer.xlsx", "en")
    assert "Accounts" in openpyxl.load_workbook(tmp_path / "answer.xlsx").sheetnames
    assert "6.45.53" in html_of(asked, "en", drawn=False)


def test_what_parts_a_cost_on_frames_is_listed_among_the_assumptions(asked):
    listed = {each.name: each for each in asked.assumptions}
    assert listed["accounts.kroner_a_post"].value == 500_000
    assert listed["herning-syg02.fte.2019"].unit == "fte"
