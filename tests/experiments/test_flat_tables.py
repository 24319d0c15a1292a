"""A table of an answer is flat: a cell is a number, a word or a day, in every question."""

from itertools import chain

import pandas as pd
import pytest

import borgerflow as bf
from borgerflow.experiments.findings.plain import flat_rows, plain
from borgerflow.experiments.findings.rows import Interval, Yearly
from borgerflow.experiments.store.saving import csv_writer

pytestmark = pytest.mark.slow
FEW = {"population": 0.02, "replications": 2, "end": "2020-01-01", "workers": 1}
TALKS = {"every": [4], "break_even": False}
PLACE, SYG02, TWO = "modelkommune", ["herning-syg02"], ["herning-syg02", "herning-oevr04"]
ASKED = {
    "run": lambda: bf.run(PLACE, **FEW),
    "breakeven": lambda: bf.breakeven(PLACE, SYG02, **FEW),
    "contacts": lambda: bf.contacts(PLACE, "dagpenge", **TALKS, **FEW),
    "uncertainty": lambda: bf.uncertainty(PLACE, SYG02, draws=32, **FEW),
    "portfolio": lambda: bf.portfolio(PLACE, proposals=TWO, budget=10_000_000, **FEW),
}
AMOUNT = Yearly({2019: Interval(1.5, 1, 2), 2020: Interval(2.5, 2, 3)}, Interval(4.0, 3, 5))


@pytest.fixture(scope="module", params=ASKED)
def tables(request):
    return ASKED[request.param]().tables()


def test_no_cell_is_a_list_or_a_mapping(tables):
    nested = [
        (name, column)
        for name, table in tables.items()
        for column in table
        if table[column].map(lambda cell: isinstance(cell, list | dict | tuple | set)).any()
    ]
    assert (nested, len(tables) > 1) == ([], True)


def test_a_column_of_numbers_is_written_with_the_decimals_of_its_profile(tables):
    """Of what is no column of numbers none is written with a decimal comma."""
    cells = chain.from_iterable(
        table[column]
        for table in tables.values()
        for column in table.select_dtypes(["object", "str"])
    )
    assert not [cell for cell in cells if isinstance(cell, float) and not pd.isna(cell)]


def test_amounts_by_year_are_a_row_a_year():
    rows = flat_rows([{"function": "5.57.71", "net": plain(AMOUNT), "label": {"da": "a"}}])
    assert rows == [
        {"function": "5.57.71", "label": {"da": "a"}, "year": year, "net": each}
        for year, each in (
            (2019, {"mean": 1.5, "low": 1, "high": 2}),
            (2020, {"mean": 2.5, "low": 2, "high": 3}),
        )
    ]


def test_the_danish_profile_has_the_truth_values_of_a_danish_spreadsheet(tmp_path):
    table = pd.DataFrame({"function": ["a", "b"], "checked": [True, False]})
    csv_writer(table, "da")(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").split() == [
        *("function;checked", "a;SAND", "b;FALSK")
    ]
