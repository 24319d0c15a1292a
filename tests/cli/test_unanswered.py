"""A proposal the model has no answer to: listed with its cost, and refused with the reason."""

import pytest

DONE, REFUSED = 0, 2
REASON = (
    "vesthimmerland-4 cannot be answered by this model because it knows no moves made for a job, "
    "no vacancies and no tax revenue, which is where a settlement consultant is to work.\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "compare vesthimmerland-4",
        "compare vesthimmerland-5 vesthimmerland-4",
        "compare vesthimmerland-4 --municipality herning --no-break-even",
    ],
)
@pytest.mark.slow
def test_a_question_the_model_cannot_answer_is_refused_with_the_reason(typed, empty_folder, line):
    ended = typed(*line.split())
    assert (ended.code, ended.out, ended.err) == (REFUSED, "", REASON)
    assert list(empty_folder.iterdir()) == []


@pytest.mark.parametrize(("lang", "word"), [("da", "kan ikke beregnes"), ("en", "unanswered")])
def test_it_is_listed_with_its_cost_and_as_unanswered(typed, lang, word):
    out = typed("proposals", "list", "--lang", lang).out
    (line,) = [line for line in out.splitlines() if line.startswith("vesthimmerland-4")]
    assert "1.800.000 kr." in line.replace(",", ".")
    assert f" {word} " in line


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "da",
            "Modellen kan ikke regne på forslaget, fordi den ikke kender flytninger for et job,",
        ),
        ("en", "Cannot be answered by this model because it knows no moves made for a job,"),
    ],
)
def test_it_is_shown_with_the_reason_and_with_no_word_of_an_effect(typed, lang, words):
    ended = typed("proposals", "show", "vesthimmerland-4", "--lang", lang)
    assert ended.code == DONE
    assert words in " ".join(ended.out.split())
    assert "ingen effekt" not in ended.out
    assert "states no effect" not in ended.out


def test_a_cost_below_zero_is_shown_as_saved(typed):
    assert "Saved cost, 2023 prices:" in typed("proposals", "show", "hedensted-rehabteam").out
    assert "\nCost, 2020 prices:" in typed("proposals", "show", "vesthimmerland-5").out
