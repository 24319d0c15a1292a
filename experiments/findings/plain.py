"""Rows as plain values: what JSON, CSV and Parquet hold.

A row is a dataclass, and its fields are declared once: in the order and under the keys of the
JSON. Metadata says what is otherwise: `called` gives a field another key than its name, `SPREAD`
puts the fields of a row inside in its place, `LEFT_OUT` keeps it out, `beside` names the table of
the answer that holds it.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

SPREAD: Mapping[str, Any] = {"spread": True}
LEFT_OUT: Mapping[str, Any] = {"left_out": True}
BY_YEAR = "by_year"  # the key of amounts year by year
CURRENT = "current_prices"  # the key of amounts in the prices of each year itself


def called(key: str) -> Mapping[str, Any]:
    """Return the metadata of a field whose key is not its name."""
    return {"key": key}


def beside(table: str) -> Mapping[str, Any]:
    """Return the metadata of a field that is kept as a table of the answer, by this name."""
    return {"beside": table}


def computed(value: Callable[[Any], Any]) -> Mapping[str, Any]:
    """Return the metadata of a key that follows from the row, a field of no constructor."""
    return {"computed": value}


def plain(value: Any) -> Any:
    """Return numbers, texts, lists and mappings; what has a shape of its own says ``to_plain``."""
    if hasattr(value, "to_plain"):
        return value.to_plain()
    if is_dataclass(value):
        return fields_of(value)
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def fields_of(row: Any) -> dict[str, Any]:
    """Return the fields of a row as plain values, by key."""
    content: dict[str, Any] = {}
    for each in fields(row):
        about = each.metadata
        if "left_out" in about:
            continue
        value = plain(about["computed"](row) if "computed" in about else getattr(row, each.name))
        content |= value if "spread" in about else {about.get("key", each.name): value}
    return content


def flat_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return plain rows in which amounts by year (`Yearly`) are those of one: a row a year."""
    return [each for row in rows for each in _years_of(row)]


def _years_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    yearly = {key: cell for key, cell in row.items() if isinstance(cell, dict) and BY_YEAR in cell}
    if not yearly:
        return [row]
    about = {key: cell for key, cell in row.items() if key not in yearly}
    years = [each["year"] for each in next(iter(yearly.values()))[BY_YEAR]]
    return [
        {**about, "year": year, **{key: _in_year(cell, n) for key, cell in yearly.items()}}
        for n, year in enumerate(years)
    ]


def _in_year(amount: dict[str, Any], place: int) -> dict[str, Any]:
    """Return the interval of one year, and the same in current prices where that is told."""
    interval = {key: end for key, end in amount[BY_YEAR][place].items() if key != "year"}
    if CURRENT not in amount:
        return interval
    return {**interval, CURRENT: _in_year(amount[CURRENT], place)}
