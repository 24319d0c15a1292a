"""The sums of usual hazards, by who has the same hazards and responds to contacts alike."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.world.tables.columns import Columns, floats, ints
from borgerflow.sim.world.tables.responders import Responders

SUMS = ("plain_sum", "frail_sum", "plain_gain", "frail_gain")


class UsualHazards(NamedTuple):
    """The usual hazards of a world, and in whom contacts change them."""

    first_exit: Ints  # [scheme + 1]
    rate: Floats  # [came, bin, exit]
    group: Floats  # [cell, exit]
    frail: Ints  # [exit]
    responders: Responders


class Profile(NamedTuple):
    """Those of a scheme who have the same hazards and respond to contacts alike."""

    scheme: int
    came: int  # one of the origins that they may have
    number: Ints  # [cell] of those who respond alike


def usual_sums(
    first_exit: Ints,
    rate: Floats,
    group: Floats,
    frail: Ints,
    responders: Responders,
    calendar: Floats | None = None,
) -> Columns:
    """Return the sums of usual hazards, and of what contacts add to them, by profile, cell and bin.

    A profile is a scheme and a row of hazards by where the citizen came from; origins with the
    same hazards whose citizens respond alike share one. Sums run over the exits in their order,
    as the core's do. Where a calendar changes exits of a scheme by different factors, the sums
    over each part of them that it changes alike stand behind all others. The tables of those
    parts, and of those who respond alike, come with them.

    Parameters
    ----------
    rate, group, frail, calendar : ndarray
        Shapes [came, bin, exit], [cell, exit], [exit], [exit, period].
    """
    hazards = UsualHazards(first_exit, rate, group, frail, responders)
    number, profiles = _profiles(hazards)
    by_date = np.ones((len(frail), 1)) if calendar is None else calendar
    parts = [_parts(by_date, range(*exits)) for exits in pairwise(first_exit)]
    sums = [_sums(hazards, p, [range(*first_exit[p.scheme : p.scheme + 2])]) for p in profiles]
    sums += [_sums(hazards, p, parts[p.scheme]) for p in profiles if len(parts[p.scheme]) > 1]
    by_name = zip(SUMS, zip(*sums, strict=True), strict=True)
    return {
        "profile": number.reshape(-1),
        "responder": np.array([profile.number for profile in profiles]).reshape(-1),
        "effect": responders.effect.reshape(-1),
        "contacted": responders.contacted.reshape(-1),
        "dated": ints([(by_date[slice(*exits)] != 1.0).any() for exits in pairwise(first_exit)]),
        **_part_columns(parts),
        "by_part": _offsets(number, [len(each) for each in parts], sums[0][0].size),
        **{name: np.concatenate(each) for name, each in by_name},
    }


def _parts(calendar: Floats, exits: range) -> list[list[int]]:
    """Return the exits of a scheme by what the calendar multiplies them by; one part at least."""
    parts: dict[bytes, list[int]] = {}
    for exit_ in exits:
        parts.setdefault(calendar[exit_].tobytes(), []).append(exit_)
    return [*parts.values()] or [[]]


def _part_columns(parts: Sequence[Sequence[Sequence[int]]]) -> Columns:
    """Return which part of its scheme's exits each exit is in."""
    every = [part for of_scheme in parts for part in of_scheme]
    place = {exit_: n for n, part in enumerate(every) for exit_ in part}
    return {
        "first_part": ints(np.cumsum([0, *map(len, parts)])),
        "part": ints([place[exit_] for exit_ in sorted(place)]),
        "part_exit": ints([part[0] if part else 0 for part in every]),
    }


def _profiles(hazards: UsualHazards) -> tuple[Ints, list[Profile]]:
    """Return the number of the profile by scheme and origin, and the profiles in their order."""
    first, rate, responders = hazards.first_exit, hazards.rate, hazards.responders
    number = np.zeros((len(first) - 1, len(rate)), dtype=np.int64)
    profiles: list[Profile] = []
    for s in range(len(first) - 1):
        seen: dict[bytes, int] = {}
        for came in range(len(rate)):
            alike = responders.number[s, came]
            key = rate[came, :, first[s] : first[s + 1]].tobytes() + alike.tobytes()
            if key not in seen:
                seen[key] = len(profiles)
                profiles.append(Profile(s, came, alike))
            number[s, came] = seen[key]
    return number, profiles


def _offsets(number: Ints, parts: Sequence[int], rows: int) -> Ints:
    """Return what leads from a place among the usual sums to that of the first part, by scheme.

    Profiles of a scheme stand together among both; a usual one has so many rows. One part needs
    no sums of its own.
    """
    offsets, after = np.zeros(len(number), dtype=np.int64), rows * (int(number.max()) + 1)
    for s, count in enumerate(parts):
        if count > 1:
            first, last = int(number[s].min()), int(number[s].max())
            offsets[s] = after - first * rows * count
            after += (last + 1 - first) * rows * count
    return offsets


def _sums(hazards: UsualHazards, profile: Profile, parts: Sequence[Sequence[int]]) -> list[Floats]:
    """Return the sums without frailty and with it, then those of the gains, as flat tables.

    Each is [cell, bin, part] for some parts of the exits.
    """
    _, rate, group, frail, responders = hazards
    sums = [np.zeros((len(group), rate.shape[1], len(parts))) for _ in SUMS]
    for place, exits in enumerate(parts):
        for t in exits:
            usual = rate[profile.came, :, t] / responders.contacted[:, :, t]
            hazard = usual[profile.number] * group[:, t, None]
            more = responders.effect[:, t] - 1.0
            sums[frail[t]][:, :, place] += hazard
            if more.any():
                sums[2 + frail[t]][:, :, place] += hazard * more[profile.number, None]
    return [floats(part) for part in sums]
