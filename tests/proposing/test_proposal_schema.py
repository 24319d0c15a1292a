"""The JSON Schema of a proposal takes what the reader takes, and refuses a wrong key or unit."""

import json
from pathlib import Path

import pytest
from against_schema import faults
from made_forms import estimate, form, mechanism, params_with

from borgerflow.experiments.authoring.schema import keep_schema, schema_of
from borgerflow.experiments.authoring.words.questions import FIELDS
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.proposals.mechanisms import MechanismForm
from borgerflow.sim.params.proposals.proposals import ProposalForm
from borgerflow.sim.params.reading.forms import read_plain

PARAMS = load()
SCHEMA = schema_of(PARAMS)
FILES = sorted((PARAMS.directory / "proposals").rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_packaged_proposal_fits_the_schema(path: Path):
    content, _ = read_plain(path)
    assert list(faults(SCHEMA, SCHEMA, content)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_packaged_proposal_is_written_in_both_languages(path: Path):
    content, _ = read_plain(path)
    labels = [mechanism["label"] for mechanism in content.get("mechanisms", {}).values()]
    for said in (content["title"], content["description"], *labels):
        assert {"da", "en"} <= said.keys()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_proposal_in_one_language_holds_and_its_words_stand_for_both(tmp_path, lang):
    said = {lang: "Flere samtaler"}
    made = form(title=said, description=said, mechanisms={"talks": mechanism(label=said)})
    assert list(faults(SCHEMA, SCHEMA, made)) == []
    proposal = params_with(tmp_path, made).proposal("more-talks")
    assert proposal.title.da == proposal.title.en == "Flere samtaler"
    assert proposal.mechanism("talks").label.da == proposal.mechanism("talks").label.en


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"titel": "x"}, "$: unknown key titel"),
        ({"evidence": None}, "$: evidence is missing"),
        ({"municipality": "herningg"}, "$.municipality: 'herningg' is none of"),
        ({"start": "januar"}, "$.start: 'januar' is no date"),
        ({"cost": {"2021": estimate(1, "fte")}}, "$.cost.2021.unit: 'fte' is not 'kr'"),
        ({"cost": {"2021": estimate(None, "kr")}}, "$.cost.2021.value: no number"),
        ({"cost": {}}, "$.cost: too few"),
        ({"cost": {"21": estimate(1, "kr")}}, "$.cost: the key 21 is no"),
        ({"fte": {"2021": estimate(1, "fte", grade="sure")}}, "grade: 'sure' is none of"),
        ({"mechanisms": {"a": mechanism(reach=estimate(1, "pct"))}}, "unit: 'pct' is none of"),
        ({"mechanisms": {"a": mechanism(scheme="sygedagpeng")}}, "scheme: 'sygedagpeng' is none"),
        ({"mechanisms": {"a": mechanism(exits=["jobb"])}}, "exits.0: 'jobb' is none of"),
        ({"mechanisms": {"a": mechanism(target={"age": ["old"]})}}, "age.0: 'old' is none of"),
        ({"mechanisms": {"a": mechanism(exits=["job", "job"])}}, "exits: one stands twice"),
        (
            {"mechanisms": {"a": mechanism(target={"age": ["under_25"] * 2})}},
            "age: one stands twice",
        ),
        ({"mechanisms": {"a": mechanism(target={"size": ["big"]})}}, "unknown key size"),
        ({"mechanisms": {"a": mechanism(kind="hazrd")}}, "kind: 'hazrd' is none of"),
        ({"mechanisms": {"a": mechanism(window_weeks=[1])}}, "window_weeks: 1 items"),
        ({"mechanisms": {"a": mechanism(stated="no")}}, "stated: no boolean"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(changes, words):
    found = list(faults(SCHEMA, SCHEMA, form(**changes)))
    assert len(found) == 1
    assert words in found[0]


def test_a_form_that_holds_fits_the_schema():
    assert list(faults(SCHEMA, SCHEMA, form())) == []


@pytest.mark.parametrize(
    ("model", "node"),
    [(ProposalForm, SCHEMA), (MechanismForm, SCHEMA["$defs"]["MechanismForm"])],
)
def test_every_field_of_the_form_is_in_the_schema_with_words_where_there_are_some(model, node):
    assert list(node["properties"]) == list(model.model_fields)
    described = {name for name, inner in node["properties"].items() if "description" in inner}
    assert described == set(model.model_fields) & set(FIELDS)


def test_the_schema_is_described_in_the_language_asked_for():
    danish = schema_of(PARAMS, "da")["properties"]["evidence"]["description"]
    assert danish == "Hvad man ved om virkningen, og hvorfra"


def test_whoever_asks_gets_a_schema_that_nobody_else_changes():
    first = schema_of(PARAMS, "da")
    again = json.dumps(first)
    schema_of(PARAMS, "en")["properties"].clear()
    assert json.dumps(first) == again
    assert json.dumps(schema_of(PARAMS, "da")) == again


def test_the_schema_is_written_as_json_and_a_folder_that_is_not_there_is_told(tmp_path):
    path = keep_schema(SCHEMA, tmp_path / "proposal.json")
    assert json.loads(path.read_text(encoding="utf-8")) == SCHEMA
    with pytest.raises(InputError, match="cannot be written: No such file"):
        keep_schema(SCHEMA, tmp_path / "nowhere" / "proposal.json")


def test_an_earlier_schema_is_replaced_and_any_other_file_is_left_alone(tmp_path):
    path = keep_schema(schema_of(PARAMS, "da"), tmp_path / "proposal.json")
    keep_schema(SCHEMA, path)
    assert json.loads(path.read_text(encoding="utf-8")) == SCHEMA
    for mine in ("mine", "", '{"$schema": "another"}', json.dumps(SCHEMA)):
        path.write_text(mine, encoding="utf-8")
        with pytest.raises(InputError) as refused:
            keep_schema(SCHEMA, path)
        assert "is there already and is no schema of proposals" in refused.value.said.en
        assert "findes allerede og er ikke et skema for forslag" in refused.value.said.da
        assert path.read_text(encoding="utf-8") == mine
