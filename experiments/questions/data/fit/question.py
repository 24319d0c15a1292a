"""Fits hazards to the spells of a file, and writes them as params that a simulation runs with."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any

from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.lookup.law import place_typed
from borgerflow.experiments.questions.data.fit.asked import (
    FitQuestion,
    accepted_fit,
    refuse_options_of_spells,
)
from borgerflow.experiments.questions.data.fit.finding import ANYWHERE, ANYWHERE_SAID, FitFinding
from borgerflow.experiments.questions.data.fit.notes import notes_of, notes_of_counts
from borgerflow.experiments.questions.data.fit.rows import (
    curves_rows,
    frailties_rows,
    goodness_rows,
    groups_rows,
    hazards_rows,
)
from borgerflow.experiments.questions.data.fit.small import without_small_counts
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.provenance import (
    commit,
    digest_of,
    machine,
    params_typed,
    version,
)
from borgerflow.experiments.store.saving import documents_of
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.fit.files.counted import read_counted
from borgerflow.sim.fit.files.counts import fit_counts
from borgerflow.sim.fit.files.exposures import CountedFile
from borgerflow.sim.fit.files.reading import ObservedFile, Window, read_observed
from borgerflow.sim.fit.fitting import SpellsFit, fit_spells
from borgerflow.sim.fit.params_written import HAZARDS, JOB, Groups, WrittenFor, with_fitted, yaml_of
from borgerflow.sim.params import Params, load
from borgerflow.sim.params.model import Hazards, Population
from borgerflow.sim.params.reading.forms import read_model, read_plain
from borgerflow.sim.records.small_counts import count_told, smallest_shown
from borgerflow.sim.world.municipality import find_municipality

WRITTEN = (".yaml", ".csv", ".md")  # files of params


def fit(
    spells: str | Path,
    *,
    since: str | None = None,
    until: str | None = None,
    inclusive_ends: bool = False,
    group: str | None = None,
    frailty: bool = False,
    municipality: str | None = None,
    persons: str | Path | None = None,
    smallest_count: int | None = None,
    params: Params | None = None,
) -> FitFinding:
    """Return the hazards that the spells of a file tell; ``finding.params`` are for ``run``.

    Parameters
    ----------
    smallest_count : int, optional
        The least count of people that is shown; by default that of ``model/small_counts.yaml``.

    Raises
    ------
    InputError
        If the question does not hold, or the file is none of spells.
    """
    question = FitQuestion(
        spells=str(spells),
        since=since,
        until=until,
        inclusive_ends=inclusive_ends,
        group=group,
        frailty=frailty,
        municipality=municipality,
        persons=None if persons is None else str(persons),
        smallest_count=smallest_count,
    )
    held = params or load()
    return answer_to(accepted_fit(question, held), held)


def answer_to(question: FitQuestion, params: Params) -> FitFinding:
    """Return what the spells of a file tell, small counts hidden.

    Raises
    ------
    InputError
        If the file is none of spells, or no scheme has events enough.
    """
    smallest = smallest_shown(params, question.smallest_count)
    asked = replace(question, smallest_count=smallest)
    return without_small_counts(_everything_told(asked, params), smallest)


def _everything_told(question: FitQuestion, params: Params) -> FitFinding:
    """Return what the spells of a file tell, down to single citizens."""
    window = Window(question.since, question.until, question.inclusive_ends)
    counted = read_counted(question.path, params, question.persons_path)
    if counted is not None:
        return _answer_of_counts(question, params, counted)
    file = read_observed(question.path, params.law, window, question.group)
    content, _ = read_plain(params.directory / HAZARDS)
    model = read_model(params.directory / HAZARDS, Hazards)
    cuts = {name: scheme.bins_weeks for name, scheme in model.schemes.items()}
    told = fit_spells(file.parts, cuts, frailty=question.frailty)
    if not told.fits:
        raise InputError(_too_few(question, told))
    assert isinstance(content, dict)
    written = _written_for_spells(question, params, told, file)
    return FitFinding(
        **_told_of_all(question, told, params),
        spells=file.spells,
        citizens=file.citizens,
        notes=tuple(notes_of(file, told, content, question, written)),
        params=_files(params, yaml_of(with_fitted(content, told.fits, written))),
    )


def _answer_of_counts(question: FitQuestion, params: Params, counted: CountedFile) -> FitFinding:
    """Return what somebody else's counts tell; params are written where these name exits."""
    refuse_options_of_spells(question)
    told = fit_counts(counted.counts)
    if not told.fits:
        raise InputError(_too_few(question, told))
    content, _ = read_plain(params.directory / HAZARDS)
    assert isinstance(content, dict)
    fits = tuple(one for one in told.fits if one.knows_where)
    written = replace(
        _written_for(question, params, told, f"fitted to {question.path.name}"),
        knows_jobs=counted.knows(params.law.scheme_names.index(JOB)),
    )
    return FitFinding(
        **_told_of_all(question, told, params),
        spells=None,
        citizens=None,
        notes=(*counted.notes, *notes_of_counts(fits, told, content, question, written)),
        params=_files(params, yaml_of(with_fitted(content, fits, written))) if fits else {},
    )


