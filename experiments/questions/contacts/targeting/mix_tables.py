"""The best mix of talks dropped as tables: its groups, and the least loss for every sum saved."""

from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.questions.contacts.targeting.mix_rows import Mix, MixPart
from borgerflow.sim.base.wording import Wording

UNSEEN = 0.5  # kroner a year: a group with less has no talk that could be dropped
YES, NO = Wording("ja", "yes"), Wording("nej", "no")


def _yes_or_no(is_so: bool, lang: str) -> str:
    return (YES if is_so else NO).text(lang)


PARTS = (
    Column("samtaler", "talks", "more", lambda row, _: row.contacts_held),
    Column("årsværk", "FTE", "signed", lambda row, _: row.fte),
    Column("personale", "staff", "kr", lambda row, _: row.staff),
    Column("ydelser", "benefits", "kr", lambda row, _: row.benefits, ends=True),
    Column("netto", "net", "kr", lambda row, _: row.net),
    Column("valgt", "chosen", "text", lambda row, lang: _yes_or_no(row.chosen, lang)),
)
FRONTIER = (
    Column("spar mindst", "save at least", "kr", lambda row, _: row.least),
    Column("personale sparet", "staff saved", "kr", lambda row, _: row.saved),
    Column("ydelser tabt", "benefits lost", "kr", lambda row, _: row.lost),
    Column("netto", "net", "kr", lambda row, _: row.net),
    Column("grupper", "groups", "number", lambda row, _: float(len(row.chosen))),
    Column("ønsket", "asked for", "text", lambda row, lang: _yes_or_no(row.asked_for, lang)),
)


def seen(mix: Mix) -> tuple[MixPart, ...]:
    """Return the parts in which there is a talk to drop."""
    return tuple(
        part for part in mix.parts if max(abs(part.staff.mean), abs(part.benefits.mean)) > UNSEEN
    )


def part_name(finding: ContactsFinding, part: MixPart, lang: str) -> str:
    """Return what a group is called: ``Unemployment benefit: under 25``."""
    return f"{finding.scheme_label(part.scheme, lang)}: {part.group.text(lang)}"


def mix_tables(finding: ContactsFinding, mix: Mix) -> tuple[Table, Table]:
    """Return what is told of a mix: its groups, and the least loss for every sum saved."""
    return mix_table(finding, mix), frontier_table(finding, mix)


def mix_table(finding: ContactsFinding, mix: Mix) -> Table:
    """Return each group with each way to have fewer talks, alone beside today's rhythm."""
    parts = seen(mix)
    columns = (
        Column("Gruppe", "Group", "text", lambda row, lang: part_name(finding, row, lang)),
        Column("får", "has", "text", lambda row, lang: row.label.text(lang)),
        *PARTS,
    )
    year = finding.price_year
    title = Wording(
        f"Hver gruppe for sig, ændring i forhold til nu, 1.000 kr. om året, {year}-pl, + udgift, "
        "- besparelse",
        f"Each group alone beside today, DKK 1,000 a year, {year} prices, + expense, - saving",
    )
    chosen = frozenset(n for n, part in enumerate(parts) if part.chosen)
    return Table(title, columns, parts, chosen)


def frontier_table(finding: ContactsFinding, mix: Mix) -> Table:
    """Return the least loss of benefits for sums saved up to the most there is."""
    year = finding.price_year
    title = Wording(
        "Den mindste merudgift til ydelser for hver besparelse på personale, summen af "
        f"grupperne, 1.000 kr. om året, {year}-pl",
        f"The least loss for each sum saved, sum of the groups, DKK 1,000 a year, {year} prices",
    )
    chosen = frozenset(n for n, point in enumerate(mix.frontier) if point.asked_for)
    return Table(title, FRONTIER, mix.frontier, chosen)
