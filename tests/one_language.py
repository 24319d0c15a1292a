"""What is refused in one language alone: found by reading the code."""

import ast

REFUSALS = {"InputError", "ParamError", "FormError", "fault"}
TEXT = {"str", "repr"}  # functions whose result reads the same in every language
METHODS = {"format", "join", "strip", "rstrip", "lstrip", "replace", "removesuffix"}


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
    refusing = [each for each in tree if isinstance(each, ast.Call) and called(each) in REFUSALS]
    lines = set()
    for function in (node for node in tree if isinstance(node, ast.FunctionDef)):
        within = range(function.lineno, function.end_lineno + 1)
        here = [each for each in refusing if each.lineno in within]
        assigned = assignments(function) if here else {}
        lines |= {each.lineno for each in here if plain(each.args[-1], assigned, texts)}
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
