"""The report of a follow-up: the answer, each figure beside what came, and what is earned."""

from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.validation.followup import tables
from borgerflow.experiments.validation.followup.chart import drawn_figures, fan_of
from borgerflow.experiments.validation.followup.finding import FollowupFinding
from borgerflow.experiments.validation.followup.text import sentences
from borgerflow.experiments.validation.forecast.fan import alt_text
from borgerflow.experiments.validation.forecast.finding import MEANS
from borgerflow.experiments.validation.forecast.text import forecast_head
from borgerflow.sim.base.wording import Wording

DIGEST = Wording("Prognosens kontrolsum", "Digest of the forecast")
FILES = Wording("Filer", "Files")


def followup_page(finding: FollowupFinding, lang: str) -> Page:
    """Return the report of a follow-up."""
    words = WORDS[lang]
    told = tuple(said.text(lang) for said in sentences(finding))
    notes = tuple(note.text(lang) for note in (MEANS, *finding.notes))
    hits = (sheet(tables.hits_table(finding), lang),) if finding.counts[0].of else ()
    earned = (sheet(tables.earned_table(finding), lang),) if finding.earned else ()
    facts = (
        (FILES.text(lang), f"{finding.forecast_file}, {finding.actuals_file}"),
        (DIGEST.text(lang), finding.forecast_digest),
        (words["replications"], str(finding.replications)),
        (words["version"], f"borgerflow {finding.version}"),
        (words["again"], finding.command),
    )
    followed = sheet(tables.followed_table(finding), lang)
    sections = (
        Section(words["answer"], sentences=told, sheets=(*hits, *earned)),
        *(_chart(finding, name, lang) for name in drawn_figures(finding)),
        Section(tables.FOLLOWED.text(lang), sheets=(followed,)),
        Section(words["provenance"], notes=notes, facts=facts),
    )
    return Page(lang, forecast_head(finding, lang), sections)


def _chart(finding: FollowupFinding, name: str, lang: str) -> Section:
    label = finding.labels[name].text(lang)
    alt = alt_text(label, fan_of(finding, name), lang)
    return Section(label, figure=Figure(f"fan-{name}", alt))
