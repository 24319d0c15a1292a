"""Does a proposal pay for itself: baseline against investment, paired by replication."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Thread
from typing import Any

import numpy as np

from borgerflow.experiments.findings.assumptions import assumptions_behind, ranked
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.question import LOTTERY, Engine, Estimator
from borgerflow.experiments.findings.rows import Interaction, LedgerRow
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.questions.compare.break_even.displacement import search_displacement
from borgerflow.experiments.questions.compare.break_even.search import (
    Search,
    differences_at_most,
    search_effects,
    search_share_of_effects,
)
from borgerflow.experiments.questions.compare.chart.rows import pictured_rows
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.drawn_range import with_drawn_range
from borgerflow.experiments.questions.compare.own_numbers.ends import with_own_numbers
from borgerflow.experiments.questions.compare.own_numbers.sampling import (
    refuse_impossible_pairs,
    sequences,
)
from borgerflow.experiments.questions.compare.tables.gains import gain_rows
from borgerflow.experiments.questions.compare.tables.grants import (
    assumptions_of_grants,
    grants_of,
)
from borgerflow.experiments.questions.compare.tables.guard import guarded
from borgerflow.experiments.questions.compare.tables.kept import kept_rows, share_of_grant
from borgerflow.experiments.questions.compare.tables.rows import (
    PairedStatistics,
    flow_rows,
    held_statistics,
    interaction_of,
)
from borgerflow.experiments.runs.accounts.assumptions import with_frames
from borgerflow.experiments.runs.accounts.booked import (
    account_rows,
    booked_change,
    frame_rows,
    invested_so_far,
)
from borgerflow.experiments.runs.comparison import (
    Comparison,
    cases_of,
    comparison_of,
    head_of,
    proposal_heads,
    world_of,
)
from borgerflow.experiments.runs.estimators.pairs import Pair, RunSettings, run_pair
from borgerflow.experiments.runs.estimators.usual_lives import KeptBaselines
from borgerflow.experiments.runs.money import MUNICIPALITY, NO_SCHEME, money_of, own_net, totals
from borgerflow.experiments.runs.notices import (
    compare_notices,
    interrupted_notice,
    search_stopped_notice,
    spread_notices,
)
from borgerflow.experiments.runs.pool import Onlooker, Progress, Watcher, WorkerPool, cores
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.experiments.runs.validate import accepted_pair, refuse_none
from borgerflow.experiments.runs.warmup import estimator_ready
from borgerflow.experiments.store.kept import input_digests
from borgerflow.experiments.store.provenance import digest_of
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.reach import Difference
from borgerflow.sim.params import Params, Proposal, load
from borgerflow.sim.params.patches.files import PatchGiven
from borgerflow.sim.params.proposals.own_files import ids_of, with_own_files
from borgerflow.sim.world.municipality import with_file_of
from borgerflow.sim.world.world import World

GLANCED_AT = FEWEST_FOR_A_SPREAD  # replications: as soon as there is an interval
NEEDED_EFFECT = Wording("den nødvendige effekt", "the effect at break-even")
OWN_RANGE = Wording("spændet fra forslagets egne tal", "the range that its own numbers leave")


def compare(
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
    break_even: bool = True,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
    law: str | None = None,
    conditions: Sequence[str] = (),
    patch: PatchGiven = None,
    estimator: str = "auto",
    grants: bool = False,
) -> Finding:
    """Return what one or more proposals together do to the municipality's purse.

    Parameters
    ----------
    baseline : sequence of str
        Proposals in both worlds, ids or files of your own: what is asked about is then what the
        others add to them.
    start, end : str, optional
        First day of the horizon, and the day after its last; by default the years of the
        proposals, four at least.
    price_year : int, optional
        The prices to show all amounts in; by default those of the first proposal.
    break_even : bool
        Whether to search the effect at which the proposals pay for themselves.
    progress : callable, optional
        Called with replications done and known of; the total grows while the effect at
        break-even is searched.
    population : float
        The share of the municipality to simulate; below 1 for a quick look. Amounts are those
        of the part simulated.
    estimator : {"auto", "branch", "lottery"}
        How the change is told: by branches weighed by their chance, by lotteries, or (auto) by
        branches where these carry the proposals. See ``docs/estimators.md``.
    law : str, optional
        A draft that is not adopted, taken for law in both worlds: ``draft-2027``.
    conditions : sequence of str
        What years were like, in both worlds: ``observed``, ``covid``, or files (.yaml).
    patch : path, mapping or lines, optional
        Numbers to set in every world, by name or pattern: ``{"hazards.dagpenge.job": "x1.1"}``.
    grants : bool
        Whether to tell what block grant and equalisation do beside the net: tax of the jobs more,
        need, sanction. See ``docs/finance.md``.

    Raises
    ------
    InputError
        If the question does not hold: an unknown name, proposals that exclude each other, one
        that is both in the baseline and asked about.
    Interrupted
        If the user stops; its ``finding`` rests on the replications that were finished.
    """
    held, _ = with_own_files(params or load(), (*baseline, *proposals))
    baseline, proposals = ids_of(baseline), ids_of(proposals)
    held, municipality = with_file_of(held, str(municipality))
    question = CompareQuestion.of(locals())
    return answer_to(question, held, workers=workers, progress=progress)


def answer_to(
    question: CompareQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Finding:
    """Return the finding that answers a question; raises what `compare` does."""
    began = time.perf_counter()
    comparison, estimator = ready(question, params, workers)
    comparison = replace(comparison, alone=each_alone(comparison.investment, comparison.given))
    with WorkerPool(workers, progress) as pool:
        threads = pool.threads_for(question.replications)
        settings = RunSettings(question.seed, question.engine, threads, estimator)
        if pool.workers > 1:  # while they live the pairs
            Thread(target=sequences, daemon=True).start()
        reaching = differences_at_most(comparison, estimator) if question.break_even else ()
        pairs = pairs_of(pool, comparison, question.replications, settings, reaching)
        finding = finding_of(comparison, pairs, settings)
        finding = with_grants(finding, comparison) if question.grants else finding
        if isinstance(pool.watcher, Onlooker):
            pool.watcher.answer_so_far(finding)
        search = Search(pool, pool.hold(comparison.baseline), comparison, tuple(pairs), settings)
        finding = with_assumption_range(search, finding)
        if question.break_even:
            finding = with_break_even(search, finding)
    return replace(finding, seconds=time.perf_counter() - began)


def glance_at(
    question: CompareQuestion,
    params: Params,
    *,
    progress: Progress | None = None,
    kept: KeptBaselines | None = None,
) -> Finding:
    """Return what the first replications give, within a second or two: no ranges, no break-even.

    They are lived in this process, by threads, and are the first of those that `answer_to` lives.
    ``kept`` is what the process keeps of earlier ones: of a baseline that is known no life is
    lived again.
    """
    began = time.perf_counter()
    comparison, estimator = ready(question, params, workers=1)
    settings = RunSettings(question.seed, question.engine, cores(), estimator)
    if kept is not None:
        name = digest_of({**question.of_its_baseline.inputs(), **input_digests(params)})
        usual = kept.of(name, comparison.baseline)
        comparison = replace(comparison, baseline=usual.world)
        settings = settings._replace(usual=usual)
    with WorkerPool(1, progress) as pool:
        few = min(GLANCED_AT, question.replications)
        finding = finding_of(comparison, pairs_of(pool, comparison, few, settings), settings)
    return replace(finding, seconds=time.perf_counter() - began)


def ready(
    question: CompareQuestion, params: Params, workers: int | None
) -> tuple[Comparison, Estimator]:
    """Return the worlds that a question compares, compiled, and how the change is told."""
    refuse_none(question.proposals, params.proposals)
    params = question.held(params)  # once for all that follows
    question = accepted_pair(question, params)
    world = world_of(question, params, question.everything)
    comparison = comparison_of(world, question.price_year, question.baseline)
    refuse_impossible_pairs(comparison)
    return comparison, estimator_ready(question, comparison.baseline, world, workers)


def each_alone(world: World, given: Sequence[Proposal] = ()) -> tuple[World, ...]:
    """Return a world for each of several proposals beside those given; none if one needs another.

    ``given`` are proposals in every world.
    """
    proposals = [proposal for proposal in world.proposals if proposal not in given]
    known = {proposal.id for proposal in given}
    if len(proposals) == 1 or any(set(one.depends_on) - known for one in proposals):
        return ()
    return tuple(world.with_proposals([*given, proposal]) for proposal in proposals)


def pairs_of(
    pool: WorkerPool,
    comparison: Comparison,
    replications: int,
    settings: RunSettings,
    reaching: Sequence[Difference] = (),
) -> list[Pair]:
    """Return both worlds replication by replication, and whom some differences may reach."""
    worlds = [pool.hold(comparison.baseline), pool.hold(comparison.investment)]
    worlds += [pool.hold(comparison.alone)] if comparison.alone else []
    finished: dict[int, Pair] = {}
    try:
        told: dict[str, Any] = {"cases": cases_of(comparison.asked), "reaching": reaching}
        told |= {"settings": settings, "seen": net_so_far(pool.watcher, comparison)}
        return pool.run(run_pair, worlds, range(replications), finished, **told)
    except Interrupted as stop:
        if finished:
            done = [finished[replication] for replication in sorted(finished)]
            notice = interrupted_notice(len(done), replications)
            stop.finding = _noticed(finding_of(comparison, done, settings), notice)
        raise


def net_so_far(watcher: Watcher | None, comparison: Comparison) -> Callable[[Pair], None] | None:
    """Return what tells a watcher the net of the pairs seen so far, if somebody watches.

    It is told from the first interval on, wide as it is.
    """
    if watcher is None:
        return None
    nets: list[float] = []

    def see(pair: Pair) -> None:
        after, before = (
            money_of([each], comparison.factors) for each in (pair.investment, pair.baseline)
        )
        nets.append(float(own_net(after - before).sum()))
        if len(nets) >= FEWEST_FOR_A_SPREAD:
            watcher.so_far(mean_interval(np.array(nets)))

    return see


def with_grants(finding: Finding, comparison: Comparison) -> Finding:
    """Return a finding with what grants and equalisation do beside its net, and on what numbers."""
    told = grants_of(finding, comparison, share_of_grant(comparison.investment))
    numbers = assumptions_of_grants(comparison.chart.equalisation)
    return replace(finding, grants=told, assumptions=ranked((*finding.assumptions, *numbers)))


def with_assumption_range(search: Search, finding: Finding) -> Finding:
    """Return a finding with what its own numbers move; an interruption keeps it without."""
    try:
        return with_drawn_range(search, with_own_numbers(search, finding))
    except Interrupted as stop:
        stop.finding = _noticed(finding, search_stopped_notice(OWN_RANGE))
        raise


def with_break_even(search: Search, finding: Finding) -> Finding:
    """Return a finding with the effects at break-even; an interruption keeps it without them."""
    try:
        finding = replace(finding, break_even=search_effects(search))
        finding = replace(finding, delivered=search_share_of_effects(search))
        return replace(finding, displacement=search_displacement(search))
    except Interrupted as stop:
        stop.finding = _noticed(finding, search_stopped_notice(NEEDED_EFFECT))
        raise


def _noticed(finding: Finding, notice: Wording) -> Finding:
    return replace(finding, warnings=(*finding.warnings, notice))


def finding_of(comparison: Comparison, pairs: Sequence[Pair], settings: RunSettings) -> Finding:
    """Return the finding that a number of paired replications give, break-even apart."""
    axes, factors = comparison.axes, comparison.factors
    before = [pair.baseline for pair in pairs]
    after = [pair.investment for pair in pairs]
    touched = [pair.touched for pair in pairs]
    drawn = [pair.drawn or pair.investment for pair in pairs]
    statistics = held_statistics(before, after, drawn, touched, factors, axes)
    change = money_of(after, factors) - money_of(before, factors)
    nets, booked = totals(own_net(change), axes), booked_change(change, comparison)
    chart = comparison.chart
    accounts = account_rows(booked, chart, axes)
    found = Finding(
        **paired_fields(comparison, statistics, settings),
        accounts=accounts,
        frames=frame_rows(booked, chart, axes),
        kept=kept_rows(accounts, chart, share_of_grant(comparison.investment)),
        flows=flow_rows(before, after, axes),
        gains=gain_rows([pair.gains for pair in pairs], factors, axes),
        interaction=_interaction(comparison, pairs) if comparison.alone else None,
        **pictured_rows(comparison, pairs),
    )
    courses = np.sum(touched, axis=1) / axes.length
    narrow = spread_notices(nets, courses, settings.estimator == LOTTERY)
    found = replace(found, warnings=(*found.warnings, *narrow))
    return guarded(found, comparison, pairs)


def paired_fields(
    comparison: Comparison, statistics: PairedStatistics, settings: RunSettings
) -> dict[str, Any]:
    """Return what every finding of paired replications says, by field."""
    world, replications = comparison.investment, len(statistics.payback_months)
    tables = statistics.tables()
    assumptions = assumptions_behind(world, kroner_moved(tables["ledger"]))
    return {
        **head_of(world, settings.seed, settings.engine),
        "proposals": proposal_heads(comparison.asked),
        "given": proposal_heads(comparison.given),
        **tables,
        "replications": replications,
        "estimator": settings.estimator,
        "price_year": comparison.price_year,
        "price_index": comparison.axes.price_index,
        "assumptions": with_frames(assumptions, comparison.asked, comparison.chart),
        "warnings": compare_notices(world, assumptions, replications),
        "invested": invested_so_far(comparison),
    }


def kroner_moved(ledger: Sequence[LedgerRow]) -> dict[tuple[str, str], float]:
    """Return the municipality's kroner that differ, investments apart, by kind and scheme."""
    moved: dict[tuple[str, str], float] = {}
    for row in ledger:
        if row.payer == MUNICIPALITY and row.scheme != NO_SCHEME:
            key = row.kind, row.scheme
            moved[key] = moved.get(key, 0.0) + row.difference.mean
    return moved


def _interaction(comparison: Comparison, pairs: Sequence[Pair]) -> Interaction:
    """Return what the proposals come to one by one and together."""
    changes = [money_of(pair.alone, comparison.factors) for pair in pairs]
    alone = np.array([totals(own_net(each), comparison.axes) for each in changes])
    names = [proposal.id for proposal in comparison.asked]
    before, after = (
        money_of(accounts, comparison.factors)
        for accounts in ([p.baseline for p in pairs], [p.investment for p in pairs])
    )
    return interaction_of(names, alone, totals(own_net(after - before), comparison.axes))
