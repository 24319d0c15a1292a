"""Groups of citizens of a scheme in whom talks do more than in others, or less.

A group is told by the attributes of a citizen's cell and by the scheme the citizen came from;
who is in several has the product of their effects.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.cells import BANDS, CELLS, cells_where
from sim.errors import InputError, nearest
from sim.lives.tables import RETURNS, Tables
from sim.params.talks import Preset, RespondingGroup
from sim.talk_tables import number_of

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def relative_effects(preset: Preset, scheme_names: Sequence[str]) -> Floats:
    """Return what talks do in a citizen beside what they do in most, [scheme, came, cell]."""
    relative = np.ones((len(scheme_names), len(scheme_names) + 1, CELLS))
    for s, group in _groups(preset, scheme_names):
        relative[s][members(group, scheme_names)] *= number_of(group.effect)
    return relative


def members(group: RespondingGroup, scheme_names: Sequence[str]) -> Flags:
    """Return who is in a group, shape [came, cell]; who came from nowhere stands first."""
    came = [not group.came_from, *(_came_from(group, name) for name in scheme_names)]
    return np.array(came)[:, None] & cells_where(group.target)


def _came_from(group: RespondingGroup, scheme: str) -> bool:
    return not group.came_from or scheme in group.came_from


def _groups(
    preset: Preset, scheme_names: Sequence[str]
) -> Iterator[tuple[int, RespondingGroup]]:
    for s, name in enumerate(scheme_names):
        if name in preset.schemes:
            yield from ((s, group) for group in preset.schemes[name].groups.values())


def refuse_strange_groups(preset: Preset, scheme_names: Sequence[str], tables: Tables) -> None:
    """Refuse a group of citizens from a scheme there is not, and one that nobody can be in.

    Raises
    ------
    InputError
        Naming scheme and group.
    """
    for name, form in preset.schemes.items():
        for which, group in form.groups.items():
            where = f"effects of talks: {name}.{which}"
            for origin in group.came_from:
                if origin not in scheme_names:
                    raise InputError(
                        f"{where}: no scheme is called {origin}.{nearest(origin, scheme_names)}"
                    )
            if not (members(group, scheme_names) & who_may_begin(tables, scheme_names, name)).any():
                raise InputError(
                    f"{where}: nobody on {name} can be in this group; expected some of those who"
                    f" begin it, by a hazard or at a deadline."
                )


def who_may_begin(tables: Tables, scheme_names: Sequence[str], scheme: str) -> Flags:
    """Return who may be in a scheme, [came, cell]: who is led there by a hazard or at a deadline.

    Who has grown older meanwhile is counted; who is there when the simulation begins is not.
    """
    s, may = scheme_names.index(scheme), np.zeros((tables.schemes + 1, tables.cells), np.bool_)
    for origin in range(tables.schemes):
        decided = _decided(tables, origin)
        if s in decided and origin != s:
            may[origin + 1] = True
        for exit_ in _exits_that_happen(tables, origin):
            if tables.destination[exit_] == s and not tables.returns[exit_]:
                may[origin + 1] |= np.reshape(tables.group, (tables.cells, -1))[:, exit_] > 0
    cells = may.any(axis=0)
    for origin in range(tables.schemes):
        if RETURNS in _decided(tables, origin) or any(
            tables.returns[exit_] for exit_ in _exits_that_happen(tables, origin)
        ):
            may[origin + 1] |= cells
    by_band = may.reshape(tables.schemes + 1, -1, BANDS)
    return np.logical_or.accumulate(by_band, axis=2).reshape(may.shape)


def _decided(tables: Tables, origin: int) -> Ints:
    """Return the schemes that may be decided upon at the deadline of a scheme."""
    first = np.reshape(tables.first_outcome, (tables.schemes, -1))[origin]
    return np.asarray(tables.outcome_scheme[first[0] : first[-1]])


def _exits_that_happen(tables: Tables, origin: int) -> Ints:
    first, after = tables.first_exit[origin], tables.first_exit[origin + 1]
    rate = np.reshape(tables.rate, (-1, tables.exits))[:, first:after]
    return first + np.flatnonzero(rate.max(axis=0, initial=0.0) > 0)
