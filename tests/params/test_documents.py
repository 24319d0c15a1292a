"""What a proposal costs and whom it employs is what its document says, to the krone.

``documents/herning.csv`` holds the figures of the document, each with the lines they stand on.
Where the text of the document itself lies beside the project, the extract is held against it.
"""

import csv
import re
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


def test_the_guides_leave_the_share_of_drop_outs_that_their_form_expects(text, params):
    (complete,) = re.findall(r"mindst (\d+)% af de unge", text[744])
    (drop_out,) = re.findall(r"ca\. (\d+)% af de unge", text[738])
    effect = params.proposal("herning-ung14").mechanism("kept_in_education").effect
    assert effect.value == pytest.approx((100 - int(complete)) / int(drop_out))


@pytest.mark.parametrize(
    ("line", "words", "proposal", "field", "value"),
    [
        (561, "4 ugers kursus", "herning-ung06", "weeks", 4 + 6),
        (562, "6 ugers optræning", "herning-ung06", "weeks", 4 + 6),
        (565, "op til 12 unge af gangen", "herning-ung06", "places", 12 * 10 * 2 / 52),
        (618, "2 x 10-14 unge", "herning-ung08", "places", 2 * 12 / 2),
        (618, "halvt års aktivt forløb", "herning-ung08", "weeks", 26),
    ],
)
def test_a_course_has_the_places_and_weeks_of_its_document(
    text, params, line, words, proposal, field, value
):
    assert words in text[line]
    estimate = getattr(params.proposal(proposal).mechanism("course"), field)
    assert estimate.value == pytest.approx(value, rel=0.01)
    assert f"000:L{line}" in estimate.source or "000:L561-L562" in estimate.source
