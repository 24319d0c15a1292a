"""Fits hazards to the spells of a file, and writes them as params that a simulation runs with."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.fit.asked import FitQuestion, accepted_fit
from borgerflow.experiments.questions.fit.finding import (
    CurvePoint,
    FitFinding,
    FittedFrailty,
    FittedGroup,
    FittedHazard,
    Goodness,
)
from borgerflow.experiments.questions.fit.notes import notes_of
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.provenance import commit, machine, version
from borgerflow.experiments.store.saving import documents_of
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.fit.fitting import SchemeFit, SpellsFit, fit_spells
from borgerflow.sim.fit.params_written import HAZARDS, JOB, Groups, WrittenFor, with_fitted, yaml_of
from borgerflow.sim.fit.reading import ObservedFile, Window, read_observed
from borgerflow.sim.params import Params, load
from borgerflow.sim.params.model import Hazards, Population
from borgerflow.sim.params.reading.forms import read_model, read_plain
from borgerflow.sim.world.municipality import find_municipality

POINTS = 60  # of a curve: more are not told apart in a chart
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
    params: Params | None = None,
) -> FitFinding:
    """Return the hazards that the spells of a file tell; ``finding.params`` are for ``run``.

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
    )
    held = params or load()
    return answer_to(accepted_fit(question, held), held)


def answer_to(question: FitQuestion, params: Params) -> FitFinding:
    """Return what the spells of a file tell.

    Raises
    ------
    InputError
        If the file is none of spells, or no scheme has events enough.
    """
    window = Window(question.since, question.until, question.inclusive_ends)
    file = read_observed(question.path, params.law, window, question.group)
    content, _ = read_plain(params.directory / HAZARDS)
    model = read_model(params.directory / HAZARDS, Hazards)
    cuts = {name: scheme.bins_weeks for name, scheme in model.schemes.items()}
    told = fit_spells(file.parts, cuts, frailty=question.frailty)
    if not told.fits:
        raise InputError(_too_few(question.path, told))
    assert isinstance(content, dict)
    written = _written_for(question, params, told, file)
    return FitFinding(
        version=version(),
        file=question.path.name,
        spells=file.spells,
        citizens=file.citizens,
        hazards=tuple(_hazards(told, params)),
        groups=tuple(_groups(told, params)),
        frailties=tuple(_frailties(told)),
        goodness=tuple(_goodness(told, params)),
        curves=tuple(_curves(told, params)),
        notes=tuple(notes_of(file, told, content, question, written)),
        command=_command(question),
        scheme_labels={n: scheme_within(scheme) for n, scheme in params.law.schemes.items()},
        params=_files(params, yaml_of(with_fitted(content, told.fits, written))),
    )


def _too_few(path: Path, told: SpellsFit) -> Wording:
    """Return that no scheme has events enough, with those there are."""
    events = ", ".join(f"{name} {number}" for name, number in told.too_few.items()) or "0"
    unknown = sum(told.unknown_starts.values())
    left_out = Wording(
        f" {unknown} forløb har ingen kendt start og tæller ikke med.",
        f" {unknown} spells have no known start and do not count.",
    )
    return Wording(
        f"{path}: for få afgange til en afgangsrate (fundet: {events}); forventede mindst 20 "
        "fra én ordning.",
        f"{path}: too few ends of spells for a hazard (found: {events}); expected 20 at least from"
        " one scheme.",
    ) + (left_out if unknown else same(""))


def _written_for(
    question: FitQuestion, params: Params, told: SpellsFit, file: ObservedFile
) -> WrittenFor:
    name, (first, last) = question.municipality, map(iso_date, file.window)
    return WrittenFor(
        schemes=params.law.scheme_names,
        population=read_model(params.directory / "model" / "population.yaml", Population),
        municipality=None if name is None else find_municipality(params, name),
        groups=None if question.group is None else Groups(question.group, told.levels),
        source=f"fitted to {question.path.name}, {first} to {last}",
        knows_jobs=file.knows(JOB),
    )


