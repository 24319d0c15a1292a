"""What each setting does to functions and frames, kroner a year: as tables, and the three lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.findings.table import Column, Table
from borgerflow.experiments.present.tables import lines
from borgerflow.experiments.present.words import column
from borgerflow.experiments.questions.contacts.finding import ContactsFinding
from borgerflow.experiments.runs.accounts.rows import SettingAccount
from borgerflow.experiments.runs.accounts.tables import DRANST, DRANST_COLUMN, function_columns
from borgerflow.sim.base.wording import Wording

SETTING = Column("Mulighed", "Setting", "text", lambda row, lang: row.setting.text(lang))
FRAMES = (
    SETTING,
    Column("serviceudgifter", "service", "kr", lambda row, _: row.service),
    Column("overførsler", "transfers", "kr", lambda row, _: row.transfers),
    Column("i alt", "in all", "kr", lambda row, _: row.net, ends=True),
)


@dataclass(frozen=True)
class SettingLine:
    """One line of a setting under a function: what is paid, refunded, or left."""

    account: SettingAccount
    dranst: str
    amount: Interval


def setting_frames_table(finding: ContactsFinding) -> Table:
    """Return the net of each setting on each frame and in all, a year."""
    year = finding.price_year
    title = Wording(
        f"Kommunens netto på rammer, 1.000 kr. om året, {year}-pl: serviceudgifter (inden for "
        "servicerammen) og overførsler, netto efter refusion",
        f"The municipality's net by frame, DKK 1,000 a year, {year} prices: service expenditure "
        "(within the service frame), and transfers net of refunds",
    )
    return Table(title, FRAMES, finding.frames)


def setting_frames(finding: ContactsFinding, lang: str) -> list[str]:
    """Return the net of each setting on each frame, line by line; none where none is tried."""
    table = setting_frames_table(finding)
    return [table.title.text(lang), *lines(table, lang)] if finding.frames else []


def setting_accounts_table(finding: ContactsFinding) -> Table:
    """Return the kroner of each setting on each function, a year: dranst 1 and 2 and their net."""
    year = finding.price_year
    title = Wording(
        f"1.000 kr. om året, {year}-pl, + udgift, - besparelse",
        f"DKK 1,000 a year, {year} prices, + expense, - saving",
    )
    setting = Column("Mulighed", "Setting", "text", _setting)
    amount = column("total", "kr", lambda row, _: row.amount)
    columns = (setting, *function_columns(DRANST_COLUMN, amount))
    return Table(title, columns, [line for row in finding.accounts for line in _under(row)])


def _setting(line: SettingLine, lang: str) -> str:
    return line.account.setting.text(lang)


def _under(account: SettingAccount) -> Iterator[SettingLine]:
    """Yield dranst 1, dranst 2 where the state refunds anything, and the net."""
    for dranst in DRANST:
        amount: Interval = getattr(account, dranst)
        if amount.mean or dranst != DRANST[1]:
            yield SettingLine(account, dranst, amount)
