"""Dated values: what holds on a day, what is refused, what an experiment changes."""

import re

import pytest

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params import load
from borgerflow.sim.params.law.looked_up import looked_up
from borgerflow.sim.params.law.values import read_law_file

NAME = "law.ressourceforloeb.max_years"
FIRST = "2014-07-01: {value: 22, "


def refusal(path) -> str:
    with pytest.raises(ParamError) as caught:
        list(read_law_file(path))
    return str(caught.value)


def day(text: str) -> int:
    return parse_day(text)


def test_a_value_holds_from_its_own_day_until_the_next(params):
    assert params.law.on(NAME, day("2021-12-31")) == 5
    assert params.law.on(NAME, day("2022-01-01")) == 3


def test_a_day_before_the_first_value_is_refused_with_the_first_day(params):
    words = "law.sygedagpenge.revurdering_after_weeks has no value on 2010-01-01: the first is from"
    with pytest.raises(ParamError, match=re.escape(f"{words} 2014-07-01")):
        params.law.on("law.sygedagpenge.revurdering_after_weeks", day("2010-01-01"))


def test_an_unknown_name_is_refused_with_the_nearest(params):
    words = (
        "No parameter is called law.sygedagpenge.revurdering_after_week."
        " Did you mean law.sygedagpenge.revurdering_after_weeks?"
    )
    with pytest.raises(ParamError, match=re.escape(words)):
        params.law.on("law.sygedagpenge.revurdering_after_week", day("2020-01-01"))


def test_a_day_after_the_last_look_is_answered_and_told(params):
    parameter = params.law.parameter(NAME)
    assert parameter.on(day("2027-01-01")) == 3
    assert looked_up(params.law, day("2027-01-01"), [NAME], []).carried_on == {
        NAME: parameter.still_valid_on
    }
    assert looked_up(params.law, day("2022-01-01"), [NAME], []) is None


def test_a_table_gives_one_parameter_for_each_column(params):
    name = "law.contact.sygedagpenge"
    assert params.law.on(f"{name}.talks_in_window", day("2020-01-01")) == 4
    assert params.law.on(f"{name}.then_every_weeks", day("2019-12-31")) == 4
    assert params.law.parameter(f"{name}.minutes").values[0].grade == "assumed"
    assert params.law.parameter(f"{name}.minutes").unit == "minutes"


