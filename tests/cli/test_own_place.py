"""``--municipality ./mine.yaml``: taken by path, kept with its digest, refused before anything."""

import json

import pytest
from made import finding, run_finding

from borgerflow.experiments.questions.compare import question as comparing
from borgerflow.experiments.questions.run import question as running
from borgerflow.sim.params import load

pytestmark = pytest.mark.usefixtures("empty_tables")

DONE, REFUSED = 0, 2
PACKAGED = load().directory / "municipalities" / "modelkommune.yaml"


@pytest.fixture
def place(empty_folder):
    text = PACKAGED.read_text("utf-8").replace('name: "modelkommune"', "name: mine", 1)
    (empty_folder / "mine.yaml").write_text(text, "utf-8")
    return empty_folder / "mine.yaml"


@pytest.mark.usefixtures("place")
def test_a_command_takes_the_path_and_keeps_the_digest_of_the_file(
    typed, monkeypatch, empty_folder
):
    asked = []
    for room, made in ((comparing, finding()), (running, run_finding())):
        answer = lambda question, *_, made=made, **__: asked.append(question) or made  # noqa: E731
        monkeypatch.setattr(room, "answer_to", answer)
    assert typed("compare", "herning-syg02", "--municipality", "./mine.yaml").code == DONE
    assert typed("run", "--municipality", "mine.yaml").code == DONE
    assert [question.municipality for question in asked] == ["mine", "mine"]
    for manifest in empty_folder.glob("results/*/*/*/manifest.json"):
        inputs = json.loads(manifest.read_text())["inputs"]
        assert list(inputs["own_municipality"]) == ["mine.yaml"]


@pytest.mark.parametrize(
    "command",
    [
        ("compare", "herning-syg02"),
        ("breakeven", "herning-syg02"),
        ("portfolio",),
        ("run",),
        ("trace", "1"),
        ("contacts", "--scheme", "dagpenge", "--every", "4"),
        ("proposals", "check", "herning-syg02"),
    ],
)
def test_every_command_refuses_a_file_that_does_not_hold(typed, place, command, empty_folder):
    place.write_text(place.read_text("utf-8").replace("stocks:", "stoks:", 1), "utf-8")
    ended = typed(*command, "--municipality", "mine.yaml")
    assert ended.code == REFUSED
    assert "mine.yaml, line" in ended.err
    assert "Did you mean stocks?" in ended.err
    assert not (empty_folder / "results").exists()


def test_cases_take_the_path_too(typed, place):
    place.write_text(place.read_text("utf-8").replace("stocks:", "stoks:", 1), "utf-8")
    ended = typed("cases", "star-horsens-1", "--simulate", "--in", "mine.yaml")
    assert (ended.code, "Did you mean stocks?" in ended.err) == (REFUSED, True)
