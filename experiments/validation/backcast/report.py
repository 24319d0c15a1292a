"""The report of a backcast: how near, series by series, and what it rests on."""

from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.validation.backcast import tables
from borgerflow.experiments.validation.backcast.chart import drawn_series, fan_of
from borgerflow.experiments.validation.backcast.finding import BackcastFinding
from borgerflow.experiments.validation.backcast.text import head_of_backcast, verdicts
from borgerflow.experiments.validation.forecast.fan import alt_text


def backcast_page(finding: BackcastFinding, lang: str) -> Page:
    """Return the report of a backcast."""
    words = WORDS[lang]
    told = tuple(said.text(lang) for said in verdicts(finding))
    notes = tuple(note.text(lang) for note in finding.notes)
    scores, errors, rows = (
        sheet(table(finding), lang)
        for table in (tables.scores_table, tables.errors_table, tables.rows_table)
    )
    facts = (
        (words["replications"], str(finding.replications)),
        (words["seed"], str(finding.seed)),
        (words["version"], f"borgerflow {finding.version}"),
        (words["again"], finding.command),
    )
    sections = (
        Section(words["answer"], sentences=told, sheets=(scores, errors)),
        *(_chart(finding, name, lang) for name in drawn_series(finding)),
        Section(tables.ROWS.text(lang), sheets=(rows,)),
        Section(words["provenance"], notes=notes, facts=facts),
    )
    return Page(lang, head_of_backcast(finding, lang), sections)


def _chart(finding: BackcastFinding, name: str, lang: str) -> Section:
    label = finding.series_labels[name].text(lang)
    alt = alt_text(label, fan_of(finding, name), lang)
    return Section(label, figure=Figure(f"fan-{name}", alt))
