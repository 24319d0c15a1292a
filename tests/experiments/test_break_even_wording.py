"""What a proposal must achieve to pay, in the sentences of a comparison."""

import pytest

from borgerflow.experiments.findings.rows import (
    Attempt,
    Interval,
    SummaryRow,
)
from borgerflow.experiments.questions.compare.break_even.text import break_even_sentence
from borgerflow.experiments.questions.compare.text import reading_sentence
from borgerflow.sim.base.wording import Wording
from tests.experiments.fakes import break_even, finding, yearly


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
