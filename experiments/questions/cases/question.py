"""What is asked of a municipal case: which effect it would need, and what is then saved."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.lookup.cases.catalogue import Catalogue
from borgerflow.experiments.questions.cases.compare import BASE_START, labels_of
from borgerflow.experiments.questions.cases.finding import (
    CaseFinding,
    CaseTable,
    Statement,
    line_of,
    simulated_case,
)
from borgerflow.experiments.questions.cases.proposals import (
    Exclusion,
    as_proposal,
    ways_of,
    with_schemes,
)
from borgerflow.experiments.questions.cases.simulate import finding_of, runner, simulation_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.validate import refuse_run
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import Documents
from borgerflow.experiments.store.kept import StoredAnswer, load_or_compute
from borgerflow.experiments.store.provenance import commit, digest_of, machine
from borgerflow.experiments.store.saving import csv_writer, pictures_of, texts_of
from borgerflow.sim.params import Params
from borgerflow.sim.params.cases.catalogue import Case
from borgerflow.sim.world.municipality import find_municipality
from borgerflow.sim.world.world import load_world


@dataclass(frozen=True)
class CaseQuestion:
    """Simulate a case in a municipality: everything that the answer depends on.

    The case says its own years, so it is no question about a world of given ones.
    """

    case: str
    municipality: str
    replications: int = 8
    seed: int = 1
    engine: Engine = "auto"

    @property
    def study(self) -> str:
        """Return the name of the study: ``cases/star-lejre-1``."""
        return f"cases/{self.case}"

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        return {"kind": "case", **asdict(self)}


@dataclass(frozen=True)
class CasesQuestion:
    """Simulate many cases in a municipality."""

    municipality: str
    cases: tuple[CaseQuestion, ...]

    @property
    def study(self) -> str:
        """Return the name of the study: ``cases/herning``."""
        return f"cases/{self.municipality}"

    @property
    def replications(self) -> int:
        """Return how many pairs of worlds each case is asked of."""
        return self.cases[0].replications

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answers depend on, params and code apart."""
        return {"kind": "cases", **asdict(self)}


def stored_table(
    question: CasesQuestion,
    table: CaseTable,
    params: Params,
    root: Path,
    documents: Documents,
) -> StoredAnswer:
    """Return many answers as one table, stored.

    Raises
    ------
    InputError
        If results cannot be written to ``root``.
    """
    return load_or_compute(question, params, root, lambda: table, documents, _save)


def stored_answer(
    question: CaseQuestion,
    catalogue: Catalogue,
    params: Params,
    root: Path,
    crew: WorkerPool,
    documents: Documents,
) -> tuple[CaseFinding, StoredAnswer | None]:
    """Return the answer about a case, as found and stored, simulated only if it was never asked.

    A case that cannot be simulated is stored nowhere.

    Raises
    ------
    InputError, KeyboardInterrupt
        As `load_or_compute` does.
    """

    def compute() -> CaseFinding:
        return answer_to(question, catalogue, params, crew)

    case = catalogue.case(question.case)
    if isinstance(as_proposal(case, catalogue, params, ways_of(params)), Exclusion):
        return compute(), None
    stored = load_or_compute(question, params, root, compute, documents, _save)
    found = simulated_case(stored.to_json())
    return replace(found, labels=labels_of(params.law)), stored


def _save(
    found: CaseFinding | CaseTable,
    study: str,
    inputs: Mapping[str, Any],
    root: Path,
    documents: Documents,
) -> results.Saved:
    """Return where the answer now lies."""
    tables = found.tables()
    written = {
        **texts_of(found, documents.lang),
        **pictures_of(found, documents.lang, digest_of(inputs)),
        **{f"{n}.csv": csv_writer(t, documents.csv_profile) for n, t in tables.items()},
    }
    about = {"commit": commit(), "machine": machine()}
    return results.save(root, study, inputs, tables=tables, documents=written, about=about)


def answer_to(
    question: CaseQuestion, catalogue: Catalogue, params: Params, crew: WorkerPool
) -> CaseFinding:
    """Return a case simulated in a municipality, or why it is not.

    Parameters
    ----------
    crew : WorkerPool
        Workers, whom many cases may share.

    Raises
    ------
    InputError
        If the question does not hold: no such municipality or engine, no replication.
    Interrupted
        If the user stops.
    """
    refuse_run(question.replications, question.seed, question.engine)
    case = catalogue.case(question.case)
    found = as_proposal(case, catalogue, params, ways_of(params))
    head = _head(question, case, catalogue, params)
    if isinstance(found, Exclusion):
        because = None if found.because is None else found.because.model_dump()
        return CaseFinding(**head, reason=found.reason, because=because)
    baseline = load_world(question.municipality, (), start=BASE_START, end=found.end, params=params)
    settings = RunSettings(question.seed, question.engine)
    run = runner(crew, baseline, question.replications, settings)
    compile_engines(question.engine, baseline)
    return finding_of(simulation_of(found, baseline, catalogue.simulating, run), head)


def _head(
    question: CaseQuestion, case: Case, catalogue: Catalogue, params: Params
) -> dict[str, Any]:
    """Return what is said of every case, simulated or not, by field of CaseFinding."""
    home = find_municipality(params, question.municipality)
    line = line_of(with_schemes(case, catalogue.simulating), catalogue, params.law)
    form = line.form
    said = Statement(
        persons=form.full_time,
        persons_from=form.persons_from,
        gross=form.gross,
        investment=form.investment,
        net=form.net,
        kroner_per_full_time=form.kroner_per_full_time,
        weeks=case.duration_weeks,
        employees=form.employees,
    )
    return {
        "case": case.id,
        "municipality": home.name,
        "municipality_label": home.label.da,
        "replications": question.replications,
        "seed": question.seed,
        "said": said,
        "flags": line.flags,
        "labels": labels_of(params.law),
    }
