"""``borgerflow import``: the table is written, the note is told, and a refusal writes nothing."""

import json

import pandas as pd
import pytest

TEXT = """OMRÅDE;YDELSESTYPE;KØN;ALDER;TID;INDHOLD
657;SY;TOT;TOT;2025K4;987,5
657;JA;TOT;TOT;2025K4;..
"""


@pytest.fixture
def auk01(empty_folder):
    file = empty_folder / "auk01.csv"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_table_is_written_as_it_is_asked_for(typed, auk01, empty_folder, ending):
    out = empty_folder / f"figures.{ending}"
    assert typed("import", "statbank", auk01, "--out", out, "--csv-profile", "int").code == 0
    table = pd.read_csv(out) if ending == "csv" else pd.read_parquet(out)
    assert list(table["scheme"]) == ["sygedagpenge", "jobafklaring"]
    assert list(table["value"].fillna(-1)) == [987.5, -1]
    assert not list(empty_folder.glob(".*partial"))


def test_the_note_is_told_beside_the_answer_in_both_languages(typed, auk01):
    danish, english = (typed("import", "statbank", auk01, "--lang", lang) for lang in ("da", "en"))
    assert "Læst: 2 rækker" in danish.err
    assert "»..« = mangler, ikke nul (linje 3)" in danish.err
    assert "'..' = missing, not nought (line 3)" in english.err
    assert "fuldtidspersoner" in danish.out
    assert "full-time persons" in english.out


def test_json_has_rows_and_notes_alone(typed, auk01):
    ended = typed("import", "statbank", auk01, "--json")
    answer = json.loads(ended.out)
    assert ended.err == ""
    assert [row["value"] for row in answer["rows"]] == [987.5, None]
    assert answer["notes"][0]["assumed"][0]["count"] == 1


def test_a_refusal_writes_nothing(typed, auk01, empty_folder):
    auk01.write_text(TEXT.replace("2025K4", "2025K9"), encoding="utf-8")
    ended = typed("import", "statbank", auk01, "--out", empty_folder / "figures.csv")
    assert ended.code == 2
    assert "line 2: 'TID' is '2025K9'; expected a period" in ended.err
    assert not (empty_folder / "figures.csv").exists()


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("figures.xls", "expected a file that ends in .csv or .parquet"),
        ("nowhere/figures.csv", "expected a file in a folder there is"),
    ],
)
def test_a_place_for_no_table_is_refused_before_anything_is_read(typed, auk01, out, told):
    ended = typed("import", "statbank", auk01, "--out", out)
    assert ended.code == 2
    assert told in ended.err


def test_costs_with_persons_give_what_a_full_time_person_costs(typed, empty_folder):
    costs = {
        "columns": ["Periode", "Område", "Udgifter (1.000 kr.)"],
        "rows": [["2025", "Odder", 9]],
    }
    persons = {
        "columns": ["Periode", "Område", "Antal fuldtidspersoner"],
        "rows": [["2025", "Odder", 3]],
    }
    for name, content in (("y07g01", costs), ("y07a02", persons)):
        (empty_folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    ended = typed("import", "jobindsats", "y07g01.json", "--persons", "y07a02.json", "--json")
    assert [row["value"] for row in json.loads(ended.out)["rows"]] == [9000, 3000]


def test_without_a_key_nothing_is_fetched(typed, monkeypatch):
    monkeypatch.delenv("JOBINDSATS_API_TOKEN", raising=False)
    ended = typed("import", "jobindsats", "Y07A02", "--fetch")
    assert ended.code == 2
    assert "set the environment variable JOBINDSATS_API_TOKEN" in ended.err
