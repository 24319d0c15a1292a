"""Baseline against investment, as data."""

from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.findings.doubts import Excess, IdleMechanism
from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.findings.rows import (
    AssumptionRange,
    BreakEven,
    BreakEvenDisplacement,
    BreakEvenShare,
    CumulativePoint,
    FlowRow,
    FullTimeRow,
    GainRow,
    Interaction,
    Interval,
    LedgerRow,
    Payback,
    PlaceRow,
    ResultPrice,
    SummaryRow,
    Yearly,
)
from borgerflow.experiments.questions.compare.chart.rows import (
    ExitRow,
    LifeRow,
    MoveRow,
    StepRow,
    StockChange,
)
from borgerflow.experiments.questions.compare.tables.grant_rows import Grants
from borgerflow.experiments.runs.accounts.rows import AccountRow, KeptRow

PICTURED = ("stocks", "steps", "exits", "moves", "lives")
COMPARE_SCHEMA = "borgerflow/compare/1"


@dataclass(frozen=True, kw_only=True)
class Finding(Head):
    """Baseline against investment: kroner, persons, payback and the effect it needs."""

    summary: tuple[SummaryRow, ...]
    net_by_payer: dict[str, Yearly]
    ledger: tuple[LedgerRow, ...]
    full_time: tuple[FullTimeRow, ...]
    mean_full_time: tuple[PlaceRow, ...]  # over the horizon
    prices: tuple[ResultPrice, ...]  # of the municipality's net
    payback: Payback
    cumulative: tuple[CumulativePoint, ...]
    touched: dict[int, Interval]
    flows: tuple[FlowRow, ...] = ()
    break_even: tuple[BreakEven, ...] = ()  # the form's own reading first
    gains: tuple[GainRow, ...] = ()  # who brings the change
    delivered: BreakEvenShare | None = None  # of several mechanisms
    displacement: BreakEvenDisplacement | None = None  # where jobs are won
    interaction: Interaction | None = None  # of several proposals
    assumption_range: AssumptionRange | None = None  # where own numbers have one
    idle: tuple[IdleMechanism, ...] = ()
    excesses: tuple[Excess, ...] = ()
    accounts: tuple[AccountRow, ...] = ()  # by authorised function
    frames: tuple[SummaryRow, ...] = ()  # the municipality's net on each
    kept: tuple[KeptRow, ...] = ()  # when the block grant has followed
    # What pictures alone show; a study has none of it.
    stocks: tuple[StockChange, ...] = ()  # by month
    steps: tuple[StepRow, ...] = ()  # of the staircase; none where a law changes
    exits: tuple[ExitRow, ...] = ()  # of stays in the scheme that the effect is told in
    moves: tuple[MoveRow, ...] = ()  # into and out of it
    lives: tuple[LifeRow, ...] = ()  # one citizen's, in both worlds
    grants: Grants | None = None  # where it is asked what equalisation does beside the net
    # By month, from the first: what the proposals have cost so far.
    invested: tuple[float, ...] = ()

    @property
    def net_municipal(self) -> Yearly:
        """Return what the municipality pays in net, by year and in total."""
        return self.net_by_payer["kommune"]

    @property
    def paired(self) -> bool:
        """Tell that a replication is a pair of worlds."""
        return True

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``compare``: stable keys first, further ones at the end.

        ``delivered`` is there where several mechanisms are, ``displacement`` where jobs are won,
        ``interaction`` where several proposals are asked about, ``assumption_range`` where their
        own numbers have one, ``baseline`` where proposals are in both worlds; ``accounts``,
        ``frames`` and ``kept`` where kroner are booked by function, ``grants`` where it is asked
        for, ``stocks``, ``steps``, ``exits``, ``moves`` and ``lives`` where there is something to
        draw (no study has any of these). Of ``invested`` it says nothing: the workbook needs it, to
        follow another price.
        """
        named = ("grants", "delivered", "displacement", "interaction", "assumption_range")
        some = {name: getattr(self, name) or None for name in ("accounts", "frames", "kept")}
        pictured = {name: plain(getattr(self, name)) for name in PICTURED if getattr(self, name)}
        some |= {name: getattr(self, name) for name in named}
        return {
            **self.head_dict(COMPARE_SCHEMA),
            "net_municipal": plain(self.net_municipal),
            "ledger": plain(self.ledger),
            "full_time": plain(self.full_time),
            "breakeven": plain(self.payback),
            **self.tail_dict(),
            "break_even_effect": plain(self.break_even[0]) if self.break_even else None,
            "readings": plain(self.break_even[1:]),
            "cumulative": plain(self.cumulative),
            "touched": [{"year": y, **plain(count)} for y, count in self.touched.items()],
            "net_state": plain(self.net_by_payer["stat"]),
            "net_by_payer": plain(self.net_by_payer),
            "flows": plain(self.flows),
            "summary": plain(self.summary),
            "mean_full_time": plain(self.mean_full_time),
            "net_for_each": plain(self.prices),
            "breakeven_of_mean": self.payback.of_mean,
            "idle": plain(self.idle),
            "excesses": plain(self.excesses),
            "gains": plain(self.gains),
            "estimator": self.estimator,
            **{name: plain(each) for name, each in some.items() if each is not None},
            **pictured,
            **self.given_dict(),
        }