def test_null_ends_a_parameter(edited):
    ended = '2020-01-01: {value: null, note: "Replaced by 26 weeks.", '
    new = f"2014-07-01: {{value: 22, source: s, grade: sourced}}\n    {ended}"
    path = edited("law/sygedagpenge.yaml", FIRST, new)
    found = {p.name: p for p in read_law_file(path)}["law.sygedagpenge.revurdering_after_weeks"]
    assert found.on(day("2019-12-31")) == 22
    words = "has no value on 2021-01-01: it ended on 2020-01-01. Replaced by 26 weeks."
    with pytest.raises(ParamError, match=re.escape(words)):
        found.on(day("2021-01-01"))


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "law/refusion.yaml",
            "value: 0.20",
            "value: 20",
            "step_1_share.values.2015-12-28.value: got 20: a share lies between 0 and 1;"
            " did you mean 0.2?",
        ),
        ("law/refusion.yaml", "value: 0.60", "value: -0.6", "got -0.6: a share lies between 0"),
        ("law/refusion.yaml", "value: 4,", "value: -4,", "got -4: weeks cannot be negative."),
        ("law/refusion.yaml", "value: 4,", "value: four,", "got 'four'; expected a number, true"),
        ("law/refusion.yaml", "value: 4,", "value: true,", "true or false fits the unit switch"),
        ("law/refusion.yaml", "value: true", "value: 1", "a switch is true or false."),
        ("law/refusion.yaml", "unit: weeks", "unit: week", "Did you mean weeks?"),
        ("law/refusion.yaml", "grade: sourced", "grade: certain", "got 'certain'; expected"),
        ("law/refusion.yaml", ", grade: sourced", "", "the key 'grade' is missing."),
        ("law/refusion.yaml", "value: 4, ", "", "the key 'value' is missing."),
        ("law/refusion.yaml", "  still_valid_on: 2024-01-01\n", "", "'still_valid_on' is missing"),
        ("law/refusion.yaml", "  law: FL", "  laws: FL", "unknown key 'laws'. Did you mean law?"),
        ("law/refusion.yaml", "da: ", "dk: ", "unknown key 'dk'. Known: da, en."),
        ("law/refusion.yaml", "2015-12-28:", "2015-13-28:", "'2015-13-28' is not a date"),
        ("law/refusion.yaml", "2015-12-28:", "28-12-2015:", "'28-12-2015' is not a date"),
        (
            "law/refusion.yaml",
            "2019-01-01: {value: 1.0",
            "2015-01-01: {value: 1.0",
            "activation_municipal_share.values.2015-01-01: the dates are out of order",
        ),
        (
            "law/refusion.yaml",
            "2019-01-01: {value: 1.0",
            "2016-01-01: {value: 1.0",
            "values.2016-01-01 is given twice; first on line",
        ),
        ("law/sygedagpenge.yaml", "value: 22", "value: null", "null ends a parameter and needs a"),
        ("law/contact.yaml", "unit: talks", "unit: tals", "Did you mean talks?"),
        (
            "law/contact.yaml",
            "talks_in_window: 1,",
            "talk_in_window: 1,",
            "no column has this name. Did you mean talks_in_window?",
        ),
        (
            "law/contact.yaml",
            "first_within_weeks: 8,",
            "first_within_weeks: -8,",
            "values.2016-01-01.set.first_within_weeks: got -8: weeks cannot be negative.",
        ),
        ("law/contact.yaml", "value: 45, ", "", "the key 'value' is missing."),
        ("law/contact.yaml", "{value: 45, source: ", "{valeu: 45, source: ", "Did you mean value?"),
        ("law/contact.yaml", "grade: sourced", "grade: source", "Did you mean sourced?"),
    ],
)
@pytest.mark.slow
def test_a_mistake_in_a_law_file_is_refused_in_words(edited, name, old, new, words):
    path = edited(name, old, new)
    message = refusal(path)
    assert words in message, message
    assert str(path) in message
    assert re.search(r"line \d+", message)


def test_a_column_without_a_value_is_refused(edited, tmp_path):
    path = edited("law/contact.yaml")
    extra = "columns:\n  forgotten:\n    label: {da: x, en: x}\n    unit: weeks\n"
    path.write_text(path.read_text("utf-8").replace("columns:\n", extra, 1), encoding="utf-8")
    assert "sygedagpenge: the column forgotten has no value." in refusal(path)


def test_a_file_with_another_ending_is_not_passed_over(params_copy):
    (params_copy / "law" / "ny.yml").write_text("a: 1\n")
    with pytest.raises(ParamError, match=r"ny\.yml would not be read"):
        load(params_copy)


def test_an_experiment_holds_from_its_first_day_on(params):
    changed = params.law.patched({NAME: {day("2021-01-01"): 100}})
    assert changed.on(NAME, day("2020-12-31")) == 5
    assert changed.on(NAME, day("2021-01-01")) == 100
    assert changed.on(NAME, day("2023-01-01")) == 100
    assert changed.parameter(NAME).values[-1].grade == "assumed"
    assert changed.parameter(NAME).values[-1].source == "experiment"
    assert params.law.on(NAME, day("2021-01-01")) == 5


def test_an_experiment_is_held_to_the_unit(params):
    with pytest.raises(ParamError, match=re.escape("got 20: a share lies between 0 and 1")):
        params.law.patched({"law.refusion.step_1_share": {0: 20}})


def test_an_experiment_with_an_unknown_value_is_refused(params):
    with pytest.raises(ParamError, match=re.escape("Did you mean law.refusion.step_1_share?")):
        params.law.patched({"law.refusion.step1_share": {0: 0.2}})
