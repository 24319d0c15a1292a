"""The tables of a year's expenditure, declared once."""

from collections.abc import Callable
from typing import Any

from borgerflow.experiments.findings.table import Column, Table, Unit, Value
from borgerflow.experiments.present.numbers import MILLION, number
from borgerflow.experiments.present.words import GRADES
from borgerflow.experiments.validation.accounts.finding import (
    FULL,
    SIMULATED,
    AccountsFinding,
    BridgeRow,
    RefundRow,
    SchemeAccount,
    UntoldRow,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.words.danish import told as told_in_both

BRIDGE = Wording("Fra simuleringen til regnskabet, mio. kr.", "From simulation to accounts, mio.")
UNTOLD = Wording(
    "Ikke trukket fra: kan ligge i regnskabet", "Not deducted: may lie in the accounts"
)
REFUNDS = Wording("Statens andel, offentliggjort og simuleret", "The state's share, as published")
FROM_SIMULATION = Wording("simuleret", "simulated")
Sourced = BridgeRow | UntoldRow | RefundRow


def schemes_table(finding: AccountsFinding) -> Table:
    """Return persons, what they are paid, and the municipality's part by settlement and by hand."""

    def told(da: str, en: str, unit: Unit, value: Callable[[SchemeAccount], Any]) -> Column:
        return Column(da, en, unit, lambda row, _: value(row))

    title = Wording(f"Ydelser i {finding.year}, mio. kr.", f"Benefits of {finding.year}, mio. kr.")
    columns = (
        Column("", "", "text", lambda row, lang: finding.scheme_labels[row.scheme].text(lang)),
        told("Personer", "Persons", "persons", lambda row: row.paid),
        told("Af fuld sats", "Of full rate", "share", lambda row: row.degree.value),
        told("Kr. om ugen", "Kr. a week", "number", lambda row: row.weekly),
        told("I alt", "In all", "millions", lambda row: row.gross),
        told("Kommunen", "Municipality", "millions", lambda row: row.municipality),
        told("Andel", "Share", "share", lambda row: row.share),
        told("I hånden", "By hand", "millions", lambda row: row.by_hand),
        told("Afvigelse", "Off", "deviation", lambda row: row.gap),
    )
    return Table(title, columns, finding.rows)


def degrees_table(finding: AccountsFinding) -> Table:
    """Return the full rate behind each scheme's kroner, and the share of it that is assumed."""
    columns = (
        Column("", "", "text", lambda row, lang: finding.scheme_labels[row.scheme].text(lang)),
        Column(
            "Andel af fuld sats", "Share of full rate", "share", lambda row, _: row.degree.value
        ),
        Column("nedre", "low", "share", lambda row, _: row.degree.low),
        Column("øvre", "high", "share", lambda row, _: row.degree.high),
    )
    title = Wording("Antaget andel af den fulde sats", "Assumed share of the full rate")
    return Table(title, columns, [row for row in finding.rows if row.degree.grade != FULL])


def bridge_table(finding: AccountsFinding, *, sources: bool = False) -> Table:
    """Return the steps to the account, the remainder and the account; with sources if asked."""
    columns = (
        _label(),
        Column("Mio. kr.", "Mio. kr.", "millions", lambda row, _: row.kroner),
        Column("Spænd", "Range", "text", _range),
        *_origin(sources),
    )
    return Table(BRIDGE, columns, finding.bridge)


def untold_table(finding: AccountsFinding, *, sources: bool = False) -> Table:
    """Return what lies in the account, or may, and is no step of the bridge."""
    columns = (_label(), Column("Mio. kr.", "Mio. kr.", "text", _range), *_origin(sources))
    return Table(UNTOLD, columns, finding.untold)


def refunds_table(finding: AccountsFinding, *, sources: bool = False) -> Table:
    """Return the state's share of schemes, published and simulated."""
    columns = (
        _label(),
        Column("Offentliggjort", "Published", "share", lambda row, _: row.published),
        Column("Simuleret", "Simulated", "share", lambda row, _: row.simulated),
        *_origin(sources),
    )
    return Table(REFUNDS, columns, finding.refunds)


def _label() -> Column:
    return Column("", "", "text", lambda row, lang: row.label.text(lang))


def _origin(sources: bool) -> tuple[Column, ...]:
    """Return the column of grades, and that of sources if it is asked for."""
    grade = Column("Grundlag", "Grade", "text", _grade)
    return (grade, Column("Kilde", "Source", "text", _source)) if sources else (grade,)


def _grade(row: Sourced, lang: str) -> Value:
    if row.grade == SIMULATED:
        return FROM_SIMULATION.text(lang)
    return GRADES[row.grade][lang] if row.grade else ""


def _source(row: Sourced, lang: str) -> Value:
    return told_in_both(row.source).text(lang)


def _range(row: BridgeRow | UntoldRow, lang: str) -> Value:
    if row.low is None or row.high is None or row.low == row.high:
        return "-"
    low, high = (number(end / MILLION, lang, 1) for end in (row.low, row.high))
    return Wording(f"{low} til {high}", f"{low} to {high}").text(lang)
