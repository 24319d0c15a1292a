"""Keeps the answers of ``breakeven``, so that a long list of proposals resumes where it stopped."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from experiments.paying.finding import BreakEvenFinding
from experiments.paying.question import breakeven
from experiments.replicate import Progress
from experiments.saving import (
    JSON,
    LONGEST_STUDY,
    SHORT,
    Kept,
    found_or_kept,
    foundations,
    grades_of,
    keep_told,
    tables_of,
)
from sim.errors import InputError
from sim.model import find_municipality
from sim.params import Params

__all__ = ["KeptAnswer", "Params", "Question", "ask", "each_proposal", "kept_or_asked"]


@dataclass(frozen=True)
class Question:
    """What was asked, in everything that the answer depends on."""

    municipality: str
    proposals: tuple[str, ...]
    start: str
    end: str
    replications: int
    seed: int
    engine: str
    discount: bool
    lang: str
    csv_profile: str

    @property
    def study(self) -> str:
        """Return the name of the study: ``breakeven/herning-syg02``."""
        return f"breakeven/{'+'.join(self.proposals)[:LONGEST_STUDY]}"

    def inputs(self, params: Params) -> dict[str, Any]:
        """Return the question with the digests of the params and the code that answer it."""
        return {
            "kind": "breakeven",
            **asdict(self),
            "proposals": list(self.proposals),
            **foundations(params),
        }


@dataclass(frozen=True)
class KeptAnswer(Kept):
    """An answer on disk: text, data and tables."""

    def shown(self) -> tuple[str, ...]:
        """Return the files that people open first."""
        return (SHORT, JSON)


def ask(
    question: Question,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> BreakEvenFinding:
    """Return the finding that answers a question."""
    settings: dict[str, Any] = {
        "replications": question.replications,
        "seed": question.seed,
        "start": question.start,
        "end": question.end,
        "engine": question.engine,
        "discount": question.discount,
        "workers": workers,
        "progress": progress,
        "params": params,
    }
    return breakeven(question.municipality, question.proposals, **settings)


def each_proposal(question: Question, params: Params) -> list[Question]:
    """Return the question for each proposal of the municipality, with those it depends on.

    Raises
    ------
    InputError
        If there is no such municipality, or it has made no proposal.
    """
    home = find_municipality(params, question.municipality).name
    names = [name for name, form in params.proposals.items() if form.municipality == home]
    if not names:
        raise InputError(f"There is no proposal of {home}: name one of another municipality.")
    return [
        replace(question, proposals=(name, *params.proposal(name).depends_on)) for name in names
    ]


def kept_or_asked(
    question: Question, params: Params, root: Path, ask: Callable[[], BreakEvenFinding]
) -> KeptAnswer:
    """Return the kept answer to a question, asking only if it was never answered.

    Raises
    ------
    InputError, KeyboardInterrupt
        As `found_or_kept` does.
    """
    return KeptAnswer(*found_or_kept(question, params, root, ask, _keep))


def _keep(
    finding: BreakEvenFinding, question: Question, inputs: Mapping[str, Any], root: Path
) -> Path:
    """Return the folder that now holds the whole answer."""
    tables = tables_of(finding.to_dict())
    grades = grades_of(finding.compared) if finding.compared else {}
    return keep_told(finding, question, inputs, root, tables, grades)
