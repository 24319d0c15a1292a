"""``settle`` and ``explain``: real spells priced, and one citizen's weeks told."""

import json
import re

import pandas as pd
import pytest

from borgerflow.experiments.store import results

REFUSED = 2

# Eight whole weeks of 1,000 kr. from Monday 7 January 2019. The municipality pays 20 % of
# weeks 1-4 and 60 % of weeks 5-8: 4 x 200 + 4 x 600 = 3,200; the state pays the rest, 4,800.
SPELLS = """citizen,scheme,start,end,category,share,weekly_amount
anna,kontanthjaelp_jobparat,2019-01-07,2019-03-04,,,1000
"""


@pytest.fixture
def spells(tmp_path):
    path = tmp_path / "spells.csv"
    path.write_text(SPELLS, encoding="utf-8")
    return path


def by_payer(ledger):
    return {
        payer: round(sum(row["kroner"] for row in ledger if row["payer"] == payer), 2)
        for payer in ("kommune", "stat")
    }


@pytest.mark.slow
def test_the_json_of_settle_is_the_ledger_by_citizen(typed, spells):
    ended = typed("settle", spells, "--json")
    content = json.loads(ended.out)
    assert content["schema"] == "borgerflow/settle/1"
    assert {tuple(row) for row in content["ledger"]} == {
        ("citizen", "year", "payer", "scheme", "kind", "kroner")
    }
    assert by_payer(content["ledger"]) == {"kommune": 3200.0, "stat": 4800.0}
    assert content["ledger"][0]["citizen"] == "anna"
    assert ended.err == ""


def test_people_read_kroner_by_year_and_payer_with_the_sign_convention(typed, spells):
    lines = typed("settle", spells).out.splitlines()
    assert lines[0].split() == ["kr.,", "+", "expense,", "-", "saving", "2019", "total"]
    cells = [line.split() for line in lines[2:]]
    assert ["municipality", "3,200.00", "3,200.00"] in cells
    assert ["state", "4,800.00", "4,800.00"] in cells
    assert ["total", "8,000.00", "8,000.00"] in cells


def test_a_year_in_which_nothing_is_paid_is_a_column_of_both_tables(typed, tmp_path):
    path = tmp_path / "gap.csv"
    later = "anna,kontanthjaelp_jobparat,2021-01-04,2021-01-11,,,1000\n"
    path.write_text(SPELLS + later, encoding="utf-8")
    lines = typed("settle", path).out.splitlines()
    heads = [re.findall(r"20\d\d", line) for line in lines if "2019" in line]
    assert heads == [["2019", "2020", "2021"]] * 2


def test_danes_read_danish_numbers(typed, spells):
    assert "3.200,00" in typed("settle", spells, "--lang", "da").out


def test_large_amounts_are_read_in_thousands(typed, tmp_path):
    path = tmp_path / "many.csv"
    path.write_text(SPELLS.replace(",1000\n", ",2000000\n"), encoding="utf-8")
    lines = typed("settle", path).out.splitlines()
    assert lines[0].startswith("1,000 kr., + expense, - saving")
    assert "6,400" in lines[2] + lines[3]


@pytest.mark.slow
def test_the_ledger_is_saved_with_its_manifest_only_where_asked(typed, spells, empty_folder):
    typed("settle", spells)
    assert list(empty_folder.iterdir()) == []
    ended = typed("settle", spells, "--out", "priced", "--csv-profile", "int")
    (folder,) = (empty_folder / "priced" / "settle" / "spells").iterdir()
    saved = f"Saved: priced/settle/spells/{folder.name}/ (ledger.csv, accounts.csv, manifest.json)"
    assert saved in ended.err
    accounts = pd.read_csv(folder / "accounts.csv")
    net = accounts.loc[accounts["dranst"] == "net", "kroner"].sum()
    assert net == pytest.approx(3200)
    ledger = pd.read_csv(folder / "ledger.csv")
    assert list(ledger.columns) == ["citizen", "year", "payer", "scheme", "kind", "kroner"]
    loaded = results.load(folder)
    assert loaded.manifest["sign"] == "expense_positive"
    assert loaded.tables["ledger"]["kroner"].sum() == pytest.approx(8000)


def test_a_mistake_in_the_spells_names_file_and_line_and_writes_nothing(
    typed, tmp_path, empty_folder
):
    path = tmp_path / "spells.csv"
    path.write_text(SPELLS.replace("jobparat", "jobparrat"), encoding="utf-8")
    ended = typed("settle", path, "--out", "priced")
    assert ended.code == REFUSED
    assert "line 2" in ended.err
    assert "Did you mean kontanthjaelp_jobparat?" in ended.err
    assert ended.out == ""
    assert list(empty_folder.iterdir()) == []


