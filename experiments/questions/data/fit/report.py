"""The report of fitted hazards: the numbers, how well they fit, and what was left out."""

from dataclasses import replace

from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.words import WORDS, notice
from borgerflow.experiments.questions.data.fit import tables
from borgerflow.experiments.questions.data.fit.chart import drawn_schemes
from borgerflow.experiments.questions.data.fit.finding import FitFinding
from borgerflow.sim.base.wording import Wording

RATES = Wording("Afgangsrater", "Hazards")
FIT = Wording("Hvor godt passer de?", "How well do they fit?")
ALT = Wording(
    "Andel, der er afgået fra {}, efter uger og destination: observeret og beregnet. Største"
    " afstand {}.",
    "Share that has left {}, by weeks and destination: seen and fitted. Largest distance {}.",
)


def fit_page(finding: FitFinding, lang: str) -> Page:
    """Return the report of fitted hazards."""
    words = WORDS[lang]
    notes = tuple(note.text(lang) for note in finding.notes)
    groups = (sheet(tables.groups_table(finding), lang),) if finding.groups else ()
    frailty = (sheet(tables.frailty_table(finding), lang),) if finding.frailties else ()
    rates = sheet(tables.hazards_table(finding), lang)
    told = (sheet(tables.goodness_table(finding), lang),) if finding.goodness else ()
    facts = ((words["version"], f"borgerflow {finding.version}"), (words["again"], finding.command))
    sections = (
        Section(RATES.text(lang), notes=notes, sheets=(rates, *groups, *frailty)),
        *(Section(FIT.text(lang), sheets=(each,)) for each in told),
        *(_chart(finding, scheme, lang) for scheme in drawn_schemes(finding)),
        Section(words["provenance"], facts=facts),
    )
    return Page(lang, f"{RATES.text(lang)} · {finding.file}", sections)


def _chart(finding: FitFinding, scheme: str, lang: str) -> Section:
    label = finding.scheme_label(scheme, lang)
    distance = next(row.distance for row in finding.goodness if row.scheme == scheme)
    alt = ALT.text(lang).format(label, f"{100 * distance:.1f} %")
    curves = tables.curves_table(finding)
    own = replace(
        curves, folded=notice("data"), rows=[r for r in curves.rows if r.scheme == scheme]
    )
    figure = Figure(f"incidence-{scheme}", alt)
    return Section(label.capitalize(), figure=figure, sheets=(sheet(own, lang),))
