"""The page asks what the command asks: the same record, hence the same answer in the same place."""

import pytest

from borgerflow.app.asked.choice import choice_asked
from borgerflow.app.asked.comparison import asked_of
from borgerflow.app.asked.own_files import House
from borgerflow.app.asked.talks import talks_asked
from borgerflow.experiments.cli import main, screen

EFFECT = "herning-syg02.turned_away.effect"
SAME = {  # what is typed in the page, and what is typed on the command line
    "nothing": ({}, ""),
    "the numbers as they are": (
        {"price": "100", f"n.{EFFECT}": "2,0", "first": "2019", "last": "2022"},
        "",
    ),
    "an effect in per cent": ({f"n.{EFFECT}": "3,5"}, f"--set {EFFECT}=0.035"),
    "a price": ({"price": "110"}, "--set herning-syg02.cost.*=x1.1"),
    "a factor": (
        {"proposal": "herning-ung14", "n.herning-ung14.kept_in_education.effect": "0,6"},
        "herning-ung14 --set herning-ung14.kept_in_education.effect=0.6",
    ),
    "another place, years and chance": (
        {"municipality": "hedensted", "first": "2020", "last": "2021", "seed": "7"},
        "--municipality hedensted --start 2020-01-01 --end 2022-01-01 --seed 7",
    ),
    "fewer replications": (
        {"replications": "5", "quick": "on"},
        "--replications 5 --no-break-even",
    ),
}


@pytest.fixture
def asked_by_command(monkeypatch):
    """Return the record that a command builds, which is never answered."""
    asked = []
    monkeypatch.setattr(screen, "ask", lambda question, *_: asked.append(question))

    def ask(line, command="compare"):
        words = line.split()
        unnamed = command == "compare" and (not words or words[0].startswith("-"))
        assert main([command, *(["herning-syg02"] if unnamed else []), *words]) == 0
        return asked.pop()

    return ask


@pytest.mark.parametrize("case", SAME)
def test_a_page_builds_the_record_of_the_command(asked_by_command, tmp_path, case):
    typed, line = SAME[case]
    asked = asked_of(typed, House(None, tmp_path), "da")
    assert asked.errors == {}
    assert asked.question.inputs() == asked_by_command(line).inputs()


TALKS = {
    "the usual rhythm": ({}, "--scheme dagpenge --every 4"),
    "rhythms and posts": (
        {"scheme": "sygedagpenge", "every": "2,8", "fte": "-1,0,1", "instead": "on"},
        "--scheme sygedagpenge --every 2,8 --fte -1,0,1 --instead",
    ),
    "the law of two days": (
        {"contact_law": "2019-01-01,2026-07-01", "every": "", "no_queue": "on", "seed": "3"},
        "--scheme dagpenge --contact-law 2019-01-01,2026-07-01 --capacity off --seed 3",
    ),
}
CHOICES = {
    "the usual budget": ({}, "--municipality herning --budget 2000000"),
    "a budget in all": (
        {"budget": "", "budget_total": "5000000", "replications": "4"},
        "--municipality herning --budget-total 5000000 --replications 4",
    ),
}


@pytest.mark.parametrize("case", TALKS)
def test_the_page_of_talks_asks_as_the_command_does(asked_by_command, tmp_path, case):
    typed, line = TALKS[case]
    asked = talks_asked(typed, House(None, tmp_path), "da")
    assert asked.errors == {}
    assert asked.question.inputs() == asked_by_command(line, "contacts").inputs()


@pytest.mark.parametrize("case", CHOICES)
def test_the_page_of_the_choice_asks_as_the_command_does(asked_by_command, tmp_path, case):
    typed, line = CHOICES[case]
    asked = choice_asked(typed, House(None, tmp_path), "da")
    assert asked.errors == {}
    assert asked.question.inputs() == asked_by_command(line, "portfolio").inputs()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_number_has_a_comma_or_a_point_in_either_language(tmp_path, lang):
    house = House(None, tmp_path)
    comma, point = (asked_of({f"n.{EFFECT}": each}, house, lang) for each in ("3,5", "3.5"))
    assert comma.question == point.question
