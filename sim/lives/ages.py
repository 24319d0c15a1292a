"""The age band of a citizen, by day."""

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.tables import Citizen


def age_band(citizen: Citizen, day: int) -> int:
    """Return the age band of a citizen: under 25, 25-29, 30-49, 50-59, 60 and over."""
    if day < citizen.turns_30:
        return 0 if day < citizen.turns_25 else 1
    if day < citizen.turns_50:
        return 2
    return 3 if day < citizen.turns_60 else 4


def next_birthday(citizen: Citizen, day: int) -> int:
    """Return the first day after this one on which the age band changes, or FAR."""
    if day < citizen.turns_30:
        return citizen.turns_25 if day < citizen.turns_25 else citizen.turns_30
    if day < citizen.turns_50:
        return citizen.turns_50
    return citizen.turns_60 if day < citizen.turns_60 else FAR
