"""How far a sample is from theory, in its own standard errors."""

import math

import numpy as np

LIMIT = 4.0


def z_of_mean(sample, theory):
    """Return the z-score of a sample's mean, with the standard error of the sample."""
    values = np.asarray(sample, dtype=np.float64)
    return (values.mean() - theory) / (values.std(ddof=1) / math.sqrt(len(values)))


def z_of_share(count, of, theory):
    """Return the z-score of a count out of a number whose expected share is known."""
    return (count - of * theory) / math.sqrt(of * theory * (1 - theory))


def agrees(z):
    """Tell whether a z-score, or each of several, is one that chance alone gives."""
    return bool(np.all(np.abs(z) < LIMIT))


def differs(z):
    """Tell whether a z-score, or any of several, is one that chance alone does not give."""
    return bool(np.any(np.abs(z) > LIMIT))
