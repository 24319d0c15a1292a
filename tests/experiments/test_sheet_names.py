"""Every sheet that a workbook may have is called something in English too."""

import ast
from pathlib import Path

import borgerflow.experiments
from borgerflow.experiments.present.workbook import ENGLISH

HOUSE = Path(borgerflow.experiments.__file__).parent
WRITERS = [path for path in HOUSE.rglob("*.py") if "workbook" in str(path.relative_to(HOUSE))]
WRITERS = [path for path in WRITERS if "authoring" not in path.parts]
WRITE = {"add", "lines", "stack", "place", "draw"}


def names_of_sheets(code: str) -> set[str]:
    """Return the texts that begin a call of a workbook, key a mapping, or name a place in one."""
    found: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found += node.args[:1] if node.func.attr in WRITE else []
        elif isinstance(node, ast.Dict):
            found += node.keys
        elif isinstance(node, ast.Subscript):
            found.append(node.slice)
    texts = (each.value for each in found if isinstance(each, ast.Constant))
    return {text for text in texts if isinstance(text, str) and text[:1].isupper()}


def test_every_sheet_has_an_english_name():
    written = {name for path in WRITERS for name in names_of_sheets(path.read_text("utf-8"))}
    assert {"Muligheder", "Kvartaler", "Frister"} <= written
    assert written - set(ENGLISH) - set(ENGLISH.values()) - {"Nr.", "No."} == set()
