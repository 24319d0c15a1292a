"""Every published figure that an estimate cites can be looked up."""

import csv
import re
from pathlib import Path

PARAMS = Path(__file__).parents[2] / "params"
CITED = re.compile(r"\bC(\d{3})(?:-C(\d{3}))?")


def rows():
    with (PARAMS / "calibration.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cited():
    tables = (PARAMS / "targets.csv", PARAMS / "published" / "accounts.csv")
    for path in [*PARAMS.rglob("*.yaml"), *tables]:
        for first, last in CITED.findall(path.read_text(encoding="utf-8")):
            for number in range(int(first), int(last or first) + 1):
                yield path.name, f"C{number:03d}"


def test_every_cited_figure_stands_in_the_table():
    known = {row["id"] for row in rows()}
    strange = sorted({f"{name}: {figure}" for name, figure in cited() if figure not in known})
    assert strange == []


def test_every_figure_in_the_table_has_a_source_and_a_grade_and_is_cited():
    used = {figure for _, figure in cited()}
    for row in rows():
        assert row["source"], row["id"]
        assert row["grade"] in {"sourced", "derived", "recalled"}, row["id"]
        assert row["id"] in used, row["id"]
