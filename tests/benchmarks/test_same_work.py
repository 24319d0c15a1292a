"""The ladder in C does the same work as ours, or the benchmark says so before any speed."""

import pytest

from benchmarks import same_work
from benchmarks.ladder import in_c, ours
from benchmarks.ladder.model import Ladder

CITIZENS = 250
needs_c = pytest.mark.skipif(in_c.compiler() is None, reason="this machine has no C compiler")


@needs_c
@pytest.mark.slow
@pytest.mark.parametrize("effect", [1.0, 1.5])
@pytest.mark.parametrize("staffed", [False, True], ids=["A", "B"])
def test_c_tells_the_very_same_spells_and_talks_and_the_same_kroner(staffed, effect):
    ladder = Ladder(staffed, effect)
    lived = [live(ladder, CITIZENS, 3) for live in (ours.live_compiled, in_c.live)]
    assert same_work.disagreements(*lived) == []


@needs_c
@pytest.mark.slow
def test_other_work_in_c_is_found_out_and_no_speed_is_told(monkeypatch, capsys):
    live = in_c.live
    monkeypatch.setattr(in_c, "live", lambda ladder, *of: live(ladder._replace(effect=1.5), *of))
    monkeypatch.setattr(same_work, "print_speeds", lambda *_: pytest.fail("a speed was told"))
    assert same_work.main(CITIZENS) == 1
    told = capsys.readouterr().out
    assert all(f"C tells other {what}" in told for what in ("spells", "talks", "kroner"))


def test_without_a_compiler_the_row_says_so(monkeypatch, capsys):
    monkeypatch.setenv("CC", "no-such-compiler")
    assert same_work.main(CITIZENS) == 0
    assert "this machine has no C compiler" in capsys.readouterr().out
