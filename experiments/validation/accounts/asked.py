"""What is asked of the expenditure of a year, and what is refused of it without a world."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.runs.validate import accepted
from borgerflow.sim.base.clock import iso_date, parse_day, year_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.world.municipality import find_municipality

YEAR = 2019


@dataclass(frozen=True, kw_only=True)
class AccountsQuestion(WorldQuestion):
    """What the benefits of a municipality come to in a calendar year, its horizon."""

    kind = "accounts"

    replications: int = 10

    @property
    def year(self) -> int:
        """Return the calendar year that is asked about."""
        return int(self.horizon[0][:4])


def of_year(year: int) -> dict[str, str]:
    """Return the horizon of a calendar year, as the record of a question has it."""
    return {"start": f"{year}-01-01", "end": f"{year + 1}-01-01"}


def accepted_accounts(question: AccountsQuestion, params: Params) -> AccountsQuestion:
    """Return the question, if it holds as far as can be told without a world."""
    _refuse_before_stock(question, params)
    return accepted(question, params)


def _refuse_before_stock(question: AccountsQuestion, params: Params) -> None:
    """Refuse a year that begins before the day on which a table tells who is there."""
    home = find_municipality(params, question.municipality)
    if home.stock is None or parse_day(question.horizon[0]) >= home.stock.day:
        return
    asked, told = question.year, iso_date(home.stock.day)
    first = year_of(home.stock.day - 1) + 1
    raise InputError(
        Wording(
            f"--year er {asked}, men bestanden i {home.name} er opgjort {told}: vælg {first} "
            "eller senere.",
            f"--year is {asked}, but the stock of {home.name} is of {told}: expected {first} or"
            " later.",
        )
    )
