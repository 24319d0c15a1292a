"""A municipality in a file of one's own is taken wherever the name of one is, and refused alike."""

import re
import sys

import pytest

import borgerflow as bf
from borgerflow.experiments.questions.batch.study import read_study, with_files_of
from borgerflow.experiments.questions.contacts.asked.studies import options_in_study
from borgerflow.experiments.store.kept import input_digests
from borgerflow.sim.base.errors import InputError, ParamError
from borgerflow.sim.params import load
from borgerflow.sim.world.municipality import find_municipality, municipality_names, with_file_of
from tests.batch.studies import written

PACKAGED = load().directory / "municipalities" / "modelkommune.yaml"
SMALL = {"replications": 1, "workers": 1, "population": 0.1, "end": "2020-01-01"}


def made(folder, *changes, name="smallville"):
    """Return the path of a municipality of one's own: the model one, some of its text another."""
    text = PACKAGED.read_text(encoding="utf-8").replace('"modelkommune"', f'"{name}"', 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.slow
def test_a_function_takes_the_path_where_it_takes_a_name(tmp_path):
    found = bf.compare(made(tmp_path), ["herning-syg02"], break_even=False, **SMALL)
    usual = bf.compare("modelkommune", ["herning-syg02"], break_even=False, **SMALL)
    assert found.municipality == "smallville"
    assert found.summary == usual.summary
    assert bf.load_world(made(tmp_path)).municipality.name == "smallville"


@pytest.mark.parametrize(
    ("function", "more"),
    [
        (bf.run, ()),
        (bf.compare, (["herning-syg02"],)),
        (bf.breakeven, (["herning-syg02"],)),
        (bf.portfolio, (["herning-syg02"],)),
        (bf.contacts, ("dagpenge",)),
    ],
)
def test_every_question_takes_the_path(tmp_path, monkeypatch, function, more):
    room = sys.modules[function.__module__]
    monkeypatch.setattr(room, "answer_to", lambda question, held, **_: (question, held))
    question, held = function(made(tmp_path), *more)
    assert question.municipality == "smallville"
    assert find_municipality(held, "smallville").name == "smallville"


def test_a_packaged_file_is_known_by_its_name():
    params, name = with_file_of(load(), str(PACKAGED))
    assert (name, params.own_places) == ("modelkommune", ())


def test_a_study_names_its_municipality_from_its_own_folder(tmp_path, monkeypatch):
    made(tmp_path)
    study = written(tmp_path, municipality="smallville.yaml")
    monkeypatch.chdir("/")
    held = with_files_of(study, load())
    assert read_study(study, held).form.municipality == "smallville"
    assert held.own_places == (tmp_path / "smallville.yaml",)


def test_a_study_of_talks_names_its_municipality_from_its_own_folder(tmp_path):
    study = tmp_path / "talks.yaml"
    text = "question: {da: Hvad?, en: What?}\nmunicipality: smallville.yaml\nschemes: [dagpenge]\n"
    study.write_text(text, encoding="utf-8")
    assert options_in_study(str(study))["municipality"] == str(tmp_path / "smallville.yaml")
    assert options_in_study("esbjerg-eleven-talks")["municipality"] == "herning"


def test_an_answer_depends_on_what_the_own_file_says(tmp_path):
    one = input_digests(with_file_of(load(), made(tmp_path))[0])
    other = input_digests(with_file_of(load(), made(tmp_path, ("value: 203", "value: 204")))[0])
    assert set(one["own_municipality"]) == {"smallville.yaml"}
    assert one["own_municipality"] != other["own_municipality"]
    assert "own_municipality" not in input_digests(load())


def test_an_own_municipality_is_named_among_those_known(tmp_path):
    params, _ = with_file_of(load(), made(tmp_path))
    assert "smallville" in municipality_names(params)
    with pytest.raises(InputError, match=r"No municipality is called smallvill\. Did you mean sm"):
        find_municipality(params, "smallvill")


STOCK = "stocks:\n  sygedagpenge:"
SICK = re.search(r"^  sygedagpenge: \{(value: 203, .*)\}$", PACKAGED.read_text("utf-8"), re.M)[1]
WORKFORCE = re.search(r"^workforce: (.*)$", PACKAGED.read_text("utf-8"), re.M)[1]


def counted(value, high="9999"):
    """Return the change that makes so many sick-listed persons."""
    kept = SICK.replace("low: 154", "low: -9").replace("high: 267", f"high: {high}")
    return [(SICK, kept.replace("203", value))]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            [('name: "smallville"', "name: other")],
            "name: got other; expected the name of the file, ",
        ),
        ([(STOCK, STOCK.replace("peng", "pen"))], "no scheme with a stock is called sygedagpene."),
        ([(STOCK, STOCK.replace("peng", "pen"))], "Did you mean sygedagpenge?"),
        (
            [("inflow_factors:\n  sygedagpenge:", "inflow_factors:\n  sygedagpen:")],
            "inflow_factors.sygedagpen: no scheme is called sygedagpen. Did you mean sygedagpenge?",
        ),
        (
            [('"dagpenge>job":', '"dagpenge>jobb":')],
            "no exit of dagpenge is called jobb. Did you mean job?",
        ),
        (
            [('"dagpenge>job":', '"dagpeng>job>dagpenge":')],
            "no scheme is called dagpeng. Did you mean dagpenge?",
        ),
        (
            [('"dagpenge>job":', '"dagpenge>job>dagpeng":')],
            "no exit of job is called dagpeng. Did you mean dagpenge?",
        ),
        (
            [('"dagpenge>job":', '"job>dagpenge>job>dagpenge":')],
            "no exit of dagpenge is called job>dagpenge.",
        ),
        (counted("9000"), "stocks: 11804 in all; expected no more than persons_18_66, 10000."),
        (
            counted("20300", "30000"),
            "stocks.sygedagpenge.value: got 20300; expected no more than persons_18_66, 10000.",
        ),
        (
            counted("203", "30000"),
            "stocks.sygedagpenge.high: got 30000; expected no more than persons_18_66, 10000.",
        ),
        (counted("-3"), "stocks.sygedagpenge.value: got -3; expected 0 or more."),
        (
            [(WORKFORCE, WORKFORCE.replace("8125", "18125"))],
            "workforce.value: got 18125; expected no more than ",
        ),
        ([('unit: "persons"', "unit: persons/year")], "got persons/year; expected persons here."),
        ([("stocks:", "stoks:")], "Did you mean stocks?"),
        (
            [('schemes: ["fleksjob"]', "schemes: [fleksjobb]")],
            "no scheme is called fleksjobb. Did you mean fleksjob?",
        ),
    ],
)
def test_what_does_not_hold_is_refused_with_file_line_and_nearest_name(tmp_path, changes, words):
    with pytest.raises(ParamError, match=re.escape(words)) as caught:
        with_file_of(load(), made(tmp_path, *changes))
    assert re.search(r"smallville\.yaml, line \d+: ", str(caught.value))


def test_a_stock_that_is_left_out_is_refused(tmp_path):
    (line,) = re.findall(r"^  revalidering: .*\n", PACKAGED.read_text("utf-8"), re.M)
    with pytest.raises(ParamError, match=r"line \d+: stocks: revalidering is missing; expected"):
        with_file_of(load(), made(tmp_path, (line, "")))


def test_a_name_that_is_taken_is_refused(tmp_path):
    with pytest.raises(ParamError, match=r"line 3: name: another municipality has this name: "):
        with_file_of(load(), made(tmp_path, name="modelkommune"))
    (tmp_path / "there").mkdir()
    params, _ = with_file_of(load(), made(tmp_path))
    with pytest.raises(ParamError, match=r"name: another municipality has this name: .*smallville"):
        with_file_of(params, made(tmp_path / "there"))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    missing = str(tmp_path / "nowhere.yaml")
    with pytest.raises(InputError, match=re.escape(f"{missing} does not exist")):
        bf.run(missing)
