"""The rows of an answer: what each number brings, and chances of a saving, by price and by lot."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from borgerflow.experiments.findings.patched import labels_of
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.questions.compare.own_numbers.drawn_range import times_lived
from borgerflow.experiments.questions.compare.own_numbers.draws import Simulated
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers, layers_of
from borgerflow.experiments.questions.compare.own_numbers.lots import chance_of_saving, lots_of
from borgerflow.experiments.questions.compare.own_numbers.numbers import OwnNumber
from borgerflow.experiments.questions.compare.own_numbers.sampling import Drawing, WorldDraws
from borgerflow.experiments.questions.compare.own_numbers.world_numbers import WorldNumber
from borgerflow.experiments.questions.compare.tables.payback import payback_month, payback_name
from borgerflow.experiments.questions.uncertainty.finding import (
    GroupRow,
    OneMunicipality,
    PriceRow,
    UncertainNumber,
)
from borgerflow.experiments.questions.uncertainty.measures.by_world import (
    influence_of_world_number,
    worlds_of_draws,
)
from borgerflow.experiments.questions.uncertainty.measures.groups import value_of_group
from borgerflow.experiments.questions.uncertainty.measures.influence import (
    PLACES,
    Influence,
    influence_of,
)
from borgerflow.experiments.questions.uncertainty.measures.information import value_of_knowing
from borgerflow.experiments.questions.uncertainty.measures.steps import (
    Effects,
    OwnSteps,
    drawn_anew,
    effects_of,
    stepped,
)
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.estimators.pairs import Pair
from borgerflow.experiments.runs.money import Axes, money_of, own_net
from borgerflow.experiments.runs.statistics import order_quantile
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.account import INVESTMENT
from borgerflow.sim.params.estimates import Estimate, value_at
from borgerflow.sim.settlement.rulebook import KOMMUNE

GROUPS = {  # what is worth knowing together, by the last word of the number's name
    "effect": ("effect", "deadweight", "displacement", "would_leave_within_weeks", "lock_in"),
    "reach": ("reach", "implementation", "places", "recruited", "recruits_for_weeks", "completion"),
    "timing": ("phase_in_months", "fade_out_months", "starts_after_months", "lasts_weeks"),
    "cost": ("cost", "fte"),
}
OTHERS = "others"
POSTERIOR = Wording(
    "kommunens faktorer, trukket, da den blev tilpasset",
    "the factors of the municipality, drawn when it was calibrated",
)
PRICES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)  # times what it costs
STEP_REPLICATIONS = 2  # tell a step from chance, which most of it shares with where it began


def number_rows(
    compared: Finding, axes: Axes, drawing: Drawing, found: Simulated, net: Layers
) -> tuple[UncertainNumber, ...]:
    """Return what each number brings, the most influential first."""
    labels = {each.name: each.label for each in compared.assumptions}
    labels |= labels_of(drawing.baseline, [each.name for each in drawing.numbers])
    labels[f"{compared.municipality}.posterior"] = POSTERIOR
    months, rows = payback_months(found), []
    worlds = worlds_of_draws(found.shares[:, len(drawing.own) :])
    for number, places in zip(drawing.numbers, found.shares.T, strict=True):
        low, high = _payback_at_ends(places, months)
        rows.append(
            UncertainNumber(
                name=number.name,
                label=labels.get(number.name),
                **_drawn_from(number.estimate),
                **_told_of(number.estimate, _influence(number, places, net, worlds)),
                payback_at_low=payback_name(low, axes),
                payback_at_high=payback_name(high, axes),
            )
        )
    return tuple(sorted(rows, key=lambda row: -row.share.mean))


def _drawn_from(estimate: Estimate) -> dict[str, Any]:
    """Return what a number was drawn from, by field."""
    return {
        "value": estimate.value,
        "low": value_at(estimate, 0.0) if estimate.low is None else estimate.low,
        "high": value_at(estimate, 1.0) if estimate.high is None else estimate.high,
        "unit": estimate.unit,
        "distribution": estimate.distribution or "uniform",
        "grade": estimate.grade,
    }


def _influence(
    number: OwnNumber | WorldNumber, places: Floats, net: Layers, worlds: Ints
) -> Influence:
    if isinstance(number, WorldNumber):
        return influence_of_world_number(places, net, worlds)
    return influence_of(places, net)


def _told_of(estimate: Estimate, influence: Influence) -> dict[str, Any]:
    """Return what draws say of a number, by field."""
    at = influence.crossing
    return {
        "share": influence.share,
        "net_at_low": influence.at_low,
        "net_at_high": influence.at_high,
        "pays_from": None if at is None else value_at(estimate, at),
        "saves_by_fifth": influence.saves_by_part,
        "knowing": None if influence.at_low is None else value_of_knowing(influence.expected),
    }


def group_rows(drawing: Drawing, shares: Floats, net: Layers) -> tuple[GroupRow, ...]:
    """Return what it is worth to know the numbers of each group, if there are several groups.

    The numbers of the worlds are no group: they are many, and drawn too seldom to be fitted.
    """
    columns: dict[str, list[int]] = {}
    for place, number in enumerate(drawing.own):
        columns.setdefault(group_of(number), []).append(place)
    if len(columns) == 1:
        return ()
    return tuple(
        GroupRow(
            group=group,
            numbers=len(places),
            knowing=value_of_group(shares[:, places], net.draws),
        )
        for group, places in columns.items()
    )


def group_of(number: OwnNumber) -> str:
    """Return the group that a number belongs to, by its name and unit."""
    words = {*number.name.split("."), number.estimate.unit}
    return next((group for group, known in GROUPS.items() if words & set(known)), OTHERS)


def payback_months(found: Simulated) -> Floats:
    """Return the month in which each draw has paid back, infinity where none of the horizon."""
    net = found.amounts[..., KOMMUNE].mean(axis=0)
    return np.array([payback_month(each) for each in net])


def _payback_at_ends(places: Floats, months: Floats) -> tuple[float, float]:
    """Return the median month of payback in a number's lowest and in its highest fifth."""
    ends = places < 1 / PLACES, places >= 1 - 1 / PLACES
    low, high = (order_quantile(months[inside].tolist(), 0.5) for inside in ends)
    return low, high


