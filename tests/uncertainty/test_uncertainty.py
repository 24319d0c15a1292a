"""The answer of ``uncertainty``: drawn, simulated and told, in both languages."""

import json
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import borgerflow as bf
from borgerflow.experiments.cli import main
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.compare.own_numbers.sampling import chunks_of, points
from borgerflow.experiments.questions.uncertainty.chart import draw_payback
from borgerflow.experiments.questions.uncertainty.text import as_title
from borgerflow.sim.base.errors import InputError
from tests.pages import html_of
from tests.pictures.kept_pictures import lacking

SMALL = {"population": 0.01, "draws": 32, "steps": 8, "replications": 2, "workers": 1}
SMALL |= {"end": "2021-01-01"}


@cache
def answered(proposal="herning-jbk10", **more):
    """Return the finding about a proposal in a small part of Herning."""
    more["patch"] = dict(more.get("patch", ()))
    return bf.uncertainty("herning", [proposal], **{**SMALL, **more})


def test_the_first_points_are_the_same_however_many_are_asked_for():
    assert np.array_equal(points(3, 64, 5), points(3, 200, 5)[:64])
    assert not np.array_equal(points(3, 64, 5), points(3, 64, 6))
    assert points(0, 8, 1).shape == (8, 0)


def test_points_fill_each_number_more_evenly_than_independent_ones():
    even, lots = points(5, 256, 1), np.random.default_rng(1).random((256, 5))
    off = [
        np.abs(np.sort(each, axis=0) - (np.arange(256)[:, None] + 0.5) / 256).max()
        for each in (even, lots)
    ]
    assert off[0] < off[1] / 5


def test_chunks_hold_every_draw_once():
    assert [list(each) for each in chunks_of(5, 2)] == [[0, 1], [2, 3], [4]]


@pytest.mark.slow
def test_the_net_of_the_draws_and_that_of_the_numbers_as_assumed_stand_beside_each_other():
    found = answered()
    assert found.draws == 32
    assert found.failed == ()
    assert found.net_municipal.total.low < found.net_municipal.total.mean
    assert found.simulation > 0
    years = found.net_municipal.by_year.values()
    assert sum(each.mean for each in years) == pytest.approx(found.net_municipal.total.mean)
    assert {row.name.rsplit(".", 1)[1] for row in found.numbers} >= {"effect", "reach"}
    shares = [row.share.mean for row in found.numbers]
    assert shares == sorted(shares, reverse=True)
    assert found.numbers[0].name == "herning-jbk10.more_talks.effect"


@pytest.mark.slow
def test_the_same_question_gives_the_same_answer_for_any_number_of_workers():
    two = bf.uncertainty("herning", ["herning-jbk10"], **{**SMALL, "workers": 2})
    assert two.to_json() == answered().to_json()


@pytest.mark.slow
def test_a_free_proposal_saves_more_often_than_a_dear_one():
    chances = [row.saves.mean for row in answered().prices]
    assert chances == sorted(chances, reverse=True)
    (as_it_is,) = [row for row in answered().prices if row.times == 1]
    assert as_it_is.saves.mean == answered().saves.mean


@pytest.mark.slow
def test_the_ledger_of_every_draw_adds_up_to_its_net_and_that_as_assumed_to_the_comparison():
    found = answered()
    long, nets = found.tables()["ledger_long"], found.tables()["net_by_draw"]
    sign = np.where(long.world == "investment", 1, -1)
    change = long.assign(kroner=sign * long.kroner)
    rows = ["draw", "replication", "year", "payer"]
    by_draw = change.groupby(rows, observed=True).kroner.sum()
    wanted = nets.set_index(rows).kroner
    assert set(by_draw.index.get_level_values("draw")) == {-1, *range(found.draws)}
    there = by_draw.drop(-1, level="draw").reindex(wanted.index, fill_value=0.0)
    assert np.abs(there - wanted).max() < 0.005
    cells = ["year", "payer", "scheme", "kind"]
    usual = long[long.draw == -1]
    for row in found.compared.ledger:
        at = usual[(usual[cells] == [row.year, row.payer, row.scheme, row.kind]).all(axis=1)]
        for world in ("baseline", "investment"):
            kroner = at[at.world == world].kroner.sum() / found.replications
            assert kroner == pytest.approx(getattr(row, world), abs=0.005)


@pytest.mark.slow
def test_every_draw_stands_in_long_tables_with_what_was_drawn_and_what_it_comes_to():
    found = answered()
    drawn, nets = found.tables()["parameters"], found.tables()["net_by_draw"]
    assert set(drawn.number) == {row.name for row in found.numbers}
    assert len(drawn) == found.draws * len(found.numbers)
    worlds = drawn[drawn.number.str.startswith("herning.")].groupby("number").value.nunique()
    assert set(worlds) == {found.worlds} == {8}
    mean = nets[nets.payer == "kommune"].groupby(["draw", "replication"]).kroner.sum().mean()
    assert mean == pytest.approx(found.net_municipal.total.mean)


