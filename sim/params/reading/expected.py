"""What a field of a form expects, in the words of people."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from borgerflow.sim.base.wording import Wording

Context = Mapping[str, Any]
EXPECTED: Mapping[str, Callable[[Context], str]] = {
    "bool_type": lambda _: "true eller false",
    "dict_type": lambda _: "nøgler med værdier",
    "finite_number": lambda _: "et endeligt tal",
    "float_type": lambda _: "et tal",
    "greater_than": lambda limit: f"et tal over {limit['gt']}",
    "greater_than_equal": lambda limit: f"mindst {limit['ge']}",
    "int_from_float": lambda _: "et helt tal",
    "int_type": lambda _: "et helt tal",
    "less_than": lambda limit: f"et tal under {limit['lt']}",
    "less_than_equal": lambda limit: f"højst {limit['le']}",
    "list_type": lambda _: "en liste",
    "literal_error": lambda limit: str(limit["expected"]).replace(" or ", " eller "),
    "model_type": lambda _: "nøgler med værdier",
    "string_pattern_mismatch": lambda limit: f"en tekst efter mønstret {limit['pattern']}",
    "string_too_short": lambda _: "en tekst, der ikke er tom",
    "string_type": lambda _: "en tekst",
    "too_short": lambda limit: f"mindst {limit['min_length']} på listen",
    "tuple_type": lambda _: "en liste",
    "union_tag_invalid": lambda limit: f"en af {limit['expected_tags']}",
    "union_tag_not_found": lambda _: "en nøgle, der siger, hvilken slags det er",
}
"""The Danish for each kind of error that pydantic tells of; its own words are English."""


def expected(error: ErrorDetails) -> Wording:
    """Return ``expected a valid number`` in both languages."""
    english = str(error["msg"]).replace("Input should be", "expected", 1)
    english = english.replace("an object", "keys with values")
    danish = EXPECTED.get(error["type"])
    context = error.get("ctx", {})
    return Wording(da=f"der skal stå {danish(context)}" if danish else english, en=english)
