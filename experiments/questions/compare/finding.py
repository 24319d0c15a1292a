"""Baseline against investment, as data."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borgerflow.experiments.findings.finding import Head, json_text, plain_row
from borgerflow.experiments.findings.rows import (
    BreakEven,
    CumulativePoint,
    Delivered,
    FlowRow,
    FullTimeRow,
    Interaction,
    Interval,
    LedgerRow,
    Payback,
    SummaryRow,
    Yearly,
)

if TYPE_CHECKING:
    pass

COMPARE_SCHEMA = "borgerflow/compare/1"


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
            "ledger": [plain_row(row) for row in self.ledger],
            "full_time": [plain_row(row) for row in self.full_time],
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
            "flows": [plain_row(row) for row in self.flows],
            "summary": [row.to_dict() for row in self.summary],
            **{name: each.to_dict() for name, each in several.items() if each is not None},
        }

    def to_json(self) -> str:
        """Return the finding as JSON text; the same inputs give the same text."""
        return json_text(self.to_dict())

    def table(self, lang: str = "en") -> pd.DataFrame:
        """Return the main table in 1.000 kr.: a row per line, a column per year."""
        from borgerflow.experiments.questions.compare.text import main_table  # noqa: PLC0415  (tables know findings)

        return main_table(self, lang)

    def text(self, lang: str = "en", *, all_assumptions: bool = False) -> str:
        """Return the finding as read by people: the answer first, then why."""
        from borgerflow.experiments.questions.compare.text import compare_text  # noqa: PLC0415  (wording knows findings)

        return compare_text(self, lang, all_assumptions=all_assumptions)

    def to_excel(self, path: Path | str, lang: str = "da") -> None:
        """Write the finding as a workbook with numeric cells."""
        from borgerflow.experiments.questions.compare.workbook import write_compare  # noqa: PLC0415  (slow to import)

        write_compare(self, Path(path), lang)

    def plot(self, path: Path | str, lang: str = "en") -> None:
        """Draw cumulative net municipal kroner by month; the suffix gives the format."""
        from borgerflow.experiments.questions.compare.chart import draw_cumulative  # noqa: PLC0415  (slow to import)

        draw_cumulative(self, Path(path), lang)
