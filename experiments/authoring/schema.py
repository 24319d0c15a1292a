"""The form of a proposal as JSON Schema: what editors, the terminal and the workbook all ask.

Made from the form itself, with the names of schemes, exits and municipalities filled in.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from borgerflow.experiments.authoring.words.choices import OUT
from borgerflow.experiments.authoring.words.questions import FIELDS, words_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import (
    not_written,
    refuse_cpr_name,
    refusing_a_bad_disk,
    write_text,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.params.proposals.names import CAME_FROM
from borgerflow.sim.params.proposals.proposals import ProposalForm
from borgerflow.sim.world.municipality import municipality_names

DIALECT = "https://json-schema.org/draft/2020-12/schema"
YEARS = r"^20\d\d$"
BY_YEAR = {"cost": "kr", "fte": "fte"}
HEAD = {"$schema": DIALECT, "title": "borgerflow: a proposal"}
Node = dict[str, Any]


def schema_of(params: Params, lang: str = "en") -> Node:
    """Return the JSON Schema of a proposal file under what is held true."""
    schema: Node = json.loads(_bare_schema())
    for node in _nodes(schema):
        node.pop("title", None)
        node.pop("description", None)
    for node in (schema, *schema["$defs"].values()):
        _describe(node, lang)
        _name(node, names_in(params))
    for key, unit in BY_YEAR.items():
        schema["properties"][key] |= {
            "propertyNames": {"pattern": YEARS},
            "additionalProperties": {
                "$ref": "#/$defs/Estimate",
                "properties": {"value": {"type": "number"}, "unit": {"const": unit}},
            },
        }
    return {**HEAD, **schema}


@cache
def _bare_schema() -> str:
    """Return the schema of the form alone, as text: each who asks gets another copy."""
    return json.dumps(ProposalForm.model_json_schema())


def keep_schema(schema: Node, path: Path) -> Path:
    """Return the file that now holds a schema, maybe in the place of an earlier one.

    Raises
    ------
    InputError
        If anything but a schema is there already, or it cannot be written.
    """
    refuse_cpr_name(path)
    with refusing_a_bad_disk(not_written(path)):
        _refuse_another(path)
        write_text(path, _text_of(schema))
    return path


def _text_of(schema: Node) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _refuse_another(path: Path) -> None:
    """Refuse a file that begins otherwise than a schema does: it is somebody's own."""
    beginning = _text_of(HEAD).encode().removesuffix(b"\n}\n")
    if not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(len(beginning)) == beginning:
            return
    there = Wording(
        da=" findes allerede og er ikke et skema for forslag: vælg et nyt filnavn.",
        en=" is there already and is no schema of proposals: expected a new file.",
    )
    raise InputError(str(path) + there)


def names_in(params: Params) -> Mapping[str, tuple[str, ...]]:
    """Return the names that each naming field knows."""
    schemes = params.law.scheme_names
    contacted = tuple(name for name, scheme in params.law.schemes.items() if scheme.contact)
    return {
        "municipality": municipality_names(params),
        "scheme": schemes,
        "origins": schemes,
        "came_from": schemes,
        "schemes": contacted,
        "away_from": (*schemes, CAME_FROM),
        "towards": (*schemes, CAME_FROM),
        "exits": tuple(dict.fromkeys((*schemes, OUT))),
    }


def resolved(schema: Node, node: Node) -> Node:
    """Return a node without its reference and without the null of an optional one."""
    some = [option for option in node.get("anyOf", ()) if option.get("type") != "null"]
    if len(some) == 1:
        return resolved(schema, {**some[0], **{k: v for k, v in node.items() if k != "anyOf"}})
    if "$ref" in node:
        known: Node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        return {**known, **{k: v for k, v in node.items() if k != "$ref"}}
    return node


def _nodes(node: object) -> Iterator[Node]:
    """Yield every node of a schema; keys of properties are names, not words of a schema."""
    if isinstance(node, list):
        for part in node:
            yield from _nodes(part)
    if isinstance(node, dict):
        yield node
        for key, part in node.items():
            if key in ("properties", "$defs"):
                for inner in part.values():
                    yield from _nodes(inner)
            elif key not in ("default", "enum", "required"):
                yield from _nodes(part)


def _describe(node: Node, lang: str) -> None:
    for name, inner in node.get("properties", {}).items():
        if name in FIELDS:
            inner["description"] = words_of(name, lang)


def _name(node: Node, names: Mapping[str, tuple[str, ...]]) -> None:
    for name, known in names.items():
        inner = node.get("properties", {}).get(name)
        if inner is not None:
            inner.get("items", inner)["enum"] = list(known)
    target = node.get("properties", {}).get("target")
    if target is not None:
        target["additionalProperties"] = False
        target["properties"] = {
            attribute: {"type": "array", "items": {"enum": list(levels)}, "uniqueItems": True}
            for attribute, levels in LEVELS.items()
        }
