"""Figures and lives made by hand, for calibrations that simulate nobody."""

import numpy as np

from borgerflow.experiments.validation.calibration.published.kinds import Counting
from borgerflow.experiments.validation.calibration.published.lives import LivesSeen
from borgerflow.experiments.validation.calibration.published.measures import COUNTED
from borgerflow.sim.records.history import SpellArrays

NAMES = ("job", "dagpenge", "sygedagpenge", "fleksjob")
LAST_DAY = 1000


def lives(*spells, waits=(0, 30)):
    """Return lives of spells: citizen, scheme, start, end and, if not the first, category."""
    rows = [(*spell, 0)[:5] for spell in spells]
    citizen, scheme, start, end, category = zip(*rows, strict=True)
    numbers = [NAMES.index(name) for name in scheme]
    came = [
        numbers[n - 1] if n and citizen[n - 1] == citizen[n] else -1 for n in range(len(numbers))
    ]
    columns = [np.array(column, np.int64) for column in (citizen, numbers, start, end, category)]
    arrays = SpellArrays(*columns, np.ones(len(rows)), np.array(came), np.array(end) > LAST_DAY)
    return LivesSeen(arrays, NAMES, np.array(waits), 0, LAST_DAY)


def counted(measure, schemes, detail, lives_seen, *, paid=False, day=LAST_DAY):
    """Return what a measure counts, divided."""
    above, below = COUNTED[measure](Counting(tuple(schemes), detail, paid, day), lives_seen)
    return above / below
