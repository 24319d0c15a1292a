"""The ladder in C: `same_work.c`, built where a C compiler is, with the figures of the ladder."""

import ctypes
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.ladder.model import (
    BIN_WEEKS,
    DAYS,
    EFFECT_DAYS,
    IS_BENEFIT,
    KRONER_A_WEEK,
    LAST_SHARE,
    RESET_WEEKS,
    RESET_WINDOW_WEEKS,
    STATES,
    STEPS,
    TALK_EVERY_DAYS,
    Ladder,
    Outcome,
    hazards,
    slots_a_day,
    talk_days,
)
from benchmarks.ladder.ours import scheme_numbers
from borgerflow.sim.base.chance import citizen_key
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR

SOURCE = Path(__file__).with_name("same_work.c")
# Not contracted: a product and a sum rounded once would tell another life than ours now and then.
OPTIONS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")
EXITS, BINS, STAIRS = 4, len(BIN_WEEKS) - 1, len(STEPS) + 1
ROWS_EACH = 64  # room for the rows of a citizen; they have six spells and ten talks on average
WHOLE, REAL, PLACE = ctypes.c_int64, ctypes.c_double, ctypes.c_void_p

BY_STATE_AND_BIN = REAL * BINS * len(STATES)


class Figures(ctypes.Structure):
    """`Ladder` of the C program, field by field."""

    _fields_ = (
        ("total", BY_STATE_AND_BIN),
        ("gain", BY_STATE_AND_BIN),
        ("hazard", REAL * BINS * EXITS * len(STATES)),
        ("effect", REAL),
        ("kroner", REAL * len(STATES)),
        ("share", REAL * STAIRS),
        ("step_ends", WHOLE * STAIRS),
        ("to", WHOLE * EXITS * len(STATES)),
        ("exits", WHOLE * len(STATES)),
        ("bin_day", WHOLE * (BINS + 1)),
        *((name, WHOLE) for name in ("days", "talk_every", "effect_days")),
        *((name, WHOLE) for name in ("reset_weeks", "reset_window", "slots")),
    )


class Rows(ctypes.Structure):
    """`Rows` of the C program: where talk days stand, and where rows are written."""

    _fields_ = (("talk_day", PLACE), ("spells", PLACE), ("talks", PLACE))


class Told(ctypes.Structure):
    """`Told` of the C program: what all lives come to."""

    _fields_ = (("kroner", REAL), ("spells", WHOLE), ("talks", WHOLE))


def compiler() -> str | None:
    """Return the C compiler of this machine, if it has one."""
    return shutil.which(os.environ.get("CC", "cc"))


@cache
def built() -> ctypes.CDLL:
    """Return the C program, built in a folder that is gone again."""
    command = compiler()
    assert command is not None
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "same_work.so"
        subprocess.run([command, *OPTIONS, str(SOURCE), "-o", str(library), "-lm"], check=True)
        return ctypes.CDLL(str(library))


@cache
def ladder_figures(ladder: Ladder, slots: int) -> Figures:
    """Return the figures of a ladder, exits in the order of our schemes."""
    found = Figures()
    for origin, exits in hazards().items():
        effect = ladder.effect if IS_BENEFIT[origin] else 1.0
        _put_exits(found, origin, exits, effect)
    stairs = (*STEPS, (FAR, LAST_SHARE))
    bin_days = [week * DAYS_PER_WEEK for week in BIN_WEEKS[:-1]]
    found.effect = ladder.effect
    found.kroner[:] = KRONER_A_WEEK
    found.step_ends[:], found.share[:] = zip(*stairs, strict=True)
    found.bin_day[:] = [*bin_days, FAR]
    found.days, found.talk_every, found.effect_days = DAYS, TALK_EVERY_DAYS, EFFECT_DAYS
    found.reset_weeks, found.reset_window, found.slots = RESET_WEEKS, RESET_WINDOW_WEEKS, slots
    return found


def _put_exits(found: Figures, origin: int, exits: dict[int, list[float]], effect: float) -> None:
    numbers = scheme_numbers()
    ways = sorted(exits, key=lambda to: numbers[to])
    weekly = np.array([exits[to] for to in ways])
    found.exits[origin] = len(ways)
    found.to[origin][: len(ways)] = ways
    for exit_, row in enumerate(weekly):
        found.hazard[origin][exit_][:] = row
    found.total[origin][:] = np.cumsum(weekly, axis=0)[-1]
    found.gain[origin][:] = np.cumsum(weekly * (effect - 1.0), axis=0)[-1]


@cache
def _talk_days() -> np.ndarray:
    return np.array(talk_days(), dtype=np.int64)


def live(ladder: Ladder, citizens: int, seed: int) -> Outcome:
    """Return the lives of so many citizens, settled; rows of B are in the order of time."""
    key = citizen_key(seed, 0, np.arange(citizens, dtype=np.uint64))
    spells, talks = (np.empty((ROWS_EACH * citizens, n), dtype=np.int64) for n in (4, 3))
    rows = Rows(*(each.ctypes.data for each in (_talk_days(), spells, talks)))
    figures, told = ladder_figures(ladder, slots_a_day(citizens)), Told()
    run = built().live_in_turn if ladder.staffed else built().live
    run(
        ctypes.byref(figures),
        ctypes.byref(rows),
        WHOLE(citizens),
        PLACE(key.ctypes.data),
        ctypes.byref(told),
    )
    return Outcome(spells[: told.spells], talks[: told.talks], told.kroner)
