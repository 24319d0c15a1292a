"""Who reads Danish is refused in Danish: no English word stands in what is said."""

import re

import pytest

from borgerflow.experiments.cli import main
from borgerflow.sim.params import load

REFUSED = 2
ENGLISH = re.compile(
    r"\b(the|is|are|expected|got|no|not|nobody|nothing|called|known|of|and|or|needs|has|did|you"
    r"|with|from|which|there|first|line|than|it|its|be|cannot|than|alone|names|belongs|missing)\b",
    re.IGNORECASE,
)
WRONG_LINES = (
    "compare herning-syg2",
    "compare herning-syg02 --municipality hernig",
    "compare hedensted-unge --municipality hedensted",
    "run --start 2021-01-01 --end 2020-01-01",
    "run --end 2040-01-01",
    "check --params nowhere",
    "law revurdring",
    "run --municipality=",
    "contacts --scheme dagpenge --cut 0.1 --law=",
    "import",
    "municipality",
    "proposals show herning-syg2",
    "trace 99999999 --municipality modelkommune",
    "cases --scheme sygedagpeng",
    "cases --municipality hernig",
    "cases --simulate star-esbjerg-x",
    "breakeven --all --municipality modelkommune",
)
AMONG = "price_year: 2019"
BESIDE = "  turned_away:\n"
WRONG_PROPOSALS = (
    ("id: own", "id: other"),
    ("start: 2019-01-01", "start: 2029-01-01"),
    ("price_year: 2019\n", ""),
    ("value: 400000, unit: kr", "value: 400000, unit: fte"),
    ("value: 0.80, unit: fte", "value: 0.80, unit: kr"),
    ("mechanisms:\n", "unanswered: {da: a, en: b}\nmechanisms:\n"),
    ("scheme: sygedagpenge", "scheme: sygedagpeng"),
    ("kind: inflow", "kind: hazard"),
    ("at: door", "at: entry"),
    ("at: door", "at: door\n    origins: [job]"),
    ("at: door", "at: door\n    exits: [job]"),
    ("at: door", "at: door\n    window_weeks: [8, 4]"),
    ("at: door", "at: door\n    target: {sektor: [none]}"),
    ("at: door", "at: door\n    target: {sector: [municipality]}"),
    ("value: 0.02", "value: 0.2"),
    ("low: 0.0", "note: x"),
    ("unit: weeks", "unit: months"),
    ("within_weeks: null", "within_week: null"),
    (AMONG, AMONG + "\nexcludes: [herning-syg2]"),
    (AMONG, AMONG + "\nexcludes: [own]"),
    (AMONG, AMONG + "\nexcludes_outside: [{number: SYG02, source: x}]"),
    (AMONG, AMONG + "\ndepends_on: [own]"),
    (AMONG, AMONG + "\ndepends_on: [herning-jbk10]"),
    (
        BESIDE,
        "  b: {label: {da: x, en: y}, kind: law, parameter: law.sygedagpenge.x,"
        " values: {2019-01-01: {value: 1, source: x, grade: assumed}}}\n" + BESIDE,
    ),
    (
        BESIDE,
        "  b: {label: {da: x, en: y}, kind: contact, schemes: [job], source: x,"
        " grade: assumed}\n" + BESIDE,
    ),
)
SICK = (
    'sygedagpenge: {value: 203, unit: "persons", source: "Herning scaled by residents of working'
    ' age", grade: "assumed", low: 154, high: 267}'
)
WRONG_PLACES = (
    ("name: own", "name: other"),
    ("stocks:\n  sygedagpenge:", "stocks:\n  sygedagpeng:"),
    ("value: 8125", "value: 18125"),
    ('unit: "persons"', "unit: fte"),
    (SICK, SICK.replace("value: 203", "value: -203").replace("low: 154", "low: -254")),
    (SICK, SICK.replace("value: 203", "value: 20300").replace("high: 267", "high: 26700")),
)


def refused(typed, line):
    """Type a command that is refused, and return what is said."""
    ended = typed(*line.split(), "--lang", "da")
    assert ended.code == REFUSED, ended
    return ended.err


def written(path, text, old, new):
    """Write a file as packaged, but for one thing."""
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def packaged():
    """Return a proposal and a municipality as packaged, each called own."""
    folder = load().directory
    proposal = (folder / "proposals/herning/herning-syg02.yaml").read_text("utf-8")
    place = (folder / "municipalities/modelkommune.yaml").read_text("utf-8")
    return (
        proposal.replace("id: herning-syg02", "id: own"),
        place.replace('name: "modelkommune"', "name: own"),
    )


@pytest.mark.parametrize("line", WRONG_LINES)
def test_a_wrong_command_is_refused_in_danish(typed, line):
    said = refused(typed, line)
    assert not ENGLISH.findall(said.split("Mulige:")[0]), said


@pytest.mark.parametrize(("old", "new"), WRONG_PROPOSALS)
def test_a_wrong_proposal_is_refused_in_danish(typed, packaged, empty_folder, old, new):
    written(empty_folder / "own.yaml", packaged[0], old, new)
    said = refused(typed, "compare ./own.yaml")
    assert not ENGLISH.findall(said), said


@pytest.mark.parametrize(("old", "new"), WRONG_PLACES)
def test_a_wrong_municipality_is_refused_in_danish(typed, packaged, empty_folder, old, new):
    written(empty_folder / "own.yaml", packaged[1], old, new)
    said = refused(typed, "run --municipality ./own.yaml")
    assert not ENGLISH.findall(said), said


def test_an_english_refusal_would_be_seen(typed):
    assert ENGLISH.findall(typed("law", "revurdring", "--lang", "en").err)


def test_a_file_of_a_municipality_that_is_not_there_is_told_in_danish(capsys):
    assert main(["compare", "herning-syg02", "--municipality", "lileby.yaml", "--lang", "da"]) == 2
    assert capsys.readouterr().err == "lileby.yaml findes ikke.\n"
