"""The report of how sure an answer is."""

from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.uncertainty.finding import UncertaintyFinding
from borgerflow.experiments.questions.uncertainty.tables import (
    fifths_table,
    numbers_table,
    prices_table,
    steps_table,
    still_table,
    years_table,
)
from borgerflow.experiments.questions.uncertainty.text import as_title, sentences
from borgerflow.experiments.questions.uncertainty.trials.tables import (
    evaluations_table,
    false_table,
    groups_table,
    pilots_table,
)
from borgerflow.experiments.questions.uncertainty.trials.text import evaluation_lines, pilot_lines


def uncertainty_page(finding: UncertaintyFinding, lang: str) -> Page:
    """Return the report: the sentences, the years, what it hangs on, and other prices."""
    ids = " ".join(proposal.id for proposal in finding.proposals)
    many = f" --draws {finding.draws + len(finding.failed)} --steps {finding.steps}"
    hangs = {"da": "Hvad usikkerheden skyldes", "en": "What the uncertainty comes of"}[lang]
    whens = {"da": "Hvornår det er tjent hjem", "en": "When it is paid back"}[lang]
    plays = {"da": "Alene og i samspil", "en": "Alone and together"}[lang]
    costs = {"da": "Andre priser", "en": "Other prices"}[lang]
    stands = {"da": "Hvad der ligger fast", "en": "What stands still"}[lang]
    title = as_title(finding, lang)
    drawn = Figure("tornado_payback", title) if finding.some_pay_back else None
    sections = (
        Section(WORDS[lang]["answer"], sentences=tuple(sentences(finding, lang))),
        Section(WORDS[lang]["table"], sheets=(sheet(years_table(finding), lang),)),
        Section(
            hangs,
            figure=Figure("tornado", title),
            sheets=(sheet(numbers_table(finding), lang),),
        ),
        Section(whens, figure=drawn, sheets=(sheet(fifths_table(finding), lang),)),
        *([Section(plays, sheets=(sheet(steps_table(finding), lang),))] if finding.steps else []),
        *_worth(finding, lang),
        *([Section(stands, sheets=(sheet(still_table(finding), lang),))] if finding.still else []),
        *([Section(costs, sheets=(sheet(prices_table(finding), lang),))] if finding.prices else []),
        shared.rests_on(finding, lang),
        shared.provenance(finding, shared.command(f"uncertainty {ids}{many}", finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def _worth(finding: UncertaintyFinding, lang: str) -> list[Section]:
    """Return the sections of what it is worth to know, group by group and by pilots."""
    knows = {"da": "Hvad det er værd at vide", "en": "What it is worth to know"}[lang]
    groups, pilots = groups_table(finding), pilots_table(finding)
    found = [Section(knows, sheets=(sheet(groups, lang),))] if finding.groups else []
    if finding.pilots:
        told = tuple(pilot_lines(finding, lang))
        title = pilots.title.text(lang)
        found.append(Section(title, sentences=told, sheets=(sheet(pilots, lang),)))
    if finding.evaluations:
        seen, false = evaluations_table(finding), false_table(finding)
        heading = {"da": "Evaluering", "en": "Evaluation"}[lang]
        told = tuple(evaluation_lines(finding, lang))
        found.append(
            Section(heading, sentences=told, sheets=(sheet(seen, lang), sheet(false, lang)))
        )
    return found
