"""How far a municipality is from what was observed: the answer of `backcast`, and kept as its."""

import json

import pytest
from made_rooms import JSON, waited

from borgerflow.app.asked.own_files import MUNICIPALITIES
from borgerflow.app.served import with_pages
from borgerflow.experiments.cli import main
from borgerflow.sim.params import load

NAME = 'name: "modelkommune"'
PAGE = "/kommunen/observeret"
FEW = {"municipality": "vesthimmerland", "replications": "3", "observed": "on"}
COMMAND = "backcast vesthimmerland --replications 3 --conditions observed --lang da --workers 1"


@pytest.mark.slow
def test_a_packaged_municipality_is_held_against_what_the_command_says(worked, capsys):
    visitor = with_pages(worked).test_client()
    told = visitor.post(PAGE, data=FEW, headers=JSON).get_json()
    assert told["link"].endswith("municipality=vesthimmerland&replications=3&observed=on")
    waited(worked.desk, told["job"])
    page = visitor.get(told["link"]).text
    assert "Afvigelse år for år" in page
    assert "data:image/svg+xml" in page
    data = visitor.get(f"{PAGE}/hent/data", query_string=FEW).get_json()
    root = str(worked.house.results)
    assert main([*COMMAND.split(), "--out", root]) == 0
    assert "fundet frem, ikke beregnet igen" in capsys.readouterr().err
    assert main([*COMMAND.split(), "--out", root, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == data


def test_which_file_is_needed_is_said_where_nothing_was_observed(browser, held):
    told = browser.post(PAGE, data={"municipality": "modelkommune"}, headers=JSON).get_json()
    assert list(told["errors"]) == ["municipality"]
    said = told["errors"]["municipality"]
    assert "for Modelkommune: der skal en fil til" in said
    assert "borgerflow backcast modelkommune --actuals FIL" in said
    assert held.desk.lanes["whole"].runner.tasks == []


def test_a_municipality_of_ones_own_is_named_by_its_file(browser, held):
    text = (load().directory / "municipalities/modelkommune.yaml").read_text(encoding="utf-8")
    own = text.replace(NAME, NAME.replace("modelkommune", "lilleby"))
    digest = held.house.keep(MUNICIPALITIES, "lilleby", own)
    typed = {"place": digest, "municipality": "lilleby", "lang": "en"}
    page = browser.get(PAGE, query_string=typed).text
    assert "borgerflow backcast lilleby.yaml --actuals FILE" in page
    assert '<option value="lilleby" selected>' in page


@pytest.mark.parametrize(("field", "typed"), [("replications", "1"), ("municipality", "hernig")])
def test_what_does_not_hold_is_refused_before_it_begins(browser, held, field, typed):
    told = browser.post(PAGE, data={field: typed}, headers=JSON).get_json()
    (said,) = told["errors"].values()
    assert "--" not in said
    assert typed in said
    assert held.desk.lanes["whole"].runner.tasks == []


def test_a_second_question_keeps_what_was_typed(browser):
    page = browser.get(PAGE, query_string={**FEW, "seed": "7", "covid": "on"}).text
    assert page.count(" checked>") == 2
    assert 'name="seed" value="7"' in page
    assert '<option value="vesthimmerland" selected>' in page
