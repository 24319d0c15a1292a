"""By which rule a spell is paid: that of the day from which the citizen has had it.

A pension, a fleksjob or ledighedsydelse that was granted before a reform is paid by the rule of
its grant for as long as it lasts, whatever category of today stands in a file, or none. One place
says so, of files of spells and of simulated lives.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.params.law.schemes import Grant, Scheme

NONE = -1


class EarlierRule(NamedTuple):
    """An older rule: for what was granted before a day, or before another until hired after it."""

    before: int
    until_hired_after: int  # the same day where it holds for as long as the grant does
    older: Ints  # by category the one of the older rule, or NONE


class Granted(NamedTuple):
    """What is granted as one: the schemes, and what ends it. Shape of the flags: [scheme]."""

    inside: Flags
    hired: Flags  # a stay in which begins with being hired
    lost: Flags  # a stay in which shows that the citizen was taken out of it
    outlasts_breaks: bool  # whether it lasts through days in no scheme or in another


class GrantRules(NamedTuple):
    """What there is to know of grants: what is granted as one, and the older rules."""

    families: tuple[Granted, ...]
    earlier: tuple[EarlierRule, ...]  # the youngest first
    written: Ints  # [category + 1] the day before which one with it was granted; FAR: any day


class PaidByGrant(NamedTuple):
    """The category of each spell by its grant, and what is to be told of it."""

    category: Ints
    earlier: Flags  # whose category is that of an older rule, for it was granted before a day
    resumed: Flags  # of these, after a break that the grant outlasted
    in_doubt: Flags  # of these, only until the citizen is hired anew
    begun_since: Flags  # in a category of an older rule as written, and no row shows it that old


class Had(NamedTuple):
    """Who had what, in the order of citizens and days; ``end`` is the day after the last."""

    citizen: Ints
    start: Ints
    end: Ints
    scheme: Ints
    category: Ints

    def of(self, rows: Ints) -> "Had":
        """Return some of the rows, in the same order."""
        return Had._make(column[rows] for column in self)

    def touches(self) -> Flags:
        """Tell which rows begin on the day on which the row before, of the same citizen, ends."""
        there = (self.citizen[1:] == self.citizen[:-1]) & (self.start[1:] == self.end[:-1])
        return np.append(False, there)[: len(self.start)]


class GrantOf(NamedTuple):
    """The grant that each row belongs to."""

    first: Ints  # the row with which it begins
    day: Ints  # of the grant
    resumed: Flags  # whether a break lies since its first row


def grant_rules(schemes: Mapping[str, Scheme], names: Sequence[str]) -> GrantRules:
    """Return what is to be known of grants, of categories named ``scheme.category``."""
    earlier = _earlier_rules(schemes, names)
    written = np.full(len(names) + 1, FAR, dtype=np.int64)
    for rule in earlier:
        written[rule.older[rule.older != NONE]] = rule.before
    return GrantRules(tuple(_families(schemes)), earlier, written)


def _earlier_rules(schemes: Mapping[str, Scheme], names: Sequence[str]) -> tuple[EarlierRule, ...]:
    places = {name: n for n, name in enumerate(names)}
    found: dict[tuple[int, int], Ints] = {}
    for scheme in schemes.values():
        for name, category in scheme.categories.items():
            if (rule := category.earlier) is not None:
                days = rule.before, rule.until_hired_after or rule.before
                older = found.setdefault(days, np.full(len(names) + 1, NONE, dtype=np.int64))
                of = [places[f"{scheme.name}.{each}"] for each in rule.of]
                older[of] = places[f"{scheme.name}.{name}"]
    return tuple(EarlierRule(*days, found[days]) for days in sorted(found, reverse=True))


def _families(schemes: Mapping[str, Scheme]) -> Iterator[Granted]:
    """Yield what is granted as one, of schemes with older rules."""
    together = {name: s.grant for name, s in schemes.items() if s.grant is not None}
    covered = {each for grant in together.values() for each in grant.covers}
    for name, scheme in schemes.items():
        if name in together:
            yield _family(schemes, name, together[name])
        elif name not in covered and any(c.earlier for c in scheme.categories.values()):
            yield _family(schemes, name, None)


def _family(schemes: Mapping[str, Scheme], name: str, grant: Grant | None) -> Granted:
    def flags(wanted: Sequence[str]) -> Flags:
        return np.array([each in wanted for each in schemes])

    covers, lost = (grant.covers, grant.lost_in) if grant else ((), ())
    return Granted(flags((name, *covers)), flags((name,)), flags(lost), grant is not None)


def grants_of(had: Had, rules: GrantRules) -> PaidByGrant:
    """Return by which rule each spell is paid."""
    paid = _as_they_are(had.category)
    if not _any_may_be_older(had, rules):
        return paid
    for family in rules.families:
        rows = np.flatnonzero((family.inside | family.lost)[had.scheme])
        if rows.size:
            found = _paid_in(family, had.of(rows), rules)
            for column, anew in zip(paid, found, strict=True):
                column[rows[family.inside[had.scheme[rows]]]] = anew
    return paid


def _any_may_be_older(had: Had, rules: GrantRules) -> bool:
    """Tell whether a row of any family begins, or says it was granted, before the last rule."""
    last = max((rule.until_hired_after for rule in rules.earlier), default=-FAR)
    old = np.flatnonzero((had.start < last) | (rules.written[had.category] != FAR))
    return any(family.inside[had.scheme[old]].any() for family in rules.families)


def _as_they_are(category: Ints) -> PaidByGrant:
    """Return spells in their own categories; the columns are their own."""
    return PaidByGrant(category.copy(), *(np.zeros(len(category), np.bool_) for _ in range(4)))


def _paid_in(family: Granted, had: Had, rules: GrantRules) -> PaidByGrant:
    """Return by which rule the spells inside a family are paid, of rows inside and lost."""
    grant, (category, earlier, _, doubt, _) = (
        _grant_of(had, family, rules),
        _as_they_are(had.category),
    )
    # The oldest rule that still covers it is the last to be written, and stands.
    for rule in rules.earlier:
        until_hired = grant.day < rule.until_hired_after
        until_hired &= ~_hired_since(rule.until_hired_after, had, family, grant)
        older = rule.older[had.category]
        covered = (older != NONE) & ((grant.day < rule.before) | until_hired)
        category, earlier = np.where(covered, older, category), earlier | covered
        doubt = np.where(covered, grant.day >= rule.before, doubt)
    inside = family.inside[had.scheme]
    columns = (category, earlier, earlier & grant.resumed, doubt, _begun_since(had, family, rules))
    return PaidByGrant._make(column[inside] for column in columns)


def _grant_of(had: Had, family: Granted, rules: GrantRules) -> GrantOf:
    """Return the grant of each row of a family; one in a scheme where it is lost ends it.

    A row whose own category is that of an older rule says that it was granted earlier.
    """
    number, touches = np.arange(len(had.start)), had.touches()
    written = rules.written[had.category]
    goes_on = _goes_on(had, family) & (written == FAR)
    first = np.maximum.accumulate(np.where(goes_on, 0, number))
    day, breaks = np.minimum(had.start, written - 1), np.cumsum(~touches)
    return GrantOf(first, day[first], breaks > breaks[first])


def _begun_since(had: Had, family: Granted, rules: GrantRules) -> Flags:
    """Tell which rows are in a category of an older rule, and first there after its day."""
    goes_on = _goes_on(had, family)
    first = np.maximum.accumulate(np.where(goes_on, 0, np.arange(len(had.start))))
    written = rules.written[had.category]
    return np.asarray((written != FAR) & (had.start[first] >= written))


def _goes_on(had: Had, family: Granted) -> Flags:
    """Tell which rows may be of the same grant as the row before, by days and schemes alone."""
    same = np.append(False, had.citizen[1:] == had.citizen[:-1])
    kept = np.append(False, ~family.lost[had.scheme[:-1]])
    return np.asarray(same & kept & (had.touches() | family.outlasts_breaks))


def _hired_since(day: int, had: Had, family: Granted, grant: GrantOf) -> Flags:
    """Tell in which rows the citizen has been hired after a day, under the same grant.

    Stays that touch are one: a cut in an extract hires nobody.
    """
    before = np.append(NONE, had.scheme[:-1])
    goes_on = had.touches() & (before == had.scheme)
    hired = family.hired[had.scheme] & ~goes_on & (had.start > day)
    count = np.cumsum(hired)
    return np.asarray(count > (count - hired)[grant.first])
