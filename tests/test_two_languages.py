"""Whatever borgerflow refuses, it refuses in Danish and in English: held by reading the code."""

import ast

from tests.test_rooms import MODULES, trees

REFUSALS = {"InputError", "ParamError", "FormError", "fault"}
TEXT = {"str", "repr"}  # functions whose result reads the same in every language
METHODS = {"format", "join", "strip", "rstrip", "lstrip", "replace", "removesuffix"}

# Rooms whose refusals are still English alone: none, and none is to come.
STILL_ENGLISH: set[str] = set()


def called(node):
    """Return the last part of the name that is called."""
    func = node.func
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def returns_text(trees_of_all):
    """Return the functions of ours that return a text in one language."""
    return {
        node.name
        for tree in trees_of_all
        for node in tree
        if isinstance(node, ast.FunctionDef)
        and isinstance(node.returns, ast.Name)
        and node.returns.id == "str"
    }


def plain(said, assigned, texts):
    """Tell whether what is said is a text in one language, as far as reading tells."""
    if isinstance(said, ast.Constant | ast.JoinedStr):
        return True
    if isinstance(said, ast.BinOp):
        return plain(said.left, assigned, texts) and plain(said.right, assigned, texts)
    if isinstance(said, ast.IfExp):
        return plain(said.body, assigned, texts) or plain(said.orelse, assigned, texts)
    if isinstance(said, ast.Name):
        values = assigned.get(said.id, ())
        return any(plain(value, {}, texts) for value in values)
    if isinstance(said, ast.Call):
        by_name = isinstance(said.func, ast.Name)
        return called(said) in (TEXT | texts if by_name else METHODS)
    return False


def assignments(function):
    """Return what each name of a function is assigned."""
    found = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def refused_in_one_language(tree, texts):
    """Return the lines on which something is refused with a text in one language."""
    lines = set()
    for function in tree:
        if isinstance(function, ast.FunctionDef):
            assigned = assignments(function)
            for node in ast.walk(function):
                refuses = isinstance(node, ast.Call) and called(node) in REFUSALS
                if refuses and plain(node.args[-1], assigned, texts):
                    lines.add(node.lineno)
    return sorted(lines)


def of_a_form(tree):
    """Return the lines on which a form refuses a value without words in two languages."""
    return [
        node.lineno
        for node in tree
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and called(node.exc) == "ValueError"
    ]


def test_every_refusal_has_words_in_danish_and_in_english():
    texts = returns_text(trees().values()) - {"fault"}
    found = {name: refused_in_one_language(tree, texts) for name, tree in trees().items()}
    found = {name: lines for name, lines in found.items() if lines}
    assert set(found) == STILL_ENGLISH, {
        name: lines for name, lines in found.items() if name not in STILL_ENGLISH
    }


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


def test_the_rooms_are_there():
    assert set(MODULES) >= STILL_ENGLISH
