"""What a finance department asks for: the net by frame and by account, as tables and in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from borgerflow.experiments.findings.rows import AccountRow, KeptRow, SummaryRow, Yearly
from borgerflow.experiments.findings.table import Column, Table, year_columns
from borgerflow.experiments.present.numbers import THOUSAND
from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.present.words import column, line_label, notice
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.sim.base.wording import Wording

TOTAL, NET = "net_kommune", "net"
TOTAL_CALLED = notice("total")
FRAME_CALLED = {
    "service": Wording("serviceudgift", "service"),
    "transfers": Wording("overførsel", "transfer"),
}
RULE_CALLED = {
    "guarantee": Wording("Budgetgaranti", "Budget guarantee"),
    "deal": Wording("Øvrige overførsler (årlig aftale)", "Other transfers (yearly deal)"),
    "landsdel": Wording("Dagpenge til og med 2020 (landsdelen)", "Dagpenge to 2020 (landsdel)"),
    "grant": Wording("Dagpenge fra 2021 (bloktilskud)", "Dagpenge from 2021 (block grant)"),
    "own": Wording("Egne penge (serviceudgifter)", "Own money (service expenditure)"),
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


def frames_table(finding: Finding) -> Table:
    """Return the municipality's net on each frame, and in all; no row where there are none."""
    years = year_columns(finding.years, "kr", lambda row, year, _: row.amounts.by_year[year])
    line = column("line", "text", _frame)
    total = column("total", "kr", lambda row, _: row.amounts.total, ends=True)
    rows = (*finding.frames, SummaryRow(TOTAL, finding.net_municipal)) if finding.frames else ()
    return Table(notice("frames"), (line, *years, total), rows, strong=frozenset({2}))


def _frame(row: SummaryRow, lang: str) -> str:
    return TOTAL_CALLED.text(lang) if row.line == TOTAL else line_label(row, lang)


def accounts_table(finding: Finding) -> Table:
    """Return the change on each function: dranst 1 and 2 and their net, by year and in all."""
    dranst = column("dranst", "text", lambda line, lang: notice(line.dranst).text(lang))
    rows = [line for account in finding.accounts for line in _lines_of(account)]
    nets = frozenset(place for place, line in enumerate(rows) if line.dranst == NET)
    columns = _account_columns(finding, dranst)
    return Table(unit_of(finding), columns, rows, strong=nets)


def nets_table(finding: Finding) -> Table:
    """Return the net on each function where it is seen in whole thousands, by year and in all."""
    nets = (FunctionLine(account, NET, account.net) for account in finding.accounts)
    return Table(unit_of(finding), _account_columns(finding), [*filter(_is_seen, nets)])


def _account_columns(finding: Finding, *more: Column) -> tuple[Column, ...]:
    return (
        column("function", "text", lambda line, _: line.account.function),
        column("function_name", "text", lambda line, lang: line.account.label.text(lang)),
        column("frame", "text", lambda line, lang: FRAME_CALLED[line.account.frame].text(lang)),
        *more,
        *year_columns(finding.years, "kr", lambda line, year, _: line.amounts.by_year[year]),
        column("total", "kr", lambda line, _: line.amounts.total),
        column("checked", "text", _checked),
    )


def _is_seen(line: FunctionLine) -> bool:
    amounts = (*line.amounts.by_year.values(), line.amounts.total)
    return any(abs(amount.mean) >= THOUSAND / 2 for amount in amounts)


def _lines_of(account: AccountRow) -> Iterator[FunctionLine]:
    """Yield dranst 1, dranst 2 where the state refunds anything, and the net."""
    yield FunctionLine(account, "paid", account.paid)
    if any(amount.mean for amount in account.refunded.by_year.values()):
        yield FunctionLine(account, "refunded", account.refunded)
    yield FunctionLine(account, NET, account.net)


def _checked(line: FunctionLine, lang: str) -> str:
    return notice("checked_yes" if line.account.checked else "checked_no").text(lang)


def kept_table(finding: Finding) -> Table:
    """Return what is kept alone, and where half of the others or all of them do the same."""
    columns = (
        column("grant_rule", "text", lambda row, lang: RULE_CALLED[row.rule].text(lang)),
        column("net_in_all", "kr", lambda row, _: row.net),
        column("kept_alone", "kr", lambda row, _: row.alone),
        column("kept_half", "kr", lambda row, _: row.half),
        column("kept_all", "kr", lambda row, _: row.all_others),
        column("rule_checked", "text", _rule_checked),
    )
    return Table(notice("kept"), columns, finding.kept, folded=notice("kept_folded"))


def _rule_checked(row: KeptRow, lang: str) -> str:
    return notice("checked_yes" if row.checked else "checked_no").text(lang)


def frame_notes(finding: Finding, lang: str) -> list[str]:
    """Return that what is saved cannot pay for staff, where a proposal does both."""
    nets = {row.line: row.amounts.total.mean for row in finding.frames}
    if nets.get("service", 0.0) > 0 > nets.get("transfers", 0.0):
        return [NO_SWAP.text(lang)]
    return []
