"""Stores the answer to a question: the finding as data, text, workbook, charts and report."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from borgerflow.experiments.findings.finding import Answer, Draw, Head, json_text
from borgerflow.experiments.present.chart import describe
from borgerflow.experiments.present.html import write_report
from borgerflow.experiments.present.page import Page
from borgerflow.experiments.store import results
from borgerflow.experiments.store.documents import (
    FORM,
    FULL,
    JSON,
    REPORT,
    SHORT,
    WHOLE,
    WORKBOOK,
    Documents,
)
from borgerflow.experiments.store.provenance import commit, digest_of, machine
from borgerflow.experiments.store.whole import whole_text
from borgerflow.sim.base.files import write_text
from borgerflow.sim.base.wording import LANGUAGES

MOST_ROWS = 100_000  # of a table as CSV; longer ones are Parquet alone, no spreadsheet holds them
TRUTH_IN_DANISH = {True: "SAND", False: "FALSK"}  # as a Danish spreadsheet reads and writes it
KINDS = "png", "svg"  # of a chart: to be put into other documents, and what the report carries
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of one


def save(
    finding: Head,
    study: str,
    inputs: Mapping[str, Any],
    root: Path,
    documents: Documents,
    further: Mapping[str, results.Writer] | None = None,
) -> results.Saved:
    """Return where the whole answer now lies; ``further`` writes files that no table could hold."""
    tables = finding.tables()
    about = {
        "seed": finding.seed,
        "commit": commit(),
        "machine": machine(),
        "run_time_seconds": finding.seconds,
        "grades": finding.grades(),
        "sign": "expense_positive",
    }
    written = documents_of(finding, tables, documents, digest_of(inputs)) | dict(further or {})
    return results.save(root, study, inputs, tables=tables, documents=written, about=about)


def save_comparison(
    finding: Any,
    study: str,
    inputs: Mapping[str, Any],
    root: Path,
    documents: Documents,
) -> results.Saved:
    """Return where an answer that holds figures against figures now lies: it has no one grade."""
    tables = finding.tables()
    about = {"commit": commit(), "machine": machine()}
    written = documents_of(finding, tables, documents, digest_of(inputs))
    return results.save(root, study, inputs, tables=tables, documents=written, about=about)


def documents_of(
    finding: Answer, tables: Mapping[str, pd.DataFrame], documents: Documents, digest: str = ""
) -> dict[str, results.Writer]:
    """Return what writes an answer with its tables, by file name."""
    return {
        **texts_of(finding, documents.lang),
        **pictures_of(finding, documents.lang, digest),
        **{
            f"{name}.csv": csv_writer(table, documents.csv_profile)
            for name, table in tables.items()
            if len(table) <= MOST_ROWS
        },
    }


def texts_of(finding: Answer, lang: str) -> dict[str, results.Writer]:
    """Return what writes the answer in words and as data, by file name."""
    written = {
        SHORT: text_writer(finding.text(lang)),
        FULL: text_writer(finding.text(lang, all_assumptions=True)),
        JSON: text_writer(finding.to_json()),
    }
    if finding.shown_as("report"):
        written[WHOLE] = text_writer(whole_text(finding))
    if finding.shown_as("placeholders"):
        written[FORM] = text_writer(_form_text(finding))
    return written


def _form_text(finding: Answer) -> str:
    """Return what a form may ask for, in each language: it is filled in either, asked in one."""
    told = finding.presenter("placeholders")(finding)
    return json_text({x: {name: each.text(x) for name, each in told.items()} for x in LANGUAGES})


def pictures_of(
    finding: Answer, lang: str, digest: str = "", kinds: Sequence[str] = KINDS
) -> dict[str, results.Writer]:
    """Return what writes workbook, charts and report, by file name, where there are any.

    Each chart is drawn once, in every kind, SVG the last of them. The report carries the charts
    that lie beside it, so it is written after them.
    """
    written: dict[str, results.Writer] = {}
    if finding.shown_as("workbook"):
        written[WORKBOOK] = lambda path: finding.to_excel(path, lang)
    if finding.shown_as("charts"):
        told = _told_of(finding, lang)
        for name, draw in finding.charts().items():
            files = [f"{name}.{kind}" for kind in kinds]
            written |= dict.fromkeys(files, _drawn_already)
            written[files[0]] = _drawn(draw, finding, lang, files, told.get(name))
    if finding.shown_as("report"):
        written[REPORT] = lambda path: write_report(finding, path, lang, digest)
    return written


def _told_of(finding: Answer, lang: str) -> dict[str, tuple[str, str]]:
    """Return the title and the description of each chart that the report carries."""
    if not finding.shown_as("report"):
        return {}
    page: Page = finding.presenter("report")(finding, lang)
    return page.figures


def _drawn(
    draw: Draw, finding: Answer, lang: str, names: Sequence[str], told: tuple[str, str] | None
) -> results.Writer:
    """Return a function that draws a chart into files; one that cannot be drawn leaves no file.

    A chart shows what stands in the tables too, so it never costs the answer, whatever a library
    makes of it. What the disk says no to is not about the chart.
    """

    def write(path: Path) -> None:
        files = [path.with_name(name) for name in names]
        try:
            draw(finding, files, lang)
            if told is not None:
                describe(files[-1], *told)
        except OSError:
            raise
        except Exception:
            for file in files:
                file.unlink(missing_ok=True)
            raise results.NotMadeError from None

    return write


def _drawn_already(path: Path) -> None:
    """Refuse a file that lies there only if its chart could be drawn."""
    if not path.is_file():
        raise results.NotMadeError


def csv_writer(table: pd.DataFrame, profile: str) -> results.Writer:
    """Return a function that writes a table as CSV: Danish (``da``) or international.

    A text that a spreadsheet would take for a formula is written with an apostrophe before it.
    """
    texts = table.select_dtypes(exclude=["number", "bool", "datetime"])
    harmless = table.assign(**{str(name): _no_formulas(texts[name]) for name in texts})
    if profile == "da":
        told = table.select_dtypes("bool")
        danish = harmless.assign(**{str(name): told[name].map(TRUTH_IN_DANISH) for name in told})
        return lambda path: danish.to_csv(
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
