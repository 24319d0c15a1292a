"""Which proposals are best together, as data: the proposals, the sets, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.plain import (
    CURRENT,
    LEFT_OUT,
    SPREAD,
    called,
    computed,
    fields_of,
    plain,
)
from borgerflow.experiments.findings.rows import (
    Interaction,
    Interval,
    SummaryRow,
    Yearly,
)
from borgerflow.experiments.runs.accounts.rows import AccountRow
from borgerflow.experiments.runs.capacity.whole_numbers import OERE
from borgerflow.sim.base.wording import Wording

PORTFOLIO_SCHEMA = "borgerflow/portfolio/1"
FrameYear = tuple[str, int]


@dataclass(frozen=True)
class Limits:
    """What a set must keep: budgets of single years and of all, a least cost, who must be in."""

    by_year: Mapping[int, float | None] = field(default_factory=dict)  # None: no limit
    total: float | None = None
    at_least: float | None = field(default=None, metadata=called("spend_at_least"))
    must: tuple[str, ...] = ()
    frames: Mapping[FrameYear, float] = field(default_factory=dict)  # kroner at most

    def afford(self, costs: Mapping[int, float]) -> bool:
        """Tell whether costs by year keep the budgets."""
        budgets = [(costs[year], budget) for year, budget in self.by_year.items()]
        budgets.append((round(sum(costs.values()), OERE), self.total))
        return all(budget is None or cost <= budget for cost, budget in budgets)

    def to_plain(self) -> dict[str, Any]:
        """Return every limit by name."""
        frames = [
            {"frame": frame, "year": year, "kroner": kroner}
            for (frame, year), kroner in self.frames.items()
        ]
        return {**fields_of(self), "by_year": _years(self.by_year), "frames": frames}


@dataclass(frozen=True)
class Investment:
    """What proposals cost in each year of the horizon."""

    by_year: dict[int, float]
    current: dict[int, float]  # in the prices of each year

    @property
    def total(self) -> float:
        """Return what they cost over the horizon."""
        return sum(self.by_year.values())

    def to_plain(self) -> dict[str, Any]:
        """Return the total and the years, in both prices."""
        current = {"total": sum(self.current.values()), "by_year": _years(self.current)}
        fixed = {"invested": self.total, "invested_by_year": _years(self.by_year)}
        return {**fixed, f"invested_{CURRENT}": current}


@dataclass(frozen=True)
class LeftOut:
    """A proposal that cannot be chosen, and why."""

    id: str
    number: str
    because: Wording


@dataclass(frozen=True)
class CandidateRow:
    """A proposal to choose: what it costs, its net alone, whether and how often it is chosen.

    ``net`` is what it adds to those it depends on. ``share`` is that of redrawn replications
    in whose best set it is; None where there is one replication only.
    """

    id: str
    number: str
    title: Wording
    investment: Investment = field(metadata=SPREAD)
    net: Interval
    chosen: bool
    share: float | None


@dataclass(frozen=True)
class SetRow:
    """Proposals taken together: what they cost, and their net one by one and together.

    ``interaction`` is None where the set was not simulated. A set may have several ``labels``:
    best under the budget, and what the council chose, say.
    """

    proposals: tuple[str, ...]
    numbers: tuple[str, ...]
    labels: tuple[Wording, ...]
    chosen: bool
    on_frontier: bool
    named: tuple[str, ...]  # ids of the choices in params that it is
    within_budget: bool
    investment: Investment = field(metadata=SPREAD)
    one_by_one: Interval
    interaction: Interaction | None = field(metadata=LEFT_OUT)
    frames: Mapping[FrameYear, float] = field(default_factory=dict, hash=False, metadata=LEFT_OUT)
    over: tuple[FrameYear, ...] = field(default=(), metadata=LEFT_OUT)  # limits that it exceeds

    @property
    def net(self) -> Interval:
        """Return the net together where it was simulated, else one by one."""
        return self.interaction.together if self.interaction else self.one_by_one

    def to_plain(self) -> dict[str, Any]:
        """Return every field by name; what was not simulated is null."""
        both = self.interaction and plain(self.interaction)
        nets = {name: both and both[name] for name in ("together", "difference")}
        frames = [
            {"frame": frame, "year": year, "kroner": kroner}
            for (frame, year), kroner in self.frames.items()
        ]
        over = [{"frame": frame, "year": year} for frame, year in self.over]
        return {**fields_of(self), **nets, "frames": frames, "over_limits": over}


@dataclass(frozen=True)
class LimitRow:
    """A limit of a frame in a year, how much of it the chosen set takes, and what it costs.

    ``taken`` is of the members one by one, by which the set is chosen; ``together`` as simulated.
    ``costs`` is how much lower the net could be without this limit alone: above nought it binds.
    """

    frame: str
    year: int
    most: float = field(metadata=called("kroner"))
    taken: float
    together: float | None
    costs: float = field(metadata=called("costs_net"))

    @property
    def binds(self) -> bool:
        """Tell whether the net would be lower without it."""
        return self.costs > 0


@dataclass(frozen=True, kw_only=True)
class UnsureSet:
    """What a set comes to where the proposals' own numbers are drawn, its members one by one."""

    proposals: tuple[str, ...]
    numbers: tuple[str, ...]
    named: tuple[str, ...]  # ids of the choices in params that it is
    net: Interval  # its range over draws
    draws: int = field(metadata=LEFT_OUT)
    saves: float = field(metadata=called("chance_of_saving"))
    bound: float | None = field(
        init=False,
        repr=False,
        compare=False,
        metadata={
            **called("chance_of_saving_bound"),
            **computed(lambda row: bound_of(row.saves, row.draws)),
        },
    )
    best: float = field(metadata=called("chance_of_best"))  # of draws
    regret: float  # what it costs more than the best of each draw, on average
    in_bad_times: float = field(metadata=called("net_one_in_five_worse"))


