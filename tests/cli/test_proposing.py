"""``proposals new``, ``check`` and ``schema`` as they are typed."""

import io
import json
import re

import pytest

from borgerflow.experiments.cli import DONE, INTERRUPTED, REFUSED

ANSWERS = [
    "herning",
    "more-talks",
    "Flere samtaler",
    "Budget 2021",
    "3-5",
    "12",
    "Flere samtaler",
    "2021-01-01",
    "2022-01-01",
    "",
    "",
    "",
    "none",
    "",
    "",
    "",
    "500.000",
    "1",
    "",
    "",
    "",
    "",
    "sygedagpenge",
    *[""] * 20,
]


@pytest.fixture
def answering(monkeypatch):
    """Return a function that lays answers ready on standard input."""

    def lay(*answers):
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*answers, ""])))

    return lay


@pytest.mark.slow
def test_a_proposal_is_asked_for_written_and_checked(typed, answering, empty_folder):
    answering(*ANSWERS)
    ended = typed("proposals", "new", "--lang", "da")
    assert ended.code == DONE, ended.err
    path = "proposals/herning/more-talks.yaml"
    assert ended.out.splitlines() == [
        f"Skrevet: {path}",
        f"Kontrollér det: borgerflow proposals check {path}",
        f"Beregn det: borgerflow compare {path}",
    ]
    assert "Den kommune, der betaler" in ended.err
    assert (empty_folder / path).read_text(encoding="utf-8").startswith("# Et forslag, som")
    checked = typed("proposals", "check", path, "--lang", "da")
    assert checked.code == DONE
    out = " ".join(checked.out.split())
    assert "ændrer intet: dens effekt er faktor 1,00. Forventet: et tal og nogle dage" in out
    told = (
        "forløb, der skal nås, pr. årsværk og år (talt i én simulering). Forventet: flere årsværk"
    )
    assert told in out
    assert "0 fejl, 2 advarsler." in out
    assert re.search(r"12 +virkning +2021-01-01 +1\.\d{3} +\d\.\d{3}", checked.out)
    shown = typed("proposals", "show", path)
    assert "more-talks · 12 · Flere samtaler" in shown.out


def test_a_conversation_that_stops_writes_nothing(typed, answering, empty_folder):
    answering(*ANSWERS[:5])
    ended = typed("proposals", "new")
    assert (ended.code, list(empty_folder.iterdir())) == (INTERRUPTED, [])
    assert "Nothing was saved." in ended.err


def test_a_template_is_written_and_says_what_comes_next(typed):
    ended = typed("proposals", "new", "--xlsx", "mine.xlsx", "--lang", "en")
    assert ended.code == DONE
    assert "borgerflow proposals new --from mine.xlsx" in ended.out
    empty = typed("proposals", "new", "--from", "mine.xlsx")
    assert empty.code == REFUSED
    told = [f"mine.xlsx, Proposal!C{row}: An answer is needed here." for row in range(5, 14)]
    assert empty.err.splitlines() == told
    both = typed("proposals", "new", "--xlsx", "a.xlsx", "--from", "mine.xlsx")
    assert "expected one" in both.err


def test_a_check_of_an_excluded_pair_is_refused_with_both_names(typed):
    ended = typed("proposals", "check", "herning-ung05", "herning-ung02", "--read-only")
    assert ended.code == REFUSED
    assert ended.err.strip() == "1 error found; see above."
    assert "herning-ung02 and herning-ung05 exclude each other." in " ".join(ended.out.split())


def test_the_check_as_json_holds_every_finding_with_its_place(typed):
    ended = typed("proposals", "check", "herning-ung14", "--json")
    assert ended.code == DONE
    found = json.loads(ended.out)
    assert found["schema"] == "borgerflow/check/1"
    rules = [(f["rule"], f["severity"]) for f in found["findings"]]
    assert rules == [*[("cheap_staff", "warning")] * 3, ("too_many_reached", "warning")]
    assert all(re.fullmatch(r"line \d+", f["place"]) for f in found["findings"])
    assert {m["mechanism"] for m in found["met"]} == {"kept_in_education"}
    assert all(m["now"] > 0 for m in found["met"])


def test_a_check_elsewhere_refuses_an_unknown_municipality(typed):
    ended = typed("proposals", "check", "herning-syg02", "--municipality", "vesthimerland")
    assert ended.code == REFUSED
    assert "Did you mean vesthimmerland?" in ended.err


def test_the_schema_is_printed_or_written(typed, empty_folder):
    printed = typed("proposals", "schema", "--lang", "da")
    assert json.loads(printed.out)["properties"]["start"]["format"] == "date"
    assert typed("proposals", "schema", "--out", "p.json").out.strip() == "p.json"
    assert json.loads((empty_folder / "p.json").read_text(encoding="utf-8"))["$defs"]


def test_where_the_schema_lies_is_told_without_signs_that_steer_a_screen(typed):
    assert typed("proposals", "schema", "--out", "a\x1b[31mb").out == "a\\x1b[31mb\n"


@pytest.mark.slow
def test_compare_reads_a_file_of_ones_own(typed, answering):
    answering(*ANSWERS)
    typed("proposals", "new", "--lang", "da")
    path = "proposals/herning/more-talks.yaml"
    wanted = ["--start", "2021-01-01", "--end", "2022-01-01", "--replications", "1"]
    ended = typed("compare", path, *wanted, "--no-break-even", "--lang", "en", "--json")
    assert ended.code == DONE, ended.err
    found = json.loads(ended.out)
    assert found["proposals"] == ["more-talks"]
