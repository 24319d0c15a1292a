"""The report of an answer about contacts: the settings, their curves, and what they rest on."""

from dataclasses import replace

from borgerflow.experiments.present import numbers
from borgerflow.experiments.present import sections as shared
from borgerflow.experiments.present.page import Figure, Page, PageTable, Section
from borgerflow.experiments.present.tables import sheet
from borgerflow.experiments.present.words import WORDS, by_language, notice
from borgerflow.experiments.questions.contacts import tables
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.shown.accounts import setting_frames_table
from borgerflow.experiments.questions.contacts.shown.lateness import lateness_table, short_table
from borgerflow.experiments.questions.contacts.shown.quarters import quarters_table
from borgerflow.experiments.questions.contacts.shown.text import (
    answer,
    current_net,
    head_line,
    told_of,
)
from borgerflow.experiments.questions.contacts.targeting.mix_rows import Mix
from borgerflow.experiments.questions.contacts.targeting.mix_tables import mix_tables

HEADS = by_language(
    {
        "settings": ("Mulighederne", "The settings"),
        "persons": (
            "Ændring i fuldtidspersoner, sammenlignet med »{base}«",
            "Change in full-time persons beside “{base}”",
        ),
        "map": ("To ting på én gang", "Two things at once"),
        "late": ("Forsinkelser kvartal for kvartal", "Late talks, quarter by quarter"),
        "late_alt": (
            "Andel af lovens samtaler afholdt for sent og kommunens tab på ydelser i {count} "
            "kvartaler, for hvert antal årsværk.",
            "Share of the law's talks held late and the municipality's loss in benefits in {count} "
            "quarters, for each number of posts.",
        ),
        "load": ("Sagsbehandlernes belastning", "The caseworkers' load"),
        "load_alt": (
            "Årsværk, som samtalerne kræver i hvert af {count} kvartaler, som nu og i den "
            "fremhævede mulighed: fra {low} til {high}.",
            "FTE that talks need in each of {count} quarters, as now and in the setting told of: "
            "from {low} to {high}.",
        ),
        "targets": ("Hvem og hvor", "Who and where"),
        "alt": (
            "Netto, årsværk og lovens frister for {count} muligheder. {lead}",
            "Net, FTE and the law's dates for {count} settings. {lead}",
        ),
        "mix": ("Hvem der får færre samtaler", "Who has fewer talks"),
        "mix_alt": (
            "Det mindste tab af ydelser for hver besparelse. {lead}",
            "The least loss of benefits for each sum saved. {lead}",
        ),
        "targets_alt": (
            "Kommunens netto for hver gruppe eller anvendelse. {lead}",
            "Municipal net of each group or use. {lead}",
        ),
        "map_alt": (
            "Kommunens netto for {count} kombinationer af samtaler og personale.",
            "Municipal net of {count} pairs of rhythm and staff.",
        ),
    }
)


def contacts_page(finding: ContactsFinding, lang: str) -> Page:
    """Return the report of an answer about contacts."""
    lead, *others = answer(finding, lang)
    sections = (
        *shared.answered(lead, others, _main(finding, lang), lang),
        *((_load(finding, lang),) if finding.quarters else ()),
        *((_lateness(finding, lang),) if finding.lateness else ()),
        *((_map(finding, lang),) if finding.crossed else ()),
        shared.rests_on(finding, lang),
        shared.method(finding, lang),
        shared.provenance(finding, shared.command(_question(finding), finding), lang),
    )
    return Page(lang, head_line(finding, lang), sections)


def _main(finding: ContactsFinding, lang: str) -> Section:
    """Return the section of what is tried: the mix, settings, or groups and uses."""
    if finding.mix is not None:
        return _mix(finding, finding.mix, lang)
    return _settings(finding, lang) if finding.rows else _targets(finding, lang)


def _mix(finding: ContactsFinding, mix: Mix, lang: str) -> Section:
    alt = HEADS[lang]["mix_alt"].format(lead=answer(finding, lang)[0])
    shown = [*mix_tables(finding, mix)]
    shown += [tables.money_table(finding), tables.service_table(finding)] if finding.rows else []
    sheets = [sheet(table, lang) for table in shown]
    return Section(
        HEADS[lang]["mix"],
        notes=(current_net(finding, lang),) if finding.rows else (),
        figure=Figure("frontier", alt),
        sheets=tuple(sheets),
    )


def _quarters(finding: ContactsFinding, lang: str) -> list[PageTable]:
    if not finding.quarters:
        return []
    return [sheet(quarters_table(finding, told_of(finding)), lang)]


def _settings(finding: ContactsFinding, lang: str) -> Section:
    alt = HEADS[lang]["alt"].format(count=len(finding.rows), lead=answer(finding, lang)[0])
    sheets = [sheet(table(finding), lang) for table in (tables.money_table, tables.service_table)]
    sheets += [sheet(setting_frames_table(finding), lang)] if finding.frames else []
    sanctions = tables.sanctions_table(finding)
    sheets += [] if sanctions is None else [sheet(sanctions, lang)]
    sheets.append(_persons(finding, lang))
    return Section(
        HEADS[lang]["settings"],
        notes=(current_net(finding, lang),),
        figure=Figure("curves", alt),
        sheets=tuple(sheets),
    )


def _persons(finding: ContactsFinding, lang: str) -> PageTable:
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
    words, base = WORDS[lang], finding.baseline_label.text(lang)
    title = HEADS[lang]["persons"].format(base=base)
    return PageTable(title, (words["scheme"], *labels), rows, folded=words["data"])


def _map(finding: ContactsFinding, lang: str) -> Section:
    alt = HEADS[lang]["map_alt"].format(count=numbers.number(len(finding.rows), lang))
    numbers_behind = replace(tables.money_table(finding), folded=notice("data"))
    sheets = (sheet(numbers_behind, lang),)
    return Section(HEADS[lang]["map"], figure=Figure("heat-map", alt), sheets=sheets)


def _load(finding: ContactsFinding, lang: str) -> Section:
    needed = [row.fte_needed.mean for row in finding.quarters]
    low, high = (numbers.number(end, lang, 1) for end in (min(needed), max(needed)))
    count = len({row.quarter for row in finding.quarters})
    alt = HEADS[lang]["load_alt"].format(count=count, low=low, high=high)
    sheets = tuple(_quarters(finding, lang))
    return Section(HEADS[lang]["load"], figure=Figure("load", alt), sheets=sheets)


def _lateness(finding: ContactsFinding, lang: str) -> Section:
    count = numbers.number(len(finding.lateness[0]), lang)
    alt = HEADS[lang]["late_alt"].format(count=count)
    sheets = (sheet(short_table(finding), lang), sheet(lateness_table(finding), lang))
    return Section(HEADS[lang]["late"], figure=Figure("lateness", alt), sheets=sheets)


def _targets(finding: ContactsFinding, lang: str) -> Section:
    alt = HEADS[lang]["targets_alt"].format(lead=answer(finding, lang)[0])
    sheets = (sheet(tables.targets_table(finding), lang),)
    return Section(HEADS[lang]["targets"], figure=Figure("targets", alt), sheets=sheets)


def _question(finding: ContactsFinding) -> str:
    return f"contacts --scheme {','.join(finding.schemes)} {finding.options}".rstrip()
