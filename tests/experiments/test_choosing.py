"""Which proposals together, asked of fake lives whose nets are known, and of real ones."""

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest

from borgerflow import compare, portfolio
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.questions.portfolio import best_sets
from borgerflow.experiments.questions.portfolio import simulate as living
from borgerflow.experiments.questions.portfolio.best_sets import evenly_spaced
from borgerflow.experiments.questions.portfolio.choosing import choose
from borgerflow.experiments.questions.portfolio.simulate import SetChanges, closure, dependencies
from borgerflow.experiments.runs.accounts.booked import PARTS
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.measures.account import KINDS
from borgerflow.sim.params import load

pytestmark = pytest.mark.slow

PARAMS = load()
GATE, TEAM, GUIDE, SHOP = (f"herning-{name}" for name in ("syg02", "oevr04", "ung14", "ung05"))
NET = {GATE: 1.2e6, TEAM: -1.9e6, GUIDE: -2.3e6, SHOP: 16.5e6}
STAFF = 1e5  # service expenditure of 2019, of each proposal
FUNCTIONS = [*PARAMS.law.accounts.functions]
LOST = 0.5e6  # for each pair of proposals together
BENEFIT = KINDS.index("benefit")


def net_of(world, replication):
    """Return the net of a world's proposals: 2 million for one that is not named above."""
    names = [proposal.id for proposal in world.proposals]
    pairs = len(names) * (len(names) - 1) / 2
    chance = 1 + 0.1 * (replication % 3 - 1)
    return chance * sum(NET.get(name, 2e6) for name in names) + LOST * pairs


def fake_changes(baseline, worlds, *, replication, settings, axes, factors):
    """Return changes of the year 2019 alone, so that prices change nothing; staff costs 100,000."""
    assert not baseline.proposals
    money = np.zeros((len(worlds), 12 * len(baseline.horizon_years), 3, 1, len(KINDS)))
    nets = np.array([net_of(world, replication) for world in worlds])
    money[:, 0, 0, 0, BENEFIT] = nets
    booked = np.zeros((len(worlds), len(FUNCTIONS), len(axes.years), PARTS))
    staff = STAFF * np.array([len(world.proposals) for world in worlds])
    for function, kroner in (("6.45.53", staff), ("5.57.71", nets - staff)):
        booked[:, FUNCTIONS.index(function), 0, ::2] = kroner[:, None]
    return SetChanges(money, booked)


@pytest.fixture
def few_draws(monkeypatch):
    """Redraw the replications a few times, where no share is looked at."""
    for room in (choose, best_sets):
        monkeypatch.setattr(room, "DRAWS", 5)


@pytest.fixture
def fake_lives_redrawn(monkeypatch):
    monkeypatch.setattr(living, "run_changes", fake_changes)


@pytest.fixture
def fake_lives(fake_lives_redrawn, few_draws):
    """Fake lives of which no share is looked at."""


def asked(proposals=(), municipality="herning", **settings):
    settings = {"replications": 3, "workers": 1, "params": PARAMS, "price_year": 2019} | settings
    return portfolio(municipality, proposals, **settings)


def params_with(**changes):
    """Return the params with some proposals changed: ``syg02={"depends_on": (...)}``."""
    held = replace(load())
    made = {
        name: form.model_copy(update=changes.get(name.removeprefix("herning-"), {}))
        for name, form in held.proposals.items()
    }
    held.__dict__["proposals"] = made
    return held


@pytest.mark.usefixtures("fake_lives")
def test_those_that_pay_are_chosen_and_lived_together():
    found = asked()
    assert found.best.proposals == (TEAM, GUIDE)
    assert [row.id for row in found.candidates if row.chosen] == [TEAM, GUIDE]
    assert found.best.one_by_one.mean == pytest.approx(-4.2e6)
    assert found.best.interaction.together.mean == pytest.approx(-4.2e6 + LOST)
    assert found.best.interaction.difference.mean == pytest.approx(LOST)
    assert found.best.interaction.difference.low == pytest.approx(LOST)
    assert len(found.candidates) == 15


@pytest.mark.usefixtures("fake_lives")
def test_a_frame_is_kept_and_named_and_the_sum_over_functions_is_the_net():
    found = asked((TEAM, GUIDE, GATE), limits={"service": {2019: STAFF}})
    (row,) = found.limit_rows
    assert found.best.proposals == (GUIDE,)
    assert (row.binds, row.costs) == (True, pytest.approx(1.9e6))  # the team's net
    assert row.taken == row.together == STAFF
    net = found.best.net.mean
    assert sum(each.net.total.mean for each in found.accounts) == pytest.approx(net, abs=0.01)
    assert sum(each.amounts.total.mean for each in found.frames) == pytest.approx(net, abs=0.01)
    assert found.total.total.mean == pytest.approx(net, abs=0.01)
    assert "The frame of service expenditure in 2019 binds" in found.text("en")


