"""Hand-made accounts, tasks and findings for the tests of experiments."""

import os
import sys
import time

import numpy as np

from borgerflow.experiments.findings.assumptions import own_assumptions, ranked
from borgerflow.experiments.findings.rows import (
    Assumption,
    BreakEven,
    CumulativePoint,
    FlowRow,
    FullTimeRow,
    GainRow,
    Interval,
    LedgerRow,
    Payback,
    PlaceRow,
    ProposalHead,
    ResultPrice,
    SummaryRow,
    Yearly,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.question import compare
from borgerflow.experiments.runs.money import Axes
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import KINDS, Account
from borgerflow.sim.settlement.rulebook import PAYERS

NET = Interval(-120_000.0, -200_000.0, -40_000.0)
SCHEMES = ("job", "sygedagpenge", "out")
DAYS = parse_day("2019-01-01"), parse_day("2021-01-01")
TWO_YEARS = Axes(2019 * 12, 24, SCHEMES, *DAYS, paid=("sygedagpenge",))


def account(kroner=(), days=(), flows=(), axes=TWO_YEARS):
    """Return an account: kroner {(month, payer, scheme, kind): amount}, days and flows alike."""
    schemes = len(axes.schemes)
    money = np.zeros((axes.months, len(PAYERS), schemes + 1, len(KINDS)))
    for (month, payer, scheme, kind), amount in dict(kroner).items():
        place = schemes if scheme == "" else axes.schemes.index(scheme)
        money[month, PAYERS.index(payer), place, KINDS.index(kind)] = amount
    lived = np.zeros((axes.months, schemes), dtype=np.int64)
    for (month, scheme), amount in dict(days).items():
        lived[month, axes.schemes.index(scheme)] = amount
    moved = np.zeros((len(axes.years), schemes, schemes), dtype=np.int64)
    for (year, origin, to), count in dict(flows).items():
        moved[year, axes.schemes.index(origin), axes.schemes.index(to)] = count
    return Account(
        axes.first_month, money, lived, np.zeros_like(lived), moved, np.zeros_like(lived)
    )


def squared(*worlds, replication, plus=0):
    """Return a task's result that tells its worlds and replication apart."""
    return sum(worlds) + replication**2 + plus


def stopped_at_once(world, *, replication):
    """Be interrupted before anything is finished."""
    raise KeyboardInterrupt


def stopped_at_three(world, *, replication):
    """Return the replication, until the user presses Ctrl-C during the fourth."""
    if replication == 3:
        raise KeyboardInterrupt
    return replication


def slow_after_two(world, *, replication):
    """Return the first two replications at once, the others after an hour."""
    if replication > 1:
        time.sleep(3_600)
    return replication


def process_it_is_of(world, *, replication):
    """Return the number of the process that started the one that runs the task."""
    return os.getppid()


def this_process(world, *, replication):
    """Return the number of the process that runs the task."""
    return os.getpid()


def dies(world, *, replication):
    """End the process as the operating system does when memory runs out."""
    os._exit(9)


def yearly(*means, half=1e5):
    """Return amounts by year from 2019 with an interval of 100,000 to either side."""
    by_year = {2019 + n: Interval(m, m - half, m + half) for n, m in enumerate(means)}
    total = sum(means)
    return Yearly(by_year, Interval(total, total - 2 * half, total + 2 * half))


def break_even(**changes):
    """Return a break-even effect at the door of sygedagpenge."""
    fields = {
        "mechanism": "herning-syg02.turned_away",
        "kind": "inflow",
        "at": "door",
        "scheme": "sygedagpenge",
        "exits": (),
        "unit": "share",
        "reading": None,
        "reading_label": None,
        "effect": Interval(0.0254, 0.0201, 0.0307),
        "searched": (0.0, 1.0),
        "best_tried": 0.0254,
        "net_left": Interval(0.0, -1e4, 1e4),
        "short": None,
        "cases": 2447.3,
        "needed": Interval(62.2, 49.2, 75.1),
        "within_weeks": None,
        "assumed": 0.02,
        "assumed_range": (0.0, 0.05),
        "grade": "assumed",
        "stated": False,
    }
    return BreakEven(**(fields | changes))


def finding(**changes):
    """Return a small finding with two years and every kind of row."""
    net = yearly(300_400.0, -800_600.0)
    state = yearly(-10_000.0, -20_000.0)
    zero = yearly(0.0, 0.0)
    fields = {
        "version": "0.1.0",
        "municipality": "herning",
        "municipality_label": "Herning",
        "proposals": (
            ProposalHead(
                "herning-syg02", "SYG02", Wording("Fremskudt vurdering", "Early check"), False
            ),
        ),
        "start": "2019-01-01",
        "end": "2021-01-01",
        "seed": 1,
        "replications": 20,
        "price_year": 2019,
        "engine": "auto",
        "assumptions": (
            Assumption("x.effect", 0.02, "assumed", "none", "share", 0.0, 0.05),
            Assumption("rates.sygedagpenge.max", 4355.0, "sourced", "law", "kr/week"),
        ),
        "warnings": (Wording("Kun to år.", "Two years only."),),
        "summary": (
            SummaryRow("investment", yearly(400_000.0, 400_000.0)),
            SummaryRow("benefits", yearly(-99_600.0, -1_200_600.0)),
            SummaryRow("contacts_and_activation", zero),
            SummaryRow("net_kommune", net),
            SummaryRow("net_stat", state),
            SummaryRow("net_a_kasse", zero),
        ),
        "net_by_payer": {"kommune": net, "stat": state, "a_kasse": zero},
        "ledger": (
            LedgerRow(
                2019, "kommune", "sygedagpenge", "benefit", 9e6, 8.9e6, Interval(-1e5, -2e5, 0.0)
            ),
        ),
        "full_time": (
            FullTimeRow(2019, "sygedagpenge", 100.0, 97.6, Interval(-2.4, -3.0, -1.8)),
            FullTimeRow(2020, "sygedagpenge", 100.0, 76.0, Interval(-24.0, -30.0, -18.0)),
        ),
        "mean_full_time": (
            PlaceRow("sygedagpenge", 100.0, 86.8, Interval(-13.2, -16.0, -10.4)),
            PlaceRow("job", 900.0, 900.01, Interval(0.01, -2.0, 2.02)),
        ),
        "prices": (
            ResultPrice("full_time_person_in_work", Interval(0.02, -4.0, 4.04), None),
            ResultPrice(
                "week_of_benefit_saved",
                Interval(1377.0, 1085.0, 1669.0),
                Interval(-363.0, -520.0, -240.0),
            ),
        ),
        "payback": Payback("2020-05", "2020-03", None, {2019: 0.0, 2020: 0.85}),
        "cumulative": tuple(
            CumulativePoint(f"{2019 + m // 12}-{m % 12 + 1:02d}", Interval(4e5 - 4e4 * m, 3e5, 5e5))
            for m in range(24)
        ),
        "touched": {2019: Interval(60.0, 50.0, 70.0), 2020: Interval(80.0, 70.0, 90.0)},
        "flows": (FlowRow(2019, "sygedagpenge", "job", 900.0, 950.0, Interval(50.0, 40.0, 60.0)),),
        "gains": (
            GainRow("age", "age_25_29", Interval(60.0, 50.0, 70.0), Interval(3.0, 1.0, 5.0), NET),
            GainRow("scheme", "sygedagpenge", Interval(9.0), Interval(-0.2, -0.6, 0.2), NET),
        ),
        "break_even": (break_even(),),
        "seconds": 3.2,
    }
    return Finding(**(fields | changes))


def own_numbers_alone(monkeypatch):
    """List the proposals' own numbers as what a comparison rests on, and search for no others."""

    def listed(world, _moved):
        return ranked(own_assumptions(world))

    monkeypatch.setattr(sys.modules[compare.__module__], "assumptions_behind", listed)


def roots_alone(monkeypatch):
    """Leave out what a comparison finds beside the effect at break-even: other questions."""
    asked = sys.modules[compare.__module__]
    own_numbers_alone(monkeypatch)
    monkeypatch.setattr(asked, "search_displacement", lambda search: None)
    monkeypatch.setattr(asked, "with_own_numbers", lambda search, finding: finding)
