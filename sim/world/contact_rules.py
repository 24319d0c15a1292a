"""Talks beside the law, as a municipality or a proposal asks for them: rules, duties, staff.

What is said here in weeks, shares and posts becomes numbers for the functional core in
`talk_tables`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.params import ContactMechanism, Proposal

BEFORE_ALL = -FAR
Target = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class ContactRule:
    """A local rule of talks beside the law: the earlier of the two asks, so the stricter holds.

    The four numbers of its rhythm are those of ``law/contact.yaml``. With no number and no
    rhythm it asks for no talk and says in which form talks are held. Talks count for both
    layers; what was missed, because the rule is new or a talk was late, is not made up for.

    The last rule in order that holds for a citizen on the due day says how a talk is held,
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
    kind: str = ""  # of model/talks.yaml; else as long and as good as the law's own talk
    forms: Mapping[str, float] = field(default_factory=dict)  # shares; else all in person
    instead: bool = False  # takes the place of the law, whose days are still written down


@dataclass(frozen=True)
class Duty:
    """A duty to be activated in a week of the spell, for whoever in the target is still there.

    What it takes is said in ``model/activation.yaml``, what it does with what talks do.
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

    posts: Mapping[str, tuple[tuple[int, float], ...]]
    changes: tuple[StaffChange, ...] = ()


@dataclass(frozen=True)
class ContactPolicy:
    """What a world knows of talks beside the law: nothing, unless said."""

    rules: tuple[ContactRule, ...] = ()
    staff: Staff | None = None  # None: every talk is held when it is asked for
    effects: str = ""  # a preset of model/contact_effects.yaml, or a file like it
    factors: Mapping[str, float] = field(default_factory=dict)  # ``dagpenge.job`` and the like
    duties: tuple[Duty, ...] = ()


def asked_by(
    proposals: Sequence[Proposal],
) -> tuple[tuple[ContactRule, ...], tuple[StaffChange, ...]]:
    """Return the rules of talks and the changes of staff that proposals ask for.

    They are in the order of their names, whatever order the proposals come in.
    """
    rules = [
        rule_of(proposal, talks)
        for proposal in proposals
        for talks in proposal.contacts
        if talks.asks_for_contacts
    ]
    changes = [
        StaffChange(posts.team, proposal.start, proposal.until, posts.fte.value or 0.0)
        for proposal in sorted(proposals, key=lambda p: p.id)
        for posts in proposal.capacity
    ]
    return tuple(sorted(rules, key=lambda rule: rule.name)), tuple(changes)


def duties_asked_by(proposals: Sequence[Proposal]) -> tuple[Duty, ...]:
    """Return the duties to be activated that proposals ask for, in the order of their names."""
    duties = [
        Duty(
            f"{proposal.id}.{talks.name}",
            talks.schemes,
            talks.activation_week,
            proposal.start,
            proposal.until,
            talks.target,
        )
        for proposal in proposals
        for talks in proposal.contacts
        if talks.activation_week is not None
    ]
    return tuple(sorted(duties, key=lambda duty: duty.name))


def rule_of(proposal: Proposal, talks: ContactMechanism) -> ContactRule:
    """Return the rule that a proposal asks for while it runs."""
    return ContactRule(
        name=f"{proposal.id}.{talks.name}",
        schemes=talks.schemes,
        start=proposal.start,
        until=proposal.until,
        first_within_weeks=talks.first_within_weeks,
        talks_in_window=talks.talks_in_window,
        window_weeks=talks.window_weeks,
        then_every_weeks=talks.then_every_weeks,
        from_week=talks.window[0],
        to_week=talks.window[1],
        target=talks.target,
        weeks_left=talks.weeks_left,
        kind=talks.talk or "",
        forms=talks.forms,
        instead=talks.instead,
    )
