"""How much citizens differ in what makes them leave a scheme, beyond what a file says of them.

A citizen's hazards on a scheme are those of everybody times a factor of one's own, the same in
every stay and gamma distributed around one. Each stay after the first tells of it, and so does
that hazards seem to fall as those quick to leave are gone. With ``k`` for 1 / variance, ``D``
events and cumulated hazard ``A`` while seen, ``B`` before, a citizen's likelihood is

    Gamma(k + D) / Gamma(k) * (k + B)^k / (k + B + A)^(k + D) * the hazards at the events,

which is closed: those who entered late are those whom ``B`` had left. For a variance the hazards
are found by turns (each citizen's expected factor, then occurrences over exposure so weighed).
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

from borgerflow.sim.base.arrays import Counts, Floats, Ints

LARGEST_VARIANCE, SMALLEST_VARIANCE = 10.0, 1e-3
TURNS, CLOSE = 200, 1e-6  # of hazards, and how near two turns are when they end
# Twice the gain in log likelihood that chance brings in 5 of 100 where nobody differs: the
# variance lies at its border then, so the chi-square counts half (Self and Liang 1987).
SURE = 2.706


@dataclass(frozen=True)
class LivedStays:
    """The stays of one scheme: the citizen of each, weeks lived [stay, band], and events.

    ``weeks_before`` were lived before the stay could be seen; ``band`` is that of the event, -1
    where the stay did not end.
    """

    citizen: Ints
    weeks: Floats
    weeks_before: Floats
    band: Ints

    @property
    def events(self) -> Counts:
        """Return the events of each band."""
        return np.bincount(self.band[self.band >= 0], minlength=self.weeks.shape[1])


@dataclass(frozen=True)
class Frailty:
    """The variance of citizens' factors, and the hazards [band] of one whose factor is one.

    ``gain`` is twice the gain in log likelihood; ``several`` citizens ended two stays or more.
    """

    variance: float
    hazard: Floats
    gain: float
    several: int

    @property
    def is_carried(self) -> bool:
        """Tell whether the file tells the variance from nought."""
        return self.gain > SURE


def frailty_of(stays: LivedStays) -> Frailty:
    """Return how much the citizens of a scheme differ, by maximum likelihood."""
    plain = stays.events / np.maximum(stays.weeks.sum(axis=0), np.finfo(float).tiny)
    alone = _log_likelihood(stays, plain, 0.0)
    ends = (np.log(SMALLEST_VARIANCE), np.log(LARGEST_VARIANCE))
    found = minimize_scalar(
        lambda log: -_profile(stays, plain, float(np.exp(log))), bounds=ends, method="bounded"
    )
    variance = float(np.exp(found.x))
    several = int((np.bincount(stays.citizen[stays.band >= 0]) > 1).sum())
    gain = max(2 * (-float(found.fun) - alone), 0.0)
    return Frailty(variance, _hazards(stays, plain, variance), gain, several)


def _profile(stays: LivedStays, start: Floats, variance: float) -> float:
    return _log_likelihood(stays, _hazards(stays, start, variance), variance)


def _hazards(stays: LivedStays, start: Floats, variance: float) -> Floats:
    """Return the hazards of somebody whose factor is one, for a variance."""
    hazard, shape = start, 1 / variance
    events = _by_citizen(stays, (stays.band >= 0).astype(np.float64))
    for _ in range(TURNS):
        lived = _by_citizen(stays, (stays.weeks + stays.weeks_before) @ hazard)
        factor = (shape + events) / (shape + lived)
        weighed = factor[stays.citizen] @ stays.weeks
        after = stays.events / np.maximum(weighed, np.finfo(float).tiny)
        if np.allclose(after, hazard, rtol=CLOSE, atol=0):
            return after
        hazard = after
    return hazard


def _by_citizen(stays: LivedStays, values: Floats) -> Floats:
    return np.bincount(stays.citizen, values).astype(np.float64)


def _log_likelihood(stays: LivedStays, hazard: Floats, variance: float) -> float:
    """Return the log likelihood of the stays; of a variance of nought all citizens are alike."""
    at_events = float((stays.events * np.log(np.where(hazard > 0, hazard, 1.0))).sum())
    seen = _by_citizen(stays, stays.weeks @ hazard)
    if variance == 0:
        return at_events - float(seen.sum())
    shape = 1 / variance
    before = _by_citizen(stays, stays.weeks_before @ hazard)
    events = _by_citizen(stays, (stays.band >= 0).astype(np.float64))
    own = gammaln(shape + events) - gammaln(shape) + shape * np.log(shape + before)
    return at_events + float((own - (shape + events) * np.log(shape + before + seen)).sum())
