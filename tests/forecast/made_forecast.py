"""A forecast made by hand: two schemes and a group, a year of quarters, a proposal or none."""

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.validation.forecast.finding import (
    ExpectedFigure,
    ExpectedSaving,
    ForecastFigure,
    FrozenForecast,
    WeekPrice,
)
from borgerflow.sim.base.wording import Wording

QUARTERS = tuple(f"2019Q{place}" for place in range(1, 5))
PERIODS = (*QUARTERS, "2019")
SICK, OUT_OF_WORK, READY = "sygedagpenge", "dagpenge", "kontanthjaelp_jobparat"
FIGURES = (
    ForecastFigure(SICK, Wording("Sygedagpenge", "Sickness benefit"), "persons", (SICK,)),
    ForecastFigure(
        OUT_OF_WORK, Wording("A-dagpenge", "Unemployment benefit"), "persons", (OUT_OF_WORK,)
    ),
    ForecastFigure(
        "bruttoledighed",
        Wording("Bruttoledige", "Gross unemployed"),
        "persons",
        (OUT_OF_WORK, READY),
    ),
    ForecastFigure("kommune", Wording("Kommunens udgift, kr.", "Expense, DKK"), "kroner"),
)
MEANS = {SICK: 100.0, OUT_OF_WORK: 200.0, "bruttoledighed": 250.0, "kommune": 1_000_000.0}
PRICE = 1000.0  # kroner a week


def expected(figure, period, mean=None):
    """Return a figure with ends 10 and 20 % of its mean away."""
    mean = MEANS[figure] if mean is None else mean
    return ExpectedFigure(figure, period, mean, *(mean * f for f in (0.8, 0.9, 1.1, 1.2)))


def forecast(*, proposals=(), **changes):
    """Return a forecast of Herning; proposals cost 50,000 kr. a quarter and save 20,000."""
    rows = tuple(expected(figure.name, period) for figure in FIGURES for period in PERIODS)
    savings = tuple(
        ExpectedSaving(period, 50_000, Interval(-20_000, -30_000, -10_000), -5_000, -25_000)
        for period in QUARTERS
    )
    priced = (SICK, OUT_OF_WORK, "bruttoledighed")
    prices = tuple(WeekPrice(figure, period, PRICE) for figure in priced for period in PERIODS)
    made = {
        "version": "0.1.0",
        "made": "2019-01-15",
        "command": "borgerflow run --freeze forecast.json",
        "municipality": "herning",
        "municipality_label": "Herning",
        "proposals": proposals,
        "in_both": (),
        "start": "2019-01-01",
        "end": "2020-01-01",
        "seed": 1,
        "replications": 20,
        "engine": "compiled",
        "params": "0123456789abcdef",
        "law_known_to": "2019-12-31",
        "draft": None,
        "conditions": (),
        "followed": (),
        "figures": FIGURES,
        "baseline": rows,
        "investment": rows if proposals else (),
        "week_prices": prices,
        "savings": savings if proposals else (),
        "warnings": (Wording("Der er én antagelse.", "There is one assumption."),),
    }
    return FrozenForecast(**{**made, **changes})
