"""The look over everything: nothing to tell about the packaged params, and what it would tell."""

import shutil

import pytest

from borgerflow.sim.params import load
from borgerflow.sim.params.check import check_all, count_by_grade


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_there_is_nothing_to_tell_about_the_packaged_params(params):
    assert check_all(params) == []


def test_every_grade_is_counted(params):
    counts = count_by_grade(params)
    assert set(counts) == {"sourced", "derived", "recalled", "estimated", "assumed"}
    assert counts["sourced"] > 200


ODD = {  # each is told whatever else is odd, and so all of them are told at once
    "sygedagpenge.max changes by +24.5% on 2019-01-01": ("rates.csv", ",4355,", ",5355,"),
    "sygedagpenge.max changes by -22.3% on 2022-01-01": ("rates.csv", ",4465,", ",3465,"),
    "no scheme pays revalidering.fyldt_30.": (
        "schemes.yaml",
        "{rate: revalidering.fyldt_30}",
        "{rate: ledighedsydelse.hoej}",
    ),
    "counts with law.sygedagpenge.revurdering_looks_back_months in months; expected weeks": (
        "schemes.yaml",
        "value: law.sygedagpenge.revurdering_after_weeks",
        "value: law.sygedagpenge.revurdering_looks_back_months",
    ),
    "law.revalidering.max_years was last looked at on 2013-01-01, before its own value": (
        "law/revalidering.yaml",
        "still_valid_on: 2024",
        "still_valid_on: 2013",
    ),
    "no municipality is called hernning. Did you mean herning?": (
        "proposals/herning/herning-syg02.yaml",
        "municipality: herning",
        "municipality: hernning",
    ),
    "the scheme fleksjob has no word here.": ("glossary.yaml", "fleksjob: {", "flexjob: {"),
}


@pytest.fixture(scope="module")
def told(params, tmp_path_factory):
    """Return what is told of params in which everything odd is done at once."""
    folder = tmp_path_factory.mktemp("odd") / "params"
    shutil.copytree(params.directory, folder)
    for name, old, new in ODD.values():
        edit(folder, name, old, new)
    return [problem.en for problem in check_all(load(folder))]


@pytest.mark.parametrize("words", ODD)
def test_what_is_odd_is_told(told, words):
    assert any(words in problem for problem in told), told


def test_nothing_else_is_told(told):
    assert len(told) == len(ODD) + 2, told  # a rate that jumped comes back the year after


def test_a_proposal_that_cannot_be_read_is_told(params_copy):
    edit(params_copy, "proposals/herning/herning-syg02.yaml", "unit: kr", "unit: kroner")
    told = check_all(load(params_copy))
    assert any("Did you mean kr" in problem.en for problem in told), told


def test_a_draft_that_does_not_hold_is_told_by_its_line(params_copy):
    name = "law/drafts/draft-2027.yaml"
    edit(params_copy, name, "law.jobafklaring.max_years", "law.jobafklaring.max_year")
    (problem,) = check_all(load(params_copy))
    assert "draft-2027.yaml, line " in problem.en
    assert "Did you mean law.jobafklaring.max_years?" in problem.en


def test_a_case_that_does_not_hold_is_told_by_its_line(params_copy):
    path = params_copy / "cases" / "cases.csv"
    rows = path.read_text(encoding="utf-8").replace("star-broenderslev-1", "star-esbjerg-1", 1)
    path.write_text(rows, encoding="utf-8")
    (problem,) = check_all(load(params_copy))
    assert "cases.csv, line" in problem.en
    assert "star-esbjerg-1 is given twice" in problem.en
