"""Talks and posts by quarter: as tables, and in one line."""

from collections.abc import Callable, Sequence

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.finding import ContactsFinding, QuarterRow
from borgerflow.sim.base.wording import Wording

TITLE = Wording("Samtaler og årsværk pr. kvartal", "Talks and FTE by quarter")
NEEDS = Wording("årsværk efter behov", "FTE needed")
ONE_WORLD = (
    Column("Kvartal", "Quarter", "text", lambda row, lang: quarter_name(row.quarter, lang)),
    Column("samtaler", "talks", "number", lambda row, _: row.contacts_held),
    Column("loven kræver", "law asks for", "number", lambda row, _: row.by_law),
    Column(NEEDS.da, NEEDS.en, "one_decimal", lambda row, _: row.fte_needed),
    Column("årsværk til rådighed", "FTE there", "one_decimal", lambda row, _: row.fte),
)


def quarter_name(quarter: str, lang: str) -> str:
    """Return a quarter as people write it: ``3. kvartal 2026``, ``Q3 2026``."""
    year, number = quarter.split("-Q")
    return {"da": f"{number}. kvartal {year}", "en": f"Q{number} {year}"}[lang]


def on_two_lines(quarter: str, lang: str) -> str:
    """Return a quarter as an axis has room for it, its year below."""
    year, number = quarter.split("-Q")
    return {"da": f"{number}. kv.\n{year}", "en": f"Q{number}\n{year}"}[lang]


def all_quarters_table(finding: ContactsFinding) -> Table:
    """Return every quarter of every world, as numbers."""
    setting = Column("Mulighed", "Setting", "text", lambda row, lang: row.label.text(lang))
    return Table(TITLE, (setting, *ONE_WORLD), finding.quarters)


def quarters_table(finding: ContactsFinding, label: Wording | None) -> Table:
    """Return the quarters of the baseline beside those of one setting; of it alone without one."""
    before = _quarters_of(finding, finding.baseline_label)
    after = () if label is None else _quarters_of(finding, label)
    if not after:
        return Table(TITLE, ONE_WORLD, before)
    columns = (
        Column(
            "Kvartal", "Quarter", "text", lambda pair, lang: quarter_name(pair[0].quarter, lang)
        ),
        Column("samtaler før", "talks before", "number", lambda pair, _: pair[0].contacts_held),
        Column("samtaler", "talks", "number", lambda pair, _: pair[1].contacts_held),
        Column("loven før", "law before", "number", lambda pair, _: pair[0].by_law),
        Column("loven kræver", "law asks for", "number", lambda pair, _: pair[1].by_law),
        Column("behov før", "FTE before", "one_decimal", lambda pair, _: pair[0].fte_needed),
        Column(NEEDS.da, NEEDS.en, "one_decimal", lambda pair, _: pair[1].fte_needed),
        Column("til rådighed", "FTE there", "one_decimal", lambda pair, _: pair[1].fte),
    )
    both = Wording(": ", ": ") + before[0].label + Wording(" (før) og ", " (before) and ")
    return Table(TITLE + both + after[0].label, columns, tuple(zip(before, after, strict=True)))


def quarter_lines(finding: ContactsFinding, label: Wording | None, lang: str) -> list[str]:
    """Return in a line how many talks and posts a quarter has, from the fewest to the most."""
    before = _quarters_of(finding, finding.baseline_label)
    if not before:
        return []
    after = () if label is None else _quarters_of(finding, label)
    told = [_told(rows, lang) for rows in (before, after) if rows]
    ends = {"da": "; alle kvartaler står i notatet.", "en": "; every quarter is in the report."}
    first, last = (quarter_name(before[place].quarter, lang) for place in (0, -1))
    span = {"da": f"Fra {first} til {last}", "en": f"{first} to {last}"}[lang]
    return [f"{span}: {'; '.join(told)}{ends[lang]}"]


def _told(rows: Sequence[QuarterRow], lang: str) -> str:
    talks = _range(rows, lambda row: row.contacts_held.mean, 0, lang)
    by_law = _range(rows, lambda row: row.by_law.mean, 0, lang)
    fte = _range(rows, lambda row: row.fte_needed.mean, 1, lang)
    return {
        "da": f"{rows[0].label.da}: {talks} samtaler i kvartalet (loven kræver {by_law}) og "
        f"{fte} årsværk",
        "en": f"{rows[0].label.en}: {talks} talks a quarter (law asks for {by_law}) and {fte} FTE",
    }[lang]


def _range(
    rows: Sequence[QuarterRow], value: Callable[[QuarterRow], float], decimals: int, lang: str
) -> str:
    low, high = (numbers.number(end(map(value, rows)), lang, decimals) for end in (min, max))
    return low if low == high else f"{low}-{high}"


def _quarters_of(finding: ContactsFinding, label: Wording) -> tuple[QuarterRow, ...]:
    return tuple(row for row in finding.quarters if row.label == label)
