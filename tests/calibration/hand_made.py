"""Figures and lives made by hand, for calibrations that simulate nobody."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from borgerflow.experiments.validation.calibration.levers import levers_for, read_levers
from borgerflow.experiments.validation.calibration.posterior import Parabolas
from borgerflow.experiments.validation.calibration.published.kinds import Counting
from borgerflow.experiments.validation.calibration.published.lives import LivesSeen
from borgerflow.experiments.validation.calibration.published.measures import COUNTED
from borgerflow.experiments.validation.calibration.published.targets import targets_of
from borgerflow.experiments.validation.calibration.search import FactorSearch, Found
from borgerflow.experiments.validation.calibration.simulated import SimulatedFigures
from borgerflow.sim.params import load
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.world.municipality import find_municipality

NAMES = ("job", "dagpenge", "sygedagpenge", "fleksjob")
LAST_DAY = 1000
PARAMS = load()
HOME = find_municipality(PARAMS, "modelkommune")
TARGETS = targets_of(HOME, ())


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


def told(variances):
    """Return a search whose figures are the levers themselves, and a point between them."""
    targets = tuple(
        replace(t, value=1.0, low=None, high=None, is_own=True, grade="sourced") for t in TARGETS
    )
    levers = levers_for(TARGETS, read_levers(PARAMS.directory), HOME)
    draws = SimpleNamespace(targets=tuple(targets), seed=1)
    search = FactorSearch(HOME, levers, draws, "made up", lambda: None)
    # Two replications whose variance is as wanted: one above nought, and one as far below.
    half = np.sqrt(np.array(variances) / 2)
    figures = SimulatedFigures(np.ones(8), np.zeros(8), np.stack([half, -half]))
    point = Found(np.zeros(8), figures, np.eye(8))
    return search, point, Parabolas(np.zeros(8), np.zeros(8), np.eye(8), np.zeros((8, 8)))
