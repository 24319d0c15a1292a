"""One round trip for each shape: written by the product, read by the product, and fitted.

Each returns where the 95 % intervals of the known hazards lie, and takes a flag under which an
error is made on purpose that nobody may make: then the intervals have to miss.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from benchmarks.roundtrip.hits import places
from benchmarks.roundtrip.small_world import CONSTANT, END, START, WEEKS_MATTER, register
from borgerflow.experiments.questions.run.register.exposures import exposure_table
from borgerflow.experiments.questions.run.register.question import Documents, Register, v3_json
from borgerflow.experiments.store.saving import csv_writer, text_writer
from borgerflow.sim.fit.files.counts import fit_counts
from borgerflow.sim.fit.files.exposures import read_exposures
from borgerflow.sim.fit.files.figures import exits_told
from borgerflow.sim.fit.files.reading import Window, read_observed
from borgerflow.sim.fit.fitting import GroupedSightings, SchemeFit, SpellsFit, fit_spells
from borgerflow.sim.records.files.dream.codes import code_map_of
from borgerflow.sim.records.files.dream.reading import read_dream
from borgerflow.sim.records.files.dream.stretches import WeekRules
from borgerflow.sim.records.files.jobindsats.reader import read_jobindsats
from borgerflow.sim.records.files.statbank.reader import read_statbank
from borgerflow.sim.records.observed import SELF_SUPPORT, WEEKLY, Sightings
from borgerflow.sim.records.published.canonical import ReadFigures

FITTED = ("ledighedsydelse", "fleksjob")  # who is in a job is on no benefit, and in no file
CUTS = {scheme: tuple(map(float, WEEKS_MATTER[scheme][0])) for scheme in FITTED}
DURATIONS, PERSONS = "Y09A27", "Y09A02"  # of ledighedsydelse


class Trip(Protocol):
    """One world written in a shape, read and fitted: where its intervals lie."""

    def __call__(self, seed: int, folder: Path, *, wrong: bool = False) -> np.ndarray: ...


def written(documents: Documents, folder: Path) -> list[Path]:
    """Return the files of a register, now written."""
    for name, write in documents.items():
        write(folder / name)
    return [folder / name for name in documents]


def through_spells(seed: int, folder: Path, *, wrong: bool = False) -> np.ndarray:
    """Return the hits of plain spells, seen through the four years; wrong: entry ignored."""
    lived = register(seed, constant=False)
    (file,) = written(lived.spells(), folder)
    read = read_observed(file, lived.params.law, Window(START, END), None)
    parts = [
        replace(part, seen=_from_the_start(part.seen)) if wrong else part for part in read.parts
    ]
    return _hits(fit_spells(parts, CUTS), lived)


def through_dream(seed: int, folder: Path, *, wrong: bool = False) -> np.ndarray:
    """Return the hits of weeks; wrong: as if every stay showed from its first day."""
    lived = register(seed, constant=False)
    (file,) = written(lived.dream(), folder)
    seen = read_dream([file], code_map_of(lived.params), WeekRules()).sightings
    everybody = np.zeros(len(seen.start), dtype=np.int64)
    part = GroupedSightings(_from_the_first_week(seen) if wrong else seen, everybody, ("",))
    return _hits(fit_spells([part], CUTS), lived)


def through_exposure(seed: int, folder: Path, *, wrong: bool = False) -> np.ndarray:
    """Return the hits of occurrences and exposure; wrong: counted with entry ignored."""
    lived = register(seed, constant=False)
    if wrong:
        seen = _from_the_start(lived.publication().seen)
        table = exposure_table(seen, lived.world.model.hazards)
        (file,) = written({"exposure.csv": csv_writer(table, "da")}, folder)
    else:
        (file,) = written(lived.exposure(), folder)
    return _hits(fit_counts(read_exposures(file, lived.params).counts), lived)


def through_jobindsats(seed: int, folder: Path, *, wrong: bool = False) -> np.ndarray:
    """Return the hits of full-time persons and mean durations; wrong: these without entry."""
    lived = register(seed, constant=True)
    durations, persons = _published(lived, folder, (DURATIONS, PERSONS), wrong=wrong)
    return _one_rate(lived, folder, durations, persons)


def through_statbank(seed: int, folder: Path, *, wrong: bool = False) -> np.ndarray:
    """Return the hits of AUK01 beside the mean durations of jobindsats, since it has none."""
    lived = register(seed, constant=True)
    (durations,) = _published(lived, folder, (DURATIONS,), wrong=wrong)
    (file,) = written(lived.statbank(), folder)
    return _one_rate(lived, file, durations, read_statbank(file, lived.params))


def _published(
    lived: Register, folder: Path, names: Sequence[str], *, wrong: bool
) -> list[ReadFigures]:
    """Return tables of jobindsats, written as its JSON and read."""
    publication = lived.publication()
    if wrong:
        seen = publication.seen
        publication = replace(publication, seen=replace(seen, start=seen.observed_from))
    tables = {name: publication.table_named(name) for name in names}
    documents = {f"{name}.json": text_writer(v3_json(tables[name])) for name in names}
    return [read_jobindsats(file, lived.params) for file in written(documents, folder)]


def _one_rate(lived: Register, file: Path, *imported: ReadFigures) -> np.ndarray:
    """Return the hit of the one rate of leaving that imported figures tell."""
    figures = pd.concat([read.table for read in imported], ignore_index=True)
    (fit,) = fit_counts(exits_told(figures, file, lived.params.law).counts).fits
    truth = sum(rate for (rate,) in CONSTANT[fit.scheme][1].values())
    return places(fit.rates.low[-1], fit.rates.high[-1], np.array([truth]))


def _from_the_start(seen: Sightings) -> Sightings:
    """Return the same as if every spell had been seen from its first day."""
    return replace(seen, observed_from=seen.start)


def _from_the_first_week(seen: Sightings) -> Sightings:
    """Return the same as if every stay showed from the week on in which it began."""
    return replace(seen, observed_from=seen.start - WEEKLY)


def _hits(told: SpellsFit, lived: Register) -> np.ndarray:
    fits = {fit.scheme: fit for fit in told.fits}
    return np.concatenate([_of_scheme(fits[name], lived.history.scheme_names) for name in FITTED])


def _of_scheme(fit: SchemeFit, schemes: Sequence[str]) -> np.ndarray:
    """Return the hits of a scheme; its bands have events enough to stand alone."""
    assert fit.cuts == CUTS[fit.scheme], f"{fit.scheme}: a band has too few events to be judged"
    hazards = {_in_files(to): rates for to, rates in WEEKS_MATTER[fit.scheme][1].items()}
    to = [schemes.index(name) for name in hazards]
    return places(fit.rates.low[to], fit.rates.high[to], np.array([*hazards.values()]))


def _in_files(scheme: str) -> str:
    """Return what follows in a file of benefits alone: who has a job is on none of them."""
    return SELF_SUPPORT if scheme == "job" else scheme


TRIPS: Mapping[str, Trip] = {
    "spells": through_spells,
    "dream": through_dream,
    "exposure": through_exposure,
    "jobindsats": through_jobindsats,
    "statbank": through_statbank,
}
