"""What is asked about contacts: one record, that the command, a study and a function build."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.store.provenance import digest_of_file

Ends = tuple[float | None, float | None]


@dataclass(frozen=True, kw_only=True)
class ContactsQuestion(WorldQuestion):
    """What other rhythms of contacts do to the purse, the staff and the law's deadlines.

    The fields are the parameters of `contacts`.
    """

    kind = "contacts"

    schemes: tuple[str, ...]
    every: tuple[float, ...] = ()
    first_half_year: tuple[float, ...] = ()
    form: tuple[str, ...] = ()
    activation: tuple[float, ...] = ()
    fte: tuple[float, ...] = ()
    caseload: tuple[float, ...] = ()
    target: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    from_week: float = 0.0
    to_week: float | None = None
    weeks_left: Ends = (None, None)
    instead: bool = False
    talk: str = ""
    effects: str = "trial"
    capacity: bool = True
    hire: bool = False
    who: bool = False
    extra_fte: float | None = None

    @property
    def about(self) -> str:
        """Return municipality and schemes."""
        return "-".join((self.municipality, *self.schemes))

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, a file of effects by its content."""
        own = Path(self.effects)
        effects = {"effects_file": digest_of_file(own)} if own.is_file() else {}
        return {**super().inputs(), **effects}
