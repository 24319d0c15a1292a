"""Simulates a municipality for a year and holds its kroner against a hand and the accounts."""

import time
from collections.abc import Sequence
from dataclasses import replace
from shlex import quote

import numpy as np

from borgerflow.experiments.findings.question import Engine
from borgerflow.experiments.lookup.law import place_typed
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.notices import fit_notices, rate_notices, world_notices
from borgerflow.experiments.runs.pool import Progress, WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.experiments.store.provenance import params_typed, version
from borgerflow.experiments.validation.accounts.asked import (
    YEAR,
    AccountsQuestion,
    accepted_accounts,
    of_year,
)
from borgerflow.experiments.validation.accounts.bridge import AccountStep, bridge_rows, untold_rows
from borgerflow.experiments.validation.accounts.finding import (
    ALIKE,
    FULL,
    AccountsFinding,
    FullRateShare,
    RefundRow,
    SchemeAccount,
)
from borgerflow.experiments.validation.accounts.lived import LivedYear, live_year
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import ACTIVATION, BENEFIT, CONTACT
from borgerflow.sim.params import Estimate, Params, load
from borgerflow.sim.params.words.published import REFUND, AccountLine
from borgerflow.sim.settlement.rulebook import FLEKSJOB, KOMMUNE
from borgerflow.sim.world.municipality import with_file_of
from borgerflow.sim.world.world import World

FLEKSBIDRAG = Wording(
    "statens fleksbidrag på sidste trin er ikke med i håndberegningen",
    "the hand leaves out the state's fleksbidrag on the last step",
)
UNEXPLAINED = Wording("uforklaret", "unexplained")
NOTHING = Wording("", "")


def accounts(
    municipality: str,
    *,
    year: int = YEAR,
    replications: int = 10,
    seed: int = 1,
    engine: Engine = "auto",
    workers: int | None = None,
    progress: Progress | None = None,
    params: Params | None = None,
    population: float = 1.0,
) -> AccountsFinding:
    """Return what the benefits of a municipality come to in a year, beside its accounts.

    Raises
    ------
    InputError
        If the question does not hold.
    Interrupted
        If the user stops.
    """
    held, municipality = with_file_of(params or load(), str(municipality))
    question = AccountsQuestion.of({**locals(), **of_year(year)})
    accepted = accepted_accounts(question, held)
    return answer_to(accepted, held, workers=workers, progress=progress)


