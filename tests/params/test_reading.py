"""Bad files are refused in words: file, line, field, what was got, what was expected."""

import re
from pathlib import Path

import pytest

from borgerflow.sim.base.errors import InputError, ParamError
from borgerflow.sim.params.reading.csv_rows import read_rows
from borgerflow.sim.params.reading.forms import Entry, Text, read_model, read_plain
from borgerflow.sim.params.reading.units import Unit


class Small(Entry):
    name: Text
    weeks: float
    unit: Unit = "weeks"


class Book(Entry):
    entries: dict[str, Small]


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(ParamError) as caught:
        read_model(path, Book)
    return str(caught.value)


GOOD = b"entries:\n  a:\n    name: one\n    weeks: 4\n"


def test_a_good_file_is_read(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_bytes(GOOD)
    assert read_model(path, Book).entries["a"].weeks == 4


def test_a_byte_order_mark_is_tolerated(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD)
    assert read_model(path, Book).entries["a"].name == "one"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD.replace(b"weeks", b"weekz"), "line 4: entries.a: unknown key 'weekz'. Did you mean"),
        (GOOD.replace(b"weeks", b"weekz"), "Did you mean weeks? Known: name, weeks, unit."),
        (GOOD.replace(b"    weeks: 4\n", b""), "line 2: entries.a: the key 'weeks' is missing."),
        (GOOD.replace(b"4", b"four"), "line 4: entries.a.weeks: got 'four'; expected a valid"),
        (GOOD.replace(b"4", b'"4"'), "line 4: entries.a.weeks: got '4'; expected a valid number."),
        (GOOD.replace(b"4", b"true"), "line 4: entries.a.weeks: got True; expected a valid"),
        (GOOD.replace(b"4", b".nan"), "line 4: entries.a.weeks: got '.nan'; expected a valid"),
        (GOOD.replace(b"4", b""), "line 4: entries.a.weeks: got None; expected a valid number."),
        (GOOD.replace(b"one", b'""'), "line 3: entries.a.name: got ''; String should have at"),
        (GOOD + b"    unit: week\n", "line 5: entries.a.unit: got 'week'; expected"),
        (GOOD + b"    unit: week\n", "Did you mean weeks?"),
        (GOOD + b"    weeks: 5\n", "line 5: entries.a.weeks is given twice; first on line 4."),
        (GOOD + b"  a:\n    name: two\n", "line 5: entries.a is given twice; first on line 2."),
        (GOOD + b"\tunit: weeks\n", "line 5: a tab indents this line; YAML indents with spaces."),
        (GOOD + b"    unit: [weeks\n", "this is not YAML"),
        (GOOD + b"    unit: @weeks\n", "line 5: this is not YAML"),
        (GOOD.replace(b"one", b"s\xf8n"), "line 3: byte 0xF8 is not UTF-8; save the file as"),
        (b"", "the file is empty; expected keys with values."),
        (b"# nothing but this\n", "the file is empty; expected keys with values."),
        (b"- one\n- two\n", "line 1: got ['one', 'two']; expected keys with values"),
        (GOOD + b"---\n" + GOOD, "this is not YAML"),
        (GOOD.replace(b"one", b"&n one") + b"    unit: *n\n", "anchors and aliases are not used"),
        (GOOD.replace(b"one", b"!secret one"), "the tag !secret is not used here."),
        (GOOD.replace(b"name", b"[name]"), "a key must be a word, not a list or a table."),
        (b"entries: " + b"[" * 300 + b"]" * 300, "line 1: more than 50 levels are nested."),
        (GOOD.replace(b"one", b"x" * 6000), "line 3: entries.a.name: the text has 6000 letters;"),
        (GOOD.replace(b"4", b"x" * 5000), "entries.a.weeks: got '" + "x" * 57 + "...'; expected"),
        (GOOD + b"#" * 1_000_000, "letters; expected 1000000 at most."),
        (
            GOOD.replace(b"one", b'"\\e[31m"'),
            "line 3: entries.a.name: the text holds the sign U+001B",
        ),
        (GOOD.replace(b"one", b'"a\\0"'), "line 3: entries.a.name: the text holds the sign U+0000"),
        (GOOD.replace(b"one", b'"a\\r"'), "line 3: entries.a.name: the text holds the sign U+000D"),
        (
            GOOD.replace(b"one", b"a\xe2\x80\xaeb"),
            "line 3: entries.a.name: the text holds the sign U+202E",
        ),
        (
            GOOD.replace(b"  a:", b"  a\xe2\x80\x8b:"),
            "line 2: entries: a key holds the sign U+200B",
        ),
        (
            GOOD.replace(b"one", b"Nr. 010190-1234"),
            "line 3: entries.a.name: the text looks like a CPR",
        ),
        (GOOD.replace(b"one", b"0101901234"), "line 3: entries.a.name: the text looks like a CPR"),
        (
            GOOD.replace(b"  a:", b"  0101901234:"),
            "line 2: entries: a key looks like a CPR number and",
        ),
        (b"entries: " + b"[" * 1000, "more than 50 levels are nested."),
        (GOOD.replace(b"one", b'"\\ud800"'), "line 3: entries.a.name: an escape sign names no"),
        (GOOD.replace(b"one", b'"\\U99999999"'), "an escape sign (\\U...) names no character."),
        (GOOD.replace(b"one", b"o\x00ne"), "line 3: the character #x0000 is not allowed."),
    ],
)
def test_a_bad_file_is_refused_in_words(tmp_path, content, words):
    message = refusal(tmp_path / "book.yaml", content)
    assert re.search(re.escape(words), message), message
    assert "book.yaml" in message


