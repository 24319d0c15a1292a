"""What a history amounts to within the horizon of its world, on hand-made lives."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_histories import SCHEMES, ended, history, world
from some_lives import LAW, frame, lives, spell

from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.lives.tables import STAYED_AWAY
from borgerflow.sim.measures.account import KINDS, account_of
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.settlement.settle import settle

JANUARY_2019 = 2019 * 12
KOMMUNE, STAT, A_KASSE = range(3)


def money(account, kind, payer=KOMMUNE, scheme=None):
    return account.money[
        :, payer, -1 if scheme is None else SCHEMES.index(scheme), KINDS.index(kind)
    ]


def test_the_shapes_are_those_promised():
    account = account_of(history([("job", "2018-01-01", "2021-01-01")]), world())
    assert account.first_month == JANUARY_2019
    assert account.money.shape == (24, len(PAYERS), len(SCHEMES) + 1, len(KINDS))
    assert account.person_days.shape == account.stock.shape == account.contacts.shape == (24, 17)
    assert account.flows.shape == (2, 17, 17)


def test_benefits_of_the_run_in_move_the_counter_and_are_not_booked():
    made = history([("kontanthjaelp_jobparat", "2018-01-01", "2019-01-14")])
    kroner = money(account_of(made, world()), "benefit", KOMMUNE, "kontanthjaelp_jobparat")
    assert kroner[0] == pytest.approx(11423 * 12 / 52 * (6 * 0.8 + 7 * 0.8) / 7)
    assert not kroner[1:].any()


GRANTED_BEFORE = [  # a break ends no grant: the second is paid as the first
    spell("ledighedsydelse", "2016-08-22", "2016-09-18", "hoej_foer_2013"),
    spell("ledighedsydelse", "2017-09-23", "2019-01-02", share=1.0),
]


@pytest.mark.slow
@given(st.lists(lives(most=6), min_size=1, max_size=4))
@example([GRANTED_BEFORE])
def test_benefits_are_those_of_the_settlement_month_by_month(town):
    plain = [
        [{**s, "weekly_amount": None, "share": s["share"] or 0.0} for s in one] for one in town
    ]
    rows = [(n, s) for n, spells in enumerate(plain) for s in spells]
    ledger = settle(frame(rows), LAW, by="month")
    as_told = [
        [(s["scheme"], str(s["start"]), str(s["end"]), s["category"], s["share"]) for s in spells]
        for spells in plain
    ]
    account = account_of(history(*as_told), world())
    expected = np.zeros((24, 3, 17))
    for row in ledger.itertuples():
        month = row.year * 12 + row.month - 1 - JANUARY_2019
        if 0 <= month < 24:
            expected[month, PAYERS.index(row.payer), SCHEMES.index(row.scheme)] += row.kroner
    assert account.money[:, :, :-1, 0] == pytest.approx(expected, abs=1e-6)


def test_days_and_stocks_are_those_lived_in_each_month():
    made = history(
        [("job", "2018-06-01", "2019-01-15"), ("dagpenge", "2019-01-15", "2019-03-01")],
        [("job", "2019-02-01", "2019-02-11")],
        [("job", "2019-03-02", "2019-03-04")],
    )
    account = account_of(made, world())
    job, dagpenge = SCHEMES.index("job"), SCHEMES.index("dagpenge")
    assert account.person_days[:3, job].tolist() == [14, 10, 2]
    assert account.person_days[:3, dagpenge].tolist() == [17, 28, 0]
    assert account.stock[:3, job].tolist() == [1, 1, 0]
    assert account.stock[:3, dagpenge].tolist() == [0, 1, 0]


def test_a_horizon_may_begin_and_end_within_a_month():
    made = history([("job", "2018-06-01", "2020-01-01")])
    account = account_of(made, world("2019-01-15", "2019-02-11"))
    assert account.person_days[:, SCHEMES.index("job")].tolist() == [17, 10]
    assert account.stock[:, SCHEMES.index("job")].tolist() == [1, 1]


def test_flows_are_changes_of_scheme_in_their_year():
    made = history(
        [("job", "2018-01-01", "2018-06-01"), ("dagpenge", "2018-06-01", "2019-12-31"),
         ("job", "2019-12-31", "2020-01-01"), ("sygedagpenge", "2020-01-01", "2021-01-01")],
        [("job", "2018-01-01", "2020-05-05")],
    )  # fmt: skip
    job, dagpenge, syg = (SCHEMES.index(s) for s in ("job", "dagpenge", "sygedagpenge"))
    flows = account_of(made, world()).flows
    assert flows[0, dagpenge, job] == flows[1, job, syg] == 1
    assert flows.sum() == 2
    over = account_of(ended(made), world()).flows
    assert over[1, job, SCHEMES.index("out")] == 1
    assert over.sum() == 3


def test_what_others_are_paid_for_a_talk_is_counted_and_one_who_stays_away_is_no_talk():
    talks = [
        ("dagpenge", "2020-01-15", 120, 1333),
        ("dagpenge", "2020-01-16", 10, 0, STAYED_AWAY),
    ]
    account = account_of(
        history([("dagpenge", "2019-01-07", "2021-01-01")], talks=[(0, *talk) for talk in talks]),
        world(),
    )
    assert account.contacts.sum() == 1
    assert money(account, "contact", KOMMUNE, "dagpenge")[12] == pytest.approx((1300 + 1333) * 1.1)


def test_talks_cost_their_minutes_at_the_prices_of_the_year():
    made = history(
        [("dagpenge", "2018-01-01", "2021-01-01")],
        talks=[
            (0, "dagpenge", day) for day in ("2018-12-31", "2019-01-02", "2020-12-31", "2021-01-01")
        ],
    )
    account = account_of(made, world())
    assert account.contacts[:, SCHEMES.index("dagpenge")].nonzero()[0].tolist() == [0, 23]
    assert money(account, "contact", KOMMUNE, "dagpenge")[[0, 23]] == pytest.approx([450.0, 495.0])
    assert not money(account, "contact", STAT, "dagpenge").any()


def test_activation_is_shared_with_the_state_until_the_law_says_otherwise():
    made = history(
        [("dagpenge", "2018-01-01", "2021-01-01")], [("revalidering", "2018-01-01", "2021-01-01")]
    )
    account = account_of(made, world())
    june, july = 5, 6
    week = 70.0 / 7
    assert money(account, "activation", KOMMUNE, "dagpenge")[[june, july]].tolist() == [
        150 * 1.0,
        31 * week,
    ]
    assert money(account, "activation", STAT, "dagpenge")[[june, july]].tolist() == [150.0, 0.0]
    assert money(account, "activation", KOMMUNE, "revalidering")[0] == pytest.approx(31 * week)


@pytest.mark.parametrize(
    ("scheme", "december", "january"), [("ressourceforloeb", 0.5, 1.0), ("shydelse", 0.5, 0.5)]
)
def test_the_state_pays_half_of_activation_for_longer_in_two_schemes(scheme, december, january):
    """Of ressourceforløb until the end of 2021, of those newly come to the country still."""
    lived = [(scheme, "2021-01-01", "2023-01-01")]
    years = world("2021-12-01", "2022-02-01", index={2021: 1.0, 2022: 1.0})
    account = account_of(history(lived), years)
    own, stat = (money(account, "activation", payer, scheme) for payer in (KOMMUNE, STAT))
    assert own == pytest.approx([310 * december, 310 * january])
    assert own + stat == pytest.approx([310, 310])


def test_there_is_no_activation_while_the_employer_pays():
    made = history(
        [("sygedagpenge", "2020-01-01", "2020-02-10", None, 1.0),
         ("sygedagpenge", "2020-02-10", "2020-02-20", None, 0.5)],
    )  # fmt: skip
    kroner = money(account_of(made, world()), "activation", KOMMUNE, "sygedagpenge")
    assert kroner[12] == pytest.approx(1 * 10 * 1.1)
    assert kroner[13] == pytest.approx(19 * 10 * 1.1)


def proposal(start, until, price_year=2019, **cost):
    return SimpleNamespace(
        id="a-proposal",
        start=parse_day(start),
        until=parse_day(until),
        price_year=price_year,
        cost={int(year[1:]): SimpleNamespace(value=value) for year, value in cost.items()},
    )


NOBODY = [("job", "2018-01-01", "2021-01-01")]


def invested(asked, **horizon):
    """Return what proposals cost in each month of a horizon."""
    return money(account_of(history(NOBODY), world(proposals=asked, **horizon)), "investment")


def test_a_years_cost_is_spread_over_the_days_on_which_the_proposal_runs():
    booked = invested([proposal("2019-07-16", "2021-01-01", y2019=169.0, y2020=366.0)])
    assert booked[:12].tolist() == [0.0] * 6 + [16.0, 31.0, 30.0, 31.0, 30.0, 31.0]
    assert booked[12:16] == pytest.approx([1.1 * 31, 1.1 * 29, 1.1 * 31, 1.1 * 30])


def test_of_a_years_cost_the_days_within_the_horizon_are_booked():
    """400,000 kr. a year from 15 January 2019 to 16 March 2020: 351 of 365 and 76 of 366 days."""
    asked = [proposal("2019-01-01", "2021-01-01", y2019=400_000.0, y2020=400_000.0)]
    flat = {2019: 1.0, 2020: 1.0}
    booked = invested(asked, start="2019-01-15", end="2020-03-17", index=flat)
    assert booked.sum() == pytest.approx(384_657.53 + 83_060.11, abs=0.01)
    assert booked[0] == pytest.approx(400_000 * 17 / 365)


@given(st.integers(1, 730))
def test_the_cost_of_a_horizon_split_at_any_day_adds_up_to_the_whole(days):
    asked = [proposal("2018-11-05", "2020-08-20", y2018=57.0, y2019=912.0, y2020=233.0)]
    ends = ("2019-01-01", iso_date(parse_day("2019-01-01") + days), "2021-01-01")
    parts = [invested(asked, start=a, end=b).sum() for a, b in itertools.pairwise(ends)]
    assert sum(parts) == pytest.approx(invested(asked).sum())


def test_a_cost_in_a_year_in_which_nothing_runs_is_spread_over_that_year():
    booked = invested([proposal("2020-01-01", "2021-01-01", y2019=365.0)])
    assert booked[:3].tolist() == [31.0, 28.0, 31.0]
    assert booked[:12].sum() == pytest.approx(365.0)


def test_a_cost_is_brought_from_the_prices_of_its_own_year():
    booked = invested([proposal("2019-01-01", "2020-01-01", price_year=2020, y2019=365 * 1.1)])
    assert booked[0] == pytest.approx(31.0)


def test_of_a_part_of_the_municipality_the_same_part_of_the_cost_is_booked():
    asked = [proposal("2019-01-01", "2020-01-01", y2019=36_500.0)]
    assert invested(asked, scale=0.1)[0] == pytest.approx(310.0)


def test_proposals_together_cost_the_sum():
    both = [proposal("2019-01-01", "2020-01-01", y2019=kroner) for kroner in (365.0, 730.0)]
    assert invested(both)[0] == pytest.approx(3 * 31)


def test_a_year_without_a_price_index_is_refused():
    with pytest.raises(
        InputError, match="There is no price index for 2020: it runs from 2019 to 2019"
    ):
        account_of(history(NOBODY), world(index={2019: 1.0}))
