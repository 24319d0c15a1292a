"""From what the rows of a study add up to, to the finding that answers it."""

from collections.abc import Mapping

from experiments.assumptions import assumptions_of, schemes_that_matter
from experiments.batch import reduce, words
from experiments.batch.finding import BatchFinding, Draw, VariedNumber
from experiments.batch.parts import Shapes
from experiments.batch.plan import CENTRAL, Work
from experiments.batch.reduce import Sums
from experiments.batch.study import Study
from experiments.compare import head_of
from experiments.findings import Assumption, Notice
from experiments.notices import compare_notices
from sim.measures import KINDS, PAYERS
from sim.params import Estimate


def shapes_of(work: Work) -> Shapes:
    """Return the shapes of the arrays that every task of a study is reduced to."""
    axes = work.comparison.axes
    years, payers, schemes = len(axes.years), len(PAYERS), len(axes.schemes)
    return Shapes(
        net=(axes.months, payers),
        ledger=(years, payers, schemes + 1, len(KINDS)),
        full_time=(years, schemes),
        touched=(years,),
    )


def finding_of(
    study: Study, work: Work, sums: Sums, impossible: Mapping[int, str], seconds: float
) -> BatchFinding:
    """Return the finding of everything added up; ``impossible`` draws with their reasons."""
    form, world = study.form, work.comparison.investment
    ledger = reduce.ledger_rows(sums)
    assumptions = _assumptions(work, [(r.scheme, r.difference.mean, r.kind) for r in ledger])
    half_width = sums.half_width if sums.replications > 1 else None
    return BatchFinding(
        **head_of(world, work.seed, work.engine),
        replications=sums.replications,
        price_year=work.comparison.price_year,
        assumptions=assumptions,
        warnings=(
            *compare_notices(world, assumptions, sums.replications),
            *words.failed_notices(sorted(impossible.items())),
            *words.too_wide_notices(sums.half_width, form.until_halfwidth, sums.replications),
        ),
        seconds=seconds,
        summary=reduce.summary_rows(sums),
        net_by_payer=reduce.net_by_payer(sums),
        ledger=ledger,
        full_time=reduce.full_time_rows(sums),
        payback=reduce.payback(sums),
        cumulative=reduce.cumulative(sums),
        touched=reduce.touched(sums),
        study=study.name,
        question=Notice(form.question.da, form.question.en),
        spread=sums.spread,
        half_width=half_width,
        half_width_wanted=form.until_halfwidth,
        varied=tuple(_varied(name, estimate) for name, estimate in study.varied.items()),
        knowledge=reduce.knowledge(sums),
        draws=_draws(work, sums, impossible),
    )


def _assumptions(work: Work, moved: list[tuple[str, float, str]]) -> tuple[Assumption, ...]:
    world = work.comparison.investment
    named = [scheme for proposal in world.proposals for scheme in proposal.schemes]
    benefits = [(scheme, kroner) for scheme, kroner, kind in moved if kind == "benefit"]
    return assumptions_of(world, schemes_that_matter(benefits, named))


def _varied(name: str, estimate: Estimate) -> VariedNumber:
    return VariedNumber(
        name,
        float(estimate.low or 0.0),
        float(estimate.high or 0.0),
        estimate.distribution or "uniform",
        estimate.grade,
    )


def _draws(work: Work, sums: Sums, impossible: Mapping[int, str]) -> tuple[Draw, ...]:
    numbers = sorted({*sums.by_draw, *impossible} - {CENTRAL})
    return tuple(
        Draw(draw, work.values(draw), _net(sums, draw), impossible.get(draw)) for draw in numbers
    )


def _net(sums: Sums, draw: int) -> dict[str, float] | None:
    """Return the mean total net of a draw by payer; None if it made no world."""
    moments = sums.by_draw.get(draw)
    if moments is None:
        return None
    return {payer: float(moments.mean[-1, place]) for place, payer in enumerate(PAYERS)}
