import re

import pytest
from scipy.stats import binomtest

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.experiments.findings.rows import (
    AssumptionRange,
    Attempt,
    CumulativePoint,
    DrawnRange,
    Interval,
    Payback,
    ResultPrice,
    SummaryRow,
)
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.compare.break_even.text import break_even_sentence
from borgerflow.experiments.questions.compare.report import compare_page
from borgerflow.experiments.questions.compare.text import answer, reading_sentence
from borgerflow.sim.base.wording import Wording
from tests.experiments.fakes import break_even, finding, yearly


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-1234567, 0, "-1.234.567", "-1,234,567"),
        (0.05, 1, "0,1", "0.1"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.4, 0, "0", "0"),
    ],
)
def test_numbers_take_the_separators_of_the_language(value, decimals, danish, english):
    assert numbers.number(value, "da", decimals) == danish
    assert numbers.number(value, "en", decimals) == english


@pytest.mark.parametrize(
    ("seconds", "danish", "english"),
    [
        (119, "119 sekunder", "119 seconds"),
        (120, "2 minutter", "2 minutes"),
        (7_140, "119 minutter", "119 minutes"),
        (7_200, "2,0 timer", "2.0 hours"),
    ],
)
def test_a_wait_is_told_in_the_largest_unit_of_which_it_is_two(seconds, danish, english):
    assert numbers.duration(seconds, "da") == danish
    assert numbers.duration(seconds, "en") == english


def test_kroner_are_told_to_the_thousand():
    assert numbers.kroner(612_499, "da") == "612.000 kr."
    assert numbers.kroner(612_500.5, "en") == "613,000 kr."


def test_counts_from_a_thousand_are_told_to_the_ten():
    assert numbers.count(2447.3, "da") == "2.450"
    assert numbers.count(447.3, "da") == "447"


def test_the_answer_stands_first_in_english():
    first, second, third, fourth, *_ = finding().text("en").splitlines()
    assert first == "Herning · SYG02 · Early check · 2019-2020"
    assert second == "The form states no effect."
    assert third == (
        "It pays for itself if at least 62 (49-75) of about 2,450 new cases a year "
        "are refused at intake (2.5 %, simulation only, 95 %: 2.0-3.1)."
    )
    assert fourth == (
        "With 2.0 % of the new cases refused at intake (assumed) it is expected to save the "
        "municipality 500,000 kr. net over two years. Simulation only, 95 %: a saving of 300,000 "
        "to 700,000 kr.; with the numbers as assumed it has paid back by the end of 2020 in 17 "
        "of 20 replications (at least half of the 20 by May 2020)."
    )


def test_the_answer_stands_first_in_danish():
    lines = finding().text("da").splitlines()
    assert lines[2] == (
        "Det tjener sig hjem, hvis mindst 62 (49-75) af ca. 2.450 nye sager om året afvises ved "
        "visitationen (2,5 pct., simuleringsusikkerhed, 95 pct.: 2,0-3,1)."
    )
    assert lines[3].startswith(
        "Med 2,0 pct. af de nye sager afvist ved visitationen (antaget) ventes det at spare "
        "kommunen 500.000 kr. netto over to år"
    )


def test_a_cost_is_a_cost():
    net = yearly(100_000.0, 200_000.0)
    dear = finding(net_by_payer={"kommune": net, "stat": net, "a_kasse": net})
    assert "it is expected to cost the municipality 300,000 kr. net" in dear.text("en")
    assert "ventes det at koste kommunen 300.000 kr. netto" in dear.text("da")


def test_the_table_prints_its_unit_its_prices_and_its_sign():
    assert "DKK 1,000, 2019 prices, + expense, - saving" in finding().text("en")
    assert "1.000 kr., 2019-pl, + udgift, - besparelse" in finding().text("da")


def test_a_row_of_the_table_has_every_year_the_total_and_the_interval():
    shown = finding().text("en").splitlines()
    row, _ = [line for line in shown if "Net, municipality" in line]
    assert row.split("municipality")[1].split() == ["300", "-801", "-500", "-700", "to", "-300"]


def test_every_year_has_its_interval_where_chance_gave_it_a_width():
    still = SummaryRow("investment", yearly(4e5, 4e5, half=0.0))
    shown = finding(summary=(still, *finding().summary[1:])).text("en").splitlines()
    place = next(n for n, line in enumerate(shown) if line.startswith("95 % interval of each year"))
    assert shown[place].split()[-2:] == ["2019", "2020"]
    (row,) = [line for line in shown[place:] if "Net, municipality" in line]
    assert re.findall(r"\S+ to \S+", row) == ["200 to 400", "-901 to -701"]
    assert not [line for line in shown[place:] if "Investment" in line]


def test_without_intervals_no_table_of_them_is_shown():
    still = tuple(SummaryRow(row.line, yearly(1.0, 2.0, half=0.0)) for row in finding().summary)
    assert "interval of each year" not in finding(summary=still).text("en")


