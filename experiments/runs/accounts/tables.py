"""Kroner by frame and by account as tables, and what is said of them, for any finding."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.findings.rows import SummaryRow, Yearly
from borgerflow.experiments.findings.table import Column, Table, Unit, Value, year_columns
from borgerflow.experiments.present.numbers import THOUSAND
from borgerflow.experiments.present.tables import aligned
from borgerflow.experiments.present.words import column, line_label, notice
from borgerflow.experiments.runs.accounts.rows import AccountRow, SettingAccount
from borgerflow.sim.base.wording import Wording

TOTAL, NET = "net_kommune", "net"
DRANST = ("paid", "refunded", NET)
TOTAL_CALLED = notice("total")
FRAME_CALLED = {
    "service": Wording("serviceudgift", "service"),
    "transfers": Wording("overførsel", "transfer"),
}
NO_SWAP = Wording(
    "Løn er serviceudgifter; sparede ydelser er overførsler og kan ikke finansiere løn inden for "
    "servicerammen.",
    "Staff is service expenditure; saved benefits are transfers and cannot pay for staff within "
    "the service frame.",
)


@dataclass(frozen=True)
class FunctionLine:
    """One line under a function: what is paid, what is refunded, or what is left."""

    account: AccountRow
    dranst: str  # paid, refunded or net
    amounts: Yearly


def frames_table(frames: Sequence[SummaryRow], total: Yearly) -> Table:
    """Return the municipality's net on each frame, and in all; no row where there are none."""
    years = year_columns(total.by_year, "kr", lambda row, year, _: row.amounts.by_year[year])
    line = column("line", "text", frame_label)
    in_all = column("total", "kr", lambda row, _: row.amounts.total, ends=True)
    rows = (*frames, SummaryRow(TOTAL, total)) if frames else ()
    return Table(notice("frames"), (line, *years, in_all), rows, strong=frozenset({2}))


def frame_label(row: SummaryRow, lang: str) -> str:
    """Return what a frame is called, or the sum of all."""
    return TOTAL_CALLED.text(lang) if row.line == TOTAL else line_label(row, lang)


def accounts_table(
    accounts: Sequence[AccountRow], years: Iterable[int], unit: Wording, shown_as: Unit = "kr"
) -> Table:
    """Return the kroner of each function: dranst 1 and 2 and their net, by year and in all."""
    rows = [line for account in accounts for line in _lines_of(account)]
    nets = frozenset(place for place, line in enumerate(rows) if line.dranst == NET)
    return Table(unit, _by_year(years, shown_as, DRANST_COLUMN), rows, strong=nets)


def nets_table(accounts: Sequence[AccountRow], years: Iterable[int], unit: Wording) -> Table:
    """Return the net on each function where it is seen in whole thousands, by year and in all."""
    nets = (FunctionLine(account, NET, account.net) for account in accounts)
    return Table(unit, _by_year(years, "kr"), [*filter(_is_seen, nets)])


def finance_tables(
    frames: Sequence[SummaryRow], accounts: Sequence[AccountRow], total: Yearly, unit: Wording
) -> tuple[Table, ...]:
    """Return the net by frame, and on each function where it is seen; none where none are told."""
    if not accounts:
        return ()
    return frames_table(frames, total), nets_table(accounts, total.by_year, unit)


def _by_year(years: Iterable[int], shown_as: Unit, *more: Column) -> tuple[Column, ...]:
    return function_columns(
        *more,
        *year_columns(years, shown_as, lambda line, year, _: line.amounts.by_year[year]),
        column("total", shown_as, lambda line, _: line.amounts.total),
    )


def function_columns(*amounts: Column) -> tuple[Column, ...]:
    """Return the columns of lines under functions, with those of their amounts among them."""
    return (
        column("function", "text", lambda line, _: line.account.function),
        column("function_name", "text", lambda line, lang: line.account.label.text(lang)),
        column("frame", "text", lambda line, lang: frame_words(line.account).text(lang)),
        *amounts,
        column("checked", "text", _checked),
        column("looked_up", "text", lambda line, _: line.account.looked_up),
    )


def frame_words(account: AccountRow | SettingAccount) -> Wording:
    """Return which frame a function lies on, and that this is not verified where it is not."""
    called = FRAME_CALLED[account.frame]
    unchecked = notice("checked_no")
    return called if account.frame_checked else called + " (" + unchecked + ")"


def _dranst(line: Any, lang: str) -> Value:
    return notice(line.dranst).text(lang)


DRANST_COLUMN = column("dranst", "text", _dranst)


def _is_seen(line: FunctionLine) -> bool:
    amounts = (*line.amounts.by_year.values(), line.amounts.total)
    return any(abs(amount.mean) >= THOUSAND / 2 for amount in amounts)


def _lines_of(account: AccountRow) -> Iterator[FunctionLine]:
    """Yield dranst 1, dranst 2 where the state refunds anything, and the net."""
    yield FunctionLine(account, "paid", account.paid)
    if any(amount.mean for amount in account.refunded.by_year.values()):
        yield FunctionLine(account, "refunded", account.refunded)
    yield FunctionLine(account, NET, account.net)


def _checked(line: Any, lang: str) -> str:
    return checked_words(line.account).text(lang)


def checked_words(account: AccountRow) -> Wording:
    """Return whether the posting on a function has a source or is not verified."""
    return notice("checked_yes" if account.checked else "checked_no")


def frame_lines(frames: Sequence[SummaryRow], total: Yearly, lang: str) -> list[str]:
    """Return the net on the service frame, of transfers and in all, where accounts are told."""
    table = frames_table(frames, total)
    return [*aligned(table, lang), *frame_notes(frames, lang)] if table.rows else []


def frame_notes(frames: Sequence[SummaryRow], lang: str) -> list[str]:
    """Return that what is saved cannot pay for staff, where a proposal does both."""
    nets = {row.line: row.amounts.total.mean for row in frames}
    if nets.get("service", 0.0) > 0 > nets.get("transfers", 0.0):
        return [NO_SWAP.text(lang)]
    return []