def test_a_file_named_after_a_citizen_is_not_read(tmp_path):
    path = tmp_path / "010190\u20131234.yaml"
    path.write_bytes(GOOD)
    with pytest.raises(InputError, match="The name of a file or folder looks like a CPR number"):
        read_model(path, Book)


def test_lines_tabs_and_any_letter_stand_in_a_text(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_text('entries:\n  a:\n    name: "æ\\n\\t漢"\n    weeks: 4\n', encoding="utf-8")
    assert read_model(path, Book).entries["a"].name == "æ\n\t漢"


def test_a_refusal_is_told_in_danish_too(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_bytes(GOOD.replace(b"one", b'"\\e[31m"'))
    with pytest.raises(ParamError) as caught:
        read_model(path, Book)
    assert caught.value.said.da == (
        f"{path}, linje 3: entries.a.name: teksten indeholder tegnet U+001B, som ikke kan ses;"
        " skriv teksten uden det."
    )


CELLS = ("rate", "amount")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("a,\x1b[31m", "line 2: amount holds the sign U+001B"),
        ("0101901234,1", "line 2: rate looks like a CPR number and is not repeated here"),
        ("a\u202eb,1", "line 2: rate holds the sign U+202E"),
    ],
)
def test_a_cell_of_a_table_is_refused_as_a_text_is(tmp_path, cells, words):
    path = tmp_path / "rates.csv"
    path.write_text(f"rate,amount\n{cells}\n", encoding="utf-8")
    with pytest.raises(ParamError, match=re.escape(words)):
        list(read_rows(path, CELLS))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ParamError, match=r"gone\.yaml does not exist"):
        read_model(tmp_path / "gone.yaml", Book)


def test_yes_and_on_are_words_and_dates_stay_dates(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("a: yes\non: off\nb: 2019-01-01\nc: ~\nd: true\ne: 012\n", encoding="utf-8")
    plain, lines = read_plain(path)
    assert plain == {"a": "yes", "on": "off", "b": "2019-01-01", "c": None, "d": True, "e": 12}
    assert lines[("on",)] == 2


def test_what_was_read_cannot_be_changed(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_bytes(GOOD)
    with pytest.raises(ValueError, match="frozen"):
        read_model(path, Book).entries["a"].weeks = 5
