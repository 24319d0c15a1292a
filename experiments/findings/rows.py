"""What findings are made of: intervals, yearly amounts, and the rows of their tables.

Amounts are kroner with ``+`` for an expense and ``-`` for a saving.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.experiments.findings.plain import (
    BY_YEAR,
    CURRENT,
    LEFT_OUT,
    SPREAD,
    called,
    computed,
    fields_of,
    plain,
)
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Estimate

MONTHS_PER_YEAR = 12


def month_name(month_index: int) -> str:
    """Return ``2019-01`` for a month given as year x 12 + month - 1."""
    year, month = divmod(month_index, MONTHS_PER_YEAR)
    return f"{year:04d}-{month + 1:02d}"


@dataclass(frozen=True)
class Interval:
    """A mean over replications with the ends of its 95 % interval, where there is one."""

    mean: float
    low: float | None = None
    high: float | None = None

    def opposite(self) -> "Interval":
        """Return the interval of the same thing with the other sign."""
        return Interval(
            -self.mean,
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
        )

    def scaled(self, factor: float) -> "Interval":
        """Return the interval of the same thing in another unit (the factor is positive)."""
        return Interval(
            self.mean * factor,
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )


@dataclass(frozen=True)
class Yearly:
    """An amount for each year of the horizon and for all of them together.

    ``current`` is the same in current prices, those of each year itself; None where the amounts
    are in these, or are discounted.
    """

    by_year: dict[int, Interval]
    total: Interval
    current: "Yearly | None" = None

    def to_plain(self) -> dict[str, Any]:
        """Return ``by_year`` as a list of years, ``total``, and both in current prices."""
        years = [{"year": year, **plain(amount)} for year, amount in self.by_year.items()]
        shown = {BY_YEAR: years, "total": plain(self.total)}
        return shown if self.current is None else {**shown, CURRENT: plain(self.current)}


@dataclass(frozen=True)
class ProposalHead:
    """What a reader needs to recognise a proposal, and the posts by year that its form has."""

    id: str
    number: str
    title: Wording
    stated: bool  # whether the form itself states the effect
    posts: Mapping[int, float] = field(default_factory=dict, hash=False, metadata=LEFT_OUT)


@dataclass(frozen=True)
class LedgerRow:
    """Kroner of one year, payer, scheme and kind in both worlds; the scheme may be empty."""

    year: int
    payer: str
    scheme: str
    kind: str
    baseline: float
    investment: float
    difference: Interval


@dataclass(frozen=True)
class FullTimeRow:
    """Full-time persons (days lived in the scheme / days of the year) in both worlds."""

    year: int
    scheme: str
    baseline: float
    investment: float
    difference: Interval


@dataclass(frozen=True)
class PlaceRow:
    """Full-time persons in a scheme on average over the horizon, in both worlds."""

    scheme: str
    baseline: float
    investment: float
    difference: Interval


@dataclass(frozen=True)
class ResultPrice:
    """The municipality's net for each unit of a result, both over the whole horizon.

    ``result`` is ``full_time_person_in_work`` (one for a year) or ``week_of_benefit_saved``;
    ``more`` is how many more of them the investment world has. ``net`` is kroner for each, None
    where there are no more of them, or where chance alone may have made them.
    """

    result: str
    more: Interval
    net: Interval | None


@dataclass(frozen=True)
class GainRow:
    """What the citizens of a group bring over the horizon: more in work, kroner of the purse.

    ``attribute`` is ``age``, ``education`` or ``scheme``; ``citizens`` those whose lives changed.
    Full-time persons in work are on average over the horizon; ``net`` leaves out what proposals
    cost, which is nobody's own.
    """

    attribute: str
    group: str
    citizens: Interval
    in_work: Interval = field(metadata=called("full_time_in_work"))
    net: Interval = field(metadata=called("net_municipal"))


@dataclass(frozen=True)
class FlowRow:
    """Citizens who went from one scheme to another in a year, in both worlds."""

    year: int
    origin: str = field(metadata=called("from"))
    destination: str = field(metadata=called("to"))
    baseline: float
    investment: float
    difference: Interval


@dataclass(frozen=True)
class Payback:
    """When the cumulative net has come down to zero for good, over replications.

    The months are ``2021-07`` or None (not within the horizon); ``low`` is the earliest,
    ``of_mean`` that of the mean net, which may be another story than the median.
    """

    median: str | None
    low: str | None
    high: str | None
    probability_by_year: dict[int, float]
    of_mean: str | None = None

    def to_plain(self) -> dict[str, Any]:
        """Return the month and the probability of payback by the end of each year."""
        month = {"median": self.median, "low": self.low, "high": self.high}
        probability = {str(year): p for year, p in self.probability_by_year.items()}
        return {"month": month, "probability_by_year": probability}


@dataclass(frozen=True)
class CumulativePoint:
    """Net municipal kroner from the start of the horizon to the end of a month."""

    month: str
    amount: Interval = field(metadata=SPREAD)


@dataclass(frozen=True)
class Attempt:
    """An effect that was tried, and the municipal net it comes to."""

    effect: float
    net: Interval


@dataclass(frozen=True)
class BreakEven:
    """The smallest effect at which one mechanism pays for its proposal.

    ``effect`` is None when no effect in ``searched`` suffices; ``net_left`` is then the net
    at the best effect tried. ``cases`` are new cases a year without the proposal. ``effect`` and
    ``needed``, cases a year, must be aimed at; ``effect_caused`` and ``caused`` come of it because
    of the proposal. ``within_weeks`` says that a share is one of the cases that would have ended so
    soon anyway. Shares, factors and weeks are those of the citizens it reaches. ``short`` is the
    nearest effect that does not pay yet, where single lives decide and none leaves next to nothing.
    """

    mechanism: str
    kind: str
    at: str | None
    scheme: str
    exits: tuple[str, ...]
    unit: str  # share, factor or weeks
    reading: str | None
    reading_label: Wording | None = field(metadata=LEFT_OUT)
    found: bool = field(
        init=False, repr=False, compare=False, metadata=computed(lambda row: row.effect is not None)
    )
    effect: Interval | None
    searched: tuple[float, float]
    best_tried: float
    net_left: Interval
    short: Attempt | None
    cases: float | None = field(metadata=called("new_cases_a_year"))
    needed: Interval | None = field(metadata=called("needed_a_year"))
    within_weeks: float | None = field(metadata=called("would_leave_within_weeks"))
    assumed: float | None
    assumed_range: tuple[float | None, float | None]
    grade: str
    stated: bool
    caused: Interval | None = field(default=None, metadata=called("caused_a_year"))
    effect_caused: Interval | None = None
    implementation: float = 1.0  # the share that is carried out
    deadweight: float = 0.0  # the share of that which would have come anyway
    everybody: bool = True  # it reaches the whole scheme: no target, full reach
    alone: bool = True  # no other mechanism is in force beside it


@dataclass(frozen=True)
class BreakEvenDisplacement:
    """The largest share of the jobs won that may be taken from others, if it is to pay.

    ``share`` is 1 where it pays though all are, and None where it does not though none is;
    ``assumed`` is the share the comparison was made with, None where mechanisms differ.
    ``short`` is as in `BreakEven`.
    """

    found: bool = field(
        init=False, repr=False, compare=False, metadata=computed(lambda row: row.share is not None)
    )
    share: Interval | None
    best_tried: float
    net_left: Interval
    assumed: float | None
    short: Attempt | None = None


@dataclass(frozen=True)
class BreakEvenShare:
    """The share of all effects together at which proposals pay for themselves.

    1 is every effect as assumed. ``share`` is None where none up to ``best_tried`` suffices;
    ``net_left`` is then the net there. ``short`` is as in `BreakEven`.
    """

    mechanisms: int
    found: bool = field(
        init=False, repr=False, compare=False, metadata=computed(lambda row: row.share is not None)
    )
    share: Interval | None
    best_tried: float
    net_left: Interval
    short: Attempt | None


@dataclass(frozen=True)
class DrawnRange:
    """What the municipality's net may be, all own numbers drawn from their distributions at once.

    ``net`` is the mean over draws with the ends between which 95 % of what may be expected lies,
    chance of the simulation included; ``simulation`` is half the interval that chance alone leaves
    of the mean, ``one_history`` half of that in which one municipality lies around it: there, lots
    fall once. Where that is known ``saves`` is the chance that one municipality saves.
    """

    draws: int
    net: Interval
    saves: Interval = field(metadata=called("chance_of_saving"))
    simulation: float | None = field(metadata=called("simulation_half_width"))
    one_history: float | None = field(
        default=None, metadata=called("one_municipality_half_width"), kw_only=True
    )
    counted: int | None = field(default=None, metadata=LEFT_OUT)  # draws, if others, of the chance
    bound: float | None = field(
        init=False,
        repr=False,
        compare=False,
        metadata={
            **called("chance_of_saving_bound"),
            **computed(lambda row: bound_of(row.saves.mean, row.tried)),
        },
    )

    @property
    def tried(self) -> int:
        """Return the draws of which the chance is the share."""
        return self.draws if self.counted is None else self.counted


@dataclass(frozen=True)
class AssumptionRange:
    """The municipality's net over the horizon where its proposals' own numbers are other ones.

    ``low`` is the net with each of them at the end that saves most, ``high`` with each at the
    end that costs most: no interval of a probability, and without chance. ``drawn`` is one; None
    where citizens wait for one another, so that every draw would cost two whole simulations.
    """

    low: float
    high: float
    numbers: int  # that have a low and a high end
    at_low_effect: float | None  # of the main mechanism, all else as assumed
    at_high_effect: float | None
    drawn: DrawnRange | None = None


@dataclass(frozen=True)
class Interaction:
    """Municipal net over the horizon of several proposals one by one and together.

    They act on the same lives, so that A + B need not equal A plus B; ``difference`` is
    together minus one by one, taken within each replication.
    """

    alone: dict[str, Interval]  # by proposal, in a world of its own
    one_by_one: Interval  # the sum of those
    together: Interval
    difference: Interval

    def to_plain(self) -> dict[str, Any]:
        """Return every field by name, a list of proposals for ``alone``."""
        alone = [{"proposal": name, **plain(net)} for name, net in self.alone.items()]
        return {**fields_of(self), "alone": alone}


@dataclass(frozen=True)
class Assumption:
    """A number the finding rests on, with its grade and source.

    ``moves`` is by how much the municipality's net over the horizon differs between ``low`` and
    ``high``, all else as assumed; None where that is not known.
    """

    name: str
    value: float | None
    grade: str
    source: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    moves: float | None = None  # kroner
    label: Wording | None = field(default=None, metadata=LEFT_OUT)

    @classmethod
    def of(cls, name: str, estimate: Estimate, label: Wording) -> "Assumption":
        """Return an estimate as a number that the finding rests on."""
        value, grade, source = estimate.value, estimate.grade, estimate.source
        return cls(
            name, value, grade, source, estimate.unit, estimate.low, estimate.high, None, label
        )


@dataclass(frozen=True)
class SummaryRow:
    """One line of the main table; ``line`` names it in every language.

    The lines are ``investment``, ``benefits``, ``contacts_and_activation``, ``other`` and then
    ``net_<payer>`` for each payer.
    """

    line: str
    amounts: Yearly = field(metadata=SPREAD)


@dataclass(frozen=True)
class AmountRow:
    """Kroner of one year, payer, scheme and kind in one world."""

    year: int
    payer: str
    scheme: str
    kind: str
    kroner: Interval
