"""The answers to questions, as data: numbers with intervals, and what they rest on.

A finding knows how to be written down (JSON, table, text, workbook, chart) and nothing of how
it was computed. Amounts are kroner with ``+`` for an expense and ``-`` for a saving; intervals
are 95 % over replications, and absent after a single replication.
"""

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.rows import (
    MONTHS_PER_YEAR,
    AmountRow,
    Assumption,
    BreakEven,
    ContactRow,
    CountRow,
    CumulativePoint,
    Delivered,
    DurationRow,
    FlowRow,
    FullTimeRow,
    Interaction,
    Interval,
    LedgerRow,
    Notice,
    Payback,
    ProposalHead,
    StockRow,
    SummaryRow,
    TargetRow,
    Yearly,
    month_name,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


__all__ = [
    "MONTHS_PER_YEAR",
    "AmountRow",
    "Assumption",
    "BreakEven",
    "ContactRow",
    "CountRow",
    "CumulativePoint",
    "Delivered",
    "DurationRow",
    "Finding",
    "FlowRow",
    "FullTimeRow",
    "Head",
    "Interaction",
    "Interval",
    "LedgerRow",
    "Notice",
    "Payback",
    "ProposalHead",
    "RunFinding",
    "StockRow",
    "SummaryRow",
    "TargetRow",
    "Yearly",
    "month_name",
]

SIGN = "expense_positive"
COMPARE_SCHEMA = "borgerflow/compare/1"
RUN_SCHEMA = "borgerflow/run/1"


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every finding says about itself."""

    version: str
    municipality: str
    municipality_label: str
    proposals: tuple[ProposalHead, ...]
    start: str
    end: str
    seed: int
    replications: int
    price_year: int | None
    engine: str
    assumptions: tuple[Assumption, ...] = ()
    warnings: tuple[Notice, ...] = ()
    scheme_labels: dict[str, Notice] = field(default_factory=dict)
    seconds: float | None = None  # of work; not part of the answer, hence not of the JSON

    @property
    def years(self) -> tuple[int, ...]:
        """Return the calendar years that the horizon touches."""
        last = int(self.end[:4]) - (self.end[5:] == "01-01")
        return tuple(range(int(self.start[:4]), last + 1))

    def scheme_label(self, scheme: str, lang: str) -> str:
        """Return what people call a scheme."""
        label = self.scheme_labels.get(scheme)
        return scheme if label is None else label.text(lang)

    def head_dict(self, schema: str) -> dict[str, Any]:
        """Return the keys that all findings share, in their stable order."""
        return {
            "schema": schema,
            "version": self.version,
            "municipality": self.municipality,
            "proposals": [proposal.id for proposal in self.proposals],
            "horizon": {"start": self.start, "end": self.end},
            "seed": self.seed,
            "replications": self.replications,
            "sign": SIGN,
            "price_year": self.price_year,
        }

    def tail_dict(self) -> dict[str, Any]:
        """Return what the finding rests on and what it warns of."""
        return {
            "assumptions": [assumption.to_dict() for assumption in self.assumptions],
            "warnings": [warning.en for warning in self.warnings],
        }


@dataclass(frozen=True, kw_only=True)
class Finding(Head):
    """Baseline against investment: kroner, persons, payback and the effect it needs."""

    summary: tuple[SummaryRow, ...]
    net_by_payer: dict[str, Yearly]
    ledger: tuple[LedgerRow, ...]
    full_time: tuple[FullTimeRow, ...]
    payback: Payback
    cumulative: tuple[CumulativePoint, ...]
    touched: dict[int, Interval]
    flows: tuple[FlowRow, ...] = ()
    break_even: tuple[BreakEven, ...] = ()  # the form's own reading first
    delivered: Delivered | None = None  # of several mechanisms
    interaction: Interaction | None = None  # of several proposals

    @property
    def net_municipal(self) -> Yearly:
        """Return what the municipality pays in net, by year and in total."""
        return self.net_by_payer["kommune"]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``compare``: stable keys first, further ones at the end.

        ``delivered`` is there where several mechanisms are, ``interaction`` where several
        proposals are asked about.
        """
        several = {"delivered": self.delivered, "interaction": self.interaction}
        return {
            **self.head_dict(COMPARE_SCHEMA),
            "net_municipal": self.net_municipal.to_dict(),
            "ledger": [_plain(row) for row in self.ledger],
            "full_time": [_plain(row) for row in self.full_time],
            "breakeven": self.payback.to_dict(),
            **self.tail_dict(),
            "break_even_effect": self.break_even[0].to_dict() if self.break_even else None,
            "readings": [reading.to_dict() for reading in self.break_even[1:]],
            "cumulative": [
                {"month": point.month, **point.amount.to_dict()} for point in self.cumulative
            ],
            "touched": [{"year": y, **count.to_dict()} for y, count in self.touched.items()],
            "net_state": self.net_by_payer["stat"].to_dict(),
            "net_by_payer": {payer: net.to_dict() for payer, net in self.net_by_payer.items()},
            "flows": [_plain(row) for row in self.flows],
            "summary": [row.to_dict() for row in self.summary],
            **{name: each.to_dict() for name, each in several.items() if each is not None},
        }

    def to_json(self) -> str:
        """Return the finding as JSON text; the same inputs give the same text."""
        return _json(self.to_dict())

    def table(self, lang: str = "en") -> pd.DataFrame:
        """Return the main table in 1.000 kr.: a row per line, a column per year."""
        from experiments.tables import main_table  # noqa: PLC0415  (tables know findings)

        return main_table(self, lang)

    def text(self, lang: str = "en", *, all_assumptions: bool = False) -> str:
        """Return the finding as read by people: the answer first, then why."""
        from experiments.wording import compare_text  # noqa: PLC0415  (wording knows findings)

        return compare_text(self, lang, all_assumptions=all_assumptions)

    def to_excel(self, path: Path | str, lang: str = "da") -> None:
        """Write the finding as a workbook with numeric cells."""
        from experiments.workbook import write_compare  # noqa: PLC0415  (slow to import)

        write_compare(self, Path(path), lang)

    def plot(self, path: Path | str, lang: str = "en") -> None:
        """Draw cumulative net municipal kroner by month; the suffix gives the format."""
        from experiments.chart import draw_cumulative  # noqa: PLC0415  (slow to import)

        draw_cumulative(self, Path(path), lang)


@dataclass(frozen=True, kw_only=True)
class RunFinding(Head):
    """One world: stocks, flows, durations and kroner."""

    ledger: tuple[AmountRow, ...]
    stocks: tuple[StockRow, ...]
    flows: tuple[CountRow, ...]
    durations: tuple[DurationRow, ...]
    contacts: tuple[ContactRow, ...]
    targets: tuple[TargetRow, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``run``."""
        return {
            **self.head_dict(RUN_SCHEMA),
            "ledger": [_plain(row) for row in self.ledger],
            "stocks": [_plain(row) for row in self.stocks],
            "flows": [_plain(row) for row in self.flows],
            "durations": [_plain(row) for row in self.durations],
            "contacts": [_plain(row) for row in self.contacts],
            "targets": [row.to_dict() for row in self.targets],
            **self.tail_dict(),
        }

    def to_json(self) -> str:
        """Return the finding as JSON text; the same inputs give the same text."""
        return _json(self.to_dict())

    def table(self, lang: str = "en") -> pd.DataFrame:
        """Return full-time persons by scheme and year, with mean weeks of a stay."""
        from experiments.tables import run_table  # noqa: PLC0415  (tables know findings)

        return run_table(self, lang)

    def text(self, lang: str = "en", *, all_assumptions: bool = False) -> str:
        """Return the finding as read by people."""
        from experiments.wording import run_text  # noqa: PLC0415  (wording knows findings)

        return run_text(self, lang, all_assumptions=all_assumptions)

    def to_excel(self, path: Path | str, lang: str = "da") -> None:
        """Write the finding as a workbook with numeric cells."""
        from experiments.workbook import write_run  # noqa: PLC0415  (slow to import)

        write_run(self, Path(path), lang)

    def plot(self, path: Path | str, lang: str = "en") -> None:
        """Draw persons by scheme and month; the suffix gives the format."""
        from experiments.chart import draw_stocks  # noqa: PLC0415  (slow to import)

        draw_stocks(self, Path(path), lang)


def _plain(row: "DataclassInstance") -> dict[str, Any]:
    """Return the fields of a row by name, with ``from`` and ``to`` for a flow."""
    names = {"origin": "from", "destination": "to"}
    return {names.get(key, key): value for key, value in dataclasses.asdict(row).items()}


def _json(content: dict[str, Any]) -> str:
    """Return readable JSON; a number that is not finite is refused, never written as NaN."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
