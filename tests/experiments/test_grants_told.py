"""What grants and equalisation do is told beside an answer, in the worked rows, and never in it."""

from dataclasses import replace

import pytest

from borgerflow.experiments.findings.patched import patched_in
from borgerflow.experiments.findings.rows import FullTimeRow, Interval, LedgerRow, SummaryRow
from borgerflow.experiments.present.tables import cells, sheet
from borgerflow.experiments.questions.compare.form.layouts import LAYOUTS
from borgerflow.experiments.questions.compare.form.template import ours
from borgerflow.experiments.questions.compare.form.values import placeholders
from borgerflow.experiments.questions.compare.question import with_grants
from borgerflow.experiments.questions.compare.report import compare_page
from borgerflow.experiments.questions.compare.tables.finance import (
    TAX_FOLDED,
    grant_sentences,
    tax_table,
)
from borgerflow.experiments.questions.compare.tables.grants import benefits_changed
from borgerflow.experiments.questions.compare.tables.kept import share_of_grant
from borgerflow.experiments.runs.accounts.rows import KeptRow
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.sim.base.wording import LANGUAGES
from borgerflow.sim.law.grants import own_sanction
from borgerflow.sim.params import load
from borgerflow.sim.params.law.equalisation import CALLED
from borgerflow.sim.params.patches.changes import PatchLine
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import finding, yearly

COMPARISON = comparison_of(load_world("herning", ["herning-ung05"]), 2022)  # in kroner of 2022
NUMBERS = COMPARISON.chart.equalisation
DAGPENGE = 19_351 * 12
KEPT_OF_ONE, KEPT_WITHOUT_BENEFIT = -3_790.50, -18_303.75  # rows F4 and F5


def jobs(*more, year=2019):
    """Return so many full-time jobs more, year by year."""
    return tuple(
        FullTimeRow(year + n, "job", 0.0, each, Interval(each)) for n, each in enumerate(more)
    )


def lost(kroner, payer, year=2019):
    """Return benefit that somebody does not pay."""
    return LedgerRow(year, payer, "dagpenge", "benefit", 0.0, -kroner, Interval(-kroner))


def told(**changes):
    """Return a finding with what grants do beside it."""
    return with_grants(finding(**changes), COMPARISON)


def test_f4_of_a_job_after_dagpenge_the_benefit_lost_is_taken_off_whoever_paid_it():
    half = DAGPENGE / 2
    ledger = (lost(half, "kommune"), lost(half, "a_kasse"))
    row = told(full_time=jobs(1.0), ledger=ledger).grants.tax[0]
    assert (row.tax_base, row.tax, row.kept) == pytest.approx((60_648, -15_162, KEPT_OF_ONE))
    assert (row.kept_below_90, row.kept_above_125) == pytest.approx((-758.10, -1_061.34))


def test_f5_of_a_job_after_no_benefit_all_of_the_wage_is_new():
    rows = told(full_time=jobs(1.0, 2.0), ledger=()).grants.tax
    assert [row.kept for row in rows] == pytest.approx(
        [KEPT_WITHOUT_BENEFIT, 2 * KEPT_WITHOUT_BENEFIT]
    )


def test_talks_and_what_proposals_cost_are_no_income_that_is_taxed():
    rows = [lost(100.0, "kommune"), replace(lost(50.0, "kommune"), kind="contact")]
    assert benefits_changed(finding(ledger=tuple(rows))) == {2019: -100.0, 2020: 0.0}


def test_fewer_jobs_cost_as_much_as_more_bring():
    row = told(full_time=jobs(-1.0), ledger=()).grants.tax[0]
    assert row.kept == pytest.approx(-KEPT_WITHOUT_BENEFIT)


def test_a_sanction_falls_on_the_service_expenditure_that_is_in_no_budget():
    frames = (SummaryRow("service", yearly(1e6, 2e6)), SummaryRow("transfers", yearly(0.0, 0.0)))
    sanction = told(frames=frames).grants.sanction
    share = share_of_grant(COMPARISON.investment)
    given = NUMBERS.number("overrun"), NUMBERS.number("sanction_by_inhabitants"), share
    part = 2e6 / NUMBERS.number("overspent")
    assert (sanction.year, sanction.service) == (2020, 2e6)
    assert sanction.own == pytest.approx(own_sanction(*given, part))
    assert sanction.by_inhabitants == pytest.approx(own_sanction(*given, 0.0))


