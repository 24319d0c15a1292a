"""How sure it is, what that hangs on, and what it is worth to know more: asked of proposals."""

import time
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import partial

import numpy as np

from borgerflow.experiments.findings.assumptions import assumptions_behind
from borgerflow.experiments.findings.finding import Head, Interrupted
from borgerflow.experiments.findings.patched import labels_of
from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.findings.rows import Yearly
from borgerflow.experiments.lookup.law import ids_of, with_own_files
from borgerflow.experiments.questions.compare.break_even.search import (
    EffectReading,
    other_readings,
)
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated, simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers, layers_of
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, drawing_of
from borgerflow.experiments.questions.compare.own_numbers.world_numbers import WorldNumber
from borgerflow.experiments.questions.compare.question import finding_of, pairs_of
from borgerflow.experiments.questions.compare.tables.payback import payback, payback_month
from borgerflow.experiments.questions.uncertainty.asked import (
    DRAWS,
    UncertaintyQuestion,
    with_draws,
)
from borgerflow.experiments.questions.uncertainty.finding import (
    PriceRow,
    ReadingRow,
    UncertainNumber,
    UncertaintyFinding,
)
from borgerflow.experiments.questions.uncertainty.long_tables import net_by_draw, parameters_of
from borgerflow.experiments.questions.uncertainty.measures.by_world import (
    influence_of_world_number,
    worlds_of_draws,
)
from borgerflow.experiments.questions.uncertainty.measures.influence import influence_of
from borgerflow.experiments.questions.uncertainty.measures.information import value_of_knowing
from borgerflow.experiments.questions.uncertainty.still import still_of
from borgerflow.experiments.runs.comparison import Comparison, comparison_of, world_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.runs.notices import search_stopped_notice
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.validate import accepted_pair, has_effect, refuse_none
from borgerflow.experiments.runs.warmup import compile_engines, estimator_ready
from borgerflow.experiments.typed.sizes import FEWEST_DRAWS
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params, load
from borgerflow.sim.params.estimates import value_at
from borgerflow.sim.params.patches.files import PatchGiven
from borgerflow.sim.settlement.rulebook import KOMMUNE, PAYERS
from borgerflow.sim.world.municipality import with_file_of

POSTERIOR = Wording(
    "kommunens faktorer, trukket da den blev tilpasset",
    "the factors of the municipality, drawn when it was calibrated",
)
PART_OF_READINGS = 4  # another reading has a quarter of the draws, which tell chance and range
DRAWS_A_WORLD = 4  # of the proposal's numbers for each draw of the world's
PRICES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)  # times what it costs


def uncertainty(
    municipality: str,
    proposals: Sequence[str],
    *,
    baseline: Sequence[str] = (),
    draws: int = DRAWS,
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
    compile_engines(question.engine, comparison.baseline, world)
    estimator = estimator_ready(question, comparison.baseline, world)
    settings = RunSettings(question.seed, question.engine, estimator=estimator)
    with WorkerPool(workers, progress) as pool:
        pairs = pairs_of(pool, comparison, question.replications, settings)
        compared = finding_of(comparison, pairs, settings)
        drawn = partial(simulated, pool, factors=comparison.factors, settings=settings)
        try:
            found = drawn(drawing, replications=question.replications)
        except Interrupted as stop:
            stop.finding = compared
            raise
        answer = finding_from(compared, comparison.axes, drawing, found)
        try:
            rows = [
                _read(label, drawn(other, replications=question.replications))
                for label, other in other_drawings(comparison, question, listed)
            ]
        except Interrupted as stop:
            notice = search_stopped_notice()
            stop.finding = replace(answer, warnings=(*answer.warnings, notice))
            raise
    return replace(answer, readings=tuple(rows), seconds=time.perf_counter() - began)


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
    months = [payback_month(each) for each in own.mean(axis=0)]
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
        payback=payback(months, axes),
        numbers=_numbers(compared, drawing, found.shares, net),
        own=len(drawing.own),
        worlds=drawing.worlds,
        still=still_of(compared.assumptions, {each.name for each in drawing.numbers}),
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


def _numbers(
    compared: Finding, drawing: Drawing, shares: Floats, net: Layers
) -> tuple[UncertainNumber, ...]:
    """Return what each number brings, the most influential first."""
    labels = {each.name: each.label for each in compared.assumptions}
    labels |= labels_of(drawing.baseline, [each.name for each in drawing.numbers])
    labels[f"{compared.municipality}.posterior"] = POSTERIOR
    worlds, rows = worlds_of_draws(shares[:, len(drawing.own) :]), []
    for number, places in zip(drawing.numbers, shares.T, strict=True):
        if isinstance(number, WorldNumber):
            influence = influence_of_world_number(places, net, worlds)
        else:
            influence = influence_of(places, net)
        estimate = number.estimate
        at = influence.crossing
        rows.append(
            UncertainNumber(
                name=number.name,
                label=labels.get(number.name),
                value=estimate.value,
                low=value_at(estimate, 0.0) if estimate.low is None else estimate.low,
                high=value_at(estimate, 1.0) if estimate.high is None else estimate.high,
                unit=estimate.unit,
                distribution=estimate.distribution or "uniform",
                grade=estimate.grade,
                share=influence.share,
                net_at_low=influence.at_low,
                net_at_high=influence.at_high,
                pays_from=None if at is None else value_at(estimate, at),
                saves_by_fifth=influence.saves_by_part,
                knowing=value_of_knowing(influence.expected),
            )
        )
    return tuple(sorted(rows, key=lambda row: -row.share.mean))


def prices_of(found: Simulated, net: Layers) -> list[PriceRow]:
    """Return the chance of a saving at other prices, where anything is invested."""
    invested = found.invested[..., KOMMUNE].sum(axis=1)
    if not invested.any():
        return []
    rows = []
    for times in PRICES:
        at = replace(net, draws=net.draws + (times - 1) * invested)
        rows.append(PriceRow(times, float(times * invested.mean()), at.below_nought))
    return rows
