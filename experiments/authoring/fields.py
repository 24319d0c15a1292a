"""The fields of a form, read from its schema: what there is to ask, and in what shape."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from borgerflow.experiments.authoring.schema import BY_YEAR, Node, resolved
from borgerflow.experiments.authoring.words.choices import Called, choices_called
from borgerflow.sim.params import Estimate, Params
from borgerflow.sim.params.proposals.evidence import FirstGuesses, read_evidence
from borgerflow.sim.params.proposals.mechanisms import KINDS, OWN_FIELDS, UNITS_OF_FIELDS

Shape = Literal["text", "choice", "names", "number", "day", "yes", "weeks", "estimate"]
Loc = tuple[str, ...]
ELSEWHERE = (*BY_YEAR, "mechanisms")  # asked year by year, and one by one


@dataclass(frozen=True)
class Field:
    """One thing to ask: where it stands, in what shape, from which names."""

    loc: Loc
    shape: Shape
    needed: bool
    choices: tuple[str, ...] = ()
    called: Called = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name of its own part of the form."""
        return self.loc[0]


def head_fields(schema: Node) -> tuple[Field, ...]:
    """Return the fields of a proposal, its money by year and its mechanisms apart."""
    fields = _fields(schema, schema, ())
    return tuple(one for one in fields if one.name not in ELSEWHERE)


def mechanism_fields(schema: Node, kind: str | None = None) -> tuple[Field, ...]:
    """Return the fields of a mechanism: of every kind, or those that one kind may need."""
    fields = _fields(schema, schema["$defs"]["MechanismForm"], ())
    if kind is None:
        return tuple(fields)
    needs = KINDS[kind]
    others = set(OWN_FIELDS) - {*needs.needed, *needs.allowed}
    return tuple(
        replace(one, needed=one.needed or one.name in needs.needed)
        for one in fields
        if one.name not in others
    )


def in_words(fields: Iterable[Field], params: Params) -> tuple[Field, ...]:
    """Return fields that know what the names they are answered with are called."""
    called = choices_called(params)
    return tuple(replace(one, called=called.get(one.loc[-1], {})) for one in fields)


def unit_of(name: str, kind: str, guesses: FirstGuesses) -> str:
    """Return the unit a number of a mechanism is in."""
    if name == "effect":
        return KINDS[kind].unit if kind in KINDS else "share"
    if name in UNITS_OF_FIELDS:
        return UNITS_OF_FIELDS[name]
    known = guesses.numbers.get(name)
    return known.unit if known else "share"


def set_at(data: dict[str, Any], loc: Loc, value: object) -> None:
    """Set a value inside nested keys; nothing (None) takes the key away."""
    for part in loc[:-1]:
        data = data.setdefault(part, {})
    if value is None:
        data.pop(loc[-1], None)
    else:
        data[loc[-1]] = value


def value_at(data: Mapping[str, Any], loc: Loc) -> Any:
    """Return the value inside nested keys, or nothing."""
    for part in loc:
        if not isinstance(data, Mapping) or part not in data:
            return None
        data = data[part]
    return data


def _fields(schema: Node, node: Node, loc: Loc) -> Iterator[Field]:
    needed = set(node.get("required", ()))
    for name, raw in node.get("properties", {}).items():
        inner = resolved(schema, raw)
        shape = _shape(inner)
        here = (*loc, name)
        if shape is not None:
            choices = inner.get("enum", inner.get("items", {}).get("enum", ()))
            yield Field(here, shape, name in needed, tuple(choices))
        elif inner.get("properties"):
            for one in _fields(schema, inner, here):
                yield replace(one, needed=one.needed and name in needed)


def _shape(node: Node) -> Shape | None:
    """Return the shape of an answer; none for what holds fields of its own, or cannot be asked."""
    kind = node.get("type")
    if kind == "array":
        if "prefixItems" in node:
            return "weeks"
        return "names" if {"type", "enum"} & set(node["items"]) else None
    if kind == "object":
        return "estimate" if {"value", "unit", "grade"} <= set(node.get("properties", ())) else None
    if node.get("format") == "date":
        return "day"
    by_type: dict[Any, Shape] = {"boolean": "yes", "integer": "number", "number": "number"}
    return by_type.get(kind) or ("choice" if "enum" in node else "text" if kind else None)


def effect_guess(params: Params, unit: str, asked: dict[str, Any]) -> Estimate | None:
    """Return the effect to offer: what was found for such an exit, else the guess of its unit.

    What was found elsewhere is assumed here, whatever its own grade.
    """
    path = params.directory / "model" / "evidence.yaml"
    rows = read_evidence(path, params.law.schemes) if path.is_file() and unit == "factor" else ()
    for row in rows:
        if row.speaks_of(asked["scheme"], asked.get("exits", ()), asked.get("target", {})):
            return row.factor.model_copy(update={"grade": "assumed"})
    return params.first_guesses.effects.get(unit)
