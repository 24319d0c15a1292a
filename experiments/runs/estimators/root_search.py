"""What must a proposal achieve to pay back: a root search on the paired difference.

Every effect tried meets the same draws, so the difference moves with the effect and not with
chance. It moves in steps, a step for each life that turns out otherwise: a root is an effect
that leaves next to nothing of the cost, or, where single lives decide, the place where the
sign changes. The search knows effects and differences; it knows nothing of worlds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from borgerflow.experiments.findings.rows import Attempt, Interval
from borgerflow.experiments.runs.statistics import interval_at_root, mean_interval
from borgerflow.sim.base.arrays import Floats

NetAt = Callable[[float], Floats]  # net municipal difference per replication at an effect
Bracket = tuple[float, float]  # an effect that does not pay, and one beyond it that does
LEFT = 0.001  # of the net without effect: so much may be left at a root
LEFT_KRONER = 1_000.0  # or so much, where that is no more than
LEFT_AT_MOST = 0.005  # of the net without effect
NARROW = LEFT  # of the way from no effect: between nearer ones than that single lives decide
NARROWEST = 1e-7  # of the range: nearer to no effect than that is none
STEPS = 100
PROBE = 0.02  # of the range: what is tried where no known trial points anywhere
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
    """The effect at which the net is zero, or None with the best effect tried.

    ``short`` is the nearest effect that does not pay yet, where single lives decide: at the
    root itself the proposal then saves more than next to nothing.
    """

    effect: Interval | None
    best_tried: float
    net_there: Interval
    short: Attempt | None = None


class Trials:
    """Effects tried so far with their differences, each simulated once."""

    def __init__(self, net_at: NetAt, known: Mapping[float, Floats], neutral: float) -> None:
        self._net_at = net_at
        self.samples = dict(known)
        self.cost = 0.0
        self.cost = self.net(neutral)

    def net(self, effect: float) -> float:
        """Return the mean net difference at an effect, zero where next to nothing is left."""
        if effect not in self.samples:
            self.samples[effect] = self._net_at(effect)
        mean = float(np.mean(self.samples[effect]))
        return 0.0 if abs(mean) <= self.left else mean

    @property
    def left(self) -> float:
        """Return how much may be left at a root; nothing before the cost is known."""
        return max(LEFT * self.cost, min(LEFT_KRONER, LEFT_AT_MOST * self.cost), 0.0)

    def at(self, effect: float) -> Attempt:
        """Return an effect tried, with its interval."""
        return Attempt(effect, mean_interval(self.samples[effect]))


def smallest_effect(
    net_at: NetAt,
    span: Range,
    known: Mapping[float, Floats] | None = None,
    first_guess: float | None = None,
    narrow: float = NARROW,
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
    narrow : float, optional
        How near, as a share of the way from no effect, two effects around the change of sign
        must lie for single lives to decide between them.

    Assumes
    -------
    The net difference falls steadily from no effect towards the end that helps.
    """
    trials = Trials(net_at, known or {}, span.neutral)
    if trials.cost <= 0:
        return _root(trials, span.neutral, None, span)
    if first_guess is not None:
        trials.net(first_guess)
    for end in _promising_first(trials, span):
        bracket = _bracket(trials, span.neutral, end)
        if bracket is not None:
            short, root = _solve(trials, bracket, span.neutral, narrow)
            decided = None if trials.net(root) == 0 else trials.at(short)
            return _root(trials, root, decided, span)
    best = min((span.neutral, *span.ends), key=trials.net)
    return Root(None, best, mean_interval(trials.samples[best]))


def _promising_first(trials: Trials, span: Range) -> list[float]:
    """Return the ends, first the one towards which the known effects help."""

    def votes(end: float) -> float:
        side = np.sign(end - span.neutral)
        saved = {e: trials.cost - trials.net(e) for e in trials.samples}
        return float(sum(side * np.sign(e - span.neutral) * np.sign(s) for e, s in saved.items()))

    return sorted(span.ends, key=votes, reverse=True)


def _bracket(trials: Trials, neutral: float, end: float) -> Bracket | None:
    """Return an effect that does not pay and one that does, or None up to the end."""
    if not _known_towards(trials, neutral, end):
        trials.net(neutral + PROBE * (end - neutral))
    for overshoot in (*GUESSES, None):
        guess = end if overshoot is None else _pointed_at(trials, neutral, end, overshoot)
        if guess is not None and trials.net(guess) <= 0:
            return _narrowest(trials, neutral, end)
    return None


def _narrowest(trials: Trials, neutral: float, end: float) -> Bracket:
    """Return the paying effect nearest to none, and before it the furthest that does not pay."""
    side = [e for e in trials.samples if _between(neutral, e, end)]
    paying = min((e for e in side if trials.net(e) <= 0), key=lambda e: abs(e - neutral))
    before = [e for e in side if _between(neutral, e, paying) and e != paying]
    return max(before, key=lambda e: abs(e - neutral)), paying


def _known_towards(trials: Trials, neutral: float, end: float) -> list[float]:
    """Return the effects tried on the side of an end, none left out."""
    return [e for e in trials.samples if e != neutral and _between(neutral, e, end)]


def _pointed_at(trials: Trials, neutral: float, end: float, overshoot: float) -> float | None:
    """Return the effect that the furthest known trial points at, and a little more."""
    side = _known_towards(trials, neutral, end)
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


def _solve(trials: Trials, bracket: Bracket, neutral: float, narrow: float) -> Bracket:
    """Return the last effect that does not pay, and the root beside it.

    ``brentq`` ends where it is told of a zero: where next to nothing is left, or where the two
    effects around the change of sign are too near for more than single lives to lie between.
    """
    from scipy.optimize import brentq  # noqa: PLC0415  (slow; few searches come this far)

    short, end = bracket
    if trials.net(end) == 0:
        return bracket

    def told(effect: float) -> float:
        net = trials.net(effect)
        before, paying = _narrowest(trials, neutral, end)
        apart, way, range_ = abs(paying - before), abs(paying - neutral), abs(end - neutral)
        return 0.0 if apart <= max(narrow * way, NARROWEST * range_) else net

    brentq(told, short, end, xtol=NARROWEST * NARROW, maxiter=STEPS, disp=False)
    return _narrowest(trials, neutral, end)


def _root(trials: Trials, root: float, short: Attempt | None, span: Range) -> Root:
    """Return the root with an interval by the delta method, kept within the range."""
    sample = trials.samples[root]
    interval = interval_at_root(sample, root, _slope(trials, root, span.neutral))
    low, high = span.searched
    if interval.low is not None and interval.high is not None:
        ends = float(np.clip(interval.low, low, high)), float(np.clip(interval.high, low, high))
        interval = Interval(root, *ends)
    return Root(interval, root, mean_interval(sample), short)


def _slope(trials: Trials, root: float, neutral: float) -> float:
    """Return the change of the mean net difference per unit of effect around the root."""
    far_enough = [e for e in trials.samples if abs(e - root) > APART * abs(root - neutral)]
    if not far_enough:
        return 0.0
    other = min(far_enough, key=lambda e: abs(e - root))
    change = np.mean(trials.samples[other]) - np.mean(trials.samples[root])
    return float(change / (other - root))
