"""What the terminal shows of priced spells, in Danish and in English.

Lays out; computes nothing.
"""

from collections.abc import Callable
from typing import Any

from borgerflow.experiments.findings.labels import category_label
from borgerflow.experiments.findings.rows import Interval, SummaryRow, Yearly
from borgerflow.experiments.present.grid import table
from borgerflow.experiments.present.numbers import THOUSAND, number, percent
from borgerflow.experiments.present.text import law_lines, set_lines
from borgerflow.experiments.questions.settle.accounts import BookedSpells
from borgerflow.experiments.questions.settle.question import Explanation, SettledSpells
from borgerflow.experiments.runs.accounts.rows import AccountRow
from borgerflow.experiments.runs.accounts.tables import TOTAL, checked_words, frame_label

ON_ACCOUNTS = {"da": "Kommunen på funktioner og rammer", "en": "Municipality by function and frame"}
POSTED = {"da": "kontering", "en": "posting"}
MANY_KRONER = 10_000_000  # from here on a table is in 1.000 kr.
SIGN = {"da": "+ udgift, - besparelse", "en": "+ expense, - saving"}
PAYERS = {
    "kommune": {"da": "kommunen", "en": "municipality"},
    "stat": {"da": "staten", "en": "state"},
    "a_kasse": {"da": "a-kasser", "en": "unemployment funds"},
    "total": {"da": "i alt", "en": "total"},
}
WEEK_HEADS = {
    "week": {"da": "uge", "en": "week"},
    "days": {"da": "dage", "en": "days"},
    "scheme": {"da": "ordning", "en": "scheme"},
    "category": {"da": "kategori", "en": "category"},
    "rate": {"da": "kr./uge", "en": "kr/week"},
    "law": {"da": "lov", "en": "law"},
    "degree": {"da": "grad", "en": "degree"},
    "counter": {"da": "refusionsuge", "en": "counter"},
    "share": {"da": "kommunens andel", "en": "municipal share"},
    "kommune": {"da": "kommune", "en": "municipality"},
    "stat": {"da": "stat", "en": "state"},
    "a_kasse": {"da": "a-kasse", "en": "fund"},
    "note": {"da": "bemærkning", "en": "note"},
}
IN_WORDS = {"week", "scheme", "category", "law", "note"}
SHARES = {"degree", "share"}


def settled_page(priced: SettledSpells, lang: str) -> str:
    """Return kroner by payer and year, with unit and sign in the header."""
    amounts = priced.by_payer()
    unit, told = _told(float(amounts.abs().to_numpy().max(initial=0.0)), lang)
    years = [PAYERS["total"][lang] if y == "total" else str(y) for y in amounts.columns]
    rows = [
        [
            PAYERS.get(payer, {}).get(lang, payer),
            *(told(kroner) for kroner in amounts.loc[payer]),
        ]
        for payer in amounts.index
    ]
    amounts_told = table([f"{unit}, {SIGN[lang]}", *years], rows, right=range(1, len(years) + 1))
    under = [*law_lines(priced.law, lang), *set_lines(priced.set, lang)]
    return "\n".join([*under, amounts_told, *booked_lines(priced.booked, lang)])


def booked_lines(booked: BookedSpells, lang: str) -> list[str]:
    """Return what the municipality pays on each function, on each frame and in all."""
    if not booked.accounts:
        return []
    total = SummaryRow(TOTAL, booked.total)
    rows = [
        *((f"{row.function} {row.label.text(lang)}", row.net, row) for row in booked.accounts),
        *((frame_label(row, lang), row.amounts, None) for row in (*booked.frames, total)),
    ]
    largest = max(abs(amount.mean) for _, net, _ in rows for amount in _all_of(net))
    years = [str(year) for year in booked.total.by_year]
    unit, told = _told(largest, lang)
    head = [f"{ON_ACCOUNTS[lang]}, {unit}", *years, PAYERS["total"][lang], POSTED[lang]]
    cells = [
        [label, *(told(amount.mean) for amount in _all_of(net)), _posting(row, lang)]
        for label, net, row in rows
    ]
    return ["", table(head, cells, right=range(1, len(head) - 1))]


def _all_of(net: Yearly) -> list[Interval]:
    return [*net.by_year.values(), net.total]


def _posting(row: AccountRow | None, lang: str) -> str:
    return "" if row is None else checked_words(row).text(lang)


def _told(largest: float, lang: str) -> tuple[str, Callable[[float], str]]:
    """Return the unit of a table whose largest amount is given, and what writes an amount in it."""
    large = largest >= MANY_KRONER
    unit = f"{number(THOUSAND, lang)} kr." if large else "kr."
    divisor, decimals = (THOUSAND, 0) if large else (1, 2)
    return unit, lambda kroner: number(kroner / divisor, lang, decimals)


def explained_page(explained: Explanation, lang: str) -> str:
    """Return one line per week and rate: what is paid, how it is counted, who pays, and why."""
    rows = [_in_words(row, explained, lang) for row in explained.rows(lang)]
    head = [heading[lang] for heading in WEEK_HEADS.values()]
    cells = [[_cell(row[name], name, lang) for name in WEEK_HEADS] for row in rows]
    right = [place for place, name in enumerate(WEEK_HEADS) if name not in IN_WORDS]
    whose = {"da": "Borger", "en": "Citizen"}[lang]
    under = [*law_lines(explained.law, lang), *set_lines(explained.set, lang)]
    first = [*under, f"{whose} {explained.citizen}. kr., {SIGN[lang]}"]
    return "\n".join([*first, table(head, cells, right=right)])


def _in_words(row: dict[str, Any], explained: Explanation, lang: str) -> dict[str, Any]:
    """Return a week with its scheme and its category as they are called."""
    scheme, category = explained.reading.schemes[row["scheme"]], category_label(row["category"])
    return row | {"scheme": scheme.text(lang), "category": category.text(lang)}


def _cell(value: object, name: str, lang: str) -> str:
    if value is None:
        return ""
    if name in SHARES and isinstance(value, float):
        return percent(value, lang)
    return number(value, lang, 2) if isinstance(value, float) else str(value)