@pytest.mark.slow
def test_another_reading_of_the_words_is_told_beside_the_first():
    found = answered("herning-syg02")
    assert [row.reading.en for row in found.readings] == ["A refused case is like any new case"]
    assert found.readings[0].saves.mean > found.saves.mean
    assert (
        "Read as “A refused case is like any new case” the chance that a loss is to be expected is"
        in found.text("en")
    )
    assert found.knowing == 0
    assert found.readings[0].net.mean < 0 < found.net_municipal.total.mean
    assert "Which reading of the proposal is the right one does change it." in found.text("en")
    assert "hvilken fortolkning af forslaget der er den rette" in found.text("da")


@pytest.mark.slow
def test_what_a_number_does_with_others_is_at_least_nought_and_at_most_all():
    found = answered()
    totals = [row.total for row in found.numbers if row.total is not None]
    assert len(totals) == found.own
    assert all(0 <= total.low <= total.mean <= total.high <= 1 for total in totals)
    effect = found.numbers[0]
    assert effect.step < 0  # a larger effect saves
    assert effect.total.mean > 0.2
    for lang, words in (("da", "andel med samspil"), ("en", "share with others")):
        assert words in found.text(lang)


@pytest.mark.slow
def test_what_to_find_out_first_stands_beside_its_grade():
    first = answered().find_out_first
    assert first[0].name == "herning-jbk10.more_talks.effect"
    assert "Find out first: more frequent talks: effect (assumed)" in answered().text("en")
    assert "Find først ud af: hyppigere samtaler: effekt (antaget)" in answered().text("da")


@pytest.mark.slow
def test_whether_a_pilot_is_worth_its_money_is_told_with_what_it_costs():
    found = answered("herning-syg02")
    by_months = {row.months: row for row in found.pilots}
    assert by_months[6].there < by_months[12].there
    assert by_months[12].error < by_months[6].error * 3
    assert all(row.tells >= 0 and row.waits >= 0 and row.costs > 0 for row in found.pilots)
    assert "A pilot before the decision is not worth its money" in found.text("en")
    assert "Et forsøg før beslutningen er ikke pengene værd" in found.text("da")
    told = json.loads(found.to_json())["pilots"][0]
    first = found.pilots[0]
    assert told["worth"] == first.tells - first.waits - first.costs


@pytest.mark.slow
def test_a_pilot_of_more_citizens_than_there_are_is_one_of_all_and_its_evaluation_costs():
    free, dear = (
        answered("herning-syg02", pilots=("100000x12",), pilot_cost=cost, steps=0)
        for cost in (0.0, 50_000.0)
    )
    (row,), (paid,) = free.pilots, dear.pilots
    assert row.citizens == row.there
    assert paid.costs == row.costs + 50_000


@pytest.mark.slow
def test_what_an_evaluation_would_see_is_told_in_both_languages(tmp_path):
    found = answered("herning-syg02", evaluation=True, steps=0, end=None, population=0.02)
    assert {row.design for row in found.evaluations} == {"by_lot", "matched", "before_after"}
    english, danish = found.text("en"), found.text("da")
    assert "An evaluation by lot among the first year's citizens sees" in english
    assert "En evaluering ved lodtrækning blandt det første års borgere kan påvise" in danish
    told = json.loads(found.to_json())
    assert len(told["evaluations"]) == len(found.evaluations)
    assert told["false_answers"][0]["moved"] == 0.02
    found.to_excel(tmp_path / "seen.xlsx", "en")


def of_which_one_is_not_drawn():
    """Return an answer about two numbers that hang together, one of them not drawn, evaluated."""
    return answered(patch=(("herning-jbk10.cost.2020 ~ costs.*", "0.5"),), evaluation=True, steps=0)


@pytest.mark.slow
def test_where_too_few_are_met_it_is_told_that_no_evaluation_can_be_made():
    found = of_which_one_is_not_drawn()
    assert found.evaluations == ()
    assert any("Too few citizens are met" in notice.en for notice in found.warnings)


@pytest.mark.slow
def test_what_one_municipality_meets_is_told_beside_what_is_to_be_expected():
    found = answered(replications=10, steps=0)
    assert answered().one_municipality is None
    assert "is told from 10 replications on" in answered().text()
    half, saves = found.one_municipality.half, found.one_municipality.saves
    assert half > found.simulation  # of one history, not of their mean
    assert saves.low <= saves.mean <= saves.high
    assert found.to_dict()["one_municipality"]["half_width"] == half
    assert numbers.amount(half, "en") + " from what is expected (95 %): its chance" in found.text()
    assert numbers.amount(half, "da") + " fra det forventede (95 pct.): dens" in found.text("da")


@pytest.mark.slow
def test_draws_that_all_agree_are_told_with_the_bound_that_they_leave():
    found = replace(answered(), saves=Interval(1.0, 1.0, 1.0), draws=64)
    assert "is to be expected over two years is at most 5 % (none of 64 draws)." in found.text()
    assert as_title(found, "da").endswith(
        "højst 5 pct. sandsynlighed for ventet merudgift ved udgangen af 2020"
    )
    assert found.to_dict()["chance_of_saving_bound"] == pytest.approx(0.9543, abs=1e-4)


