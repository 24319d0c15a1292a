"""How late talks are under other posts, quarter by quarter: in a sentence, and as tables."""

from collections.abc import Callable
from typing import Any

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.finding import (
    ContactsFinding,
    LateQuarter,
    SettingRow,
)
from borgerflow.experiments.questions.contacts.shown.quarters import quarter_name
from borgerflow.sim.base.wording import Wording

LATE = Wording("forsinket", "late")
LOST = Wording("merudgift til ydelser", "lost")
UNSEEN = 500  # kroner: rounded to thousands that is none
DATA = Wording("Tallene kvartal for kvartal", "The numbers quarter by quarter")


def cut_lines(finding: ContactsFinding, lang: str) -> list[str]:
    """Return what each smaller team saves and costs, and in which quarter talks are latest."""
    if not finding.lateness:
        return []
    rows = zip(finding.rows, finding.lateness[1:], strict=True)
    return [_cut(finding, row, told, lang) for row, told in rows if row.fte.mean < 0]


def _cut(
    finding: ContactsFinding, row: SettingRow, told: tuple[LateQuarter, ...], lang: str
) -> str:
    label = row.label.text(lang)
    first = f"{label[0].upper()}{label[1:]} {_kroner(finding, row, lang)}"
    now, then = (
        numbers.percent(each.share_on_time.mean, lang) for each in (finding.baseline, row.measures)
    )
    lateness = [(each.share_late or 0.0, each.days_late or 0.0) for each in told]
    place = lateness.index(max(lateness))
    worst, usual = _late(told[place], lang), _briefly(finding.lateness[0][place], lang)
    quarter = quarter_name(told[place].quarter, lang)
    base = finding.baseline_label.text(lang)
    return {
        "da": f"{first}; lovens frister overholdes i {then} ({base}: {now}). Værst er {quarter}, "
        f"hvor {worst} ({base}: {usual}).",
        "en": f"{first}; the law's dates are kept in {then} ({base}: {now}). Worst is {quarter}: "
        f"{worst} ({base}: {usual}).",
    }[lang]


def _kroner(finding: ContactsFinding, row: SettingRow, lang: str) -> str:
    """Return what a cut saves in staff, and loses or saves in benefits, over the horizon."""
    years = sum(finding.parts_of_years.values())
    lost = row.by_payer["kommune"].scaled(years)
    staff = numbers.amount(-row.staff.mean * years, lang)
    size = f"{numbers.amount(abs(lost.mean), lang)}{{}}{numbers.amount_span(lost, lang)}"
    does = {
        "da": f"{'koster' if lost.mean > 0 else 'sparer'} {size.format(' på ydelser')}",
        "en": f"{'costs' if lost.mean > 0 else 'saves'} {size.format(' in benefits')}",
    }[lang]
    if abs(lost.mean) < UNSEEN:
        does = {"da": "ændrer ikke udgiften til ydelser", "en": "changes no benefits"}[lang]
    return {
        "da": f"sparer {staff} på personale i perioden og {does}",
        "en": f"saves {staff} in staff over the horizon and {does}",
    }[lang]


def _late(quarter: LateQuarter, lang: str) -> str:
    """Return how many of the talks held are late, and by how many days."""
    if quarter.share_late is None:
        return {"da": "ingen samtaler afholdes", "en": "no talk is held"}[lang]
    share = numbers.whole_percent(quarter.share_late, lang)
    if quarter.days_late is None:
        return {"da": f"{share} er forsinket", "en": f"{share} are late"}[lang]
    days = numbers.number(quarter.days_late, lang, 1)
    return {
        "da": f"{share} af samtalerne afholdes for sent, i gennemsnit med {days} dage",
        "en": f"{share} of the talks held are late, by {days} days on average",
    }[lang]


def _briefly(quarter: LateQuarter, lang: str) -> str:
    share = numbers.whole_percent(quarter.share_late or 0.0, lang)
    days = numbers.number(quarter.days_late or 0.0, lang, 1)
    return {"da": f"{share}, {days} dage", "en": f"{share}, {days} days"}[lang]


def _field(name: str) -> Callable[[tuple[SettingRow, LateQuarter], str], Any]:
    return lambda pair, _: getattr(pair[1], name)


QUARTERS = (
    Column("Mulighed", "Setting", "text", lambda pair, lang: str(pair[0].label.text(lang))),
    Column("Kvartal", "Quarter", "text", lambda pair, lang: quarter_name(pair[1].quarter, lang)),
    Column("frist i kvartalet", "due", "number", _field("due")),
    Column("afholdt", "held", "number", _field("held")),
    Column("heraf for sent", "held late", "number", _field("late")),
    Column("for sent, pct.", "late, %", "share", _field("share_late")),
    Column("dage for sent", "days late", "one_decimal", _field("days_late")),
    Column("dage, 90 pct.", "days, 90 %", "number", _field("days_late_p90")),
    Column("venter ved udgangen", "waiting at end", "number", _field("waiting")),
    Column("årsværk", "FTE", "one_decimal", _field("fte")),
    Column("årsværk brugt", "FTE used", "one_decimal", _field("fte_used")),
    Column(
        "merudgift til ydelser, 1.000 kr.",
        "benefits lost, DKK 1,000",
        "kr",
        _field("benefits"),
        ends=True,
    ),
)


def lateness_table(finding: ContactsFinding) -> Table:
    """Return every quarter of every setting, as numbers."""
    year = finding.price_year
    title = Wording(
        "Lovens samtaler kvartal for kvartal efter loven på hver dato; kommunens merudgift til "
        f"ydelser i 1.000 kr., {year}-pl (- besparelse), personale ikke medregnet",
        f"The talks of law by quarter, under the law of each date; the municipality's loss in "
        f"benefits, DKK 1,000, {year} prices (+ loss), staff left out",
    )
    return Table(title, QUARTERS, finding.late_quarters, folded=DATA)


def short_table(finding: ContactsFinding) -> Table:
    """Return by quarter how many talks are late under each setting, and what that costs."""
    rows = (finding.now, *finding.rows)
    title = Wording(
        "Andel af lovens afholdte samtaler, der er forsinket, og kommunens merudgift til "
        f"ydelser (1.000 kr., {finding.price_year}-pl, - besparelse), kvartal for kvartal",
        f"Share of the law's talks held that is late, and the municipality's loss in benefits "
        f"(DKK 1,000, {finding.price_year} prices), by quarter",
    )
    columns = (
        Column(
            "Kvartal", "Quarter", "text", lambda told, lang: quarter_name(told[0].quarter, lang)
        ),
        *(_of(LATE, row, place, "share", "share_late") for place, row in enumerate(rows)),
        *(_of(LOST, row, place, "kr", "benefits") for place, row in enumerate(rows) if place),
    )
    return Table(title, columns, tuple(zip(*finding.lateness, strict=True)))


def _of(what: Wording, row: SettingRow, place: int, unit: Any, name: str) -> Column:
    """Return the column of one number of one setting; a row holds the quarter of each."""

    def value(told: tuple[LateQuarter, ...], _: str) -> float | Interval | None:
        found: float | Interval | None = getattr(told[place], name)
        return found

    return Column(f"{what.da}: {row.label.da}", f"{what.en}: {row.label.en}", unit, value)
