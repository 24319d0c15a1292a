"""Figures are added up once each, never an aggregate beside its parts, never unknown as nought."""

import math

import pytest
from extracts_made import PARAMS, csv_text, v3, written

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.records.figures import sum_of, unit_cost
from borgerflow.sim.records.files.jobindsats.reader import read_jobindsats
from borgerflow.sim.records.files.statbank.reader import read_statbank


@pytest.fixture(scope="module")
def auk01(tmp_path_factory):
    folder = tmp_path_factory.mktemp("auk01")
    return read_statbank(written(folder / "auk01.csv", csv_text()), PARAMS).table


WHOLE = {
    "municipality": "Herning",
    "scheme": "sygedagpenge",
    "sex": "all",
    "age": "all",
    "quarter": "2025-07-01",
}


def chosen(figures, **left):
    """Return the rows of one cell, but for the dimensions in which another choice is made."""
    for name, member in (WHOLE | left).items():
        if member is not None:
            figures = figures[figures["start" if name == "quarter" else name] == member]
    return figures


def test_one_cell_is_its_figure(auk01):
    cell = chosen(auk01)
    assert len(cell) == 1
    assert sum_of(cell) == cell["value"].item()


def test_parts_add_up(auk01):
    parts = chosen(auk01, sex=None).query("sex != 'all'")
    assert sum_of(parts) == parts["value"].sum()


@pytest.mark.parametrize(
    ("left", "told"),
    [
        ({"sex": None}, "all in sex is a total that counts men too"),
        ({"age": None}, "all in age is a total that counts 60- too"),
        ({"municipality": None}, "000 in municipality is a total that counts 657 too"),
        ({"scheme": None}, "TOT in benefit is a total that counts sygedagpenge too"),
        ({"quarter": None}, "from 2025-07-01 to 2026-01-01 cannot be added up"),
    ],
)
def test_an_aggregate_is_not_added_to_its_parts(auk01, left, told):
    with pytest.raises(InputError, match=told):
        sum_of(chosen(auk01, **left))


def test_a_table_without_its_column_of_benefits_is_the_total_of_them(tmp_path):
    text = "OMRÅDE;TID;INDHOLD\n657;2025K3;812\n"
    table = read_statbank(written(tmp_path / "AUK01.csv", text), PARAMS).table
    assert table["totals"].tolist() == ["age benefit sex"]


def test_a_row_is_not_added_twice(auk01):
    cell = chosen(auk01)
    with pytest.raises(InputError, match="Row 38 has the key of another"):
        sum_of(cell.loc[[*cell.index, *cell.index]])


def test_a_sum_with_an_unknown_part_is_not_known(auk01):
    last = chosen(auk01, sex=None, age="60-", quarter="2025-10-01").query("sex != 'all'")
    assert math.isnan(sum_of(last))


def read(folder, name, columns, *rows):
    file = written(folder / name, v3(["Periode", "Område", *columns], [list(row) for row in rows]))
    return read_jobindsats(file, PARAMS).table


def test_talks_of_all_forms_are_not_added_to_those_of_each(tmp_path):
    talks = read(
        *(tmp_path, "smt02.json", ["Samtaler i alt", "Fysiske samtaler"]),
        ["2025M01", "Herning", 10, 7],
    )
    with pytest.raises(InputError, match="Samtaler i alt in samtaleform is a total"):
        sum_of(talks)


def test_flows_add_up_over_periods_and_shares_over_nothing(tmp_path):
    rows = [["2025M01", "Herning", 10], ["2025M02", "Herning", 7]]
    assert sum_of(read(tmp_path, "smt02.json", ["Fysiske samtaler"], *rows)) == 17
    weeks = read(tmp_path, "y07a07.json", ["Gnsn. varighed af afsluttede forløb (uger)"], *rows)
    with pytest.raises(InputError, match="mean_weeks cannot be added up: it is a share or a mean"):
        sum_of(weeks)


def test_two_measures_are_not_added(tmp_path):
    both = read(
        *(tmp_path, "y07a02.json", ["Antal personer", "Antal fuldtidspersoner"]),
        ["2025M01", "Herning", 10, 7],
    )
    with pytest.raises(InputError, match="full_time_persons, persons cannot be added up"):
        sum_of(both)


def test_unit_cost_is_kroner_by_full_time_persons_of_the_same_place_and_period(tmp_path):
    costs = read(
        *(tmp_path, "y07g01.json", ["Udgifter i løbende priser (1.000 kr.)"]),
        *(["2025M01", "Herning", 2000], ["2025M02", "Herning", 2100], ["2025M01", "Odder", "-"]),
    )
    persons = read(
        *(tmp_path, "y07a02.json", ["Antal personer", "Antal fuldtidspersoner"]),
        *(["2025M01", "Herning", 999, 100], ["2025M02", "Herning", 999, 0]),
        ["2025M01", "Odder", 999, 10],
    )
    unit = unit_cost(costs, persons)
    assert list(unit["measure"].unique()) == ["kroner_per_full_time_person"]
    assert unit["value"].iloc[0] == 20_000
    assert unit["value"].iloc[1:].isna().all()
    assert list(unit["status"]) == ["value", "missing", "missing"]


def test_costs_and_persons_of_other_months_have_nothing_in_common(tmp_path):
    costs = read(tmp_path, "y07g01.json", ["Udgifter (kr.)"], ["2025M01", "Herning", 2000])
    persons = read(tmp_path, "y07a02.json", ["Antal fuldtidspersoner"], ["2024M01", "Herning", 100])
    with pytest.raises(InputError, match="have no row in common; expected the same municipality"):
        unit_cost(costs, persons)
