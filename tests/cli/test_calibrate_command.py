"""``borgerflow calibrate``: a file that answers, draws beside it; or one sentence and no file."""

import json

import pytest

from borgerflow.experiments.validation.calibration import calibrating
from borgerflow.sim.params import load
from borgerflow.sim.params.municipalities.factor_draws import draws_file, read_draws, with_draw
from borgerflow.sim.world.municipality import find_municipality, with_file_of
from tests.municipality.made_up import rows

DONE, REFUSED = 0, 2


@pytest.mark.slow
def test_a_place_of_ones_own_is_calibrated_and_its_draws_fit_its_file(
    typed, empty_folder, monkeypatch
):
    monkeypatch.setattr(calibrating, "CITIZENS_QUICK", 1)
    (empty_folder / "figures.csv").write_text(rows(), encoding="utf-8")
    assert (
        typed("municipality", "new", "smallville", "--from", "figures.csv", "--quick").code == DONE
    )
    (empty_folder / "again").mkdir()
    wanted = ("smallville.yaml", "--targets", "C061", "--quick", "--draws", "20", "--json")
    made = typed("calibrate", *wanted, "--out", "again/smallville.yaml")
    assert made.code == DONE, made.err
    told = json.loads(made.out)
    assert [row["id"] for row in told["figures"]][-1] == "C061"
    assert len(told["factors"]) == 8
    file = empty_folder / "again" / "smallville.yaml"
    home = find_municipality(*with_file_of(load(), str(file)))
    assert home.calibration.posterior == draws_file(file).name
    draws = read_draws(draws_file(file))
    assert len(draws.factors) == 20
    assert with_draw(home, draws, 19).hazard_factors.keys() == home.hazard_factors.keys()
    dagpenge = next(each for each in told["factors"] if each["name"] == "inflow.dagpenge")
    assert dagpenge["low"] <= dagpenge["factor"] <= dagpenge["high"]


WRONG = {
    "a place there is not": (["hernig"], "Did you mean herning?"),
    "a figure there is not": (["herning", "--targets", "C62"], "Did you mean C162?"),
    "another name": (["herning", "--out", "x.yaml"], "expected herning.yaml."),
    "too few draws": (["herning", "--draws", "2"], "a whole number, 20 to 10,000"),
    "a file there is": (["herning"], "herning.posterior.csv exists; expected a new file."),
    "no file": (["nowhere.yaml"], "nowhere.yaml"),
}


@pytest.mark.parametrize(("arguments", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_calibrated_is_refused_and_nothing_is_written(
    typed, empty_folder, arguments, told
):
    if "exists" in told:
        (empty_folder / "herning.posterior.csv").touch()
    there = set(empty_folder.iterdir())
    refused = typed("calibrate", *arguments)
    assert refused.code == REFUSED
    assert told in refused.err
    assert set(empty_folder.iterdir()) == there
