"""Stores the answer to a question: the finding as data, text, workbook, charts and report.

The same question to the same params, by the same code, is answered from what was stored.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from borgerflow.experiments.findings.finding import Answer, Draw, Head, Interrupted
from borgerflow.experiments.present.html import write_report
from borgerflow.experiments.present.sections import is_drawn
from borgerflow.experiments.store import results
from borgerflow.experiments.store.provenance import (
    commit,
    digest_of_code,
    digest_of_file,
    digests_under,
    machine,
    versions,
)
from borgerflow.sim.base.files import write_text
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params

SHORT, FULL, JSON = "finding.txt", "finding-all-assumptions.txt", "finding.json"
REPORT, WORKBOOK = "report.html", "tables.xlsx"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of one
NOTHING_FINISHED = Wording(
    da="Intet blev færdigt, og intet blev gemt.", en="Nothing was finished, and nothing was saved."
)


class StoredQuestion(Protocol):
    """What storing an answer asks of its question."""

    @property
    def study(self) -> str:
        """Return the name of the study."""

    @property
    def replications(self) -> int:
        """Return how many replications were asked for."""

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""


@dataclass(frozen=True)
class Documents:
    """The language of what is written beside the data, and how CSV files are written."""

    lang: str = "en"
    csv_profile: str = "int"


@dataclass(frozen=True)
class StoredAnswer:
    """An answer on disk, as it is shown again; ``aside`` is where a changed one now lies."""

    folder: Path
    fresh: bool
    aside: Path | None = None

    def text(self, *, all_assumptions: bool = False) -> str:
        """Return the finding as people read it."""
        return self._read(FULL if all_assumptions else SHORT)

    def json(self) -> str:
        """Return the finding as JSON text."""
        return self._read(JSON)

    def shown(self) -> tuple[str, ...]:
        """Return the files that people open first."""
        return shown_in(self.folder)

    def missing(self) -> Wording | None:
        """Return which charts could not be drawn, or nothing."""
        manifest = json.loads(self._read(results.MANIFEST))
        names = ", ".join(manifest.get("missing", ()))
        if not names:
            return None
        return Wording(
            da=f"{names} kunne ikke tegnes og mangler; resten af svaret er gemt.",
            en=f"{names} could not be drawn and is missing; the rest of the answer is saved.",
        )

    def _read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def input_digests(params: Params) -> dict[str, Any]:
    """Return the digests of what every answer rests on: params, code and libraries."""
    return {
        "params": digests_under(params.directory, {".yaml", ".csv"}),
        "code": digest_of_code(),
        "versions": versions(),
        **_digests("own", params.own),
        **_digests("own_municipality", params.own_places),
    }


def _digests(key: str, files: Sequence[Path]) -> dict[str, Any]:
    """Return the digest of each of a user's own files under a key; nothing where there are none."""
    return {key: {path.name: digest_of_file(path) for path in files}} if files else {}


def load_or_compute(
    question: StoredQuestion,
    params: Params,
    root: Path,
    compute: Callable[[], Any],
    documents: Documents,
    store: Callable[..., results.Saved] | None = None,
) -> StoredAnswer:
    """Return the stored answer to a question, computed only if it was never asked.

    Parameters
    ----------
    store : callable, optional
        What saves a finding that is saved otherwise than by `save`; called as `save` is.

    Raises
    ------
    InputError
        If results cannot be written to ``root``; checked before anything is asked.
    KeyboardInterrupt
        When the user stops; it says where the finished part was saved.
    """
    store = store or save
    inputs = {**question.inputs(), **vars(documents), **input_digests(params)}
    folder = results.find(root, question.study, inputs)
    if folder is not None:
        return StoredAnswer(folder, fresh=False)
    results.check_writable(root, question.study)
    try:
        finding = compute()
    except Interrupted as stopped:
        if stopped.finding is None:
            raise KeyboardInterrupt(NOTHING_FINISHED) from None
        done = stopped.finding.replications
        cut_short = {**inputs, "interrupted_after": done}
        kept = store(stopped.finding, question.study, cut_short, root, documents)
        said = _what_was_finished(done, question, kept.folder)
        more = " " + set_aside(kept.aside) if kept.aside else ""
        raise KeyboardInterrupt(said + more) from None
    saved = store(finding, question.study, inputs, root, documents)
    return StoredAnswer(saved.folder, fresh=True, aside=saved.aside)


