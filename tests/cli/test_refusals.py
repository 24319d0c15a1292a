"""What cannot be asked is refused in one message with exit code 2, and nothing is written."""

import re

import pytest

REFUSED = 2

WRONG = {
    "a misspelt command": (
        "compar herning-syg02",
        "No command is called compar. Did you mean compare?",
    ),
    "a misspelt option": (
        "compare herning-syg02 --replicatoins 3",
        "There is no option --replicatoins. Did you mean --replications?",
    ),
    "no proposal": ("compare", "Missing argument 'P [P ...]'."),
    "an unknown proposal": (
        "compare herning-syg2",
        "No proposal is called herning-syg2. Did you mean herning-syg02?",
    ),
    "a proposal named twice": (
        "compare herning-syg02 herning-syg02",
        "herning-syg02 is named twice",
    ),
    "an unknown municipality": (
        "compare herning-syg02 --municipality hernig",
        "No municipality is called hernig. Did you mean herning?",
    ),
    "an end before the start": (
        "run --start 2021-01-01 --end 2020-01-01",
        "The horizon ends on 2020-01-01, which is not after its start, 2021-01-01.",
    ),
    "an end on the start": (
        "run --start 2021-01-01 --end 2021-01-01",
        "The horizon ends on 2021-01-01, which is not after its start, 2021-01-01.",
    ),
    "no date": ("run --start 1/1-2019", "--start is '1/1-2019': expected a date as"),
    "a day there is not": ("run --end 2021-02-29", "--end is '2021-02-29': expected a date as"),
    "a start whose lives begin before the law": (
        "run --start 2018-01-01",
        "The horizon starts on 2018-01-01, and lives on 2014-01-01, before the law is known (from"
        " 2014-07-01): expected 2019-01-01 or later.",
    ),
    "an end beyond the rates": (
        "run --end 2040-01-01",
        "The horizon ends on 2040-01-01; rates are projected to 2035 at most.",
    ),
    "no replication": (
        "run --replications 0",
        "--replications is 0: expected a whole number from 1 to 2,000.",
    ),
    "half a replication": (
        "run --replications 1.5",
        "--replications is 1.5: expected a whole number from 1 to 2,000.",
    ),
    "more replications than anybody has time for": (
        "run --replications 60000000",
        "So many would take about 33,333 hours on one core and 120,000 GB of memory. 2,000 make",
    ),
    "prices of a year without an index": (
        "breakeven herning-syg02 --price-year 2090",
        "price_year (--price-year) is 2090: expected a year with a price index, 2016 to",
    ),
    "prices of one year of a forecast": (
        "run --freeze f.json --replications 3 --price-year 2019",
        "--freeze writes kroner as they are paid: expected no --price-year.",
    ),
    "a day of talks in the order of Danes": (
        "contacts --scheme dagpenge --every 4 --start 01-01-2021",
        "--start is '01-01-2021': expected a date as 2024-01-01.",
    ),
    "weeks left in the wrong order": (
        "contacts --scheme dagpenge --every 4 --weeks-left 10:5",
        "The lower one stands first. Did you mean 5:10?",
    ),
    "the same weeks left twice": (
        "contacts --scheme dagpenge --every 4 --weeks-left 5:5",
        "The two are to differ.",
    ),
    "a month there is not": (
        "contacts --scheme dagpenge --contact-law 2026-13-01",
        "--contact-law is '2026-13-01': expected a date as 2024-01-01.",
    ),
    "a number left out": (
        "contacts --scheme dagpenge --every 2,,4",
        "A number is missing beside one of the commas.",
    ),
    "a word of law that is near none": (
        "law zzz",
        "Nothing in the law book is called 'zzz'. `borgerflow law` without a word lists all of",
    ),
    "no worker": ("run --workers 0", "--workers is 0: expected a whole number from 1 to 512."),
    "more workers than a machine holds": (
        "run --workers 100000",
        "So many would take about 50,000 GB of memory",
    ),
    "an empty name of a folder": ("run --out=", "The name of a file or folder is empty"),
    "an empty day": ("run --start=", "--start is '': expected a date as 2024-01-01."),
    "too many words": ("run one two", "Too much was typed: 'one two'."),
    "an option without its value": ("run --seed", "--seed needs a value."),
    "a flag with a value": ("run --json=3", "--json takes no value."),
    "a negative seed": (
        "run --seed -1",
        "--seed is -1: expected a whole number from 0 to 2^63 - 1.",
    ),
    "a misspelt engine": (
        "run --engine refrence",
        "--engine is 'refrence': expected auto or reference or compiled. Did you mean reference?",
    ),
    "a misspelt estimator": (
        "compare herning-syg02 --estimator branche",
        "--estimator is 'branche': expected auto or branch or lottery. Did you mean branch?",
    ),
    "an unknown language": ("run --lang sv", "--lang is 'sv': expected da or en."),
    "an unknown CSV profile": (
        "run --csv-profile us",
        "--csv-profile is 'us': expected da or int.",
    ),
    "no folder of params": ("check --params nowhere", "nowhere is no folder"),
    "a language of many words": (
        f"run --lang {'x' * 5000}",
        f"--lang is '{'x' * 57}...': expected da or en.",
    ),
    "an out that is a file": (
        "compare herning-syg02 --out {file}",
        "Results cannot be written to {file}: {file} is a file, not a folder.",
    ),
    "an unknown word of law": (
        "law revurdring",
        "Nothing in the law book is called 'revurdring'. Did you mean revurdering?",
    ),
    "a day of law that is none": (
        "law revurdering --day yesterday",
        "--day is 'yesterday': expected a",
    ),
    "an unknown proposal to show": (
        "proposals show herning-syg2",
        "No proposal is called herning-syg2. Did you mean herning-syg02?",
    ),
    "an unknown proposal to check": (
        "proposals check herning-syg2",
        "No proposal is called herning-syg2. Did you mean herning-syg02?",
    ),
    "a spells file that is not there": (
        "settle nowhere.csv",
        "nowhere.csv does not exist; expected a file of spells: CSV, Excel (.xlsx) or Parquet.",
    ),
    "a spells file that is a folder": (
        "settle {folder}",
        "{folder} is a folder; expected a file of spells: CSV, Excel (.xlsx) or Parquet.",
    ),
    "a number that nothing has, to be set": (
        "compare herning-syg02 --set hazards.dagpenge.jbo=x1.1",
        "--set hazards.dagpenge.jbo: no number behind the answer is called hazards.dagpenge.jbo."
        " Did you mean hazards.dagpenge.job?",
    ),
    "a number set to nothing": (
        "run --set hazards.dagpenge.job",
        "--set is 'hazards.dagpenge.job': expected a name and a change, as hazards.dagpenge.job=x1",
    ),
    "a value that can be read in two ways": (
        "portfolio --set costs.talk_kroner_per_minute=1.000",
        "--set costs.talk_kroner_per_minute is 1.000: expected a number, as 0.3. It can be read in",
    ),
    "a value that a number cannot have": (
        "uncertainty herning-syg02 --set herning-syg02.turned_away.effect=3",
        "--set herning-syg02.turned_away.effect: got 3: a share lies between 0 and 1; did you mean",
    ),
    "a patch that is not there": ("run --patch nowhere.yaml", "nowhere.yaml does not exist."),
    "nobody to explain": ("explain {file}", "Missing option '--citizen'."),
}


