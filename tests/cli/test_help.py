"""The help of every command is there in Danish and in English, in whole."""

import re
from copy import deepcopy
from pathlib import Path

import pytest
from commands_there import commands

from borgerflow.experiments.cli.help import speak

README = Path(__file__).parents[2] / "README.md"
ENGLISH = re.compile(
    r"Usage|Options:|Arguments|Commands:|default:|required|Show this|OPTIONS|COMMAND|<"
)


def helps(command):
    """Return every text of the help of a command, by what it is about."""
    texts = {"itself": command.help, "epilog": command.epilog}
    for each in command.params:
        texts[f"{each.name}: help"] = each.help
        texts[f"{each.name}: default"] = each.show_default
    return {about: text for about, text in texts.items() if isinstance(text, str)}


@pytest.mark.parametrize(("words", "english"), commands("en").items())
def test_every_text_of_help_has_a_danish_one(words, english):
    danish = helps(commands("da")[words])
    for about, text in helps(english).items():
        assert danish[about] != text, f"{words}: {about} is only in English"


def test_a_text_without_danish_is_seen():
    changed = deepcopy(commands("en")["run"])
    changed.params[0].help = "Only in English."
    speak(changed, "da")
    assert helps(changed)["municipality: help"] == "Only in English."


@pytest.mark.parametrize("words", commands())
def test_help_is_told_in_danish_with_nothing_of_english_around_it(typed, words):
    told = typed(*words.split(), "--help", "--lang", "da").out
    assert told.startswith("Brug: borgerflow")
    assert "Vis denne hjælp." in told
    assert ENGLISH.findall(told) == []


def test_help_is_told_in_english_where_nothing_else_is_asked(typed):
    told = typed("compare", "--help").out
    assert told.startswith("Usage: borgerflow compare [OPTIONS] {P [P ...]}...")
    words = " ".join(told.split())
    assert "How many simulations; pairs, where two worlds are compared. [default: 20]" in words
    assert "Show this message and exit." in told


def test_a_line_of_help_names_an_argument_as_it_is_typed_and_no_type_of_ours(typed):
    told = typed("compare", "--help", "--lang", "da").out
    assert "  P [P ...]  Forslagenes id'er, eller filer (.yaml).  [skal angives]" in told
    assert "--replications N" in told
    assert "[standard: 20]" in told


def test_nothing_typed_shows_the_help_in_danish(typed, monkeypatch):
    monkeypatch.setenv("BORGERFLOW_LANG", "da")
    told = typed().err
    assert "Kommandoer:" in told
    assert "Afslutningskoder: 0 færdig, 2 afvist, 3 afbrudt, 1 programfejl." in told


@pytest.mark.parametrize("line", ["--lang da law revurdering", "law revurdering --lang da"])
def test_a_language_typed_before_the_command_is_that_of_its_answer(typed, line):
    assert "Revurderingstidspunkt" in typed(*line.split()).out


def test_a_language_there_is_not_is_refused_before_the_command_too(typed):
    assert "--lang is 'sv': expected da or en." in typed("--lang", "sv", "check").err


def promised_as_json():
    """Return the commands of the README's table, and those it says have no --json."""
    text = README.read_text(encoding="utf-8")
    table = text[text.index("| command | answers |") : text.index("Each has `--help`")]
    typed = " ".join(re.findall(r"^\| (.+?) \| [A-Z]", table, flags=re.MULTILINE))
    shown = {_command_in(code) for code in re.findall(r"`([^`]+)`", typed)} - {""}
    (without,) = re.findall(r"`--json` for programs, except (.+?)\. ", text)
    return shown, set(re.findall(r"`([^`]+)`", without))


def _command_in(code):
    """Return the longest command that a piece of code begins with; nothing for an option."""
    words = code.split()
    names = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((name for name in names if name in commands()), "")


def has_json(words):
    """Tell whether a command, or one below it, can answer as JSON."""
    below = [c for w, c in commands().items() if w == words or w.startswith(f"{words} ")]
    return any("--json" in each.opts for command in below for each in command.params)


def test_each_command_of_the_readme_has_json_except_those_it_names():
    shown, without = promised_as_json()
    assert {words for words in shown if not has_json(words)} == without
