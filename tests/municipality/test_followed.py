"""Factors by period are found that make stocks as they were observed, from a file that holds."""

import numpy as np
import pytest

from borgerflow.experiments.validation.conditions.figures import Observed, observed_in
from borgerflow.experiments.validation.conditions.search import (
    FOLLOWED,
    ConditionSearch,
    entry_factor,
    exit_factor,
    found,
)
from borgerflow.experiments.validation.conditions.written import Origin, file_text
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world

ROOM = "borgerflow.experiments.validation.conditions.search"
DAYS = tuple(map(parse_day, ("2019-01-01", "2019-04-01", "2019-07-01", "2019-10-01")))
TRUTH = {"dagpenge": np.array([0.3, 0.5, -0.2])}


def written(folder, *rows, header="periode;ordning;antal"):
    path = folder / "stocks.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def search():
    """Return a search in a part of the model municipality, nothing observed yet."""
    world = load_world("modelkommune", end="2019-10-01", population=0.2, run_in_years=1)
    nothing = Observed(DAYS, {"dagpenge": np.ones(3)}, "made up")
    return ConditionSearch(world, nothing, 1, lambda: None)


def test_rows_of_other_municipalities_are_skipped_and_sources_kept(tmp_path):
    header = "municipality;period;scheme;persons;source"
    rows = ("herning;2019Q1;dagpenge;1000;one", "hedensted;2019Q1;dagpenge;400;two")
    stocks = observed_in(written(tmp_path, *rows, header=header), "hedensted", FOLLOWED)
    assert (stocks.stocks["dagpenge"].tolist(), stocks.source) == ([400.0], "two")
    assert stocks.days == DAYS[:2]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("2019Q1;dagpnge;9",), "line 2: no scheme that can be followed is called dagpnge"),
        (("2019Q9;dagpenge;9",), "line 2: '2019Q9': expected a period"),
        (("2019Q1;dagpenge;-9",), "line 2: '-9': expected persons above 0"),
        (("2019Q1;dagpenge;9", "2019Q3;dagpenge;9"), "line 3: .* makes a gap; expected"),
        (("2019Q1;dagpenge;9", "2019Q1;dagpenge;9"), "line 3: .* makes an overlap; expected"),
        (
            ("2019Q1;dagpenge;9", "2019Q2;kontanthjaelp_jobparat;9"),
            "kontanthjaelp_jobparat has other periods than dagpenge",
        ),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_row(tmp_path, rows, said):
    with pytest.raises(InputError, match=said):
        observed_in(written(tmp_path, *rows), "herning", FOLLOWED)


def test_entry_and_exit_have_an_equal_part():
    assert entry_factor(0.4) * exit_factor(0.4) == pytest.approx(1.0)
    assert exit_factor(0.4) / entry_factor(0.4) == pytest.approx(np.exp(0.4))


@pytest.mark.slow
def test_stocks_that_known_factors_gave_are_met_by_those_that_are_found(tmp_path, monkeypatch):
    """Where nothing asks for smooth ones."""
    for name, value in {"CHANCE": 0.0, "CHANGES": 2.0, "MOST": 12}.items():
        monkeypatch.setattr(f"{ROOM}.{name}", value)
    tried = search()
    given = tried.stocks(TRUTH)
    observed = Observed(DAYS, {"dagpenge": given[0]}, "made up")
    again = ConditionSearch(tried.world, observed, 1, lambda: None)
    tightness = found(again)
    usual = tried.stocks({"dagpenge": np.zeros(3)})
    gaps = np.abs(again.stocks(tightness) / given - 1).max()
    assert gaps < 0.03
    assert gaps < np.abs(usual / given - 1).max() / 3
    path = tmp_path / "mine.yaml"
    path.write_text(file_text(again, tightness, Origin("follow", "2026-01-01")), encoding="utf-8")
    under = load_world("modelkommune", params=load().amid([str(path)]), end="2019-10-01")
    factors = [each.factors["dagpenge>job"] for each in under.model.hazards.calendar[3:]]
    assert factors == pytest.approx([exit_factor(x) for x in tightness["dagpenge"]], abs=1e-4)
