"""The report of how sure an answer is."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Figure, Page, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.text import head_line
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.uncertainty.finding import UncertaintyFinding
from borgerflow.experiments.questions.uncertainty.tables import (
    acceptable_table,
    called,
    fifths_table,
    numbers_table,
    prices_table,
    steps_table,
    still_table,
    years_table,
)
from borgerflow.experiments.questions.uncertainty.text import NAMED, as_title, sentences
from borgerflow.experiments.questions.uncertainty.trials.tables import (
    evaluations_table,
    false_table,
    groups_table,
    pilots_table,
)
from borgerflow.experiments.questions.uncertainty.trials.text import evaluation_lines, pilot_lines
from borgerflow.sim.base.wording import Wording, sentence

HANGS = Wording("Hvad usikkerheden skyldes", "What the uncertainty comes of")
TORNADO_ALT = Wording(
    "kommunens netto ved den lave og den høje ende af hvert tal, det vigtigste øverst:",
    "the municipality's net at the low and the high end of each number, the most influential "
    "first:",
)
WHENS_ALT = Wording(
    "måneden, hvor forslaget er tjent hjem (median), når hvert tal er lavt og højt.",
    "the month of payback (median) where each number is low and where it is high.",
)
ACCEPTABLE = Wording("Hvor meget må det koste", "How much it may cost")
ACCEPTABLE_ALT = Wording(
    "Sandsynligheden for, at kommunens netto bliver højst så stor som hvert beløb, fra det laveste "
    "til det højeste. Sandsynligheden for en besparelse er {}",
    "The chance that the municipality's net is no more than each sum, from the lowest to the "
    "highest. The chance of a saving is {}",
)


def uncertainty_page(finding: UncertaintyFinding, lang: str) -> Page:
    """Return the report: the sentences, the years, what it hangs on, and other prices."""
    ids = shared.proposals_asked(finding)
    many = f" --draws {finding.draws + len(finding.failed)} --steps {finding.steps}"
    plays = {"da": "Alene og i samspil", "en": "Alone and together"}[lang]
    costs = {"da": "Andre priser", "en": "Other prices"}[lang]
    stands = {"da": "Hvad der ligger fast", "en": "What stands still"}[lang]
    sections = (
        _answer(finding, lang),
        Section(WORDS[lang]["table"], sheets=(sheet(years_table(finding), lang),)),
        _hangs(finding, lang),
        *_acceptable(finding, lang),
        _whens(finding, lang),
        *([Section(plays, sheets=(sheet(steps_table(finding), lang),))] if finding.steps else []),
        *_worth(finding, lang),
        *([Section(stands, sheets=(sheet(still_table(finding), lang),))] if finding.still else []),
        *([Section(costs, sheets=(sheet(prices_table(finding), lang),))] if finding.prices else []),
        shared.rests_on(finding, lang),
        shared.method(finding, lang),
        shared.provenance(finding, shared.command(f"uncertainty {ids}{many}", finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def _answer(finding: UncertaintyFinding, lang: str) -> Section:
    """Return the answer, its first sentence before the picture of what it hangs on."""
    lead, *others = sentences(finding, lang)
    largest = [called(row, lang) for row in finding.numbers if row.net_at_low is not None][:NAMED]
    alt = f"{as_title(finding, lang)}: {TORNADO_ALT.text(lang)} {', '.join(largest)}"
    figure = Figure("tornado", alt, HANGS.text(lang)) if largest else None
    return Section(WORDS[lang]["answer"], lead=lead, sentences=tuple(others), figure=figure)


def _hangs(finding: UncertaintyFinding, lang: str) -> Section:
    return Section(HANGS.text(lang), sheets=(sheet(numbers_table(finding), lang),))


def _acceptable(finding: UncertaintyFinding, lang: str) -> list[Section]:
    """Return the chance of a net up to any sum, where draws differ."""
    table = acceptable_table(finding)
    if not table.rows:
        return []
    saves = finding.saves
    told = numbers.chance(saves.mean, finding.draws, lang, (saves.low, saves.high))
    alt = sentence(ACCEPTABLE_ALT.text(lang).format(told))
    figure = Figure("acceptability", alt)
    return [Section(ACCEPTABLE.text(lang), figure=figure, sheets=(sheet(table, lang),))]


def _whens(finding: UncertaintyFinding, lang: str) -> Section:
    title = {"da": "Hvornår det er tjent hjem", "en": "When it is paid back"}[lang]
    alt = f"{as_title(finding, lang)}: {WHENS_ALT.text(lang)}"
    drawn = Figure("tornado_payback", alt) if finding.some_pay_back else None
    return Section(title, figure=drawn, sheets=(sheet(fifths_table(finding), lang),))


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
