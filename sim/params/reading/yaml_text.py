"""Reads the text of a YAML file as plain dicts, lists and scalars: the only place that knows YAML.

Scalars follow YAML 1.2 (``yes`` and ``on`` are words), an ISO date stays a date, duplicate
keys, anchors, tabs, CPR numbers and signs that nobody sees are refused, and every key keeps its
line.
"""

import re
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.reader import ReaderError

from borgerflow.sim.base.errors import ParamError
from borgerflow.sim.base.texts import wrong_with
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.reading.faults import dotted, fault
from borgerflow.sim.params.reading.kept import Loc
from borgerflow.sim.params.reading.phrases import given_twice

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_STANDARD_TAG = "tag:yaml.org,2002:"
_LONGEST_INT = 18
_LARGEST = 1_000_000  # letters of a file; the largest packaged one has 30,000, and YAML is slow
_DEEPEST = 50  # keys within keys; the deepest packaged file has 9
_TOO_DEEP = Wording(
    da=f"der er mere end {_DEEPEST} niveauer inden i hinanden.",
    en=f"more than {_DEEPEST} levels are nested.",
)


def plain_of(path: Path, text: str) -> tuple[object, dict[Loc, int]]:
    """Return the text of a file as plain content, and the line of every key.

    Raises
    ------
    ParamError
        Naming file and line, if it is no YAML, or YAML of a kind that is not used here.
    """
    node = _composed(path, text)
    if node is None:
        empty = Wording(
            da=": filen er tom; der skal stå nøgler med værdier.",
            en=": the file is empty; expected keys with values.",
        )
        raise ParamError(str(path) + empty)
    lines: dict[Loc, int] = {}
    return _plain(path, node, (), lines, set()), lines


def _composed(path: Path, text: str) -> Node | None:
    _refuse_tabs(path, text)
    _refuse_large(path, text)
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise fault(path, line, _no_yaml(str(error.problem or error.context))) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        sign = f"#x{error.character:04x}"
        said = Wording(f"tegnet {sign} er ikke tilladt.", f"the character {sign} is not allowed.")
        raise fault(path, line, said) from None
    except YAMLError as error:
        raise ParamError(f"{path}: " + _no_yaml(str(error).splitlines()[0])) from None
    except (OverflowError, ValueError):
        said = Wording(
            da="en kode for et tegn (\\U...) står ikke for noget tegn.",
            en="an escape sign (\\U...) names no character.",
        )
        raise ParamError(f"{path}: " + said) from None
    except RecursionError:
        raise ParamError(f"{path}: " + _TOO_DEEP) from None
    return node


def _no_yaml(problem: str) -> Wording:
    """Return that a text is no YAML; what the library says of it is English."""
    told = " ".join(problem.split())
    return Wording(da=f"dette er ikke YAML ({told}).", en=f"this is not YAML: {told}.")


def _refuse_tabs(path: Path, text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            said = Wording(
                da="linjen er rykket ind med en tabulator; YAML rykker ind med mellemrum.",
                en="a tab indents this line; YAML indents with spaces.",
            )
            raise fault(path, number, said)


def _refuse_large(path: Path, text: str) -> None:
    if len(text) > _LARGEST:
        said = Wording(
            da=f": filen er på {len(text)} tegn; der må højst være {_LARGEST}.",
            en=f": the file has {len(text)} letters; expected {_LARGEST} at most.",
        )
        raise ParamError(str(path) + said)


def _plain(path: Path, node: Node, loc: Loc, lines: dict[Loc, int], seen: set[int]) -> object:
    line = node.start_mark.line + 1
    lines.setdefault(loc, line)
    _refuse_kind(path, node, loc, seen)
    if isinstance(node, ScalarNode):
        return _scalar(path, node, loc)
    if isinstance(node, MappingNode):
        return _mapping(path, node, loc, lines, seen)
    return [_plain(path, v, (*loc, i), lines, seen) for i, v in enumerate(node.value)]


def _refuse_kind(path: Path, node: Node, loc: Loc, seen: set[int]) -> None:
    """Refuse what stands too deep, an alias, and a tag of another kind than YAML's own."""
    line = node.start_mark.line + 1
    if len(loc) > _DEEPEST:
        raise fault(path, line, _TOO_DEEP)
    if id(node) in seen:
        said = Wording(
            da=": ankre og henvisninger bruges ikke her.",
            en=": anchors and aliases are not used here.",
        )
        raise fault(path, line, dotted(loc) + said)
    seen.add(id(node))
    tag = str(node.tag)
    if not tag.startswith(_STANDARD_TAG):
        said = Wording(f": mærket {tag} bruges ikke her.", f": the tag {tag} is not used here.")
        raise fault(path, line, dotted(loc) + said)


def _mapping(
    path: Path, node: MappingNode, loc: Loc, lines: dict[Loc, int], seen: set[int]
) -> dict[str, object]:
    content: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = _key(path, key_node, loc)
        here = (*loc, key)
        if key in content:
            raise fault(path, line, given_twice(dotted(here), lines[here]))
        lines[here] = line
        content[key] = _plain(path, value_node, here, lines, seen)
    return content


def _key(path: Path, node: Node, loc: Loc) -> str:
    line = node.start_mark.line + 1
    if not isinstance(node, ScalarNode):
        said = Wording(
            da=": en nøgle skal være et ord, ikke en liste eller en tabel.",
            en=": a key must be a word, not a list or a table.",
        )
        raise fault(path, line, dotted(loc) + said)
    key = str(node.value)
    wrong = wrong_with(key)
    if wrong:
        around = f"{dotted(loc)}: " if loc else ""
        raise fault(path, line, around + Wording("en nøgle ", "a key ") + wrong)
    return key


def _scalar(path: Path, node: ScalarNode, loc: Loc) -> object:
    """Return a scalar by YAML 1.2; a quoted one is always text, and so is a date."""
    text = str(node.value)
    value = text if node.style in ("'", '"', "|", ">") else _unquoted(text)
    if isinstance(value, str) or text.startswith("0"):
        _refuse_text(path, text, node.start_mark.line + 1, loc)
    return value


def _refuse_text(path: Path, text: str, line: int, loc: Loc) -> None:
    if _SURROGATE.search(text):
        said = Wording(
            da=": en kode for et tegn står ikke for noget tegn.",
            en=": an escape sign names no character.",
        )
        raise fault(path, line, dotted(loc) + said)
    wrong = wrong_with(text)
    if wrong:
        raise fault(path, line, f"{dotted(loc)}: " + Wording("teksten ", "the text ") + wrong)


def _unquoted(text: str) -> object:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.fullmatch(text) and len(text) <= _LONGEST_INT:
        return int(text)
    if _FLOAT.fullmatch(text) and abs(float(text)) != float("inf"):
        return float(text)
    return text
