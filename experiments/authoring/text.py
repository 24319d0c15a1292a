"""What the terminal shows of a check of proposals, in Danish and in English. Lays out only."""

import textwrap
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from borgerflow.experiments.lookup.law_text import counted_lines
from borgerflow.experiments.present.grid import table
from borgerflow.experiments.present.numbers import number
from borgerflow.sim.base.texts import told

if TYPE_CHECKING:
    from borgerflow.experiments.authoring.checks.check import CheckedForms

WIDTH = 96


def checked_forms_page(result: "CheckedForms", lang: str) -> str:
    """Return what was checked, whom the mechanisms meet, and each remark as a paragraph."""
    remarks = [_wrapped(remark.text(lang)) for remark in result.remarks]
    none = {"da": "Ingen fejl.", "en": "No problems."}[lang]
    parts = [*counted_lines(result.what, result.grades, lang), *_met(result, lang)]
    return "\n".join([*parts, "", *(remarks or [none]), *_ending(result, lang)])


def _met(result: "CheckedForms", lang: str) -> list[str]:
    head = {
        "da": ["forslag", "virkning", "dag", "i målgruppen", "nye på et år"],
        "en": ["proposal", "mechanism", "day", "in the target", "new in a year"],
    }[lang]
    rows = [
        [m.number, m.label.text(lang), m.day, number(m.now, lang), number(m.new_a_year, lang)]
        for m in result.coverage
    ]
    counted = {
        "da": "Talt i én simulering uden forslag; compare viser gennemsnittet af flere, så de to "
        "tal er ikke helt ens.",
        "en": "Counted in one simulated replication without proposals; compare tells the mean of "
        "several, so that the two are not quite alike.",
    }[lang]
    return ["", table(head, rows, right=[3, 4]), counted] if rows else []


def _ending(result: "CheckedForms", lang: str) -> list[str]:
    errors = len(result.errors)
    warnings = len(result.remarks) - errors
    if not result.remarks:
        return []
    words = {
        "da": f"{errors} fejl, {warnings} {'advarsel' if warnings == 1 else 'advarsler'}.",
        "en": f"{_many(errors, 'error')}, {_many(warnings, 'warning')}.",
    }
    return [words[lang]]


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def next_steps(path: Path, lang: str, own_place: Path | None = None) -> str:
    """Return where the new proposal lies, and what to do with it."""
    file, typed = told(str(path)), told(quote(str(path)))
    asked = f"{typed} --municipality {told(quote(str(own_place)))}" if own_place else typed
    return {
        "da": f"Skrevet: {file}\nKontrollér det: borgerflow proposals check {asked}\n"
        f"Beregn det: borgerflow compare {asked}",
        "en": f"Written: {file}\nThen: borgerflow proposals check {asked}\n"
        f"And: borgerflow compare {asked}",
    }[lang]


def template_steps(path: Path, lang: str) -> str:
    """Return where the empty workbook lies, and what to do with it."""
    file, typed = told(str(path)), told(quote(str(path)))
    return {
        "da": f"Skrevet: {file}\nUdfyld den, og læs den derefter ind: borgerflow proposals new"
        f" --from {typed}",
        "en": f"Written: {file}\nFill it in. Then: borgerflow proposals new --from {typed}",
    }[lang]


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
