"""Which proposals are best together, as data: the proposals, the sets, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.findings.rows import Interaction, Interval, Notice

PORTFOLIO_SCHEMA = "borgerflow/portfolio/1"


@dataclass(frozen=True)
class LeftOut:
    """A proposal that cannot be chosen, and why."""

    id: str
    number: str
    because: Notice


@dataclass(frozen=True)
class CandidateRow:
    """A proposal to choose: what it costs, its net alone, whether and how often it is chosen.

    ``net`` is what it adds to those it depends on. ``share`` is that of redrawn replications
    in whose best set it is; None where there is one replication only.
    """

    id: str
    number: str
    title: Notice
    invested: dict[int, float]  # by year
    net: Interval
    chosen: bool
    share: float | None

    @property
    def cost(self) -> float:
        """Return what it costs over the horizon."""
        return sum(self.invested.values())

    def to_plain(self) -> dict[str, Any]:
        """Return every field by name, the title in English."""
        return {
            "id": self.id,
            "number": self.number,
            "title": self.title.en,
            "invested": self.cost,
            "invested_by_year": _years(self.invested),
            "net": plain(self.net),
            "chosen": self.chosen,
            "share": self.share,
        }


@dataclass(frozen=True)
class SetRow:
    """Proposals taken together: what they cost, and their net one by one and together.

    ``lived`` is None where the set was not simulated. A set may have several ``labels``:
    best under the budget, and what the council chose, say.
    """

    proposals: tuple[str, ...]
    numbers: tuple[str, ...]
    labels: tuple[Notice, ...]
    chosen: bool
    on_frontier: bool
    named: tuple[str, ...]  # ids of the choices in params that it is
    invested: dict[int, float]  # by year
    one_by_one: Interval
    lived: Interaction | None
    within_budget: bool

    @property
    def cost(self) -> float:
        """Return what it costs over the horizon."""
        return sum(self.invested.values())

    @property
    def net(self) -> Interval:
        """Return the net together where it was simulated, else one by one."""
        return self.one_by_one if self.lived is None else self.lived.together

    def to_plain(self) -> dict[str, Any]:
        """Return every field by name, labels in English; what was not simulated is null."""
        lived = self.lived
        return {
            "proposals": list(self.proposals),
            "numbers": list(self.numbers),
            "labels": [label.en for label in self.labels],
            "chosen": self.chosen,
            "on_frontier": self.on_frontier,
            "named": list(self.named),
            "within_budget": self.within_budget,
            "invested": self.cost,
            "invested_by_year": _years(self.invested),
            "one_by_one": plain(self.one_by_one),
            "together": None if lived is None else plain(lived.together),
            "difference": None if lived is None else plain(lived.difference),
        }


@dataclass(frozen=True)
class Asked:
    """What a set had to keep, in kroner; None where there is no limit."""

    budgets: dict[int, float | None]
    total: float | None = None
    at_least: float | None = None
    must: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return every limit by name."""
        years = [{"year": year, "kroner": kroner} for year, kroner in self.budgets.items()]
        return {
            "by_year": years,
            "total": self.total,
            "spend_at_least": self.at_least,
            "must": list(self.must),
        }


@dataclass(frozen=True, kw_only=True)
class PortfolioFinding(Head):
    """The best set of proposals under a budget, beside the other sets worth a look."""

    asked: Asked
    candidates: tuple[CandidateRow, ...]
    sets: tuple[SetRow, ...]  # the chosen one first, then the cheapest first
    left_out: tuple[LeftOut, ...] = ()
    draws: int = 0  # redrawn replications behind the shares
    notes: tuple[Notice, ...] = field(default=())  # on the choices in params

    @property
    def best(self) -> SetRow:
        """Return the set that was chosen; it may be empty."""
        return self.sets[0]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``portfolio``."""
        return {
            **self.head_dict(PORTFOLIO_SCHEMA),
            "budget": plain(self.asked),
            "best": plain(self.best),
            "candidates": plain(self.candidates),
            "draws": self.draws,
            "sets": plain(self.sets),
            "left_out": [
                {"id": out.id, "number": out.number, "because": out.because.en}
                for out in self.left_out
            ],
            "notes": [note.en for note in self.notes],
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
        if key == "invested_by_year":
            flat |= {f"invested_{each['year']}": each["kroner"] for each in value}
        else:
            flat[key] = " + ".join(value) if isinstance(value, list) else value
    return flat


def _years(amounts: dict[int, float]) -> list[dict[str, float]]:
    return [{"year": year, "kroner": kroner} for year, kroner in amounts.items()]
