"""Our own code as it is read by tests: its modules, what each imports, and every node of it."""

import ast
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
ROOMS = {room: HOUSE / room for room in ("sim", "experiments", "app")}


def modules(rooms):
    """Return every module by its dotted name below the package."""
    return {
        ".".join(part for part in path.relative_to(top.parent).with_suffix("").parts): path
        for top in rooms.values()
        for path in sorted(top.rglob("*.py"))
    }


MODULES = modules(ROOMS)


@cache
def tree_of(name):
    """Return every node of a module, walked once."""
    return tuple(ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))))


def trees():
    """Return every node of every module: slow, so all tests that read them stand in one file."""
    return {name: tree_of(name) for name in MODULES}


def imports_of(tree):
    """Return the dotted names that a module imports anywhere in it, type checking included."""
    names = set()
    for node in tree:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return names


def used_by(tree, known):
    """Return the modules of ours that a module imports."""
    used = set()
    for name in imports_of(tree):
        if name.startswith("borgerflow."):
            inside = name.removeprefix("borgerflow.")
            places = (inside, inside.rpartition(".")[0])
            forms = [form for place in places for form in (place, f"{place}.__init__")]
            used |= {next((form for form in forms if form in known), f"unknown: {name}")}
    return used


@cache
def arrows():
    """Return the modules of ours that each module imports."""
    return {name: used_by(tree, MODULES) - {name} for name, tree in trees().items()}


@cache
def libraries_used():
    """Return the first name of all that each module imports."""
    return {n: {u.split(".")[0] for u in imports_of(tree)} for n, tree in trees().items()}
