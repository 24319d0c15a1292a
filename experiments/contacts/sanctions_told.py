"""Sanctions in an answer about talks: how many a year, and what benefit they take away."""

from experiments import numbers
from experiments.contacts.finding import ContactsFinding, SettingRow
from experiments.contacts.telling import amount, signed
from experiments.findings import Interval

HEAD = {
    "da": ("Indstilling", "sanktioner", "flere", "tilbageholdt", "mere"),
    "en": ("Setting", "sanctions", "more", "withheld", "more of it"),
}
AS_NOW = {"da": "som nu", "en": "as now"}
Line = tuple[str, Interval, Interval, Interval, Interval]


def are_told(finding: ContactsFinding) -> bool:
    """Tell whether anybody is sanctioned, now or under a setting."""
    measures = (finding.baseline, *(row.measures for row in finding.rows))
    return any(each.sanctions.mean > 0 for each in measures)


def unit(finding: ContactsFinding, lang: str) -> str:
    """Return what the numbers are."""
    year = finding.price_year
    return {
        "da": f"Sanktioner om året; 1.000 kr. ydelse, de tager, om året, {year}-priser",
        "en": f"Sanctions a year; 1.000 kr. of benefit they take a year, {year} prices",
    }[lang]


def lines(finding: ContactsFinding, lang: str) -> list[Line]:
    """Return sanctions and kroner with their changes, as now first and then a row a setting."""
    none, base = Interval(0.0), finding.baseline
    told: list[Line] = [(AS_NOW[lang], base.sanctions, none, base.withheld, none)]
    for row in finding.rows:
        change = Interval(row.measures.sanctions.mean - base.sanctions.mean)
        kroner = Interval(row.measures.withheld.mean - base.withheld.mean)
        label = row.label.text(lang)
        told.append((label, row.measures.sanctions, change, row.measures.withheld, kroner))
    return told


def rows(finding: ContactsFinding, lang: str) -> list[tuple[str, ...]]:
    """Return the table in words."""
    return [
        (
            name,
            numbers.count(many.mean, lang),
            numbers.number(more.mean, lang, sign=True),
            numbers.number(kroner.mean / numbers.THOUSAND, lang),
            signed(change, lang),
        )
        for name, many, more, kroner, change in lines(finding, lang)
    ]


def sentence(finding: ContactsFinding, row: SettingRow, lang: str) -> list[str]:
    """Return how much of what a setting saves or costs is benefit withheld, if that changes."""
    kroner = row.measures.withheld.mean - finding.baseline.withheld.mean
    if kroner == 0:
        return []
    many = row.measures.sanctions.mean - finding.baseline.sanctions.mean
    told = numbers.number(many, lang, sign=True)
    if kroner > 0:
        words = {"da": "mindre udbetalt", "en": "less paid"}[lang]
    else:
        words = {"da": "mere udbetalt", "en": "more paid"}[lang]
    label = row.label.text(lang)
    return [
        {
            "da": f"Sanktioner med {label}: {told} om året, {amount(abs(kroner), lang)} {words} i "
            "ydelse (alle betalere).",
            "en": f"Sanctions with {label}: {told} a year, {amount(abs(kroner), lang)} {words} in "
            "benefit (all payers).",
        }[lang]
    ]
