"""The look over everything: nothing to tell about the packaged params, and what it would tell."""

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


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("rates.csv", ",4355,", ",5355,", "sygedagpenge.max changes by +24.5% on 2019-01-01"),
        ("rates.csv", ",4355,", ",3355,", "sygedagpenge.max changes by -22.0% on 2019-01-01"),
        (
            "schemes.yaml",
            "{rate: revalidering.fyldt_30}",
            "{rate: ledighedsydelse.hoej}",
            "no scheme pays revalidering.fyldt_30.",
        ),
        (
            "schemes.yaml",
            "value: law.sygedagpenge.revurdering_after_weeks",
            "value: law.sygedagpenge.revurdering_looks_back_months",
            "counts with law.sygedagpenge.revurdering_looks_back_months in months; expected weeks",
        ),
        (
            "law/revalidering.yaml",
            "still_valid_on: 2024",
            "still_valid_on: 2013",
            "law.revalidering.max_years was last looked at on 2013-01-01, before its own value",
        ),
        (
            "proposals/herning/herning-syg02.yaml",
            "municipality: herning",
            "municipality: hernning",
            "no municipality is called hernning. Did you mean herning?",
        ),
        (
            "proposals/herning/herning-syg02.yaml",
            "start: 2019",
            "start: 2020",
            "herning-syg02 costs money in 2019, outside its own time.",
        ),
        ("proposals/herning/herning-syg02.yaml", "unit: kr", "unit: kroner", "Did you mean kr"),
        ("glossary.yaml", "fleksjob: {", "flexjob: {", "the scheme fleksjob has no word here."),
    ],
)
def test_what_is_odd_is_told(params_copy, name, old, new, words):
    edit(params_copy, name, old, new)
    told = check_all(load(params_copy))
    assert any(words in problem.en for problem in told), told


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
