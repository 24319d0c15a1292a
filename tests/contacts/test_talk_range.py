"""An answer about talks leads with what nobody knows and chance, and tells the two apart."""

from functools import cache

import numpy as np
import pytest

import borgerflow as bf
from borgerflow.experiments.questions.contacts.asked.design import design_of
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.shown.law_dates import AFTER_NAME
from borgerflow.experiments.questions.contacts.simulation.unsure.drawn_talks import with_lines
from borgerflow.experiments.questions.contacts.simulation.unsure.talk_numbers import (
    HIGH_AT,
    LOW_AT,
    MIDDLE,
    talk_numbers,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import Arm
from borgerflow.sim.params import load

SMALL = {"population": 0.02, "replications": 3, "workers": 1, "end": "2020-01-01"}
JOB, GAIN = "contact_effects.sygedagpenge.job", "contact_effects.sygedagpenge.gain"


@cache
def design(**more):
    asked = {"rhythm": ("4/year",), "population": 0.01, "end": "2020-01-01", **more}
    return design_of(
        ContactsQuestion(municipality="herning", schemes=("sygedagpenge",), **asked), load()
    )


@cache
def answered(**more):
    """Return the answer about a rhythm in a small part of Herning."""
    asked = {"rhythm": ["13/year"], "break_even": False, **SMALL, **more}
    return bf.contacts("herning", "sygedagpenge", **asked)


def set_at(numbers, *shares):
    found = {line.name: float(line.change) for line in numbers.lines(shares)}
    return found[JOB], found[GAIN]


def test_what_talks_do_is_drawn_as_the_sites_of_one_trial_and_when_they_act_apart():
    numbers = talk_numbers(design())
    rest = [0.5] * len(numbers.lived)
    low, central, high = (set_at(numbers, at, *rest)[0] for at in (LOW_AT, MIDDLE, HIGH_AT))
    assert (low, central, high) == (0.26, 1.87, 4.8)
    assert set_at(numbers, 0.01, *rest)[0] == low  # the least there was
    assert low < set_at(numbers, 0.3, *rest)[0] < central
    place = list(numbers.lived).index(GAIN)
    assert set_at(numbers, 0.5, *rest)[1] == pytest.approx(0.4)
    assert set_at(numbers, 0.5, *rest[:place], 1.0, *rest[place + 1 :])[1] == 0.6
    assert not {JOB} & set(numbers.lived)


def test_posts_cost_more_where_a_post_is_dearer_or_has_fewer_minutes_of_talks():
    numbers, world = talk_numbers(design()), design().bare
    names = list(numbers.of_a_post)
    usual = [0.5, *(0.5 for _ in names)]
    dear = numbers.price_times([1.0, *usual[1:]], world) / numbers.price_times(usual, world)
    assert dear == pytest.approx(550 / 493.5, rel=1e-3)  # what it costs at most, for its median
    direct = 1 + names.index("teams.direct_share")
    scarce = [0.0 if place == direct else each for place, each in enumerate(usual)]
    assert numbers.price_times(scarce, world) > 1.5 * numbers.price_times(usual, world)
    named = talk_numbers(design(rhythm=(), fte=(-1.0,)))
    assert named.of_a_post == {}
    assert len(named.lines([0.5] * named.lived_columns)) > 0


def test_what_is_drawn_is_set_in_the_baseline_and_in_every_setting():
    world = design().bare
    numbers = talk_numbers(design())
    high = numbers.lines([HIGH_AT, *(1.0 for _ in numbers.lived)])
    arm = with_lines(Arm(world, (world,), ()), high)
    for each in (arm.baseline, *arm.worlds):
        assert each.preset.schemes["sygedagpenge"].exits["job"].value == 4.8
        assert each.teams.no_shows.share.value == 0.25
        assert each.model.costs.activation_kroner_per_week["sygedagpenge"].value == 210
    assert world.preset.schemes["sygedagpenge"].exits["job"].value == 1.87


@pytest.mark.slow
def test_the_answer_begins_with_the_chance_of_a_loss_and_between_what_the_net_lies():
    found = answered()
    (row,) = found.rows
    assert row.drawn.net.low < row.drawn.net.mean < row.drawn.net.high
    assert row.drawn.simulation == pytest.approx(row.net.high - row.net.mean)
    assert row.loss == pytest.approx(1 - row.drawn.saves.mean)
    danish, english = (found.text(lang).splitlines()[1] for lang in ("da", "en"))
    assert danish.startswith(f"13 samtaler om året{AFTER_NAME.da}: sandsynligheden for, at der må")
    assert "med 95 pct. sandsynlighed mellem en besparelse på" in danish
    assert english.startswith(
        f"13 talks a year{AFTER_NAME.en}: the chance that a loss is to be expected is "
    )
    assert found.to_dict()["settings"][0]["drawn"]["net"]["low"] == row.drawn.net.low


@pytest.mark.slow
def test_where_talks_change_no_life_the_range_is_that_of_what_posts_cost():
    found = answered(effects="sceptic", capacity=False)
    (row,) = found.rows
    assert row.by_payer["kommune"].mean == 0
    numbers = talk_numbers(design(effects="sceptic", capacity=False))
    shares = np.random.default_rng(1).random((2000, numbers.priced_columns))
    times = [numbers.price_times(each, design().bare) for each in shares]
    wanted = row.staff.mean * np.quantile(times, (0.025, 0.975))
    half = row.drawn.simulation
    low, high = row.drawn.net.low, row.drawn.net.high
    assert low == pytest.approx(wanted[0], rel=0.05, abs=half)
    assert high == pytest.approx(
        np.hypot(wanted[1] - row.drawn.net.mean, half) + row.drawn.net.mean, rel=0.05
    )
    assert row.loss == 1.0


@pytest.mark.slow
def test_of_a_setting_that_changes_nothing_neither_loss_nor_saving_is_told():
    (row,) = answered(rhythm=("1/year",)).rows
    assert (row.drawn.net.low, row.drawn.net.high, row.loss) == (0.0, 0.0, 0.0)
    assert "loss is to be expected" not in answered(rhythm=("1/year",)).text("en")


@pytest.mark.slow
def test_a_quick_look_and_posts_alone_have_no_such_range():
    assert answered(replications=2).rows[0].drawn is None
    alone = answered(rhythm=(), fte=(-1.0,)).rows[0]
    assert (alone.drawn, alone.loss) == (None, None)
