"""The rooms of the house: what may import what, held by reading the imports.

The table is that of the architecture. To add an arrow, change the table in a change of its
own and say why.
"""

import ast
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent

# Files that share the room of another: a world is resolved in several steps.
SAME_ROOM = {
    f"sim.{name}": "sim.world"
    for name in (
        "model",
        "people",
        "cells",
        "tables",
        "rule_tables",
        "talk_rules",
        "talk_tables",
        "talk_groups",
        "sanction_tables",
        "contact_effects",
        "activation",
        "mechanism_rows",
        "mechanisms",
        "proposed",
        "durations",
    )
} | {"sim.talk_measures": "sim.measures"}

# What a room may use of ours. ``errors`` is open to all.
OURS = {
    "sim.errors": set(),
    "sim.clock": set(),
    "sim.chance": set(),
    "sim.disk": set(),
    "sim.cache": {"sim.disk"},
    # Compiled code and what was read of YAML are kept from run to run.
    "sim.compiling": {"sim.cache"},
    "sim.params": {"sim.clock", "sim.cache"},
    "sim.law": {"sim.clock"},
    "sim.lives": {"sim.law", "sim.chance", "sim.clock"},
    # The functional core declares the tables it reads; a world fills them in.
    "sim.world": {"sim.params", "sim.law", "sim.chance", "sim.clock", "sim.lives"},
    "sim.engines": {
        "sim.lives",
        "sim.world",
        "sim.chance",
        "sim.history",
        "sim.clock",
        "sim.compiling",
    },
    # The rooms that price name the types of what they are given: a LawBook, a World.
    "sim.history": {"sim.law", "sim.clock", "sim.params", "sim.world"},
    "sim.spells": {"sim.params", "sim.clock"},
    "sim.settlement": {
        "sim.history",
        "sim.spells",
        "sim.law",
        "sim.clock",
        "sim.params",
        "sim.compiling",
    },
    "sim.measures": {
        "sim.history",
        "sim.settlement",
        "sim.law",
        "sim.clock",
        "sim.params",
        "sim.world",
        "sim.compiling",
    },
    # How many caseworkers a world needs is found by letting it live.
    "sim.staffing": {"sim.engines", "sim.world", "sim.measures", "sim.clock"},
    "sim.provenance": set(),
    "sim.results": {"sim.provenance", "sim.disk"},
    "sim.sources": {"sim.params", "sim.history", "sim.spells", "sim.clock"},
    "sim.fit": {"sim.params", "sim.history", "sim.clock", "sim.sources"},
    "experiments": {"sim"},
    "experiments.report": {"experiments"},
    # The version, told without loading a world; that something is being compiled.
    "experiments.cli": {"experiments", "sim.provenance", "sim.compiling"},
}

OTHERS = {
    "sim.errors": set(),
    "sim.clock": {"numpy", "numba", "dateutil"},
    "sim.chance": {"numpy", "numba"},
    "sim.disk": set(),
    "sim.cache": set(),
    "sim.compiling": {"numba", "llvmlite"},
    "sim.params": {"ruamel", "pydantic", "pydantic_core", "pandas"},
    "sim.law": set(),
    "sim.lives": set(),
    "sim.world": {"numpy", "pandas", "pydantic", "scipy"},
    "sim.engines": {"numpy", "pandas", "numba"},
    "sim.engines.reference": {"simpy", "numpy"},
    "sim.engines.offices": {"simpy"},
    "sim.history": {"numpy", "numba", "pandas"},
    "sim.spells": {"numpy", "pandas"},
    "sim.settlement": {"numpy", "numba", "pandas"},
    "sim.measures": {"numpy", "numba", "pandas"},
    "sim.staffing": {"numpy"},
    "sim.provenance": set(),
    "sim.results": {"pandas", "pyarrow"},
    "sim.sources": {"numpy", "pandas", "pyarrow", "scipy"},
    "sim.fit": {"numpy", "pandas", "scipy"},
    "experiments": {"numpy", "pandas", "scipy", "matplotlib", "xlsxwriter"},
    # A proposal filled in as a workbook is read back; what else is read is text.
    "experiments.proposing": {"numpy", "xlsxwriter", "openpyxl"},
    "experiments.batch": {"numpy", "pandas", "dask", "distributed"},
    "experiments.report": {"jinja2", "markupsafe", "matplotlib"},
    "experiments.cli": {"typer", "rich"},
}

STUBS = {"_typeshed"}  # exists for the type checker alone
CHANCE_FROM_ELSEWHERE = {"random", "secrets"}


def modules():
    """Return every module of ours: dotted name and path; packages go by their own name."""
    for package in ("sim", "experiments"):
        for path in sorted((HOUSE / package).rglob("*.py")):
            parts = path.relative_to(HOUSE).with_suffix("").parts
            yield ".".join(p for p in parts if p != "__init__"), path


MODULES = dict(modules())
IN_ROOMS = [name for name in MODULES if name != "sim"]  # sim itself is the front door


def room_of(name, rooms):
    """Return the innermost listed room that a dotted name lies in, or None."""
    for file, room in SAME_ROOM.items():
        if name == file or name.startswith(f"{file}."):
            return room if room in rooms else room_of(room, rooms)
    inside = [room for room in rooms if name == room or name.startswith(f"{room}.")]
    return max(inside, key=len, default=None)


def imports_of(path):
    """Return the dotted names that a module imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return names


def ours(names):
    return {name for name in names if name.split(".")[0] in {"sim", "experiments"}}


def trespass(name, names):
    """Return the rooms among the imported names that the room of a module may not use."""
    home = room_of(name, OURS)
    used = {room_of(other, [*OURS, "sim"]) for other in ours(names)}
    allowed = OURS[home] | {home, "sim.errors"}
    return {str(room) for room in used if room is None or room_of(room, allowed) is None}


@pytest.mark.parametrize("name", IN_ROOMS)
def test_module_stays_in_its_room(name):
    assert room_of(name, OURS) is not None, f"{name} stands in no room of the house"
    strays = trespass(name, imports_of(MODULES[name]))
    assert not strays, f"{name} may not import {sorted(strays)}"


@pytest.mark.parametrize("name", IN_ROOMS)
def test_module_uses_only_the_libraries_of_its_room(name):
    names = imports_of(MODULES[name])
    libraries = {other.split(".")[0] for other in names - ours(names)}
    strays = libraries - set(sys.stdlib_module_names) - STUBS - OTHERS[room_of(name, OTHERS)]
    assert not strays, f"{name} may not import {sorted(strays)}"


@pytest.mark.parametrize("name", MODULES)
def test_imports_are_absolute(name):
    assert not [other for other in imports_of(MODULES[name]) if other.startswith(".")]


@pytest.mark.parametrize("name", MODULES)
def test_chance_comes_only_from_chance(name):
    assert not CHANCE_FROM_ELSEWHERE & {n.split(".")[0] for n in imports_of(MODULES[name])}
    assert "np.random" not in MODULES[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [n for n in MODULES if not n.startswith("experiments.cli")])
def test_only_the_command_line_prints(name):
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize(
    "form",
    ["import sim.engines.reference", "from sim import engines", "from sim.engines import auto"],
)
def test_a_trespass_in_any_form_of_import_is_seen(tmp_path, form):
    path = tmp_path / "module.py"
    path.write_text(f"def rule():\n    {form}\n", encoding="utf-8")
    assert trespass("sim.law.refusion", imports_of(path)) == {"sim.engines"}
