"""Every option that takes a number refuses what is none, in one sentence with exit code 2."""

import re

import pytest
from commands_there import parameters, typed_with

from borgerflow.experiments.cli import main, screen

REFUSED = 2
LONGEST = 700  # signs of a message
HOW = {  # the value of an option that takes numbers, by how it is typed
    "A": "{}",
    "CITIZEN": "{}",
    "D,D ...": "2026-06-30,{}",
    "DAY": "{}",
    "F,F ...": "personal:{}+telephone:0.5",
    "A:B": "{}:",
    "K": "{}",
    "FRAME:YEAR=KR": "service:2019={}",
    "KR": "{}",
    "KR|YEAR=KR": "2019={}",
    "N": "{}",
    "N,N ...": "1,{}",
    "NxM": "{}x12",
    "R": "{}/year",
    "S,S ...": "0,{}",
    "T=N": "dagpenge={}",
    "W": "{}",
    "W,W ...": "2,{}",
}
WORDS = {"NAME", "P", "P [P ...]", "[P ...]", "DIR", "FILE", "ID", "[ID]", "TERM", "STUDY"}
WORDS |= {"[STUDY]", "SPELLS", "ADDRESS", "COLUMN", "KIND", "A=L,...", "S[,S ...]", "A,B"}
WORDS |= {"NAME|FILE", "da|en", "da|int", "on|off", "corrected|as-they-are", "FILE [FILE ...]"}
WORDS |= {
    "ACTUALS",
    "ANSWER",
    "TEXT",
    "[WORD ...]",
    "FILE|ID[,ID ...]",
    "FORECAST",
    "RESULT",
    "NAME=VALUE",
    "SCHEME=N|FILE",
    "dream|jobindsats|statbank|spells|exposure",
}
NO_NUMBERS = ("nan", "9" * 30)
NUMBERED = [each for each in parameters() if each[1].metavar in HOW]


def name_of(parameter):
    return parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar


IDS = [f"{words} {name_of(each)}" for words, each in NUMBERED]


def test_every_option_is_known_to_take_a_number_or_a_word():
    taken = {each.metavar for _, each in parameters()}
    assert taken - set(HOW) - WORDS == set()


@pytest.mark.slow
@pytest.mark.parametrize(("words", "parameter"), NUMBERED, ids=IDS)
def test_what_is_no_number_is_refused_by_name(typed, monkeypatch, words, parameter):
    monkeypatch.setattr(screen, "answered", lambda *_, **__: pytest.fail("it was asked"))
    for value in NO_NUMBERS:
        ended = typed(*typed_with(words, parameter, HOW[parameter.metavar].format(value)))
        assert ended.code == REFUSED, value
        assert ended.out == ""
        assert len(ended.err.splitlines()) == 1
        named = name_of(parameter) in ended.err or re.search("not a date", ended.err)
        assert named, ended.err


def named_once():
    """Return the parameters there are, each name once."""
    return {name_of(each): (words, each) for words, each in parameters()}.values()


@pytest.mark.slow
def test_no_message_repeats_a_long_word_in_full(capsys, monkeypatch):
    monkeypatch.setattr(screen, "answered", lambda *_, **__: pytest.fail("it was asked"))
    monkeypatch.setenv("BORGERFLOW_LANG", "da")
    elsewhere = {"--in", "[ID]", "--cluster"}  # not looked at, asked about, and called
    for words, parameter in named_once():
        if name_of(parameter) not in elsewhere:
            code = main(typed_with(words, parameter, "x" * 5000))
            message = capsys.readouterr().err
            assert (code, len(message) < LONGEST) == (REFUSED, True), (words, name_of(parameter))


@pytest.mark.parametrize("words", sorted({words for words, _ in parameters()}))
def test_an_option_of_one_value_is_refused_where_it_is_typed_twice(typed, words):
    """The last would win without a word."""
    for option in (each for command, each in parameters() if command == words):
        if option.param_type_name == "option" and not option.multiple:
            name = max(option.opts, key=len)
            ended = typed(*typed_with(words, option, "first"), f"{name}=second")
            said = f"{name} is given more than once: expected one value.\n"
            assert (ended.code, ended.err) == (REFUSED, said)


def test_an_option_that_may_be_repeated_is_not_refused_for_it(typed):
    ended = typed("contacts", "--scheme", "x", "--rhythm", "4/year", "--rhythm", "8/year")
    assert "more than once" not in ended.err


def test_it_is_refused_in_danish_too(typed):
    said = typed("law", "--day", "2020-01-01", "--day", "2021-01-01", "--lang", "da").err
    assert said == "--day er angivet mere end én gang: der skal stå én værdi.\n"
