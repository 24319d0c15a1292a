"""The ladder model: seven engines do the same work, and one that does other work is found out."""

import math
import re
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from random import Random

import numpy as np
import pytest

from benchmarks import ladder_table
from benchmarks.ladder import bare_simpy, ciw_model, heapq_model, ours, salabim_model
from benchmarks.ladder.agreement import disagreements, figures, z_score
from benchmarks.ladder.lives import Life
from benchmarks.ladder.model import (
    DAYS,
    EFFECT_DAYS,
    JOB,
    KONTANTHJAELP,
    KRONER_A_WEEK,
    OUT,
    SYGEDAGPENGE,
    Ladder,
    hazards,
    slots_a_day,
    talk_days,
    working_days,
)
from benchmarks.ladder.settlement import municipal_kroner

CITIZENS, REPLICATIONS, FEWER = 250, 20, 10  # fewer of what takes long
pytestmark = pytest.mark.slow

A, B = Ladder(staffed=False), Ladder(staffed=True)
BOTH = pytest.mark.parametrize("ladder", [A, B], ids=["A", "B"])


@cache
def process_apart():
    """Return a process in which Numba has compiled nothing before Cimba is imported."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def live_apart(engine, *of):
    return process_apart().submit(ladder_table.lived_in, engine, *of).result()


CIMBA = {name: partial(live_apart, name) for name in ("Cimba", "Cimba, events")}
QUICK = {"heapq": heapq_model.live, "bare SimPy": bare_simpy.live} | CIMBA
SLOW = {"salabim": salabim_model.live, "Ciw": ciw_model.live}
QUEUES = QUICK | SLOW | {"compiled": ours.live_compiled}


def replicated(live, ladder, first=1, of=None, times=REPLICATIONS):
    seeds = range(first, first + times)
    return [figures(live(of or ladder, CITIZENS, seed), ladder, CITIZENS) for seed in seeds]


def compared(engines, ladder, of=None, times=REPLICATIONS):
    """Return what disagrees when each engine has draws of its own."""
    found = {"compiled": replicated(ours.live_compiled, ladder, times=times)}
    for number, (name, live) in enumerate(engines.items(), start=1):
        found[name] = replicated(live, ladder, 1 + number * 1000, of, times)
    return disagreements(found, "compiled")


@BOTH
def test_our_engines_agree_with_a_heap_with_bare_simpy_and_with_cimba(ladder):
    assert compared(QUICK, ladder) == []


def test_our_engines_agree_with_salabim_and_with_ciw():
    """Where talks queue, which is all that the ladder holds; the table tries both ladders."""
    assert compared(SLOW, B, times=FEWER) == []


@BOTH
def test_an_effect_of_a_half_instead_of_a_tenth_would_be_noticed(ladder):
    lines = compared(QUICK, ladder, of=ladder._replace(effect=1.5))
    for engine in QUICK:
        found = [line for line in lines if line.startswith(f"{engine} disagrees on ")]
        assert len(found) > 3
        assert any("kroner" in line for line in found)


def test_a_team_one_slot_short_would_be_noticed(monkeypatch):
    """By the waits and by the utilisation, though spells and kroner hardly differ."""
    monkeypatch.setattr(heapq_model, "slots_a_day", lambda citizens: slots_a_day(citizens) - 1)
    lines = compared({"heapq": heapq_model.live}, B)
    assert any("days from due to held" in line for line in lines)


@BOTH
def test_reference_and_compiled_tell_the_very_same_lives(ladder):
    assert ladder_table.told_alike(ladder, 1)


@BOTH
def test_other_lives_are_not_alike(ladder, monkeypatch):
    other = ladder_table.ENGINES["reference"]._replace(place="heapq_model:live")
    monkeypatch.setitem(ladder_table.ENGINES, "reference", other)
    assert not ladder_table.told_alike(ladder, 1)


@BOTH
def test_the_plain_staircase_pays_what_settlement_pays(ladder):
    lived = ours.live_compiled(ladder, 1000, 5)
    borders = np.flatnonzero(np.diff(lived.spells[:, 0])) + 1
    plain = sum(municipal_kroner(rows.tolist()) for rows in np.split(lived.spells, borders))
    assert plain == pytest.approx(lived.kroner, rel=1e-12)


@pytest.mark.parametrize("live", CIMBA.values(), ids=CIMBA)
def test_cimba_settles_spell_by_spell_what_the_plain_staircase_pays(live):
    lived = live(A, 1000, 5)
    spells = lived.spells[np.lexsort((lived.spells[:, 2], lived.spells[:, 0]))]
    borders = np.flatnonzero(np.diff(spells[:, 0])) + 1
    plain = sum(municipal_kroner(rows.tolist()) for rows in np.split(spells, borders))
    assert plain == pytest.approx(lived.kroner, rel=1e-12)


@cache
def talks_of(live):
    """Return the talks of one replication of the staffed ladder: citizen, due and held."""
    return np.array(live(B, CITIZENS, 3).talks)


@pytest.mark.parametrize("live", QUEUES.values(), ids=QUEUES)
def test_no_day_holds_more_talks_than_slots_and_no_slot_is_left_while_someone_waits(live):
    talks, slots = talks_of(live), slots_a_day(CITIZENS)
    held = np.bincount(talks[:, 2], minlength=DAYS)
    assert set(np.flatnonzero(held)) <= set(working_days())
    assert held.max() == slots
    for _, due, day in talks:
        waited = [d for d in range(talk_days()[due], day) if talk_days()[d] == d]
        assert all(held[d] == slots for d in waited)


@pytest.mark.parametrize("live", QUEUES.values(), ids=QUEUES)
def test_nobody_is_served_before_one_who_was_due_earlier_or_has_a_lower_number(live):
    talks = talks_of(live)
    talks = talks[np.lexsort((talks[:, 0], talks[:, 1]))]
    asked, held = np.array(talk_days())[talks[:, 1]], talks[:, 2]
    for n in range(1, len(talks)):
        waiting = asked[:n] <= held[n]
        assert (held[:n][waiting] <= held[n]).all()


@pytest.mark.parametrize("talks", [1, 100])
def test_a_spell_ends_on_the_first_day_on_which_its_hazard_has_reached_the_draw(talks):
    """Told day by day: a talk raises every hazard for 28 days, a second one renews that."""
    bins = [0, 7, 14, 28, 56, 91, 182, 273, 364, 546, 728, 1092, 1456]
    weekly = [sum(row) for row in zip(*hazards()[SYGEDAGPENGE].values(), strict=True)]
    for seed in range(200):
        life = Life(0, Ladder(staffed=False, effect=1.5), Random(seed))
        life._begin(SYGEDAGPENGE, 0)
        draw, held, lived, day = life.left, [], 0.0, 0
        while lived < draw - 1e-12 and day < DAYS:
            if day == life.talk < life.ends and len(held) < talks:
                life.hold_talk(day)
                held.append(day)
            affected = held and day < held[-1] + EFFECT_DAYS
            lived += weekly[np.searchsorted(bins, day, "right") - 1] / 7 * (1.5 if affected else 1)
            day += 1
        assert min(life.ends, DAYS) == day


@pytest.mark.parametrize(("between", "share"), [(104, 0.2), (105, 0.8)])
def test_52_weeks_of_job_within_156_start_the_count_anew_and_within_157_do_not(between, share):
    weeks = [(SYGEDAGPENGE, 10), (JOB, 40), (KONTANTHJAELP, between), (JOB, 12), (SYGEDAGPENGE, 4)]
    spells, day = [], 0
    for state, length in weeks:
        spells.append((0, state, day, day + 7 * length))
        day += 7 * length
    latest = municipal_kroner(spells) - municipal_kroner(spells[:-1])
    assert latest == pytest.approx(4 * share * KRONER_A_WEEK[SYGEDAGPENGE])


def test_the_last_spell_is_written_down_unless_the_citizen_is_out():
    life = Life(0, A, Random(1))
    life.close()
    assert life.spells == [(0, 0, 0, DAYS)]
    gone = Life(0, A, Random(1))
    gone._begin(OUT, 10)
    gone.close()
    assert gone.spells == []


def test_citizens_without_a_whole_number_of_slots_are_refused():
    words = "100 citizens have no whole number of slots; expected 250, 500 .."
    with pytest.raises(ValueError, match=re.escape(words)):
        slots_a_day(100)


def test_a_z_score_is_the_difference_in_standard_errors():
    assert z_score([1.0, 2.0, 3.0], [2.0, 3.0, 4.0]) == pytest.approx(-1 / math.sqrt(2 / 3))
    assert z_score([1.0, 1.0], [1.0, 1.0]) == 0
    assert z_score([1.0, 1.0], [2.0, 2.0]) == -math.inf


def test_no_speed_is_told_of_engines_that_disagree(monkeypatch, capsys):
    """The words say which engine, which figure and by how much."""
    wrong = {"A": A._replace(effect=1.5)}
    few = {name: ladder_table.ENGINES[name] for name in ("compiled", "heapq", "reference")}
    monkeypatch.setattr(ladder_table, "ENGINES", few)
    monkeypatch.setattr(ladder_table, "VARIANTS", {"A": A})
    monkeypatch.setattr(heapq_model, "live", _with(wrong["A"]))
    monkeypatch.setattr(ladder_table, "speeds", lambda _: pytest.fail("a speed was told"))
    assert ladder_table.main([]) == 1
    told = capsys.readouterr().out
    assert re.search(r"Ladder A: heapq disagrees on kroner: [\d.e+]+, compiled has [\d.e+]+", told)
    assert "expected within 4" in told
    assert told.endswith("No speed is told of engines that disagree.\n")


def _with(ladder):
    live = heapq_model.live
    return lambda _, citizens, seed: live(ladder, citizens, seed)