def test_people_are_told_as_a_mean_of_the_years_with_its_interval():
    text = finding().text("en")
    people = "sygedagpenge -13 (-16 to -10). Citizens touched a year: 70"
    assert f"Full-time persons a year (simulation only, 95 %): {people}" in text


@pytest.mark.parametrize(
    ("price", "danish", "english"),
    [
        (
            ResultPrice("full_time_person_in_work", Interval(8.0), Interval(151_440.0, 1e5, 3e5)),
            "For hver fuldtidsperson mere i arbejde i et år: kommunal nettoudgift på 151.400 kr. "
            "(simuleringsusikkerhed, 95 pct.: 100.000 til 300.000).",
            "For each full-time person more in work for a year: a net cost to the municipality of "
            "151,400 kr. (simulation only, 95 %: 100,000 to 300,000).",
        ),
        (
            ResultPrice("week_of_benefit_saved", Interval(8.0), Interval(-363.0, -520.0, -240.0)),
            "For hver sparet uge på ydelse: kommunal nettobesparelse på 400 kr. (simulerings"
            "usikkerhed, 95 pct.: 200 til 500).",
            "For each week of benefit saved: a net saving to the municipality of 400 kr. "
            "(simulation only, 95 %: 200 to 500).",
        ),
        (
            ResultPrice("week_of_benefit_saved", Interval(-12.0, -20.0, -4.0), None),
            "For hver sparet uge på ydelse: intet beløb, da der ikke bliver flere (-12 (-20 til "
            "-4,0) i perioden).",
            "For each week of benefit saved: no amount, as there are no more of them (-12 (-20 to "
            "-4.0) over the period).",
        ),
        (
            ResultPrice("full_time_person_in_work", Interval(0.4, -1.0, 1.8), None),
            "For hver fuldtidsperson mere i arbejde i et år: intet beløb, da det kan være "
            "tilfældigt, om der bliver flere (+0,4 (-1,0 til +1,8) i perioden).",
            "For each full-time person more in work for a year: no amount, as it may be chance "
            "whether there are more (+0.4 (-1.0 to +1.8) over the period).",
        ),
    ],
)
def test_what_each_result_costs_or_saves_is_told_or_why_it_is_not(price, danish, english):
    assert danish in finding(prices=(price,)).text("da").splitlines()
    assert english in finding(prices=(price,)).text("en").splitlines()


def test_who_gains_is_a_table_of_groups_with_intervals():
    rows = [line.split() for line in finding().text("en").splitlines()]
    assert [
        "age:",
        "25-29",
        "60",
        "+3.0",
        "+1.0",
        "to",
        "+5.0",
        "-120",
        "-200",
        "to",
        "-40",
    ] in rows
    assert any(row[:3] == ["from:", "sygedagpenge", "9"] for row in rows)
    assert "Who brings the change" not in finding(gains=()).text("en")


def test_what_it_rests_on_is_short_unless_asked_for():
    many = finding(assumptions=finding().assumptions * 4)
    assert "... 5 more: --assumptions" in many.text("en")
    assert "x.effect 2.0 % (assumed, 0.0-5.0 %): none" in many.text("en", all_assumptions=True)


def test_warnings_are_told_in_the_readers_language():
    assert "OBS: Kun to år." in finding().text("da")
    assert "Note: Two years only." in finding().text("en")


def test_the_last_line_says_how_it_was_made():
    assert finding().text("en").splitlines()[-1] == (
        "20 paired replications, seed 1, engine auto, 3.2 s."
    )
    assert finding(replications=1).text("da").splitlines()[-1] == (
        "1 parret simulering, startværdi (seed) 1, automatisk valgt motor, 3,2 s."
    )


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


def test_one_replication_claims_no_interval():
    alone = yearly(5e5, 5e5)
    alone = type(alone)({y: Interval(a.mean) for y, a in alone.by_year.items()}, Interval(1e6))
    text = finding(net_by_payer={"kommune": alone, "stat": alone, "a_kasse": alone}).text("en")
    assert "1,000,000 kr. net over two years. With the numbers as assumed it has paid back" in text
    assert "simulation only" not in text.splitlines()[3]


def test_no_effect_in_range_is_said_with_what_is_left():
    never = break_even(effect=None, needed=None, best_tried=1.0, net_left=Interval(612_345.0))
    assert break_even_sentence(never, "en") == (
        "No effect up to 100 % of the new cases pays for it: there the net is still 612,000 kr."
    )
    assert break_even_sentence(never, "da") == (
        "Selv ved 100 pct. af de nye sager tjener det sig ikke hjem: nettoudgiften er da stadig "
        "612.000 kr."
    )


def test_a_share_of_some_cases_names_them():
    some = break_even(within_weeks=8)
    assert (
        "(2.5 %, simulation only, 95 %: 2.0-3.1, of the cases that would have ended within 8 weeks)"
        in (break_even_sentence(some, "en"))
    )


def test_another_reading_is_told_by_its_label():
    other = break_even(reading="x", reading_label=Wording("som enhver sag", "like any case"))
    assert break_even_sentence(other, "en").startswith(
        "Read as “like any case”: it pays for itself if at least 62"
    )


