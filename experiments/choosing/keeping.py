"""Keeps the answers of ``portfolio``: text, data, tables, workbook, chart and report."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.choosing.finding import PortfolioFinding
from experiments.choosing.question import portfolio
from experiments.choosing.workbook import write_portfolio
from experiments.replicate import Progress
from experiments.report import write_report
from experiments.saving import (
    LONGEST_STUDY,
    Kept,
    found_or_kept,
    foundations,
    grades_of,
    keep_told,
)
from sim import results
from sim.params import Params

__all__ = ["Question", "ask", "kept_or_asked"]

TABLES = ("candidates", "sets", "assumptions")


@dataclass(frozen=True)
class Question:
    """What was asked, in everything that the answer depends on."""

    municipality: str
    proposals: tuple[str, ...]
    budget: float | None
    budget_by_year: tuple[tuple[int, float], ...]
    budget_total: float | None
    spend_at_least: float | None
    must: tuple[str, ...]
    leave_out: tuple[str, ...]
    start: str
    end: str
    replications: int
    seed: int
    engine: str
    lang: str
    csv_profile: str

    @property
    def study(self) -> str:
        """Return the name of the study: ``portfolio/herning``."""
        about = "+".join(self.proposals) or self.municipality
        return f"portfolio/{about[:LONGEST_STUDY]}"

    def inputs(self, params: Params) -> dict[str, Any]:
        """Return the question with the digests of the params and the code that answer it."""
        return {"kind": "portfolio", **asdict(self), **foundations(params)}


def ask(
    question: Question,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> PortfolioFinding:
    """Return the finding that answers a question."""
    settings: dict[str, Any] = {
        name: value
        for name, value in asdict(question).items()
        if name not in ("municipality", "proposals", "budget_by_year", "lang", "csv_profile")
    }
    return portfolio(
        question.municipality,
        question.proposals,
        budget_by_year=dict(question.budget_by_year),
        workers=workers,
        progress=progress,
        params=params,
        **settings,
    )


def kept_or_asked(
    question: Question, params: Params, root: Path, ask: Callable[[], PortfolioFinding]
) -> Kept:
    """Return the kept answer to a question, asking only if it was never answered.

    Raises
    ------
    InputError, KeyboardInterrupt
        As `found_or_kept` does.
    """
    return Kept(*found_or_kept(question, params, root, ask, _keep))


def _keep(
    finding: PortfolioFinding, question: Question, inputs: Mapping[str, Any], root: Path
) -> Path:
    """Return the folder that now holds the whole answer."""
    lang = question.lang
    documents: dict[str, results.Writer] = {
        "tables.xlsx": lambda path: write_portfolio(finding, path, lang),
        "report.html": lambda path: write_report(finding, path, lang),
        "frontier.png": lambda path: finding.plot(path, lang),
        "frontier.svg": lambda path: finding.plot(path, lang),
    }
    tables = tables_of(finding)
    return keep_told(finding, question, inputs, root, tables, grades_of(finding), documents)


def tables_of(finding: PortfolioFinding) -> dict[str, pd.DataFrame]:
    """Return proposals, sets and assumptions as flat tables; lists of names are joined."""
    content = finding.to_dict()
    return {name: pd.json_normalize([_flat(r) for r in content[name]], sep="_") for name in TABLES}


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose years are columns and whose lists of names are one text.

    A net that is not known leaves its columns empty.
    """
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if value is None and key in ("together", "difference"):
            continue
        if key == "invested_by_year":
            flat |= {f"invested_{each['year']}": each["kroner"] for each in value}
        else:
            flat[key] = " + ".join(value) if isinstance(value, list) else value
    return flat
