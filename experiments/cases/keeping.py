"""Keeps simulated cases, so that a long list of them resumes where it stopped."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from experiments.cases.as_proposals import NotSimulated, as_proposal, ways_of
from experiments.cases.catalogue import Case, Catalogue
from experiments.cases.finding import CaseFound
from experiments.cases.simulating import simulate_case
from experiments.pairs import Engine
from experiments.replicate import Crew
from experiments.saving import JSON, found_or_kept, foundations, text_writer
from sim import results
from sim.params import Params
from sim.provenance import commit, machine

__all__ = ["CaseQuestion", "KeptCase", "Params", "kept_case"]


@dataclass(frozen=True)
class CaseQuestion:
    """What was asked of a case, in everything that the answer depends on."""

    case: str
    municipality: str
    replications: int
    seed: int
    engine: Engine = "auto"

    @property
    def study(self) -> str:
        """Return the name of the study: ``cases/star-lejre-1``."""
        return f"cases/{self.case}"

    def inputs(self, params: Params) -> dict[str, Any]:
        """Return the question with the digests of the params and the code that answer it."""
        return {"kind": "case", **asdict(self), **foundations(params)}


@dataclass(frozen=True)
class KeptCase:
    """What was found of a case as it is kept, and where; nowhere, if it cannot be simulated."""

    content: Mapping[str, Any]
    folder: Path | None = None
    fresh: bool = True


def kept_case(
    question: CaseQuestion, catalogue: Catalogue, params: Params, root: Path, crew: Crew
) -> KeptCase:
    """Return the kept answer about a case, simulating only if it was never asked.

    Raises
    ------
    InputError, KeyboardInterrupt
        As `found_or_kept` does.
    """
    case = catalogue.case(question.case)

    def ask() -> CaseFound:
        return _asked(question, case, catalogue, params, crew)

    if isinstance(as_proposal(case, catalogue, params, ways_of(params)), NotSimulated):
        return KeptCase(json.loads(ask().to_json()))

    folder, fresh = found_or_kept(question, params, root, ask, _keep)
    content = json.loads((folder / JSON).read_text(encoding="utf-8"))
    return KeptCase(content, folder, fresh)


def _asked(
    question: CaseQuestion, case: Case, catalogue: Catalogue, params: Params, crew: Crew
) -> CaseFound:
    return simulate_case(
        case,
        catalogue,
        question.municipality,
        params,
        crew,
        replications=question.replications,
        seed=question.seed,
        engine=question.engine,
    )


def _keep(found: CaseFound, question: CaseQuestion, inputs: Mapping[str, Any], root: Path) -> Path:
    """Return the folder that now holds the answer."""
    about = {"seed": found.seed, "commit": commit(), "machine": machine()}
    documents = {JSON: text_writer(found.to_json())}
    return results.save(root, question.study, inputs, tables={}, documents=documents, about=about)