@dataclass(frozen=True)
class KeptLimit:
    """In which share of draws the chosen set keeps a limit of a frame in a year."""

    frame: str
    year: int
    most: float = field(metadata=called("kroner"))
    kept: float = field(metadata=called("share_of_draws_kept"))


@dataclass(frozen=True)
class UnsureChoice:
    """How sure a choice is under what nobody knows of the proposals; the chosen set first."""

    draws: int
    sets: tuple[UnsureSet, ...]
    cautious: tuple[str, ...]  # the set of least net where things go badly
    limits: tuple[KeptLimit, ...] = ()

    @property
    def chosen(self) -> UnsureSet:
        """Return the set that was chosen."""
        return self.sets[0]


@dataclass(frozen=True, kw_only=True)
class PortfolioFinding(Head):
    """The best set of proposals under a budget, beside the other sets worth a look."""

    limits: Limits
    candidates: tuple[CandidateRow, ...]
    sets: tuple[SetRow, ...]  # the chosen one first, then the cheapest first
    left_out: tuple[LeftOut, ...] = ()
    draws: int = 0  # redrawn replications behind the shares
    notes: tuple[Wording, ...] = ()  # on the choices in params
    unsure: UnsureChoice | None = None  # where the proposals' numbers are drawn
    accounts: tuple[AccountRow, ...] = ()  # of the chosen set, by authorised function
    frames: tuple[SummaryRow, ...] = ()  # of the chosen set, net on each
    total: Yearly | None = None  # of the chosen set, by year: the sum of both
    limit_rows: tuple[LimitRow, ...] = ()
    limits_cost: float = 0.0  # net that all limits of frames cost together

    @property
    def best(self) -> SetRow:
        """Return the set that was chosen; it may be empty."""
        return self.sets[0]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``portfolio``."""
        return {
            **self.head_dict(PORTFOLIO_SCHEMA),
            "budget": plain(self.limits),
            "best": plain(self.best),
            "candidates": plain(self.candidates),
            "draws": self.draws,
            "sets": plain(self.sets),
            **({} if self.unsure is None else {"under_uncertainty": plain(self.unsure)}),
            "accounts": plain(self.accounts),
            "frames": plain(self.frames),
            "limits": plain(self.limit_rows),
            "limits_cost_net": self.limits_cost,
            "left_out": plain(self.left_out),
            "notes": plain(self.notes),
            **self.tail_dict(),
        }

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return proposals, sets and assumptions as flat tables; lists of names are joined."""
        content = self.to_dict()
        return {
            name: pd.json_normalize([_flat(row) for row in content[name]], sep="_")
            for name in ("candidates", "sets", "assumptions")
        }


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose years are columns and whose lists of names are one text.

    A net that is not known leaves its columns empty.
    """
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if value is None and key in ("together", "difference"):
            continue
        if key == "over_limits":
            continue
        if key == "frames":
            flat |= {f"{each['frame']}_{each['year']}": each["kroner"] for each in value}
        elif key == "invested_by_year":
            flat |= {f"invested_{each['year']}": each["kroner"] for each in value}
        elif key == f"invested_{CURRENT}":
            flat |= {f"{key}_{each['year']}": each["kroner"] for each in value["by_year"]}
            flat[f"{key}_total"] = value["total"]
        else:
            flat[key] = " + ".join(value) if isinstance(value, list) else value
    return flat


def _years(amounts: Mapping[int, float | None]) -> list[dict[str, float | None]]:
    return [{"year": year, "kroner": kroner} for year, kroner in amounts.items()]
