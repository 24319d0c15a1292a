"""How sure a choice is, told from nets by draw that are known."""

from types import SimpleNamespace

import numpy as np
import pytest

import borgerflow as bf
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.portfolio import question as asking
from borgerflow.experiments.questions.portfolio.asked import PortfolioQuestion, accepted_choice
from borgerflow.experiments.questions.portfolio.choosing.choose import Candidates
from borgerflow.experiments.questions.portfolio.choosing.under_draws import (
    DrawnNets,
    drawings_of,
    unsure_choice,
)
from borgerflow.experiments.questions.portfolio.choosing.unsure_words import (
    unsure_sentences,
    unsure_table,
)
from borgerflow.experiments.questions.portfolio.finding import Limits, UnsureChoice, UnsureSet
from borgerflow.experiments.questions.portfolio.question import selection_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.patches.files import lines_of

SAFE, RISKY = "safe", "risky"
# The risky one is better on average and as assumed; one draw of four it is a loss.
NETS = 1000 * np.array([[-10.0, -40.0], [-10.0, -40.0], [-10.0, -40.0], [-10.0, 60.0]])
COSTS = np.array([[1.0, 1.0]])


def solved(nets=NETS, choices=None, limits=None, frames=None):
    """Return what is worth knowing of a choice between two, of which the budget allows one."""
    forms = {n: SimpleNamespace(form=SimpleNamespace(number=n.upper())) for n in (SAFE, RISKY)}
    solution = SimpleNamespace(
        candidates=Candidates(
            (SAFE, RISKY),
            np.median(nets, axis=0),
            COSTS,
            frames={frame: each.mean(axis=0) for frame, each in (frames or {}).items()},
        ),
        best=(RISKY,),
        choices=choices or {},
        selection=SimpleNamespace(
            limits=limits or Limits(total=1.0),
            sets=SimpleNamespace(params=SimpleNamespace(proposal=forms.__getitem__)),
        ),
    )
    return unsure_choice(solution, DrawnNets(nets, frames or {}))


def test_the_chosen_set_is_the_best_in_some_draws_and_its_regret_is_what_the_best_costs_less():
    found = solved().chosen
    assert found.proposals == (RISKY,)
    assert found.best == 0.75
    assert found.regret == pytest.approx(70_000 / 4)
    assert found.saves == 0.75
    assert found.net.mean == pytest.approx(-15_000)


def test_where_things_go_badly_another_set_may_do_better():
    found = solved()
    assert found.cautious == (SAFE,)
    worse = {row.proposals: row.in_bad_times for row in found.sets}
    assert worse[(SAFE,)] == -10_000 < worse[(RISKY,)]


def test_a_choice_that_somebody_made_has_its_own_regret_and_one_of_other_proposals_none():
    council = SimpleNamespace(id="council")
    found = solved(choices={(SAFE,): [council], (SAFE, "other"): [council]})
    (made,) = [row for row in found.sets if row.named]
    assert made.proposals == (SAFE,)
    assert made.regret == pytest.approx(3 * 30_000 / 4)


def test_a_frame_is_kept_in_the_share_of_draws_in_which_the_chosen_set_is_within_it():
    taken = np.array([[0.0, 5.0], [0.0, 7.0], [0.0, 8.0], [0.0, 9.0]])
    frame = ("service", 2020)
    limits = Limits(total=1.0, frames={frame: 8.0})
    (kept,) = solved(limits=limits, frames={frame: taken}).limits
    assert (kept.frame, kept.year, kept.kept) == ("service", 2020, 0.75)


def test_the_best_of_a_draw_keeps_the_limits():
    both = solved(limits=Limits(total=2.0))
    assert both.chosen.best == 0.0
    assert both.chosen.regret == pytest.approx(100_000 / 4)


def test_it_is_told_in_both_languages_without_identifiers():
    english, danish = (" ".join(unsure_sentences(solved(), lang)) for lang in ("en", "da"))
    assert "the chosen set is the best in 3 of 4 draws" in english
    assert "badly is SAFE: one time in five its net is above -10,000 kr." in english
    assert "er det valgte sæt det bedste i 3 af 4 trækninger" in danish
    (missing,) = unsure_sentences(None, "da")
    assert "tvivlen om forslagenes egne tal" in missing


