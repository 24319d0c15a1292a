"""Which proposals together are best for the purse, under a budget: asked of a municipality."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.question import BRANCH, Engine
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing
from borgerflow.experiments.questions.portfolio.asked import (
    PortfolioQuestion,
    accepted_choice,
    among,
    limits_of_mapping,
)
from borgerflow.experiments.questions.portfolio.best_sets import Selection, Solution, finding_of
from borgerflow.experiments.questions.portfolio.choosing.candidates import (
    candidates_of,
    choices_of,
    refuse_impossible,
    selectable,
)
from borgerflow.experiments.questions.portfolio.choosing.under_draws import (
    drawings_of,
    drawn_nets,
    estimator_of,
    pairs_without_effect,
    unsure_choice,
)
from borgerflow.experiments.questions.portfolio.finding import (
    LeftOut,
    Limits,
    PortfolioFinding,
)
from borgerflow.experiments.questions.portfolio.simulate import (
    ProposalSets,
    SetChanges,
    closure,
    dependencies,
    distinct,
)
from borgerflow.experiments.runs.capacity.posts_needed import staffed_for
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.experiments.runs.money import axes_of, price_factors, with_steps
from borgerflow.experiments.runs.notices import interrupted_notice, search_stopped_notice
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.warmup import compile_engines, compile_pair
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording, joined
from borgerflow.sim.params import Params, load
from borgerflow.sim.params.patches.files import PatchGiven
from borgerflow.sim.params.proposals.own_files import ids_of, with_own_files
from borgerflow.sim.world.municipality import with_file_of
from borgerflow.sim.world.world import effects_believed

NOT_TOGETHER = Wording(
    "Sættene er ikke simuleret sammen: deres netto er summen af hvert forslag for sig.",
    "The sets were not simulated together: their net is the sum of each proposal alone.",
)

HOW_SURE = Wording("valgets sikkerhed", "how sure the choice is")
NO_DRAWS_OF_QUEUES = Wording(
    "--draws: her venter borgere på hinanden, så hver trækning ville koste to hele "
    "simuleringer: brug forslag uden årsværk og samtaler.",
    "--draws: citizens wait for one another here, so that each draw would cost two whole"
    " simulations: expected proposals without posts and talks.",
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
    start: str | None = None,
    end: str | None = None,
    engine: Engine = "auto",
    workers: int | None = None,
    price_year: int | None = None,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
    law: str | None = None,
    conditions: Sequence[str] = (),
    patch: PatchGiven = None,
    draws: int = 0,
    limits: Mapping[str, float | Mapping[int, float]] | None = None,
) -> PortfolioFinding:
    """Return the set of proposals that is best for the municipality's purse under a budget.

    Each proposal is simulated alone, the set of least net is chosen by the means, and the sets
    worth a look are then simulated together.

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
    limits : mapping, optional
        Kroner that the chosen set may come to at most on a frame, ``service`` or ``transfers``:
        ``{"service": {2020: 2_500_000}}``, or in every year ``{"service": 2_500_000}``.
    draws : int
        How often the proposals' own numbers are drawn, to tell how sure the choice is; 0: not.

    Raises
    ------
    InputError
        If the question does not hold: an unknown name, a year outside the horizon, proposals
        that must be chosen and exclude each other, a budget or a limit that no set keeps.
    Interrupted
        If the user stops; its ``finding`` rests on the replications that were finished, and
        the sets are not simulated together in it.

    See Also
    --------
    experiments.compare : the other parameters.
    """
    by_year = tuple(sorted((budget_by_year or {}).items()))
    held, _ = with_own_files(params or load(), (*proposals, *must, *leave_out))
    held, municipality = with_file_of(held, str(municipality))
    proposals, must, leave_out = (ids_of(names) for names in (proposals, must, leave_out))
    told = {"budget_by_year": by_year, "limits": limits_of_mapping(limits or {})}
    question = PortfolioQuestion.of({**locals(), **told})
    return answer_to(question, held, workers=workers, progress=progress)


def answer_to(
    question: PortfolioQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> PortfolioFinding:
    """Return the finding that answers a question; raises what `portfolio` does."""
    began, params = time.perf_counter(), question.held(params)
    selection = selection_of(accepted_choice(question, params), params)
    sets, first = selection.sets, selection.candidates.names[0]
    if question.draws and not sets.baseline.citizens_are_independent:
        raise InputError(NO_DRAWS_OF_QUEUES)
    names, draws = selection.candidates.names, question.draws
    drawings = drawings_of(sets, names, draws) if draws else {}
    branched = [each for each in drawings.values() if estimator_of(each) == BRANCH]
    for drawing in branched[:1]:
        compile_pair(question.engine, drawing.baseline, drawing.investment, workers)
    compile_engines(question.engine, sets.baseline, sets.world_of(closure(first, params)))
    with WorkerPool(workers, progress) as crew:
        finding = _simulated(crew, selection, drawings)
    return replace(finding, seconds=time.perf_counter() - began)


def selection_of(question: PortfolioQuestion, params: Params) -> Selection:
    """Return what to choose among, under which limits; what no set could keep is refused."""
    baseline = world_of(question, params, ())
    chosen_among = among(question, params)
    names, left_out = selectable(chosen_among, question.leave_out, baseline, params)
    if not names:
        raise InputError(_nothing_among(left_out))
    candidates = [params.proposal(name) for name in names]
    baseline = baseline.with_contacts(effects=effects_believed(candidates))
    baseline = staffed_for(baseline, candidates)
    axes = axes_of(baseline.scheme_names, baseline.start_day, baseline.end_day)
    year = question.price_year or params.proposal(names[0]).price_year
    index = baseline.unit_costs.price_index
    factors, axes = price_factors(index, axes, year), with_steps(axes, index, year)
    sets = ProposalSets(question, params, baseline, axes, year, factors)
    choices, limits = candidates_of(names, sets), limits_of(question)
    # What comes to a frame is known when each has been simulated, and refused then.
    refuse_impossible(choices, replace(limits, frames={}), left_out, params)
    return Selection(
        sets, choices, limits, left_out, choices_of(baseline.municipality.name, baseline, params)
    )


def _nothing_among(left_out: Sequence[LeftOut]) -> Wording:
    """Return why there is nothing to choose among."""
    reasons = joined("; ", (f"{out.id}: " + out.because for out in left_out))
    said = Wording("Der er intet at vælge imellem: ", "There is nothing to choose among: ")
    return said + reasons.each(lambda text: text.rstrip(".")) + "."


def limits_of(question: PortfolioQuestion) -> Limits:
    """Return what a set must keep, of the part of the municipality that is simulated."""
    own = dict(question.budget_by_year)

    def of_part(amount: float | None) -> float | None:
        # Proposals cost the part that is simulated, so its budget is a part of the whole too.
        return None if amount is None else amount * question.population

    return Limits(
        {year: of_part(own.get(year, question.budget)) for year in question.years},
        of_part(question.budget_total),
        of_part(question.spend_at_least),
        tuple(sorted(question.must)),
        {frame: most * question.population for frame, most in question.frame_limits().items()},
    )


def _simulated(
    crew: WorkerPool, selection: Selection, drawings: Mapping[str, Drawing]
) -> PortfolioFinding:
    """Return the finding: each proposal alone, then the sets that were not simulated yet."""
    sets, first = selection.sets, distinct(_first_sets(selection))
    finished: dict[int, SetChanges] = {}
    try:
        lived = sets.lived(crew, first, finished)
        further = Solution(selection, lived).worth_simulating
        lived |= sets.lived(crew, [names for names in further if names not in lived], {})
    except Interrupted as stop:
        if finished:
            notice = interrupted_notice(len(finished), sets.question.replications)
            alone = Solution(selection, sets.lived_in(first, finished))
            stop.finding = finding_of(alone, (notice, NOT_TOGETHER))
        raise
    solution = Solution(selection, lived)
    return _under_draws(crew, solution, drawings) if drawings else finding_of(solution)


def _under_draws(
    crew: WorkerPool, solution: Solution, drawings: Mapping[str, Drawing]
) -> PortfolioFinding:
    """Return the finding, and how sure the choice is where the proposals' numbers are drawn.

    Where the user stops, the answer so far is kept without.
    """
    try:
        unsure = unsure_choice(solution, drawn_nets(crew, solution, drawings))
        idle = pairs_without_effect(tuple(drawings.values()))
        return replace(finding_of(solution, idle), unsure=unsure)
    except Interrupted as stop:
        stop.finding = finding_of(solution, (search_stopped_notice(HOW_SURE),))
        raise


def _first_sets(selection: Selection) -> list[tuple[str, ...]]:
    """Return what is simulated before anything is chosen: each alone, and the choices made."""
    choices = [tuple(sorted(choice.proposals)) for choice in selection.choices]
    names, params = [*selection.candidates.names, *chain(*choices)], selection.sets.params
    needed = [of(name, params) for name in dict.fromkeys(names) for of in (closure, dependencies)]
    return [*needed, *choices]
