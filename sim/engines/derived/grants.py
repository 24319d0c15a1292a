"""As what each spell of a life is paid: by the rule of the day on which it was granted.

That is told by the rows of a life alone, as by those of a file, so that no engine knows of it.
"""

from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.records.spells.granted import GrantRules, Had, grants_of


def paid_by_grant(spells: SpellArrays, rules: GrantRules) -> SpellArrays:
    """Return spells, those that an older rule still covers in its category."""
    had = Had(spells.citizen, spells.start, spells.end, spells.scheme, spells.category)
    return spells._replace(category=grants_of(had, rules).category)
