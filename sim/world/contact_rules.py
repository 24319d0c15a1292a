"""Contacts beside the law, as a municipality or a proposal asks for them: rules, duties, staff.

What is said here in weeks, shares and posts becomes numbers for the functional core in `tables`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR
from borgerflow.sim.params import Proposal

BEFORE_ALL = -FAR
RHYTHM: tuple[tuple[str, float], ...] = (  # of ``law/contact.yaml``, in days and numbers
    ("first_within_weeks", DAYS_PER_WEEK),
    ("talks_in_window", 1),
    ("window_weeks", DAYS_PER_WEEK),
    ("then_every_weeks", DAYS_PER_WEEK),
)
AS_ASKED = ("schemes", *(name for name, _ in RHYTHM), "target", "weeks_left", "forms", "instead")
Target = Mapping[str, Sequence[str]]
Steps = tuple[tuple[int, float], ...]  # posts by the day from which they hold
WITHOUT_LIMIT: Steps = ((BEFORE_ALL, math.inf),)  # a team for which nobody waits


@dataclass(frozen=True)
class ContactRule:
    """A local rule of contacts beside the law, which keeps its own days.

    The four numbers of its rhythm are those of ``law/contact.yaml``. With no number and no
    rhythm it asks for no contact and says in which form contacts are held. Another contact near
    one of its days takes its place; what was missed, because the rule is new or a contact was
    late, is not made up for.

    The last rule in order that holds for a citizen on the due day says how a contact is held,
    those the law asks for included.
    """

    name: str
    schemes: tuple[str, ...]
    start: int = BEFORE_ALL  # first day, of due days
    until: int = FAR
    first_within_weeks: float = 0.0
    talks_in_window: int = 0
    window_weeks: float = 0.0
    then_every_weeks: float = 0.0  # 0: none after the window
    from_week: float = 0.0  # of the spell
    to_week: float | None = None
    target: Target = field(default_factory=dict)
    weeks_left: tuple[float | None, float | None] = (None, None)  # at least, below
    kind: str = ""  # of model/talks.yaml; else as long and as good as the law's own contact
    forms: Mapping[str, float] = field(default_factory=dict)  # shares; else all in person
    instead: bool = False  # takes the place of the law, whose days are still written down

    @property
    def rhythm(self) -> tuple[int, ...]:
        """Return the four numbers of its rhythm, in days and numbers of contacts."""
        return tuple(round(getattr(self, name) * unit) for name, unit in RHYTHM)

    @property
    def span(self) -> tuple[int, int]:
        """Return the days of the spell between which it holds."""
        last = FAR if self.to_week is None else round(self.to_week * DAYS_PER_WEEK)
        return round(self.from_week * DAYS_PER_WEEK), last


@dataclass(frozen=True)
class Duty:
    """A duty to be activated in a week of the spell, for whoever in the target is still there.

    What it takes is said in ``model/activation.yaml``, what it does with what contacts do.
    """

    name: str
    schemes: tuple[str, ...]
    week: float
    start: int = BEFORE_ALL  # first day on which one may be called
    until: int = FAR
    target: Target = field(default_factory=dict)


@dataclass(frozen=True)
class StaffChange:
    """A change of a team's posts: more are filled some months later, fewer go at once."""

    team: str
    start: int
    until: int = FAR
    fte: float = 0.0


@dataclass(frozen=True)
class Staff:
    """The posts of each team of a whole municipality, by the day from which they hold."""

    posts: Mapping[str, Steps]
    changes: tuple[StaffChange, ...] = ()


@dataclass(frozen=True)
class ContactPolicy:
    """What a world knows of contacts beside the law: nothing, unless said."""

    rules: tuple[ContactRule, ...] = ()
    staff: Staff | None = None  # None: every contact is held when it is asked for
    effects: str = ""  # a preset of model/contact_effects.yaml, or a file like it
    factors: Mapping[str, float] = field(default_factory=dict)  # ``dagpenge.job`` and the like
    duties: tuple[Duty, ...] = ()
    accuracy: float | None = None  # of whom is exempt, from chance to perfect; None: as assumed


def rules_of(proposals: Sequence[Proposal]) -> tuple[ContactRule, ...]:
    """Return the rules of contacts that proposals ask for while they run, by their names."""
    rules = [
        ContactRule(
            name=f"{proposal.id}.{asked.name}",
            start=proposal.start,
            until=proposal.until,
            from_week=asked.window[0],
            to_week=asked.window[1],
            kind=asked.talk or "",
            **{name: getattr(asked, name) for name in AS_ASKED},
        )
        for proposal in proposals
        for asked in proposal.contacts
        if asked.asks_for_contacts
    ]
    return tuple(sorted(rules, key=lambda rule: rule.name))


def staff_changes_of(proposals: Sequence[Proposal]) -> tuple[StaffChange, ...]:
    """Return the changes of posts that proposals ask for, by the names of the proposals."""
    return tuple(
        StaffChange(posts.team, proposal.start, proposal.until, posts.fte.value or 0.0)
        for proposal in sorted(proposals, key=lambda proposal: proposal.id)
        for posts in proposal.capacity
    )


def duties_of(proposals: Sequence[Proposal]) -> tuple[Duty, ...]:
    """Return the duties to be activated that proposals ask for, by their names."""
    duties = [
        Duty(
            f"{proposal.id}.{asked.name}",
            asked.schemes,
            asked.activation_week,
            proposal.start,
            proposal.until,
            asked.target,
        )
        for proposal in proposals
        for asked in proposal.contacts
        if asked.activation_week is not None
    ]
    return tuple(sorted(duties, key=lambda duty: duty.name))
