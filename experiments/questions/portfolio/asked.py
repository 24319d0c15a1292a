"""Which proposals together, as it is asked: one record, and what is refused of it at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.lookup.proposals import begins_at, horizon_of
from borgerflow.experiments.runs.validate import (
    refuse_before_law,
    refuse_price_year,
    refuse_repeats,
    refuse_settings,
    with_days,
)
from borgerflow.experiments.typed.numbers import refuse_size
from borgerflow.experiments.typed.sizes import DRAWS_AT_ONCE, KRONER, KRONER_SIGNED
from borgerflow.sim.base.clock import parse_day, year_of
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.law.accounts import FRAMES
from borgerflow.sim.params.patches.catalogue import refuse_unmatched
from borgerflow.sim.world.horizon import horizon_days
from borgerflow.sim.world.municipality import find_municipality

A_BUDGET = Wording("et budget", "a budget")
A_LIMIT = Wording("en ramme", "a limit")
NO_FRAME = Wording("ingen ramme", "no frame")
EXPECTED_FRAME = Wording(
    f" Skriv en af {', '.join(FRAMES)}.", f" Expected one of {', '.join(FRAMES)}."
)


@dataclass(frozen=True, kw_only=True)
class PortfolioQuestion(WorldQuestion):
    """Which proposals together are best under a budget; all there are, if none is named.

    ``budget`` holds for each year that ``budget_by_year`` does not name; ``draws`` are those of the
    proposals' own numbers, none where the choice is by these as assumed alone. ``limits`` are
    kroner that a set may come to at most on a frame in a year; without a year, in every other one.
    """

    kind = "portfolio"

    budget: float | None = None
    budget_by_year: tuple[tuple[int, float], ...] = ()
    budget_total: float | None = None
    spend_at_least: float | None = None
    must: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    draws: int = 0
    limits: tuple[tuple[str, int | None, float], ...] = ()

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        unsaid = {name for name in ("draws", "limits") if not getattr(self, name)}
        return {name: each for name, each in super().inputs().items() if name not in unsaid}

    def frame_limits(self) -> dict[tuple[str, int], float]:
        """Return the kroner at most by frame and year; what is said of a year goes before."""
        own = {(frame, year): kroner for frame, year, kroner in self.limits}
        found = (
            (frame, year, own.get((frame, year), own.get((frame, None))))
            for frame in FRAMES
            for year in self.years
        )
        return {(frame, year): kroner for frame, year, kroner in found if kroner is not None}

    @property
    def years(self) -> range:
        """Return the calendar years that the horizon touches."""
        first, after = map(parse_day, self.horizon)
        return range(year_of(first), year_of(after - 1) + 1)


def accepted_choice(question: PortfolioQuestion, params: Params) -> PortfolioQuestion:
    """Return a question with its horizon filled in; what needs no world to be refused is refused.

    Raises
    ------
    InputError
        If a name is unknown or named twice, the days or a budget make no sense, or there is
        nothing to choose among.
    """
    params = question.held(params)
    refuse_settings(question)
    if question.draws:
        refuse_size("--draws", question.draws, DRAWS_AT_ONCE)
    home = find_municipality(params, question.municipality)
    refuse_unmatched(params, home)
    refuse_price_year(question.price_year, params)
    for names in (question.proposals, question.must, question.leave_out):
        refuse_repeats(names)
        for name in names:
            params.proposal(name)
    start, end = horizon_of([params.proposal(name) for name in among(question, params)], params)
    asked = with_days(question, begins_at(start, question.municipality, params), end)
    refuse_before_law(asked.horizon[0], home, params)
    horizon_days(*asked.horizon)
    _refuse_budgets(asked)
    _refuse_limits(asked)
    return asked


def among(question: PortfolioQuestion, params: Params) -> Sequence[str]:
    """Return the proposals to choose among: those named, else all of the municipality."""
    home = find_municipality(params, question.municipality).name
    if question.proposals:
        return question.proposals
    names = tuple(name for name, form in params.proposals.items() if form.municipality == home)
    if not names:
        raise InputError(
            Wording(
                da=f"Der er ingen forslag fra {home}: nævn nogle fra en anden kommune.",
                en=f"There is no proposal of {home}: name some of another municipality.",
            )
        )
    return names


def _refuse_budgets(question: PortfolioQuestion) -> None:
    """Refuse a budget of a year outside the horizon, and kroner that can be no limit."""
    years = question.years
    for year, amount in question.budget_by_year:
        if year not in years:
            raise InputError(_outside(year, years))
        refuse_size(f"--budget {year}", amount, KRONER)
    limits = {
        "--budget": question.budget,
        "--budget-total": question.budget_total,
        "--spend-at-least": question.spend_at_least,
    }
    for option, kroner in limits.items():
        if kroner is not None:
            refuse_size(option, kroner, KRONER)


def _refuse_limits(question: PortfolioQuestion) -> None:
    """Refuse a limit of an unknown frame, of a year outside the horizon, or of no kroner."""
    for frame, year, kroner in question.limits:
        if frame not in FRAMES:
            raise InputError(unknown(NO_FRAME, frame, FRAMES).capital() + EXPECTED_FRAME)
        if year is not None and year not in question.years:
            raise InputError(_outside(year, question.years, A_LIMIT))
        refuse_size(f"--limit {frame}", kroner, KRONER_SIGNED)


def limits_of_mapping(
    limits: Mapping[str, float | Mapping[int, float]],
) -> tuple[tuple[str, int | None, float], ...]:
    """Return limits as a question has them, from kroner by frame, and perhaps by year."""
    found: list[tuple[str, int | None, float]] = []
    for frame, said in limits.items():
        by_year = said.items() if isinstance(said, Mapping) else [(None, said)]
        found += [(frame, year, float(kroner)) for year, kroner in by_year]
    return in_order(found)


def in_order(
    limits: Iterable[tuple[str, int | None, float]],
) -> tuple[tuple[str, int | None, float], ...]:
    """Return limits by frame and year, that of every year first."""
    return tuple(sorted(limits, key=lambda each: (each[0], each[1] or 0)))


def _outside(year: int, years: range, what: Wording = A_BUDGET) -> Wording:
    return Wording(
        da=f"Der er {what.da} for {year}, som ikke er i perioden: skriv et år fra {years[0]} til "
        f"{years[-1]}.",
        en=f"There is {what.en} for {year}, which is not in the horizon: expected a year "
        f"from {years[0]} to {years[-1]}.",
    )
