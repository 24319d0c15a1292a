"""Whose talks matter: groups one by one, and the best use of some posts over schemes.

Time is no limit here: every talk is held when due, and posts follow the talks. A group is told
by age, by the weeks that its hazards predict, or by how long its spells have run; never a
person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments import numbers
from experiments.contacts.answering import taken_by
from experiments.contacts.finding import BestUse, Group, GroupKind, Use
from experiments.contacts.living import Outcome, Told, run_side
from experiments.contacts.plan import Plan, unlimited
from experiments.contacts.reckoning import Scale, schemes_apart
from experiments.contacts.settings import Rhythm, Scope, Setting
from experiments.contacts.worlds import with_rhythm
from experiments.estimates import mean_interval
from experiments.findings import Notice
from experiments.replicate import Crew
from sim.world import World

AGES = {
    "under_25": Notice("under 25 år", "under 25"),
    "age_25_29": Notice("25-29 år", "25-29"),
    "age_30_49": Notice("30-49 år", "30-49"),
    "age_50_59": Notice("50-59 år", "50-59"),
    "age_60_plus": Notice("60 år og mere", "60 and over"),
}
WEEKS = (0, 13, 26, 52, None)  # borders of predicted weeks left, and of weeks since the start
HALF = 0.5
THOUSANDTH = 1000  # posts are counted in thousandths by the solver

Runs = Sequence[tuple[Outcome, ...]]


@dataclass(frozen=True)
class Band:
    """A group, and the scope that is its alone."""

    kind: GroupKind
    label: Notice
    scope: Scope


def bands_of(scope: Scope) -> tuple[Band, ...]:
    """Return the groups of a scope: by age, by predicted weeks left, by elapsed weeks."""
    return (
        *(
            Band("age", label, replace(scope, target={**scope.target, "age": (age,)}))
            for age, label in AGES.items()
            if age in scope.target.get("age", (age,))
        ),
        *_by_weeks_left(scope),
        *_by_elapsed(scope),
    )


def _by_weeks_left(scope: Scope) -> Iterator[Band]:
    if scope.weeks_left != (None, None):
        return
    for low, high in pairwise(WEEKS):
        label = Notice(
            f"ventet tilbage: {_weeks(low, high, 'da')}",
            f"expected left: {_weeks(low, high, 'en')}",
        )
        yield Band("weeks_left", label, replace(scope, weeks_left=(low or None, high)))


def _by_elapsed(scope: Scope) -> Iterator[Band]:
    if scope.from_week or scope.to_week is not None:
        return
    for low, high in pairwise(WEEKS):
        label = Notice(
            f"forløbet har varet: {_weeks(low, high, 'da')}",
            f"spell has run: {_weeks(low, high, 'en')}",
        )
        yield Band("elapsed", label, replace(scope, from_week=float(low or 0), to_week=high))


def _weeks(low: int | None, high: int | None, lang: str) -> str:
    unit = {"da": "uger", "en": "weeks"}[lang]
    if high is None:
        return {"da": f"{low} {unit} og mere", "en": f"{low} {unit} and over"}[lang]
    return f"{low}-{numbers.number(high, lang)} {unit}"


def plan_of_bands(bare: World, rhythm: Rhythm, bands: Sequence[Band], scope: Scope) -> Plan:
    """Return the worlds in which one group alone has a rhythm."""
    worlds = [with_rhythm(bare, Setting(rhythm), band.scope) for band in bands]
    return unlimited(bare, worlds, scope.schemes)


def groups_of(bands: Sequence[Band], runs: Runs, plan: Plan, scale: Scale) -> tuple[Group, ...]:
    """Return what fewer talks for each group alone come to.

    Where the rhythm stands in the place of the law that is its world beside the law; else it is
    the law beside the rhythm: what going back to the law's minimum comes to.
    """
    sign = 1.0 if bands[0].scope.instead else -1.0
    return tuple(_group(n, band, runs, plan, scale, sign) for n, band in enumerate(bands))


def _group(place: int, band: Band, runs: Runs, plan: Plan, scale: Scale, sign: float) -> Group:
    taken = taken_by(place, runs, plan, scale)
    held = np.array([run[1 + place].talks.held[:, list(scale.schemes)].sum() for run in runs])
    return Group(
        band.kind,
        band.label,
        mean_interval(sign * held / scale.years),
        mean_interval(sign * taken.fte),
        mean_interval(sign * taken.net),
    )


@dataclass(frozen=True)
class Option:
    """One rhythm in one scheme."""

    scheme: str
    rhythm: Rhythm

    def added_to(self, world: World, scope: Scope) -> World:
        """Return a world in which this scheme has the rhythm too."""
        return with_rhythm(world, Setting(self.rhythm), replace(scope, schemes=(self.scheme,)))


def options_of(schemes: Sequence[str], rhythms: Sequence[Rhythm]) -> tuple[Option, ...]:
    """Return every rhythm in every scheme."""
    return tuple(Option(scheme, rhythm) for scheme in schemes for rhythm in rhythms)


def plan_of_options(bare: World, options: Sequence[Option], scope: Scope) -> Plan:
    """Return the worlds in which one scheme alone has a rhythm."""
    return unlimited(bare, [each.added_to(bare, scope) for each in options], scope.schemes)


def best_use(
    crew: Crew,
    options: Sequence[Option],
    runs: Runs,
    plan: Plan,
    scale: Scale,
    scope: Scope,
    told: Told,
    extra: float,
) -> BestUse:
    """Return the rhythms, one a scheme at most, that do most with some posts; lived together."""
    each = [
        taken_by(n, runs, plan, schemes_apart(scale, plan.side.baseline, option.scheme))
        for n, option in enumerate(options)
    ]
    fte, nets = ([float(np.mean(getattr(t, name))) for t in each] for name in ("fte", "net"))
    chosen = chosen_under([option.scheme for option in options], fte, nets, extra)
    uses = tuple(
        Use(o.scheme, o.rhythm.label, mean_interval(t.fte), mean_interval(t.net), n in chosen)
        for n, (o, t) in enumerate(zip(options, each, strict=True))
    )
    if not chosen:
        return BestUse(extra, uses, None, None)
    world = plan.side.baseline
    for n in chosen:
        world = options[n].added_to(world, scope)
    both = replace(plan, side=replace(plan.side, worlds=(world,)))
    lived = crew.run(run_side, [crew.hold(both.side)], range(len(runs)), told=told)
    together = taken_by(0, lived, both, scale)
    return BestUse(extra, uses, mean_interval(together.net), mean_interval(together.fte))


def chosen_under(
    schemes: Sequence[str], fte: Sequence[float], nets: Sequence[float], extra: float
) -> tuple[int, ...]:
    """Return which options have the least net in all, one a scheme, within some posts.

    Solved exactly (HiGHS); an option that saves nothing is never chosen.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  (slow to import)

    names = list(dict.fromkeys(schemes))
    once = np.array([[float(scheme == name) for scheme in schemes] for name in names])
    posts = np.round(np.array(fte) * THOUSANDTH)
    rows = np.vstack([once, posts])
    most = np.append(np.ones(len(names)), np.floor(extra * THOUSANDTH))
    worth = np.minimum(np.array(nets), 0.0)
    found = milp(
        worth,
        integrality=np.ones(len(nets), dtype=np.int64),
        bounds=Bounds(0, np.where(worth < 0, 1, 0)),
        constraints=LinearConstraint(rows, ub=most),
    )
    chosen: NDArray[np.float64] = np.zeros(len(nets)) if found.x is None else found.x
    return tuple(int(n) for n in np.flatnonzero(chosen > HALF))