def with_steps(
    rows: Sequence[UncertainNumber],
    names: Sequence[str],
    steps: Sequence[OwnSteps],
    variance: float,
) -> tuple[UncertainNumber, ...]:
    """Return rows that also tell what steps of each number say; ``names`` are theirs, in order."""
    found = {
        name: effects_of(each, variance)
        for name, each in zip(names, steps, strict=True)
        if len(each.way) >= FEWEST_FOR_A_SPREAD
    }
    return tuple(_with(row, found.get(row.name)) for row in rows)


def _with(row: UncertainNumber, found: Effects | None) -> UncertainNumber:
    if found is None:
        return row
    total = _within_all(found.total)
    return replace(row, total=total, step=found.mean, step_differs=found.uneven)


def _within_all(share: Interval) -> Interval:
    """Return a share of the variance kept between nought and all of it."""
    ends = (None if each is None else min(max(0.0, each), 1.0) for each in (share.low, share.high))
    return Interval(min(max(0.0, share.mean), 1.0), *ends)


def steps_from(
    drawing: Drawing,
    found: Simulated,
    count: int,
    seed: int,
    drawn: Callable[..., Simulated],
) -> list[OwnSteps]:
    """Return steps of each number from the first draws, ``drawn`` simulating them.

    A step into a draw that makes no world is left out.
    """
    numbers = drawing.own_shares.shape[1]
    first = found.shares[:count, :numbers]
    anew = drawn_anew(numbers, len(first), seed)
    if drawing.joint is not None:  # a number steps as far as the others let it
        anew = drawing.joint.given_others(found.shares[:count], anew)
    moved = stepped(first, anew)
    replications = min(STEP_REPLICATIONS, len(found.amounts))
    stepping = replace(drawing, own_shares=moved, world=_worlds_of(drawing, found, len(first)))
    after = drawn(stepping, replications=replications)
    before = found.amounts[:replications, ..., KOMMUNE].sum(axis=2)
    place = {row[:numbers].tobytes(): n for n, row in enumerate(after.shares)}
    net = after.amounts[..., KOMMUNE].sum(axis=2)
    steps = []
    for number in range(numbers):
        there = [place.get(row.tobytes()) for row in moved[number::numbers]]
        kept = [draw for draw, at in enumerate(there) if at is not None]
        ends = net[:, [at for at in there if at is not None]]
        steps.append(OwnSteps(ends - before[:, kept], (anew - first)[kept, number]))
    return steps


def _worlds_of(drawing: Drawing, found: Simulated, count: int) -> WorldDraws | None:
    """Return the worlds of the first draws, each for all the steps from its draw."""
    if drawing.world is None:
        return None
    own = drawing.own_shares.shape[1]
    return replace(drawing.world, shares=found.shares[:count, own:], draws_each=own)


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


def met_by_one(
    found: Simulated, pairs: Sequence[Pair], comparison: Comparison
) -> OneMunicipality | None:
    """Return how far one municipality may lie from what is expected, and its chance of a saving.

    None where too few replications tell how lots fall.
    """
    before, after, fallen = (
        money_of([getattr(pair, name) or pair.investment for pair in pairs], comparison.factors)
        for name in ("baseline", "investment", "drawn")
    )
    lots = lots_of(own_net(fallen - before).sum(axis=1))
    if lots is None:
        return None
    own = (after - before)[:, :, KOMMUNE]
    lived = own.sum(axis=(1, 2, 3)) - own[..., INVESTMENT].sum(axis=(1, 2))
    net = layers_of(found.amounts[..., KOMMUNE].sum(axis=2))
    invested = found.invested[..., KOMMUNE].sum(axis=1)
    saves = chance_of_saving(net, lots, times_lived(net, invested, lived))
    return OneMunicipality(lots.half_width, saves)
