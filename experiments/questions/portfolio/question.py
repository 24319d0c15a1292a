"""Which proposals together are best for the purse, under a budget: asked of a municipality."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.question import END, START, Engine, WorldQuestion
from borgerflow.experiments.findings.rows import Notice
from borgerflow.experiments.questions.portfolio.best_sets import Choosing, finding_of
from borgerflow.experiments.questions.portfolio.candidates import (
    candidates_of,
    limits_of,
    possible_choices,
    refuse_impossible,
    sorted_out,
)
from borgerflow.experiments.questions.portfolio.finding import Asked, LeftOut, PortfolioFinding
from borgerflow.experiments.questions.portfolio.simulate import (
    Array,
    Ask,
    Stage,
    below,
    closure,
    distinct,
    lived_sets,
    nets_of,
)
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.experiments.runs.money import axes_of, price_factors
from borgerflow.experiments.runs.notices import interrupted_notice
from borgerflow.experiments.runs.pool import Crew, Progress
from borgerflow.experiments.runs.validate import refuse_repeats, refuse_settings
from borgerflow.experiments.runs.warmup import compile_ahead
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Params, load
from borgerflow.sim.world.world import effects_believed


@dataclass(frozen=True, kw_only=True)
class PortfolioQuestion(WorldQuestion):
    """Which proposals together are best under a budget; all there are, if none is named.

    ``budget`` holds for each year that ``budget_by_year`` does not name.
    """

    kind = "portfolio"

    budget: float | None = None
    budget_by_year: tuple[tuple[int, float], ...] = ()
    budget_total: float | None = None
    spend_at_least: float | None = None
    must: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


NOT_TOGETHER = Notice(
    "Sættene er ikke levet sammen: deres netto er summen af hvert forslag alene.",
    "The sets were not lived together: their net is the sum of each proposal alone.",
)


def portfolio(
    municipality: str,
    proposals: Sequence[str] = (),
    *,
    budget: float | None = None,
    budget_by_year: Mapping[int, float] | None = None,
    budget_total: float | None = None,
    spend_at_least: float | None = None,
    must: Sequence[str] = (),
    leave_out: Sequence[str] = (),
    replications: int = 20,
    seed: int = 1,
    start: str = START,
    end: str = END,
    engine: Engine = "auto",
    workers: int | None = None,
    price_year: int | None = None,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
) -> PortfolioFinding:
    """Return the set of proposals that is best for the municipality's purse under a budget.

    Each proposal is lived alone, the set of least net is chosen by the means, and the sets
    worth a look are then lived together.

    Parameters
    ----------
    proposals : sequence of str
        Among which to choose; by default all that the municipality has made.
    budget : float, optional
        Kroner that may be spent in each year; ``budget_by_year`` says otherwise for single
        years. A year without either has no limit.
    budget_total, spend_at_least : float, optional
        Kroner that may, and must, be spent over the horizon.
    must, leave_out : sequence of str
        Proposals that are chosen in any case, and those that are not.

    Raises
    ------
    InputError
        If the question does not hold: an unknown name, a year outside the horizon, proposals
        that must be chosen and exclude each other, a budget that no set keeps.
    Interrupted
        If the user stops; its ``finding`` rests on the replications that were finished, and
        the sets are not lived together in it.

    See Also
    --------
    experiments.compare : the other parameters.
    """
    question = PortfolioQuestion(
        municipality=municipality,
        proposals=tuple(proposals),
        budget=budget,
        budget_by_year=tuple(sorted((budget_by_year or {}).items())),
        budget_total=budget_total,
        spend_at_least=spend_at_least,
        must=tuple(must),
        leave_out=tuple(leave_out),
        replications=replications,
        seed=seed,
        start=start,
        end=end,
        engine=engine,
        price_year=price_year,
        population=population,
    )
    return answer_to(question, params or load(), workers=workers, progress=progress)


def answer_to(
    question: PortfolioQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> PortfolioFinding:
    """Return the finding that answers a question; raises what `portfolio` does."""
    began = time.perf_counter()
    refuse_settings(question.replications, question.engine)
    for names in (question.proposals, question.must, question.leave_out):
        refuse_repeats(names)
    choosing = _choosing(question, params)
    stage, first = choosing.stage, choosing.candidates.names[0]
    compile_ahead(question.engine, stage.baseline, stage.world_of(closure(first, params)))
    with Crew(workers, progress) as crew:
        finding = _answered(crew, choosing)
    return replace(finding, seconds=time.perf_counter() - began)


def _choosing(question: PortfolioQuestion, params: Params) -> Choosing:
    """Return what is chosen among, under which limits; what no set could keep is refused."""
    baseline = world_of(question, params, ())
    home = baseline.municipality.name
    among = question.proposals or _all_of(home, params)
    found, out = sorted_out(among, question.leave_out, baseline, params)
    refuse_none_left(found, out)
    baseline = baseline.with_contacts(effects=effects_believed([params.proposal(n) for n in found]))
    axes = axes_of(baseline.scheme_names, baseline.start_day, baseline.end_day)
    year = question.price_year or params.proposal(found[0]).price_year
    factors = price_factors(baseline.unit_costs.price_index, axes, year)
    stage = Stage(baseline, params, axes, factors)
    asked = Asked(
        budgets_by_year(axes.years, question.budget, dict(question.budget_by_year)),
        kroner("budget_total", question.budget_total),
        kroner("spend_at_least", question.spend_at_least),
        tuple(sorted(question.must)),
    )
    candidates, limits = candidates_of(found, stage), limits_of(asked)
    refuse_impossible(candidates, limits, out, stage)
    return Choosing(
        stage=stage,
        ask=Ask(question.seed, question.engine, question.replications),
        asked=asked,
        candidates=candidates,
        limits=limits,
        left_out=out,
        price_year=year,
        choices=possible_choices(home, baseline, params),
    )


def _answered(crew: Crew, choosing: Choosing) -> PortfolioFinding:
    """Return the finding: each proposal alone, then the sets that were not lived yet."""
    stage, ask = choosing.stage, choosing.ask
    first = distinct(_first_sets(choosing))
    finished: dict[int, Array] = {}
    try:
        nets = lived_sets(crew, stage, first, ask, finished)
        sets = [names for names in choosing.sets_to_live(nets) if names not in nets]
        nets |= lived_sets(crew, stage, sets, ask, {})
    except Interrupted as stop:
        if finished:
            notices = (interrupted_notice(len(finished), ask.replications), NOT_TOGETHER)
            stop.finding = finding_of(choosing, nets_of(stage, first, finished), notices)
        raise
    return finding_of(choosing, nets)


def _first_sets(choosing: Choosing) -> list[tuple[str, ...]]:
    """Return what must be lived before anything is chosen, and the choices somebody made."""
    named = [tuple(sorted(choice.proposals)) for choice in choosing.choices]
    singles = dict.fromkeys([*choosing.candidates.names, *(n for names in named for n in names)])
    params = choosing.stage.params
    each = [names for n in singles for names in (closure(n, params), below(n, params))]
    return [*each, *named]


def _all_of(home: str, params: Params) -> tuple[str, ...]:
    names = tuple(name for name, form in params.proposals.items() if form.municipality == home)
    if not names:
        raise InputError(f"There is no proposal of {home}: name some of another municipality.")
    return names


def refuse_none_left(found: Sequence[str], out: Sequence[LeftOut]) -> None:
    """Refuse a question in which nothing is left to choose among."""
    if not found:
        reasons = "; ".join(f"{one.id}: {one.because.en}" for one in out)
        raise InputError(f"There is nothing to choose among: {reasons.rstrip('.')}.")


def budgets_by_year(
    years: Sequence[int], every: float | None, own: Mapping[int, float]
) -> dict[int, float | None]:
    """Return the budget of each year of the horizon; None where there is no limit."""
    for year, amount in own.items():
        if year not in years:
            raise InputError(
                f"There is a budget for {year}, which is not in the horizon: expected a year "
                f"from {years[0]} to {years[-1]}."
            )
        kroner(f"the budget of {year}", amount)
    kroner("the budget", every)
    return {year: own.get(year, every) for year in years}


def kroner(what: str, amount: float | None) -> float | None:
    """Return an amount that may be a limit; one below zero or without end is refused."""
    if amount is not None and not (math.isfinite(amount) and amount >= 0):
        raise InputError(f"{what} is {amount:g} kr.: expected 0 or more.")
    return amount