def _what_was_finished(done: int, question: StoredQuestion, folder: Path) -> Wording:
    return Wording(
        da=f"Det, der blev færdigt ({done} af {question.replications} gentagelser), er gemt i "
        f"{folder}/.",
        en=f"What was finished ({done} of {question.replications} replications) is saved in "
        f"{folder}/.",
    )


def set_aside(aside: Path) -> Wording:
    """Return where a result lies that was changed since it was saved, and made room for another."""
    return Wording(
        da=f"Et tidligere resultat var ændret, siden det blev gemt; det ligger nu i {aside}/.",
        en=f"An earlier result had been changed since it was saved; it now lies in {aside}/.",
    )


def shown_in(folder: Path) -> tuple[str, ...]:
    """Return the files of a stored answer that people open first."""
    return (REPORT, JSON, WORKBOOK) if (folder / REPORT).exists() else (SHORT, JSON)


def save(
    finding: Head,
    study: str,
    inputs: Mapping[str, Any],
    root: Path,
    documents: Documents,
) -> results.Saved:
    """Return where the whole answer now lies."""
    tables = finding.tables()
    return results.save(
        root,
        study,
        inputs,
        tables=tables,
        documents={
            **texts_of(finding, documents.lang),
            **pictures_of(finding, documents.lang),
            **{f"{n}.csv": csv_writer(t, documents.csv_profile) for n, t in tables.items()},
        },
        about={
            "seed": finding.seed,
            "commit": commit(),
            "machine": machine(),
            "run_time_seconds": finding.seconds,
            "grades": finding.grades(),
            "sign": "expense_positive",
        },
    )


def texts_of(finding: Answer, lang: str) -> dict[str, results.Writer]:
    """Return what writes the answer in words and as data, by file name."""
    return {
        SHORT: text_writer(finding.text(lang)),
        FULL: text_writer(finding.text(lang, all_assumptions=True)),
        JSON: text_writer(finding.to_json()),
    }


def pictures_of(finding: Answer, lang: str) -> dict[str, results.Writer]:
    """Return what writes workbook, report and charts, by file name, where there are any."""
    written: dict[str, results.Writer] = {}
    if finding.shown_as("workbook"):
        written[WORKBOOK] = lambda path: finding.to_excel(path, lang)
    if finding.shown_as("report"):
        written[REPORT] = lambda path: write_report(finding, path, lang)
    if finding.shown_as("charts"):
        for place, (name, draw) in enumerate(finding.charts().items()):
            for kind in ("svg",) if place else ("png", "svg"):
                written[f"{name}.{kind}"] = _drawn(draw, finding, lang)
    return written


def _drawn(draw: Draw, finding: Answer, lang: str) -> results.Writer:
    def write(path: Path) -> None:
        if not is_drawn(lambda path: draw(finding, path, lang), path):
            raise results.NotMadeError

    return write


def csv_writer(table: pd.DataFrame, profile: str) -> results.Writer:
    """Return a function that writes a table as CSV: Danish (``da``) or international.

    A text that a spreadsheet would take for a formula is written with an apostrophe before it.
    """
    texts = table.select_dtypes(exclude=["number", "bool", "datetime"])
    harmless = table.assign(**{str(name): _no_formulas(texts[name]) for name in texts})
    if profile == "da":
        return lambda path: harmless.to_csv(
            path, sep=";", decimal=",", index=False, encoding="utf-8-sig", lineterminator="\r\n"
        )
    return lambda path: harmless.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _no_formulas(column: pd.Series) -> pd.Series:
    """Return a column in which no text begins as a formula does; anything else is as it was."""
    if isinstance(column.dtype, pd.StringDtype) and not column.str.startswith(FORMULA).any():
        return column
    return column.astype(object).map(_no_formula)


def _no_formula(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def text_writer(text: str) -> results.Writer:
    """Return a function that writes a text."""
    return lambda path: write_text(path, text)
