"""Choices somebody made: what is read, what is refused, and what they were said to cost."""

from dataclasses import replace

import pytest

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params import load
from borgerflow.sim.params.check import check_all
from borgerflow.sim.params.proposals.choices import costs_not_granted, read_choices

TEXT = """\
id: town-2019
label: {da: Valget, en: The choice}
municipality: herning
proposals: [herning-ung05, herning-syg02, herning-oevr04]
decided: 2019-03-05
source: "minutes"
granted: {value: 7400000, unit: kr, source: "minutes", grade: sourced}
"""


@pytest.fixture
def read(tmp_path, params):
    """Return a function that reads the text above with something in it changed."""

    def reading(old="", new="", name="town-2019"):
        (tmp_path / f"{name}.yaml").write_text(TEXT.replace(old, new), encoding="utf-8")
        return read_choices(tmp_path, params.proposals)

    return reading


def test_the_council_of_herning_took_three_for_seven_point_four_million_a_year(params):
    choice = params.choices["herning-2019"]
    assert choice.proposals == ("herning-ung05", "herning-syg02", "herning-oevr04")
    for year in range(2019, 2023):
        costs = [params.proposal(name).cost[year].value for name in choice.proposals]
        assert sum(costs) == choice.granted.value == 7_400_000
    assert costs_not_granted(choice, params.proposals) == {}
    assert choice.package.value == 15_850_000


def test_the_whole_package_is_not_what_the_forms_add_up_to_and_the_flag_says_so(params):
    forms = [p for p in params.proposals.values() if p.municipality == "herning"]
    cost = {p.id: p.cost[2020].value for p in forms}
    everything = sum(cost.values())
    apart = everything - cost["herning-ung02"] - cost["herning-ung04"]
    (flag,) = [f for f in params.choices["herning-2019"].flags if "15.85" in f.en]
    assert f"{apart:,.0f} kr. in 2020" in flag.en
    assert f"with them {everything:,.0f} kr." in flag.en
    assert f"{apart:,.0f}".replace(",", ".") in flag.da


def test_what_costs_otherwise_than_was_granted_is_told_by_year(read, params):
    (choice,) = read("7400000", "7000000").values()
    assert costs_not_granted(choice, params.proposals) == dict.fromkeys(range(2019, 2023), 7.4e6)
    (late,) = read("7400000", "7000000").values()
    late = late.model_copy(update={"decided": late.decided + 800})
    assert list(costs_not_granted(late, params.proposals)) == [2021, 2022]


@pytest.mark.slow
def test_the_check_tells_a_choice_that_does_not_add_up():
    held = replace(load())
    choice = held.choices["herning-2019"]
    less = choice.granted.model_copy(update={"value": 7e6})
    held.__dict__["choices"] = {"x": choice.model_copy(update={"granted": less})}
    told = [problem.en for problem in check_all(held) if "choices/" in problem.en]
    assert len(told) == 4
    assert told[0] == (
        "choices/herning-2019.yaml: 7,000,000 kr. a year were granted; its proposals cost "
        "7,400,000 kr. in 2019."
    )


def test_without_a_folder_there_is_no_choice(tmp_path, params):
    assert read_choices(tmp_path / "choices", params.proposals) == {}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("herning-syg02", "herning-syg2", "line 4: proposals.1: no proposal is called"),
        ("herning-syg02", "herning-ung02", "herning-ung05 and herning-ung02 exclude each other."),
        (
            "herning-syg02",
            "herning-ung05",
            "proposals: herning-ung05 is named twice; expected each once.",
        ),
        ("unit: kr", "unit: kr/week", "line 7: granted.unit: got kr/week; expected kr here."),
        ("id: town-2019", "id: town", "got town; expected the name of the file, town-2019."),
        ("decided", "decisive", "unknown key 'decisive'. Did you mean decided?"),
        ("[herning-ung05, herning-syg02, herning-oevr04]", "[]", "line 4"),
        ("granted:", "granted: {}\nold:", "unknown key 'old'"),
    ],
)
def test_a_choice_that_does_not_hold_is_refused(read, old, new, words):
    with pytest.raises(ParamError) as refused:
        read(old, new)
    assert words in str(refused.value)


def test_a_choice_names_what_its_proposals_depend_on(tmp_path, params):
    gate = params.proposal("herning-syg02").model_copy(update={"depends_on": ("herning-ung14",)})
    (tmp_path / "town-2019.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ParamError, match="herning-syg02 depends on herning-ung14: name it too"):
        read_choices(tmp_path, {**params.proposals, "herning-syg02": gate})
