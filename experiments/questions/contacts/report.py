"""The report of an answer about talks: the settings, their curves, and what they rest on."""

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Page, Section, Sheet
from borgerflow.experiments.present.words import WORDS
from borgerflow.experiments.questions.contacts import text as sanctions_told
from borgerflow.experiments.questions.contacts import text as told
from borgerflow.experiments.questions.contacts.chart import draw_heat_map
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.targeting.text import (
    GROUPS,
    USES,
    group_rows,
    unit_lines,
    use_rows,
)

HEADS = {
    "da": {
        "settings": "Indstillingerne",
        "map": "To ting på én gang",
        "targets": "Hvem og hvor",
        "alt": "Netto, årsværk og lovens frister for {count} indstillinger. {lead}",
        "targets_alt": "Kommunens netto for hver gruppe eller anvendelse. {lead}",
        "map_alt": "Kommunens netto for {count} par af rytme og personale.",
    },
    "en": {
        "settings": "The settings",
        "map": "Two things at once",
        "targets": "Who and where",
        "alt": "Net, FTE and the law's dates for {count} settings. {lead}",
        "targets_alt": "Municipal net of each group or use. {lead}",
        "map_alt": "Municipal net of {count} pairs of rhythm and staff.",
    },
}


def contacts_page(finding: ContactsFinding, lang: str) -> Page:
    """Return the report of an answer about talks."""
    sections = (
        Section(WORDS[lang]["answer"], sentences=tuple(told.answer(finding, lang))),
        *((_settings(finding, lang),) if finding.rows else (_targets(finding, lang),)),
        *((_map(finding, lang),) if finding.crossed else ()),
        shared.rests_on(finding, lang),
        shared.provenance(finding, shared.command(_question(finding), finding), lang),
    )
    return Page(lang, told.head_line(finding, lang), sections)


def _settings(finding: ContactsFinding, lang: str) -> Section:
    heads = HEADS[lang]
    alt = heads["alt"].format(count=len(finding.rows), lead=told.lead(finding, lang))
    best = {1 + n for n, row in enumerate(finding.rows) if row.best} or {0}
    sheets = (
        Sheet(
            told.unit(finding, lang),
            told.MONEY[lang],
            tuple(told.money_rows(finding, lang)),
            strong=frozenset(best),
        ),
        Sheet(told.service_unit(lang), told.SERVICE[lang], tuple(told.service_rows(finding, lang))),
        *_sanctions(finding, lang),
        _persons(finding, lang),
    )
    chart = shared.figure(lambda path: finding.plot(path, lang), alt)
    return Section(heads["settings"], figure=chart, sheets=sheets)


def _sanctions(finding: ContactsFinding, lang: str) -> tuple[Sheet, ...]:
    if not sanctions_told.are_told(finding):
        return ()
    rows = tuple(sanctions_told.rows(finding, lang))
    return (Sheet(sanctions_told.sanctions_unit(finding, lang), sanctions_told.HEAD[lang], rows),)


def _persons(finding: ContactsFinding, lang: str) -> Sheet:
    """Return the change of full-time persons in every scheme where some are seen."""
    schemes = dict.fromkeys(
        name
        for row in finding.rows
        for name, change in row.full_time.items()
        if shared.is_seen([change])
    )
    rows = tuple(
        (
            finding.scheme_label(name, lang),
            *(
                shared.signed(row.full_time[name], lang) if name in row.full_time else "0"
                for row in finding.rows
            ),
        )
        for name in schemes
    )
    labels = (row.label.text(lang) for row in finding.rows)
    words = WORDS[lang]
    return Sheet(words["full_time"], (words["scheme"], *labels), rows, folded=words["data"])


def _map(finding: ContactsFinding, lang: str) -> Section:
    heads = HEADS[lang]
    alt = heads["map_alt"].format(count=numbers.number(len(finding.rows), lang))
    return Section(
        heads["map"], figure=shared.figure(lambda path: draw_heat_map(finding, path, lang), alt)
    )


def _targets(finding: ContactsFinding, lang: str) -> Section:
    caption = "; ".join(unit_lines(finding, lang))
    groups = Sheet(caption, GROUPS[lang], tuple(group_rows(finding, lang)))
    uses = Sheet(caption, USES[lang], tuple(use_rows(finding, lang)))
    alt = HEADS[lang]["targets_alt"].format(lead=told.answer(finding, lang)[0])
    chart = shared.figure(lambda path: finding.plot(path, lang), alt)
    sheets = (groups if finding.groups else uses,)
    return Section(HEADS[lang]["targets"], figure=chart, sheets=sheets)


def _question(finding: ContactsFinding) -> str:
    return f"contacts --scheme {','.join(finding.schemes)} {finding.asked}".rstrip()
