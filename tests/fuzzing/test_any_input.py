"""Whatever is typed or read, every rule holds; and each rule is broken by a fault put in for it.

``make fuzz`` tries thousands: ``FUZZ=10000``.
"""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from borgerflow.experiments.questions.settle import question as settling
from tests.fuzzing import inputs as inputs_made
from tests.fuzzing.campaign import tried
from tests.fuzzing.hand import Hand
from tests.fuzzing.tally import kept_for_later

SEED, FEW, SOME = 81, 10, 60  # inputs; some of the seed are of every kind of file
CAMPAIGN = 800  # of the thousands of `make fuzz`; some are too few for every command


def test_whatever_is_typed_or_read_every_rule_holds(tmp_path, many):
    broken = []

    def seen(one):
        if one.faults:
            home = kept_for_later(one, SEED, tmp_path / "broken", tmp_path / "yard")
            broken.append(f"{one.given.typed}: {one.faults[0]} (kept in {home})")

    list(tried(SEED, range(many(FEW, SOME)), tmp_path / "yard", seen))
    assert broken == []


def test_an_input_is_made_again_by_its_seed_and_number(tmp_path):
    folder = tmp_path / "inputs"
    folder.mkdir()
    first, again = (
        [inputs_made.made(Hand(f"1/{number}"), folder) for number in range(20)] for _ in range(2)
    )
    assert first == again


@pytest.mark.slow
def test_some_inputs_are_of_every_kind_of_file_and_a_campaign_is_of_every_command(tmp_path):
    folder = tmp_path / "inputs"
    folder.mkdir()
    every = [inputs_made.made(Hand(f"{SEED}/{n}"), folder) for n in range(CAMPAIGN)]
    kinds = inputs_made.OFTEN.keys() - {inputs_made.LIVED}  # the suite draws its reports elsewhere
    assert {each.kind for each in every[:SOME]} >= kinds
    for path, _ in inputs_made.TREE:
        assert any(tuple(each.typed[: len(path)]) == path for each in every), path


def lets_an_exception_out(file, *_, **__):
    raise ZeroDivisionError


def ends_as_if_interrupted(file, *_, **__):
    raise KeyboardInterrupt


def echoes(file, *_, **__):
    sys.stdout.write(Path(file).read_text(encoding="utf-8", errors="replace"))


def steers(file, *_, **__):
    sys.stdout.write("\x1b[31m")


def removes_a_file(file, *_, **__):
    Path("foreign/note.txt").unlink()


def changes_a_file(file, *_, **__):
    Path("foreign/note.txt").write_text("ours", encoding="utf-8")


def writes_beside_the_results(file, *_, **__):
    Path("note.txt").write_text("ours", encoding="utf-8")


def writes_elsewhere(file, *_, **__):
    Path(__file__).open("a", encoding="utf-8").close()


BREAKS = {
    lets_an_exception_out: "ended with 1",
    ends_as_if_interrupted: "ended with 3",
    echoes: "out repeats a CPR number",
    steers: "out holds U+001B",
    removes_a_file: "changed or removed: ",
    changes_a_file: "changed or removed: ",
    writes_beside_the_results: "written beside the results: ",
    writes_elsewhere: "written outside: ",
}


@pytest.mark.parametrize(("fault", "words"), BREAKS.items(), ids=[f.__name__ for f in BREAKS])
def test_a_fault_in_a_reader_is_seen(tmp_path, monkeypatch, fault, words):
    monkeypatch.setattr(settling, "read_spell_file", fault)
    monkeypatch.setattr(inputs_made, "OFTEN", {"spells in CSV": 1})
    with closing(tried("1", range(80), tmp_path)) as each:
        assert any(fault.startswith(words) for one in each for fault in one.faults)
