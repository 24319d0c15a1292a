"""What it would be worth to know: the value of information, in kroner over the horizon.

The choice is to carry the proposal out or not, whichever is expected to cost less; not to costs
nought. Who knew a number first would choose by it: what that saves on average is what to know it
is worth at most.
"""

import numpy as np

from borgerflow.sim.base.arrays import Floats


def value_of_knowing(expected: Floats) -> float:
    """Return the kroner that knowing saves, from the net expected in each case [draw].

    With the expected net of every draw this is that of perfect information (EVPI); with the net
    that is expected given one number, of that number alone (EVPPI). It is the expected loss of
    deciding now, too.
    """
    now = min(0.0, float(expected.mean()))
    then = float(np.minimum(expected, 0.0).mean())
    return max(0.0, now - then)
