"""The answers to questions, as data: numbers with intervals, and what they rest on.

A finding knows how to be written down (JSON, table, text, workbook, chart) and nothing of how
it was computed. Amounts are kroner with ``+`` for an expense and ``-`` for a saving; intervals
are 95 % over replications, and absent after a single replication.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from borgerflow.experiments.findings.rows import (
    Assumption,
    Notice,
    ProposalHead,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SIGN = "expense_positive"


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


def plain_row(row: "DataclassInstance") -> dict[str, Any]:
    """Return the fields of a row by name, with ``from`` and ``to`` for a flow."""
    names = {"origin": "from", "destination": "to"}
    return {names.get(key, key): value for key, value in dataclasses.asdict(row).items()}


def json_text(content: dict[str, Any]) -> str:
    """Return readable JSON; a number that is not finite is refused, never written as NaN."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)


class Interrupted(KeyboardInterrupt):
    """The user stopped; ``finished`` holds the results there were, by replication.

    A question that can answer from them leaves its answer in ``finding``.
    """

    def __init__(self, finished: Mapping[int, object]) -> None:
        super().__init__(f"Interrupted with {len(finished)} replications finished.")
        self.finished = dict(finished)
        self.finding: object = None
