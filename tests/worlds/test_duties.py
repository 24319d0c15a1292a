"""Activation as a duty in the worlds of params: what it does, what it costs, whom it reaches."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.measures.account import ACTIVATION, account_of
from borgerflow.sim.params import ContactMechanism, load
from borgerflow.sim.settlement.rulebook import KOMMUNE, STAT
from borgerflow.sim.world.contact_rules import Duty
from borgerflow.sim.world.municipality import courses_of
from borgerflow.sim.world.world import load_world

PARAMS = load()
IN_13 = Duty("activation", ("dagpenge",), 13.0)
EDGES = ("start", "end")
SETTINGS = RunSettings(3, "auto")


@cache
def usual(effects):
    return load_world(
        "herning", population=0.1, params=PARAMS, contact_effects=effects, end="2021-01-01"
    )


def world_of(effects, *duties):
    return usual(effects).with_contacts(duties=duties) if duties else usual(effects)


def row_of(world):
    """Return the columns of the only programme of a world."""
    tables = world.tables
    assert len(tables.programme) == 1
    exits = [world.exits.number("dagpenge", to) for to in ("job", "sygedagpenge")]
    return tables, exits


def test_a_duty_becomes_a_programme_with_the_numbers_of_the_belief():
    world = world_of("trial", IN_13)
    tables, (job, sick) = row_of(world)
    assert tables.programme_at.tolist() == [91]
    assert tables.programme_ahead.tolist() == [42]
    assert tables.programme_length.tolist() == [14]
    factors = [tables.programme_threat, tables.programme_hold, tables.programme_gain]
    assert [factor[job] for factor in factors] == [1.15, 0.7, 1.0]
    assert [factor[sick] for factor in factors] == [1.0, 1.0, 1.0]
    assert tables.programme_price * DAYS_PER_WEEK == pytest.approx(2600)


def test_what_is_taken_from_others_takes_its_part_of_what_helps_and_of_nothing_else():
    form = world_of("trial").preset.schemes["dagpenge"]
    half = form.model_copy(update={"displacement": form.displacement.at(0.5)})
    assert half.less_displaced(1.2, "job") == pytest.approx(1.1)
    assert half.less_displaced(1.2, "uddannelse") == 1.2
    assert half.less_displaced(0.7, "job") == 0.7


def test_a_number_of_activation_can_be_set_and_an_unknown_one_is_refused():
    world = world_of("trial", IN_13).with_contacts(factors={"dagpenge.activation.threat": 2.0})
    tables, (job, _) = row_of(world)
    assert tables.programme_threat[job] == 2.0
    with pytest.raises(InputError, match=r"Did you mean dagpenge\.activation\.threat\?"):
        world.with_contacts(factors={"dagpenge.activation.treat": 2.0})


def test_the_sceptic_pays_and_sees_no_life_change():
    before, after = world_of("sceptic"), world_of("sceptic", IN_13)
    one, other = simulate(before, 3, 0), simulate(after, 3, 0)
    assert one.spells.equals(other.spells)
    change = account_of(other, after).money - account_of(one, before).money
    assert change[..., ACTIVATION].sum() > 0
    change[..., ACTIVATION] = 0
    assert not change.any()


def test_the_price_is_the_weeks_on_it_times_kroner_a_week_paid_as_law_says():
    """The state pays half of activation on dagpenge until July 2019, and nothing after."""
    world = world_of("sceptic", IN_13)
    history = simulate(world, 3, 0)
    money = account_of(history, world).money - account_of(history_without(history), world).money
    by_month = money[:, :, world.scheme_names.index("dagpenge"), ACTIVATION]
    assert np.allclose(by_month[:6, KOMMUNE], by_month[:6, STAT])
    assert not by_month[6:, STAT].any()
    first, last = (history.enrolments[edge].clip("2019-01-01", "2021-01-01") for edge in EDGES)
    days = (last - first).dt.days.sum()
    assert set(history.enrolments.programme) == {"activation"}
    assert by_month.sum() == pytest.approx(days * 2600 / 7, rel=0.02)  # prices rise a little


def history_without(history):
    """Return a history in which nobody was activated."""
    none = type(history.activation_arrays)(*(c[:0] for c in history.activation_arrays))
    return replace(history, activation_arrays=none)


def test_a_threat_shortens_stays_before_the_week_and_a_lock_in_after_it():
    spared, called = (
        simulate(w, 3, 0).spells for w in (world_of("trial"), world_of("trial", IN_13))
    )
    weeks = [
        ((s.end - s.start).dt.days // 7)[(s.scheme == "dagpenge") & (s.start >= "2018-01-01")]
        for s in (spared, called)
    ]
    before, during = (
        [((w >= first) & (w < last)).sum() for w in weeks] for first, last in ((7, 13), (13, 15))
    )
    assert before[1] > 1.03 * before[0]
    assert during[1] < 0.9 * during[0]


@pytest.mark.slow
def test_both_engines_live_a_duty_alike():
    world = world_of("trial", IN_13)
    some = range(0, 4_000, 2)
    fast, plain = (simulate(world, 3, 0, engine, some) for engine in ("compiled", "reference"))
    assert fast == plain
    assert len(fast.activation_arrays.citizen) > 0


def proposing(**fields):
    """Return the small Herning under a proposal for a duty on dagpenge from 2019 on."""
    asked = {
        "name": "duty",
        "label": {"da": "Pligt", "en": "Duty"},
        "kind": "contact",
        "schemes": ("dagpenge",),
        "activation_week": 13,
        "source": "a test",
        "grade": "assumed",
    }
    talks = ContactMechanism.model_validate(asked | fields)
    form = PARAMS.proposal("herning-syg02")
    asking = form.model_copy(update={"mechanisms": (), "contacts": (talks,)})
    return world_of("trial").with_proposals([asking])


def test_a_proposal_may_ask_for_a_duty_alone_and_for_no_talk():
    world = proposing()
    assert world.tables.first_local[-1] == 0
    assert world.tables.programme_at.tolist() == [91]
    assert world.tables.programme_from.tolist() == [world.proposals[0].start]
    assert set(simulate(world, 3, 0).enrolments.programme) == {"herning-syg02.duty"}
    assert proposing(then_every_weeks=2).tables.first_local[-1] == 1


def test_living_only_the_reached_again_gives_the_account_of_living_all():
    world = proposing()
    pair = run_pair(world.baseline(), world, replication=1, settings=SETTINGS)
    whole = account_of(simulate(world, 3, 1), world)
    assert np.array_equal(pair.investment.person_days, whole.person_days)
    assert np.allclose(pair.investment.money, whole.money, rtol=1e-9, atol=1e-3)
    change = pair.investment.money - pair.baseline.money
    assert change[..., ACTIVATION].sum() > 0
    assert pair.touched.sum() > 0


def test_a_target_calls_nobody_else():
    young = replace(IN_13, target={"age": ("under_25",)})
    some, everybody = (
        simulate(world_of("sceptic").with_contacts(duties=[duty]), 3, 0) for duty in (young, IN_13)
    )
    called = [len(history.activation_arrays.citizen) for history in (some, everybody)]
    assert 0 < called[0] < 0.5 * called[1]


def test_a_duty_on_a_scheme_where_none_is_known_is_refused_with_those_it_knows():
    with pytest.raises(
        InputError, match=r"No compulsory activation is known on fleksjob\. Known: d"
    ):
        world_of("trial").with_contacts(duties=[replace(IN_13, schemes=("fleksjob",))])


def test_every_belief_in_activation_is_about_a_scheme_where_its_course_is_known():
    for effects in ("trial", "municipal", "sceptic"):
        preset = world_of(effects).preset
        acting = {name for name, form in preset.schemes.items() if form.activation}
        assert acting <= set(courses_of(PARAMS))
        assert bool(acting) is (effects == "trial")
    assert world_of("trial").tables.programme.size == 0