def test_who_saves_service_pays_by_inhabitants_alone_and_no_service_is_told():
    frames = (SummaryRow("service", yearly(-1e6, -1e6)),)
    found = told(frames=frames)
    assert found.grants.sanction.own == found.grants.sanction.by_inhabitants
    assert not any("uden for budgettet" in each for each in grant_sentences(found, "da"))


def test_f3_dagpenge_to_2020_lose_the_share_of_the_landsdel():
    shared = KeptRow("landsdel", -1e6, -1e6, -1e6, -1e6, checked=True)
    net, kept = told(kept=(shared,)).grants.dagpenge_shared
    assert (net, kept) == pytest.approx((-1e6, -9e5))  # at a tenth


def test_f11_there_is_a_ceiling_on_courses_from_2026_and_it_counts_who_is_there():
    then = FullTimeRow(2026, "sygedagpenge", 1_500.0, 0.0, Interval(0.0))
    other = replace(then, scheme="fleksjob")
    days = {"start": "2026-01-01", "end": "2027-01-01", "ledger": ()}
    found = told(full_time=(then, other), **days)
    ceiling = found.grants.ceiling
    assert (ceiling.persons, ceiling.kroner) == (1_500.0, pytest.approx(15.903e6))
    assert told().grants.ceiling is None
    said = {lang: " ".join(grant_sentences(found, lang)) for lang in LANGUAGES}
    assert "beløbet er lovudkastets" in said["da"]  # it is in force, and its own was not found
    assert "the amount is that of its draft" in said["en"]


def test_who_pays_for_a_change_of_law_is_told_where_law_changes_and_nowhere_else():
    by_law = comparison_of(load_world("herning", ["herning-syg02"]), None)
    assert not any("(DUT)" in each for each in grant_sentences(told(), "da"))
    (form,) = by_law.asked
    changed = form.model_copy(update={"law": ("a patch",)})
    world = replace(by_law.investment, proposals=(changed,))
    found = with_grants(finding(), replace(by_law, investment=world))
    assert any("(DUT)" in each for each in grant_sentences(found, "da"))


def test_the_net_is_the_same_and_all_that_is_assumed_is_listed():
    plain, with_them = finding(), told()
    assert with_them.net_by_payer == plain.net_by_payer
    listed = {each.name for each in with_them.assumptions}
    assert {f"accounts.{name}" for name in CALLED} <= listed
    guesses = {n for n, each in NUMBERS.estimates() if each.grade == "assumed"}
    assert guesses <= set(CALLED)
    assert "grants" not in plain.to_dict()
    assert with_them.to_dict()["grants"]["tax"][0]["year"] == 2019


def test_the_tables_stand_apart_and_folded_and_say_that_they_are_not_counted():
    found = told(full_time=jobs(1.0), ledger=())
    assert sheet(tax_table(found.grants), "da").folded == TAX_FOLDED.da
    assert [row[:2] for row in cells(tax_table(found.grants), "en")] == [
        ["2019", 1.0],
        ["2020", 0.0],
    ]
    for lang in LANGUAGES:
        page = compare_page(found, lang)
        sentences = [each for part in page.sections for each in part.sentences]
        assert set(grant_sentences(found, lang)) <= set(sentences)
    assert "18.300 kr. pr. job om året" in " ".join(grant_sentences(found, "da"))
    assert grant_sentences(finding(), "da") == []


def test_f6_a_municipality_says_its_own_tax_rate_and_keeps_what_is_above_the_average():
    params = load().patched((PatchLine("accounts.own_rate", "0.254"),))
    world = load_world("herning", ["herning-ung05"], params=params)
    asked, ledger = comparison_of(world, 2022), (lost(DAGPENGE, "a_kasse"),)
    found = with_grants(finding(full_time=jobs(1.0), ledger=ledger), asked)
    row = found.grants.tax[0]
    assert (row.tax, row.kept) == pytest.approx((-15_404.59, -4_033.09), abs=0.01)
    named = patched_in(world)
    assert [(each.was, each.now, each.label) for each in named.numbers] == [
        (0.25, 0.254, CALLED["own_rate"])
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_form_of_ours_tells_them_where_they_are_asked_and_else_nothing(name):
    assert "note_udligning" in ours(name, "da").names()
    asked, unasked = (placeholders(each)["note_udligning"] for each in (told(), finding()))
    assert asked.da.splitlines() == grant_sentences(told(), "da")
    assert (unasked.da, unasked.en) == ("", "")
