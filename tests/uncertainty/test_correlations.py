"""Numbers may hang together where they are drawn: by a copula, each in its own distribution."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from borgerflow.experiments.questions.compare.own_numbers.copula import Copula, unjoined
from borgerflow.experiments.questions.compare.own_numbers.sampling import (
    WorldDraws,
    drawing_of,
    hung_together,
    points,
)
from borgerflow.experiments.questions.compare.own_numbers.world_numbers import WorldNumber
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Estimate, load
from borgerflow.sim.params.patches.catalogue import refuse_unmatched
from borgerflow.sim.params.patches.correlations import pairs_in
from borgerflow.sim.params.patches.files import lines_of, read_patch
from borgerflow.sim.world.municipality import find_municipality
from tests.uncertainty.test_draws import compared

NAMES = ("p.m.effect", "p.m.reach", "hazards.dagpenge.job", "costs.talk")


def said(text):
    """Return the pairs of lines ``one ~ other: 0.5``."""
    lines = (line.rpartition(":") for line in text.splitlines())
    return pairs_in(lines_of({names.strip(): rho.strip() for names, _, rho in lines}))


def refusal(of, *given):
    with pytest.raises(InputError) as refused:
        of(*given)
    return refused.value.said


def test_ranks_correlate_as_a_gaussian_copula_has_them_and_each_number_keeps_its_distribution():
    apart = points(4, 4096, 1)
    joint = Copula.of(NAMES, said("p.m.effect ~ p.m.reach: 0.6\np.m.reach ~ costs.*: -0.3"))
    found = joint.shares(apart)
    ranks = stats.spearmanr(found).statistic
    wanted = 6 / np.pi * np.arcsin(joint.matrix / 2)
    assert np.abs(ranks - wanted).max() < 0.02
    for column in found.T:
        assert stats.kstest(column, "uniform").pvalue > 0.5
    assert np.array_equal(found[:, 2], apart[:, 2])  # what nothing joins is drawn as before


def test_two_numbers_that_are_one_are_drawn_alike():
    found = Copula.of(NAMES, said("p.m.effect ~ p.m.reach: 1")).shares(points(4, 256, 1))
    assert found[:, 0] == pytest.approx(found[:, 1], abs=1e-3)
    turned = Copula.of(NAMES, said("p.m.effect ~ p.m.reach: -1")).shares(points(4, 256, 1))
    assert turned[:, 0] == pytest.approx(1 - turned[:, 1], abs=1e-3)


def test_a_pattern_joins_each_two_numbers_it_matches_and_of_two_lines_the_last_holds():
    joint = Copula.of(NAMES, said("p.* ~ *: 0.2\nhazards.* ~ p.m.reach: 0.4"))
    assert joint.matrix[0].tolist() == [1, 0.2, 0.2, 0.2]
    assert joint.matrix[1].tolist() == [0.2, 1, 0.4, 0.2]
    assert joint.matrix[2, 3] == 0


def test_where_no_pair_joins_what_is_drawn_nothing_is_done_and_that_is_told():
    idle = said("a ~ b: 0.5")
    assert Copula.of(NAMES, idle) is None
    assert "a ~ b" in unjoined(NAMES, idle).da
    assert unjoined(NAMES, said("p.m.effect ~ costs.talk: 0.5")) is None


def test_a_step_of_one_number_keeps_how_it_hangs_together_with_the_others():
    joint = Copula.of(NAMES, said("p.m.effect ~ p.m.reach: 0.8"))
    first = joint.shares(points(8, 2048, 1)[:, :4])
    anew = joint.given_others(first, points(8, 2048, 1)[:, 4:])
    stepped = np.column_stack([anew[:, 0], first[:, 1]])
    wanted = 6 / np.pi * np.arcsin(0.4)
    assert stats.spearmanr(stepped).statistic == pytest.approx(wanted, abs=0.02)
    assert stats.kstest(anew[:, 0], "uniform").pvalue > 0.01
    assert np.array_equal(anew[:, 2], points(8, 2048, 1)[:, 6])


@pytest.mark.parametrize(
    ("text", "da", "en"),
    [
        ("a ~ b: 1.2", "et tal fra -1 til 1", "a number from -1 to 1"),
        ("a ~ b: x0.5", "et tal fra -1 til 1", "a number from -1 to 1"),
        ("a ~: 0.5", "to tal med ~ imellem", "two numbers with ~ between"),
        ("a ~ b ~ c: 0.5", "to tal med ~ imellem", "two numbers with ~ between"),
        ("a ~ a: 0.5", "to forskellige tal", "two different numbers"),
        ("a ~ b: 0.5\nb ~ a: 0.4", "den samme begge veje", "the same both ways round"),
    ],
)
def test_what_is_no_correlation_is_refused(text, da, en):
    told = refusal(said, text)
    assert da in told.da
    assert en in told.en
    assert "\n" not in told.da


def test_correlations_that_cannot_all_hold_are_refused_with_the_numbers_that_they_are_of():
    text = "p.m.effect ~ p.m.reach: 0.9\np.m.reach ~ costs.talk: 0.9\np.m.effect ~ costs.talk: -0.9"
    told = refusal(Copula.of, NAMES, said(text))
    assert "p.m.effect, p.m.reach, costs.talk kan ikke gælde" in told.da
    assert "not positive semidefinite (smallest eigenvalue -0.80)" in told.en


def test_a_name_that_no_number_has_is_refused_with_the_nearest():
    params = load().patched(lines_of({"herning-syg02.turned_away.efect ~ hazards.*": 0.5}))
    told = refusal(refuse_unmatched, params, find_municipality(params, "herning"))
    assert "Did you mean herning-syg02.turned_away.effect?" in told.en


def test_a_file_says_what_hangs_together_and_may_set_nothing(tmp_path):
    path = tmp_path / "patch.yaml"
    path.write_text("correlations:\n  a.b ~ c.*: 0.5\n", encoding="utf-8")
    (pair,) = pairs_in(read_patch(path))
    assert (pair.names, pair.rho) == (("a.b", "c.*"), 0.5)
    for text, where in [
        ("correlations:\n  a ~ b: 3\n", "line 2"),
        ("set:\n  a ~ b: 0.5\n", "line 2"),
        ("note: nothing\n", "set or correlations"),
    ]:
        path.write_text(text, encoding="utf-8")
        assert where in refusal(read_patch, path).en


def test_draws_that_share_a_world_share_its_numbers_and_hang_together_with_it():
    drawing = drawing_of(compared(), 64, 1)
    told = {"value": 1, "low": 0.5, "high": 2, "unit": "factor", "source": "s", "grade": "assumed"}
    number = WorldNumber("hazards.dagpenge.job", Estimate.model_validate(told))
    world = WorldDraws((number,), points(1, 16, 2), 4)
    own = drawing.own[0].name
    found = hung_together(replace(drawing, world=world), said(f"{own} ~ hazards.*: 0.9"))
    assert found.world.shares == pytest.approx(world.shares)
    assert stats.spearmanr(found.shares[:, 0], found.shares[:, -1]).statistic > 0.8
    assert np.array_equal(found.shares[:, 1:-1], drawing.shares[:, 1:])
    assert hung_together(drawing, said("hazards.* ~ costs.*: 0.9")) is drawing


def test_without_correlations_the_draws_are_what_they_were():
    joint = compared()
    usual = drawing_of(joint, 16, 1)
    assert usual.joint is None
    assert np.array_equal(usual.shares, points(len(usual.own), 16, 1))