def answer_to(
    question: AccountsQuestion,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> AccountsFinding:
    """Return the finding that answers a question; raises what `accounts` does."""
    began = time.perf_counter()
    world = world_of(question, params)
    compile_engines(question.engine, world)
    with WorkerPool(workers, progress) as pool:
        threads = pool.threads_for(question.replications)
        settings = RunSettings(question.seed, question.engine, threads)
        replications = range(question.replications)
        lived = pool.run(live_year, [pool.hold(world)], replications, settings=settings)
    found = _finding(question, world, lived, params)
    return replace(found, seconds=time.perf_counter() - began)


def _finding(
    question: AccountsQuestion, world: World, lived: Sequence[LivedYear], params: Params
) -> AccountsFinding:
    rows = scheme_accounts(world, lived)
    lines = params.published.account_lines(question.municipality, question.year)
    other = np.mean([each.money[KOMMUNE].sum(axis=0) for each in lived], axis=0) / world.scale
    labels = {name: scheme.label for name, scheme in world.law.schemes.items()}
    return AccountsFinding(
        version=version(),
        municipality=world.municipality.name,
        municipality_label=world.municipality.label.da,
        year=question.year,
        seed=question.seed,
        replications=len(lived),
        rows=rows,
        bridge=bridge_rows(_in_all(rows), float(other[ACTIVATION]), lines),
        untold=untold_rows(lines),
        refunds=refund_rows(rows, lines),
        contacts=float(other[CONTACT]),
        warnings=(
            *rate_notices(world.law, world.end_day - 1),
            *fit_notices(world.municipality),
            *world_notices(world),
        ),
        command=_command(question, params),
        scheme_labels={name: Wording(each["da"], each["en"]) for name, each in labels.items()},
    )


def scheme_accounts(world: World, lived: Sequence[LivedYear]) -> tuple[SchemeAccount, ...]:
    """Return what each scheme on the ladder comes to that anybody is in."""
    on_the_ladder = [name for name, scheme in world.law.schemes.items() if scheme.ladder]
    rows = (_scheme_account(name, world, lived) for name in on_the_ladder)
    return tuple(row for row in rows if row.gross.mean)


def _scheme_account(name: str, world: World, lived: Sequence[LivedYear]) -> SchemeAccount:
    place, days = world.scheme_names.index(name), world.end_day - world.start_day

    def of_each(numbers: list[Floats], each: float = 1.0) -> Floats:
        return np.array([float(n[place]) for n in numbers]) / each / world.scale

    paid = of_each([one.paid_days for one in lived])
    gross = of_each([one.money[..., BENEFIT].sum(axis=0) for one in lived])
    own = of_each([one.money[KOMMUNE, :, BENEFIT] for one in lived])
    by_hand = float(of_each([one.municipal for one in lived]).mean())
    return SchemeAccount(
        scheme=name,
        persons=mean_interval(of_each([one.person_days for one in lived], days)),
        paid=mean_interval(paid / days),
        weekly=float(gross.sum() / max(paid.sum(), 1.0) * DAYS_PER_WEEK),
        degree=degree_of(world.model.costs.benefit_share.get(name)),
        gross=mean_interval(gross),
        municipality=mean_interval(own),
        gross_by_hand=float(of_each([one.gross for one in lived]).mean()),
        by_hand=by_hand,
        why=why_apart(name, by_hand, float(own.mean())),
    )


def degree_of(assumed: Estimate | None) -> FullRateShare:
    """Return the share of the full rate that is paid; all of it where nothing else is assumed."""
    if assumed is None or assumed.value is None:
        return FullRateShare(1.0, 1.0, 1.0, FULL)
    low, high = (assumed.value if end is None else end for end in (assumed.low, assumed.high))
    return FullRateShare(assumed.value, low, high, assumed.grade)


def why_apart(scheme: str, by_hand: float, settled: float) -> Wording:
    """Return why a hand computation and the settlement differ; nothing where they agree."""
    if abs(by_hand - settled) <= ALIKE * abs(settled):
        return NOTHING
    # The fleksbidrag is paid to the municipality, so what is settled can only be less.
    return FLEKSBIDRAG if scheme == FLEKSJOB and by_hand > settled else UNEXPLAINED


def _in_all(rows: Sequence[SchemeAccount]) -> AccountStep:
    """Return the municipality's part of all benefits, and where assumed shares lie at an end."""
    return AccountStep(
        sum(row.municipality.mean for row in rows),
        sum(row.municipality.mean * row.degree.low / row.degree.value for row in rows),
        sum(row.municipality.mean * row.degree.high / row.degree.value for row in rows),
    )


def refund_rows(
    rows: Sequence[SchemeAccount], lines: Sequence[AccountLine]
) -> tuple[RefundRow, ...]:
    """Return each published share that the state pays beside the simulated one."""
    share = {row.scheme: 1 - row.share for row in rows}
    return tuple(
        RefundRow(line.of, line.label, line.value or 0.0, share[line.of], line.grade, line.source)
        for line in lines
        if line.role == REFUND and line.of in share
    )


def _command(question: AccountsQuestion, params: Params) -> str:
    place = place_typed(question.municipality, params)
    return (
        f"borgerflow municipality accounts {place} --year {question.year} "
        f"--replications {question.replications} --seed {question.seed}"
        + "".join(f" {quote(word)}" for word in params_typed(params.directory))
    )
