"""When does it pay back, and what must it achieve: asked of a municipality and its proposals."""

import time
from collections.abc import Sequence
from dataclasses import replace

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.questions.breakeven.asked import BreakEvenQuestion
from borgerflow.experiments.questions.breakeven.discounting import discount_factors, discount_rates
from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding, answered
from borgerflow.experiments.questions.compare.break_even.search import Search, differences_at_most
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.question import (
    finding_of,
    pairs_of,
    with_assumption_range,
    with_break_even,
)
from borgerflow.experiments.runs.comparison import (
    Comparison,
    comparison_of,
    head_of,
    proposal_head,
    world_of,
)
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.validate import accepted_pair, in_force, refuse_none, with_horizon
from borgerflow.experiments.runs.warmup import estimator_ready
from borgerflow.sim.base.clock import iso_date, parse_day
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params, Proposal, load
from borgerflow.sim.params.patches.files import PatchGiven
from borgerflow.sim.params.proposals.own_files import ids_of, with_own_files
from borgerflow.sim.world.municipality import with_file_of
from borgerflow.sim.world.world import World


def breakeven(
    municipality: str,
    proposals: Sequence[str],
    *,
    baseline: Sequence[str] = (),
    replications: int = 20,
    seed: int = 1,
    start: str | None = None,
    end: str | None = None,
    engine: Engine = "auto",
    workers: int | None = None,
    price_year: int | None = None,
    discount: bool = False,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
    law: str | None = None,
    conditions: Sequence[str] = (),
    patch: PatchGiven = None,
    estimator: str = "auto",
) -> BreakEvenFinding:
    """Return when one or more proposals together pay back, and what they must achieve to.

    A proposal that this model cannot answer is told with the reason, and nothing is run.

    Parameters
    ----------
    discount : bool
        Whether to search the effect in discounted kroner too. The others are as in ``compare``.

    Raises
    ------
    InputError
        If the question does not hold: an unknown name, proposals that exclude each other.
    Interrupted
        If the user stops, with the answer from what was finished in its ``finding``.
    """
    held, _ = with_own_files(params or load(), (*baseline, *proposals))
    baseline, proposals = ids_of(baseline), ids_of(proposals)
    held, municipality = with_file_of(held, str(municipality))
    question = BreakEvenQuestion.of(locals())
    return answer_to(question, held, workers=workers, progress=progress)


def answer_to(
    question: BreakEvenQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> BreakEvenFinding:
    """Return the finding that answers a question; raises what `breakeven` does."""
    params = question.held(params)
    refuse_none(question.proposals, params.proposals)
    question = accepted_pair(question, params)
    chosen = [params.proposal(name) for name in question.proposals]
    if any(proposal.unanswered for proposal in chosen):
        return unanswered(world_of(question, params, ()), chosen, question)
    world = world_of(question, params, question.everything)
    began = time.perf_counter()
    with WorkerPool(workers, progress) as crew:
        finding = _compared(crew, question, world)
    return replace(finding, seconds=time.perf_counter() - began)


def answer_among(
    question: BreakEvenQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> BreakEvenFinding:
    """Return the answer for one proposal of many; not to be in force is an answer there."""
    asked = with_horizon(question, params)
    days = [parse_day(day) for day in asked.horizon]
    if any(in_force(params.proposal(name), *days) for name in asked.proposals):
        return answer_to(asked, params, workers=workers, progress=progress)
    return outside(world_of(asked, params), asked)


def _compared(crew: WorkerPool, question: BreakEvenQuestion, world: World) -> BreakEvenFinding:
    """Return the comparison and the same one discounted; an interruption keeps the first."""
    rates = discount_rates(world)
    usual = comparison_of(world, question.price_year, question.baseline)
    later = discounted(usual, rates)
    threads = crew.threads_for(question.replications)
    estimator = estimator_ready(question, usual.baseline, world, crew.workers)
    settings = RunSettings(question.seed, question.engine, threads, estimator)
    try:
        reaching = differences_at_most(usual, estimator)
        pairs = pairs_of(crew, usual, question.replications, settings, reaching)
        compared = finding_of(usual, pairs, settings)
        search = Search(crew, crew.hold(usual.baseline), usual, tuple(pairs), settings)
        compared = with_assumption_range(search, compared)
        compared = with_break_even(search, compared)
        after = finding_of(later, pairs, settings)
        if question.discount:
            found = with_break_even(replace(search, comparison=later), compared)
            searched = ("break_even", "delivered", "displacement")
            after = replace(after, **{name: getattr(found, name) for name in searched})
    except Interrupted as stop:
        if isinstance(stop.finding, Finding):
            stop.finding = answered(stop.finding, None, rates)
        raise
    return answered(compared, after, rates)


def discounted(comparison: Comparison, rates: dict[int, float]) -> Comparison:
    """Return the same comparison in kroner of the first year, later ones discounted."""
    factors = comparison.factors * discount_factors(rates, comparison.axes)
    return replace(comparison, factors=factors, axes=replace(comparison.axes, steps=()))


def outside(world: World, question: BreakEvenQuestion) -> BreakEvenFinding:
    """Return that none of the proposals is in force within the horizon, and when they are."""
    first = iso_date(min(proposal.start for proposal in world.proposals))
    last = iso_date(max(proposal.until for proposal in world.proposals) - 1)
    return without_numbers(
        world,
        world.proposals,
        question,
        because=Wording(
            f"Forslaget er ikke i kraft i perioden: det løber fra {first} til "
            f"{last} (--start, --end).",
            f"Not in force within the horizon: it runs from {first} to {last} (--start, --end).",
        ),
        outside=True,
    )


def unanswered(
    baseline: World, proposals: Sequence[Proposal], question: BreakEvenQuestion
) -> BreakEvenFinding:
    """Return why the model has no answer for these proposals."""
    silent = [proposal for proposal in proposals if proposal.unanswered]
    because = Wording(*(_reasons(silent, lang) for lang in ("da", "en")))
    return without_numbers(baseline, proposals, question, because=because)


def without_numbers(
    world: World,
    proposals: Sequence[Proposal],
    question: BreakEvenQuestion,
    *,
    because: Wording,
    outside: bool = False,
) -> BreakEvenFinding:
    """Return an answer for which nothing is run."""
    head = head_of(world, question.seed, question.engine)
    return BreakEvenFinding(
        **{**head, "proposals": tuple(proposal_head(proposal) for proposal in proposals)},
        replications=0,
        price_year=proposals[0].price_year,
        because=because,
        outside=outside,
    )


def _reasons(proposals: Sequence[Proposal], lang: str) -> str:
    """Return the reasons one after the other, without the last full stop."""
    reasons = [str(getattr(proposal.unanswered, lang)).rstrip(".") for proposal in proposals]
    return "; ".join(reasons)
