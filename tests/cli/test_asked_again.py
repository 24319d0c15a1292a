"""The command that a report says to repeat it by asks the same question."""

import pytest
from commands_there import NEEDED

from borgerflow.experiments.cli import screen

YEAR = ("--price-year", "2021", "--engine", "compiled")
SAID = {
    "run": YEAR,
    "contacts": YEAR,
    "portfolio": YEAR,
    "compare": (*YEAR, "--estimator", "lottery", "--no-break-even"),
    "breakeven": (*YEAR, "--estimator", "branch", "--discount"),
    "uncertainty": (
        *(*YEAR, "--estimator", "lottery", "--evaluation", "--pilot-cost", "250000.5"),
        *("--pilot", "100x6", "--pilot", "200x12"),
    ),
}


@pytest.mark.parametrize(("name", "said"), SAID.items())
def test_what_is_told_of_a_question_asks_it_again_when_it_is_typed(typed, monkeypatch, name, said):
    asked = []
    monkeypatch.setattr(screen, "ask", lambda question, *_: asked.append(question))
    needed = [*NEEDED.get(name, []), *(["--every", "4"] if name == "contacts" else [])]
    assert typed(name, *needed).code == 0
    assert typed(name, *needed, *said).code == 0
    usual, first = asked
    assert usual.options() == ()
    assert typed(name, *needed, *first.options()).code == 0
    assert asked[-1] == first
