"""What is asked of the expenditure of a year, and what is refused of it without a world."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.runs.validate import accepted
from borgerflow.sim.params import Params

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
    return accepted(question, params)
