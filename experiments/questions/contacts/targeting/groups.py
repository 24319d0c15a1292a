"""Who can have fewer talks: one group of a scheme after the other, all others as they are.

Where the rhythm asked about stands in the place of the law, a group alone goes from the law to
it; else all have it, and a group alone goes back to the law. A group is told by age and the
like, by the weeks that its hazards predict, or by how long its spells have run; never a person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from borgerflow.experiments.findings.rows import Notice
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm, Scope
from borgerflow.experiments.questions.contacts.finding import Group, GroupKind
from borgerflow.experiments.questions.contacts.rows import taken_by
from borgerflow.experiments.questions.contacts.simulation.count_contacts import contacts_by_group
from borgerflow.experiments.questions.contacts.simulation.estimates import (
    Scale,
    contacts_changed,
    posts_taken,
    service_of,
)
from borgerflow.experiments.questions.contacts.simulation.simulate import Outcome, Told
from borgerflow.experiments.questions.contacts.simulation.staffing import (
    Plan,
    as_they_are,
    unlimited,
)
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.world.world import World

Runs = Sequence[tuple[Outcome, ...]]
LABELS: dict[GroupKind, dict[str, Notice]] = {
    "age": {
        "under_25": Notice("under 25 år", "under 25"),
        "age_25_29": Notice("25-29 år", "25-29"),
        "age_30_49": Notice("30-49 år", "30-49"),
        "age_50_59": Notice("50-59 år", "50-59"),
        "age_60_plus": Notice("60 år og mere", "60 and over"),
    },
    "education": {
        "no_education": Notice("uden erhvervsuddannelse", "no vocational education"),
        "vocational_or_more": Notice("med erhvervsuddannelse", "vocational education or more"),
    },
    "household": {"single": Notice("enlige", "single"), "couple": Notice("par", "couples")},
    "provider": {
        "non_provider": Notice("uden børn at forsørge", "without children to provide for"),
        "provider": Notice("forsørgere", "providers for children"),
    },
}
WEEKS = (0, 13, 26, 52, None)  # borders of predicted weeks left, and of weeks since the start
FEWEST_CONTACTS = 30  # of a group in one replication, for anything to be told of it
COUNTED = 3  # replications in which the talks of groups are counted


@dataclass(frozen=True)
class Band:
    """A group: the scope that is its alone, and those of all others in the scope asked about."""

    kind: GroupKind
    label: Notice
    scope: Scope
    others: tuple[Scope, ...]
    talks: float = 0.0  # in a replication, before they become fewer


def bands_of(scope: Scope) -> tuple[Band, ...]:
    """Return the groups of a scope: by attribute, by predicted weeks left, by elapsed weeks."""
    by_attribute = (band for kind in LABELS for band in _by_attribute(kind, scope))
    return (*by_attribute, *_by_weeks_left(scope), *_by_elapsed(scope))


def _by_attribute(kind: GroupKind, scope: Scope) -> Iterator[Band]:
    levels = tuple(scope.target.get(kind, LEVELS[kind]))

    def only(*some: str) -> Scope:
        return replace(scope, target={**scope.target, kind: some})

    for level in levels:
        rest = tuple(other for other in levels if other != level)
        yield Band(kind, LABELS[kind][level], only(level), (only(*rest),) if rest else ())


def _by_weeks_left(scope: Scope) -> Iterator[Band]:
    for low, high, before, after in _parts(*scope.weeks_left):
        label = Notice(
            f"ventet tilbage: {_weeks(low, high, 'da')}",
            f"expected left: {_weeks(low, high, 'en')}",
        )
        others = tuple(replace(scope, weeks_left=ends) for ends in (before, after) if ends)
        yield Band("weeks_left", label, replace(scope, weeks_left=(low or None, high)), others)


def _by_elapsed(scope: Scope) -> Iterator[Band]:
    def within(low: float | None, high: float | None) -> Scope:
        return replace(scope, from_week=low or 0.0, to_week=high)

    for low, high, before, after in _parts(scope.from_week, scope.to_week):
        label = Notice(
            f"forløbet har varet: {_weeks(low, high, 'da')}",
            f"spell has run: {_weeks(low, high, 'en')}",
        )
        others = tuple(within(*ends) for ends in (before, after) if ends)
        yield Band("elapsed", label, within(low, high), others)


Ends = tuple[float | None, float | None]


def _parts(
    first: float | None, last: float | None
) -> Iterator[tuple[float, float | None, Ends | None, Ends | None]]:
    """Yield the parts of a range of weeks: where each begins and ends, and what is not in it."""
    first = first or 0.0
    inside = [w for w in WEEKS if w is not None and first < w and (last is None or w < last)]
    for low, high in pairwise([first, *inside, last]):
        assert low is not None
        before = (first or None, low) if low > first else None
        after = None if high is None or high == last else (high, last)
        yield low, high, before, after


def _weeks(low: float, high: float | None, lang: str) -> str:
    unit, start = {"da": "uger", "en": "weeks"}[lang], numbers.number(low, lang)
    if high is None:
        return {"da": f"{start} {unit} og mere", "en": f"{start} {unit} and over"}[lang]
    return f"{start}-{numbers.number(high, lang)} {unit}"


def in_force(bare: World, rhythm: Rhythm, scopes: Sequence[Scope]) -> World:
    """Return a world in which some scopes have a rhythm."""
    rules = [rhythm.rule(scope, bare.start_day) for scope in scopes]
    return bare.with_contacts(rules=(*bare.contacts.rules, *rules))


def usual_world(bare: World, rhythm: Rhythm, scope: Scope) -> World:
    """Return the world in which no group has fewer talks yet."""
    return bare if scope.instead else in_force(bare, rhythm, [scope])


def bands_met(
    crew: WorkerPool, bare: World, rhythm: Rhythm, scope: Scope, replications: int, told: Told
) -> tuple[Band, ...]:
    """Return the groups who have talks, and of no kind one that is all of the scope alone.

    Raises
    ------
    InputError
        If nobody in the scope has a talk.
    """
    bands, usual = bands_of(scope), usual_world(bare, rhythm, scope)
    alone = tuple(in_force(bare, rhythm, [band.scope]) for band in bands)
    found = crew.run(
        contacts_by_group,
        [crew.hold(usual), crew.hold(alone)],
        range(min(replications, COUNTED)),
        told=told,
        scheme=bare.scheme_names.index(scope.schemes[0]),
    )
    talks = np.mean(found, axis=0)
    met = [replace(b, talks=float(n)) for b, n in zip(bands, talks, strict=True) if n]
    if not met:
        raise InputError("--who finds nobody with a talk: expected a wider --target or more weeks.")
    kinds = [band.kind for band in met]
    return tuple(band for band in met if kinds.count(band.kind) > 1) or tuple(met)


def plan_of_bands(
    crew: WorkerPool,
    bare: World,
    rhythm: Rhythm,
    bands: Sequence[Band],
    scope: Scope,
    *,
    capacity: bool,
) -> Plan:
    """Return the worlds in which the talks of one group alone are fewer.

    With capacity the posts stay, and the time that is freed is the others' in the team.
    """
    usual = usual_world(bare, rhythm, scope)
    worlds = [
        in_force(bare, rhythm, [band.scope] if scope.instead else band.others) for band in bands
    ]
    if capacity:
        return as_they_are(crew, usual, worlds, scope.schemes)
    return unlimited(usual, worlds, scope.schemes)


def groups_of(bands: Sequence[Band], runs: Runs, plan: Plan, scale: Scale) -> tuple[Group, ...]:
    """Return what fewer talks for each group alone come to."""
    return tuple(_group(place, band, runs, plan, scale) for place, band in enumerate(bands))


def _group(place: int, band: Band, runs: Runs, plan: Plan, scale: Scale) -> Group:
    before, changes = [run[0] for run in runs], [run[1 + place] for run in runs]
    taken = taken_by(place, runs, plan, scale)
    freed = posts_taken(changes, plan.side.baseline, scale).mean(axis=1)
    return Group(
        kind=band.kind,
        label=band.label,
        talks_now=band.talks / scale.years,
        few=band.talks < FEWEST_CONTACTS,
        talks_held=contacts_changed(changes, scale),
        fte=mean_interval(freed),
        service=service_of(before, changes, scale),
        benefits=mean_interval(taken.by_payer[MUNICIPALITY]),
        net=mean_interval(taken.net),
    )
