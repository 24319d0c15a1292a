"""Local rules: the contacts that a municipality or a proposal asks for beside the law."""

from collections.abc import Iterable, Sequence

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats
from borgerflow.sim.base.clock import DAYS_PER_WEEK
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.contacts import ContactForms
from borgerflow.sim.params.reading.phrases import NO_SCHEME_WITH_TALKS, ZERO_OR_MORE, none_called
from borgerflow.sim.world.bare import BareWorld
from borgerflow.sim.world.cells import cells_where
from borgerflow.sim.world.contact_rules import RHYTHM, ContactRule, rules_of
from borgerflow.sim.world.municipality import number_of
from borgerflow.sim.world.tables.columns import Columns, floats, ints
from borgerflow.sim.world.tables.responders import all_alike
from borgerflow.sim.world.tables.usual_sums import usual_sums

LONGEST_WEEKS = 520.0  # left to one whom no hazard moves
WHOLE = 1e-6
NO_KIND_OF_TALK = Wording("ingen slags samtale", "no kind of talk")
NO_FORM_OF_TALK = Wording("ingen samtaleform", "no form of talk")
EVERYBODY = (None, None)  # whatever the weeks left


def local_columns(bare: BareWorld) -> Columns:
    """Return the local rules, sorted by scheme and then in their order.

    Raises
    ------
    InputError
        If a rule names a scheme, kind or form that is not known, or shares that do not add up.
    """
    rules = all_rules(bare)
    forms = bare.contact_forms if any(rule.kind or rule.forms for rule in rules) else None
    for rule in rules:
        _refuse_strange_rule(bare, rule, forms)
    names, rows = bare.scheme_names, rules_by_scheme(bare)
    usual, group = bare.tables.contact_minutes, bare.tables.contact_group
    held = [_held(int(usual[group[s]]), rule, forms) for s, rule in rows]
    spans = [rule.span for _, rule in rows]
    return {
        "first_local": np.searchsorted(ints([s for s, _ in rows]), np.arange(len(names) + 1)),
        "local_from": ints([rule.start for _, rule in rows]),
        "local_until": ints([rule.until for _, rule in rows]),
        "local_since": ints([since for since, _ in spans]),
        "local_to": ints([to for _, to in spans]),
        "local_rule": ints([rule.rhythm for _, rule in rows]),
        "local_instead": ints([rule.instead for _, rule in rows]),
        "local_where": ints(_where(bare, rows)),
        "local_minutes": ints([minutes for minutes, _, _ in held]),
        "local_kroner": ints([kroner for _, kroner, _ in held]),
        "local_gain": floats([gain for _, _, gain in held]),
    }


def all_rules(bare: BareWorld) -> tuple[ContactRule, ...]:
    """Return the local rules of the municipality, then those that proposals ask for."""
    return (*bare.contacts.rules, *rules_of(bare.proposals))


def rules_by_scheme(bare: BareWorld) -> list[tuple[int, ContactRule]]:
    """Return the number of a scheme and a rule for each row of the tables, in their order."""
    names, rules = bare.scheme_names, all_rules(bare)
    return [(s, rule) for s, name in enumerate(names) for rule in rules if name in rule.schemes]


def _held(usual: int, rule: ContactRule, forms: ContactForms | None) -> tuple[int, int, float]:
    """Return the mean minutes, kroner and relative effect of a contact held by a rule."""
    minutes, kroner, effect = float(usual), 0.0, 1.0
    if rule.kind and forms:
        kind = forms.kinds[rule.kind]
        minutes, kroner = number_of(kind.minutes), number_of(kind.kroner)
        effect = number_of(kind.effect)
    if rule.forms and forms:
        shares = [(share, forms.forms[form]) for form, share in rule.forms.items()]
        minutes *= sum(share * number_of(form.minutes) for share, form in shares)
        effect *= sum(share * number_of(form.effect) for share, form in shares)
    return round(minutes), round(kroner), effect


def _where(bare: BareWorld, rows: Sequence[tuple[int, ContactRule]]) -> list[Flags]:
    """Return which cells and duration bins each rule asks for, shape [cell, bin]."""
    shape = (bare.tables.cells, bare.tables.bins)
    asks = any(rule.weeks_left != EVERYBODY for _, rule in rows)
    left = weeks_left(bare) if asks else np.zeros((bare.tables.schemes, *shape))
    return [cells_where(rule.target)[:, None] & _with_weeks_left(rule, left[s]) for s, rule in rows]


def _with_weeks_left(rule: ContactRule, left: Floats) -> Flags:
    at_least, below = rule.weeks_left
    return np.asarray(
        (left >= (-np.inf if at_least is None else at_least))
        & (left < (np.inf if below is None else below))
    )


def _refuse_strange_rule(bare: BareWorld, rule: ContactRule, forms: ContactForms | None) -> None:
    contacted = [s.name for s in bare.law.schemes.values() if s.contact]
    _known(rule.name, NO_SCHEME_WITH_TALKS, rule.schemes, contacted)
    if rule.kind:
        _known(rule.name, NO_KIND_OF_TALK, [rule.kind], forms.kinds if forms else ())
    _known(rule.name, NO_FORM_OF_TALK, rule.forms, forms.forms if forms else ())
    total = sum(rule.forms.values())
    if rule.forms and abs(total - 1) > WHOLE:
        said = Wording(
            f"andelene af former er tilsammen {total:g}; det skal være 1.",
            f"the shares of forms add up to {total:g}; expected 1.",
        )
        raise InputError(f"{rule.name}: " + said)
    for name, _ in RHYTHM:
        number = getattr(rule, name)
        if number < 0:
            is_less = Wording(
                f"{name} er {number:g}; der skal stå ", f"{name} is {number:g}; expected "
            )
            raise InputError(f"{rule.name}: " + is_less + ZERO_OR_MORE + ".")


def _known(rule: str, kind: Wording, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise InputError(f"{rule}: " + none_called(kind, name, known))


def weeks_left(bare: BareWorld) -> Floats:
    """Return the weeks left, as hazards predict, by scheme, cell and start of a duration bin.

    Deadlines are left out, and so is what contacts do; a citizen of mean frailty who came from job,
    or, where that is all the same, from anywhere.
    """
    tables, bins, schemes = bare.tables, bare.tables.bins, bare.tables.schemes
    rate = np.reshape(tables.rate, (-1, bins, tables.exits))
    group = np.reshape(tables.group, (tables.cells, tables.exits))
    sums = usual_sums(tables.first_exit, rate, group, tables.frail, all_alike(rate, group))
    profile = sums["profile"].reshape(schemes, -1)[:, tables.job + 1]
    hazard = (sums["plain_sum"] + sums["frail_sum"]).reshape(-1, tables.cells, bins)[profile]
    edges = np.reshape(tables.bin_day, (schemes, bins + 1)) / DAYS_PER_WEEK
    left = np.full((schemes, tables.cells), LONGEST_WEEKS)
    result = np.empty((schemes, tables.cells, bins))
    for b in reversed(range(bins)):
        rate_here = np.maximum(hazard[:, :, b], 1 / LONGEST_WEEKS)
        stays = np.exp(-rate_here * np.minimum(edges[:, b + 1] - edges[:, b], 1e9)[:, None])
        left = (1 - stays) / rate_here + stays * left
        result[:, :, b] = left
    return result
