"""Talks and posts by quarter: they add up to the years that the answer tells."""

import json

import pytest

from borgerflow import contacts
from borgerflow.experiments.present.tables import lines
from borgerflow.experiments.questions.contacts.shown.quarters import quarters_table
from borgerflow.experiments.questions.contacts.simulation.quarters.talks import quarters_of_months
from borgerflow.experiments.runs.money import axes_of
from borgerflow.sim.base.clock import parse_day

SMALL = {"population": 0.02, "replications": 2, "workers": 1, "break_even": False}
YEARS = {"start": "2019-11-01", "end": "2021-03-01"}  # neither begins nor ends with a quarter


@pytest.fixture(scope="module")
def found():
    """Return more talks in a team that hires for them."""
    return contacts("herning", "dagpenge", rhythm=["every 4 weeks"], hire=True, **YEARS, **SMALL)


def axes(start, end):
    return axes_of((), parse_day(start), parse_day(end))


def rows_of(finding, label):
    """Return the quarters of a world with the part of a year that each of them has."""
    rows = [row for row in finding.quarters if row.label == label]
    months = axes(finding.start, finding.end)
    parts = dict.fromkeys((row.quarter for row in rows), 0.0)
    for quarter, part in zip(quarters_of_months(months), months.parts_of_months, strict=True):
        parts[quarter] += part
    return list(zip(rows, parts.values(), strict=True))


def test_a_month_lies_in_the_quarter_of_its_calendar_year():
    assert quarters_of_months(axes("2026-11-15", "2027-05-01")) == [
        *("2026-Q4",) * 2,
        *("2027-Q1",) * 3,
        "2027-Q2",
    ]


@pytest.mark.slow
def test_talks_of_the_quarters_add_up_to_those_of_the_years(found):
    for row in (found.now, *found.rows):
        quarters = rows_of(found, row.label)
        assert quarters[0][0].quarter == "2019-Q4"
        years = sum(part for _, part in quarters)
        talks = sum(each.contacts_held.mean for each, _ in quarters)
        assert talks / years == pytest.approx(row.measures.contacts_held.mean)
        assert all(each.by_law.mean > 0 for each, _ in quarters)
        there = sum(each.fte * part for each, part in quarters) / years
        assert there == pytest.approx(row.posts_there, rel=0.01)


@pytest.mark.slow
def test_posts_of_the_quarters_are_on_average_those_that_the_talks_take():
    asked = {**YEARS, **SMALL, "capacity": False}
    free = contacts("herning", "dagpenge", rhythm=["every 4 weeks"], **asked)
    (row,) = free.rows
    (before, after) = (rows_of(free, label) for label in (free.baseline_label, row.label))
    years = sum(part for _, part in before)
    taken = [sum(each.fte_needed.mean * part for each, part in rows) for rows in (before, after)]
    assert (taken[1] - taken[0]) / years == pytest.approx(row.fte.mean)
    assert all(each.fte is None for each, _ in before)


@pytest.mark.slow
def test_quarters_stand_in_json_in_text_and_in_tables(found):
    content = json.loads(found.to_json())["quarters"]
    assert {*content[0]} == {
        *("setting", "quarter", "talks_held", "talks_by_law", "fte_needed", "fte"),
    }
    assert len(content) == len(found.quarters) == 2 * 6
    assert "Q4 2019 to Q1 2021: as now: " in found.text("en")
    assert "Fra 4. kvartal 2019 til 1. kvartal 2021: som nu: " in found.text("da")
    assert "samtaler i kvartalet (loven kræver" in found.text("da")
    told = lines(quarters_table(found, found.rows[0].label), "da")
    assert len(told) == 1 + 6
    assert "4. kvartal 2019" in told[1]
    assert list(found.tables()["quarters"]["quarter"][:2]) == ["2019-Q4", "2020-Q1"]
