"""A study file says what it wants, or is refused with file, line and the nearest right name."""

import re

import pytest

from borgerflow.experiments.questions.batch.study import (
    READY,
    find_study,
    read_study,
    with_files_of,
)
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.patches.files import lines_of
from tests.batch.studies import written

PARAMS = load()
EFFECT = "herning-syg02.turned_away.effect"

REFUSED = {
    "a misspelt key": ({"replicatoins": 3}, "unknown key 'replicatoins'. Did you mean replication"),
    "an unknown municipality": ({"municipality": "hernig"}, "Did you mean herning?"),
    "an unknown proposal": ({"proposals": ["herning-syg2"]}, "Did you mean herning-syg02?"),
    "a proposal twice": ({"proposals": ["herning-syg02"] * 2}, "is named twice"),
    "no proposal": ({"proposals": []}, "proposals: got none; expected one or more."),
    "an unknown number": (
        {"vary": ["herning-syg02.turned_away.efect"]},
        f"Did you mean {EFFECT}?",
    ),
    "a number without range": (
        {"vary": ["herning-syg02.turned_away.reach"]},
        "cannot be drawn: it has no low and high",
    ),
    "draws of nothing": ({"vary": []}, "there are 3 draws, of no number"),
    "an end before the start": ({"end": "2018-01-01"}, "end: it is not after start"),
    "a date that is none": ({"start": "2019-02-30"}, "'2019-02-30' is not a date"),
    "no replication": (
        {"replications": 0},
        "replications: got 0; expected a whole number from 1 to 100,000.",
    ),
    "more replications than anybody has time for": (
        {"replications": 900000000},
        "So many would take about 250,000 hours on one core.",
    ),
    "more draws than are told apart": ({"draws": 10001}, "draws: got 10001; expected a whole"),
    "more tasks than anybody has time for": (
        {"replications": 90000, "draws": 10000},
        "draws: replications times 1 + draws: got 900090000; expected a whole number from 1 to",
    ),
    "more people than there are": (
        {"population": 1e7},
        "population: got 10000000; expected a share above 0 and 1 at most.",
    ),
    "a half-width beyond all kroner": ({"until_halfwidth": 1e13}, "until_halfwidth: got 100000000"),
    "more at most than anybody has time for": ({"at_most": 10**9}, "at_most: got 1000000000;"),
    "a negative count of draws": ({"draws": -1}, "draws: got -1"),
    "half a replication": ({"replications": 1.5}, "replications: got 1.5"),
    "a half-width of nothing": ({"until_halfwidth": 0}, "until_halfwidth: got 0"),
    "fewer at most than at least": (
        {"until_halfwidth": 1000, "at_most": 3},
        "at_most: it is below replications, 4",
    ),
    "an unknown engine": ({"engine": "compild"}, "Did you mean compiled?"),
    "a seed that may be somebody": (
        {"seed": 3112901234},
        "seed: the number looks like a CPR number",
    ),
    "nobody": ({"population": 0}, "population: got 0"),
    "no question": ({"question": None}, "the key 'question' is missing"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_hold_is_refused_with_its_line(tmp_path, case):
    changes, told = REFUSED[case]
    path = written(tmp_path, **changes)
    with pytest.raises(InputError, match=rf"{re.escape(str(path))}, line \d+: ") as refused:
        read_study(path, PARAMS)
    assert told in str(refused.value)


def test_the_line_is_that_of_the_mistake(tmp_path):
    path = written(tmp_path, sead=1)
    line = path.read_text().split("\n").index(' "sead": 1') + 1
    with pytest.raises(InputError, match=rf"line {line}: unknown key 'sead'"):
        read_study(path, PARAMS)


def test_everything_uncertain_is_varied_unless_numbers_are_named(tmp_path):
    everything = read_study(written(tmp_path), PARAMS).varied
    assert list(everything) == [
        EFFECT,
        "herning-syg02.turned_away.implementation",
        "herning-syg02.turned_away.deadweight",
        "herning-syg02.turned_away.phase_in_months",
    ]
    assert list(read_study(written(tmp_path, vary=[EFFECT]), PARAMS).varied) == [EFFECT]


def test_without_draws_nothing_is_varied(tmp_path):
    assert read_study(written(tmp_path, draws=0, vary=[]), PARAMS).varied == {}


@pytest.mark.parametrize("path", sorted(READY.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_studies_that_come_with_borgerflow_hold(path):
    assert read_study(find_study(path.stem), PARAMS).name == path.stem


def test_a_study_there_is_not_is_refused_with_the_nearest_name():
    with pytest.raises(InputError, match=re.escape("Did you mean syg02-how-sure?")):
        find_study("syg02-how-sur")


def test_a_study_sets_numbers_and_whoever_asks_sets_others_after_it(tmp_path):
    path = written(tmp_path, set={"herning-syg02.cost.2019": "x2", EFFECT: 0.03})
    typed = lines_of({EFFECT: "0.04"})
    held = with_files_of(path, PARAMS, typed)
    study = read_study(path, held)
    form = held.proposal("herning-syg02")
    assert form.cost[2019].value == 2 * PARAMS.proposal("herning-syg02").cost[2019].value
    assert form.mechanism("turned_away").effect.value == 0.04
    usual = read_study(written(tmp_path), PARAMS)
    assert study.task_inputs() != usual.task_inputs()
    assert "set" not in usual.inputs()


def test_a_number_that_a_study_sets_in_vain_is_refused_with_its_line(tmp_path):
    path = written(tmp_path, set={"herning-syg02.turned_away.efect": 0.03})
    with pytest.raises(InputError, match=rf"{re.escape(str(path))}, line \d+: ") as refused:
        read_study(path, with_files_of(path, PARAMS))
    assert f"Did you mean {EFFECT}?" in str(refused.value)
