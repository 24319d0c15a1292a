"""What one world comes to, as data."""

from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.findings.finding import Head
from borgerflow.experiments.findings.plain import plain
from borgerflow.experiments.findings.rows import AmountRow, SummaryRow, Yearly
from borgerflow.experiments.questions.run.rows import (
    ContactRow,
    CountRow,
    DurationRow,
    StockRow,
    TargetRow,
)
from borgerflow.experiments.runs.accounts.rows import AccountRow
from borgerflow.experiments.runs.money import MUNICIPALITY

RUN_SCHEMA = "borgerflow/run/1"


@dataclass(frozen=True, kw_only=True)
class RunFinding(Head):
    """One world: stocks, flows, durations and kroner."""

    ledger: tuple[AmountRow, ...]
    paid: dict[str, Yearly]  # by payer
    stocks: tuple[StockRow, ...]
    flows: tuple[CountRow, ...]
    durations: tuple[DurationRow, ...]
    contacts: tuple[ContactRow, ...]
    targets: tuple[TargetRow, ...] = ()
    accounts: tuple[AccountRow, ...] = ()  # by authorised function
    frames: tuple[SummaryRow, ...] = ()  # the municipality's net on each

    @property
    def net_municipal(self) -> Yearly:
        """Return what the municipality pays in net, by year and in total; it always pays some."""
        return self.paid[MUNICIPALITY]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``run``."""
        tables = ("ledger", "stocks", "flows", "durations", "contacts", "targets")
        return {
            **self.head_dict(RUN_SCHEMA),
            **{name: plain(getattr(self, name)) for name in tables},
            **self.tail_dict(),
            "paid_by_payer": plain(self.paid),
            "accounts": plain(self.accounts),
            "frames": plain(self.frames),
        }
