"""Keeps the answers about talks: text, data, tables, workbook, charts and report."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from borgerflow.experiments.present.html import write_report
from borgerflow.experiments.questions.contacts.asked.settings import target_of, weeks_left_of
from borgerflow.experiments.questions.contacts.chart import draw_heat_map
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.question import contacts
from borgerflow.experiments.runs.pool import Progress
from borgerflow.experiments.store import results
from borgerflow.experiments.store.kept import (
    LONGEST_STUDY,
    Kept,
    found_or_kept,
    foundations,
    grades_of,
    keep_told,
)
from borgerflow.experiments.store.provenance import digest_of_file
from borgerflow.sim.params import Params

TABLES = ("settings", "groups", "assumptions")


@dataclass(frozen=True)
class Question:
    """What was asked, in everything that the answer depends on."""

    municipality: str
    schemes: tuple[str, ...]
    every: tuple[float, ...]
    first_half_year: tuple[float, ...]
    form: tuple[str, ...]
    activation: tuple[float, ...]
    fte: tuple[float, ...]
    caseload: tuple[float, ...]
    target: str
    from_week: float
    to_week: float | None
    weeks_left: str
    instead: bool
    talk: str
    effects: str
    capacity: bool
    hire: bool
    who: bool
    extra_fte: float | None
    start: str
    end: str
    replications: int
    seed: int
    engine: str
    lang: str
    csv_profile: str

    @property
    def study(self) -> str:
        """Return the name of the study: ``contacts/herning-dagpenge``."""
        return f"contacts/{'-'.join((self.municipality, *self.schemes))[:LONGEST_STUDY]}"

    def inputs(self, params: Params) -> dict[str, Any]:
        """Return the question with the digests of the params and the code that answer it."""
        own = Path(self.effects)
        effects = {"effects_file": digest_of_file(own)} if own.is_file() else {}
        return {"kind": "contacts", **asdict(self), **effects, **foundations(params)}


def ask(
    question: Question,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ContactsFinding:
    """Return the finding that answers a question."""
    told = ("municipality", "schemes", "target", "weeks_left", "lang", "csv_profile")
    settings: dict[str, Any] = {k: v for k, v in asdict(question).items() if k not in told}
    left = weeks_left_of(question.weeks_left) if question.weeks_left else (None, None)
    return contacts(
        question.municipality,
        question.schemes,
        target=target_of(question.target),
        weeks_left=left,
        workers=workers,
        progress=progress,
        params=params,
        **settings,
    )


def kept_or_asked(
    question: Question, params: Params, root: Path, ask: Callable[[], ContactsFinding]
) -> Kept:
    """Return the kept answer to a question, asking only if it was never answered.

    Raises
    ------
    InputError, KeyboardInterrupt
        As `found_or_kept` does.
    """
    return Kept(*found_or_kept(question, params, root, ask, _keep))


def _keep(
    finding: ContactsFinding, question: Question, inputs: Mapping[str, Any], root: Path
) -> Path:
    """Return the folder that now holds the whole answer."""
    lang = question.lang
    documents: dict[str, results.Writer] = {
        "tables.xlsx": lambda path: finding.to_excel(path, lang),
        "report.html": lambda path: write_report(finding, path, lang),
    }
    chart = "curves" if finding.rows else "targets"
    documents |= {
        f"{chart}.{kind}": lambda path: finding.plot(path, lang) for kind in ("png", "svg")
    }
    if finding.crossed is not None:
        documents["heat-map.svg"] = lambda path: draw_heat_map(finding, path, lang)
    tables = tables_of(finding)
    return keep_told(finding, question, inputs, root, tables, grades_of(finding), documents)


def tables_of(finding: ContactsFinding) -> dict[str, pd.DataFrame]:
    """Return settings, groups, uses of posts and assumptions as flat tables, if any."""
    content = finding.to_dict()
    rows = {name: content[name] for name in TABLES}
    if finding.best_use is not None:
        rows["uses"] = content["best_use"]["uses"]
    return {name: pd.json_normalize(each, sep="_") for name, each in rows.items() if each}
