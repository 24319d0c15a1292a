"""Amounts by year stand in current prices beside those of the price year, and nothing is lost."""

import json
from dataclasses import replace

import numpy as np
import pytest
from openpyxl import load_workbook

from borgerflow.experiments.findings.plain import CURRENT
from borgerflow.experiments.findings.rows import Interval, SummaryRow, Yearly
from borgerflow.experiments.present.text import current_lines
from borgerflow.experiments.questions.compare.report import economy
from borgerflow.experiments.questions.compare.tables.declared import in_current_prices
from borgerflow.experiments.questions.compare.tables.rows import held_statistics
from borgerflow.experiments.questions.portfolio.finding import Investment
from borgerflow.experiments.questions.run.question import paid_by_payer
from borgerflow.experiments.runs.money import money_of, price_factors, with_steps
from borgerflow.sim.base.wording import Wording
from tests.experiments.fakes import TWO_YEARS, account, finding

INDEX = {2019: 1.0, 2020: 1.25}
BENEFIT = ("kommune", "sygedagpenge", "benefit")
STATE = ("stat", "sygedagpenge", "benefit")


def world(*kroner):
    """Return replications that pay kroner in March 2019 and twice as much in May 2020."""
    return [account({(2, *BENEFIT): k, (16, *BENEFIT): 2 * k, (16, *STATE): k}) for k in kroner]


def tables(before, after, price_year, axes=TWO_YEARS):
    """Return the tables of a comparison in the prices of a year."""
    axes = with_steps(axes, INDEX, price_year)
    factors, touched = price_factors(INDEX, axes, price_year), [np.zeros(2, np.int64)] * len(before)
    return held_statistics(before, after, after, touched, factors, axes).tables()


@pytest.mark.parametrize("price_year", [2019, 2020])
def test_in_current_prices_a_year_costs_what_was_paid_in_it_whatever_the_price_year(price_year):
    net = tables(world(0, 0, 0), world(100, 200, 300), price_year)["net_by_payer"]["kommune"]
    assert [amount.mean for amount in net.current.by_year.values()] == pytest.approx([200, 400])
    assert net.current.total.mean == pytest.approx(600)
    assert net.by_year[2019].mean == pytest.approx(200 * INDEX[price_year])
    assert net.by_year[2020].mean == pytest.approx(400 * INDEX[price_year] / 1.25)


def test_the_total_in_current_prices_has_the_interval_of_its_replications():
    (row, *_) = [
        row
        for row in tables(world(0, 0, 0), world(100, 200, 300), 2019)["summary"]
        if row.line == "benefits"
    ]
    of_one = tables(world(0), world(100), 2019)["net_by_payer"]["kommune"].current.total
    half = 300 * 4.302652729911275 / 3**0.5  # of 300, 600 and 900: the spread is 300
    total = row.amounts.current.total
    assert (total.low, total.high) == pytest.approx((600 - half, 600 + half))
    assert of_one == Interval(300)


def test_what_is_discounted_or_in_the_prices_of_each_year_has_no_current_prices_beside_it():
    bare = held_statistics(
        world(0), world(100), world(100), [np.zeros(2, np.int64)], np.ones(24), TWO_YEARS
    ).tables()
    assert bare["net_by_payer"]["kommune"].current is None
    assert CURRENT not in bare["net_by_payer"]["kommune"].to_plain()
    assert with_steps(TWO_YEARS, INDEX, None) == TWO_YEARS


def test_each_payer_of_a_run_is_told_in_both_prices_where_a_price_year_is_asked_for():
    axes = with_steps(TWO_YEARS, INDEX, 2019)
    paid = paid_by_payer(money_of(world(100), price_factors(INDEX, axes, 2019)), axes)
    assert set(paid) == {"kommune", "stat"}
    assert paid["stat"].total.mean == pytest.approx(80)
    assert paid["stat"].current.total.mean == pytest.approx(100)
    assert paid_by_payer(money_of(world(100), np.ones(24)), TWO_YEARS)["stat"].current is None


def both(*means):
    """Return amounts by year from 2019, and half as much again in current prices."""
    by_year = {2019 + n: Interval(mean) for n, mean in enumerate(means)}
    current = {year: amount.scaled(1.5) for year, amount in by_year.items()}
    total = Interval(sum(means))
    return Yearly(by_year, total, Yearly(current, total.scaled(1.5)))


def in_both_prices():
    """Return a finding whose net is told in both prices."""
    net = both(300_000.0, -800_000.0)
    rows = (SummaryRow("net_kommune", net), SummaryRow("net_stat", both(0.0, 0.0)))
    return finding(summary=rows, net_by_payer={**finding().net_by_payer, "kommune": net})


def test_the_json_the_text_the_workbook_and_the_report_show_them(tmp_path):
    found = in_both_prices()
    told = json.loads(found.to_json())
    assert told["net_municipal"][CURRENT]["total"]["mean"] == -750_000.0
    assert told["net_municipal"]["total"]["mean"] == -500_000.0
    line = "In current prices (DKK 1,000): the municipality's net 450 (2019), -1,200 (2020), -750"
    assert line in found.text("en")
    assert "I løbende priser (1.000 kr.): kommunens netto 450 (2019)" in found.text("da")
    found.to_excel(tmp_path / "book.xlsx", "da")
    rows = [*load_workbook(tmp_path / "book.xlsx", data_only=True)["År for år"].values]
    at = [row[0] for row in rows].index("1.000 kr., årets priser, + udgift, - besparelse")
    assert rows[at + 2][1:4] == (450, -1200, -750)
    captions = [each.caption for each in economy(found, "da").sheets]
    assert "1.000 kr., årets priser, + udgift, - besparelse" in captions
    assert any("betales i året" in said for said in economy(found, "da").sentences)


def test_without_current_prices_there_is_no_line_and_no_sheet(tmp_path):
    found = finding()
    assert "current prices" not in found.text("en")
    assert in_current_prices(found).summary == ()
    found.to_excel(tmp_path / "book.xlsx", "en")
    titles = [row[0] for row in load_workbook(tmp_path / "book.xlsx")["Year by year"].values]
    assert not any("prices of each year" in str(title) for title in titles)
    assert current_lines(Wording("-", "-"), replace(both(1.0), current=None), "en") == []


def test_the_index_that_turns_one_into_the_other_stands_in_the_json():
    axes = with_steps(TWO_YEARS, INDEX, 2020)
    told = json.loads(finding(price_index=axes.price_index).to_json())
    assert told["price_index"] == {"2019": 0.8, "2020": 1.0}
    assert "price_index" not in json.loads(finding().to_json())


def test_what_proposals_cost_is_told_in_both_prices():
    told = Investment({2019: 400.0, 2020: 400.0}, {2019: 400.0, 2020: 500.0}).to_plain()
    assert told["invested"] == 800.0
    assert told["invested_current_prices"] == {
        "total": 900.0,
        "by_year": [{"year": 2019, "kroner": 400.0}, {"year": 2020, "kroner": 500.0}],
    }
