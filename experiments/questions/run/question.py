"""What happens in one world: stocks, flows, durations and kroner."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from borgerflow.experiments.findings.assumptions import assumptions_of
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.findings.rows import AmountRow, Yearly, month_name
from borgerflow.experiments.questions.run.asked import RunQuestion
from borgerflow.experiments.questions.run.finding import RunFinding
from borgerflow.experiments.questions.run.rows import (
    ContactRow,
    CountRow,
    DurationRow,
    StockRow,
    TargetRow,
)
from borgerflow.experiments.questions.run.small import without_small_first_stocks
from borgerflow.experiments.runs.accounts.assumptions import with_frames
from borgerflow.experiments.runs.accounts.booked import (
    Booked,
    account_rows,
    booked_kroner,
    frame_rows,
    staff_kroner,
)
from borgerflow.experiments.runs.accounts.granted import booked_apart
from borgerflow.experiments.runs.comparison import head_of, world_of
from borgerflow.experiments.runs.estimators.one_world import RunTotals, run_world, targets_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import (
    NO_SCHEME,
    Axes,
    axes_of,
    by_year,
    money_of,
    price_factors,
    with_steps,
    yearly,
    yearly_statistics,
)
from borgerflow.experiments.runs.notices import interrupted_notice, run_notices
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.statistics import Row, mean_interval, rows_of, statistics_of
from borgerflow.experiments.runs.validate import accepted
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.clock import DAYS_PER_WEEK, date_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import KINDS, Account
from borgerflow.sim.params import Params, load
from borgerflow.sim.params.patches.files import PatchGiven
from borgerflow.sim.params.proposals.own_files import with_own_files
from borgerflow.sim.records.small_counts import smallest_shown
from borgerflow.sim.settlement.rulebook import PAYERS
from borgerflow.sim.world.municipality import with_file_of
from borgerflow.sim.world.world import World


def run(
    municipality: str,
    proposals: Sequence[str] = (),
    *,
    replications: int = 1,
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
) -> RunFinding:
    """Return what happens in a municipality under the proposals named, if any.

    Raises
    ------
    InputError
        If the question does not hold.
    Interrupted
        If the user stops; its ``finding`` rests on the replications that were finished.
    """
    held, proposals = with_own_files(params or load(), proposals)
    held, municipality = with_file_of(held, str(municipality))
    question = RunQuestion.of(locals())
    return answer_to(question, held, workers=workers, progress=progress)


def answer_to(
    question: RunQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> RunFinding:
    """Return the finding that answers a question; raises what `run` does."""
    began = time.perf_counter()
    question = accepted(question, params)
    world = world_of(question, params)
    compile_engines(question.engine, world)
    finished: dict[int, RunTotals] = {}
    smallest = smallest_shown(params, None)
    try:
        with WorkerPool(workers, progress) as pool:
            threads = pool.threads_for(question.replications)
            settings = RunSettings(question.seed, question.engine, threads)
            replications = range(question.replications)
            pool.run(run_world, [pool.hold(world)], replications, finished, settings=settings)
    except Interrupted as stop:
        if finished:
            finding = _finding(question, world, finished, smallest)
            notice = interrupted_notice(len(finished), question.replications)
            stop.finding = replace(finding, warnings=(*finding.warnings, notice))
        raise
    finding = _finding(question, world, finished, smallest)
    return replace(finding, seconds=time.perf_counter() - began)


def _finding(
    question: RunQuestion, world: World, finished: Mapping[int, RunTotals], smallest: int
) -> RunFinding:
    """Return the finding that a number of replications give, small counts of real people hidden."""
    found = _everything_told(question, world, finished)
    begins_with_people = world.municipality.stock is not None
    return without_small_first_stocks(found, smallest) if begins_with_people else found


def _everything_told(
    question: RunQuestion, world: World, finished: Mapping[int, RunTotals]
) -> RunFinding:
    """Return what a number of replications give."""
    done = [finished[replication] for replication in sorted(finished)]
    accounts = [one.account for one in done]
    axes = axes_of(world.scheme_names, world.start_day, world.end_day)
    index = world.unit_costs.price_index
    axes = with_steps(axes, index, question.price_year)
    factors = price_factors(index, axes, question.price_year)
    money, chart = money_of(accounts, factors), world.law.accounts
    booked = booked_in(world, done, money, factors)
    on_the_ladder = [name for name, scheme in world.law.schemes.items() if scheme.ladder]
    assumptions = assumptions_of(world, on_the_ladder)
    return RunFinding(
        **head_of(world, question.seed, question.engine),
        replications=len(accounts),
        price_year=question.price_year,
        price_index=axes.price_index,
        assumptions=with_frames(assumptions, world.proposals, chart),
        warnings=run_notices(world, assumptions, len(accounts)),
        ledger=amount_rows(money, axes),
        paid=paid_by_payer(money, axes),
        stocks=stock_rows(accounts, axes),
        flows=count_rows(accounts, axes),
        durations=duration_rows(accounts, axes),
        contacts=contact_rows(accounts, axes),
        targets=target_rows(world, done),
        accounts=account_rows(booked, chart, axes),
        frames=frame_rows(booked, chart, axes),
    )


def booked_in(world: World, done: Sequence[RunTotals], money: Floats, factors: Floats) -> Booked:
    """Return the municipality's kroner of a world by function, [replication, month, ...]."""
    chart, staff = world.law.accounts, staff_kroner(world.proposals, world, factors)
    earlier = np.stack([one.earlier for one in done]) * factors[:, None]
    granted = {key: earlier[:, place] for place, key in enumerate(booked_apart(chart))}
    return booked_kroner(money, world.scheme_names, chart, staff, granted)


