"""The figures of Vesthimmerland's and Hedensted's documents are those of their proposals.

``documents/*.csv`` hold the figures with the lines they stand on. Where the texts themselves lie
beside the project, the extracts are held against them.
"""

import csv
import re
from pathlib import Path

import pytest

from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.params.model import LEVELS

HERE = Path(__file__).parent
TEXTS = HERE.parents[2] / "shared" / "seeds"
MILLION = 1_000_000


def extract(name: str) -> list[dict[str, str]]:
    with (HERE / "documents" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VESTHIMMERLAND, HEDENSTED = extract("vesthimmerland.csv"), extract("hedensted.csv")
FIGURES = [*VESTHIMMERLAND, *HEDENSTED]


def lines_of(document: str) -> list[str]:
    """Return the lines of a document, the first at place 1."""
    found = sorted(TEXTS.glob(f"{document}_*.txt"))
    if not found:
        pytest.skip("the text of the document does not lie beside the project")
    return ["", *found[0].read_text(encoding="utf-8").split("\n")]


def told(row: dict[str, str]) -> str:
    return f"{row['proposal']} {row['year']}"


def kroner_in(line: str) -> float:
    """Return the only amount of a line, ``ca. 1,3 mio.kr.`` or ``ca. 450.000 kr.`` in it."""
    ((number, million),) = re.findall(r"ca\. ([\d.,]+) (mio\.)?", line)
    return float(number.replace(".", "").replace(",", ".")) * (MILLION if million else 1)


def posts_in(line: str) -> int:
    """Return the posts of a line, ``2 projektmedarbejdere`` or ``1 fuldtidsstilling`` in it."""
    kinds = "projektmedarbejdere|fuldtidsstilling|bosætningskonsulent"
    (number,) = re.findall(rf"(\d) (?:{kinds})", line)
    return int(number)


def amounts_in(line: str) -> list[int]:
    """Return the amounts of four years at the end of a line of a table."""
    return [int(cell.replace(".", "")) for cell in line.split("\t")[-4:]]


@pytest.mark.parametrize("row", VESTHIMMERLAND, ids=told)
def test_the_extract_has_the_kroner_and_the_posts_of_vesthimmerlands_text(row):
    line = lines_of("002")[int(row["line"])]
    assert (kroner_in(line), posts_in(line)) == (float(row["kroner"]), float(row["fte"]))


def test_the_extract_has_hedensteds_table_of_the_agreement():
    rows = [row for row in HEDENSTED if row["proposal"] == "hedensted-delaftale2"]
    (line,) = {int(row["line"]) for row in rows}
    text = lines_of("001")
    assert text[line].startswith("I alt")
    assert amounts_in(text[line]) == [int(row["kroner"]) for row in rows]
    heading = next(place for place in range(line, 0, -1) if text[place].startswith("\t2023"))
    assert text[heading].split("\t")[1:] == [row["year"] for row in rows]


def test_the_team_saves_half_of_what_hedensted_spends_on_it_a_year():
    rows = [row for row in HEDENSTED if row["proposal"] == "hedensted-rehabteam"]
    text = lines_of("001")
    for row in rows:
        numbers = re.findall(r"\d+", text[int(row["line"])].replace(".", ""))
        days, kroner, months, year = map(int, numbers)
        assert days * kroner * months == year
        assert float(row["kroner"]) == -year / 2
    assert "over halvdelen" in text[1094]


def test_the_young_who_come_back_are_those_hedensted_counted(params):
    shares = [
        float(re.findall(r"(\d+,\d) % er genoptaget", line)[0].replace(",", "."))
        for line in lines_of("001")[969:974]
    ]
    mechanism = params.proposal("hedensted-sanktioner").mechanism("young_not_stopped")
    assert mechanism.deadweight.value == pytest.approx(sum(shares) / 100)
    long_stopped = mechanism.under("stopped_for_long")
    assert long_stopped.deadweight.value == pytest.approx(sum(shares[:-1]) / 100)


def test_the_young_are_stopped_as_seldom_when_law_has_ended_their_benefit(params):
    proposal = params.proposal("hedensted-sanktioner")
    before = proposal.mechanism("young_not_stopped")
    after = proposal.mechanism("young_on_kontanthjaelp_not_stopped")
    assert params.law.schemes[before.scheme].ended.becomes == after.scheme
    assert (before.effect, before.paid) == (after.effect, after.paid)
    assert before.deadweight.value == after.deadweight.value
    adults = proposal.mechanism("adults_not_stopped")
    bands = [*adults.target["age"], *after.target["age"]]
    assert sorted(bands) == sorted(LEVELS["age"])


@pytest.mark.parametrize("row", FIGURES, ids=told)
def test_a_proposal_costs_what_its_document_says_that_year(params, row):
    cost = params.proposal(row["proposal"]).cost[int(row["year"])]
    assert cost.value == float(row["kroner"])
    assert re.search(rf"\d{{3}}:L{row['line']}\b", cost.source)


@pytest.mark.parametrize("row", VESTHIMMERLAND, ids=told)
def test_a_proposal_employs_whom_its_document_says_that_year(params, row):
    fte = params.proposal(row["proposal"]).fte[int(row["year"])]
    assert (fte.value, fte.source) == (float(row["fte"]), f"002:L{row['line']}")


def test_no_proposal_with_a_stated_cost_is_missing_and_none_has_another_year(params):
    found = {
        (p.id, year)
        for p in params.proposals.values()
        if p.municipality in ("vesthimmerland", "hedensted")
        for year, cost in p.cost.items()
        if cost.grade != "assumed" and cost.value
    }
    assert found == {(row["proposal"], int(row["year"])) for row in FIGURES}


def test_the_job_centre_holds_no_talk_on_dagpenge_in_the_first_three_months_from_2024(params):
    """So a caveat of hedensted-delaftale2 has it."""
    weeks = params.law.on("law.contact.dagpenge.first_within_weeks", parse_day("2024-01-01"))
    assert weeks > 52 / 4
