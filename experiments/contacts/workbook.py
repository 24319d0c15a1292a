"""An answer about talks as a workbook: the answer, the settings, and what it rests on."""

from pathlib import Path

from experiments.contacts.finding import ContactsFinding, SettingRow
from experiments.contacts.words import answer, head_line, unit
from experiments.findings import Interval
from experiments.grades import GRADES
from experiments.workbook import ONE_DECIMAL, Cell, Workbook

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
        "probability of loss, %",
    ),
}
ACTIVATION = {"da": "heraf aktivering, alle, 1.000 kr.", "en": "activation, all payers, 1.000 kr."}
TARGETS = {
    "da": ("Gruppe eller anvendelse", "årsværk", "netto, 1.000 kr.", "nedre", "øvre"),
    "en": ("Group or use", "FTE", "net, 1.000 kr.", "low", "high"),
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
        rows = [_setting(row, lang) for row in finding.rows]
        head: tuple[str, ...] = SETTINGS[lang]
        if finding.asks_for_activation:
            head = (*head, ACTIVATION[lang])
            kroner = (row.activation.mean / THOUSAND for row in finding.rows)
            rows = [[*row, cell] for row, cell in zip(rows, kroner, strict=True)]
        book.table("Indstillinger", unit(finding, lang), head, rows, ONE_DECIMAL)
    if finding.groups or finding.best_use:
        book.table(
            "Målretning", unit(finding, lang), TARGETS[lang], _targets(finding, lang), ONE_DECIMAL
        )
    grades = [
        [a.name, a.value, a.low, a.high, GRADES[a.grade][lang], a.source]
        for a in finding.assumptions
    ]
    book.table("Forudsætninger", RESTS[lang][0], RESTS[lang], grades, "General")
    book.close()


def _setting(row: SettingRow, lang: str) -> list[Cell]:
    measures, used = row.measures, row.measures.utilisation
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
        100 * row.loss,
    ]


def _targets(finding: ContactsFinding, lang: str) -> list[list[Cell]]:
    groups = [(group.label.text(lang), group.fte, group.net) for group in finding.groups]
    uses = [
        (f"{finding.scheme_label(use.scheme, lang)}: {use.label.text(lang)}", use.fte, use.net)
        for use in (finding.best_use.uses if finding.best_use else ())
    ]
    return [[name, fte.mean, *_ends(net)] for name, fte, net in (*groups, *uses)]


def _ends(net: Interval) -> tuple[float, float | None, float | None]:
    scaled = net.scaled(1 / THOUSAND)
    return scaled.mean, scaled.low, scaled.high
