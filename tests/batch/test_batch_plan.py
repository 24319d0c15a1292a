"""A draw is a matter of its address; each distribution is what it is called."""

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import scipy  # its parts are loaded where they are used
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.experiments.questions.batch.plan import (
    MOST_DRAWS,
    Outlook,
    Unit,
    impossible_draws,
    plan_of,
    share_of,
    units_of,
    work_of,
)
from borgerflow.experiments.questions.batch.question import outlook_of, replications_wanted
from borgerflow.experiments.questions.batch.reduce import TOTALS
from borgerflow.experiments.questions.batch.study import StudyForm, read_study
from borgerflow.experiments.questions.batch.text import outlook_text
from borgerflow.sim.params import Estimate, load
from borgerflow.sim.params.estimates import value_at
from tests.batch.studies import held_in, written

NAME = "herning-syg02.turned_away.effect"
SHAPES = ("uniform", "triangular", "normal", "lognormal")


def estimate(distribution, low=0.2, value=0.5, high=2.0):
    return Estimate(
        value=value,
        low=low,
        high=high,
        unit="factor",
        source="made",
        grade="assumed",
        distribution=distribution,
    )


def frozen(shape):
    """Return the distribution of scipy that a shape stands for."""
    known, wide = scipy.stats, scipy.stats.norm.ppf(0.975)
    return {
        "uniform": known.uniform(0.2, 1.8),
        "triangular": known.triang(0.3 / 1.8, 0.2, 1.8),
        "normal": known.norm(1.1, 0.9 / wide),
        "lognormal": known.lognorm(s=math.log(10) / 2 / wide, scale=math.sqrt(0.2 * 2.0)),
    }[shape]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_value_lies_where_its_distribution_puts_it(shape):
    for share in (0.001, 0.025, 0.1, 1 / 6, 0.5, 0.9, 0.975, 0.999):
        got = value_at(estimate(shape), share)
        assert got == pytest.approx(frozen(shape).ppf(share), rel=1e-9)


@pytest.mark.parametrize("shape", SHAPES)
def test_draws_follow_their_distribution(shape):
    values = [value_at(estimate(shape), share_of(NAME, 1, draw)) for draw in range(1, 2001)]
    assert scipy.stats.kstest(values, frozen(shape).cdf).pvalue > 0.001


def test_a_number_that_names_no_distribution_is_uniform():
    assert value_at(estimate(None), 0.25) == value_at(estimate("uniform"), 0.25) == 0.65


@given(st.sampled_from(SHAPES), st.floats(0.001, 0.998), st.floats(0.0001, 0.001))
def test_a_higher_share_is_never_a_lower_value(shape, share, more):
    assert value_at(estimate(shape), share) <= value_at(estimate(shape), share + more)


def test_a_draw_depends_on_seed_number_and_name_alone():
    usual = share_of(NAME, 1, 17)
    others = [
        share_of(NAME, 2, 17),
        share_of(NAME, 1, 18),
        share_of(NAME.replace("effect", "reach"), 1, 17),
    ]
    assert share_of(NAME, 1, 17) == usual
    assert usual not in others


def test_numbers_are_drawn_apart_from_each_other():
    names = (NAME, NAME.replace("effect", "reach"))
    pairs = np.array([[share_of(n, 1, d) for n in names] for d in range(2000)])
    assert abs(np.corrcoef(pairs.T)[0, 1]) < 0.08


@pytest.mark.slow
def test_draw_17_is_the_same_whatever_else_is_drawn(tmp_path, params):
    held = held_in(params)
    alone = work_of(read_study(written(tmp_path, draws=17, vary=[NAME]), held), held)
    among = work_of(read_study(written(tmp_path, draws=500, replications=9), held), held)
    assert alone.values(17)[NAME] == among.values(17)[NAME]
    assert len(among.values(17)) == 3


def test_draw_0_is_the_world_as_it_stands(tmp_path, params):
    held = held_in(params)
    work = work_of(read_study(written(tmp_path), held), held)
    assert work.values(0) == {}
    assert work.investment(0) is work.comparison.investment