def test_groups_of_numbers_are_worth_no_more_than_all_of_them():
    found = answered()
    assert {row.group for row in found.groups} == {"effect", "reach", "timing"}
    assert sum(row.numbers for row in found.groups) == found.own
    assert all(row.knowing.low <= row.knowing.mean <= row.knowing.high for row in found.groups)


@pytest.mark.slow
def test_the_sentences_that_a_committee_needs_stand_in_the_first_ten_lines():
    english = answered().text("en").splitlines()[:10]
    danish = answered().text("da").splitlines()[:10]
    for lines, words in (
        (
            english,
            (
                "The chance that a loss is to be expected over two years is",
                "on average",
                "The chance that it is expected to have paid back",
                "Most depends on",
                "draws of the",
            ),
        ),
        (
            danish,
            (
                "Sandsynligheden for, at der må ventes en merudgift for kommunen over to år, er",
                "i gennemsnit",
                "Sandsynligheden for, at det må ventes tjent hjem",
                "Mest afhænger svaret af",
                "trækninger af forslagets",
            ),
        ),
    ):
        assert all(any(word in line for line in lines) for word in words), lines


@pytest.mark.slow
def test_the_answer_can_be_saved_in_every_form(tmp_path):
    found = answered()
    json.loads(found.to_json())
    assert set(found.tables()) >= {"numbers", "prices"}
    assert lacking(found) == []
    for lang in ("da", "en"):
        found.to_excel(tmp_path / f"{lang}.xlsx", lang)
        assert len(found.table(lang=lang)) == len(found.numbers)
    found.plot(tmp_path / "tornado.svg")
    assert (tmp_path / "tornado.svg").stat().st_size > 1000
    draw_payback(found, [tmp_path / "payback.svg"], "da")
    assert (tmp_path / "payback.svg").stat().st_size > 1000


@pytest.mark.slow
def test_where_the_draws_show_no_number_none_is_named_or_drawn_in_any_form(tmp_path):
    unseen = {"share": Interval(0.0, 0.0, 0.6), "net_at_low": None, "net_at_high": None}
    unseen |= {"knowing": None, "pays_from": None}
    rows = tuple(replace(row, **unseen) for row in answered().numbers)
    found = replace(answered(), numbers=rows)
    assert json.loads(found.to_json())["find_out_first"] == []
    assert lacking(found) == []
    for lang, leads, open_ in (
        ("da", ("Mest afhænger", "Find først", "alene at kende"), "32 trækninger viser ikke"),
        ("en", ("Most depends", "Find out first", "alone is worth"), "32 draws do not show"),
    ):
        page = html_of(found, lang, drawn=False)
        for told in (found.text(lang), page):
            assert not any(lead in told for lead in leads)
            assert open_ in told
        found.to_excel(tmp_path / f"{lang}.xlsx", lang)


def test_too_few_draws_are_refused_before_anything_is_simulated(capsys):
    with pytest.raises(InputError, match="--draws is 8: expected a whole number from 32 to 10,000"):
        bf.uncertainty("herning", ["herning-jbk10"], draws=8)
    assert main(["uncertainty", "herning-jbk10", "--draws", "8"]) == 2
    assert "32 to 10,000" in capsys.readouterr().err


def test_more_steps_than_draws_are_refused_before_anything_is_simulated(capsys):
    told = "--steps is 64: expected 0, or a whole number from 8 to the number of draws (--draws)"
    with pytest.raises(InputError, match=re.escape(told)):
        bf.uncertainty("herning", ["herning-jbk10"], draws=32, steps=64)
    assert main(["uncertainty", "herning-jbk10", "--steps", "4"]) == 2
    assert "--steps" in capsys.readouterr().err


@pytest.mark.slow
def test_what_must_be_true_is_told_also_where_no_number_decides_alone():
    found = answered()
    for lang, lead in (("da", "Forudsætning: intet af"), ("en", "What must be true: no number")):
        (told,) = [line for line in found.text(lang).splitlines()[:10] if line.startswith(lead)]
        assert {"da": "tjene sig hjem", "en": "make it pay"}[lang] in told


@pytest.mark.slow
def test_numbers_that_hang_together_are_told_and_drawn_so():
    names = "herning-jbk10.more_talks.effect", "herning-jbk10.more_talks.implementation"
    found = answered(patch=((" ~ ".join(names), "0.9"),), steps=0)
    drawn = found.tables()["parameters"].pivot(index="draw", columns="number", values="value")
    assert drawn[list(names)].corr("spearman").iloc[0, 1] > 0.7
    assert (
        answered()
        .tables()["parameters"]
        .pivot(index="draw", columns="number", values="value")[list(names)]
        .corr("spearman")
        .abs()
        .iloc[0, 1]
        < 0.4
    )
    danish, english = found.text("da"), found.text("en")
    assert f"Tal, der hænger sammen (korrelation): »{' ~ '.join(names)}« 0,90." in danish
    assert "each from its own distribution and correlated as said above" in english


@pytest.mark.slow
def test_numbers_that_are_not_both_drawn_are_said_to_hang_together_to_no_effect():
    told = of_which_one_is_not_drawn().text("en")
    assert "does nothing: this answer does not draw both numbers apart" in told
