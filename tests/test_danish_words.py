"""Danish that is read by people: no English, no id, one kind of quotes, somebody who acts.

Held by reading the code, and the table of sources; how a sentence sounds, no test can tell:
`python -m tests.test_danish_words` lists them all, to be read.
"""

import ast
import re

import pytest

from borgerflow.sim.base.wording import sentence
from borgerflow.sim.params.words.danish import danish_texts
from tests.code_read import MODULES, tree_of, trees

SAYING = {"Wording", "told", "in_danish"}  # calls whose Danish is their first text, or ``da``
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|with|not|got|expected|known|must|which|from|this|no)\b"
)
NOBODY = re.compile(r"(?:^|[:;,.] ?)(?:[Ff]orventede|[Ff]andt|[Ff]ik)\b")  # who did?
AN_ID = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
TYPED = {  # keys of files and values of options, which a reader has typed or is to type
    *("weeks_left", "activation_week", "came_from", "rest_payer", "discount_rate", "bins_weeks"),
    *("y_1901", "y_01", "y_53", "dream_2019", "dream_codes", "dream_priority"),
    *("observed_from", "observed_until", "resolution_days"),
    *("persons_18_66", "under_25", "age_25_29", "a_kasse", "flere_samtaler"),
}
NOT_READ = re.compile(
    r"`[^`]*`|\{[^{}]*\}|--[a-z-]+|as-they-are|\S+/\S+"
)  # code, values, options, paths
ANSWERS = ("experiments.questions", "experiments.lookup", "experiments.present")


def literal(node):
    """Return the text of a node, with what is put into it in braces."""
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        return "".join(parts)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def spoken(node):
    """Return the node of what a call or a mapping says in Danish, if it says anything."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
        named = [keyword.value for keyword in node.keywords if keyword.arg == "da"]
        return next(iter([*named, *node.args]), None)
    if isinstance(node, ast.Dict):
        keys = [getattr(key, "value", None) for key in node.keys]
        return node.values[keys.index("da")] if "da" in keys else None
    return None


def danish_of(tree):
    """Return each Danish text of a file by its line, without code, values and paths."""
    found = ((node.lineno, literal(said)) for node in tree if (said := spoken(node)) is not None)
    return [(line, NOT_READ.sub("", text)) for line, text in found if text]


def strange_in(text):
    """Return what a Danish text may not have."""
    ids = set(AN_ID.findall(text)) - TYPED
    odd = (ENGLISH, NOBODY, re.compile(r'"|“|”|pct\.\.'))
    return [*ids, *(found for each in odd for found in each.findall(text))]


def texts_of_code():
    """Return each Danish text of the code by its place."""
    found = trees().items()
    return {f"{name}:{line}": text for name, tree in found for line, text in danish_of(tree)}


def unended(tree):
    """Return the lines on which a full stop is put after a value, which may bring its own."""
    return [
        node.lineno
        for node in tree
        if isinstance(node, ast.JoinedStr)
        and isinstance(node.values[-1], ast.Constant)
        and node.values[-1].value == "."
        and len(node.values) > 1
    ]


@pytest.mark.slow
def test_no_danish_text_of_the_code_has_english_an_id_a_verb_without_a_subject_or_other_quotes():
    strange = {place: strange_in(text) for place, text in texts_of_code().items()}
    assert {place: found for place, found in strange.items() if found} == {}


def test_no_danish_source_has_other_quotes_or_two_full_stops():
    texts = [NOT_READ.sub("", text) for text in danish_texts().values()]
    assert [text for text in texts if re.search(r'"|“|”|pct\.\.', text)] == []


def test_answers_end_their_sentences_by_one_rule():
    answers = [
        (name, tree_of(name))
        for name in MODULES
        if name.startswith(ANSWERS) and name.endswith(("text", "idle"))
    ]
    assert {name: unended(tree) for name, tree in answers if unended(tree)} == {}


@pytest.mark.parametrize(
    ("text", "ended"),
    [("det er 0 pct.", "det er 0 pct."), ("det er intet", "det er intet."), ("nok?", "nok?")],
)
def test_an_abbreviation_at_the_end_is_not_followed_by_another_full_stop(text, ended):
    assert sentence(text) == ended


def test_strange_danish_would_be_seen():
    said = """
Wording("den er of ingen værdi", "x")
told(da="den står i window_weeks", en="x")
{"da": 'han sagde "nej"', "en": "x"}
Wording("tom; forventede et tal", "x")
f"det koster {kroner}."
"""
    tree = tuple(ast.walk(ast.parse(said)))
    assert [strange_in(text) for _, text in danish_of(tree)] == [
        ["of"],
        ["window_weeks"],
        ['"'] * 2,
        ["; forventede"],
    ]
    assert unended(tree) == [6]


if __name__ == "__main__":
    for place, text in (texts_of_code() | danish_texts()).items():
        print(place, text, sep="\t")