def test_explain_tells_each_week_with_counter_share_and_payers(typed, spells):
    lines = typed("explain", spells, "--citizen", "anna").out.splitlines()
    assert lines[0] == "Citizen anna. kr., + expense, - saving"
    weeks = [line for line in lines if line.startswith("2019-W")]
    assert len(weeks) == 8
    assert all(text in weeks[3] for text in ("2019-W05", "20.0 %", "200.00", "800.00"))
    assert all(text in weeks[4] for text in ("2019-W06", "60.0 %", "600.00", "400.00"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "called"),
    [
        ("da", ("kontanthjælp (jobparat)", "ikke-forsørger")),
        ("en", ("social assistance (ready for work)", "without children")),
    ],
)
def test_explain_names_schemes_and_categories_by_what_they_are_called(
    typed, tmp_path, lang, called
):
    path = tmp_path / "one.csv"
    path.write_text("citizen,scheme,start,end\n1,kontanthjaelp_jobparat,2019-02-04,2019-02-11\n")
    out = typed("explain", path, "--citizen", "1", "--lang", lang).out
    assert all(name in out for name in called)
    assert "_" not in out


def test_the_json_of_explain_has_the_same_amounts_as_the_ledger(typed, spells):
    content = json.loads(typed("explain", spells, "--citizen", "anna", "--json").out)
    assert content["schema"] == "borgerflow/explain/1"
    assert content["citizen"] == "anna"
    assert sum(week["kommune"] for week in content["weeks"]) == pytest.approx(3200)
    assert sum(week["stat"] for week in content["weeks"]) == pytest.approx(4800)


def test_explain_names_rate_and_paragraph_of_a_benefit_by_rate(typed, spells):
    spells.write_text(SPELLS.replace(",1000", ","), encoding="utf-8")
    week = json.loads(typed("explain", spells, "--citizen", "anna", "--json").out)["weeks"][0]
    assert week["rate"] > 2000
    assert "§" in week["law"]


def test_an_unknown_citizen_is_refused_with_the_nearest(typed, spells):
    ended = typed("explain", spells, "--citizen", "annna")
    assert ended.code == REFUSED
    assert "Did you mean anna?" in ended.err


# The later year comes first in the file, and the later payer first in the alphabet.
MIXED = """Udtræk fra fagsystem;;;;;
Borger;Ydelse;Team;Startdato;Slutdato;
b;A-dagpenge;Syd;06-01-2020;02-03-2020;
a;Sygedagpenge;Syd;07-01-2019;04-05-2020;
c;Sygedagpenge;Nord;07-01-2019;31-12-9999;
;;;;;
"""


@pytest.fixture
def mixed(tmp_path):
    path = tmp_path / "udtræk.csv"
    path.write_text(MIXED, encoding="cp1252")
    return path


def test_years_and_payers_stand_in_order(typed, mixed):
    ended = typed("settle", mixed, "--until", "2021-02-01", "--lang", "en")
    lines = ended.out.splitlines()
    assert lines[0].split()[-4:] == ["2019", "2020", "2021", "total"]
    assert [line.split()[0] for line in lines[2:5]] == ["municipality", "state", "total"]


@pytest.mark.slow
def test_the_years_of_each_citizen_stand_in_order_in_json(typed, mixed):
    ledger = json.loads(typed("settle", mixed, "--until", "2021-02-01", "--json").out)["ledger"]
    order = [(row["citizen"], row["year"]) for row in ledger]
    assert order == sorted(order)
    assert {year for _, year in order} == {2019, 2020, 2021}


TOLD = {
    "en": [
        "Read: 3 spells of 3 citizens in udtræk.csv"
        " (CSV in Windows-1252, semicolon between cells).",
        "The header stands in line 2; what is above it was skipped.",
        "Columns: citizen = 'Borger', scheme = 'Ydelse', start = 'Startdato', end = 'Slutdato'.",
        "Not read: the column 'Team'.",
        "Read with dates as 31-01-2019.",
        "Skipped: 1 empty row.",
        "Without a category: 2 spells of sickness benefit are read as employees', whose"
        " employer pays the first days and the municipality nothing. If they were all "
        "unemployed, the municipality would pay 552,050 kr. instead of 523,641 kr. "
        "(+28,409 kr.): write the category (loenmodtager, ledig, selvstaendig, "
        "uden_arbejdsgiver) in the column category.",
        "Without a category: 1 spell is paid the rate of the usual category "
        "(unemployment benefit: highest).",
        "Settled through 2021-01-31 (--until 2021-02-01); 1 spell is under way.",
    ],
    "da": [
        "Læst: 3 forløb for 3 borgere i udtræk.csv"
        " (CSV i Windows-1252, semikolon mellem cellerne).",
        "Overskriften står i linje 2; det over den er sprunget over.",
        "Kolonner: borger = »Borger«, ydelse = »Ydelse«, start = »Startdato«, slut = »Slutdato«.",
        "Ikke læst: kolonnen »Team«.",
        "Læst med datoer som 31-01-2019.",
        "Sprunget over: 1 tom række.",
        "Uden kategori: 2 forløb med sygedagpenge er opfattet som lønmodtageres, hvor "
        "arbejdsgiveren betaler de første dage og kommunen intet. Var borgerne alle "
        "ledige, ville kommunen betale 552.050 kr. i stedet for 523.641 kr. (+28.409 "
        "kr.): skriv kategorien (lønmodtager, ledig, selvstændig, uden arbejdsgiver) i "
        "kolonnen kategori.",
        "Uden kategori: 1 forløb har fået satsen for den sædvanlige kategori "
        "(a-dagpenge: højeste).",
        "Gjort op til og med 2021-01-31 (--until 2021-02-01); 1 forløb er ikke afsluttet.",
    ],
}