def _files(params: Params, hazards: str) -> dict[str, bytes]:
    """Return the files of a folder of params with other hazards, by their path in it."""
    folder = params.directory
    paths = (path for path in sorted(folder.rglob("*")) if path.suffix in WRITTEN)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {**files, HAZARDS: hazards.encode()}


def _taken(fit_: SchemeFit, params: Params) -> Iterator[tuple[int, str]]:
    """Yield the destinations that somebody was seen to take, by place and name."""
    for to in np.flatnonzero(fit_.rates.events.sum(axis=1)):
        yield int(to), params.law.scheme_names[to]


def _hazards(told: SpellsFit, params: Params) -> Iterator[FittedHazard]:
    for each in told.fits:
        rates, ends = each.rates, (*each.cuts[1:], None)
        for to, name in _taken(each, params):
            for band, (since, until) in enumerate(zip(each.cuts, ends, strict=True)):
                if not np.isfinite(rates.rate[to, band]):
                    continue
                mean, low, high = (float(x[to, band]) for x in (rates.rate, rates.low, rates.high))
                yield FittedHazard(
                    each.scheme,
                    name,
                    since,
                    until,
                    Interval(mean, low, high),
                    int(rates.events[to, band]),
                    float(rates.weeks[band]),
                )


def _groups(told: SpellsFit, params: Params) -> Iterator[FittedGroup]:
    for each in told.fits:
        if each.groups is None:
            continue
        for to, name in _taken(each, params):
            for place, level in enumerate(told.levels):
                numbers = (float(column[to, place]) for column in each.groups)
                factor, low, high, events, expected, weight = numbers
                yield FittedGroup(
                    each.scheme,
                    name,
                    level,
                    Interval(factor, low, high),
                    int(events),
                    expected,
                    weight,
                )


def _frailties(told: SpellsFit) -> Iterator[FittedFrailty]:
    for each in told.fits:
        if each.frailty is not None:
            one = each.frailty
            yield FittedFrailty(each.scheme, one.variance, one.gain, one.several, one.is_carried)


def _goodness(told: SpellsFit, params: Params) -> Iterator[Goodness]:
    for each in told.fits:
        distance, test = each.curves.distance, each.test
        furthest = int(distance.argmax())
        yield Goodness(
            each.scheme,
            int(each.rates.events.sum()),
            float(distance[furthest]),
            params.law.scheme_names[furthest],
            test.chi_square,
            test.degrees,
            test.p_value,
        )


def _curves(told: SpellsFit, params: Params) -> Iterator[CurvePoint]:
    for each in told.fits:
        curves = each.curves
        last = len(curves.weeks) - 1
        if last < 0:
            continue
        chosen = np.unique(np.linspace(0, last, POINTS).round().astype(np.int64))
        for to, name in _taken(each, params):
            for unit in chosen:
                seen = (float(x[to, unit]) for x in (curves.seen, curves.low, curves.high))
                fitted = float(curves.fitted[to, unit])
                yield CurvePoint(
                    each.scheme, name, float(curves.weeks[unit]), Interval(*seen), fitted
                )


def _command(question: FitQuestion) -> str:
    """Return the command that asks again."""
    options: Mapping[str, Any] = {
        "from": question.since,
        "until": question.until,
        "group": question.group,
        "municipality": question.municipality,
    }
    typed = "".join(f" --{name} {value}" for name, value in options.items() if value)
    flags = " --inclusive-ends" * question.inclusive_ends + " --frailty" * question.frailty
    return f"borgerflow fit {question.path.name}{typed}{flags}"


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
        **documents_of(finding, tables, documents),
        **{f"params/{name}": _bytes_writer(data) for name, data in finding.params.items()},
    }
    about = {"commit": commit(), "machine": machine()}
    return results.save(root, study, inputs, tables=tables, documents=written, about=about)


def _bytes_writer(data: bytes) -> results.Writer:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write
