"""The answers are those of results/reference; where they are not, it is said what moved."""

import re
import shutil
from functools import cache

import pytest

from borgerflow.sim.params import load
from tests.references import FOLDER, SCREEN, asked_again, committed, moved, questions, report

ONE_YEAR = "compare/vesthimmerland-1"
RATE = ("sygedagpenge.max,2020-01-01,4405,", "sygedagpenge.max,2020-01-01,4505,")


@cache
def asked():
    """Return what is asked, by the name of the answer."""
    return questions(load())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["compare", "contacts", "portfolio", "run"])
def test_no_answer_has_moved(kind):
    moves = [
        move
        for answer, ask in asked().items()
        if answer.startswith(f"{kind}/")
        for move in moved(answer, committed(answer), asked_again(ask))
    ]
    if moves:
        pytest.fail(f"{report(moves)}\n`make references` writes this down.", pytrace=False)


def test_every_answer_is_committed_and_nothing_else():
    there = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.json")}
    assert there == set(asked())


@pytest.mark.slow
def test_one_changed_rate_names_the_answer_the_numbers_and_by_how_much(tmp_path):
    params = shutil.copytree(load().directory, tmp_path / "params")
    rates = (params / "rates.csv").read_text(encoding="utf-8")
    assert rates.count(RATE[0]) == 1
    (params / "rates.csv").write_text(rates.replace(*RATE), encoding="utf-8")
    moves = moved(ONE_YEAR, committed(ONE_YEAR), asked_again(questions(load(params))[ONE_YEAR]))
    assert {move.answer for move in moves} == {ONE_YEAR}
    assert re.search(rf"{ONE_YEAR}: .*: [0-9.,e+-]+ -> [0-9.,e+-]+ \([+-]", report(moves))
    paid = next(
        m for m in moves if m.number == "ledger[2020 kommune sygedagpenge benefit].baseline"
    )
    assert paid.after == pytest.approx(paid.before * 4505 / 4405)


BEFORE = {
    "net": {"mean": 100.0, "low": None},
    "rows": [{"year": 2019, "payer": "stat", "mean": 2.0}],
}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (BEFORE, ""),
        (BEFORE | {"net": {"mean": 100 * (1 + 1e-12), "low": None}}, ""),
        (BEFORE | {"net": {"mean": 101.0, "low": None}}, "net.mean: 100 -> 101 (+1)"),
        (BEFORE | {"net": {"mean": 100.0, "low": 0.0}}, "net.low: none -> 0"),
        (BEFORE | {"rows": []}, "rows[2019 stat].mean: 2 -> none"),
        (BEFORE | {"new": "pays"}, "new: none -> pays"),
    ],
)
def test_what_moved_is_told_by_its_place(after, told):
    lines = report(moved("compare/a", BEFORE, after)).splitlines()
    assert lines == ([f"compare/a: {told}"] if told else [])


def test_a_row_in_front_moves_no_other_row():
    first = {"year": 2018, "payer": "stat", "mean": 1.0}
    (move,) = moved("compare/a", BEFORE, BEFORE | {"rows": [first, *BEFORE["rows"]]})
    assert move.number == "rows[2018 stat].mean"


def test_a_report_fits_on_a_screen():
    many = [move for answer in "abcdefghij" for move in moved(answer, {}, {"n": list(range(50))})]
    lines = report(many).splitlines()
    assert len(lines) <= SCREEN
    assert lines[1] == "a: n[2]: none -> 1; 48 more moved"
