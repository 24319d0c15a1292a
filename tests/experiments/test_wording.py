import re

import pytest

from borgerflow.experiments.findings.rows import (
    Interval,
    ResultPrice,
    SummaryRow,
)
from borgerflow.experiments.present import numbers
from tests.experiments.fakes import finding, yearly


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


def test_one_replication_claims_no_interval():
    alone = yearly(5e5, 5e5)
    alone = type(alone)({y: Interval(a.mean) for y, a in alone.by_year.items()}, Interval(1e6))
    text = finding(net_by_payer={"kommune": alone, "stat": alone, "a_kasse": alone}).text("en")
    assert "1,000,000 kr. net over two years. With the numbers as assumed it has paid back" in text
    assert "simulation only" not in text.splitlines()[3]