IN_DANISH = {
    "en kommando": ("compar", "Der findes ingen kommando med navnet compar. Mente du compare?"),
    "et tilvalg": ("run --sed 1", "Der findes intet tilvalg --sed. Mente du --seed?"),
    "et argument": ("compare", "Argumentet »P [P ...]« mangler."),
    "et tilvalg, der skal angives": ("explain {file}", "Tilvalget »--citizen« mangler."),
    "en værdi": ("run --seed", "--seed skal have en værdi."),
    "ingen værdi": ("run --json=3", "--json tager ingen værdi."),
    "for mange ord": ("run one two", "Der er skrevet for meget: »one two«."),
    "et tal": ("run --seed x", "--seed er »x«: der skal stå et helt tal fra 0 til 2^63 - 1."),
    "en motor": ("run --engine x", "--engine er »x«: der skal stå auto, reference eller compiled."),
    "en dag": ("run --start x", "--start er »x«: der skal stå en dato som 2024-01-01."),
    "et tal, der ikke findes": (
        "run --set hazards.dagpenge.jbo=x2",
        "--set hazards.dagpenge.jbo: der findes intet tal bag svaret med navnet",
    ),
    "en ændring": (
        "run --set hazards.dagpenge.job=x",
        "der står »x«; der skal stå et tal (0,3),",
    ),
    "en kommune": ("run --municipality x", "Der findes ingen kommune med navnet x. Mulige: "),
    "et budget": ("portfolio --budget x", "--budget er »x«: der skal stå kroner med cifre alene"),
    "en rytme": ("contacts --rhythm x", "--rhythm er »x«: der skal stå fx 4/aar"),
    "ingen ordning": ("contacts --every 4", "Ingen ordning er nævnt: skriv --scheme og en"),
}


@pytest.mark.parametrize(("line", "words"), IN_DANISH.values(), ids=IN_DANISH)
def test_whoever_speaks_danish_is_refused_in_danish(typed, tmp_path, monkeypatch, line, words):
    monkeypatch.setenv("BORGERFLOW_LANG", "da")
    ended = typed(*(part.format(file=tmp_path / "file") for part in line.split()))
    assert ended.code == REFUSED
    assert words in ended.err


@pytest.mark.parametrize(("line", "words"), WRONG.values(), ids=WRONG)
@pytest.mark.slow
def test_it_is_refused_in_words_and_nothing_is_written(typed, tmp_path, empty_folder, line, words):
    places = {"file": tmp_path / "file", "folder": tmp_path / "folder"}
    places["file"].write_text("kept")
    places["folder"].mkdir()
    ended = typed(*(part.format(**places) for part in line.split()))
    assert ended.code == REFUSED
    assert words.format(**places) in ended.err
    assert ended.out == ""
    assert len(ended.err.strip().splitlines()) == 1
    assert list(empty_folder.iterdir()) == []
    assert list(places["folder"].iterdir()) == []
    assert places["file"].read_text() == "kept"


def test_a_cpr_number_is_refused_and_never_repeated(typed, tmp_path):
    ended = typed("explain", tmp_path / "spells.csv", "--citizen", "010190-1234")
    assert ended.code == REFUSED
    assert "looks like a CPR number" in ended.err
    assert not re.search("0101901234|010190-1234", ended.err + ended.out)


def test_nothing_typed_shows_the_help(typed):
    ended = typed()
    assert ended.code == REFUSED
    assert "Commands:" in ended.err


def test_params_named_by_the_surroundings_are_refused_by_name(typed, monkeypatch):
    monkeypatch.setenv("BORGERFLOW_PARAMS", "nowhere")
    ended = typed("check")
    assert ended.code == REFUSED
    assert "nowhere (from BORGERFLOW_PARAMS) is no folder" in ended.err


def test_a_language_of_the_surroundings_is_refused_as_a_typed_one_is(typed, monkeypatch):
    monkeypatch.setenv("BORGERFLOW_LANG", "xx")
    ended = typed("results")
    assert (ended.code, ended.err) == (REFUSED, "BORGERFLOW_LANG is 'xx': expected da or en.\n")
    assert typed("results", "--lang", "da").code == 0
