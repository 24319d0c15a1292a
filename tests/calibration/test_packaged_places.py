"""The packaged municipalities: how each was made, and that its file meets its own stocks."""

import pytest

from borgerflow.experiments.validation.calibration.published.rows import targets_asked
from borgerflow.sim.params import load
from borgerflow.sim.params.municipalities.factor_draws import draws_file, read_draws
from borgerflow.sim.world.municipality import find_municipality, municipality_names

PARAMS = load()
PLACES = municipality_names(PARAMS)
# Most figures of Aalborg are the country's, which no one place meets all at once.
WITHIN, WITHIN_AALBORG, DRAWS = 0.03, 0.05, 200


def test_a_large_municipality_is_packaged_beside_the_three_and_the_model_one():
    assert set(PLACES) == {"aalborg", "hedensted", "herning", "modelkommune", "vesthimmerland"}


@pytest.mark.parametrize("place", PLACES)
def test_every_stock_of_a_packaged_municipality_is_met_within_three_per_cent(place):
    home, within = find_municipality(PARAMS, place), WITHIN
    if place == "aalborg":
        within = WITHIN_AALBORG
    off = {target.name: home.calibration.fit[target.name].gap for target in home.targets}
    assert {name: gap for name, gap in off.items() if abs(gap) > within} == {}


@pytest.mark.parametrize("place", PLACES)
def test_every_fitted_figure_that_has_a_published_range_lies_within_it(place):
    home = find_municipality(PARAMS, place)
    fitted = [each for each in targets_asked(home, [], PARAMS) if each.is_fitted and each.low]
    outside = {
        each.name: home.calibration.fit[each.name].simulated
        for each in fitted
        if not each.low <= round(home.calibration.fit[each.name].simulated, 3) <= each.high
    }
    assert "C393" in {each.name for each in fitted}
    assert outside == {}


@pytest.mark.parametrize("place", PLACES)
def test_its_file_says_by_which_command_it_was_made_and_draws_lie_beside_it(place):
    told = find_municipality(PARAMS, place).calibration
    assert told.command.startswith(f"borgerflow calibrate {place} ")
    file = draws_file(PARAMS.directory / "municipalities" / f"{place}.yaml")
    assert told.posterior == file.name
    assert len(read_draws(file).factors) == DRAWS