def test_a_factor_is_told_as_faster_or_slower():
    faster = break_even(
        kind="hazard", at=None, unit="factor", exits=("job",), effect=Interval(1.042, 1.03, 1.054)
    )
    assert break_even_sentence(faster, "en") == (
        "It pays for itself if exits from sygedagpenge to job go at least 4.2 % faster "
        "(simulation only, 95 %: 3.0-5.4)."
    )
    slower = break_even(
        kind="hazard", at=None, unit="factor", exits=("job",), effect=Interval(0.9, 0.85, 0.95)
    )
    assert (
        "mindst 10,0 pct. langsommere (simuleringsusikkerhed, 95 pct.: 5,0-15,0)"
        in break_even_sentence(slower, "da")
    )


def test_a_change_of_weeks_is_told_as_shorter_or_longer():
    shorter = break_even(
        kind="duration", at=None, unit="weeks", effect=Interval(-0.42, -0.61, -0.23)
    )
    assert break_even_sentence(shorter, "en") == (
        "It pays for itself if stays on sygedagpenge become at least 0.42 weeks shorter on "
        "average (simulation only, 95 %: 0.23-0.61)."
    )


@pytest.mark.parametrize(
    "effect",
    [
        {"kind": "duration", "unit": "weeks", "effect": Interval(-0.42, -0.61, -0.23)},
        {"kind": "hazard", "unit": "factor", "effect": Interval(1.1), "exits": ("job",)},
    ],
    ids=["weeks", "factor"],
)
def test_an_effect_on_the_stays_of_a_target_group_says_among_whom(effect):
    some = break_even(at=None, everybody=False, **effect)
    assert " among those it reaches" in break_even_sentence(some, "en")
    assert " blandt de omfattede borgere" in break_even_sentence(some, "da")
    everybody = break_even(at=None, **effect)
    assert "among" not in break_even_sentence(everybody, "en")


def test_a_share_of_a_target_group_says_so():
    some = break_even(at="entry", everybody=False)
    assert (
        "(2.5 %, simulation only, 95 %: 2.0-3.1, of the new cases it reaches)"
        in break_even_sentence(some, "en")
    )
    assert "2,0-3,1, af de omfattede nye sager)" in break_even_sentence(some, "da")


def test_other_effects_in_force_are_told():
    beside = break_even(alone=False)
    assert break_even_sentence(beside, "en").endswith(", with the other effects as assumed.")
    text = finding(break_even=(beside,)).text("en")
    assert "refused at intake (assumed) and the others as assumed it is" in text


def test_a_scheme_is_called_what_people_call_it():
    labels = {"sygedagpenge": Wording("Sygedagpenge", "Sickness benefit")}
    slower = break_even(kind="duration", at=None, unit="weeks", effect=Interval(-1.0))
    text = finding(break_even=(slower,), scheme_labels=labels).text("en")
    assert "stays on sickness benefit become at least 1.0 weeks shorter on average." in text


def test_a_cost_below_zero_is_saved_and_not_invested():
    saved = SummaryRow("investment", yearly(-192_000.0, -192_000.0))
    told = finding(summary=(saved, *finding().summary[1:]))
    assert "  Saved cost  " in told.text("en")
    assert "  Sparet udgift  " in told.text("da")
    assert "Investment" not in told.text("en")
    assert "  Investment  " in finding().text("en")


@pytest.mark.parametrize(("unit", "none"), [("factor", 1.0), ("weeks", 0.0), ("share", 0.0)])
def test_what_pays_without_any_effect_is_told_so(unit, none):
    found = break_even(unit=unit, effect=Interval(none))
    english = "It pays for itself even without any effect."
    assert break_even_sentence(found, "en") == english
    assert break_even_sentence(found, "da") == "Det tjener sig hjem også helt uden effekt."
    little = break_even(unit=unit, effect=Interval(none + 0.01), needed=None)
    assert break_even_sentence(little, "en") != english


def test_where_single_lives_decide_the_net_on_both_sides_is_told():
    short = Attempt(0.0249, Interval(12_300.0))
    found = break_even(net_left=Interval(-33_000.0), short=short)
    assert reading_sentence(found, "en").endswith(
        ". A few individual courses decide it: at 2.4900 % the net is a cost of 12,000 "
        "kr., at 2.5400 % a saving "
        "of 33,000 kr."
    )
    assert reading_sentence(found, "da").endswith(
        ". Enkelte forløb afgør det: ved 2,4900 pct. er nettoudgiften 12.000 kr., ved 2,5400 pct. "
        "er nettobesparelsen 33.000 kr."
    )
    assert "Single lives" not in reading_sentence(break_even(), "en")


def test_an_effect_near_none_is_not_told_as_none():
    little = break_even(unit="factor", kind="hazard", effect=Interval(1.00004), needed=None)
    assert "go at least 0.004 % faster" in break_even_sentence(little, "en")
