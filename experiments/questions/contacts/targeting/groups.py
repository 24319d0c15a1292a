"""Who can have fewer contacts: one group of a scheme after the other, all others as they are.

Where the rhythm asked about stands in the place of the law, a group alone goes from the law to
it; else all have it, and a group alone goes back to the law. A group is told by age and the
like, by the weeks that its hazards predict, or by how long its spells have run; never a person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.present import numbers
from borgerflow.experiments.present.words import LEVEL_LABELS
from borgerflow.experiments.questions.contacts.asked.design import Design
from borgerflow.experiments.questions.contacts.asked.question import Ends, Scope
from borgerflow.experiments.questions.contacts.asked.settings import Rhythm
from borgerflow.experiments.questions.contacts.finding import SLIP, Group, Service, Verdict
from borgerflow.experiments.questions.contacts.simulation.count_contacts import contacts_by_group
from borgerflow.experiments.questions.contacts.simulation.estimates import PerYear, sign_of
from borgerflow.experiments.questions.contacts.simulation.rows import net_effect
from borgerflow.experiments.questions.contacts.simulation.simulate import Runs
from borgerflow.experiments.questions.contacts.simulation.staffing import (
    StaffPlan,
    plan_as_now,
    plan_without_limit,
)
from borgerflow.experiments.questions.contacts.targeting.mix_rows import GroupKind
from borgerflow.experiments.runs.estimators.pairs import RunSettings
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.experiments.runs.pool import WorkerPool
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.world.world import World

LABELS: dict[GroupKind, dict[str, Wording]] = {
    "age": LEVEL_LABELS["age"],
    "education": LEVEL_LABELS["education"],
    "household": LEVEL_LABELS["household"],
    "provider": LEVEL_LABELS["provider"],
}
WEEKS = (0, 13, 26, 52, None)  # borders of predicted weeks left, and of weeks since the start
FEWEST_CONTACTS = 30  # of a group in one replication, for anything to be told of it
COUNTED = 3  # replications in which the contacts of groups are counted
NOBODY_MET = Wording(
    "--who finder ingen med en samtale: vælg en bredere målgruppe (--target) eller flere uger.",
    "--who finds nobody with a talk: expected a wider --target or more weeks.",
)


@dataclass(frozen=True)
class Band:
    """A group: the scope that is its alone, and those of all others in the scope asked about."""

    kind: GroupKind
    label: Wording
    scope: Scope
    others: tuple[Scope, ...]
    contacts: float = 0.0  # in a replication, before they become fewer


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
        weeks = _weeks(low, high)
        label = Wording(f"forventet resttid: {weeks.da}", f"expected left: {weeks.en}")
        others = tuple(replace(scope, weeks_left=ends) for ends in (before, after) if ends)
        yield Band("weeks_left", label, replace(scope, weeks_left=(low or None, high)), others)


def _by_elapsed(scope: Scope) -> Iterator[Band]:
    def within(low: float | None, high: float | None) -> Scope:
        return replace(scope, from_week=low or 0.0, to_week=high)

    for low, high, before, after in _parts(scope.from_week, scope.to_week):
        weeks = _weeks(low, high)
        label = Wording(f"forløbet har varet: {weeks.da}", f"spell has run: {weeks.en}")
        others = tuple(within(*ends) for ends in (before, after) if ends)
        yield Band("elapsed", label, within(low, high), others)


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


def _weeks(low: float, high: float | None) -> Wording:
    start = numbers.in_both(numbers.number, low)
    if high is None:
        return Wording(f"{start.da} uger og derover", f"{start.en} weeks and over")
    end = numbers.in_both(numbers.number, high)
    return Wording(f"{start.da}-{end.da} uger", f"{start.en}-{end.en} weeks")


def in_force(bare: World, rhythm: Rhythm, scopes: Sequence[Scope]) -> World:
    """Return a world in which some scopes have a rhythm."""
    rules = [rhythm.rule(scope, bare.start_day) for scope in scopes]
    return bare.with_contacts(rules=(*bare.contacts.rules, *rules))


def usual_world(bare: World, rhythm: Rhythm, scope: Scope) -> World:
    """Return the world in which no group has fewer contacts yet."""
    return bare if scope.instead else in_force(bare, rhythm, [scope])


def bands_met(pool: WorkerPool, design: Design, run: RunSettings) -> tuple[Band, ...]:
    """Return the groups who have contacts, and of no kind one that is all of the scope alone.

    Raises
    ------
    InputError
        If nobody in the scope has a contact.
    """
    bare, question, rhythm = design.bare, design.question, design.rhythms[0]
    bands, usual = bands_of(question), usual_world(bare, rhythm, question)
    alone = tuple(in_force(bare, rhythm, [band.scope]) for band in bands)
    counts = pool.run(
        contacts_by_group,
        [pool.hold(usual), pool.hold(alone)],
        range(min(question.replications, COUNTED)),
        run=run,
        scheme=bare.scheme_names.index(question.schemes[0]),
    )
    means = np.mean(counts, axis=0)
    met = [replace(b, contacts=float(n)) for b, n in zip(bands, means, strict=True) if n]
    if not met:
        raise InputError(NOBODY_MET)
    kinds = [band.kind for band in met]
    return tuple(band for band in met if kinds.count(band.kind) > 1) or tuple(met)


def plan_of_bands(pool: WorkerPool, design: Design, bands: Sequence[Band]) -> StaffPlan:
    """Return the worlds in which the contacts of one group alone are fewer.

    With capacity the posts stay, and the time that is freed is the others' in the team.
    """
    question, rhythm = design.question, design.rhythms[0]
    usual = usual_world(design.bare, rhythm, question)
    fewer = [[band.scope] if question.instead else band.others for band in bands]
    worlds = [in_force(design.bare, rhythm, scopes) for scopes in fewer]
    if question.capacity:
        return plan_as_now(pool, usual, worlds, question)
    return plan_without_limit(usual, worlds, question.schemes)


def groups_of(
    bands: Sequence[Band], runs: Runs, plan: StaffPlan, per_year: PerYear
) -> tuple[Group, ...]:
    """Return what fewer contacts for each group alone come to."""
    return tuple(_group(place, band, runs, plan, per_year) for place, band in enumerate(bands))


def _group(place: int, band: Band, runs: Runs, plan: StaffPlan, per_year: PerYear) -> Group:
    before, changes = [run[0] for run in runs], [run[1 + place] for run in runs]
    effect = net_effect(place, runs, plan, per_year)
    held, service = per_year.contacts_held(changes), per_year.service(before, changes)
    net = mean_interval(effect.net)
    few = band.contacts < FEWEST_CONTACTS
    return Group(
        kind=band.kind,
        label=band.label,
        contacts_now=band.contacts / per_year.years,
        contacts_held=held,
        fte=mean_interval(per_year.posts_taken(changes, plan.arm.baseline).mean(axis=1)),
        service=service,
        benefits=mean_interval(effect.by_payer[MUNICIPALITY]),
        net=net,
        verdict="too_few" if few else verdict_of(held, net, service),
    )


def verdict_of(held: Interval, net: Interval, service: Service) -> Verdict:
    """Return whether fewer contacts for a group cost the municipality or the law's dates.

    Dates slip where fewer are kept surely, or by more than is passed over as chance.
    """
    on_time = service.share_on_time
    if held.mean >= 0:
        return "no_fewer"
    if sign_of(net) > 0:
        return "loss"
    if sign_of(on_time) < 0 or on_time.mean < -SLIP:
        return "later"
    return "saving" if sign_of(net) < 0 else "no_loss"
