"""One round trip for each shape: written by the product, read by the product, and fitted.

Each returns where the 95 % intervals of the known hazards lie, and takes a flag under which an
error is made on purpose that nobody may make: then the intervals have to miss.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.roundtrip.hits import places
from benchmarks.roundtrip.small_world import END, START, WEEKS_MATTER, register
from borgerflow.experiments.questions.intake.observed import import_spells
from borgerflow.experiments.questions.intake.question import keep
from borgerflow.experiments.questions.run.register.question import Documents
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.fit.fitting import GroupedSightings, SchemeFit, fit_spells
from borgerflow.sim.fit.reading import Window, read_observed
from borgerflow.sim.records.files.dream.codes import code_map_of
from borgerflow.sim.records.files.dream.reading import read_dream
from borgerflow.sim.records.files.dream.stretches import WeekRules
from borgerflow.sim.records.observed import SELF_SUPPORT, UNKNOWN, Sightings

FITTED = ("ledighedsydelse", "fleksjob")  # who is in a job is on no benefit, and in no file
CUTS = {scheme: tuple(map(float, WEEKS_MATTER[scheme][0])) for scheme in FITTED}
Trip = Callable[[int, Path], np.ndarray]


def written(documents: Documents, folder: Path) -> list[Path]:
    """Return the files of a register, now written."""
    for name, write in documents.items():
        write(folder / name)
    return [folder / name for name in documents]


def through_spells(seed: int, folder: Path, *, wrong: bool = False) -> np.ndarray:
    """Return the hits of plain spells, seen through the four years; wrong: entry ignored."""
    lived = register(seed, constant=False)
    (file,) = written(lived.spells(), folder)
    observed = folder / "observed.csv"
    imported = import_spells(file, lived.params, (parse_day(START), parse_day(END)))
    keep(imported, observed, "en")
    read = read_observed(observed, lived.params.law, Window(), None)
    return _hits(
        [replace(part, seen=_from_the_start(part.seen)) if wrong else part for part in read.parts]
    )


def through_dream(seed: int, folder: Path, *, wrong: bool = False) -> np.ndarray:
    """Return the hits of weeks; wrong: the first week of the file is taken for a start."""
    lived = register(seed, constant=False)
    (file,) = written(lived.dream(), folder)
    seen = read_dream([file], code_map_of(lived.params), WeekRules()).sightings
    everybody = np.zeros(len(seen.start), dtype=np.int64)
    return _hits([GroupedSightings(_from_the_window(seen) if wrong else seen, everybody, ("",))])


def _from_the_start(seen: Sightings) -> Sightings:
    """Return the same as if every spell had been seen from its first day."""
    return replace(seen, observed_from=seen.start)


def _from_the_window(seen: Sightings) -> Sightings:
    """Return the same as if what was under way in the first week had begun then."""
    return replace(seen, start=np.where(seen.start == UNKNOWN, seen.observed_from, seen.start))


def _hits(parts: Sequence[GroupedSightings]) -> np.ndarray:
    fits = {fit.scheme: fit for fit in fit_spells(parts, CUTS).fits}
    schemes = parts[0].seen.schemes
    return np.concatenate([_of_scheme(fits[name], schemes) for name in FITTED])


def _of_scheme(fit: SchemeFit, schemes: Sequence[str]) -> np.ndarray:
    """Return the hits of a scheme; its bands have events enough to stand alone."""
    assert fit.cuts == CUTS[fit.scheme], f"{fit.scheme}: a band has too few events to be judged"
    hazards = as_in_files(WEEKS_MATTER[fit.scheme][1])
    to = [schemes.index(name) for name in hazards]
    return places(fit.rates.low[to], fit.rates.high[to], np.array([*hazards.values()]))


def as_in_files(hazards: Mapping[str, Sequence[float]]) -> dict[str, Sequence[float]]:
    """Return hazards by what follows in a file of benefits alone: a job is self-support there."""
    return {SELF_SUPPORT if to == "job" else to: rates for to, rates in hazards.items()}
