"""What benefits come to in a year, by hand too, and what of the accounts that explains, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from borgerflow.experiments.findings.finding import Answer
from borgerflow.experiments.findings.plain import LEFT_OUT, plain
from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

ACCOUNTS_SCHEMA = "borgerflow/accounts/1"
REMAINDER, ACCOUNT = "remainder", "account"
SIMULATED = "simulated"  # in the place of a grade
FULL = "full"  # where the model assumes no share of the rate
ALIKE = 1e-6  # of an amount: nearer than that, two computations agree


@dataclass(frozen=True)
class FullRateShare:
    """The share of the full rate that is paid on average, with its range."""

    value: float
    low: float
    high: float
    grade: str


@dataclass(frozen=True)
class SchemeAccount:
    """What a scheme's benefits come to in a year: kroner, persons in full-time persons.

    ``paid`` are the persons who are paid, by the municipality or for its part by others;
    ``weekly`` is what each is paid a week on average. ``degree`` is the share of the full rate that
    the model assumes, with its range. ``by_hand`` is the municipality's part computed without the
    settlement, and ``gap`` by which share that is above it.
    """

    scheme: str
    persons: Interval
    paid: Interval
    weekly: float
    degree: FullRateShare
    gross: Interval
    municipality: Interval
    gross_by_hand: float
    by_hand: float
    why: Wording

    @property
    def share(self) -> float:
        """Return the municipality's share of the gross expenditure."""
        return self.municipality.mean / self.gross.mean

    @property
    def gap(self) -> float:
        """Return by which share the hand computation is above the municipality's part."""
        return self.by_hand / self.municipality.mean - 1


@dataclass(frozen=True)
class BridgeRow:
    """A step from what is simulated to the accounts, in kroner to the øre.

    The steps before it and the ``remainder`` add up to the ``account``. Its range is that of what
    is assumed in it; the remainder's is what is left where every step lies at an end of its own.
    """

    item: str
    label: Wording
    kroner: float
    low: float | None
    high: float | None
    grade: str
    source: str


@dataclass(frozen=True)
class UntoldRow:
    """What lies in the accounts, or may, and is not among the steps; kroner where a figure is."""

    item: str
    label: Wording
    low: float | None
    high: float | None
    grade: str
    source: str


@dataclass(frozen=True)
class RefundRow:
    """The state's share of a scheme: published and simulated."""

    scheme: str
    label: Wording
    published: float
    simulated: float
    grade: str
    source: str


@dataclass(frozen=True, kw_only=True)
class AccountsFinding(Answer):
    """A municipality's benefits of a year, beside a hand computation and its accounts."""

    version: str
    municipality: str
    municipality_label: str
    year: int
    seed: int
    replications: int
    rows: tuple[SchemeAccount, ...]
    bridge: tuple[BridgeRow, ...]
    untold: tuple[UntoldRow, ...] = ()
    refunds: tuple[RefundRow, ...] = ()
    contacts: float = 0.0
    warnings: tuple[Wording, ...] = ()
    command: str = ""
    seconds: float | None = field(default=None, metadata=LEFT_OUT)
    scheme_labels: Mapping[str, Wording] = field(default_factory=dict, metadata=LEFT_OUT)

    def step(self, item: str) -> BridgeRow | None:
        """Return a step of the bridge; None where there is none of the name."""
        return next((row for row in self.bridge if row.item == item), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``municipality accounts``."""
        said = {"schema": ACCOUNTS_SCHEMA, **plain(self)}
        extra = [{"share": row.share, "gap": row.gap} for row in self.rows]
        said["rows"] = [{**row, **more} for row, more in zip(said["rows"], extra, strict=True)]
        return said

    def tables(self) -> "dict[str, pd.DataFrame]":
        """Return a flat table for each list of rows, by its key."""
        import pandas as pd  # noqa: PLC0415  (slow; JSON needs none)

        said = self.to_dict()
        names = ("rows", "bridge", "untold", "refunds")
        return {name: pd.json_normalize(said[name], sep="_") for name in names if said[name]}
