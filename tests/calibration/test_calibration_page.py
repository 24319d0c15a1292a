"""A calibration in words, in either language: what is met, what moved, and what is not told."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.validation.calibration.calibrating import Calibrated, FitRow
from borgerflow.experiments.validation.calibration.posterior import posterior_of
from borgerflow.experiments.validation.calibration.text import calibration_page, to_plain
from borgerflow.experiments.validation.calibration.written import draws_text
from tests.calibration.hand_made import HOME, TARGETS, told

OUT = Path("modelkommune.yaml")


@pytest.fixture(scope="module")
def made():
    """Return a calibration whose stocks are off by 1 %, the last by 4, its first factor unknown."""
    search, point, around = told([100.0, *[0.0] * 7])
    posterior = posterior_of(search, point, around, 200)
    off = [1.01] * (len(TARGETS) - 1) + [1.04]
    rows = [
        FitRow(target, Interval(target.value * by, target.value, target.value * 1.1), Interval(1.0))
        for target, by in zip(TARGETS, off, strict=True)
    ]
    compared = replace(rows[0], target=replace(rows[0].target, name="one more", is_fitted=False))
    logs = np.zeros(len(search.levers))
    at_ends = (search.levers[2],)
    return Calibrated(HOME, search.levers, logs, posterior, at_ends, (*rows, compared), 61.0, 90.0)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "da",
            (
                "Dårligst ramt: Førtidspension (+4,0 pct.).",
                "Ved grænsen af deres spænd: inflow.dagpenge.",
                "Tallene siger næsten intet om: inflow.sygedagpenge.",
                "sammenlignet",
                "61 sekunder (90 sekunder på processoren).",
                "Gemt: modelkommune.yaml",
            ),
        ),
        (
            "en",
            (
                "Worst met: Førtidspension (+4.0 %).",
                "At an end of the range: inflow.dagpenge.",
                "The figures say almost nothing of: inflow.sygedagpenge.",
                "compared",
                "0.20-5.00",
                "Saved: modelkommune.yaml",
            ),
        ),
    ],
)
def test_the_page_says_what_is_met_and_what_is_not_known(made, lang, said):
    page = calibration_page(made, OUT, lang)
    assert [each for each in said if each not in page] == []


def test_the_data_name_the_factors_at_an_end_and_those_of_which_nothing_is_told(made):
    factors = to_plain(made, OUT)["factors"]
    assert [each["name"] for each in factors if each["at_an_end"]] == ["inflow.dagpenge"]
    assert [each["name"] for each in factors if each["not_told"]] == ["inflow.sygedagpenge"]


def test_the_draws_have_a_column_a_factor_and_a_row_a_draw(made):
    head, *rows = draws_text(made).splitlines()
    assert head.split(",")[1:3] == ["jobafklaring>", ">dagpenge"]
    assert len(rows) == 200
    assert all(len(row.split(",")) == len(made.levers) for row in rows)
