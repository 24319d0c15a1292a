"""Every aim of speed stands in one table at the end, and none that is missed passes in silence."""

import pytest

from benchmarks import aims
from benchmarks.aims import AIMS, tell, told_in, verdict


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Return the file in which what is told is kept."""
    place = tmp_path / "told"
    monkeypatch.setenv(aims.TOLD, str(place))
    return place


def test_a_measure_is_held_against_what_it_may_be_at_most():
    assert verdict("ladder A", 1.5) == "met, the aim too"
    assert verdict("ladder A", 3.0) == "met"
    assert verdict("ladder A", 3.1) == "MISSED"


def test_what_was_told_last_stands_in_the_table_and_the_rest_is_named_as_not_measured(told, capsys):
    tell("ladder A", 9.0)
    tell("ladder A", 2.0)
    aims.main(str(told))
    table = capsys.readouterr().out.split("the better\n")[1]
    rows = {
        name: next(x for x in table.splitlines() if x.startswith(AIMS[name].what)) for name in AIMS
    }
    assert rows.pop("ladder A").split()[-5:] == ["work", "2", "3", "1.5", "met"]
    assert all(row.endswith("not measured, as is said above") for row in rows.values())
    assert "Missed" not in table


def test_a_miss_is_named_with_its_reason(told, capsys):
    tell("ladder B", 9.0)
    aims.main(str(told))
    assert f"Missed, ladder B: {AIMS['ladder B'].why}." in " ".join(capsys.readouterr().out.split())


def test_a_benchmark_run_alone_tells_the_terminal_only(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv(aims.TOLD, raising=False)
    tell("batch", 0.2)
    assert "batch, CPU a draw: 0.2 (at most 0.25)" in capsys.readouterr().out
    assert told_in(tmp_path / "none") == {}
