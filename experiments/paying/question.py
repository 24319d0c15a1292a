"""When does it pay back, and what must it achieve: asked of a municipality and its proposals."""

import time
from collections.abc import Sequence
from dataclasses import replace

from experiments.ahead import compile_ahead
from experiments.compare import (
    END,
    START,
    Comparison,
    comparison_of,
    finding_of,
    head_of,
    pairs_of,
    proposal_head,
    settings_of,
    with_break_even,
)
from experiments.findings import Finding, Notice
from experiments.pairs import Engine
from experiments.paying.discounting import discount_factors, discount_rates
from experiments.paying.finding import BreakEvenFinding, answered
from experiments.question import refuse_none, refuse_repeats, refuse_settings
from experiments.replicate import Crew, Interrupted, Progress
from sim.clock import date_of
from sim.params import Params, Proposal, load
from sim.world import World, load_world


def breakeven(
    municipality: str,
    proposals: Sequence[str],
    *,
    replications: int = 20,
    seed: int = 1,
    start: str = START,
    end: str = END,
    engine: Engine = "auto",
    workers: int | None = None,
    price_year: int | None = None,
    discount: bool = False,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
) -> BreakEvenFinding:
    """Return when one or more proposals together pay back, and what they must achieve to.

    A proposal that this model cannot answer is told with the reason, and nothing is run.

    Parameters
    ----------
    discount : bool
        Whether to search the effect at break-even in discounted kroner too; what the payers
        pay is discounted in any case.

    Raises
    ------
    InputError
        If the question does not hold: an unknown name, proposals that exclude each other.
    Interrupted
        If the user stops; its ``finding`` rests on the replications that were finished.

    See Also
    --------
    experiments.compare : the other parameters.
    """
    began = time.perf_counter()
    params = params or load()
    refuse_settings(replications, engine)
    refuse_none(proposals, params.proposals)
    refuse_repeats(proposals)

    def world_with(names: Sequence[str]) -> World:
        return load_world(
            municipality, names, start=start, end=end, params=params, population=population
        )

    chosen = [params.proposal(name) for name in proposals]
    if any(proposal.unanswered for proposal in chosen):
        return unanswered(world_with(()), chosen, seed, engine)
    world = world_with(proposals)
    if not any(in_force(proposal, world) for proposal in chosen):
        return outside(world, seed, engine)
    rates = discount_rates(world)
    usual = comparison_of(world, price_year)
    compile_ahead(engine, usual.baseline, world)
    with Crew(workers, progress) as crew:
        settings = settings_of(world, seed, engine, crew.threads_for(replications))
        try:
            pairs = pairs_of(crew, usual, replications, settings)
            compared = finding_of(usual, pairs, settings)
            compared = with_break_even(crew, usual, pairs, settings, compared)
            later = discounted(usual, rates)
            after = finding_of(later, pairs, settings)
            if discount:
                found = with_break_even(crew, later, pairs, settings, compared)
                after = replace(after, break_even=found.break_even, delivered=found.delivered)
        except Interrupted as stop:
            if isinstance(stop.finding, Finding):
                stop.finding = answered(stop.finding, None, rates, None)
            raise
    return answered(compared, after, rates, time.perf_counter() - began)


def discounted(comparison: Comparison, rates: dict[int, float]) -> Comparison:
    """Return the same comparison in kroner of the first year, later ones discounted."""
    factors = comparison.factors * discount_factors(rates, comparison.axes)
    return replace(comparison, factors=factors)


def in_force(proposal: Proposal, world: World) -> bool:
    """Tell whether a proposal is in force on any day of the horizon."""
    return proposal.start < world.end_day and world.start_day < proposal.until


def outside(world: World, seed: int, engine: Engine) -> BreakEvenFinding:
    """Return that none of the proposals is in force within the horizon, and when they are."""
    first = date_of(min(proposal.start for proposal in world.proposals)).isoformat()
    after = date_of(max(proposal.until for proposal in world.proposals)).isoformat()
    return without_numbers(
        world,
        world.proposals,
        seed,
        engine,
        because=Notice(
            f"Ikke i kraft i perioden: det løber fra {first} til {after} (--start, --end).",
            f"Not in force within the horizon: it runs from {first} to {after} (--start, --end).",
        ),
        outside=True,
    )


def unanswered(
    baseline: World, proposals: Sequence[Proposal], seed: int, engine: Engine
) -> BreakEvenFinding:
    """Return why the model has no answer for these proposals."""
    silent = [proposal for proposal in proposals if proposal.unanswered]
    because = Notice(*(_reasons(silent, lang) for lang in ("da", "en")))
    return without_numbers(baseline, proposals, seed, engine, because=because)


def without_numbers(
    world: World,
    proposals: Sequence[Proposal],
    seed: int,
    engine: Engine,
    *,
    because: Notice,
    outside: bool = False,
) -> BreakEvenFinding:
    """Return an answer for which nothing is run."""
    head = head_of(world, seed, engine)
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