@pytest.mark.usefixtures("fake_lives")
def test_a_choice_that_was_made_is_held_against_the_frames_with_all_of_its_members():
    found = asked((TEAM, GUIDE), limits={"service": {2019: 2 * STAFF}})
    (made,) = [row for row in found.sets if row.named]  # of three, one of which is no candidate
    assert len(made.proposals) == 3
    assert made.frames[("service", 2019)] == pytest.approx(3 * STAFF)
    assert made.over == (("service", 2019),)
    assert "that exceeds the frame of service expenditure in 2019" in found.text("en")


@pytest.mark.usefixtures("fake_lives")
def test_a_frame_that_no_set_keeps_is_refused_after_the_lives_that_tell_it():
    with pytest.raises(InputError, match="no set keeps service expenditure in 2019 at 50,000"):
        asked((TEAM, GUIDE), must=(TEAM,), limits={"service": {2019: STAFF / 2}})


@pytest.mark.usefixtures("fake_lives")
def test_the_budget_of_a_year_is_kept():
    def best(**limits):
        return asked((TEAM, GUIDE), replications=1, **limits).best.proposals

    assert best(budget=2e6) == (GUIDE,)  # the team takes all of it each year
    assert best(budget=2.321e6) == (GUIDE,)  # enough in 2019; both take 2,750,000 kr. from then on
    assert best(budget=2.75e6) == (TEAM, GUIDE)
    assert best(budget_by_year={2021: 2.5e6}) == (GUIDE,)
    assert best(budget=1.0, budget_by_year=dict.fromkeys(range(2019, 2023), 5e6)) == (TEAM, GUIDE)
    assert best(budget_total=8e6) == (GUIDE,)


@pytest.mark.usefixtures("fake_lives")
def test_the_frontier_goes_from_nothing_to_the_set_that_is_best_without_a_budget():
    found = asked(budget=0.0)
    front = sorted(
        (row for row in found.sets if row.on_frontier), key=lambda row: row.investment.total
    )
    assert [row.proposals for row in front] == [(), (GUIDE,), (TEAM, GUIDE)]
    assert [row.investment.total for row in front] == [0.0, 2_571_000.0, 10_571_000.0]
    assert found.best.proposals == ()
    assert all(row.interaction for row in front if row.proposals)


@pytest.mark.usefixtures("fake_lives")
def test_the_councils_choice_stands_beside_the_best_that_costs_as_much():
    found = asked()
    (council,) = (row for row in found.sets if row.named)
    assert council.proposals == (TEAM, GATE, SHOP)
    assert council.named == ("herning-2019",)
    assert set(council.investment.by_year.values()) == {7_400_000.0}
    assert council.interaction.together.mean == pytest.approx(15.8e6 + 3 * LOST)
    (like,) = (row for row in found.sets if "costs as much" in row.labels[-1].en)
    assert like.investment.total >= council.investment.total
    assert like.one_by_one.mean < council.one_by_one.mean


@pytest.mark.usefixtures("fake_lives")
@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ({}, True),
        ({"budget": 7.4e6}, True),
        ({"budget": 7.3e6}, False),
        ({"budget_by_year": {2020: 7.3e6}}, False),
        ({"budget_total": 29.6e6}, True),
        ({"budget_total": 29.5e6}, False),
    ],
)
def test_a_choice_is_held_against_every_budget(limits, kept):
    found = asked((TEAM,), replications=1, **limits)
    (council,) = (row for row in found.sets if row.named)
    assert council.within_budget == kept


@pytest.mark.slow
@pytest.mark.usefixtures("fake_lives")
def test_the_choice_is_the_same_whatever_the_order_it_is_asked_in():
    names = [GATE, TEAM, GUIDE, SHOP]
    first = asked(names, budget=4e6).to_json()
    for order in itertools.islice(itertools.permutations(names), 1, 24, 11):
        assert asked(order, budget=4e6).to_json() == first


@pytest.mark.usefixtures("fake_lives")
def test_no_set_holds_two_that_exclude_each_other():
    found = asked(spend_at_least=40e6, replications=1)
    for row in found.sets:
        for name in row.proposals:
            assert not set(PARAMS.proposal(name).excludes) & set(row.proposals)


@pytest.mark.usefixtures("fake_lives")
def test_what_needs_another_is_valued_beside_it():
    held = params_with(oevr04={"depends_on": (GATE,)})
    found = asked((TEAM,), params=held)
    assert found.best.proposals == (TEAM, GATE)
    team, gate = found.candidates
    assert (team.id, gate.id) == (TEAM, GATE)
    assert team.net.mean == pytest.approx(NET[TEAM] + LOST)
    assert found.best.one_by_one.mean == pytest.approx(found.best.interaction.together.mean)
    assert asked((TEAM,), params=held, budget=2e6).best.proposals == ()  # not without its door


