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

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


SIGN = "expense_positive"
COMPARE_SCHEMA = "borgerflow/compare/1"
RUN_SCHEMA = "borgerflow/run/1"
MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Interval:
    """A mean over replications with the ends of its 95 % interval, where there is one."""

    mean: float
    low: float | None = None
    high: float | None = None

    def to_dict(self) -> dict[str, float | None]:
        """Return the three numbers by name."""
        return {"mean": self.mean, "low": self.low, "high": self.high}

    def scaled(self, factor: float) -> "Interval":
        """Return the interval of the same thing in another unit (the factor is positive)."""
        return Interval(
            self.mean * factor,
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )


@dataclass(frozen=True)
class Notice:
    """One sentence to the reader, in Danish and in English."""

    da: str
    en: str

    def text(self, lang: str) -> str:
        """Return the sentence in the language asked for."""
        return self.da if lang == "da" else self.en


@dataclass(frozen=True)
class Yearly:
    """An amount for each year of the horizon and for all of them together."""

    by_year: dict[int, Interval]
    total: Interval

    def to_dict(self) -> dict[str, Any]:
        """Return ``by_year`` as a list of years and ``total``."""
        years = [{"year": year, **amount.to_dict()} for year, amount in self.by_year.items()]
        return {"by_year": years, "total": self.total.to_dict()}


@dataclass(frozen=True)
class ProposalHead:
    """What a reader needs to recognise a proposal."""

    id: str
    number: str
    title: Notice
    stated: bool  # whether the form itself states the effect


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
class FlowRow:
    """Citizens who went from one scheme to another in a year, in both worlds."""

    year: int
    origin: str
    destination: str
    baseline: float
    investment: float
    difference: Interval


@dataclass(frozen=True)
class Payback:
    """When the cumulative net has come down to zero for good, over replications.

    The months are ``2021-07`` or None (not within the horizon); ``low`` is the earliest.
    """

    median: str | None
    low: str | None
    high: str | None
    probability_by_year: dict[int, float]

    def to_dict(self) -> dict[str, Any]:
        """Return the month and the probability of payback by the end of each year."""
        month = {"median": self.median, "low": self.low, "high": self.high}
        probability = {str(year): p for year, p in self.probability_by_year.items()}
        return {"month": month, "probability_by_year": probability}


@dataclass(frozen=True)
class CumulativePoint:
    """Net municipal kroner from the start of the horizon to the end of a month."""

    month: str
    amount: Interval


@dataclass(frozen=True)
class BreakEven:
    """The smallest effect at which one mechanism pays for its proposal.

    ``effect`` is None when no effect in ``searched`` suffices; ``net_left`` is then the net
    at the best effect tried. ``cases`` are new cases a year without the proposal, ``needed``
    how many fewer it must make them. ``within_weeks`` says that a share is one of the cases
    that would have ended so soon anyway, not of all.
    """

    mechanism: str
    kind: str
    at: str | None
    scheme: str
    exits: tuple[str, ...]
    unit: str  # share, factor or weeks
    reading: str | None
    reading_label: Notice | None
    effect: Interval | None
    searched: tuple[float, float]
    best_tried: float
    net_left: Interval
    cases: float | None
    needed: Interval | None
    within_weeks: float | None
    assumed: float | None
    assumed_range: tuple[float | None, float | None]
    grade: str
    stated: bool

    def to_dict(self) -> dict[str, Any]:
        """Return every field by name, intervals as mean, low and high."""
        return {
            "mechanism": self.mechanism,
            "kind": self.kind,
            "at": self.at,
            "scheme": self.scheme,
            "exits": list(self.exits),
            "unit": self.unit,
            "reading": self.reading,
            "found": self.effect is not None,
            "effect": None if self.effect is None else self.effect.to_dict(),
            "searched": list(self.searched),
            "best_tried": self.best_tried,
            "net_left": self.net_left.to_dict(),
            "new_cases_a_year": self.cases,
            "needed_a_year": None if self.needed is None else self.needed.to_dict(),
            "would_leave_within_weeks": self.within_weeks,
            "assumed": self.assumed,
            "assumed_range": list(self.assumed_range),
            "grade": self.grade,
            "stated": self.stated,
        }


@dataclass(frozen=True)
class Assumption:
    """A number the finding rests on, with its grade and source."""

    name: str
    value: float | None
    grade: str
    source: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    label: Notice | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return name, value, grade and source, then unit and range."""
        return {
            "name": self.name,
            "value": self.value,
            "grade": self.grade,
            "source": self.source,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
        }


@dataclass(frozen=True)
class SummaryRow:
    """One line of the main table; ``line`` names it in every language.

    The lines are ``investment``, ``benefits``, ``contacts_and_activation``, ``other`` and then
    ``net_<payer>`` for each payer.
    """

    line: str
    amounts: Yearly

    def to_dict(self) -> dict[str, Any]:
        """Return the line with its amounts by year and in total."""
        return {"line": self.line, **self.amounts.to_dict()}


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

    @property
    def net_municipal(self) -> Yearly:
        """Return what the municipality pays in net, by year and in total."""
        return self.net_by_payer["kommune"]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``compare``: stable keys first, further ones at the end."""
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


@dataclass(frozen=True)
class AmountRow:
    """Kroner of one year, payer, scheme and kind in one world."""

    year: int
    payer: str
    scheme: str
    kind: str
    kroner: Interval


@dataclass(frozen=True)
class StockRow:
    """Persons in a scheme on the first of a month, and full-time persons through it."""

    month: str
    scheme: str
    persons: Interval
    full_time: Interval


@dataclass(frozen=True)
class CountRow:
    """Citizens who went from one scheme to another in a year in one world."""

    year: int
    origin: str
    destination: str
    count: Interval


@dataclass(frozen=True)
class DurationRow:
    """Mean weeks of a stay in a scheme: days lived there over stays that ended."""

    scheme: str
    weeks: Interval


@dataclass(frozen=True)
class ContactRow:
    """Contacts held in a year with citizens of one scheme."""

    year: int
    scheme: str
    held: Interval


@dataclass(frozen=True, kw_only=True)
class RunFinding(Head):
    """One world: stocks, flows, durations and kroner."""

    ledger: tuple[AmountRow, ...]
    stocks: tuple[StockRow, ...]
    flows: tuple[CountRow, ...]
    durations: tuple[DurationRow, ...]
    contacts: tuple[ContactRow, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``run``."""
        return {
            **self.head_dict(RUN_SCHEMA),
            "ledger": [_plain(row) for row in self.ledger],
            "stocks": [_plain(row) for row in self.stocks],
            "flows": [_plain(row) for row in self.flows],
            "durations": [_plain(row) for row in self.durations],
            "contacts": [_plain(row) for row in self.contacts],
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


def month_name(month_index: int) -> str:
    """Return ``2019-01`` for a month given as year x 12 + month - 1."""
    year, month = divmod(month_index, MONTHS_PER_YEAR)
    return f"{year:04d}-{month + 1:02d}"


def _plain(row: "DataclassInstance") -> dict[str, Any]:
    """Return the fields of a row by name, with ``from`` and ``to`` for a flow."""
    names = {"origin": "from", "destination": "to"}
    return {names.get(key, key): value for key, value in dataclasses.asdict(row).items()}


def _json(content: dict[str, Any]) -> str:
    """Return readable JSON; a number that is not finite is refused, never written as NaN."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
