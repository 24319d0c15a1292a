"""What the terminal shows of priced spells, in Danish and in English.

Lays out; computes nothing.
"""

from typing import Any

from borgerflow.experiments.findings.labels import category_label
from borgerflow.experiments.present.grid import table
from borgerflow.experiments.present.numbers import THOUSAND, number, percent
from borgerflow.experiments.present.text import law_lines, set_lines
from borgerflow.experiments.questions.settle.question import Explanation, SettledSpells

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
    large = float(amounts.abs().to_numpy().max(initial=0.0)) >= MANY_KRONER
    unit = f"{number(THOUSAND, lang)} kr." if large else "kr."
    divisor, decimals = (THOUSAND, 0) if large else (1, 2)
    years = [PAYERS["total"][lang] if y == "total" else str(y) for y in amounts.columns]
    rows = [
        [
            PAYERS.get(payer, {}).get(lang, payer),
            *(number(kroner / divisor, lang, decimals) for kroner in amounts.loc[payer]),
        ]
        for payer in amounts.index
    ]
    amounts_told = table([f"{unit}, {SIGN[lang]}", *years], rows, right=range(1, len(years) + 1))
    return "\n".join([*law_lines(priced.law, lang), *set_lines(priced.set, lang), amounts_told])


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
    scheme, category = explained.schemes[row["scheme"]], category_label(row["category"])
    return row | {"scheme": scheme.text(lang), "category": category.text(lang)}


def _cell(value: object, name: str, lang: str) -> str:
    if value is None:
        return ""
    if name in SHARES and isinstance(value, float):
        return percent(value, lang)
    return number(value, lang, 2) if isinstance(value, float) else str(value)
