"""By which rule a spell is paid: that of the day from which the citizen has had it.

A pension, a fleksjob or ledighedsydelse that was granted before a reform is paid by the rule of
its grant for as long as it lasts, whatever category of today stands in a file, or none.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Ints
from borgerflow.sim.params.law.schemes import Scheme

NONE = -1


class EarlierRule(NamedTuple):
    """An older rule: for what was granted before its day, and maybe for some more until another."""

    before: int
    maybe_until: int  # the same day where there is no doubt
    older: Ints  # by category the one of the older rule, or NONE


def earlier_rules(schemes: Mapping[str, Scheme], names: Sequence[str]) -> tuple[EarlierRule, ...]:
    """Return the older rules, the youngest first, of categories named ``scheme.category``."""
    places = {name: n for n, name in enumerate(names)}
    found: dict[tuple[int, int], Ints] = {}
    for scheme in schemes.values():
        for name, category in scheme.categories.items():
            if (rule := category.earlier) is not None:
                days = rule.before, rule.maybe_until or rule.before
                older = found.setdefault(days, np.full(len(names), NONE, dtype=np.int64))
                older[places[f"{scheme.name}.{rule.of}"]] = places[f"{scheme.name}.{name}"]
    return tuple(EarlierRule(*days, found[days]) for days in sorted(found, reverse=True))


def as_granted(category: Ints, granted: Ints, rules: Sequence[EarlierRule]) -> Ints:
    """Return categories, those of an older rule where it covers the day something was granted.

    ``category`` is a place among the names that the rules were made for, or NONE.
    """
    found = category.copy()
    # The oldest rule that still covers it is the last to be written, and stands.
    for rule in rules:
        older = np.append(rule.older, NONE)[category]
        found = np.where((older != NONE) & (granted < rule.before), older, found)
    return found


class PaidByGrant(NamedTuple):
    """The category of each spell by its grant, and what is to be told of it."""

    category: Ints
    earlier: Flags  # whose category is that of an older rule, for it was granted before a day
    in_doubt: Flags  # granted when either rule may hold


class Had(NamedTuple):
    """Who had what, in the order of citizens and days; ``end`` is the day after the last."""

    citizen: Ints
    start: Ints
    end: Ints
    scheme: Ints
    category: Ints
    is_silent: Flags  # whose category was left to us

    def since(self, family: Ints) -> Ints:
        """Return the first day of the spells of one family that touch, each up to this one."""
        same = (self.citizen[1:] == self.citizen[:-1]) & (family[1:] == family[:-1])
        begins = np.append(True, ~(same & (self.start[1:] == self.end[:-1])))
        return np.asarray(self.start[begins][np.cumsum(begins) - 1])

    def families(self, rules: Sequence[EarlierRule]) -> Ints:
        """Return what each spell is granted together with: its scheme.

        Where the category was left to us, schemes under one older rule are of one family: who has
        a fleksjob and ledighedsydelse by turns was granted it once (FL § 30).
        """
        family = self.scheme
        for number, rule in enumerate(rules):
            together = self.is_silent & (rule.older[self.category] != NONE)
            family = np.where(together, -1 - number, family)
        return family


def grants_of(had: Had, rules: Sequence[EarlierRule]) -> PaidByGrant:
    """Return by which rule each spell is paid."""
    if not len(had.start):
        return PaidByGrant(had.category, *[np.zeros(0, dtype=np.bool_)] * 2)
    granted = had.since(had.families(rules))
    category = as_granted(had.category, granted, rules)
    in_doubt = np.zeros(len(category), dtype=np.bool_)
    for rule in rules:
        between = (granted >= rule.before) & (granted < rule.maybe_until)
        in_doubt |= (rule.older[had.category] != NONE) & between
    return PaidByGrant(category, category != had.category, in_doubt)
