"""Findings made by hand, small and complete, for tests of what shows and keeps them."""

from borgerflow.experiments.findings.rows import (
    AmountRow,
    Assumption,
    BreakEven,
    CumulativePoint,
    FlowRow,
    FullTimeRow,
    Interval,
    LedgerRow,
    Payback,
    PlaceRow,
    ProposalHead,
    ResultPrice,
    SummaryRow,
    Yearly,
)
from borgerflow.experiments.questions.compare.chart.rows import (
    ExitRow,
    LifeRow,
    MoveRow,
    StepRow,
    StockChange,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.questions.run.rows import ContactRow, CountRow, DurationRow, StockRow
from borgerflow.sim.base.wording import Wording

YEARS = (2019, 2020)
MONTHS = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
HOSTILE = "<script>alert('x')</script> & \"citat\""


def yearly(amount, half=0.0):
    interval = Interval(amount, amount - half, amount + half)
    both = Interval(2 * amount, 2 * (amount - half), 2 * (amount + half))
    return Yearly(dict.fromkeys(YEARS, interval), both)


def head():
    return {
        "version": "0.1.0",
        "municipality": "herning",
        "municipality_label": "Herning",
        "start": "2019-01-01",
        "end": "2021-01-01",
        "seed": 1,
        "price_year": 2019,
        "engine": "reference",
        "assumptions": (
            Assumption(
                name="herning-syg02.turned_away.effect",
                value=0.02,
                grade="assumed",
                source=HOSTILE,
                unit="share",
                low=0.0,
                high=0.05,
                label=Wording("andel afvist", "share turned away"),
            ),
            Assumption("rate.sygedagpenge.max", 4355.0, "sourced", "a regulation", "kr/week"),
        ),
        "warnings": (Wording("Der er én antagelse.", "There is one assumption."),),
        "scheme_labels": {"sygedagpenge": Wording("Sygedagpenge", "Sickness benefit")},
        "seconds": 3.2,
    }


def pictured():
    """Return what the pictures of a comparison show."""
    both = ("sygedagpenge", 1104.0, 1092.0), ("job", 41_000.0, 41_011.0)
    change = Interval(-12.0, -13.0, -11.0)
    weeks = [("2019-05-06", 7), ("2019-05-13", 7), ("2019-05-20", 3)]
    return {
        "stocks": tuple(StockChange(m, *row, change) for row in both for m in MONTHS),
        "steps": (
            StepRow("1", 1, 4, 0.2, Interval(-60.0, -70.0, -50.0)),
            StepRow("2", 5, None, 0.8, Interval(9.0, 2.0, 16.0)),
        ),
        "exits": tuple(
            ExitRow("sygedagpenge", "job", weeks, weeks / 150, weeks / 140, Interval(0.01))
            for weeks in range(4, 105, 4)
        ),
        "moves": (
            MoveRow("job", "sygedagpenge", 3100.0, 3038.0, Interval(-62.0)),
            MoveRow("sygedagpenge", "job", 2900.0, 2890.0, Interval(-10.0)),
        ),
        "lives": (
            *(LifeRow("baseline", *week, "sygedagpenge", 871.0, 3484.0, 0.0) for week in weeks),
            *(LifeRow("investment", *week, "job", 0.0, 0.0, 0.0) for week in weeks),
        ),
    }


def finding(replications=20, **changes):
    """Return a comparison in which nothing is left out."""
    rows = {
        "investment": yearly(400_000.0),
        "benefits": yearly(-150_000.0, 60_000.0),
        "contacts_and_activation": yearly(-10_000.0, 4_000.0),
        "net_kommune": yearly(240_000.0, 62_000.0),
        "net_stat": yearly(-90_000.0, 30_000.0),
    }
    proposal = ProposalHead(
        "herning-syg02", "SYG02", Wording("Fremskudt vurdering", "Early assessment"), stated=False
    )
    effect = BreakEven(
        mechanism="turned_away",
        kind="inflow",
        at="door",
        scheme="sygedagpenge",
        exits=(),
        unit="share",
        reading=None,
        reading_label=None,
        effect=Interval(0.046, 0.04, 0.052),
        searched=(0.0, 1.0),
        best_tried=1.0,
        net_left=Interval(-1.0),
        short=None,
        cases=3100.0,
        needed=Interval(143.0, 124.0, 161.0),
        assumed=0.02,
        assumed_range=(0.0, 0.05),
        grade="assumed",
        stated=False,
        within_weeks=None,
    )
    content = {
        "proposals": (proposal,),
        "replications": replications,
        "summary": tuple(SummaryRow(line, amounts) for line, amounts in rows.items()),
        "net_by_payer": {"kommune": rows["net_kommune"], "stat": rows["net_stat"]},
        "ledger": tuple(
            LedgerRow(year, "kommune", "sygedagpenge", "benefit", 2e8, 1.9985e8, Interval(-150e3))
            for year in YEARS
        ),
        "full_time": tuple(
            FullTimeRow(year, scheme, 1104.0, 1104.0 + change, Interval(change, change - 1, change))
            for year in YEARS
            for scheme, change in (("sygedagpenge", -12.0), ("job", 11.0), ("dagpenge", 0.0))
        ),
        "mean_full_time": (
            PlaceRow("sygedagpenge", 1104.0, 1092.0, Interval(-12.0, -13.0, -11.0)),
            PlaceRow("job", 41_000.0, 41_011.0, Interval(11.0, 10.0, 12.0)),
        ),
        "prices": (
            ResultPrice(
                "full_time_person_in_work", Interval(44.0, 40.0, 48.0), Interval(2e4, 1e4, 3e4)
            ),
            ResultPrice("week_of_benefit_saved", Interval(-1.0, -3.0, 1.0), None),
        ),
        "flows": tuple(
            FlowRow(year, "job", "sygedagpenge", 3100.0, 3038.0, Interval(-62.0)) for year in YEARS
        ),
        "payback": Payback(None, None, None, dict.fromkeys(YEARS, 0.05)),
        "cumulative": tuple(
            CumulativePoint(month, Interval(2e4 * (i + 1), 1.5e4 * (i + 1), 2.5e4 * (i + 1)))
            for i, month in enumerate(MONTHS)
        ),
        "touched": dict.fromkeys(YEARS, Interval(62.0, 50.0, 74.0)),
        "break_even": (effect,),
        **pictured(),
    }
    return Finding(**(head() | content | changes))


def run_finding(replications=1, **changes):
    """Return one world in which nothing is left out."""
    schemes = ("job", "sygedagpenge")
    content = {
        "proposals": (),
        "replications": replications,
        "ledger": tuple(
            AmountRow(year, "kommune", "sygedagpenge", "benefit", Interval(2e8)) for year in YEARS
        ),
        "paid": {"kommune": yearly(2e8)},
        "stocks": tuple(
            StockRow(month, scheme, Interval(1104.0), Interval(1100.0))
            for month in MONTHS
            for scheme in schemes
        ),
        "flows": tuple(CountRow(year, "job", "sygedagpenge", Interval(3100.0)) for year in YEARS),
        "durations": (DurationRow("sygedagpenge", Interval(12.4)),),
        "contacts": (ContactRow(2019, "sygedagpenge", Interval(9000.0)),),
    }
    return RunFinding(**(head() | content | changes))
