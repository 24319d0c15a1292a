"""Loading a folder: which one, how fast, and what is read only when asked for."""

import re

import pytest

from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params import load


def test_the_environment_names_the_folder(params_copy, monkeypatch):
    monkeypatch.setenv("BORGERFLOW_PARAMS", str(params_copy))
    assert load().directory == params_copy


def test_a_named_folder_goes_before_the_environment(params_copy, monkeypatch):
    monkeypatch.setenv("BORGERFLOW_PARAMS", "/nowhere")
    assert load(params_copy).directory == params_copy


def test_a_folder_that_is_not_there_is_told_with_where_the_name_came_from(monkeypatch):
    monkeypatch.setenv("BORGERFLOW_PARAMS", "/nowhere")
    with pytest.raises(ParamError, match=re.escape("/nowhere (from BORGERFLOW_PARAMS) is no")):
        load()


@pytest.mark.parametrize("gone", ["rates.csv", "schemes.yaml", "law/refusion.yaml", "law"])
def test_a_missing_file_is_refused_by_name(params_copy, gone):
    (params_copy / gone).rename(params_copy / "elsewhere")
    with pytest.raises(ParamError):
        load(params_copy)


def test_a_gap_in_a_rate_that_a_scheme_pays_stops_the_loading(params_copy):
    rates = params_copy / "rates.csv"
    rows = rates.read_text("utf-8").splitlines(keepends=True)
    kept = [row for row in rows if not row.startswith("su.udeboende,2020")]
    rates.write_text("".join(kept), encoding="utf-8")
    with pytest.raises(ParamError, match=re.escape("su.udeboende has no row for 2020")):
        load(params_copy)


def test_a_folder_is_read_again_where_a_file_in_it_was_written_since(params_copy):
    path = params_copy / "law" / "revalidering.yaml"
    first = load(params_copy)
    assert load(params_copy) is first
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("still_valid_on: 2024", "still_valid_on: 2023", 1), "utf-8")
    years = [
        each.law.parameter("law.revalidering.max_years") for each in (first, load(params_copy))
    ]
    assert [date_of(one.still_valid_on).year for one in years] == [2024, 2023]


def test_proposals_and_words_are_read_only_when_asked_for(params_copy):
    broken = params_copy / "proposals" / "herning" / "herning-syg02.yaml"
    broken.write_text("broken", encoding="utf-8")
    (params_copy / "glossary.yaml").write_text("broken", encoding="utf-8")
    params = load(params_copy)
    with pytest.raises(ParamError, match=r"herning-syg02\.yaml, line 1"):
        _ = params.proposals
    with pytest.raises(ParamError, match=r"glossary\.yaml, line 1"):
        _ = params.glossary


def test_a_word_has_its_danish_name_and_both_meanings(params):
    word = params.glossary["foertidspension"]
    assert (word.term, word.en) == ("førtidspension", "disability pension")
