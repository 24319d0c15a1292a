"""One world as a workbook with numeric cells."""

from pathlib import Path

from borgerflow.experiments.present.workbook import (
    ONE_DECIMAL,
    Workbook,
    interval_ends,
    read_me,
    word_of,
    write_assumptions,
)
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.questions.run.text import run_table


def write_run(finding: RunFinding, path: Path, lang: str) -> None:
    """Write one world as a workbook."""
    book = Workbook(path)
    book.lines("Læs mig", read_me(finding, lang))
    table = run_table(finding, lang)
    book.table(
        "Resumé",
        {"da": "Fuldtidspersoner; uger pr. forløb", "en": "Full-time persons; weeks of a stay"}[
            lang
        ],
        [word_of("scheme", lang), *table.columns],
        [
            [str(label), *map(_cell, row)]
            for label, row in zip(table.index, table.to_numpy(), strict=True)
        ],
        ONE_DECIMAL,
    )
    book.table(
        "År for år",
        {"da": "Skift mellem ordninger", "en": "Flows between schemes"}[lang],
        ["from", "to", "year", "count", "low", "high"],
        [[r.origin, r.destination, r.year, *interval_ends(r.count)] for r in finding.flows],
        ONE_DECIMAL,
    )
    write_assumptions(book, finding, lang)
    book.table(
        "Data",
        {"da": "kr., + udgift", "en": "kr., + expense"}[lang],
        ["id", "year", "payer", "scheme", "kind", "kroner", "low", "high"],
        [
            [place, r.year, r.payer, r.scheme, r.kind, *interval_ends(r.kroner)]
            for place, r in enumerate(finding.ledger, start=1)
        ],
    )
    book.close()


def _cell(value: float) -> float | None:
    return float(value) if value == value else None  # noqa: PLR0124  (not a number)