UNPRICED = {  # of whom `explain`, which prices one citizen, tells no sum
    "en": "Without a category: 2 spells of sickness benefit are read as employees', whose employer "
    "pays the first days and the municipality nothing. Where they are not, write the category "
    "(loenmodtager, ledig, selvstaendig, uden_arbejdsgiver) in the column category.",
    "da": "Uden kategori: 2 forløb med sygedagpenge er opfattet som lønmodtageres, hvor "
    "arbejdsgiveren betaler de første dage og kommunen intet. Er de ikke det: skriv kategorien "
    "(lønmodtager, ledig, selvstændig, uden arbejdsgiver) i kolonnen kategori.",
}


@pytest.mark.parametrize("lang", TOLD)
def test_what_was_read_skipped_and_assumed_is_told_beside_the_answer(typed, mixed, lang):
    options = ("--until", "2021-02-01", "--lang", lang)
    assert typed("settle", mixed, *options).err.splitlines() == TOLD[lang]
    assert typed("settle", mixed, *options, "--quiet").err == ""
    explained = typed("explain", mixed, "--citizen", "b", *options).err.splitlines()
    assert explained == [UNPRICED[lang] if "552" in line else line for line in TOLD[lang]]


@pytest.mark.slow
def test_json_has_what_was_read_and_nothing_is_told_beside_it(typed, mixed):
    for command in (("settle", mixed), ("explain", mixed, "--citizen", "a")):
        ended = typed(*command, "--until", "2021-02-01", "--json")
        reading = json.loads(ended.out)["reading"]
        assert ended.err == ""
        assert (reading["encoding"], reading["header_at"]) == ("Windows-1252", 2)
        assert (reading["set_aside"], reading["empty_rows"]) == (["Team"], 1)
        assert (reading["until"], reading["under_way"]) == ("2021-02-01", 1)


def test_a_plain_file_is_told_in_one_line(typed, spells):
    told = typed("settle", spells).err
    assert told == "Read: 1 spell of 1 citizen in spells.csv (CSV in UTF-8, comma between cells).\n"


def test_danes_read_the_reasons_in_danish(typed, spells):
    spells.write_text(
        SPELLS.replace(",1000", ",").replace("kontanthjaelp_jobparat", "sygedagpenge")
    )
    page = typed("explain", spells, "--citizen", "anna", "--lang", "da").out
    assert ": ingen ydelse" in page
    assert "no benefit" not in page


@pytest.mark.slow
def test_another_day_to_settle_until_is_another_saved_answer(typed, mixed, empty_folder):
    for day in ("2021-02-01", "2021-03-01"):
        typed("settle", mixed, "--until", day, "--out", "priced")
    assert len(list((empty_folder / "priced" / "settle" / "udtræk").iterdir())) == 2


def test_a_file_of_jobs_alone_costs_nothing(typed, spells):
    spells.write_text(SPELLS.replace("kontanthjaelp_jobparat", "job").replace(",1000", ","))
    assert typed("settle", spells).out.splitlines()[-1].split() == ["total", "0.00"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("2039-01-03,2040-09-08", "line 3: the spell goes to 2040-09-07; rates are projected to"),
        ("2012-01-02,2013-01-07", "line 3: no spell ends later, and no day lies on or after 2016"),
    ],
)
def test_spells_without_rates_are_refused_with_file_and_line(typed, tmp_path, days, said):
    path = tmp_path / "spells.csv"
    first = "anna,kontanthjaelp_jobparat,2010-01-04,2010-01-11,,,1000\n"
    rows = SPELLS.splitlines()[0] + f"\n{first}bo,kontanthjaelp_jobparat,{days},,,1000\n"
    path.write_text(rows, encoding="utf-8")
    ended = typed("settle", path)
    assert (ended.code, "spells.csv, " + said in ended.err) == (REFUSED, True), ended.err


def test_an_empty_parquet_file_is_refused_as_what_it_is(typed, tmp_path):
    pd.DataFrame().to_parquet(tmp_path / "empty.parquet")
    ended = typed("settle", tmp_path / "empty.parquet")
    assert (ended.code, "empty.parquet is a Parquet file without columns" in ended.err) == (2, True)
