"""Groups of citizens of a scheme in whom contacts do more than in others, or less.

A group is told by the attributes of a citizen's cell and by the scheme the citizen came from;
who is in several has the product of their effects.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Flags, Floats, Ints
from borgerflow.sim.base.errors import InputError, unknown
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.lives.tables import RETURNS, Tables
from borgerflow.sim.params.contacts import Preset, RespondingGroup
from borgerflow.sim.params.reading.faults import NO_SCHEME
from borgerflow.sim.params.reading.phrases import OF_TALKS
from borgerflow.sim.world.cells import BANDS, CELLS, cells_where
from borgerflow.sim.world.municipality import number_of


class Responders(NamedTuple):
    """Who responds to contacts alike, and what contacts do to the hazards of each of them."""

    number: Ints  # [scheme, came, cell]
    effect: Floats  # [number, exit] factor at the full strength of contacts
    contacted: Floats  # [number, bin, exit] factor of the contacts held when hazards were estimated


def all_alike(rate: Floats, group: Floats, effect: Floats | None = None) -> Responders:
    """Return that all citizens respond alike, by a factor for each exit if one is given.

    ``rate`` and ``group`` have the shapes [came, bin, exit] and [cell, exit].
    """
    origins, bins, exits = rate.shape
    number = np.zeros((origins - 1, origins, len(group)), dtype=np.int64)
    factor = np.ones(exits) if effect is None else effect
    return Responders(number, factor[None], np.ones((1, bins, exits)))


def responders_of(
    tables: Tables, relative: Floats, factor: Floats, gain: Mapping[int, Floats]
) -> Responders:
    """Return who responds to contacts alike, and how: what contacts do in them is the same.

    No hazard falls below none, however much contacts are to lower it.

    Parameters
    ----------
    relative : ndarray
        As `relative_effects`.
    factor : ndarray
        On each hazard at full strength, [exit].
    gain : mapping
        The usual strength in each duration bin of the schemes in which contacts do something.
    """
    grouped = (relative != 1.0).any(axis=(1, 2))
    apart = np.unique(np.append(relative[grouped], 1.0))
    number = np.searchsorted(apart, relative)
    effect = np.maximum(0.0, 1 + np.outer(apart, factor - 1))
    contacted = np.ones((len(apart), tables.bins, tables.exits))
    for s, strength in gain.items():
        here = slice(tables.first_exit[s], tables.first_exit[s + 1])
        contacted[:, :, here] = 1 + strength[:, None] * (effect[:, None, here] - 1)
    return Responders(number, effect, contacted)


def relative_effects(preset: Preset, scheme_names: Sequence[str]) -> Floats:
    """Return what contacts do in a citizen beside what they do in most, [scheme, came, cell]."""
    relative = np.ones((len(scheme_names), len(scheme_names) + 1, CELLS))
    for name, form in preset.schemes.items():
        here = relative[scheme_names.index(name)]
        for group in form.groups.values():
            here[members(group, scheme_names)] *= number_of(group.effect)
    return relative


def members(group: RespondingGroup, scheme_names: Sequence[str]) -> Flags:
    """Return who is in a group, shape [came, cell]; who came from nowhere stands first."""
    anywhere = not group.came_from
    came = [anywhere, *(anywhere or name in group.came_from for name in scheme_names)]
    return np.array(came)[:, None] & cells_where(group.target)


def refuse_strange_groups(preset: Preset, scheme_names: Sequence[str], tables: Tables) -> None:
    """Refuse a group of citizens from a scheme there is not, and one that nobody can be in."""
    for name, form in preset.schemes.items():
        may = who_may_be_in(tables, scheme_names.index(name))
        for which, group in form.groups.items():
            where = OF_TALKS + f"{name}.{which}: "
            for origin in group.came_from:
                if origin not in scheme_names:
                    raise InputError(where + unknown(NO_SCHEME, origin, scheme_names))
            if not (members(group, scheme_names) & may).any():
                nobody = Wording(
                    f"ingen i {name} kan være i denne gruppe; der skal være nogle af dem, der "
                    "begynder der, af sig selv eller ved en frist.",
                    f"nobody on {name} can be in this group; expected some of those who"
                    " begin it, by a hazard or at a deadline.",
                )
                raise InputError(where + nobody)


def who_may_be_in(tables: Tables, scheme: int) -> Flags:
    """Return who may be in a scheme, [came, cell]: who is led there by a hazard or at a deadline.

    Who has grown older meanwhile is counted; who is there when the simulation begins is not.
    """
    may = np.zeros((tables.schemes + 1, tables.cells), np.bool_)
    others = [origin for origin in range(tables.schemes) if origin != scheme]
    for origin in others:
        may[origin + 1] = _led_from(tables, origin, scheme)
    for origin in others:
        if _sends_back(tables, origin):
            may[origin + 1] |= may.any(axis=0)
    by_band = may.reshape(tables.schemes + 1, -1, BANDS)
    return np.logical_or.accumulate(by_band, axis=2).reshape(may.shape)


def _led_from(tables: Tables, origin: int, scheme: int) -> Flags:
    """Return which cells one scheme leads to another."""
    if scheme in _decided(tables, origin):
        return np.ones(tables.cells, np.bool_)
    exits = [
        exit_
        for exit_ in _exits_that_happen(tables, origin)
        if tables.destination[exit_] == scheme and not tables.returns[exit_]
    ]
    group = np.reshape(tables.group, (tables.cells, -1))[:, exits]
    return np.asarray((group > 0).any(axis=1), dtype=np.bool_)


def _sends_back(tables: Tables, origin: int) -> bool:
    """Tell whether some go from a scheme back to where they came from."""
    back = [tables.returns[exit_] for exit_ in _exits_that_happen(tables, origin)]
    return any(back) or RETURNS in _decided(tables, origin)


def _decided(tables: Tables, origin: int) -> Ints:
    """Return the schemes that may be decided upon at the deadline of a scheme."""
    first = np.reshape(tables.first_outcome, (tables.schemes, -1))[origin]
    return np.asarray(tables.outcome_scheme[first[0] : first[-1]])


def _exits_that_happen(tables: Tables, origin: int) -> Ints:
    first, after = tables.first_exit[origin], tables.first_exit[origin + 1]
    rate = np.reshape(tables.rate, (-1, tables.exits))[:, first:after]
    return np.asarray(first + np.flatnonzero(rate.max(axis=0, initial=0.0) > 0), dtype=np.int64)