def test_a_set_that_saves_and_is_best_in_every_draw_is_told_with_their_number_and_the_bound():
    sure = {"draws": 64, "saves": 1.0, "best": 1.0, "regret": 0.0, "in_bad_times": -1e5}
    row = UnsureSet(proposals=("a",), numbers=("A",), named=("c",), net=Interval(-2e5), **sure)
    unsure = UnsureChoice(draws=64, sets=(row,), cautious=("a",))
    english, danish = (" ".join(unsure_sentences(unsure, lang)) for lang in ("en", "da"))
    assert "is the best in all 64 draws, and" in english
    assert "the chance that a saving is to be expected is at least 95 % (all 64 draws)." in english
    assert "er det valgte sæt det bedste i alle 64 trækninger, og" in danish
    assert "der må ventes en besparelse, er mindst 95 pct. (alle 64 trækninger)." in danish
    assert "100 % at least 95 %" in unsure_table(unsure).title.en


def test_of_a_set_of_none_no_net_is_told_where_things_go_badly():
    shares = {"draws": 32, "saves": 0.0, "best": 1.0, "regret": 0.0, "in_bad_times": 0.0}
    none = UnsureSet(proposals=(), numbers=(), named=(), net=Interval(0.0), **shares)
    told = unsure_sentences(UnsureChoice(draws=32, sets=(none,), cautious=()), "en")
    assert told[-1] == "Best where things go badly is the chosen one."


def test_too_few_draws_are_refused(capsys):
    with pytest.raises(InputError, match="--draws is 8: expected a whole number from 32"):
        bf.portfolio("herning", ["herning-jbk10"], draws=8)


def test_draws_where_citizens_wait_for_one_another_are_refused_before_anything_is_simulated(
    monkeypatch,
):
    waiting = SimpleNamespace(baseline=SimpleNamespace(citizens_are_independent=False))
    among = SimpleNamespace(sets=waiting, candidates=SimpleNamespace(names=("herning-jbk10",)))
    monkeypatch.setattr(asking, "selection_of", lambda *_: among)
    monkeypatch.setattr(asking, "WorkerPool", lambda *_: pytest.fail("it was simulated"))
    with pytest.raises(InputError, match="--draws: citizens wait for one another here"):
        bf.portfolio("herning", ["herning-jbk10"], draws=32)


def test_whoever_stops_the_draws_early_keeps_the_choice_without_them(monkeypatch):
    def stop(*_):
        raise Interrupted({})

    monkeypatch.setattr(asking, "drawn_nets", stop)
    monkeypatch.setattr(asking, "finding_of", lambda _, warnings: warnings)
    with pytest.raises(Interrupted) as stopped:
        asking._under_draws(None, None, {})
    (notice,) = stopped.value.finding
    assert notice.en == "Interrupted: how sure the choice is was not found."
    assert notice.da == "Afbrudt: valgets sikkerhed er ikke fundet."


def drawn_of_two(together=None, draws=128):
    """Return the places at which the numbers of two proposals are drawn, by name."""
    question = PortfolioQuestion(
        municipality="herning",
        proposals=("herning-jbk10", "herning-syg02"),
        patch=lines_of(together),
    )
    params = question.held(load())
    selection = selection_of(accepted_choice(question, params), params)
    drawings = drawings_of(selection.sets, selection.candidates.names, draws).values()
    names = [number.name for drawing in drawings for number in drawing.own]
    places = np.concatenate([drawing.own_shares for drawing in drawings], axis=1)
    return dict(zip(names, places.T, strict=True))


def test_numbers_of_two_proposals_do_not_follow_each_other():
    drawn = drawn_of_two()
    follow = np.corrcoef([*drawn.values()]) - np.eye(len(drawn))
    assert np.abs(follow).max() < 0.35


def test_numbers_of_two_proposals_hang_together_as_they_are_said_to():
    one, other = (next(n for n in drawn_of_two() if f"{p}." in n) for p in ("jbk10", "syg02"))
    drawn = drawn_of_two({f"{one} ~ {other}": 0.9})
    assert np.corrcoef(drawn[one], drawn[other])[0, 1] == pytest.approx(0.89, abs=0.03)


@pytest.mark.slow
def test_proposals_are_drawn_apart_and_simulated_in_a_small_part():
    found = bf.portfolio(
        "herning",
        ["herning-jbk10", "herning-syg02"],
        draws=32,
        replications=2,
        population=0.03,
        workers=1,
        end="2021-01-01",
        must=["herning-jbk10"],
    )
    row = found.unsure.chosen
    assert row.net.low < row.net.mean < row.net.high
    assert found.to_dict()["under_uncertainty"]["draws"] == 32
    assert "of 32 draws" in found.text("en")
