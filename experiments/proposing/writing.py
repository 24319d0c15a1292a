"""A proposal as the text of a file: the form's own order, a comment for each block.

What is written is what the reader reads: text in quotes, numbers bare, an estimate on one line.
"""

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from experiments.proposing.words import words_of
from sim.params.mechanisms import MechanismForm
from sim.params.proposals import ProposalForm

WIDTH = 96
ESTIMATE = ("value", "low", "high", "unit", "source", "grade", "note", "distribution")
HEADS = {
    "da": "Et forslag, som borgerflow kan læse. Hvert tal har enhed, kilde og grad; et antaget tal"
    " har low og high. Ret i filen som du vil: borgerflow proposals check FIL siger, hvad der ikke"
    " holder.",
    "en": "A proposal that borgerflow can read. Every number has a unit, a source and a grade; an"
    " assumed one has low and high. Change the file as you like: borgerflow proposals check FILE"
    " tells what does not hold.",
}


def proposal_text(data: Mapping[str, Any], lang: str) -> str:
    """Return the text of a proposal's file, with comments in a language."""
    lines = [*_comment(HEADS[lang], "")]
    for name in ProposalForm.model_fields:
        if name in data and name != "mechanisms":
            lines += _block(name, data[name], "", lang)
        elif name in data:
            lines += _comment(words_of(name, lang), "")
            lines.append("mechanisms:")
            for mechanism, content in data[name].items():
                lines.append(f"  {_scalar(mechanism)}:")
                lines += _mechanism(content, lang)
    return "\n".join(lines) + "\n"


def _mechanism(content: Mapping[str, Any], lang: str) -> Iterator[str]:
    for name in MechanismForm.model_fields:
        if name in content:
            yield from _block(name, content[name], "    ", lang)


def _block(name: str, value: Any, indent: str, lang: str) -> Iterator[str]:
    yield from _comment(words_of(name, lang), indent)
    yield from _entry(name, value, indent)


def _comment(text: str, indent: str) -> list[str]:
    first = f"{indent}# "
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=first)


def _entry(name: str, value: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a key: keys inside below it, anything else beside it."""
    if isinstance(value, Mapping) and value and "grade" not in value:
        yield f"{indent}{name}:"
        for key, inner in value.items():
            yield from _entry(str(key), inner, f"{indent}  ")
    else:
        yield f"{indent}{name}: {_flow(value)}"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        keys = [key for key in ESTIMATE if key in value] if "grade" in value else list(value)
        return "{" + ", ".join(f"{key}: {_flow(value[key])}" for key in keys) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """Return a scalar of YAML: a plain word as it is, any other text as JSON quotes it."""
    if isinstance(value, str) and _plain(value):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> bool:
    """Tell whether a text is a name or a day, which need no quotes."""
    words = ("true", "false", "null", "yes", "no", "on", "off")
    bare = text.replace("_", "").replace("-", "")
    return bare.isascii() and bare.isalnum() and text[0].isalnum() and _no_number(text, words)


def _no_number(text: str, words: tuple[str, ...]) -> bool:
    day = text.count("-") == 2 and text[:4].isdigit()  # noqa: PLR2004  (2024-01-01)
    return text.casefold() not in words and (day or text[0].isalpha())