def test_what_is_drawn_is_what_is_simulated(tmp_path, params):
    held = held_in(params)
    work = work_of(read_study(written(tmp_path), held), held)
    (proposal,) = work.investment(2).proposals
    assert proposal.mechanism("turned_away").effect.value == work.values(2)[NAME]


@pytest.mark.slow
def test_a_draw_that_makes_a_hazard_negative_is_told_with_its_reason(tmp_path, params):
    held, name = load(params), "herning-oevr01.from_sygedagpenge.effect"
    path = written(tmp_path, proposals=["herning-oevr01"], vary=[name], end="2020-01-01")
    work = work_of(read_study(path, held), held)
    hazard = replace(work, varied={name: estimate("normal", low=0.05, high=1.9)})
    reasons = impossible_draws(hazard, 200)
    negative = [draw for draw in range(1, 201) if hazard.values(draw)[name] <= 0]
    assert list(reasons) == negative
    assert 0 < len(negative) < 20
    assert list(impossible_draws(hazard, negative[-1])) == negative
    assert all("from_sygedagpenge.effect: got -0." in reason.en for reason in reasons.values())


def test_every_task_is_in_one_unit(tmp_path):
    study = read_study(written(tmp_path, draws=250), load())
    plan = plan_of(study, {7, 150})
    units = list(units_of(3, plan.draws_of(3)))
    assert [draw for unit in units for draw in unit.draws] == list(plan.draws)
    assert set(plan.draws) == set(range(251)) - {7, 150}
    assert max(len(unit.draws) for unit in units) == MOST_DRAWS
    assert plan.tasks == 4 * 249


def test_further_replications_are_of_the_central_values_alone(tmp_path):
    plan = replace(plan_of(read_study(written(tmp_path), load()), {}), central_until=9)
    assert plan.draws_of(3) == (0, 1, 2, 3)
    assert plan.draws_of(4) == (0,)
    assert plan.tasks == 4 * 4 + 5
    assert list(units_of(4, plan.draws_of(4))) == [Unit(4, (0,))]


@pytest.mark.parametrize(
    ("half_width", "at_most", "wanted"),
    [(7.0, 2000, None), (5.0, 2000, 20), (1.0, 2000, 24), (1.0, 20, 20), (1.0, 12, None)],
)
def test_replications_go_on_to_those_needed_and_never_to_more_than_twice_as_many(
    half_width, at_most, wanted
):
    nets = 10.0 * np.resize([-1, 1], 12)  # known to 6.64 kroner
    made = {"question": {"da": "Hvad?", "en": "What?"}, "municipality": "modelkommune"}
    form = StudyForm(**made, proposals=(), until_halfwidth=half_width, at_most=at_most)
    totals = np.tile(nets[:, None], len(TOTALS))
    sums = SimpleNamespace(replications=12, half_width=6.64, central_totals=totals)
    assert replications_wanted(form, sums) == wanted


def test_a_study_tells_what_it_would_take_and_how_many_replications_would_do(tmp_path):
    held = load()
    path = written(tmp_path, draws=17, replications=9, until_halfwidth=1000, population=0.01)
    study = read_study(path, held)
    found = outlook_of(study, held)
    assert found.tasks == 9 * 18
    assert found.replications == 9
    assert (found.enough <= 9) == (found.half_width <= 1000)
    assert found.seconds > 0
    assert 100_000 < found.bytes < 100_000_000
    english, danish = (outlook_text(found, lang) for lang in ("en", "da"))
    assert english.startswith("162 tasks: ")
    assert f"For ± 1,000 kr. {found.enough} replications would do." in english
    assert f"Til ± 1.000 kr. er {found.enough} simuleringer nok." in danish
    assert not any(tmp_path.glob("results*"))


def test_of_one_replication_nothing_is_told_of_chance():
    alone = Outlook(1, 1.0, 1000, 1, None, None, None)
    assert len(outlook_text(alone, "en").splitlines()) == 1