@pytest.mark.usefixtures("fake_lives")
def test_what_needs_one_that_is_left_out_is_left_out_too():
    held = params_with(oevr04={"depends_on": (GATE,)})
    found = asked((TEAM, GUIDE), params=held, leave_out=(GATE,))
    assert [(out.number, out.because.en) for out in found.left_out] == [
        ("ØVR04", "it depends on SYG02, which cannot be chosen"),
        ("SYG02", "as asked"),
    ]
    assert found.best.proposals == (GUIDE,)


def test_what_needs_two_that_exclude_each_other_is_left_out():
    held = params_with(syg02={"depends_on": (SHOP, "herning-ung02")})
    with pytest.raises(InputError, match="UNG02 and UNG05, which exclude each other"):
        asked((GATE,), params=held, must=(GATE,))


@pytest.mark.usefixtures("fake_lives")
def test_what_must_be_chosen_is_and_the_price_of_it_shows():
    found = asked(must=(GATE,))
    assert found.best.proposals == (TEAM, GATE, GUIDE)
    assert found.best.one_by_one.mean == pytest.approx(-3.0e6)


@pytest.mark.usefixtures("fake_lives_redrawn")
def test_how_often_each_is_chosen_is_told_unless_there_is_one_replication():
    found = asked()
    shares = {row.id: row.share for row in found.candidates}
    assert (shares[TEAM], shares[GATE], found.draws) == (1.0, 0.0, 100)
    alone = asked(replications=1)
    assert {row.share for row in alone.candidates} == {None}
    assert alone.draws == 0


@pytest.mark.usefixtures("fake_lives_redrawn")
def test_a_choice_that_rests_on_chance_is_told_as_such(monkeypatch):
    monkeypatch.setitem(NET, GATE, 0.0)
    swing = {0: -3e6, 1: 1e6, 2: 1.5e6}  # -0.5 million on average

    def changes(baseline, worlds, *, replication, **told):
        found = fake_changes(baseline, worlds, replication=replication, **told)
        for place, world in enumerate(worlds):
            if GATE in [proposal.id for proposal in world.proposals]:
                found.money[place, 0, 0, 0, BENEFIT] += swing[replication]
        return found

    monkeypatch.setattr(living, "run_changes", changes)
    found = asked((GATE, TEAM))
    share = {row.id: row.share for row in found.candidates}[GATE]
    assert found.best.proposals == (TEAM, GATE)
    assert 0.4 < share < 0.95  # 19 of 27 draws take the first replication, one may be too few


