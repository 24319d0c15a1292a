"""The sums of usual hazards, by who has the same hazards and responds to contacts alike."""

import numpy as np

from borgerflow.sim.base.arrays import Floats, Ints
from borgerflow.sim.world.tables.columns import Columns, floats
from borgerflow.sim.world.tables.responders import Responders


def usual_sums(
    first_exit: Ints, rate: Floats, group: Floats, frail: Ints, responders: Responders
) -> Columns:
    """Return the sums of usual hazards, and of what contacts add to them, by profile, cell and bin.

    A profile is a scheme and a row of hazards by where the citizen came from; origins with the
    same hazards whose citizens respond alike share one. Sums run over the exits in their order,
    as the core's do. The tables of those who respond alike come with them.

    Parameters
    ----------
    rate, group, frail : ndarray
        Shapes [came, bin, exit], [cell, exit], [exit].
    """
    schemes, origins = len(first_exit) - 1, len(rate)
    profile = np.zeros((schemes, origins), dtype=np.int64)
    numbers: list[Ints] = []
    sums: list[list[Floats]] = []
    for s in range(schemes):
        seen: dict[bytes, int] = {}
        exits = range(first_exit[s], first_exit[s + 1])
        for came in range(origins):
            number = responders.number[s, came]
            key = rate[came, :, first_exit[s] : first_exit[s + 1]].tobytes() + number.tobytes()
            if key not in seen:
                seen[key] = len(sums)
                numbers.append(number)
                sums.append(_sums(exits, rate[came], group, frail, responders, number))
            profile[s, came] = seen[key]
    names = ("plain_sum", "frail_sum", "plain_gain", "frail_gain")
    by_name = zip(names, zip(*sums, strict=True), strict=True)
    return {
        "profile": profile.reshape(-1),
        "responder": np.array(numbers).reshape(-1),
        "effect": responders.effect.reshape(-1),
        "contacted": responders.contacted.reshape(-1),
        **{name: floats(parts) for name, parts in by_name},
    }


def _sums(
    exits: range, rate: Floats, group: Floats, frail: Ints, responders: Responders, number: Ints
) -> list[Floats]:
    """Return the sums without frailty and with it, then those of the gains, each [cell, bin]."""
    sums = [np.zeros((len(group), len(rate))) for _ in range(4)]
    for t in exits:
        hazard = rate[:, t] / responders.contacted[number, :, t] * group[:, t, None]
        sums[frail[t]] += hazard
        sums[2 + frail[t]] += hazard * (responders.effect[number, t, None] - 1.0)
    return sums
