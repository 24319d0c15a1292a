"""An answer about talks as a workbook: the answer, the settings, and what it rests on."""

from pathlib import Path

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present.labels import GRADES
from borgerflow.experiments.present.workbook import ONE_DECIMAL, Cell, Workbook
from borgerflow.experiments.questions.contacts import text as sanctions_told
from borgerflow.experiments.questions.contacts.finding import (
    ContactsFinding,
    Group,
    SettingRow,
    Use,
)
from borgerflow.experiments.questions.contacts.targeting.text import (
    NO,
    VERDICTS,
    YES,
    unit_lines,
    use_name,
)
from borgerflow.experiments.questions.contacts.text import answer, head_line, unit

THOUSAND = 1000
SETTINGS = {
    "da": (
        "Indstilling",
        "netto, 1.000 kr.",
        "nedre",
        "øvre",
        "personale, 1.000 kr.",
        "kommunen øvrigt, 1.000 kr.",
        "staten, 1.000 kr.",
        "a-kasser, 1.000 kr.",
        "årsværk krævet",
        "årsværk betalt",
        "årsværk for lov 95 pct.",
        "samtaler",
        "dages ventetid",
        "til tiden, pct.",
        "udnyttet, pct.",
        "sager pr. årsværk",
        "sandsynlighed for tab, pct.",
    ),
    "en": (
        "Setting",
        "net, 1.000 kr.",
        "low",
        "high",
        "staff, 1.000 kr.",
        "municipality else, 1.000 kr.",
        "state, 1.000 kr.",
        "a-kasser, 1.000 kr.",
        "FTE needed",
        "FTE paid",
        "FTE for law 95 %",
        "talks",
        "days waited",
        "on time, %",
        "used, %",
        "cases an FTE",
        "probability of loss, %",
    ),
}
ACTIVATION = {"da": "heraf aktivering, alle, 1.000 kr.", "en": "activation, all payers, 1.000 kr."}
TARGETS = {
    "da": (
        "Gruppe eller anvendelse",
        "netto, 1.000 kr.",
        "nedre",
        "øvre",
        "ydelser m.v., 1.000 kr.",
        "årsværk",
        "samtaler",
        "dages ventetid",
        "til tiden, pct.-point",
        "svar",
    ),
    "en": (
        "Group or use",
        "net, 1.000 kr.",
        "low",
        "high",
        "benefits, 1.000 kr.",
        "FTE",
        "talks",
        "days waited",
        "on time, percentage points",
        "answer",
    ),
}
RESTS = {
    "da": ("navn", "værdi", "lav", "høj", "grad", "kilde"),
    "en": ("name", "value", "low", "high", "grade", "source"),
}


def write_contacts(finding: ContactsFinding, path: Path, lang: str) -> None:
    """Write an answer about talks as a workbook."""
    book = Workbook(path)
    warnings = [warning.text(lang) for warning in finding.warnings]
    told = [head_line(finding, lang), *answer(finding, lang), *warnings]
    book.lines("Læs mig", [[line] for line in told])
    if finding.rows:
        settings = _settings(finding, lang)
        book.table("Indstillinger", unit(finding, lang), *settings, ONE_DECIMAL)
    if finding.rows and sanctions_told.are_told(finding):
        head, about = sanctions_told.HEAD[lang], sanctions_told.sanctions_unit(finding, lang)
        cells = [_sanctions(line) for line in sanctions_told.lines(finding, lang)]
        book.table("Sanktioner", about, head, cells, ONE_DECIMAL)
    if finding.groups or finding.best_use:
        told_unit = "; ".join(unit_lines(finding, lang))
        book.table("Målretning", told_unit, TARGETS[lang], _targets(finding, lang), ONE_DECIMAL)
    grades = [
        [a.name, a.value, a.low, a.high, GRADES[a.grade][lang], a.source]
        for a in finding.assumptions
    ]
    book.table("Forudsætninger", RESTS[lang][0], RESTS[lang], grades, "General")
    book.close()


def _settings(finding: ContactsFinding, lang: str) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """Return heads and rows of the settings; of activation only where it is asked for."""
    rows = [_setting(row, lang) for row in finding.rows]
    if not finding.asks_for_activation:
        return SETTINGS[lang], rows
    kroner = (row.activation.mean / THOUSAND for row in finding.rows)
    told = [[*row, cell] for row, cell in zip(rows, kroner, strict=True)]
    return (*SETTINGS[lang], ACTIVATION[lang]), told


def _setting(row: SettingRow, lang: str) -> list[Cell]:
    measures = row.measures
    used, cases = measures.utilisation, measures.cases_per_fte
    return [
        row.label.text(lang),
        *_ends(row.net),
        row.staff.mean / THOUSAND,
        *(row.by_payer[payer].mean / THOUSAND for payer in ("kommune", "stat", "a_kasse")),
        row.fte_needed,
        row.fte.mean,
        row.fte_for_law,
        measures.talks_held.mean,
        measures.waiting_days.mean,
        100 * measures.share_on_time.mean,
        None if used is None else 100 * used.mean,
        None if cases is None else cases.mean,
        100 * row.loss,
    ]


def _sanctions(line: sanctions_told.Line) -> list[Cell]:
    name, many, more, kroner, change = line
    return [name, many.mean, more.mean, kroner.mean / THOUSAND, change.mean / THOUSAND]


def _targets(finding: ContactsFinding, lang: str) -> list[list[Cell]]:
    groups = [
        _target(g.label.text(lang), g, g.talks_held.mean, VERDICTS[g.verdict][lang])
        for g in finding.groups
    ]
    uses = [
        _target(use_name(finding, use, lang), use, None, (YES if use.chosen else NO)[lang])
        for use in (finding.best_use.uses if finding.best_use else ())
    ]
    return [*groups, *uses]


def _target(name: str, found: Group | Use, talks: float | None, answer: str) -> list[Cell]:
    return [
        name,
        *_ends(found.net),
        found.benefits.mean / THOUSAND,
        found.fte.mean,
        talks,
        found.service.waiting_days.mean,
        100 * found.service.share_on_time.mean,
        answer,
    ]


def _ends(net: Interval) -> tuple[float, float | None, float | None]:
    scaled = net.scaled(1 / THOUSAND)
    return scaled.mean, scaled.low, scaled.high
