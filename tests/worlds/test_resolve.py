"""A world is resolved from its inputs in one pass: in a stated order, each builder once."""

import ast
import inspect
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from borgerflow.sim.lives.tables import Tables
from borgerflow.sim.world import world
from borgerflow.sim.world.tables.contact_effects import effect_columns
from borgerflow.sim.world.tables.contacts import exemption_columns
from borgerflow.sim.world.world import BY_LAW, BY_PROPOSALS, load_world, resolve
from tests.worlds.test_kinds import KINDS, MORE_TALKS, PARAMS, REVIEW_LATER

ROOM = Path(world.__file__).parent
BUILDERS = (*BY_LAW, effect_columns, exemption_columns, *BY_PROPOSALS)
ORDER = (
    "patched_law",
    "scheme_columns",
    "hazard_columns",
    "category_columns",
    "deadline_columns",
    "outcome_columns",
    "law_turn_columns",
    "contact_columns",
    "effect_columns",
    "exemption_columns",
    "mechanism_columns",
    "local_columns",
    "team_columns",
    "sanction_columns",
    "refuse_what_cannot_stand",
)
# The words that every step is written in: inputs, cells, estimates, rules and effects of talks.
WORDS = {f"{name}.py" for name in ("bare", "cells", "municipality", "contact_rules", "presets")}
WORDS |= {"tables/columns.py"}
SHORTER = PARAMS.proposal("vesthimmerland-5").mechanisms


@pytest.fixture(scope="module")
def usual():
    return load_world("herning", params=PARAMS, population=0.1, contact_effects="trial")


def proposal_for(*mechanisms, **changes):
    """Return a proposal made of these mechanisms."""
    form = PARAMS.proposal("herning-syg02")
    return form.model_copy(update={"mechanisms": tuple(mechanisms), **changes})


def everything(law=()):
    """Return a proposal that does all a proposal can do."""
    apart = [one.model_copy(update={"name": name}) for name, one in KINDS.items()]
    door = PARAMS.proposal("herning-syg02").mechanisms
    return proposal_for(*apart, *door, *SHORTER, contacts=(MORE_TALKS,), law=law)


def calls(action):
    """Return the functions of the room that an action calls, in order: file and name."""
    found = []

    def note(frame, event, _):
        path = frame.f_code.co_filename
        if event == "call" and path.startswith(str(ROOM)):
            found.append((str(Path(path).relative_to(ROOM)), frame.f_code.co_name))

    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
    return found


def steps(action):
    return [name for _, name in calls(action) if name in ORDER]


@pytest.mark.slow
def test_a_world_is_resolved_in_the_stated_order_and_each_builder_entered_once(usual):
    patched = everything(law=(REVIEW_LATER,))
    assert tuple(steps(lambda: usual.with_proposals([patched]))) == ORDER
    assert [builder.__name__ for builder in BUILDERS] == list(ORDER[1:-1])


@pytest.mark.slow
def test_where_the_law_is_as_before_only_what_proposals_do_is_built_anew(usual):
    again = [ORDER[0], *ORDER[ORDER.index("mechanism_columns") :]]
    assert steps(lambda: usual.with_proposals([everything()])) == again
    assert steps(usual.baseline) == again
    effects = [ORDER[0], *ORDER[ORDER.index("effect_columns") :]]
    assert steps(lambda: usual.with_contacts(effects="sceptic")) == effects


def test_the_order_is_the_one_the_docstring_tells():
    told = inspect.getdoc(resolve)
    words = "law hazards deadlines contacts effects mechanisms local teams sanctions stand"
    places = [told.index(word) for word in words.split()]
    assert places == sorted(places)


def test_each_field_of_the_tables_is_filled_by_one_builder_alone(usual):
    filled = Counter(name for builder in BUILDERS for name in builder(usual))
    assert set(filled) == set(Tables._fields)
    assert max(filled.values()) == 1


def imported(path):
    """Return the modules a file imports, those for the type checker included."""
    tree = ast.parse(path.read_text("utf-8"))
    return {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_no_builder_imports_another_and_none_imports_the_world():
    homes = {builder.__module__ for builder in BUILDERS}
    for path in ROOM.rglob("*.py"):
        known = imported(path)
        if path != Path(world.__file__):
            assert not known & {world.__name__}, path
        if any(path == Path(sys.modules[home].__file__) for home in homes):
            assert not known & homes, path


@pytest.mark.parametrize("law", [(), (REVIEW_LATER,)], ids=["as it is", "patched"])
@pytest.mark.slow
def test_who_reads_how_a_proposal_becomes_tables_turns_back_no_more_than_five_times(usual, law):
    """A stay is a run of functions met for the first time in one file, its words left out."""
    met = dict.fromkeys(calls(lambda: usual.with_proposals([everything(law)])))
    files = [file for file, _ in groupby(file for file, name in met if file not in WORDS)]
    entered = Counter(files)
    assert len(files) <= 20, files
    assert len(files) - len(entered) <= 5, files
    assert max(entered.values()) <= 2, files
