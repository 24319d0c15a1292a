"""Amounts and tables as they are read in an answer about talks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments import numbers
from experiments.findings import Interval

if TYPE_CHECKING:
    from experiments.contacts.finding import ContactsFinding, Measures

MILLION = 1e6


def amount(kroner: float, lang: str) -> str:
    """Return kroner as ``1.2 mio. kr.``, or ``640,000 kr.`` below a million."""
    if abs(kroner) >= MILLION:
        return f"{numbers.number(kroner / MILLION, lang, 1)} mio. kr."
    return numbers.kroner(kroner, lang)


def span(interval: Interval, lang: str) -> str:
    """Return the ends of an interval of kroner in brackets, nothing where there is none."""
    if interval.low is None or interval.high is None or interval.low == interval.high:
        return ""
    word = {"da": "til", "en": "to"}[lang]
    rate = {"da": "95 pct.", "en": "95 %"}[lang]
    low, high = (amount(end, lang) for end in (interval.low, interval.high))
    return f" ({rate}: {low} {word} {high})"


def signed(interval: Interval, lang: str) -> str:
    """Return signed thousands of kroner."""
    return numbers.number(interval.mean / numbers.THOUSAND, lang, sign=True)


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table, line by line: the first column to the left, numbers to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]

    def set_out(line: Sequence[str]) -> str:
        first, *others = (
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        return "  ".join([f"  {first}", *others]).rstrip()

    return [set_out(line) for line in lines]


def intervals(measures: "Measures") -> tuple[Interval, Interval, Interval | None]:
    """Return waiting, talks on time, and time used."""
    return measures.waiting_days, measures.share_on_time, measures.utilisation


def beside_what(finding: "ContactsFinding", lang: str) -> str:
    """Return beside what the rhythm is: in the place of the law, or beside it."""
    if not finding.asks_for_talks:
        return ""
    if finding.against_law:
        return {"da": " i stedet for loven", "en": " in place of the law"}[lang]
    return {"da": " ud over loven", "en": " beside the law"}[lang]


def activation_sentence(finding: "ContactsFinding", lang: str) -> list[str]:
    """Return what the activation itself costs a year in each setting, if any is tried."""
    if not finding.asks_for_activation:
        return []
    told = "; ".join(
        f"{row.label.text(lang)} {amount(row.activation.mean, lang)}" for row in finding.rows
    )
    return [
        {
            "da": f"Selve aktiveringen koster om året, uanset hvem der betaler: {told}",
            "en": f"The activation itself costs a year, whoever pays: {told}",
        }[lang]
    ]
