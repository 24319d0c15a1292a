"""The functional core, compiled: the same functions, through Numba.

A rule is written once, as a plain Python function. Compiled it is the same code, with every
function of ours that it calls replaced by that function compiled.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from borgerflow.sim.base.compiling import (
    compiled_inline,
    compiled_part,
    compiled_without_arrays,
    merged,
    with_parts,
)
from borgerflow.sim.engines.branches import days, occasions, reached
from borgerflow.sim.engines.branches import lives as branched
from borgerflow.sim.engines.compiled import lives
from borgerflow.sim.lives import contact_days, contacts, deadlines, hazards, programmes, story

# Handing over a spell, some thirty numbers at each call, costs more than most rules do: what
# happens at every contact is part of the piece of machine code that lives through a spell. What
# only proposals and local rules bring, or happens once a spell, is compiled once and called.
APART = (
    deadlines.outcome_towards,
    hazards.mechanism_factor,
    programmes.programme_factor,
    programmes.stages_of,
    contact_days.local_day,
    # Lived through by each life and by what branches off from it.
    contacts.stayed_on,
    contacts.units_counted,
    story.begin,
    story.may_be_refused,
    lives.live_on,
    days.hazards_on,
    days.hazards_of_both,
    occasions.chance_of_another,
    occasions.refused_on,
    reached.reached_twin,
    branched.live_changed,
)


# Levels of a life that one or two others call.
MERGED = (
    lives.live,
    lives.live_through,
    branched.branch,
    branched.usual_life,
    branched.live_as_usual,
    branched.ended,
    branched.with_contact,
    branched.walk,
    branched.changed,
    branched.going_on,
)


@cache
def jit(function: Callable[..., Any]) -> Any:
    """Return a module-level function of ours, compiled with all that it calls."""
    return compiled_without_arrays(with_parts(function, part))


@cache
def part(function: Callable[..., Any]) -> Any:
    """Return a function of ours as it is compiled for those that call it."""
    if function in MERGED:
        return merged(with_parts(function, part))
    kind = compiled_part if function in APART else compiled_inline
    return kind(with_parts(function, part))
