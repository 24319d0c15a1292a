"""How sure a comparison says it is: chances, bounds, intervals and when it has paid back."""

import re

import pytest
from scipy.stats import binomtest

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.experiments.findings.rows import (
    AssumptionRange,
    CumulativePoint,
    DrawnRange,
    Interval,
    Payback,
)
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.compare.chart.cumulative import draw_cumulative
from borgerflow.experiments.questions.compare.report import compare_page
from borgerflow.experiments.questions.compare.text import answer
from tests.experiments.fakes import finding, yearly


def test_where_own_numbers_are_drawn_the_chance_of_payback_is_theirs_as_that_of_a_loss_is():
    drawn = DrawnRange(16, Interval(-4e5, -9e5, 2e5), Interval(0.7, 0.5, 0.9), 1e5)
    unsure = finding(assumption_range=AssumptionRange(-1e6, 4e5, 3, None, None, drawn))
    said = {lang: "\n".join(answer(unsure, lang)) for lang in ("da", "en")}
    assert "The chance of a loss over two years is 30 %" in said["en"]
    assert "having paid back by the end of 2020 is 70 %, with its own numbers" in said["en"]
    assert (
        "(as assumed: in 17 of 20 replications, at least half of the 20 by May 2020)" in said["en"]
    )
    assert "tjent hjem ved udgangen af 2020, er 70 pct. med forslagets egne tal" in said["da"]
    assert not any("85" in each for each in said.values())


def lead_of(lang, **changes):
    return compare_page(finding(**changes), lang).sections[0].lead


def test_a_report_leads_with_what_is_expected_and_the_chance_of_a_loss():
    drawn = DrawnRange(16, Interval(-4e5, -9e5, 2e5), Interval(0.7, 0.5, 0.9), 1e5)
    unsure = {"assumption_range": AssumptionRange(-1e6, 4e5, 3, None, None, drawn)}
    assert lead_of("da", **unsure) == (
        "Forslaget ventes at spare kommunen 500.000 kr. netto over to år med tallene som antaget; "
        "sandsynligheden for en merudgift er 30 pct."
    )
    assert lead_of("en", **unsure) == (
        "The proposal is expected to save the municipality 500,000 kr. net over two years with the "
        "numbers as assumed; the chance of a loss is 30 %."
    )


def test_a_report_without_draws_leads_with_what_is_expected_and_in_how_many_it_pays_back():
    both = {"proposals": finding().proposals * 2, "replications": 20}
    dear = yearly(100_000.0, 200_000.0)
    costs = {"net_by_payer": {"kommune": dear, "stat": dear, "a_kasse": dear}}
    assert lead_of("en", **both).startswith(
        "The proposals are expected to save the municipality 500,000 kr. net over two years; with "
        "the numbers as assumed it has paid back by the end of 2020 in 17 of 20"
    )
    assert lead_of("da", **both).startswith("Forslagene ventes at spare kommunen 500.000 kr.")
    assert lead_of("en", **costs).startswith(
        "The proposal is expected to cost the municipality 300"
    )
    assert lead_of("da", **costs).startswith("Forslaget ventes at koste kommunen 300.000 kr.")


@pytest.mark.parametrize(
    ("low", "high", "english", "danish"),
    [
        (-7e5, -3e5, "a saving of 300,000 to 700,000 kr.", "en besparelse på 300.000 til 700.000"),
        (3e5, 7e5, "300,000 to 700,000 kr.", "300.000 til 700.000 kr."),
        (
            -3e5,
            7e5,
            "from a saving of 300,000 kr. to a cost of 700,000 kr.",
            "fra en besparelse på 300.000 kr. til en udgift på 700.000 kr.",
        ),
        (-7e5, 400.0, "a saving of 0 to 700,000 kr.", "en besparelse på 0 til 700.000 kr."),
    ],
    ids=["saves", "costs", "either", "saves or nothing"],
)
def test_an_interval_of_savings_is_told_as_savings(low, high, english, danish):
    net = Interval((low + high) / 2, low, high)
    assert numbers.saving_or_cost_ends(net, "en") == f"simulation only, 95 %: {english}"
    assert f"95 pct.: {danish}" in numbers.saving_or_cost_ends(net, "da")
    assert numbers.saving_or_cost_ends(Interval(low), "en") == ""


