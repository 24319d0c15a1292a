"""What `run` tells of published figures: beside each the simulated one, and how far it is off."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from borgerflow.experiments.questions.run.question import run, target_rows
from borgerflow.experiments.runs.estimators.one_world import RunTotals, targets_of
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.engines import simulate
from borgerflow.sim.params import load
from borgerflow.sim.world.municipality import find_municipality
from borgerflow.sim.world.world import load_world

PARAMS = load()
SHORT = {"start": "2019-02-01", "end": "2019-03-01"}


def some_world(**changes):
    """Return what is asked of a world: Herning's figures of February 2019, a tenth simulated."""
    asked = {
        "municipality": find_municipality(PARAMS, "herning"),
        "run_in_day": parse_day("2015-01-01"),
        "end_day": parse_day("2023-01-01"),
        "scale": 0.1,
    }
    return SimpleNamespace(**(asked | changes))


def lived(*persons):
    """Return replications that found so many persons by figure."""
    return [RunTotals(None, np.array(row, dtype=np.int64), np.zeros(0)) for row in persons]


def test_a_published_figure_stands_beside_the_mean_of_the_whole_municipality():
    row, *others = target_rows(some_world(), lived([100] * 8, [120] * 8, [110] * 8))
    assert (row.name, row.day, row.published) == ("sygedagpenge", "2019-02-01", 1104)
    assert row.simulated.mean == pytest.approx(1100)
    assert (row.simulated.low, row.simulated.high) == pytest.approx((851.6, 1348.4), abs=0.1)
    assert row.off == pytest.approx(1100 / 1104 - 1)
    assert (row.grade, row.label.da) == ("sourced", "Sygedagpenge, løbende forløb")
    assert "1,104 running cases" in row.source
    assert len(others) == 7


def test_each_figure_is_held_against_its_own_persons():
    rows = target_rows(some_world(), lived(range(8)))
    assert [row.simulated.mean for row in rows] == pytest.approx([10 * n for n in range(8)])


@pytest.mark.parametrize(
    ("first", "after", "count"),
    [
        ("2019-02-01", "2019-02-02", 8),
        ("2019-02-02", "2023-01-01", 0),
        ("2015-01-01", "2019-02-01", 0),
    ],
)
def test_a_figure_of_a_day_that_is_not_simulated_is_left_out(first, after, count):
    world = some_world(run_in_day=parse_day(first), end_day=parse_day(after))
    assert len(targets_of(world)) == count


def test_a_run_counts_who_is_there_on_the_day_and_of_the_sick_only_the_paid():
    world = load_world("herning", population=0.02, params=PARAMS, **SHORT)
    finding = run("herning", population=0.02, params=PARAMS, workers=1, **SHORT)
    simulated = {row.name: row.simulated.mean * world.scale for row in finding.targets}
    arrays = simulate(world, 1, 0).spell_arrays
    day = parse_day("2019-02-01")
    here = (arrays.start <= day) & (day < arrays.end)
    scheme = np.array(world.scheme_names)[arrays.scheme]
    pensioned = here & (scheme == "foertidspension")
    assert simulated["foertidspension"] == pytest.approx(np.sum(pensioned))
    sick = here & (scheme == "sygedagpenge")
    paid = sick & (arrays.start + np.array(world.tables.waiting_days)[arrays.category] <= day)
    assert simulated["sygedagpenge"] == pytest.approx(np.sum(paid))
    assert np.sum(paid) < np.sum(sick)


HEADERS = {
    "en": "Published figures, persons day published simulated off",
    "da": "Offentliggjorte tal, personer dag offentliggjort simuleret afvigelse",
}


@pytest.fixture(scope="module")
def finding():
    return run("herning", population=0.02, params=PARAMS, workers=1, **SHORT)


@pytest.mark.parametrize(("lang", "published"), [("en", "3,671"), ("da", "3.671")])
def test_the_figures_are_shown_in_both_languages(finding, lang, published):
    row, told = finding.targets[-1], [line.split() for line in finding.text(lang).splitlines()]
    shown = told[told.index(HEADERS[lang].split()) + len(finding.targets)]
    simulated, off = f"{row.simulated.mean:,.0f}", f"{100 * row.off:+.1f}"
    signs = str.maketrans(",.", ".,") if lang == "da" else {}
    expected = [simulated.translate(signs), off.translate(signs), "pct." if lang == "da" else "%"]
    assert shown == ["Førtidspension", "2019-02-01", published, *expected]


def test_the_figures_are_saved_with_grade_and_source(finding):
    saved = json.loads(finding.to_json())["targets"][-1]
    row = finding.targets[-1]
    assert saved == {
        "name": "foertidspension",
        "day": "2019-02-01",
        "published": 3671,
        "simulated": {"mean": row.simulated.mean, "low": None, "high": None},
        "off": row.off,
        "grade": "sourced",
        "source": "004, key figures of February 2019",
    }


def test_without_figures_there_is_no_table(finding):
    assert "Published figures" in finding.text("en")
    assert "Published figures" not in replace(finding, targets=()).text("en")