def amount_rows(money: Floats, axes: Axes) -> tuple[AmountRow, ...]:
    """Return kroner [replication, month, payer, scheme + 1, kind] as a ledger by year."""
    names = (axes.years, PAYERS, (*axes.schemes, NO_SCHEME), KINDS)
    return _filled_rows(AmountRow, names, by_year(money, axes))


def paid_by_payer(money: Floats, axes: Axes) -> dict[str, Yearly]:
    """Return what each payer who pays anything pays, by year and in all."""
    sums = yearly_statistics(money.sum(axis=(3, 4)), axes)
    paying = [place for place in range(len(PAYERS)) if sums.filled[:, place].any()]
    return {PAYERS[place]: yearly(sums, place, axes) for place in paying}


def stock_rows(accounts: Sequence[Account], axes: Axes) -> tuple[StockRow, ...]:
    """Return persons on the first of each month, and full-time persons through it."""
    persons = statistics_of(_stacked([account.stock for account in accounts]))
    days = [axes.days_of_month(month) for month in range(axes.months)]
    person_days = _stacked([account.person_days for account in accounts])
    full_time = statistics_of(person_days / np.array(days, dtype=np.float64)[:, None])
    return tuple(
        StockRow(
            month_name(axes.first_month + month),
            name,
            persons.interval_at((month, scheme)),
            full_time.interval_at((month, scheme)),
        )
        for month in range(axes.months)
        for scheme, name in enumerate(axes.schemes)
    )


def count_rows(accounts: Sequence[Account], axes: Axes) -> tuple[CountRow, ...]:
    """Return every flow between two schemes in a year that anybody took."""
    names = (axes.years, axes.schemes, axes.schemes)
    return _filled_rows(CountRow, names, _stacked([account.flows for account in accounts]))


def duration_rows(accounts: Sequence[Account], axes: Axes) -> tuple[DurationRow, ...]:
    """Return the mean weeks of a stay in each scheme that anybody left.

    Assumes
    -------
    As many stays begin as end, so that days lived over stays ended is a mean (Little's law).
    """
    days = _stacked([account.person_days for account in accounts]).sum(axis=1)
    ended = _stacked([account.flows for account in accounts]).sum(axis=(1, 3))
    return tuple(
        DurationRow(name, mean_interval(days[:, place] / ended[:, place] / DAYS_PER_WEEK))
        for place, name in enumerate(axes.schemes)
        if ended[:, place].all()
    )


def contact_rows(accounts: Sequence[Account], axes: Axes) -> tuple[ContactRow, ...]:
    """Return the contacts held by year and scheme."""
    held = by_year(_stacked([account.contacts for account in accounts]), axes)
    return _filled_rows(ContactRow, (axes.years, axes.schemes), held)


def _filled_rows(
    row: Callable[..., Row], names: Sequence[Sequence[Any]], numbers: Floats
) -> tuple[Row, ...]:
    """Return a row for each place at which some replication is not zero."""
    held = statistics_of(numbers)
    return rows_of(row, names, held.filled, lambda place: [held.interval_at(place)])


def target_rows(world: World, done: Sequence[RunTotals]) -> tuple[TargetRow, ...]:
    """Return every published figure of the municipality beside the simulated one."""
    persons = np.stack([one.persons for one in done]) / world.scale
    rows = []
    for place, target in enumerate(targets_of(world)):
        simulated = mean_interval(persons[:, place].astype(np.float64))
        published = target.persons.value or 0.0
        rows.append(
            TargetRow(
                target.name,
                Wording(target.label.da, target.label.en),
                date_of(target.day).isoformat(),
                published,
                simulated,
                simulated.mean / published - 1,
                target.persons.grade,
                target.persons.source,
            )
        )
    return tuple(rows)


def _stacked(tables: Sequence[Ints]) -> Floats:
    return np.stack(tables).astype(np.float64)
