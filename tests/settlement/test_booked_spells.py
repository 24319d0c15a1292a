"""What spells cost the municipality is told by function, and nothing of it is lost on the way."""

import json

import numpy as np
import pytest

from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.questions.settle.question import price_file
from borgerflow.experiments.questions.settle.text import settled_page
from borgerflow.sim.base.wording import LANGUAGES
from borgerflow.sim.params import load

PARAMS = load()
OERE = 0.01
HEAD = "citizen,scheme,start,end,category\n"
# One of every scheme that a municipality pays a part of, and pensions of three kinds of grant.
SPELLS = """a,sygedagpenge,2019-01-07,2020-03-02,
a,jobafklaring,2020-03-02,2020-09-01,
b,foertidspension,2012-01-01,2021-01-01,enlig_foer_2014
c,foertidspension,2018-01-01,2021-01-01,enlig
d,dagpenge,2019-02-01,2019-09-01,
d,job,2019-09-01,2020-01-01,
d,kontanthjaelp_jobparat,2020-01-01,2020-06-01,
e,foertidspension,2001-01-01,2021-01-01,samlevende_foer_2003
f,uddannelse,2019-01-01,2019-08-01,
f,ressourceforloeb,2019-08-01,2020-08-01,
g,shydelse,2019-01-01,2019-04-01,
g,revalidering,2019-04-01,2019-07-01,
g,ledighedsydelse,2019-07-01,2019-09-01,
g,fleksjob,2019-09-01,2021-01-01,
"""
UNCHECKED = {"5.46.61", "5.48.66", "5.48.68", "5.58.80"}


def priced(folder, rows):
    """Return the ledger of spells with their accounts."""
    path = folder / "spells.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return price_file(path, PARAMS)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    return priced(tmp_path_factory.mktemp("spells"), SPELLS)


def sums(rows, name):
    """Return the sums of yearly amounts by year."""
    years = getattr(rows[0], name).by_year
    return {year: sum(getattr(row, name).by_year[year].mean for row in rows) for year in years}


def test_functions_and_frames_add_up_to_what_the_municipality_pays_in_each_year(mixed):
    own = mixed.ledger[mixed.ledger["payer"] == "kommune"].groupby("year")["kroner"].sum()
    booked = mixed.booked
    for by_year in (sums(booked.accounts, "net"), sums(booked.frames, "amounts")):
        assert by_year == pytest.approx(own.to_dict(), abs=OERE)
    assert booked.total.total.mean == pytest.approx(own.sum(), abs=OERE)


def test_what_is_refunded_is_what_the_state_pays_of_all_but_dagpenge_and_studies(mixed):
    outside = ("dagpenge", "uddannelse")
    of_state = (mixed.ledger["payer"] == "stat") & ~mixed.ledger["scheme"].isin(outside)
    refunded = sum(row.refunded.total.mean for row in mixed.booked.accounts)
    assert refunded == pytest.approx(-mixed.ledger.loc[of_state, "kroner"].sum(), abs=OERE)


def test_pensions_granted_earlier_are_booked_apart_from_those_granted_since(mixed, tmp_path):
    net = {row.function: row.net.total.mean for row in mixed.booked.accounts}
    for function, citizens in (("5.48.68", "be"), ("5.48.66", "c")):
        own = [row for row in SPELLS.splitlines() if row[0] in citizens]
        alone = priced(tmp_path, "\n".join(own) + "\n").ledger
        paid = alone.loc[alone["payer"] == "kommune", "kroner"].sum()
        assert net[function] == pytest.approx(paid, abs=OERE)


def test_what_is_recalled_is_printed_as_not_verified_and_nothing_else_is(mixed):
    lines = settled_page(mixed, "da").splitlines()
    unchecked = {line[:7] for line in lines if line.endswith("ikke efterprøvet")}
    assert unchecked == UNCHECKED
    assert any(line.startswith("5.57.71") and line.endswith("med kilde") for line in lines)


def test_three_lines_end_what_people_read(mixed):
    for lang in LANGUAGES:
        *_, service, transfers, total = settled_page(mixed, lang).splitlines()
        shown = number(mixed.booked.total.total.mean, lang, 2)
        assert service.split()[-1] == number(0.0, lang, 2)
        assert [line.split()[-1] for line in (transfers, total)] == [shown, shown]


def test_the_json_has_accounts_and_frames_beside_the_ledger(mixed):
    content = json.loads(mixed.to_json())
    assert [row["line"] for row in content["frames"]] == ["service", "transfers"]
    paid = [row["kroner"] for row in content["ledger"] if row["payer"] == "kommune"]
    assert sum(row["net"]["total"]["mean"] for row in content["accounts"]) == pytest.approx(
        sum(paid), abs=OERE
    )


def test_the_table_that_is_saved_has_each_year_function_and_dranst_once(mixed):
    table = mixed.booked.frame()
    assert not table.duplicated(["year", "function", "dranst"]).any()
    parts = table[table["dranst"] != "net"]["kroner"].sum()
    assert np.isclose(parts, table[table["dranst"] == "net"]["kroner"].sum(), atol=OERE)


def test_spells_that_cost_the_municipality_nothing_have_no_accounts(tmp_path):
    found = priced(tmp_path, "a,uddannelse,2019-01-01,2019-08-01,\n")
    assert not found.booked.accounts
    assert "5." not in settled_page(found, "da")


def test_a_pension_that_ended_before_the_staircase_hinders_no_other_spell(tmp_path):
    pension = "a,foertidspension,2012-01-01,2015-06-01,\n"
    found = priced(tmp_path, pension + "a,kontanthjaelp_jobparat,2019-04-12,2019-04-29,\n")
    assert [row.function for row in found.booked.accounts] == ["5.57.73"]
