"""A made-up municipality: its figures as they are typed, and as a file has them."""

import pandas as pd

from borgerflow.experiments.validation.municipality.accepted import accepted_figures
from borgerflow.experiments.validation.municipality.figures import figures_known
from borgerflow.experiments.validation.municipality.given import typed_figures
from borgerflow.sim.params import load
from borgerflow.sim.records.figures import COLUMNS

PERSONS = 2000
STOCKS = {
    "dagpenge": 45,
    "kontanthjaelp_mv": 66,
    "sygedagpenge": 40,
    "jobafklaring": 13,
    "ressourceforloeb": 12,
    "fleksjob": 52,
    "ledighedsydelse": 10,
    "foertidspension": 140,
}


def options(stocks=STOCKS, persons=PERSONS):
    """Return the options of a command that gives these figures."""
    given = [f"--stock={name}={count}" for name, count in stocks.items()]
    return [f"--persons={persons}", *given]


def held(stocks=STOCKS, persons=PERSONS):
    """Return the figures, accepted."""
    given = typed_figures(str(persons), None, [f"{n}={c}" for n, c in stocks.items()])
    return accepted_figures(given, figures_known(load().law.schemes))


def rows(stocks=STOCKS, persons=PERSONS, head="figure;value;source"):
    """Return the text of a small file of figures."""
    given = {"persons_18_66": persons, **stocks}
    return "\n".join([head, *(f"{n};{c};made up" for n, c in given.items())]) + "\n"


def table(**changes):
    """Return a table of figures as ``borgerflow import`` writes it, one row a stock."""
    usual = dict.fromkeys(COLUMNS, "") | {
        "municipality": "Smallville",
        "publisher": "jobindsats",
        "table": "Y00A02",
        "measure": "persons",
        "sex": "all",
        "age": "all",
        "start": "2019-01-01",
        "end": "2019-04-01",
        "status": "value",
    }
    named = {name: "benefit" if name.startswith("kontant") else "scheme" for name in STOCKS}
    made = [usual | {named[n]: n, "value": f"{c}.0"} | changes for n, c in STOCKS.items()]
    return pd.DataFrame(made, columns=COLUMNS)
