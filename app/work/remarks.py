"""The check of a proposal as a page shows it."""

from typing import TYPE_CHECKING

from borgerflow.experiments.authoring.remarks import Remark
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.page import Page, PageTable, Section
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.authoring.checks.check import CheckedForms

TITLE = Wording("Kontrol af forslaget", "Check of the proposal")
NOTHING_ODD = Wording("Der er intet påfaldende ved forslaget.", "Nothing about it is odd.")
EXPECTED = Wording(" Forventet: ", " Expected: ")
WHOM = Wording("Hvem forslaget når (i én simulering)", "Whom it meets (one simulated replication)")
COLUMNS = (
    Wording("virkning", "mechanism"),
    Wording("dag", "day"),
    Wording("i målgruppen", "in the target"),
    Wording("nye på et år", "new in a year"),
)


def checked_page(found: "CheckedForms", lang: str) -> Page:
    """Return what a check says: remarks first, then whom each mechanism meets."""
    remarks = tuple(_said(remark, lang) for remark in found.remarks)
    rows = tuple(
        (m.label.text(lang), m.day, number(m.now, lang), number(m.new_a_year, lang))
        for m in found.coverage
    )
    columns = tuple(column.text(lang) for column in COLUMNS)
    sheets = (PageTable(WHOM.text(lang), columns, rows),) if rows else ()
    nothing = () if remarks else (NOTHING_ODD.text(lang),)
    title = TITLE.text(lang)
    return Page(
        lang, title, (Section(title, sentences=nothing, notes=remarks), *_table(sheets, lang))
    )


def _table(sheets: tuple[PageTable, ...], lang: str) -> tuple[Section, ...]:
    return (Section(WHOM.text(lang), sheets=sheets),) if sheets else ()


def _said(remark: Remark, lang: str) -> str:
    return remark.what.text(lang) + EXPECTED.text(lang) + remark.expected.text(lang)