def test_what_costs_nothing_and_saves_nothing_is_said_to_have_nothing_to_pay_back():
    none = CumulativePoint("2019-01", Interval(0.0, 0.0, 0.0))
    idle = finding(
        cumulative=(none,), payback=Payback("2019-01", "2019-01", "2019-01", {2020: 1.0})
    )
    assert "; there is nothing to pay back." in idle.text("en")
    assert "; der er intet at tjene hjem." in idle.text("da")
    assert "there is nothing to pay back" not in finding().text("en")


@pytest.mark.parametrize(
    ("share", "draws", "da", "en"),
    [
        (1.0, 20, "mindst 86 pct. (alle 20 trækninger)", "at least 86 % (all 20 draws)"),
        (0.0, 20, "højst 14 pct. (ingen af 20 trækninger)", "at most 14 % (none of 20 draws)"),
        (1.0, 100, "mindst 97 pct. (alle 100 trækninger)", "at least 97 % (all 100 draws)"),
        (0.999, 1024, "over 99 pct.", "over 99 %"),
        (0.001, 1024, "under 1 pct.", "under 1 %"),
        (0.7, 20, "70 pct.", "70 %"),
    ],
)
def test_draws_that_all_agree_leave_a_bound_and_no_bare_nought_or_hundred(share, draws, da, en):
    told = (numbers.chance(share, draws, "da"), numbers.chance(share, draws, "en"))
    assert told == (da, en)


def test_a_wider_interval_counts_for_more_than_the_bound():
    assert numbers.chance(1.0, 64, "en", (0.8, 1.0)) == "at least 80 % (all 64 draws)"
    assert numbers.chance(0.0, 64, "en", (0.0, 0.2)) == "at most 20 % (none of 64 draws)"


def test_the_bound_is_the_exact_one_of_clopper_and_pearson():
    exact = binomtest(20, 20, alternative="greater").proportion_ci(method="exact").low
    assert bound_of(1.0, 20) == pytest.approx(exact)
    assert bound_of(0.0, 20) == pytest.approx(1 - exact)
    assert bound_of(0.5, 20) is None


@pytest.mark.parametrize(("saves", "loss"), [(1.0, "at most 5 %"), (0.0, "at least 95 %")])
def test_a_comparison_tells_no_bare_chance_where_all_draws_agree(saves, loss):
    drawn = DrawnRange(64, Interval(-4e5, -9e5, 2e5), Interval(saves, saves, saves), 1e5)
    sure = finding(assumption_range=AssumptionRange(-1e6, 4e5, 3, None, None, drawn))
    said = "\n".join(answer(sure, "en"))
    assert f"The chance of a loss over two years is {loss} (" in said
    assert f"by the end of 2020 is at {'least 95' if saves else 'most 5'} % (" in said
    bare = re.compile(r"(?<![\d.,])(0|100) (%|pct\.)")
    assert not any(bare.search("\n".join(answer(sure, lang))) for lang in ("da", "en"))
    row = sure.to_dict()["assumption_range"]["drawn"]
    assert row["chance_of_saving_bound"] == bound_of(saves, 64)


@pytest.mark.parametrize(("simulation", "shown"), [(1e5, True), (None, False)])
def test_the_picture_shows_the_range_that_the_words_tell_and_none_of_two_replications(
    tmp_path, simulation, shown
):
    drawn = DrawnRange(16, Interval(-4e5, -9e5, 2e5), Interval(0.7), simulation)
    spans = [AssumptionRange(-1e6, 4e5, 3, None, None, each) for each in (drawn, None)]
    unsure, silent = (finding(assumption_range=span) for span in spans)
    for name, each in (("unsure", unsure), ("silent", silent)):
        draw_cumulative(each, [tmp_path / f"{name}.svg"], "en")
    pictures = [(tmp_path / f"{name}.svg").read_bytes() for name in ("unsure", "silent")]
    assert (pictures[0] != pictures[1]) == shown
    told = "\n".join(answer(unsure, "en"))
    assert ("as uncertain as they are, the expected net lies" in told) == shown
