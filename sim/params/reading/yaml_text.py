"""Reads the text of a YAML file as plain dicts, lists and scalars: the only place that knows YAML.

Scalars follow YAML 1.2 (``yes`` and ``on`` are words), an ISO date stays a date, duplicate
keys, anchors and tabs are refused, and every key keeps its line.
"""

import re
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.params.reading.faults import dotted, fault
from borgerflow.sim.params.reading.kept import Loc

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_STANDARD_TAG = "tag:yaml.org,2002:"
_LONGEST_INT = 18


def plain_of(path: Path, text: str) -> tuple[object, dict[Loc, int]]:
    """Return the text of a file as plain content, and the line of every key.

    Raises
    ------
    ParamError
        Naming file and line, if it is no YAML, or YAML of a kind that is not used here.
    """
    node = _composed(path, text)
    if node is None:
        raise ParamError(f"{path}: the file is empty; expected keys with values.")
    lines: dict[Loc, int] = {}
    return _plain(path, node, (), lines, set()), lines


def _composed(path: Path, text: str) -> Node | None:
    _refuse_tabs(path, text)
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise fault(path, line, f"this is not YAML: {error.problem or error.context}.") from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise fault(path, line, f"the character #x{error.character:04x} is not allowed.") from None
    except YAMLError as error:
        raise ParamError(f"{path}: this is not YAML: {str(error).splitlines()[0]}.") from None
    except (OverflowError, ValueError):
        raise ParamError(f"{path}: an escape sign (\\U...) names no character.") from None
    except RecursionError:
        raise ParamError(f"{path}: the brackets are nested too deeply.") from None
    return node


def _refuse_tabs(path: Path, text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise fault(path, number, "a tab indents this line; YAML indents with spaces.")


def _plain(path: Path, node: Node, loc: Loc, lines: dict[Loc, int], seen: set[int]) -> object:
    line = node.start_mark.line + 1
    lines.setdefault(loc, line)
    if id(node) in seen:
        raise fault(path, line, f"{dotted(loc)}: anchors and aliases are not used here.")
    seen.add(id(node))
    tag = str(node.tag)
    if not tag.startswith(_STANDARD_TAG):
        raise fault(path, line, f"{dotted(loc)}: the tag {tag} is not used here.")
    if isinstance(node, ScalarNode):
        if _SURROGATE.search(str(node.value)):
            raise fault(path, line, f"{dotted(loc)}: an escape sign names no character.")
        return _scalar(node)
    if isinstance(node, MappingNode):
        return _mapping(path, node, loc, lines, seen)
    return [_plain(path, v, (*loc, i), lines, seen) for i, v in enumerate(node.value)]


def _mapping(
    path: Path, node: MappingNode, loc: Loc, lines: dict[Loc, int], seen: set[int]
) -> dict[str, object]:
    content: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            raise fault(path, line, f"{dotted(loc)}: a key must be a word, not a list or a table.")
        key = str(key_node.value)
        here = (*loc, key)
        if key in content:
            raise fault(path, line, f"{dotted(here)} is given twice; first on line {lines[here]}.")
        lines[here] = line
        content[key] = _plain(path, value_node, here, lines, seen)
    return content


def _scalar(node: ScalarNode) -> object:
    """Return a scalar by YAML 1.2; a quoted one is always text, and so is a date."""
    text = str(node.value)
    if node.style in ("'", '"', "|", ">"):
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.fullmatch(text) and len(text) <= _LONGEST_INT:
        return int(text)
    if _FLOAT.fullmatch(text) and abs(float(text)) != float("inf"):
        return float(text)
    return text
