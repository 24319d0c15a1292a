"""The rows of a form in kroner and posts, each with its years and its sum over the period."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from borgerflow.experiments.findings.rows import Yearly
from borgerflow.experiments.findings.table import Table, year_columns
from borgerflow.experiments.present.numbers import THOUSAND, number
from borgerflow.experiments.present.text import unit_of
from borgerflow.experiments.present.words import column
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.form.layouts import (
    RUNNING,
    SAVED_BENEFITS,
    STAFF,
)
from borgerflow.experiments.questions.compare.form.names import budget_years
from borgerflow.experiments.runs.accounts.rows import AccountRow
from borgerflow.sim.base.wording import Wording

BENEFITS, NET = "benefits", "net_"
ByYear = Mapping[int, float]


@dataclass(frozen=True)
class FormRow:
    """One row of a form: kroner, + expense and - saving, by year and in all."""

    by_year: ByYear
    total: float


def kroner_rows(finding: Finding) -> dict[str, FormRow]:
    """Return the rows of kroner by the name that a template asks for them by.

    ``aendring_driftsudgifter`` and ``sparet_forsoergelse`` add up to the net; so do ``service``,
    ``eo`` (benefits) and ``ei`` (programmes), by the function that each krone is booked on.
    """
    running = running_lines(finding)

    def of(*lines: str) -> FormRow:
        return _sum(finding, (row.amounts for row in finding.summary if row.line in lines))

    def booked(wanted: Callable[[AccountRow], bool]) -> FormRow:
        return _sum(finding, (row.net for row in finding.accounts if wanted(row)))

    return {
        "aendring_driftsudgifter": of(*running),
        "sparet_forsoergelse": of(BENEFITS),
        "investering": of("investment"),
        "samtaler_og_aktivering": of("contacts_and_activation"),
        "service": booked(_is_service),
        "eo": booked(lambda row: not _is_service(row) and not row.programmes),
        "ei": booked(lambda row: not _is_service(row) and row.programmes),
        "overfoersler": booked(lambda row: not _is_service(row)),
        "netto": of("net_kommune"),
        "netto_staten": of("net_stat"),
    }


def running_lines(finding: Finding) -> tuple[str, ...]:
    """Return the lines of the main table that are running costs: all but benefits and nets."""
    lines = (row.line for row in finding.summary if not row.line.startswith(NET))
    return tuple(line for line in lines if line != BENEFITS)


def kroner_shown(kroner: float, lang: str) -> str:
    """Return kroner in whole thousands with their sign, as the forms have them: ``+400``."""
    return number(kroner / THOUSAND, lang, sign=True)


def _is_service(row: AccountRow) -> bool:
    return row.frame == "service"


def _sum(finding: Finding, amounts: Iterable[Yearly]) -> FormRow:
    each = list(amounts)
    years = {year: sum(one.by_year[year].mean for one in each) for year in finding.years}
    return FormRow(years, sum(one.total.mean for one in each))


def posts_by_year(finding: Finding) -> dict[int, float] | None:
    """Return the posts that the forms of the proposals have, None where none has any."""
    told = [proposal.posts for proposal in finding.proposals if proposal.posts]
    if not told:
        return None
    return {year: sum(posts.get(year, 0.0) for posts in told) for year in finding.years}


def form_table(finding: Finding) -> Table:
    """Return the three rows of Herning's form: two in thousands of kroner, one in posts."""
    rows = kroner_rows(finding)
    named = [
        (RUNNING, THOUSAND, rows["aendring_driftsudgifter"].by_year),
        (SAVED_BENEFITS, THOUSAND, rows["sparet_forsoergelse"].by_year),
        (STAFF, 1, posts_by_year(finding)),
    ]

    def cell(row: tuple[Wording, int, ByYear | None], year: int, _: str) -> float | None:
        _label, size, amounts = row
        return None if amounts is None else amounts[year] / size

    line = column("line", "text", lambda row, lang: row[0].text(lang))
    years = year_columns(budget_years(finding.years), "number", cell)
    return Table(unit_of(finding), (line, *years), named)
