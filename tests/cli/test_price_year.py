"""Amounts in the prices of one year may be asked for wherever the Python function can."""

from inspect import signature

import pytest
from commands_there import NEEDED, commands

import borgerflow as bf
from borgerflow.experiments.cli import screen

DONE = 0
PRICED = [
    name
    for name in commands()
    if name in bf.__all__ and "price_year" in signature(getattr(bf, name)).parameters
]


def options_of(command):
    return {option for parameter in command.params for option in parameter.opts}


def test_every_function_with_a_price_year_has_a_command_with_one():
    assert {"breakeven", "compare", "contacts", "portfolio", "run", "uncertainty"} <= set(PRICED)
    assert [name for name in PRICED if "--price-year" not in options_of(commands()[name])] == []


@pytest.mark.parametrize("name", PRICED)
def test_the_year_typed_is_part_of_the_question(typed, monkeypatch, name):
    asked = []
    monkeypatch.setattr(screen, "ask", lambda question, *_: asked.append(question))
    tried = ["--every", "4"] if name == "contacts" else []
    ended = typed(name, *NEEDED.get(name, []), *tried, "--price-year", "2019")
    assert (ended.code, ended.err) == (DONE, "")
    assert [question.inputs()["price_year"] for question in asked] == [2019]
