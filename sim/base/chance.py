"""One random number per address: (seed, replication, citizen, purpose, occasion).

A number depends on its address and on nothing else, so a citizen whom nothing reaches
lives the same life in every world, and any replication can be run again alone. The
mixing is that of SplitMix64 (Steele, Lea and Flood 2014) on unsigned 64-bit words; plain
Python and compiled code give the same bits. Nothing here knows what the numbers are for.
"""

import math
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from borgerflow.sim.base.arrays import Floats

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15
FIRST_MULTIPLIER = 0xBF58476D1CE4E5B9
SECOND_MULTIPLIER = 0x94D049BB133111EB
LOW_33, LOW_34, LOW_37, LOW_52 = 2**33 - 1, 2**34 - 1, 2**37 - 1, 2**52 - 1
TO_UNIT = 2.0**-52
Words = NDArray[np.uint64]


# Purposes. A purpose names what a draw decides; its number is part of the address.
EXIT = 1  # when a spell ends (unit exponential)
DESTINATION = 2  # where it leads
DEADLINE = 3  # what is decided at a deadline
NO_SHOW = 9  # whether a citizen called to a contact stays away; the occasion is its due day
SANCTION = 10  # whether one who stayed away is sanctioned; the occasion is the same due day
INSTEAD = 11  # what follows a spell where law has closed the scheme that would have
INSTEAD_AT_ONCE = 12  # and on the way into it
EXIT_AGAIN = 13  # when a spell ends that would have ended there (unit exponential)
EXEMPT = 14  # whether law lets the contacts of a spell be; the occasion is its number
FORESEEN = 15  # whether a caseworker sees how soon one will leave; the occasion is as for EXEMPT
REACH = 1 << 24  # whether a mechanism reaches this spell: REACH + number of the mechanism
DOOR = 2 << 24  # whether a new case is turned away: DOOR + number of the mechanism
RECRUITED = 5 << 24  # when one is recruited: RECRUITED + number of the programme
COMPLETES = 6 << 24  # whether a programme is completed: COMPLETES + number of the programme
REVIEW = 7 << 24  # whether a decision is another: REVIEW + number of the mechanism
PERSON = 3 << 24  # who a citizen is: PERSON + number of the attribute
KNOWLEDGE = 4 << 24  # how large an uncertain number is: KNOWLEDGE + number of its name
RESAMPLE = 8 << 24  # which replication is drawn again
BRANCH_AT = 9 << 24  # when a life becomes another one that is sure to
BRANCH_TO = (9 << 24) + 1  # and what happens then


def mix(word: int) -> int:
    """Return a 64-bit word whose every bit depends on every bit of the given one.

    The mask behind each shift drops the copies of the sign bit that a compiled, signed
    word would shift in; it changes nothing in plain Python.
    """
    word = ((word ^ ((word >> 30) & LOW_34)) * FIRST_MULTIPLIER) & MASK
    word = ((word ^ ((word >> 27) & LOW_37)) * SECOND_MULTIPLIER) & MASK
    return word ^ ((word >> 31) & LOW_33)


def citizen_key(seed: int, replication: int, citizen: int) -> int:
    """Return the 64-bit key of one citizen in one replication of one seed."""
    word = mix((seed * GOLDEN + GOLDEN) & MASK)
    word = mix(((word ^ (replication & MASK)) + GOLDEN) & MASK)
    return mix(((word ^ (citizen & MASK)) + GOLDEN) & MASK)


@overload
def uniform(key: int, purpose: int, occasion: int) -> float: ...
@overload
def uniform(key: Words, purpose: int, occasion: Words | int) -> Floats: ...
def uniform(key: Any, purpose: int, occasion: Any) -> Any:
    """Return a number strictly between 0 and 1 for a citizen's key, a purpose and an occasion.

    Parameters
    ----------
    key : int
        From `citizen_key`.
    purpose : int
        One of the purposes named in this module.
    occasion : int
        Which time the citizen meets the purpose: the number of the spell, as a rule.
    """
    word = mix(((key ^ ((purpose << 32) & MASK)) + ((occasion * GOLDEN) & MASK)) & MASK)
    return (((word >> 12) & LOW_52) + 0.5) * TO_UNIT


def exponential(key: int, purpose: int, occasion: int) -> float:
    """Return a unit exponential number, by inversion."""
    return -math.log(uniform(key, purpose, occasion))