BEFORE = {"start": "2019-01-01", "end": "2023-01-01"}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"must": (SHOP, "herning-ung02")}, "herning-ung02 and herning-ung05 exclude each other"),
        ({"must": ("herning-ung5",)}, "Did you mean herning-ung"),
        ({"leave_out": ("herning-syg2",)}, "Did you mean herning-syg02"),
        ({"must": (GATE,), "leave_out": (GATE,)}, "must be chosen and is to be left out"),
        ({"proposals": (TEAM,), "must": (GATE,)}, "is not among the proposals"),
        ({"budget_by_year": {2025: 1.0}}, "expected a year from 2019 to 2022"),
        ({"budget": -1.0}, "--budget is -1: expected kroner"),
        ({"budget_by_year": {2020: float("nan")}}, "--budget 2020 is nan: expected kroner"),
        ({"budget_total": float("inf")}, "--budget-total is inf: expected kroner"),
        ({"spend_at_least": -5.0}, "--spend-at-least is -5: expected kroner"),
        ({"spend_at_least": 1e9}, "the most that can be spent is 64,176,000 kr."),
        ({"must": (SHOP,), "budget": 1e6}, "No set keeps the budget: herning-ung05 must be"),
        ({"proposals": (GATE, GATE)}, "is named twice"),
        ({"must": (GATE, GATE)}, "is named twice"),
        ({"municipality": "modelkommune"}, "There is no proposal of modelkommune"),
        (
            {"municipality": "hedensted", **BEFORE},
            "nothing to choose among: hedensted-delaftale2: not in",
        ),
        ({"replications": 0}, "expected a whole number from 1"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anybody_lives(monkeypatch, settings, words):
    monkeypatch.setattr(living, "run_changes", None)
    with pytest.raises(InputError, match=words):
        asked(**settings)


@pytest.mark.usefixtures("fake_lives")
def test_a_proposal_without_an_answer_is_named_with_the_reason():
    found = asked(municipality="vesthimmerland", start="2020-01-01")
    (silent,) = (out for out in found.left_out if out.id == "vesthimmerland-4")
    assert silent.because.en.startswith("cannot be answered by this model because it knows no")
    assert "vesthimmerland-4" not in [row.id for row in found.candidates]


@pytest.mark.usefixtures("fake_lives")
def test_the_json_holds_the_answer_and_what_it_rests_on():
    content = json.loads(asked(budget=4e6, must=(GATE,)).to_json())
    assert content["schema"] == "borgerflow/portfolio/1"
    assert content["best"] == content["sets"][0]
    assert content["best"]["proposals"] == [TEAM, GATE, GUIDE]
    assert content["budget"]["by_year"][0] == {"year": 2019, "kroner": 4e6}
    assert content["budget"]["must"] == [GATE]
    assert content["candidates"][0].keys() == {
        *("id", "number", "title", "net", "chosen", "share"),
        *("invested", "invested_by_year", "invested_current_prices"),
    }
    assert len(content["assumptions"]) > 100
    assert any("stands and falls with them" in warning for warning in content["warnings"])


@pytest.mark.usefixtures("few_draws")
def test_an_interrupted_question_keeps_what_was_lived_alone(monkeypatch):
    def stop_at_two(baseline, worlds, *, replication, **told):
        if replication == 2:
            raise KeyboardInterrupt
        return fake_changes(baseline, worlds, replication=replication, **told)

    monkeypatch.setattr(living, "run_changes", stop_at_two)
    with pytest.raises(Interrupted) as stopped:
        asked()
    kept = stopped.value.finding
    assert kept.replications == 2
    assert kept.best.interaction is None
    assert "Interrupted: this answer uses 2 of 3 replications." in kept.text("en")
    assert "one by one are expected to save the municipality" in kept.text("en")
    assert "The sets were not simulated together: their net is the sum" in kept.text("en")


def test_a_long_frontier_is_lived_at_even_places():
    sets = [(str(n),) for n in range(100)]
    lived = evenly_spaced(sets, 12)
    assert (len(lived), lived[0], lived[-1]) == (12, ("0",), ("99",))
    assert evenly_spaced(sets[:12], 12) == sets[:12]


def test_what_a_proposal_depends_on_goes_all_the_way_down():
    held = params_with(syg02={"depends_on": (TEAM,)}, oevr04={"depends_on": (GUIDE,)})
    assert closure(GATE, held) == tuple(sorted((GATE, TEAM, GUIDE)))
    assert dependencies(GATE, held) == tuple(sorted((TEAM, GUIDE)))


@pytest.mark.usefixtures("fake_lives")
def test_a_chosen_pair_that_may_be_one_effort_is_warned_of(monkeypatch):
    pays = dict.fromkeys(("herning-ung04", "herning-ung02"), -1e6)
    for name, net in pays.items():
        monkeypatch.setitem(NET, name, net)
    told = asked(tuple(pays)).text("en")
    assert "UNG02 and UNG04 act on the same people in" in told
    assert "it is counted twice" in told


@pytest.mark.slow
@pytest.mark.usefixtures("few_draws")
def test_alone_is_what_compare_says_and_together_is_what_compare_says_of_both():
    few = {"replications": 2, "workers": 1, "params": PARAMS, "end": "2020-01-01"}
    few["population"] = 0.05
    found = portfolio("herning", (GATE, TEAM, GUIDE), must=(GATE, TEAM), **few)
    one = compare("herning", [GATE], break_even=False, estimator="lottery", **few)
    (gate,) = (row for row in found.candidates if row.id == GATE)
    assert gate.net.mean == pytest.approx(one.net_municipal.total.mean, abs=0.01)
    names = list(found.best.proposals)
    assert {GATE, TEAM} <= set(names)
    both = compare("herning", names, break_even=False, estimator="lottery", **few)
    assert found.best.interaction.together.mean == pytest.approx(
        both.net_municipal.total.mean, abs=0.01
    )
    again = portfolio("herning", (TEAM, GUIDE, GATE), must=(TEAM, GATE), **(few | {"workers": 2}))
    assert again.to_json() == found.to_json()


@pytest.mark.usefixtures("few_draws")
def test_a_proposal_for_talks_has_the_net_that_compare_gives_it():
    """Both worlds of its pair must hold the same of what talks do."""
    few = {"start": "2024-01-01", "end": "2025-01-01", "replications": 2, "workers": 1}
    few |= {"population": 0.05, "params": PARAMS}
    found = portfolio("hedensted", ["hedensted-samtaler", "hedensted-rehabteam"], **few)
    one = compare("hedensted", ["hedensted-samtaler"], break_even=False, **few)
    (talks,) = (row for row in found.candidates if row.id == "hedensted-samtaler")
    assert talks.net.mean == pytest.approx(one.net_municipal.total.mean, abs=0.01)
