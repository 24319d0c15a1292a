"""A small reader of JSON Schema: the words that the schema of a proposal uses, and no others."""

import datetime as dt
import re

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
KNOWN = {
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "default",
    "description",
    "enum",
    "format",
    "items",
    "maxItems",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "oneOf",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "type",
    "uniqueItems",
}


def faults(schema, node, value, where="$"):
    """Yield what is wrong with a value under a node of a schema."""
    assert set(node) - {"$schema", "$defs", "title"} <= KNOWN, set(node) - KNOWN
    if "$ref" in node:
        yield from faults(schema, schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], value, where)
    if "anyOf" in node and all(list(faults(schema, o, value, where)) for o in node["anyOf"]):
        yield f"{where}: fits nothing of {node['anyOf']}"
    if "oneOf" in node:
        yield from _alternative_faults(schema, node["oneOf"], value, where)
    if "type" in node and not _is(node["type"], value):
        yield f"{where}: no {node['type']}"
        return
    yield from _scalar_faults(node, value, where)
    if isinstance(value, dict):
        yield from _object_faults(schema, node, value, where)
    if isinstance(value, list):
        yield from _array_faults(schema, node, value, where)


def _alternative_faults(schema, alternatives, value, where):
    """Yield the faults under the alternative that fits best, if not just one fits."""
    found = [list(faults(schema, alternative, value, where)) for alternative in alternatives]
    if sum(not each for each in found) != 1:
        yield from min(found, key=len) or [f"{where}: fits several"]


def _is(name, value):
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def _scalar_faults(node, value, where):
    if "enum" in node and value not in node["enum"]:
        yield f"{where}: {value!r} is none of {node['enum']}"
    if "const" in node and value != node["const"]:
        yield f"{where}: {value!r} is not {node['const']!r}"
    if "minimum" in node and not node["minimum"] <= value <= node.get("maximum", value):
        yield f"{where}: {value} is out of range"
    if isinstance(value, str) and len(value) < node.get("minLength", 0):
        yield f"{where}: empty"
    if node.get("format") == "date":
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            yield f"{where}: {value!r} is no date"


def _object_faults(schema, node, value, where):
    known = node.get("properties", {})
    yield from (
        f"{where}: {key} is missing" for key in node.get("required", ()) if key not in value
    )
    if len(value) < node.get("minProperties", 0):
        yield f"{where}: too few"
    for key, inner in value.items():
        pattern = node.get("propertyNames", {}).get("pattern", "")
        if not re.search(pattern, key):
            yield f"{where}: the key {key} is no {pattern}"
        if key in known:
            yield from faults(schema, known[key], inner, f"{where}.{key}")
        elif node.get("additionalProperties") is False:
            yield f"{where}: unknown key {key}"
        elif isinstance(node.get("additionalProperties"), dict):
            yield from faults(schema, node["additionalProperties"], inner, f"{where}.{key}")


def _array_faults(schema, node, value, where):
    if not node.get("minItems", 0) <= len(value) <= node.get("maxItems", len(value)):
        yield f"{where}: {len(value)} items"
    if node.get("uniqueItems") and any(inner in value[:n] for n, inner in enumerate(value)):
        yield f"{where}: one stands twice"
    kinds = node.get("prefixItems", [node.get("items", {})] * len(value))
    for place, (kind, inner) in enumerate(zip(kinds, value, strict=False)):
        yield from faults(schema, kind, inner, f"{where}.{place}")
