"""What is asked about contacts: one record, that the command, a study and a function build."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.questions.contacts.finding import Staffing
from borgerflow.experiments.store.provenance import digest_of_file

Ends = tuple[float | None, float | None]
Mode = Literal["settings", "who", "extra_fte"]


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """What is tried, each value a setting: rhythms of one kind, staff of one kind, or every pair.

    A rhythm is weeks between contacts, contacts in the first half-year, a form, or the week of the
    spell in which activation is compulsory; staff is posts more or fewer, or citizens per post.
    """

    every: tuple[float, ...] = ()
    first_half_year: tuple[float, ...] = ()
    form: tuple[str, ...] = ()
    activation: tuple[float, ...] = ()
    fte: tuple[float, ...] = ()
    caseload: tuple[float, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Whose contacts, and when in a spell; fewer than the law asks for only if ``instead``."""

    schemes: tuple[str, ...]
    target: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    from_week: float = 0.0
    to_week: float | None = None
    weeks_left: Ends = (None, None)
    instead: bool = False
    talk: str = ""  # kind of ``model/talks.yaml``; else as the law's own


@dataclass(frozen=True, kw_only=True)
class ContactsQuestion(Scope, Sweep, WorldQuestion):
    """What other rhythms of contacts do to the purse, the staff and the law's deadlines.

    The fields are the parameters of `contacts`.
    """

    kind = "contacts"

    effects: str = "trial"
    capacity: bool = True
    hire: bool = False
    who: bool = False
    extra_fte: float | None = None

    @property
    def about(self) -> str:
        """Return municipality and schemes."""
        return "-".join((self.municipality, *self.schemes))

    @property
    def mode(self) -> Mode:
        """Return whether settings are compared, groups, or uses of more posts."""
        return "who" if self.who else "settings" if self.extra_fte is None else "extra_fte"

    @property
    def staffing(self) -> Staffing:
        """Return where posts come from."""
        if not self.capacity:
            return "no_limit"
        if self.fte or self.caseload:
            return "named"
        return "hired" if self.hire or self.mode == "extra_fte" else "as_now"

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, a file of effects by its content."""
        own = Path(self.effects)
        effects = {"effects_file": digest_of_file(own)} if own.is_file() else {}
        return {**super().inputs(), **effects}


OPTIONS = tuple(
    each.name
    for each in fields(ContactsQuestion)
    if each.name not in {world.name for world in fields(WorldQuestion)}
)


def option_of(name: str) -> str:
    """Return the option of the command that says a field of the question."""
    return f"--{name.replace('_', '-')}"
