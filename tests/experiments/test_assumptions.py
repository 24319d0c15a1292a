from types import SimpleNamespace

from borgerflow.experiments.findings.assumptions import ranked
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.runs.validate import main_mechanism


def graded(*grades):
    return [Assumption(f"{place}", 1.0, grade, "-") for place, grade in enumerate(grades)]


def test_what_is_least_known_stands_first_and_otherwise_order_is_kept():
    found = ranked(graded("sourced", "recalled", "assumed", "derived", "assumed"))
    assert [(a.name, a.grade) for a in found] == [
        ("2", "assumed"),
        ("4", "assumed"),
        ("1", "recalled"),
        ("3", "derived"),
        ("0", "sourced"),
    ]


def test_what_moves_the_answer_most_stands_before_what_is_least_known():
    moving = [Assumption(f"{kroner}", 1.0, "sourced", "-", moves=kroner) for kroner in (5.0, 9.0)]
    found = ranked([*graded("assumed"), *moving])
    assert [a.name for a in found] == ["9.0", "5.0", "0"]


def proposal(*stated):
    mechanisms = tuple(SimpleNamespace(place=n, stated=s) for n, s in enumerate(stated))
    return SimpleNamespace(mechanisms=mechanisms)


def test_a_question_turns_on_the_first_effect_that_nobody_states():
    first, second = proposal(True), proposal(True, False, False)
    found, mechanism = main_mechanism([first, second])
    assert (found, mechanism.place) == (second, 1)


def test_a_question_turns_on_the_first_effect_when_all_are_stated():
    first, second = proposal(True, True), proposal(True)
    found, mechanism = main_mechanism([first, second])
    assert (found, mechanism.place) == (first, 0)
