from types import SimpleNamespace

from borgerflow.experiments.findings.assumptions import least_known_first, schemes_that_matter
from borgerflow.experiments.findings.rows import Assumption
from borgerflow.experiments.runs.validate import main_mechanism


def graded(*grades):
    return [Assumption(f"{place}", 1.0, grade, "-") for place, grade in enumerate(grades)]


def test_what_is_least_known_stands_first_and_otherwise_order_is_kept():
    found = least_known_first(graded("sourced", "recalled", "assumed", "derived", "assumed"))
    assert [(a.name, a.grade) for a in found] == [
        ("2", "assumed"),
        ("4", "assumed"),
        ("1", "recalled"),
        ("3", "derived"),
        ("0", "sourced"),
    ]


def test_schemes_matter_when_named_or_when_money_moves_in_them():
    rows = [("sygedagpenge", -900.0), ("dagpenge", 40.0), ("fleksjob", 20.0), ("dagpenge", -40.0)]
    assert schemes_that_matter(rows, ["jobafklaring"]) == (
        "jobafklaring",
        "sygedagpenge",
        "dagpenge",
    )


def test_where_no_money_moves_the_named_schemes_matter_alone():
    assert schemes_that_matter([("fleksjob", 0.0)], ["job"]) == ("job",)


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
