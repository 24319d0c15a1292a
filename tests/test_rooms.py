"""The house: floors and rooms, and refusals in both languages, held by reading every file.

What a room may use is everything on a lower floor, and nothing above. To move a wall, change a
table here in a change of its own and say why. All that reads every file stands here, as the
tests of one file share what they have read.
"""

import ast
import sys
from collections import Counter
from statistics import median

import pytest

import borgerflow
from tests.code_read import MODULES, arrows, libraries_used, trees, used_by
from tests.one_language import of_a_form, refused_in_one_language, returns_text

ENTRIES = 12  # files and folders of a folder, so that it is seen at one glance

# From the ground up; rooms on one floor do not use one another.
FLOORS = (
    ("sim.base",),
    ("sim.law", "sim.params"),
    ("sim.lives", "sim.records"),
    ("sim.world", "sim.settlement"),
    ("sim.engines", "sim.measures", "sim.fit"),
    ("experiments.findings",),
    ("experiments.present",),
    ("experiments.store", "experiments.lookup", "experiments.typed"),
    ("experiments.runs", "experiments.authoring"),
    ("experiments.questions", "experiments.validation"),
    ("app",),  # pages over the questions; the command that opens them stands above
    ("experiments.cli",),
)
# A question may build on another: which of them stand below.
QUESTIONS = (
    ("compare", "fit", "intake", "run", "settle", "trace"),
    ("breakeven", "batch", "cases"),
    ("portfolio", "contacts"),
)

# Libraries beyond the standard one, by the innermost room named.
LIBRARIES = {
    "sim.base": {"numpy", "numba", "llvmlite", "dateutil"},
    "sim.params": {"ruamel", "pydantic", "pydantic_core", "pandas"},
    "sim.law": set(),
    "sim.lives": set(),
    "sim.records": {"numpy", "numba", "pandas", "pyarrow"},
    # Spells are read from text and Parquet by Arrow, from Excel by openpyxl.
    "sim.records.files": {"numpy", "pandas", "pyarrow", "openpyxl"},
    "sim.settlement": {"numpy", "numba", "pandas"},
    "sim.world": {"numpy", "pandas", "pydantic", "scipy"},
    "sim.engines": {"numpy", "pandas", "numba"},
    "sim.engines.reference": {"simpy", "numpy"},
    "sim.measures": {"numpy", "numba", "pandas"},
    "sim.fit": {
        "numpy",
        "pandas",
        "scipy",
        "pyarrow",
    },  # exact intervals; the columns of a Parquet file
    "experiments.findings": {"numpy", "pandas"},
    "experiments.present": {"pandas", "matplotlib", "xlsxwriter", "jinja2", "markupsafe"},
    # What a report is made from is read back by the types that a finding declares.
    "experiments.store": {"pandas", "pyarrow", "pydantic", "pydantic_core"},
    "experiments.lookup": set(),
    "experiments.typed": set(),  # a refusal waits for no library
    "experiments.runs": {"numpy", "pandas", "scipy"},
    # A proposal filled in as a workbook is read back; what else is read is text.
    "experiments.authoring": {"numpy", "xlsxwriter", "openpyxl"},
    "experiments.questions": {"numpy", "pandas", "scipy", "matplotlib"},
    # A form is a Word document.
    "experiments.questions.compare.form": {"docx"},
    # A case of SØM comes as a workbook.
    "experiments.questions.compare.form.soem": {"openpyxl"},
    # A stored answer about a case is read back as a record, checked, and stored as tables too.
    "experiments.questions.cases": {"numpy", "pandas", "pydantic"},
    "experiments.questions.batch": {"numpy", "pandas", "dask", "distributed", "filelock"},
    "experiments.validation": {"numpy", "pandas", "scipy"},
    "app": {"flask", "werkzeug", "markupsafe", "waitress"},
    "experiments.cli": {"typer", "rich"},
}
STUBS = {"_typeshed"}  # exists for the type checker alone
CHANCE_FROM_ELSEWHERE = {"random", "secrets"}

# The public functions of `borgerflow` keep their keywords and build a record of them; a command
# has as many parameters as it has options, each on a line that is none of its code. Nothing else
# takes many things, no kernel either.
PUBLIC = {f"{home}.{name}" for name, home in borgerflow._HOMES.items()}
MOST_PARAMETERS, MOST_LINES, USUAL_LINES = 7, 40, 8


def circles(used):
    """Return the groups of modules that import one another in a circle (Tarjan)."""
    found, order, low, path = [], {}, {}, []

    def visit(name):
        order[name] = low[name] = len(order)
        path.append(name)
        for other in used.get(name, ()):
            if other not in order:
                visit(other)
            if other in path:
                low[name] = min(low[name], low[other])
        if low[name] == order[name]:
            group = path[path.index(name) :]
            del path[path.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in used:
        if name not in order:
            visit(name)
    return found


def room_of(name, rooms):
    """Return the innermost listed room that a module lies in, or None."""
    inside = [room for room in rooms if name == room or name.startswith(f"{room}.")]
    return max(inside, key=len, default=None)


FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def trespasses(name, used):
    """Return the modules among those used that stand as high as the module's room, or higher."""
    home = room_of(name, FLOOR)
    strays = set()
    for other in used:
        room = room_of(other, FLOOR)
        below = room is not None and (room == home or FLOOR[room] < FLOOR[home])
        if not below:
            strays.add(other)
    return strays


def test_no_module_is_in_an_import_circle():
    assert circles(arrows()) == []


def test_a_circle_is_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()}) == [["a", "b", "c"]]


