"""How sure it is, what that hangs on, and what it is worth to know more: asked of proposals."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import partial

import numpy as np

from borgerflow.experiments.findings.assumptions import assumptions_behind
from borgerflow.experiments.findings.finding import Head, Interrupted
from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.findings.rows import Yearly
from borgerflow.experiments.questions.compare.break_even.search import (
    EffectReading,
    other_readings,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated, simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import (
    Drawing,
    drawing_of,
    idle_pairs,
)
from borgerflow.experiments.questions.compare.question import finding_of, pairs_of
from borgerflow.experiments.questions.compare.tables.payback import payback
from borgerflow.experiments.questions.uncertainty.asked import (
    DRAWS,
    UncertaintyQuestion,
    pilots_of,
    steps_for,
    with_draws,
)
from borgerflow.experiments.questions.uncertainty.finding import ReadingRow, UncertaintyFinding
from borgerflow.experiments.questions.uncertainty.measures.information import value_of_knowing
from borgerflow.experiments.questions.uncertainty.measures.long_tables import (
    ledger_of,
    net_by_draw,
    parameters_of,
)
from borgerflow.experiments.questions.uncertainty.measures.not_drawn import still_of
from borgerflow.experiments.questions.uncertainty.measures.rows import (
    group_rows,
    met_by_one,
    number_rows,
    payback_months,
    prices_of,
    steps_from,
    with_steps,
)
from borgerflow.experiments.questions.uncertainty.trials.evaluation import cohort_of
from borgerflow.experiments.questions.uncertainty.trials.offered import can_be_tried, offered_to
from borgerflow.experiments.questions.uncertainty.trials.pilot import Pilots
from borgerflow.experiments.questions.uncertainty.trials.text import too_few_notice
from borgerflow.experiments.runs.comparison import Comparison, comparison_of, world_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.runs.notices import search_stopped_notice
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.validate import (
    accepted_pair,
    has_effect,
    main_mechanism,
    refuse_none,
)
from borgerflow.experiments.runs.warmup import estimator_ready
from borgerflow.experiments.typed.sizes import FEWEST_DRAWS
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params, load
from borgerflow.sim.params.patches.files import PatchGiven
from borgerflow.sim.params.proposals.own_files import ids_of, with_own_files
from borgerflow.sim.settlement.rulebook import KOMMUNE, PAYERS
from borgerflow.sim.world.municipality import with_file_of

PART_OF_READINGS = 4  # another reading has a quarter of the draws, which tell chance and range
DRAWS_A_WORLD = 4  # of the proposal's numbers for each draw of the world's
THE_REST = Wording("resten af svaret", "the rest of the answer")


def uncertainty(
    municipality: str,
    proposals: Sequence[str],
    *,
    baseline: Sequence[str] = (),
    draws: int = DRAWS,
    steps: int | None = None,
    pilots: Sequence[str] = (),
    pilot_cost: float = 0.0,
    evaluation: bool = False,
    replications: int = 4,
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
    estimator: str = "auto",
    conditions: Sequence[str] = (),
    patch: PatchGiven = None,
) -> UncertaintyFinding:
    """Return how sure the answer about proposals is, and what it would be worth to know more.

    Parameters
    ----------
    draws : int
        How often all of the proposals' own numbers that have a range are drawn, each from its own
        distribution.
    steps : int
        From how many of the draws each number alone is drawn anew: that tells what it does
        together with others. None at 0; by default 32, or fewer where numbers are many.
    pilots : sequence of str
        Pilots before the decision, each as citizens x months: ``"200x12"``. Without any some
        usual ones are told.
    pilot_cost : float
        Kroner that the evaluation of a pilot costs, beside what the proposals cost its citizens.
    evaluation : bool
        Whether to tell with which chance an evaluation would see the effect afterwards.
    replications : int
        Of each draw, and of the numbers as assumed. The others are as in ``compare``.

    Raises
    ------
    InputError
        If the question does not hold, or nothing about the proposals is uncertain.
    Interrupted
        If the user stops; its ``finding`` is what was finished: the draws, else the comparison.
    """
    held, _ = with_own_files(params or load(), (*baseline, *proposals))
    baseline, proposals = ids_of(baseline), ids_of(proposals)
    held, municipality = with_file_of(held, str(municipality))
    question = UncertaintyQuestion.of(locals())
    return answer_to(question, held, workers=workers, progress=progress)


def answer_to(
    question: UncertaintyQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> UncertaintyFinding:
    """Return the finding that answers a question; raises what `uncertainty` does."""
    began = time.perf_counter()
    refuse_none(question.proposals, params.proposals)
    question = with_draws(accepted_pair(question, params))
    world = world_of(question, params, question.everything)
    comparison = comparison_of(world, question.price_year, question.baseline)
    listed = [each.name for each in assumptions_behind(world, {})]
    drawing = drawing_of(comparison, question.draws, question.seed, listed, DRAWS_A_WORLD)
    estimator = estimator_ready(question, comparison.baseline, world, workers)
    settings = RunSettings(question.seed, question.engine, estimator=estimator)
    with WorkerPool(workers, progress) as pool:
        pairs = pairs_of(pool, comparison, question.replications, settings)
        compared = finding_of(comparison, pairs, settings)
        drawn = partial(simulated, pool, factors=comparison.factors, settings=settings)
        with keeping_the_comparison(compared):
            found = drawn(drawing, replications=question.replications, with_ledgers=True)
        answer = finding_from(compared, comparison.axes, drawing, found)
        answer = replace(answer, ledger_long=ledger_of(found, pairs, comparison))
        answer = replace(answer, one_municipality=met_by_one(found, pairs, comparison))
        try:
            rows = [
                _read(label, drawn(other, replications=question.replications))
                for label, other in other_drawings(comparison, question, listed)
            ]
            answer = replace(answer, readings=tuple(rows))
            answer = stepped_answer(answer, question, drawing, found, drawn)
            answer = with_trials(answer, question, comparison, found, settings)
        except Interrupted as stop:
            notice = search_stopped_notice(THE_REST)
            stop.finding = replace(answer, warnings=(*answer.warnings, notice))
            raise
    return replace(answer, seconds=time.perf_counter() - began)


@contextmanager
def keeping_the_comparison(compared: Finding) -> Iterator[None]:
    """Let an interruption keep the comparison as its answer."""
    try:
        yield
    except Interrupted as stop:
        stop.finding = compared
        raise


def stepped_answer(
    answer: UncertaintyFinding,
    question: UncertaintyQuestion,
    drawing: Drawing,
    found: Simulated,
    drawn: Callable[..., Simulated],
) -> UncertaintyFinding:
    """Return the answer with what each number does wherever the others lie, if that is asked."""
    count = steps_for(question, len(drawing.own))
    if not count:
        return answer
    steps = steps_from(drawing, found, count, question.seed, drawn)
    variance = float(layers_of(found.amounts[..., KOMMUNE].sum(axis=2)).draws.var())
    names = [number.name for number in drawing.own]
    rows = with_steps(answer.numbers, names, steps, variance)
    return replace(answer, numbers=rows, steps=count)


def with_trials(
    answer: UncertaintyFinding,
    question: UncertaintyQuestion,
    comparison: Comparison,
    found: Simulated,
    settings: RunSettings,
) -> UncertaintyFinding:
    """Return the answer with what pilots are worth, where some citizens can be offered it alone."""
    if not can_be_tried(comparison):
        return answer
    pilots = Pilots(comparison, found, offered_to(comparison, 0, settings), question.pilot_cost)
    rows = pilots.rows(pilots_of(question))
    answer = replace(answer, pilots=tuple(rows), evaluation_costs=question.pilot_cost)
    return (
        with_evaluation(answer, question, comparison, settings) if question.evaluation else answer
    )


def with_evaluation(
    answer: UncertaintyFinding,
    question: UncertaintyQuestion,
    comparison: Comparison,
    settings: RunSettings,
) -> UncertaintyFinding:
    """Return the answer with what evaluations would see, if enough citizens are met for one."""
    cohort = cohort_of(comparison, question.replications, settings)
    if cohort is None:
        return replace(answer, warnings=(*answer.warnings, too_few_notice()))
    unit = main_mechanism(comparison.asked)[1].effect.unit if has_effect(comparison.asked) else ""
    return replace(
        answer,
        effect_unit=unit,
        evaluations=tuple(cohort.rows(question.seed)),
        false_answers=tuple(cohort.false_answers(question.seed)),
    )


def other_drawings(
    comparison: Comparison, question: UncertaintyQuestion, listed: Sequence[str]
) -> list[tuple[Wording, Drawing]]:
    """Return what is drawn where the words of the main mechanism are read in each other way."""
    if not has_effect(comparison.asked):
        return []
    few = max(FEWEST_DRAWS, question.draws // PART_OF_READINGS)
    found = []
    for reading in other_readings(EffectReading(None, None, comparison.asked)):
        proposals = (*comparison.given, *reading.proposals)
        other = replace(comparison, investment=comparison.investment.with_proposals(proposals))
        assert reading.label is not None
        drawing = drawing_of(other, few, question.seed, listed, DRAWS_A_WORLD)
        found.append((reading.label, drawing))
    return found


def _read(label: Wording, found: Simulated) -> ReadingRow:
    net = layers_of(found.amounts[..., KOMMUNE].sum(axis=2))
    return ReadingRow(label, found.draws, net.range, net.below_nought)


def finding_from(
    compared: Finding, axes: Axes, drawing: Drawing, found: Simulated
) -> UncertaintyFinding:
    """Return the finding that simulated draws give."""
    own = found.amounts[..., KOMMUNE]
    net = layers_of(own.sum(axis=2))
    loss, saving = net.draws[net.draws > 0], net.draws[net.draws < 0]
    head = {each.name: getattr(compared, each.name) for each in fields(Head)}
    head["warnings"] = (*compared.warnings, *idle_pairs(drawing))
    return UncertaintyFinding(
        **head,
        compared=compared,
        draws=found.draws,
        failed=found.failed,
        net_by_payer={
            payer: _yearly(found.amounts[..., n], axes) for n, payer in enumerate(PAYERS)
        },
        simulation=net.simulation,
        noise=net.noise,
        saves=net.below_nought,
        mean_loss=float(loss.mean()) if len(loss) else None,
        mean_saving=float(-saving.mean()) if len(saving) else None,
        payback=payback(payback_months(found).tolist(), np.cumsum(own.mean(axis=(0, 1))), axes),
        numbers=number_rows(compared, axes, drawing, found, net),
        own=len(drawing.own),
        worlds=drawing.worlds,
        still=still_of(compared.assumptions, {each.name for each in drawing.numbers}),
        groups=group_rows(drawing, found.shares, net),
        prices=tuple(prices_of(found, net)),
        readings=(),
        knowing=value_of_knowing(net.draws),
        parameters=parameters_of(drawing, found),
        nets=net_by_draw(found, axes),
    )


def _yearly(amounts: Floats, axes: Axes) -> Yearly:
    """Return amounts [replication, draw, month] by year and in total, with ranges."""
    years = np.array(axes.year_of_month)
    by_year = {
        int(year): layers_of(amounts[:, :, years == year].sum(axis=2)).range for year in axes.years
    }
    return Yearly(by_year, layers_of(amounts.sum(axis=2)).range)
