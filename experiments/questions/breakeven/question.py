"""Keeps the answers of ``breakeven``, so that a long list of proposals resumes where it stopped."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.rows import Notice
from borgerflow.experiments.questions.breakeven.discounting import discount_factors, discount_rates
from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding, answered
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.question import finding_of, pairs_of, with_break_even
from borgerflow.experiments.runs.comparison import (
    END,
    START,
    Comparison,
    comparison_of,
    head_of,
    proposal_head,
    settings_of,
)
from borgerflow.experiments.runs.pairs import Engine
from borgerflow.experiments.runs.pool import Crew, Progress
from borgerflow.experiments.runs.validate import refuse_none, refuse_repeats, refuse_settings
from borgerflow.experiments.runs.warmup import compile_ahead
from borgerflow.experiments.store.kept import (
    JSON,
    LONGEST_STUDY,
    SHORT,
    Kept,
    found_or_kept,
    foundations,
    grades_of,
    keep_told,
    tables_of,
)
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Params, Proposal, load
from borgerflow.sim.world.municipality import find_municipality
from borgerflow.sim.world.world import World, load_world


@dataclass(frozen=True)
class Question:
    """What was asked, in everything that the answer depends on."""

    municipality: str
    proposals: tuple[str, ...]
    start: str
    end: str
    replications: int
    seed: int
    engine: str
    discount: bool
    lang: str
    csv_profile: str

    @property
    def study(self) -> str:
        """Return the name of the study: ``breakeven/herning-syg02``."""
        return f"breakeven/{'+'.join(self.proposals)[:LONGEST_STUDY]}"

    def inputs(self, params: Params) -> dict[str, Any]:
        """Return the question with the digests of the params and the code that answer it."""
        return {
            "kind": "breakeven",
            **asdict(self),
            "proposals": list(self.proposals),
            **foundations(params),
        }


@dataclass(frozen=True)
class KeptAnswer(Kept):
    """An answer on disk: text, data and tables."""

    def shown(self) -> tuple[str, ...]:
        """Return the files that people open first."""
        return (SHORT, JSON)


def ask(
    question: Question,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> BreakEvenFinding:
    """Return the finding that answers a question."""
    settings: dict[str, Any] = {
        "replications": question.replications,
        "seed": question.seed,
        "start": question.start,
        "end": question.end,
        "engine": question.engine,
        "discount": question.discount,
        "workers": workers,
        "progress": progress,
        "params": params,
    }
    return breakeven(question.municipality, question.proposals, **settings)


def each_proposal(question: Question, params: Params) -> list[Question]:
    """Return the question for each proposal of the municipality, with those it depends on.

    Raises
    ------
    InputError
        If there is no such municipality, or it has made no proposal.
    """
    home = find_municipality(params, question.municipality).name
    names = [name for name, form in params.proposals.items() if form.municipality == home]
    if not names:
        raise InputError(f"There is no proposal of {home}: name one of another municipality.")
    return [
        replace(question, proposals=(name, *params.proposal(name).depends_on)) for name in names
    ]


def kept_or_asked(
    question: Question, params: Params, root: Path, ask: Callable[[], BreakEvenFinding]
) -> KeptAnswer:
    """Return the kept answer to a question, asking only if it was never answered.

    Raises
    ------
    InputError, KeyboardInterrupt
        As `found_or_kept` does.
    """
    return KeptAnswer(*found_or_kept(question, params, root, ask, _keep))


def _keep(
    finding: BreakEvenFinding, question: Question, inputs: Mapping[str, Any], root: Path
) -> Path:
    """Return the folder that now holds the whole answer."""
    tables = tables_of(finding.to_dict())
    grades = grades_of(finding.compared) if finding.compared else {}
    return keep_told(finding, question, inputs, root, tables, grades)


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
