"""Whom and where: groups and uses of posts, in worlds where time is a limit."""

import itertools
import shutil
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.asked.frequency import Frequency
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion, Scope
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm
from borgerflow.experiments.questions.contacts.finding import Service
from borgerflow.experiments.questions.contacts.simulation.estimates import sign_of
from borgerflow.experiments.questions.contacts.simulation.simulate import run_arm
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    mean_posts,
)
from borgerflow.experiments.questions.contacts.targeting.extra_posts import (
    TINY,
    best_given,
    chosen_under,
)
from borgerflow.experiments.questions.contacts.targeting.groups import (
    bands_of,
    in_force,
    plan_of_bands,
    usual_world,
    verdict_of,
)
from borgerflow.experiments.runs.capacity.posts_needed import limited_to, posts_needed
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.sim.engines import simulate
from borgerflow.sim.params import load
from borgerflow.sim.world.contact_rules import BEFORE_ALL
from borgerflow.sim.world.world import load_world

RUN = RunSettings(1, "compiled")
SCOPE = Scope(("dagpenge",))
MANY = ((BEFORE_ALL, 1e6),)  # posts
OFTEN, NEVER = Rhythm("rhythm", Frequency(3)), Rhythm("rhythm", Frequency(500))


@pytest.fixture(scope="module")
def punctual(tmp_path_factory):
    """Return a twentieth of Herning where nobody stays away and no talk is held ahead."""
    folder = tmp_path_factory.mktemp("own") / "params"
    shutil.copytree(load().directory, folder)
    path = folder / "model" / "teams.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (("share: {value: 0.1,", "share: {value: 0,"), ("{value: 7,", "{value: 0,")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return load_world(
        "herning",
        params=folder,
        population=0.05,
        end="2021-01-01",
        run_in_years=2,
        contact_effects="trial",
    )


def design(bare, **options):
    """Return the question of one rhythm on dagpenge in a world."""
    question = ContactsQuestion(municipality="herning", schemes=("dagpenge",), **options)
    return Design(question, bare, (OFTEN,), ())


def first_talks(world, replication):
    """Return the day of the first appointment of each spell on dagpenge, by citizen and start."""
    history = simulate(world, RUN.seed, replication)
    spells, talks = history.spell_arrays, history.contact_arrays
    inside = talks.scheme == world.scheme_names.index("dagpenge")
    begun = np.searchsorted(
        spells.citizen * 10**6 + spells.start,
        talks.citizen[inside] * 10**6 + talks.due[inside],
        side="right",
    )
    first = {}
    for spell, held in zip(begun - 1, talks.held[inside], strict=True):
        key = int(spells.citizen[spell]), int(spells.start[spell])
        first[key] = min(first.get(key, held), held)
    return first


@pytest.mark.slow
@pytest.mark.parametrize(("group", "scarce"), [("single", 0.7), ("couple", 0.8), ("single", 0.9)])
def test_time_that_is_freed_shortens_the_wait_of_others_and_never_lengthens_it(
    punctual, group, scarce
):
    world = punctual.with_contacts(effects="sceptic")
    posts = {
        team: tuple((day, scarce * fte) for day, fte in steps)
        for team, steps in posts_needed(world).items()
    }
    before = world.with_contacts(staff=limited_to(posts, ["dagpenge"], world))
    alone = replace(SCOPE, target={"household": (group,)}, instead=True)
    after = in_force(before, NEVER, [alone])
    sooner = 0
    for replication in range(2):
        usual, freed = (first_talks(each, replication) for each in (before, after))
        others = usual.keys() & freed.keys()
        assert all(freed[spell] <= usual[spell] for spell in others)
        sooner += sum(freed[spell] < usual[spell] for spell in others)
        assert len(freed) < len(usual)
    assert sooner > 100


@pytest.mark.slow
@pytest.mark.parametrize("instead", [True, False])
def test_with_plenty_of_posts_a_group_comes_to_what_it_does_without_a_limit(punctual, instead):
    scope = replace(SCOPE, instead=instead)
    bands = [band for band in bands_of(scope) if band.kind in ("age", "elapsed")]
    with WorkerPool(1) as pool:
        free = plan_of_bands(pool, design(punctual, instead=instead, capacity=False), bands)
        bound = plan_of_bands(pool, design(punctual, instead=instead), bands)
    plenty = limited_to(dict.fromkeys(bound.teams, MANY), bound.teams, punctual)
    baseline, *worlds = (
        world.with_contacts(staff=plenty) for world in (bound.arm.baseline, *bound.arm.worlds)
    )
    arm = replace(bound.arm, baseline=baseline, worlds=tuple(worlds))
    without = run_arm(free.arm, replication=0, run=RUN)
    with_posts = run_arm(arm, replication=0, run=RUN)
    dagpenge = punctual.scheme_names.index("dagpenge")
    for one, other in zip(without, with_posts, strict=True):
        assert np.array_equal(one.account.person_days, other.account.person_days)
        assert np.allclose(one.account.money, other.account.money, rtol=0, atol=1e-3)
        assert np.array_equal(one.contacts.held[:, dagpenge], other.contacts.held[:, dagpenge])
        assert np.array_equal(
            one.contacts.minutes[:, dagpenge], other.contacts.minutes[:, dagpenge]
        )
    assert any(change.contacts.held.any() for change in without[1:])


@pytest.mark.slow
def test_the_posts_of_the_teams_stay_as_they_are_whichever_group_has_fewer_talks(punctual):
    bands = bands_of(SCOPE)[:2]
    with WorkerPool(1) as pool:
        plan = plan_of_bands(pool, design(punctual), bands)
    staff = plan.arm.baseline.contacts.staff
    assert all(world.contacts.staff == staff for world in plan.arm.worlds)
    often = posts_needed(usual_world(punctual, OFTEN, SCOPE))["dagpenge"]
    assert staff.posts["dagpenge"] == often
    assert mean_posts(staff.posts, ["dagpenge"], punctual) > 5


def where(world):
    """Return in which cells and duration bins a rule of talks on dagpenge holds, by rule."""
    tables = world.tables
    return np.reshape(tables.local_where, (-1, tables.cells, tables.bins)) != 0


@pytest.mark.parametrize("target", [{}, {"age": ("under_25", "age_30_49")}])
def test_a_group_and_the_others_are_the_whole_scope_and_do_not_overlap(punctual, target):
    scope = replace(SCOPE, target=target)
    (whole,) = where(in_force(punctual, OFTEN, [scope]))
    for band in bands_of(scope):
        rules = in_force(punctual, OFTEN, [band.scope, *band.others])
        if band.kind == "elapsed":
            edges = [(s.from_week, s.to_week) for s in (band.scope, *band.others)]
            weeks = [w for w in range(80) for a, b in edges if a <= w and (b is None or w < b)]
            assert sorted(weeks) == list(range(80))
        else:
            assert np.array_equal(where(rules).sum(axis=0), whole.astype(int)), band.label.en


def test_weeks_are_divided_inside_the_weeks_that_are_asked_about():
    bands = [b for b in bands_of(replace(SCOPE, from_week=4, to_week=26)) if b.kind == "elapsed"]
    assert [(b.scope.from_week, b.scope.to_week) for b in bands] == [(4, 13), (13, 26)]
    assert [b.label.en for b in bands] == [
        "spell has run: 4-13 weeks",
        "spell has run: 13-26 weeks",
    ]
    left = [b for b in bands_of(replace(SCOPE, weeks_left=(None, 26))) if b.kind == "weeks_left"]
    assert [b.scope.weeks_left for b in left] == [(None, 13), (13, 26)]


def verdict(contacts=-10.0, net=(0.0, -1.0, 1.0), share=(0.0, 0.0, 0.0)):
    """Return the verdict on a change of contacts, of the net and of the share on time."""
    service = Service(Interval(0.0), Interval(*share))
    return verdict_of(Interval(contacts), Interval(*net), service)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("no_loss", verdict()),
        ("no_loss", verdict(net=(1.0, -1.0, 3.0))),
        ("saving", verdict(net=(-2.0, -3.0, -1.0))),
        ("loss", verdict(net=(2.0, 1.0, 3.0))),
        ("loss", verdict(net=(2.0, None, None))),
        ("no_loss", verdict(net=(0.0, None, None))),
        ("later", verdict(share=(-0.001, -0.002, -0.0005))),
        ("later", verdict(net=(-2.0, -3.0, -1.0), share=(-0.1, -0.3, 0.1))),
        ("no_loss", verdict(share=(-0.001, -0.01, 0.01))),
        ("loss", verdict(net=(2.0, 1.0, 3.0), share=(-0.1, -0.3, -0.1))),
        ("no_fewer", verdict(contacts=0.0)),
    ],
)
def test_no_loss_is_a_net_that_holds_zero_and_dates_of_the_law_that_do_not_slip(expected, found):
    assert found == expected


def test_a_change_is_sure_by_its_whole_interval_or_without_one_by_its_mean():
    intervals = [(2, 1, 3), (-2, -3, -1), (2, -1, 5), (0, 0, 0), (2, None, None), (-2, None, None)]
    assert [sign_of(Interval(*each)) for each in intervals] == [1, -1, 0, 0, 1, -1]


@given(
    options=st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(-20, 60), st.integers(-40, 20)),
        min_size=1,
        max_size=7,
    ),
    extra=st.integers(1, 80),
)
def test_what_is_chosen_takes_no_more_posts_than_there_are_and_nothing_saves_more(options, extra):
    places, tenths, nets = zip(*options, strict=True)
    fte = [each / 10 + 0.0004 for each in tenths]  # a thousandth begun is a thousandth
    chosen = chosen_under(places, fte, nets, extra / 10)

    def holds(some, each_begun=0.0):
        names = [places[n] for n in some]
        posts = sum(fte[n] + each_begun for n in some)
        return len(set(names)) == len(names) and posts <= extra / 10 + TINY

    saving = [n for n, net in enumerate(nets) if net < 0]
    sets = (some for size in range(4) for some in itertools.combinations(saving, size))
    best = min((sum(nets[n] for n in some) for some in sets if holds(some, 0.0006)), default=0)
    assert holds(chosen)
    assert set(chosen) <= set(saving)
    assert sum(nets[n] for n in chosen) <= best


def test_posts_left_over_are_given_only_where_they_surely_save_more_than_they_cost():
    first = np.array([-10.0, -20.0, -15.0])
    unsure = first + np.array([-30.0, 20.0, -5.0])
    surely = first + np.array([-1.0, -1.1, -0.9])
    costs = first + np.array([2.0, 2.1, 1.9])
    assert best_given([first, unsure, costs]) == 0
    assert best_given([first, unsure, surely, costs]) == 2
