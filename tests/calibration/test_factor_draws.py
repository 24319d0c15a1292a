"""Draws of the factors of a municipality: taken one by one, refused where they do not fit."""

import pytest

from borgerflow.sim.base.errors import InputError, ParamError
from borgerflow.sim.params import load
from borgerflow.sim.params.municipalities.factor_draws import draws_file, read_draws, with_draw
from borgerflow.sim.world.municipality import find_municipality

HOME = find_municipality(load(), "herning")


def written(folder, text):
    path = draws_file(folder / "herning.yaml")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_draw_multiplies_the_factors_of_its_ways_and_nothing_else(tmp_path):
    draws = read_draws(written(tmp_path, ">dagpenge,>shydelse >fleksjob\n1.5,0.5\n1,1\n"))
    one = with_draw(HOME, draws, 0)
    assert one.inflow_factors["dagpenge"].value == HOME.inflow_factors["dagpenge"].value * 1.5
    assert one.inflow_factors["fleksjob"].value == HOME.inflow_factors["fleksjob"].value * 0.5
    assert one.inflow_factors["shydelse"].value == HOME.inflow_factors["shydelse"].value * 0.5
    assert with_draw(HOME, draws, 1) == HOME
    assert one.model_copy(update={"inflow_factors": HOME.inflow_factors}) == HOME


def test_a_draw_of_all_ways_out_leaves_the_way_back_as_it_is(tmp_path):
    home = find_municipality(load(), "hedensted")
    draws = read_draws(written(tmp_path, "dagpenge>,dagpenge>job>dagpenge\n1.5,1\n1,0.5\n"))
    back = home.hazard_factors["dagpenge>job>dagpenge"].value
    out, again = (with_draw(home, draws, k).hazard_factors for k in (0, 1))
    assert out["dagpenge>job>dagpenge"].value == back
    assert out["dagpenge>job"].value == home.hazard_factors["dagpenge>job"].value * 1.5
    assert again["dagpenge>job>dagpenge"].value == back * 0.5
    assert again["dagpenge>job"] == home.hazard_factors["dagpenge>job"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (">dagpenge\n", "line 1: there is no draw here"),
        (">dagpenge\nmany\n", "line 2: got many; expected 1 factors above 0"),
        (">dagpenge\n1\n-1\n", "line 3: got -1; expected 1 factors above 0"),
        (">dagpenge,>fleksjob\n1\n", "line 2: got 1; expected 2 factors above 0"),
    ],
)
def test_a_file_that_holds_no_draws_is_refused(tmp_path, text, told):
    with pytest.raises(ParamError, match=told):
        read_draws(written(tmp_path, text))


def test_a_draw_there_is_not_is_refused(tmp_path):
    draws = read_draws(written(tmp_path, ">dagpenge\n1\n"))
    with pytest.raises(InputError, match="There is no draw 1; expected 0 to 0"):
        with_draw(HOME, draws, 1)


def test_draws_of_another_calibration_are_refused(tmp_path):
    draws = read_draws(written(tmp_path, "fleksjob>\n1\n"))
    with pytest.raises(InputError, match="has no factor on fleksjob>"):
        with_draw(HOME, draws, 0)
