"""What a file counts of few real people, or tells of single ones, is said beside where it lies."""

from pathlib import Path

import pandas as pd
import pytest

from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.settle.small import few_behind

OWN_USE = "is for the municipality's own use: nothing in it is hidden"
LEDGER = pd.DataFrame(
    [
        (str(citizen), year, "kommune", "sygedagpenge", kroner)
        for year, citizens, kroner in ((2019, 6, 100.0), (2020, 4, 100.0), (2021, 3, 0.0))
        for citizen in range(citizens)
    ],
    columns=["citizen", "year", "payer", "scheme", "kroner"],
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def told(capsys, name, text, *command):
    """Return what is told beside the answer about a file with these lines."""
    Path(name).write_text(text, encoding="utf-8")
    assert main([*command, "--lang", "en"]) == 0
    return capsys.readouterr().err


def exposure(events):
    return (
        f"scheme;next;from_week;to_week;events;exposure_weeks\nsygedagpenge;job;0;4;{events};90\n"
    )


@pytest.mark.parametrize(("events", "few"), [(3, True), (4, True), (5, False), (0, False)])
def test_a_table_that_is_written_says_where_it_counts_few_people(capsys, events, few):
    read = ("import", "exposure", "e.csv")
    assert (OWN_USE in told(capsys, "e.csv", exposure(events), *read, "--out", "t.csv")) is few
    assert OWN_USE not in told(capsys, "e.csv", exposure(events), *read)


def test_a_table_of_single_people_says_so(capsys):
    spells = "citizen,scheme,start,end\n1,sygedagpenge,2019-01-07,2019-02-09\n"
    said = told(capsys, "s.csv", spells, "import", "spells", "s.csv", "--out", "t.csv")
    assert "Each row is of one citizen. " in said
    assert OWN_USE in said


def test_amounts_that_few_citizens_are_behind_are_counted_and_nought_is_none():
    assert few_behind(LEDGER, 5)[0].en.startswith("Behind 1 of 2 amounts")
    assert few_behind(LEDGER, 4) == ()


def test_the_ledger_that_settle_keeps_says_when_few_are_behind_an_amount(capsys):
    spells = "citizen,scheme,start,end\n1,dagpenge,2019-01-07,2019-02-11\n"
    said = told(capsys, "s.csv", spells, "settle", "s.csv", "--out", "kept")
    assert "citizens, so they may tell what a single one is paid" in said
    assert "citizens, so they may" not in told(capsys, "s.csv", spells, "settle", "s.csv")
