"""What one world comes to, as data."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from borgerflow.experiments.findings.finding import Head, json_text, plain_row
from borgerflow.experiments.findings.rows import (
    AmountRow,
    ContactRow,
    CountRow,
    DurationRow,
    StockRow,
    TargetRow,
)

if TYPE_CHECKING:
    pass

RUN_SCHEMA = "borgerflow/run/1"


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
            "ledger": [plain_row(row) for row in self.ledger],
            "stocks": [plain_row(row) for row in self.stocks],
            "flows": [plain_row(row) for row in self.flows],
            "durations": [plain_row(row) for row in self.durations],
            "contacts": [plain_row(row) for row in self.contacts],
            "targets": [row.to_dict() for row in self.targets],
            **self.tail_dict(),
        }

    def to_json(self) -> str:
        """Return the finding as JSON text; the same inputs give the same text."""
        return json_text(self.to_dict())

    def table(self, lang: str = "en") -> pd.DataFrame:
        """Return full-time persons by scheme and year, with mean weeks of a stay."""
        from borgerflow.experiments.questions.run.text import run_table  # noqa: PLC0415  (tables know findings)

        return run_table(self, lang)

    def text(self, lang: str = "en", *, all_assumptions: bool = False) -> str:
        """Return the finding as read by people."""
        from borgerflow.experiments.questions.run.text import run_text  # noqa: PLC0415  (wording knows findings)

        return run_text(self, lang, all_assumptions=all_assumptions)

    def to_excel(self, path: Path | str, lang: str = "da") -> None:
        """Write the finding as a workbook with numeric cells."""
        from borgerflow.experiments.questions.run.workbook import write_run  # noqa: PLC0415  (slow to import)

        write_run(self, Path(path), lang)

    def plot(self, path: Path | str, lang: str = "en") -> None:
        """Draw persons by scheme and month; the suffix gives the format."""
        from borgerflow.experiments.questions.run.chart import draw_stocks  # noqa: PLC0415  (slow to import)

        draw_stocks(self, Path(path), lang)
