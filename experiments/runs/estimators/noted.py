"""What is told of lives that were noted: who brings a change, its weeks of benefit, one of them."""

from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.measures.account import Reckoner
from borgerflow.sim.measures.gains import Gains, Notes
from borgerflow.sim.measures.walked import TwoLives, middle_lives, more_weeks, no_weeks


def gains_in(told: Notes, drawn: Notes, reckoner: Reckoner) -> Gains:
    """Return who brings the change, as it is told; whose lives change is counted as lots fall."""
    gains = told.gains(reckoner)
    return gains._replace(citizens=drawn.citizens(reckoner)) if drawn.any_taken else gains


def more_weeks_in(told: Notes, reckoner: Reckoner) -> Floats:
    """Return how many weeks of benefit more there are on each step of the staircase."""
    changed = told.changed()
    return no_weeks() if changed is None else more_weeks(changed, reckoner)


def lives_in(told: Notes, drawn: Notes, reckoner: Reckoner) -> TwoLives | None:
    """Return both lives of the middle one of those whose lives change as lots fall."""
    changed = (drawn if drawn.any_taken else told).changed()
    return None if changed is None else middle_lives(changed, reckoner)
