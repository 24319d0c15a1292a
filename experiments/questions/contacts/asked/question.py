"""What is asked about contacts: one record, that the command, a study and a function build."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, Self

from borgerflow.experiments.findings.question import WorldQuestion
from borgerflow.experiments.questions.contacts.asked.frequency import frequencies_stated
from borgerflow.experiments.store.provenance import digest_of_file

Ends = tuple[float | None, float | None]
Mode = Literal["settings", "who", "extra_fte", "mix"]
Staffing = Literal["as_now", "hired", "named", "no_limit"]  # of the posts there are


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """What is tried, each value a setting: rhythms of one kind, staff of one kind, or every pair.

    A rhythm is how often contacts fall due (`frequency`), a form, the week of the spell in which
    activation is compulsory, the law of a day, or a share that is exempt: of the last two the first
    is what is compared with. Staff is posts more or fewer, a share of them cut, or citizens per
    post. Where a sum is to be saved one rhythm, or the law of one day, is what citizens have today.
    """

    rhythm: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    activation: tuple[float, ...] = ()
    contact_law: tuple[str, ...] = ()
    exempt: tuple[float, ...] = ()
    fte: tuple[float, ...] = ()
    cut: tuple[float, ...] = ()
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

    team: Mapping[str, float] = field(default_factory=dict)  # posts there are, by team
    effects: str = "trial"
    accuracy: float | None = None  # of whom is exempt; None: as assumed
    capacity: bool = True
    hire: bool = False
    who: bool = False
    extra_fte: float | None = None
    save: float | None = None  # kroner of staff a year
    break_even: bool = True

    @classmethod
    def of(cls, keywords: Mapping[str, Any]) -> Self:
        """Return the question that keywords ask; every frequency is stated in one way."""
        schemes = keywords["schemes"]
        stated = {
            "rhythm": frequencies_stated(keywords),
            "schemes": (schemes,) if isinstance(schemes, str) else schemes,
            **{name: keywords.get(name) or {} for name in ("target", "team")},
        }
        return super().of({**keywords, **stated})

    @property
    def about(self) -> str:
        """Return municipality and schemes."""
        return "-".join((self.municipality, *self.schemes))

    @property
    def mode(self) -> Mode:
        """Return whether settings are compared, groups, uses of more posts, or mixes of groups."""
        if self.save is not None:
            return "mix"
        return "who" if self.who else "settings" if self.extra_fte is None else "extra_fte"

    @property
    def caseload_now(self) -> float | None:
        """Return the citizens that a post has before anything changes, if they are said.

        The caseload named first, where no team is said to have its posts.
        """
        return self.caseload[0] if self.caseload and not self.team else None

    @property
    def caseloads_tried(self) -> tuple[float, ...]:
        """Return the caseloads to try: that of now too where rhythms are crossed with another."""
        if self.caseload_now is None or (self.tries_rhythms and len(self.caseload) > 1):
            return self.caseload
        return self.caseload[1:]

    @property
    def tries_rhythms(self) -> bool:
        """Tell whether contacts or activation are tried, not posts alone."""
        return bool(self.rhythm or self.form or self.activation or self.contact_law or self.exempt)

    @property
    def tries_law(self) -> bool:
        """Tell whether the contact rules of law are tried, the first as what is compared with."""
        return self.mode != "mix" and bool(self.contact_law or self.exempt)

    @property
    def names_posts(self) -> bool:
        """Tell whether a setting has other posts than there are."""
        return bool(self.fte or self.cut or self.caseloads_tried)

    @property
    def staffing(self) -> Staffing:
        """Return where posts come from."""
        if not self.capacity:
            return "no_limit"
        if self.names_posts:
            return "named"
        return "hired" if self.hire or self.mode == "extra_fte" else "as_now"

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, a file of effects by its content."""
        own = Path(self.effects)
        effects = {"effects_file": digest_of_file(own)} if os.path.isfile(own) else {}
        return {**super().inputs(), **effects}


OPTIONS = tuple(
    each.name
    for each in fields(ContactsQuestion)
    if each.name not in {world.name for world in fields(WorldQuestion)}
)

SAID_OTHERWISE = ("every", "first_half_year")  # options that say a frequency in words of their own
