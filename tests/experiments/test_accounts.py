"""By function and by frame a comparison has the very kroner that the municipality pays in it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.experiments.findings.rows import SummaryRow
from borgerflow.experiments.present.tables import cells, lines, sheet
from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.questions.compare.tables.finance import kept_table
from borgerflow.experiments.questions.compare.tables.kept import kept_rows
from borgerflow.experiments.runs.accounts import booked
from borgerflow.experiments.runs.accounts.booked import (
    account_rows,
    booked_change,
    frame_rows,
    invested_so_far,
    staff_kroner,
    with_staff_alone,
)
from borgerflow.experiments.runs.accounts.rows import AccountRow, KeptRow
from borgerflow.experiments.runs.accounts.tables import (
    NO_SWAP,
    accounts_table,
    frame_notes,
    frames_table,
    nets_table,
)
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.experiments.runs.money import own_net, totals
from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.measures.account import INVESTMENT, KINDS
from borgerflow.sim.params import Estimate, load
from borgerflow.sim.settlement.rulebook import KOMMUNE, PAYERS, STAT
from borgerflow.sim.world.world import load_world
from tests.experiments.fakes import finding, yearly

POST = 500_000
REPLICATIONS = 3
OERE = 0.01
COMPARISON = comparison_of(load_world("herning", ["herning-ung05"]), None)


def change_of(seed, comparison=COMPARISON):
    """Return a change of kroner in every cell that somebody pays, and the investment as told."""
    axes, law = comparison.axes, comparison.investment.law
    shape = (REPLICATIONS, axes.months, len(PAYERS), len(axes.schemes) + 1, len(KINDS))
    kroner = np.round(np.random.RandomState(seed).normal(0, 1e5, shape), 2)
    for place, scheme in enumerate((*axes.schemes, "")):
        for kind, name in enumerate(KINDS):
            if law.accounts.posting(name, scheme) is None or name == "investment":
                kroner[..., KOMMUNE, place, kind] = 0
    kroner[..., KOMMUNE, -1, :] = 0
    kroner[..., :, -1, INVESTMENT] = 0
    kroner[..., KOMMUNE, -1, INVESTMENT] = 5e6 / 12
    return kroner


@given(st.integers(0, 10**6))
def test_functions_and_frames_add_up_to_the_net_and_refunds_to_what_the_state_pays(seed):
    change = change_of(seed)
    booked, chart = booked_change(change, COMPARISON), COMPARISON.investment.law.accounts
    net = totals(own_net(change), COMPARISON.axes).mean()
    rows = account_rows(booked, chart, COMPARISON.axes)
    frames = frame_rows(booked, chart, COMPARISON.axes)
    assert sum(row.net.total.mean for row in rows) == pytest.approx(net, abs=OERE)
    assert sum(row.amounts.total.mean for row in frames) == pytest.approx(net, abs=OERE)
    for row in rows:
        parts = row.paid.total.mean + row.refunded.total.mean
        assert parts == pytest.approx(row.net.total.mean, abs=OERE)


def on_function(number, booked):
    """Return the row of one function."""
    rows = account_rows(booked, COMPARISON.investment.law.accounts, COMPARISON.axes)
    return next(row for row in rows if row.function == number)


def test_a_krone_of_sickness_benefit_is_paid_whole_and_what_the_state_pays_is_refunded():
    change, place = change_of(1) * 0, COMPARISON.axes.schemes.index("sygedagpenge")
    change[:, 0, KOMMUNE, place, 0], change[:, 0, STAT, place, 0] = 60, 40
    booked = booked_change(change, COMPARISON)
    row = on_function("5.57.71", booked)
    amounts = [each.total.mean for each in (row.paid, row.refunded, row.net)]
    assert amounts == pytest.approx([100, -40, 60])


def test_of_dagpenge_only_the_municipalitys_part_passes_its_accounts():
    change, place = change_of(1) * 0, COMPARISON.axes.schemes.index("dagpenge")
    change[:, 0, KOMMUNE, place, 0], change[:, 0, STAT, place, 0] = 70, 30
    booked = booked_change(change, COMPARISON)
    row = on_function("5.57.78", booked)
    assert [each.total.mean for each in (row.paid, row.refunded)] == pytest.approx([70, 0])


def test_kroner_of_the_municipality_that_no_function_takes_are_refused(monkeypatch):
    monkeypatch.setattr(booked.ChartOfAccounts, "posting", lambda *_: None)
    with pytest.raises(ParamError, match=r"postings.csv: no function for \w+; add a row"):
        booked_change(change_of(1), COMPARISON)


def test_the_cost_of_posts_is_service_and_the_rest_of_a_proposals_cost_is_bought():
    yearly = (
        staff_kroner(COMPARISON.asked, COMPARISON.investment, COMPARISON.factors)
        .reshape(-1, 12)
        .sum(axis=1)
    )
    assert yearly == pytest.approx([8 * POST] * 4)  # of 5,000,000 a year: 8 posts


def estimate(value, unit):
    return Estimate(value=value, unit=unit, source="a test", grade="sourced")


def proposal(cost, posts=None, told=None):
    """Return a proposal of some cost and posts in 2019, and the staff it tells itself."""
    changed = {
        "cost": {2019: estimate(cost, "kr")},
        "fte": {} if posts is None else {2019: estimate(posts, "fte")},
        "staff": {} if told is None else {2019: estimate(told, "kr")},
    }
    return load().proposal("herning-syg02").model_copy(update=changed)


@pytest.mark.parametrize(
    ("cost", "posts", "told", "staff"),
    [
        (1_000_000, 1, None, 500_000),
        (400_000, 0.8, None, 400_000),
        (400_000, 2, None, 400_000),  # never more than the cost
        (400_000, None, None, 0),  # no posts: bought
        (-400_000, None, None, 0),
        (0, 1, None, 0),
        (1_000_000, 1, 300_000, 300_000),  # the form's own word
        (-2_092_909, None, 247_212, 247_212),  # more staff, and fewer programmes by more than that
    ],
)
def test_staff_is_posts_at_their_price_unless_the_form_says(cost, posts, told, staff):
    alone = with_staff_alone(proposal(cost, posts, told), POST)
    assert alone.cost[2019].value == pytest.approx(staff)


def told(service, transfers):
    """Return a finding whose net lies on two frames, by kroner of each of two years."""
    frames = (SummaryRow("service", yearly(*service)), SummaryRow("transfers", yearly(*transfers)))
    paid, refunded, net = (yearly(k, k) for k in (100_000.0, -40_000.0, 60_000.0))
    name = Wording("Sygedagpenge", "Sickness benefit")
    row = AccountRow("5.57.71", name, "transfers", True, paid, refunded, net)
    unknown = AccountRow("5.48.66", name, "transfers", False, paid, yearly(0.0, 0.0), paid)
    return finding(frames=frames, accounts=(row, unknown))


def test_three_lines_are_told_and_that_saved_benefit_cannot_pay_for_staff():
    found = told((400_000.0, 400_000.0), (-900_000.0, -700_000.0))
    danish, english = (
        lines(frames_table(found.frames, found.net_municipal), lang) for lang in LANGUAGES
    )
    assert [line.split("  ")[1].strip() for line in danish[1:]] == [
        "Serviceudgifter (inden for servicerammen)",
        "Overførsler, netto efter refusion",
        "I alt",
    ]
    assert english[1].split()[-6:-3] == ["400", "400", "800"]
    assert [frame_notes(found.frames, lang) for lang in LANGUAGES] == [[NO_SWAP.da], [NO_SWAP.en]]


def test_nothing_is_said_of_swapping_where_no_frame_pays_for_the_other():
    assert not frame_notes(told((1.0, 1.0), (1.0, 1.0)).frames, "da")
    assert not frame_notes(told((-1.0, -1.0), (-1.0, -1.0)).frames, "da")


def test_under_each_function_stand_what_is_paid_what_is_refunded_and_the_net():
    found = told((0.0, 0.0), (0.0, 0.0))
    table = accounts_table(found.accounts, found.years, unit_of(found))
    rows = [[str(cell) for cell in row] for row in cells(table, "da")]
    assert [(row[0], row[3], row[-2]) for row in rows] == [
        ("5.57.71", "1, drift", "med kilde"),
        ("5.57.71", "2, statsrefusion", "med kilde"),
        ("5.57.71", "netto", "med kilde"),
        ("5.48.66", "1, drift", "ikke efterprøvet"),
        ("5.48.66", "netto", "ikke efterprøvet"),
    ]


def test_a_page_has_the_net_of_each_function_that_is_seen_in_thousands():
    found = told((0.0, 0.0), (0.0, 0.0))
    row = replace(found.accounts[0], function="5.57.73", net=yearly(400.0, -300.0))
    table = nets_table((*found.accounts, row), found.years, unit_of(found))
    assert [cells_[0] for cells_ in cells(table, "en")] == ["5.57.71", "5.48.66"]


def test_alone_all_but_its_own_share_is_kept_and_where_all_save_only_what_no_grant_follows():
    names = ("5.57.73", "5.57.71", "6.45.53")  # guarantee, yearly deal, own money
    some = told((0.0, 0.0), (0.0, 0.0)).accounts[0]
    rows = [replace(some, function=name, net=yearly(-500_000.0, -500_000.0)) for name in names]
    kept = kept_rows(rows, COMPARISON.investment.law.accounts, 0.00763)
    assert [(row.rule, row.net) for row in kept] == [
        *(("guarantee", -1e6), ("deal", -1e6), ("own", -1e6))
    ]
    assert [row.alone for row in kept] == pytest.approx([-992_370, -992_370, -1e6])
    assert [row.half for row in kept] == pytest.approx([-496_185, -992_370, -1e6])
    assert [row.all_others for row in kept] == pytest.approx([0, -992_370, -1e6])


def test_what_is_kept_is_told_apart_from_the_answer_and_folded_away():
    row = KeptRow("grant", 1000.0, 900.0, 450.0, 0.0, checked=False, looked_up="2026-11-28")
    page = sheet(kept_table(finding(kept=(row,))), "da")
    assert page.folded == "Alene eller alle: hvad kommunen beholder"
    assert page.rows == (
        ("Dagpenge fra 2021 (bloktilskud)", "1", "1", "0", "0", "ikke efterprøvet", "2026-11-28"),
    )


def test_a_finding_of_former_days_without_accounts_shows_none():
    assert not frames_table((), finding().net_municipal).rows


def test_what_is_invested_so_far_is_the_cost_of_the_proposals_month_by_month():
    so_far = invested_so_far(COMPARISON)
    assert so_far[11] == pytest.approx(5e6)
    assert so_far[-1] == pytest.approx(4 * 5e6)
    assert list(so_far) == sorted(so_far)


def test_on_each_function_the_cost_of_the_proposals_is_told_apart_and_adds_up_to_it():
    rows = account_rows(
        booked_change(change_of(1), COMPARISON),
        COMPARISON.investment.law.accounts,
        COMPARISON.axes,
    )
    costs = {row.function: row.cost[2019] for row in rows if any(row.cost.values())}
    assert costs == {"5.68.90": pytest.approx(1e6), "6.45.53": pytest.approx(8 * POST)}
