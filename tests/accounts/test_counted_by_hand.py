"""The ladder and the kroner counted by hand agree with worked examples, and with the settlement."""

import numpy as np
import pytest

from borgerflow.experiments.validation.accounts.asked import (
    AccountsQuestion,
    accepted_accounts,
    of_year,
)
from borgerflow.experiments.validation.accounts.by_hand import (
    BENEFIT,
    NEUTRAL,
    SUPPORT,
    shares_by_week,
    sums_by_hand,
)
from borgerflow.experiments.validation.accounts.question import accounts, why_apart
from borgerflow.experiments.validation.accounts.rates import (
    NOBODY,
    LadderByHand,
    RatesByHand,
)
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.records.history import SpellArrays

LADDER = LadderByHand((4, 26, 52), (0.2, 0.6, 0.7, 0.8), 52, 156, parse_day("2014-07-01"))
JOB, SICK, PENSION = range(3)
WEEKLY, FIXED, WAITS = 1000.0, 0.65, 30
MONDAY = parse_day("2019-01-07")


def rates():
    """Return rates of 2019: the sick wait thirty days for 1,000 kr. a week, pensions are fixed."""
    months = [parse_day(f"2019-{month:02d}-01") for month in range(1, 13)]
    return RatesByHand(
        months=np.array([*months, parse_day("2020-01-01")]),
        weekly=np.full((12, 2), WEEKLY),
        scheme=np.array([SICK, PENSION]),
        waits=np.array([WAITS, 0]),
        meanwhile=np.array([NOBODY, NOBODY]),
        fixed=np.array([np.nan, FIXED]),
        supports=np.array([False, False]),
        self_support=np.array([True, False, False]),
        employer_supports=True,
        ladder=LADDER,
    )


def lives(*rows):
    """Return the spells of rows of citizen, scheme, start, end and share."""
    citizen, scheme, start, end, share = map(np.array, zip(*rows, strict=True))
    category = scheme - 1  # of the job none, of the others their own
    none = np.full(len(rows), NOBODY)
    return SpellArrays(citizen, scheme, start, end, category, share, none, none == 0)


def shares(*stretches):
    """Return the share of each week of stretches of (what, weeks), one after the other."""
    weeks = [what for what, count in stretches for _ in range(count)]
    days = np.repeat(np.array([weeks], np.uint8)[:, :, None], 7, axis=2)
    return shares_by_week(days, LADDER)[0]


@pytest.mark.parametrize(
    ("before", "weeks", "full_weeks"),
    [
        ((), 30, 16.8),
        (((BENEFIT, 30), (SUPPORT, 20)), 10, 7.0),  # a pause freezes the count
        (((BENEFIT, 54), (SUPPORT, 24), (BENEFIT, 14), (SUPPORT, 106)), 6, 2.0),
        (((BENEFIT, 10), (SUPPORT, 40), (NEUTRAL, 130), (SUPPORT, 12)), 4, 2.4),
        (((BENEFIT, 60), (NEUTRAL, 156)), 10, 8.0),  # SU is neutral
        (((BENEFIT, 1), (SUPPORT, 51)), 1, 0.2),  # one week short
        (((BENEFIT, 5), (SUPPORT, 51)), 1, 0.6),
        (((BENEFIT, 5), (SUPPORT, 52)), 1, 0.2),
    ],
)
def test_the_shares_of_worked_examples(before, weeks, full_weeks):
    assert shares(*before, (BENEFIT, weeks))[-weeks:].sum() == pytest.approx(full_weeks)


def test_a_day_touches_a_whole_week_and_half_a_week_supports_none():
    days = np.full((1, 60, 7), SUPPORT, np.uint8)
    days[0, 0, 3] = BENEFIT  # a Thursday
    days[0, 1:52, 0] = NEUTRAL
    days[0, 52, 6] = BENEFIT
    told = shares_by_week(days, LADDER)[0]
    assert told[0] == 0.2
    days[0, 53:57] = BENEFIT
    assert shares_by_week(days, LADDER)[0, [52, 54, 55]] == pytest.approx([0.2, 0.2, 0.6])


def test_a_course_of_sickness_by_hand():
    """Thirty days are the employer's; of ten weeks paid, four cost a fifth and six three fifths."""
    paid_from = MONDAY + WAITS
    first = paid_from + (7 - paid_from % 7) % 7  # the Monday on which he would be paid
    absent = first - WAITS
    lived = lives(
        (0, JOB, parse_day("2015-01-01"), absent, 1.0),
        (0, SICK, absent, first + 70, 0.5),
        (0, JOB, first + 70, parse_day("2021-01-01"), 1.0),
    )
    found = sums_by_hand(lived, rates())
    assert found.days[SICK] == 70
    assert found.gross[SICK] == pytest.approx(10 * 500)
    assert found.municipal[SICK] == pytest.approx(500 * (4 * 0.2 + 6 * 0.6))


def test_spells_that_touch_wait_once_and_a_fixed_share_counts_no_week():
    start, end = parse_day("2019-03-04"), parse_day("2019-06-03")  # 91 days
    lived = lives(
        (0, SICK, start, start + 40, 1.0),
        (0, SICK, start + 40, end, 1.0),
        (1, PENSION, parse_day("2000-01-01"), parse_day("2019-12-02"), 1.0),
        (1, SICK, parse_day("2019-12-02"), parse_day("2020-02-01"), 1.0),
    )
    found = sums_by_hand(lived, rates())
    assert found.days[SICK] == 91 - WAITS  # his absence at the end of the year waits it out
    assert found.municipal[PENSION] == pytest.approx(found.gross[PENSION] * FIXED)
    assert found.days[PENSION] == parse_day("2019-12-02") - parse_day("2019-01-01")


@pytest.fixture(scope="module")
def small():
    """Return three hundredths of modelkommune in 2019."""
    return accounts("modelkommune", population=0.03, replications=1, workers=1)


def test_the_settlement_pays_what_the_hand_reckons(small):
    """The two share no code: they count weeks, waits and shares apart."""
    assert {row.scheme for row in small.rows} >= {"sygedagpenge", "dagpenge", "foertidspension"}
    for row in small.rows:
        assert row.gross_by_hand == pytest.approx(row.gross.mean, rel=1e-9), row.scheme
        if row.scheme != "fleksjob":
            assert row.by_hand == pytest.approx(row.municipality.mean, rel=1e-9), row.scheme
            assert row.why.en == ""


def test_fleksbidrag_alone_may_set_them_apart(small):
    (row,) = (each for each in small.rows if each.scheme == "fleksjob")
    assert 0 <= row.gap < 0.02
    assert "fleksbidrag" in why_apart("fleksjob", 1.01, 1.0).en
    assert why_apart("fleksjob", 0.99, 1.0).en == "unexplained"
    assert why_apart("dagpenge", 1.01, 1.0).da == "uforklaret"
    assert why_apart("dagpenge", 1.0, 1.0).da == ""


def test_a_municipality_without_accounts_has_no_bridge(small):
    assert [row.item for row in small.bridge] == ["benefits", "activation"]
    assert "Der er intet offentliggjort regnskab" in small.text("da")


def test_a_year_before_the_rates_is_refused():
    question = AccountsQuestion(municipality="herning", **of_year(2014))
    told = r"^The horizon starts on 2014-01-01, and lives on 2010-01-01"
    with pytest.raises(InputError, match=told):
        accepted_accounts(question, load())