def test_a_room_uses_only_the_floors_below():
    strays = {
        name: trespasses(name, used) for name, used in arrows().items() if room_of(name, FLOOR)
    }
    assert {name: others for name, others in strays.items() if others} == {}


def test_every_module_stands_on_a_floor():
    outside = {name for name in MODULES if room_of(name, FLOOR) is None}
    assert outside == {"sim.__init__", "experiments.__init__"}


@pytest.mark.parametrize(
    "form",
    [
        "from borgerflow.sim.engines.simulate import simulate",
        "from borgerflow.sim.engines import simulate",
        "import borgerflow.sim.engines.simulate",
    ],
)
def test_an_arrow_back_up_is_seen_in_any_form(form):
    used = used_by(ast.walk(ast.parse(f"def rule():\n    {form}\n")), MODULES)
    assert trespasses("sim.law.refusion", used) == {"sim.engines.simulate"}


def test_a_question_builds_on_lower_ones_alone():
    floor = {question: n for n, row in enumerate(QUESTIONS) for question in row}
    prefix = "experiments.questions."
    for name, used in arrows().items():
        here = name.removeprefix(prefix).split(".")[0]
        there = {u.removeprefix(prefix).split(".")[0] for u in used if u.startswith(prefix)}
        if name.startswith(prefix) and here in floor:
            assert all(other == here or floor[other] < floor[here] for other in there), name


def test_a_folder_is_seen_at_one_glance():
    folders = {path.parent for path in MODULES.values()}
    kept = {"__pycache__", "py.typed"}
    sizes = {folder: len([p for p in folder.iterdir() if p.name not in kept]) for folder in folders}
    assert {folder: size for folder, size in sizes.items() if size > ENTRIES} == {}


def test_a_module_uses_only_the_libraries_of_its_room():
    everywhere = set(sys.stdlib_module_names) | {"borgerflow"} | STUBS
    strays = {
        name: libraries - everywhere - LIBRARIES[room]
        for name, libraries in libraries_used().items()
        if (room := room_of(name, LIBRARIES))
    }
    assert {name: others for name, others in strays.items() if others} == {}


def test_imports_are_absolute_and_by_one_name():
    other_names = {"sim", "experiments", "app", "params", ""}  # "": a relative import
    assert [name for name, used in libraries_used().items() if used & other_names] == []


def test_chance_comes_only_from_chance():
    texts = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    assert [name for name, text in texts.items() if "np.random" in text] == []
    assert [name for name, used in libraries_used().items() if used & CHANCE_FROM_ELSEWHERE] == []


def test_only_the_command_line_prints():
    printing = {
        name
        for name, tree in trees().items()
        for node in tree
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert {name for name in printing if not name.startswith("experiments.cli")} == set()


def functions(tree):
    """Return every function of a module."""
    return [node for node in tree if isinstance(node, ast.FunctionDef)]


def parameters_of(function):
    """Return the names of the parameters of a function, itself apart."""
    given = function.args
    names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return [name for name in names if name not in {"self", "cls"}]


def lines_of(function):
    """Return how many lines of code a function has, its docstring apart."""
    first = function.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = first.end_lineno - first.lineno + 1 if told else 0
    return function.end_lineno - function.lineno + 1 - docstring


def is_free(name):
    """Tell whether a function may take many things: a public question, or a command."""
    return name in PUBLIC or name.startswith("experiments.cli.")


def test_a_function_takes_few_things():
    strays = {
        f"{name}.{function.name}"
        for name, tree in trees().items()
        for function in functions(tree)
        if len(parameters_of(function)) > MOST_PARAMETERS
    }
    assert {name for name in strays if not is_free(name)} == set()


def test_a_function_is_short():
    lengths = {
        (place := f"{name}.{function.name}"): lines_of(function)
        - len(parameters_of(function)) * is_free(place)
        for name, tree in trees().items()
        for function in functions(tree)
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}
    assert median(lengths.values()) <= USUAL_LINES


def test_no_two_classes_share_a_name():
    names = Counter(
        node.name for tree in trees().values() for node in tree if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_every_refusal_has_words_in_danish_and_in_english():
    texts = returns_text(trees().values()) - {"fault"}
    found = {name: refused_in_one_language(tree, texts) for name, tree in trees().items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_form_refuses_with_words_in_two_languages():
    forms = {name: tree for name, tree in trees().items() if name.startswith("sim.params")}
    assert {name: of_a_form(tree) for name, tree in forms.items() if of_a_form(tree)} == {}


def test_a_refusal_in_english_alone_would_be_seen():
    alone = """
def one():
    raise InputError("No.")
def two(x):
    raise ParamError(f"No {x}." if x else Wording("Nej.", "No."))
def three(sheet, path):
    said = "No " + str(path)
    raise sheet.fault((), said)
def four():
    raise FormError(Wording("Nej", "No") + ".")
"""
    tree = tuple(ast.walk(ast.parse(alone)))
    assert refused_in_one_language(tree, set()) == [3, 5, 8]
