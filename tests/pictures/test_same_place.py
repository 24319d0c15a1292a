"""A picture is the same in every process, whatever the last digits of what lays it out."""

import pytest
from matplotlib.figure import Figure

from borgerflow.experiments.present.chart import lay_out, save


@pytest.fixture
def figure():
    """Return a figure whose places a solver finds."""
    found = Figure(layout="constrained")
    for axes in found.subplots(3, 1, height_ratios=(1.7, 1, 1)):
        axes.set_title("Benefit")
    return found


def test_the_last_digits_of_a_place_are_rounded_off_and_nothing_is_moved_afterwards(figure):
    lay_out(figure)
    places = [axes.get_position().bounds for axes in figure.axes]
    assert [[round(x, 6) for x in place] for place in places] == [
        pytest.approx(place, abs=1e-12) for place in places
    ]
    figure.draw_without_rendering()
    assert [axes.get_position().bounds for axes in figure.axes] == places
    assert places[0][1] > places[1][1] > places[2][1]


def test_a_picture_is_drawn_once_for_each_of_its_files(figure, tmp_path, monkeypatch):
    drawn, draw = [], Figure.draw
    monkeypatch.setattr(Figure, "draw", lambda *given: drawn.append(draw(*given)))
    save(figure, [tmp_path / "a.png", tmp_path / "a.svg"])
    assert len(drawn) == 2