def _told_of_all(question: FitQuestion, told: SpellsFit, params: Params) -> dict[str, Any]:
    """Return what every answer tells, whatever the file holds."""
    named = {name: scheme_within(scheme) for name, scheme in params.law.schemes.items()}
    return {
        "version": version(),
        "file": question.path.name,
        "hazards": tuple(hazards_rows(told, params)),
        "groups": tuple(groups_rows(told, params)),
        "frailties": tuple(frailties_rows(told)),
        "goodness": tuple(goodness_rows(told, params)),
        "curves": tuple(curves_rows(told, params)),
        "command": command_of(question, params),
        "scheme_labels": {**named, ANYWHERE: ANYWHERE_SAID},
    }


def _too_few(question: FitQuestion, told: SpellsFit) -> Wording:
    """Return that no scheme has events enough, with those there are."""
    path, smallest = question.path, question.smallest_count or 1
    counts = (f"{name} {count_told(number, smallest)}" for name, number in told.too_few.items())
    events = ", ".join(counts) or "0"
    unknown = sum(told.unknown_starts.values())
    many = count_told(unknown, smallest)
    left_out = Wording(
        f" {many} forløb har ingen kendt start og tæller ikke med.",
        f" {many} spells have no known start and do not count.",
    )
    return Wording(
        f"{path}: for få afgange til en afgangsrate (fundet: {events}); der skal være mindst 20 "
        "fra én ordning.",
        f"{path}: too few ends of spells for a hazard (found: {events}); expected 20 at least from"
        " one scheme.",
    ) + (left_out if unknown else same(""))


def _written_for_spells(
    question: FitQuestion, params: Params, told: SpellsFit, file: ObservedFile
) -> WrittenFor:
    first, last = map(iso_date, file.window)
    source = f"fitted to {question.path.name}, {first} to {last}"
    written = _written_for(question, params, told, source)
    return replace(written, knows_jobs=file.knows(JOB))


def _written_for(question: FitQuestion, params: Params, told: SpellsFit, source: str) -> WrittenFor:
    name = question.municipality
    return WrittenFor(
        schemes=params.law.scheme_names,
        population=read_model(params.directory / "model" / "population.yaml", Population),
        municipality=None if name is None else find_municipality(params, name),
        groups=None if question.group is None else Groups(question.group, told.levels),
        source=source,
        smallest=question.smallest_count or 1,
    )


def _files(params: Params, hazards: str) -> dict[str, bytes]:
    """Return the files of a folder of params with other hazards, by their path in it."""
    folder = params.directory
    paths = (path for path in sorted(folder.rglob("*")) if path.suffix in WRITTEN)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {**files, HAZARDS: hazards.encode()}


def command_of(question: FitQuestion, params: Params) -> str:
    """Return the command that asks again, each file by the path it was given."""
    home, least = question.municipality, question.smallest_count
    options: Mapping[str, str | None] = {
        "from": question.since,
        "until": question.until,
        "persons": question.persons and quote(question.persons),
        "group": question.group and quote(question.group),
        "municipality": home and place_typed(home, params),
        "smallest-count": None if least in (None, smallest_shown(params, None)) else str(least),
    }
    typed = "".join(f" --{name} {value}" for name, value in options.items() if value)
    flags = " --inclusive-ends" * question.inclusive_ends + " --frailty" * question.frailty
    held = "".join(f" {quote(word)}" for word in params_typed(params.directory))
    return f"borgerflow fit {quote(question.spells)}{typed}{flags}{held}"


def keep_fit(
    finding: FitFinding,
    study: str,
    inputs: Mapping[str, Any],
    root: Path,
    documents: Documents,
) -> results.Saved:
    """Return where the answer now lies, with a folder of params beside it."""
    tables = finding.tables()
    written = {
        **documents_of(finding, tables, documents, digest_of(inputs)),
        **{f"params/{name}": _bytes_writer(data) for name, data in finding.params.items()},
    }
    about = {"commit": commit(), "machine": machine()}
    return results.save(root, study, inputs, tables=tables, documents=written, about=about)


def _bytes_writer(data: bytes) -> results.Writer:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write
