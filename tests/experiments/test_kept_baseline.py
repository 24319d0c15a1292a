"""A first answer begins from lives of an earlier one where it may, and tells the very same."""

import pytest

from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.questions.compare.question import GLANCED_AT, answer_to, glance_at
from borgerflow.experiments.runs.estimators import pairs, usual_lives
from borgerflow.experiments.runs.estimators.usual_lives import MOST_BASELINES, KeptBaselines
from borgerflow.sim.params import load
from borgerflow.sim.params.patches.files import lines_of

PARAMS = load()
DOOR, FLEKSJOB = "herning-syg02.turned_away", "herning-res05.into_fleksjob"
PLACED, SICK = "herning-akt15.placed", "herning-oevr01.from_sygedagpenge"
MOVES = [  # what is set of a proposal, before and after
    ("branch", {}, {f"{DOOR}.effect": "0.06"}),
    ("branch", {f"{DOOR}.effect": "0.01"}, {"herning-syg02.cost.*": "x2"}),
    ("branch", {}, {f"{FLEKSJOB}.reach": "0.9", f"{FLEKSJOB}.displacement": "0"}),
    ("branch", {f"{SICK}.effect": "1"}, {f"{SICK}.effect": "1.3"}),
    ("lottery", {}, {f"{FLEKSJOB}.reach": "0.9"}),
    ("lottery", {f"{FLEKSJOB}.effect": "1.3"}, {f"{FLEKSJOB}.reach": "0.1"}),
    ("lottery", {}, {f"{PLACED}.effect": "1.4", f"{PLACED}.implementation": "0.5"}),
]


def asked(patch, name="herning-syg02", population=0.01, **more):
    return CompareQuestion(
        municipality="herning",
        proposals=(name,),
        replications=GLANCED_AT,
        break_even=False,
        population=population,
        patch=lines_of(patch),
        **more,
    )


def glanced(question, kept=None):
    """Return all that a first answer tells but how long it took."""
    told = glance_at(question, PARAMS, kept=kept).to_dict()
    return {name: each for name, each in told.items() if name != "seconds"}


@pytest.fixture
def lived(monkeypatch):
    """Return the replications of baselines that are lived from now on."""
    seen, usual_parts = [], pairs.usual_parts

    def noted(*given):
        seen.append(given[-2])
        return usual_parts(*given)

    monkeypatch.setattr(pairs, "usual_parts", noted)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize(("estimator", "before", "after"), MOVES)
def test_a_number_that_is_moved_has_the_answer_of_a_question_asked_alone(estimator, before, after):
    name = next(iter(after)).partition(".")[0]
    kept = KeptBaselines()
    first, then = (asked(patch, name, estimator=estimator) for patch in (before, after))
    alone = glanced(first)
    assert glanced(first, kept) == alone
    assert glanced(then, kept) == glanced(then) != alone
    assert glanced(first, kept) == alone


@pytest.mark.slow
def test_the_first_answer_of_three_replications_is_that_of_the_command():
    question, kept = asked({f"{DOOR}.effect": "0.035"}), KeptBaselines()
    glanced(asked({}), kept)
    whole = answer_to(question, PARAMS, workers=1).to_dict()
    for name, told in glanced(question, kept).items():
        if name not in ("assumption_range", "assumptions", "warnings"):
            assert told == whole[name], name


def test_a_baseline_that_is_known_is_not_lived_again(lived):
    kept = KeptBaselines()
    glanced(asked({}), kept)
    assert lived == [0, 1, 2]
    for patch in ({f"{DOOR}.effect": "0.06"}, {"herning-syg02.cost.*": "x2"}):
        glanced(asked(patch), kept)
    assert lived == [0, 1, 2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("patch", "more"),
    [
        ({"hazards.dagpenge.job": "x1.1"}, {}),
        ({"*.effect": "x1.1"}, {}),
        ({}, {"seed": 2}),
        ({}, {"population": 0.012}),
    ],
)
def test_another_baseline_is_lived_of_its_own(lived, patch, more):
    kept = KeptBaselines()
    glanced(asked({}), kept)
    question = asked(patch, **more)
    assert glanced(question, kept) == glanced(question)
    assert lived == [0, 1, 2] * 3


def test_lives_for_which_there_is_no_room_are_lived_again_each_time(lived, monkeypatch):
    monkeypatch.setattr(usual_lives, "MOST_BYTES", 1000)
    kept, question = KeptBaselines(), asked({})
    assert glanced(question, kept) == glanced(question, kept)
    assert lived == [0, 1, 2] * 2


def test_the_baselines_asked_about_last_are_kept_and_no_more():
    kept = KeptBaselines()
    first = kept.of("0", None)
    for number in range(MOST_BASELINES):
        assert kept.of("0", None) is first
        kept.of(str(number), None)
    kept.of("another", None)
    assert kept.of("0", None) is first
    for number in range(MOST_BASELINES):
        kept.of(f"new {number}", None)
    assert kept.of("0", None) is not first
