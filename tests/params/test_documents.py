"""What a proposal costs and whom it employs is what its document says, to the krone.

``documents/herning.csv`` holds the figures of the document, each with the lines they stand on.
Where the text of the document itself lies beside the project, the extract is held against it.
"""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EXTRACT = HERE / "documents" / "herning.csv"
TEXTS = HERE.parents[2] / "shared" / "seeds"
YEARS = (2019, 2020, 2021, 2022)


def figures_by_proposal() -> dict[str, list[dict[str, str]]]:
    rows = defaultdict(list)
    with EXTRACT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["proposal"]].append(row)
    return dict(rows)


FIGURES = figures_by_proposal()


def numbers_at_the_end(line: str) -> list[Decimal]:
    """Return the last four numbers of a line, written the Danish way."""
    cells = line.split("\t")[-len(YEARS) :]
    return [Decimal(cell.strip().replace(".", "").replace(",", ".")) for cell in cells]


def column(name: str, proposal: str) -> list[Decimal]:
    return [Decimal(row[name]) for row in FIGURES[proposal]]


@pytest.fixture(scope="module")
def text() -> list[str]:
    """Return the lines of the document, the first at place 1."""
    found = sorted(TEXTS.glob("000_*.txt"))
    if not found:
        pytest.skip("the text of the document does not lie beside the project")
    return ["", *found[0].read_text(encoding="utf-8").split("\n")]


def line_of(kind: str, proposal: str) -> int:
    (line,) = {int(row[kind]) for row in FIGURES[proposal]}
    return line


@pytest.mark.parametrize("proposal", FIGURES)
def test_the_extract_has_the_kroner_of_the_sheet(text, proposal):
    line = text[line_of("cost_line", proposal)]
    assert line.startswith("Ændring i driftsudgifter")
    assert [1000 * n for n in numbers_at_the_end(line)] == column("kroner", proposal)


@pytest.mark.parametrize("proposal", FIGURES)
def test_the_extract_has_the_posts_of_the_sheet(text, proposal):
    line = text[line_of("fte_line", proposal)]
    assert line.startswith("Ændring i personaleforbrug")
    assert numbers_at_the_end(line) == column("fte", proposal)


@pytest.mark.parametrize("proposal", FIGURES)
def test_the_overview_of_the_document_has_the_same_kroner(text, params, proposal):
    line = text[line_of("overview_line", proposal)]
    assert line.startswith(params.proposal(proposal).form.number)
    assert numbers_at_the_end(line) == column("kroner", proposal)


@pytest.mark.parametrize("proposal", FIGURES)
def test_the_figures_stand_within_the_lines_the_proposal_names(params, proposal):
    first, last = map(int, params.proposal(proposal).form.lines.split("-"))
    assert first < line_of("cost_line", proposal) < line_of("fte_line", proposal) <= last


@pytest.mark.parametrize("proposal", FIGURES)
@pytest.mark.parametrize(("field", "name"), [("cost", "kroner"), ("fte", "fte")])
def test_a_proposal_has_the_figures_of_its_document(params, proposal, field, name):
    by_year = getattr(params.proposal(proposal), field)
    assert tuple(by_year) == YEARS == tuple(int(row["year"]) for row in FIGURES[proposal])
    assert [Decimal(str(e.value)) for e in by_year.values()] == column(name, proposal)
    cited = f"000:L{line_of(f'{field}_line', proposal)}"
    assert [(e.source, e.grade) for e in by_year.values()] == [(cited, "sourced")] * len(YEARS)


def test_every_proposal_of_the_document_is_in_the_extract(params):
    assert set(FIGURES) == {p.id for p in params.proposals.values() if p.municipality == "herning"}
