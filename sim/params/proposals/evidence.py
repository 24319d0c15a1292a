"""What studies say a change may come to, and what a proposal begins with where nobody knows.

Knows numbers with their sources; knows no proposal.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from borgerflow.sim.base.errors import FormError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.params.model import LEVELS, strange_level
from borgerflow.sim.params.proposals.shares import SHARES, UsualShares
from borgerflow.sim.params.reading.faults import NO_SCHEME
from borgerflow.sim.params.reading.forms import Entry, Label, Names, Sheet, read_model, read_sheet
from borgerflow.sim.params.reading.phrases import is_no_exit


class EvidenceRow(Entry):
    """What one kind of help did to the pace of leaving some schemes, for a group."""

    label: Label
    schemes: Names
    exits: Names
    target: dict[str, Names] = Field(default_factory=dict)
    factor: Estimate

    @model_validator(mode="after")
    def _is_a_range_of_factors(self) -> Self:
        if self.factor.unit != "factor":
            unit = self.factor.unit
            raise FormError(
                Wording(
                    f"evidensen angives som en faktor, ikke {unit}",
                    f"what is known is a factor, not {unit}",
                )
            )
        if self.factor.low is None or self.factor.high is None:
            raise FormError(
                Wording(
                    "evidensen kræver et lavt og et højt skøn (low og high)",
                    "what is known needs low and high",
                )
            )
        return self

    @model_validator(mode="after")
    def _target_is_known(self) -> Self:
        for attribute, levels in self.target.items():
            strange = sorted(set(levels) - set(LEVELS.get(attribute, ())))
            if strange:
                raise FormError(strange_level(strange[0], attribute))
        return self

    def speaks_of(
        self, scheme: str, exits: Iterable[str], target: Mapping[str, Iterable[str]]
    ) -> bool:
        """Tell whether the row is about one of these exits for some of these citizens."""
        groups = all(
            set(levels) & set(target[attribute])
            for attribute, levels in self.target.items()
            if attribute in target
        )
        return scheme in self.schemes and bool(set(exits) & set(self.exits)) and groups


class Evidence(Entry):
    """``model/evidence.yaml``."""

    rows: dict[str, EvidenceRow]


class FirstGuesses(Entry):
    """``model/first_guesses.yaml``: effects by their unit, the other numbers by their field.

    The shares hold also where the file of a proposal says none.
    """

    effects: dict[str, Estimate]
    shares: UsualShares | None = None
    numbers: dict[str, Estimate]

    def number(self, name: str, kind: str) -> Estimate | None:
        """Return what to offer for a number, other than the effect, of a kind of mechanism."""
        if self.shares and name in SHARES:
            return self.shares.of(name, kind)
        return self.numbers.get(name)


def read_evidence(path: Path, schemes: Mapping[str, Scheme]) -> tuple[EvidenceRow, ...]:
    """Return what is known, its schemes and exits looked up."""
    sheet: Sheet[Evidence] = read_sheet(path, Evidence)
    for name, row in sheet.content.rows.items():
        for place, scheme in enumerate(row.schemes):
            sheet.refuse_unknown(
                ("rows", name, "schemes", place),
                scheme,
                schemes,
                NO_SCHEME,
            )
            for exit_ in row.exits:
                if exit_ not in schemes[scheme].exits:
                    raise sheet.fault(("rows", name, "exits"), is_no_exit(exit_, scheme))
    return tuple(sheet.content.rows.values())


def read_first_guesses(path: Path) -> FirstGuesses:
    """Return what a proposal begins with where nobody knows; nothing without such a file."""
    return (
        read_model(path, FirstGuesses) if path.is_file() else FirstGuesses(effects={}, numbers={})
    )
