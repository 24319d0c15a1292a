"""Limits of frames by year: kept exactly, priced in net, and refused in a sentence."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow.experiments.cli.questions.portfolio import limits_typed
from borgerflow.experiments.findings.rows import Interval, SummaryRow
from borgerflow.experiments.present.tables import cells
from borgerflow.experiments.questions.portfolio.asked import PortfolioQuestion, limits_of_mapping
from borgerflow.experiments.questions.portfolio.choosing.choose import (
    Candidates,
    best_set,
    chosen_shares,
)
from borgerflow.experiments.questions.portfolio.choosing.frame_limits import (
    cost_of,
    exceeded,
    limit_rows,
    refuse_unkept,
)
from borgerflow.experiments.questions.portfolio.choosing.limits_text import (
    frame_limits,
    limit_sentences,
    limits_table,
    over_words,
)
from borgerflow.experiments.questions.portfolio.choosing.unsure_words import unsure_sentences
from borgerflow.experiments.questions.portfolio.finding import (
    KeptLimit,
    LimitRow,
    Limits,
    UnsureChoice,
    UnsureSet,
)
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import LANGUAGES
from tests.experiments.fakes import yearly
from tests.experiments.test_choosing_words import made

SERVICE, TRANSFERS = ("service", 2019), ("transfers", 2019)
KR = st.integers(-30, 30).map(lambda n: n * 50_000.25)
MOST = st.none() | KR


def three(nets=(-3.0, -2.0, -1.0), service=(5.0, 4.0, 3.0), transfers=(-8.0, -6.0, -4.0)):
    """Return proposals a, b and c with their nets on both frames; amounts in millions."""
    frames = {SERVICE: 1e6 * np.array(service), TRANSFERS: 1e6 * np.array(transfers)}
    return Candidates(("a", "b", "c"), 1e6 * np.array(nets), np.zeros((1, 3)), frames=frames)


def within(**most):
    """Return limits of millions of 2019 by frame."""
    return Limits(frames={(frame, 2019): 1e6 * kroner for frame, kroner in most.items()})


@st.composite
def limited(draw):
    """Return up to five proposals with nets on both frames, and limits of these."""
    size = draw(st.integers(1, 5))
    amounts = st.lists(KR, min_size=size, max_size=size).map(np.array)
    names = tuple(f"p{n}" for n in range(size))
    frames = {SERVICE: draw(amounts), TRANSFERS: draw(amounts)}
    most = {frame: kroner for frame in frames if (kroner := draw(MOST)) is not None}
    return Candidates(names, draw(amounts), np.zeros((1, size)), frames=frames), Limits(frames=most)


def sets_within(candidates, limits):
    """Return the sets that keep the limits, said anew."""
    every = itertools.chain.from_iterable(
        itertools.combinations(candidates.names, size) for size in range(len(candidates.names) + 1)
    )
    return [
        names
        for names in every
        if all(
            round(float(candidates.frames[frame][candidates.places(names)].sum()), 2) <= most
            for frame, most in limits.frames.items()
        )
    ]


@pytest.mark.slow
@settings(max_examples=60)
@given(limited())
def test_no_set_within_the_frames_is_better(asked):
    candidates, limits = asked
    nets = [candidates.net(names) for names in sets_within(candidates, limits)]
    best = best_set(candidates, limits)
    if best is None:
        assert not nets
        with pytest.raises(InputError, match="no set keeps"):
            refuse_unkept(candidates, limits)
    else:
        refuse_unkept(candidates, limits)
        taken = {frame: candidates.on_frame(frame, best) for frame in limits.frames}
        assert not exceeded(limits, taken)
        assert candidates.net(best) == min(nets)


def test_a_frame_is_kept_to_the_oere():
    assert best_set(three(), within(service=9.0)) == ("a", "b")
    assert best_set(three(), within(service=9.0 - 1e-8)) == ("a", "c")


def test_what_is_saved_on_transfers_makes_no_room_for_service():
    assert best_set(three(), within(service=2.0)) == ()
    assert best_set(three(), within(service=12.0)) == ("a", "b", "c")


def test_a_frame_binds_where_the_net_would_be_lower_without_it_and_costs_that_much():
    limits = within(service=5.0, transfers=0.0)
    best = best_set(three(), limits)
    rows = limit_rows(three(), limits, best, {SERVICE: 5.2e6, TRANSFERS: -8e6})
    assert best == ("a",)
    assert [(row.frame, row.costs, row.binds) for row in rows] == [
        ("service", 3e6, True),
        ("transfers", 0.0, False),
    ]
    assert [(row.taken, row.together) for row in rows] == [(5e6, 5.2e6), (-8e6, -8e6)]


def test_two_frames_that_bind_together_alone_cost_nothing_each_and_something_both():
    both = three(nets=(-3.0, 0.0, 0.0), service=(5.0, 1.0, 1.0), transfers=(5.0, 1.0, 1.0))
    limits = within(service=1.0, transfers=1.0)
    best = best_set(both, limits)
    assert [row.costs for row in limit_rows(both, limits, best, None)] == [0.0, 0.0]
    assert cost_of(both, limits, best, {SERVICE, TRANSFERS}) == 3e6


def test_a_set_says_which_frames_it_exceeds():
    limits = within(service=5.0, transfers=-20.0)
    assert exceeded(limits, {SERVICE: 9e6, TRANSFERS: -14e6}) == (SERVICE, TRANSFERS)
    assert exceeded(limits, {SERVICE: 5e6, TRANSFERS: -20e6}) == ()


def test_a_limit_out_of_reach_is_refused_with_the_least_there_is():
    with pytest.raises(InputError) as refused:
        refuse_unkept(three(), within(transfers=-19.0))
    english, danish = (refused.value.said.text(lang) for lang in ("en", "da"))
    assert english == (
        "--limit: no set keeps transfers in 2019 at -19,000,000 kr. at most: the least is "
        "-18,000,000 kr."
    )
    assert danish.startswith("--limit: intet sæt holder overførsler i 2019 på højst -19.000.000")


def test_limits_that_can_be_kept_one_by_one_alone_are_refused_together():
    with pytest.raises(InputError, match="no set keeps all the frames at once"):
        refuse_unkept(three(), within(service=4.0, transfers=-10.0))


def test_redrawn_replications_keep_the_frames_they_have_themselves():
    nets = -1e6 * np.ones((4, 3))
    service = {SERVICE: 1e6 * np.array([[1.0, 1.0, 1.0]] * 4)}
    shares = chosen_shares(three(), nets, within(service=1.0), 1, service)
    assert sum(shares.values()) == pytest.approx(1.0)  # one of three fits, whichever is drawn


def told(*rows, cost=0.0, **changes):
    """Return a choice with rows of limits."""
    nothing = yearly(0.0, 0.0)
    frames = (SummaryRow("service", nothing), SummaryRow("transfers", nothing))
    return made(limit_rows=rows, limits_cost=cost, frames=frames, total=nothing, **changes)


BINDS = LimitRow("service", 2020, 2.5e6, 2.4e6, 2.6e6, 340_000.0)
LOOSE = LimitRow("transfers", 2020, 0.0, -3e6, -3e6, 0.0)


def test_the_frame_that_binds_is_named_with_what_it_costs():
    danish, english = (limit_sentences(told(BINDS, LOOSE, cost=340_000.0), x) for x in LANGUAGES)
    assert danish[0] == (
        "Rammen for serviceudgifter i 2020 binder: uden den kunne nettoresultatet være 340.000 kr. "
        "bedre."
    )
    assert english[0].startswith("The frame of service expenditure in 2020 binds: without it")
    assert danish[1] == "Simuleret sammen overskrides serviceudgifter i 2020 med 100.000 kr."


def test_where_no_frame_binds_that_is_said_and_where_they_do_together_too():
    assert limit_sentences(told(LOOSE), "en") == [
        "No frame binds: without them the choice would be as good."
    ]
    assert (
        "All frames together cost 10,000 kr. in net."
        in limit_sentences(told(LOOSE, cost=10_000.0), "en")[0]
    )
    assert limit_sentences(made(), "da") == []


def test_limits_stand_among_the_budgets_of_the_answer_and_in_a_table():
    limits = Limits({2019: None, 2020: None}, frames={("service", 2020): 2.5e6})
    text = told(BINDS, limits=limits).text("da")
    assert "inden for grænsen (serviceudgifter i 2020 højst 2.500.000 kr.)" in text
    both = replace(limits, total=3e6)
    assert "within the limits (3,000,000 kr. in all; service" in told(BINDS, limits=both).text("en")
    alike = replace(limits, frames={("service", year): 2.5e6 for year in (2019, 2020)})
    assert frame_limits(alike, "en") == ["service expenditure at most 2,500,000 kr. a year"]
    (row,) = cells(limits_table(told(BINDS)), "en")
    assert row == ["service expenditure in 2020", 2500.0, 2400.0, 2600.0, "yes", 340.0]


def test_frames_kept_in_fewer_than_nine_of_ten_draws_are_named_first():
    shares = {"draws": 32, "saves": 1.0, "best": 1.0, "regret": 0.0, "in_bad_times": 0.0}
    row = UnsureSet(proposals=("a",), numbers=("A",), named=(), net=Interval(-1.0), **shares)
    kept = KeptLimit("service", 2020, 1e6, 0.9), KeptLimit("transfers", 2021, 0.0, 0.62)
    unsure = UnsureChoice(32, (row,), ("a",), kept)
    assert unsure_sentences(unsure, "en")[-2:] == [
        "Frames that are kept in fewer than 90 % of the draws: transfers in 2021 (20 of 32).",
        "Frames that are kept more often: service expenditure in 2020 (29 of 32).",
    ]
    assert unsure_sentences(unsure, "da")[-1] == (
        "Rammer, der holdes oftere: serviceudgifter i 2020 (29 af 32)."
    )


def test_limits_are_typed_and_told_to_python_alike():
    typed = limits_typed(["service:2020=2500000", "overførsler=-500000"])
    assert typed == limits_of_mapping({"transfers": -500_000, "service": {2020: 2_500_000}})
    asked = PortfolioQuestion(municipality="herning", limits=typed)
    assert asked.frame_limits() == {
        ("service", 2020): 2.5e6,
        **{("transfers", year): -5e5 for year in range(2019, 2023)},
    }


def test_a_question_without_limits_is_the_one_it_was():
    assert "limits" not in PortfolioQuestion(municipality="herning").inputs()


def test_the_years_of_a_frame_that_is_exceeded_are_told_once():
    over = (*(("service", year) for year in (2019, 2020, 2021)), ("transfers", 2021))
    row = replace(made().sets[0], over=over)
    assert over_words(row, "da") == (
        "; det overskrider rammen for serviceudgifter i 2019, 2020 og 2021 og overførsler i 2021"
    )
    assert over_words(replace(row, over=over[:1]), "en") == (
        "; that exceeds the frame of service expenditure in 2019"
    )
    assert over_words(replace(row, over=()), "en") == ""
