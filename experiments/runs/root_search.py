"""What must a proposal achieve to pay back: a root search on the paired difference.

Every effect tried meets the same draws, so the difference moves with the effect and not with
chance. The search knows effects and differences; it knows nothing of worlds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.runs.statistics import interval_at_root, mean_interval, standard_error
from borgerflow.sim.base.arrays import Floats

NetAt = Callable[[float], Floats]  # net municipal difference per replication at an effect
CLOSE = 0.005  # of the net without effect: near enough to zero
CLOSE_BY_CHANCE = 0.1  # of the standard error: nearer than anybody can tell
STEPS = 30
GUESSES = (1.0, 1.15, 1.5)  # how far beyond what the known trials point at
APART = 0.05  # of the way from no effect to the root: far enough for a slope


@dataclass(frozen=True)
class Range:
    """The natural range of an effect: where it does nothing, and its furthest ends.

    The ends are tried in order; a share has one, a factor and a change of weeks have two.
    """

    neutral: float
    ends: tuple[float, ...]

    @property
    def searched(self) -> tuple[float, float]:
        """Return the lowest and the highest effect there is."""
        return min(self.neutral, *self.ends), max(self.neutral, *self.ends)


@dataclass(frozen=True)
class Root:
    """The effect at which the net is zero, or None with the best effect tried."""

    effect: Interval | None
    best_tried: float
    net_there: Interval


class Trials:
    """Effects tried so far with their differences, each simulated once."""

    def __init__(self, net_at: NetAt, known: Mapping[float, Floats], neutral: float) -> None:
        self._net_at = net_at
        self.samples = dict(known)
        self.cost = 0.0
        self.cost = self.net(neutral)

    def net(self, effect: float) -> float:
        """Return the mean net difference at an effect, zero where nobody can tell it from zero."""
        if effect not in self.samples:
            self.samples[effect] = self._net_at(effect)
        sample = self.samples[effect]
        mean = float(np.mean(sample))
        return 0.0 if abs(mean) <= self._close(sample) else mean

    def _close(self, sample: Floats) -> float:
        """Return how near to zero is near enough; nothing is before the cost is known."""
        by_chance = CLOSE_BY_CHANCE * standard_error(sample)
        return max(CLOSE * self.cost, by_chance) if self.cost > 0 else 0.0


def smallest_effect(
    net_at: NetAt,
    span: Range,
    known: Mapping[float, Floats] | None = None,
    first_guess: float | None = None,
) -> Root:
    """Return the effect nearest to none at which the mean net difference is zero.

    Parameters
    ----------
    net_at : callable
        Net difference per replication at an effect, always with the same draws.
    span : Range
        Where the effect does nothing and how far it can go.
    known : mapping, optional
        Differences already simulated, by effect.
    first_guess : float, optional
        An effect that may be near.

    Assumes
    -------
    The net difference falls steadily from no effect towards the end that helps.
    """
    trials = Trials(net_at, known or {}, span.neutral)
    if trials.cost <= 0:
        return _found(trials, span.neutral, span)
    if first_guess is not None:
        trials.net(first_guess)
    for end in _promising_first(trials, span):
        bracket = _bracket(trials, span.neutral, end)
        if bracket is not None:
            return _found(trials, _solve(trials, bracket), span)
    best = min((span.neutral, *span.ends), key=trials.net)
    return Root(None, best, mean_interval(trials.samples[best]))


def _promising_first(trials: Trials, span: Range) -> list[float]:
    """Return the ends, first the one towards which the known effects help."""

    def votes(end: float) -> float:
        side = np.sign(end - span.neutral)
        saved = {e: trials.cost - trials.net(e) for e in trials.samples}
        return float(sum(side * np.sign(e - span.neutral) * np.sign(s) for e, s in saved.items()))

    return sorted(span.ends, key=votes, reverse=True)


def _bracket(trials: Trials, neutral: float, end: float) -> tuple[float, float] | None:
    """Return an effect that does not pay and one that does, or None up to the end."""
    for overshoot in (*GUESSES, None):
        guess = end if overshoot is None else _pointed_at(trials, neutral, end, overshoot)
        if guess is not None and trials.net(guess) <= 0:
            side = [e for e in trials.samples if _between(neutral, e, end)]
            paying = min((e for e in side if trials.net(e) <= 0), key=lambda e: abs(e - neutral))
            before = [e for e in side if _between(neutral, e, paying) and e != paying]
            return max(before, key=lambda e: abs(e - neutral)), paying
    return None


def _pointed_at(trials: Trials, neutral: float, end: float, overshoot: float) -> float | None:
    """Return the effect that the furthest known trial points at, and a little more."""
    side = [e for e in trials.samples if e != neutral and _between(neutral, e, end)]
    if not side:
        return None
    known = max(side, key=lambda e: abs(e - neutral))
    saved = trials.cost - trials.net(known)
    if saved <= 0:
        return None
    reach = overshoot * (known - neutral) * trials.cost / saved
    return neutral + float(np.sign(reach)) * min(abs(reach), abs(end - neutral))


def _between(first: float, middle: float, last: float) -> bool:
    return min(first, last) <= middle <= max(first, last)


def _solve(trials: Trials, bracket: tuple[float, float]) -> float:
    """Return an effect in the bracket whose mean net difference is close to zero."""
    short, paying = bracket
    if trials.net(paying) == 0:
        return paying
    from scipy.optimize import brentq  # noqa: PLC0415  (slow; few searches come this far)

    near = abs(paying - short) * CLOSE
    return float(
        brentq(lambda e: trials.net(float(e)), short, paying, xtol=near, maxiter=STEPS, disp=False)
    )


def _found(trials: Trials, root: float, span: Range) -> Root:
    """Return the root with an interval by the delta method, kept within the range."""
    trials.net(root)
    sample = trials.samples[root]
    interval = interval_at_root(sample, root, _slope(trials, root, span.neutral))
    low, high = span.searched
    if interval.low is not None and interval.high is not None:
        ends = float(np.clip(interval.low, low, high)), float(np.clip(interval.high, low, high))
        interval = Interval(root, *ends)
    return Root(interval, root, mean_interval(sample))


def _slope(trials: Trials, root: float, neutral: float) -> float:
    """Return the change of the mean net difference per unit of effect around the root."""
    far_enough = [e for e in trials.samples if abs(e - root) > APART * abs(root - neutral)]
    if not far_enough:
        return 0.0
    other = min(far_enough, key=lambda e: abs(e - root))
    change = np.mean(trials.samples[other]) - np.mean(trials.samples[root])
    return float(change / (other - root))
