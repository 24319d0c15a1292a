"""An answer tells which numbers somebody set for it, from what to what."""

import json

import openpyxl
import pytest

import borgerflow as bf
from borgerflow.experiments.findings.patched import patched_in
from borgerflow.experiments.present.sections import command
from borgerflow.experiments.questions.breakeven.each_proposal import law_of
from borgerflow.experiments.questions.settle.question import explain_file, price_file
from borgerflow.experiments.questions.settle.text import explained_page, settled_page
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.patches.catalogue import refuse_no_law
from borgerflow.sim.params.patches.files import lines_of
from borgerflow.sim.world.world import load_world

SMALL = {"replications": 1, "population": 0.01, "workers": 1, "end": "2020-01-01"}
SET = {
    "herning-syg02.cost.2019": "+10 %",
    "hazards.sygedagpenge.job": "x1.1",
    "costs.talk_kroner_per_minute": "30",
}
IN_ENGLISH = (
    "Numbers changed: SYG02: cost 2019 from 400,000 kr. to 440,000 kr.; leaving sickness benefit"
    " for job from 1 to 1.1; price of talk from 12.2 kr. a minute to 30 kr. a minute."
)


@pytest.fixture(scope="module")
def pair():
    """Return one comparison as numbers are, and with some of them set."""
    asked = {"break_even": False, **SMALL}
    usual = bf.compare("herning", ["herning-syg02"], **asked)
    return usual, bf.compare("herning", ["herning-syg02"], patch=SET, **asked)


@pytest.mark.slow
def test_text_and_data_name_each_number_with_what_it_was_and_is(pair):
    usual, found = pair
    assert IN_ENGLISH in found.text("en").splitlines()
    assert "patch" not in usual.to_dict()
    told = json.loads(found.to_json())["patch"]
    assert [row["name"] for row in told["numbers"]] == list(SET)


@pytest.mark.slow
def test_in_danish_no_number_goes_by_its_identifier(pair):
    line = next(each for each in pair[1].text("da").splitlines() if each.startswith("Ændrede tal"))
    assert not any(name in line for name in SET)


def test_numbers_that_no_answer_lists_go_by_what_people_call_them():
    names = {
        "herning.stocks.dagpenge": "Herning: bestand i a-dagpenge",
        "herning-syg02.fte.2020": "SYG02: årsværk 2020",
        "law.sygedagpenge.revurdering_after_weeks": "Revurderingstidspunkt",
        "law.sygedagpenge.revurdering_after_weeks.2014-07-01": "Revurderingstidspunkt (fra 2014-",
    }
    for name, called in names.items():
        held = load().patched(lines_of({name: "+1 %"}))
        patched = patched_in(load_world("herning", ["herning-syg02"], params=held))
        (number,) = (each for each in patched.numbers if each.name == name)
        assert number.label.da.startswith(called)


@pytest.mark.slow
def test_both_worlds_have_the_numbers_that_are_set(pair):
    before, after = (
        sum(row.baseline for row in found.ledger if row.kind == "contact") for found in pair
    )
    assert after > 2 * before > 0


@pytest.mark.slow
def test_workbook_and_report_name_them_and_how_to_ask_again(pair, tmp_path):
    pair[1].to_excel(tmp_path / "tables.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx").worksheets[0]
    assert IN_ENGLISH in [cell.value for row in sheet.iter_rows() for cell in row]
    assert command("compare herning-syg02", pair[1]).endswith(
        " --set 'herning-syg02.cost.2019=+10 %' --set hazards.sygedagpenge.job=x1.1"
        " --set costs.talk_kroner_per_minute=30"
    )


RATE = "rates.kontanthjaelp.forsoerger"
SPELLS = """citizen,scheme,start,end,category,share,weekly_amount
2,kontanthjaelp_jobparat,2019-02-04,2019-03-14,forsoerger,,
"""


def test_real_spells_are_priced_under_law_that_somebody_set_and_the_answer_says_so(tmp_path):
    path = tmp_path / "spells.csv"
    path.write_text(SPELLS)
    usual, held = load(), load().patched(lines_of({RATE: "x2"}))
    before, after = (price_file(path, params) for params in (usual, held))
    assert after.ledger.kroner.sum() == pytest.approx(2 * before.ledger.kroner.sum())
    assert json.loads(after.to_json())["patch"] == {"set": [[RATE, "x2"]]}
    assert settled_page(after, "da").startswith(f"Ændrede tal: »{RATE}« x2.\n")
    explained = explain_file(path, held, "2")
    assert explained_page(explained, "en").startswith(f"Numbers changed: »{RATE}« x2.\n")
    assert "patch" not in json.loads(before.to_json())


def test_where_law_alone_counts_only_numbers_of_law_are_set():
    refuse_no_law(load().patched(lines_of({RATE: "x2"})))
    with pytest.raises(InputError, match="no number behind the answer is called hazards"):
        refuse_no_law(load().patched(lines_of({"hazards.dagpenge.job": "x2"})))


def test_a_line_for_every_proposal_says_what_was_set_in_all():
    findings = [{}, {"patch": {"set": [["hazards.*.job", "x1.1"]], "numbers": []}}]
    assert law_of(findings, "en") == ["Numbers changed: »hazards.*.job« x1.1."]
    assert law_of([{}], "en") == []
