"""What is asked of a backcast, and what is refused of it without a world."""

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.runs.validate import accepted
from borgerflow.experiments.store.provenance import digest_of_file
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.experiments.validation.followup.asked import EXPECTED_ACTUALS
from borgerflow.experiments.validation.forecast.asked import ForecastQuestion
from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.records.files.found import refuse_no_file
from borgerflow.sim.world.municipality import find_municipality

UNTIL = "2018-12-31"
A_QUARTER = 92  # days: the stocks that a municipality is fitted to lie no later than that


@dataclass(frozen=True, kw_only=True)
class BackcastQuestion(WorldQuestion):
    """How far a municipality, simulated on from a day, is from what came.

    ``start`` is the day after the last that is taken as known. ``actuals`` is a file of what came
    and of what was known before; None takes the figures that are packaged.
    """

    kind = "backcast"

    actuals: str | None = None

    def forecast(self) -> ForecastQuestion:
        """Return the forecast that is made from the day."""
        said = {each.name: getattr(self, each.name) for each in fields(WorldQuestion)}
        return ForecastQuestion(**said)

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        said = super().inputs()
        if self.actuals is None:
            return said
        file = Path(self.actuals)
        return {**said, "actuals": file.name, "digest": digest_of_file(file)}


def accepted_backcast(question: BackcastQuestion, params: Params) -> BackcastQuestion:
    """Return the question with its horizon, if it holds as far as can be told without a world."""
    if question.replications < FEWEST_FOR_A_SPREAD:
        few = FEWEST_FOR_A_SPREAD
        raise InputError(
            Wording(
                f"backcast tæller træf i intervaller; --replications er {question.replications}, "
                f"men skal være mindst {few}, gerne 20.",
                f"backcast counts hits of intervals; --replications is {question.replications},"
                f" expected {few} or more, 20 say.",
            )
        )
    if question.actuals is not None:
        refuse_cpr_name(Path(question.actuals).name)
        refuse_no_file(Path(question.actuals), EXPECTED_ACTUALS)
    _refuse_stock(question, params)
    _refuse_other_day(question, params)
    asked = accepted(question, params)
    if asked.actuals is None and not params.published.observed(asked.municipality):
        raise nothing_published(asked)
    return asked


def _refuse_stock(question: BackcastQuestion, params: Params) -> None:
    """Refuse a municipality that begins with the people of a table: it has no years before."""
    home = find_municipality(params, question.municipality)
    if home.stock is not None:
        raise InputError(
            Wording(
                f"{home.name} begynder med de borgere, en tabel tæller "
                f"{iso_date(home.stock.day)}: vælg en kommune uden tabel (stock), for backcast "
                "begynder før den dag.",
                f"{home.name} begins with the people that a table counts on"
                f" {iso_date(home.stock.day)}: expected a municipality without a table (stock),"
                " for backcast begins before that day.",
            )
        )


def nothing_published(question: BackcastQuestion) -> InputError:
    """Return the refusal of a municipality of which no figure lies in the horizon."""
    start, end = question.horizon
    return InputError(
        Wording(
            f"Der er ingen offentliggjorte tal for {question.municipality} i hele kvartaler "
            f"eller år fra {start} til {end}: angiv en fil med --actuals.",
            f"There are no published figures of {question.municipality} in whole quarters or "
            f"years from {start} to {end}: expected a file with --actuals.",
        )
    )


def day_after(until: int) -> str:
    """Return the day on which a simulation from a last known day begins."""
    return iso_date(until + 1)


def _refuse_other_day(question: BackcastQuestion, params: Params) -> None:
    """Refuse a day other than that of the stocks: the simulation begins with these."""
    start = parse_day(question.horizon[0])
    days = [target.day for target in find_municipality(params, question.municipality).targets]
    if not days or all(start <= day < start + A_QUARTER for day in days):
        return
    fitted, until = iso_date(min(days)), iso_date(start - 1)
    raise InputError(
        Wording(
            f"--until er {until}, men {question.municipality} begynder med bestandene fra "
            f"{fitted}: vælg en dag i kvartalet før, gerne {_quarter_before(min(days))}.",
            f"--until is {until}, but {question.municipality} begins with the stocks of {fitted}: "
            f"expected a day in the quarter before, {_quarter_before(min(days))} say.",
        )
    )


def _quarter_before(day: int) -> str:
    """Return the last day of the quarter before that of a day."""
    text = iso_date(day)
    month = (int(text[5:7]) - 1) // 3 * 3 + 1
    return iso_date(parse_day(f"{text[:4]}-{month:02d}-01") - 1)


def with_start(question: BackcastQuestion, until: int) -> BackcastQuestion:
    """Return the question about a simulation that begins after a day."""
    return replace(question, start=day_after(until))
