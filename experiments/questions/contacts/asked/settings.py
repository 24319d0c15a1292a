"""What is tried: rhythms of contacts, their form, and the staff of the teams that hold them.

A rhythm says when contacts fall due; staff says who has time for them. One of each may be crossed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Literal, TypeVar

from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.asked.command_line import refuse_unknown
from borgerflow.experiments.questions.contacts.asked.contact_law import exempting, rules_on
from borgerflow.experiments.questions.contacts.asked.frequency import (
    Frequency,
    frequency_of,
    refuse_repeats,
)
from borgerflow.experiments.questions.contacts.asked.question import Scope, Sweep
from borgerflow.experiments.questions.contacts.asked.sizes import (
    SHARE_OF_FORM,
    SIZES,
    caseload_label,
    option_of,
    plain_number,
    refuse_size,
)
from borgerflow.experiments.typed.numbers import number, written
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import named
from borgerflow.sim.base.wording import LANGUAGES, Wording
from borgerflow.sim.params import LawBook
from borgerflow.sim.params.law.values import Value
from borgerflow.sim.world.contact_rules import ContactRule, Duty

WHOLE = 1e-6
RhythmKind = Literal["rhythm", "form", "activation", "contact_law", "exempt", "mix"]
StaffKind = Literal["fte", "cut", "caseload"]
Kind = TypeVar("Kind", RhythmKind, StaffKind)
RHYTHMS: tuple[RhythmKind, ...] = ("rhythm", "form", "activation", "contact_law", "exempt")
STAFFS: tuple[StaffKind, ...] = ("fte", "cut", "caseload")
FORM_NAMES = {
    "personal": Wording("personligt", "in person"),
    "video": Wording("video", "video"),
    "telephone": Wording("telefon", "telephone"),
    "letter": Wording("brev", "letter"),
}


@dataclass(frozen=True)
class Rhythm:
    """When contacts fall due and in which form, when activation is a duty, or what law asks for.

    A mix is of groups, of which each has its own.
    """

    kind: RhythmKind
    frequency: Frequency | None = None
    week: float = 0.0  # of the spell, in which activation is compulsory
    forms: tuple[tuple[str, float], ...] = ()
    day: str = ""  # whose contact rules hold
    share: float = 0.0  # that is exempt

    law: tuple[tuple[str, Value], ...] = ()  # values that hold instead of those there are

    def under(self, book: LawBook, schemes: Sequence[str]) -> "Rhythm":
        """Return the same with what it makes of the law about some schemes, if it is about law."""
        if self.kind == "contact_law":
            return replace(self, law=tuple(rules_on(book, schemes, parse_day(self.day)).items()))
        if self.kind == "exempt":
            return replace(self, law=tuple(exempting(book, schemes, self.share).items()))
        return self

    def rule(self, scope: Scope, start_day: int) -> ContactRule:
        """Return the local rule that a municipality would write down."""
        return ContactRule(
            name=self.label.en,
            schemes=scope.schemes,
            start=start_day,
            from_week=scope.from_week,
            to_week=scope.to_week,
            target=scope.target,
            weeks_left=scope.weeks_left,
            instead=scope.instead,
            kind=scope.talk,
            forms=dict(self.forms),
            **({} if self.frequency is None else self.frequency.rhythm()),
        )

    def duty(self, scope: Scope, start_day: int) -> Duty:
        """Return the duty to be activated in its week; each week has the same citizens' draws."""
        return Duty("activation", scope.schemes, self.week, start_day, target=scope.target)

    @property
    def label(self) -> Wording:
        """Return what the rhythm is called."""
        if self.frequency is not None:
            return self.frequency.label
        if self.kind == "contact_law":
            day = numbers.in_both(numbers.day_in_words, parse_day(self.day))
            return Wording(f"loven pr. {day.da}", f"the law of {day.en}")
        if self.kind == "exempt":
            many = plain_number(100 * self.share)
            some = Wording(f"{many.da} pct. fritaget", f"{many.en} % exempt")
            return some if self.share else Wording("ingen fritaget", "nobody exempt")
        if self.kind == "mix":
            return Wording("den valgte sammensætning", "the chosen mix")
        if self.kind == "form":
            return Wording(*(_mix(self.forms, lang) for lang in LANGUAGES))
        week = plain_number(self.week)
        return Wording(
            f"aktiveringspligt i uge {week.da}", f"compulsory activation in week {week.en}"
        )


@dataclass(frozen=True)
class Posts:
    """The staff of the teams asked about: posts more, fewer, cut by a share, or by caseload."""

    kind: StaffKind
    number: float

    @property
    def label(self) -> Wording:
        """Return what the staff is called."""
        if self.kind == "caseload":
            return caseload_label(self.number)
        if self.kind == "cut" and self.number:
            less = plain_number(100 * self.number)
            return Wording(f"{less.da} pct. færre årsværk", f"{less.en} % fewer FTE")
        if self.number == 0:
            return Wording("samme årsværk", "the same FTE")
        more = plain_number(self.number, sign=True)
        return Wording(f"{more.da} årsværk", f"{more.en} FTE")


@dataclass(frozen=True)
class Setting:
    """One world to try beside the baseline."""

    rhythm: Rhythm | None = None
    posts: Posts | None = None

    @property
    def label(self) -> Wording:
        """Return what people call it."""
        parts = [part.label for part in (self.rhythm, self.posts) if part is not None]
        return Wording(*(", ".join(part.text(lang) for part in parts) for lang in LANGUAGES))


def settings_of(rhythms: Sequence[Rhythm], posts: Sequence[Posts]) -> tuple[Setting, ...]:
    """Return what to try: each rhythm, each staff, or every pair of them."""
    pairs = product(rhythms or (None,), posts or (None,))
    return tuple(Setting(rhythm, staff) for rhythm, staff in pairs)


def rhythms_of(sweep: Sweep, forms: Iterable[str] = FORM_NAMES) -> tuple[Rhythm, ...]:
    """Return the rhythms asked for.

    Raises
    ------
    InputError
        If more than one kind is named, a frequency cannot be read, or a form is not known.
    """
    kind, values = _values_of(sweep, RHYTHMS)
    if kind == "form":
        known = tuple(forms)
        return tuple(Rhythm(kind, forms=_shares(text, known)) for text in sweep.form)
    if kind == "activation":
        return tuple(Rhythm(kind, week=week) for week in sweep.activation)
    if kind == "contact_law":
        return tuple(Rhythm(kind, day=day) for day in sweep.contact_law)
    if kind == "exempt":
        return tuple(Rhythm(kind, share=share) for share in sweep.exempt)
    refuse_repeats(values)
    return tuple(Rhythm(kind, frequency_of(text)) for text in values)


def posts_of(sweep: Sweep) -> tuple[Posts, ...]:
    """Return the staff asked for, the caseload of now among it if one is said.

    Raises
    ------
    InputError
        If both kinds are named, or a number makes no sense.
    """
    kind, values = _values_of(sweep, STAFFS)
    return tuple(Posts(kind, number) for number in values)


def _values_of(sweep: Sweep, kinds: Sequence[Kind]) -> tuple[Kind, tuple[Any, ...]]:
    """Return the one kind that is named, the first where none is, and its values."""
    named = [kind for kind in kinds if getattr(sweep, kind)] or [kinds[0]]
    if len(named) > 1:
        first, second = (option_of(kind) for kind in named[:2])
        raise InputError(
            Wording(
                da=f"{first} og {second} kan ikke kombineres: brug en af dem, og --fte, --cut "
                "eller --cases ved siden af en rytme.",
                en=f"{first} and {second} cannot be crossed: expected one of them, "
                "and --fte, --cut or --cases beside a rhythm.",
            )
        )
    kind, values = named[0], getattr(sweep, named[0])
    for value in values:
        if kind in SIZES:
            refuse_size(kind, value)
        if kind != "rhythm" and values.count(value) > 1:
            raise InputError(_twice(option_of(kind), value))
    return kind, values


def _shares(text: str, known: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return the shares of forms: ``telephone``, or ``personal:0.5+telephone:0.5``."""
    shares: dict[str, float] = {}
    for part in text.split("+"):
        name, colon, share = part.partition(":")
        refuse_unknown("--form", name, known)
        shares[name] = number(f"--form {name}", share, SHARE_OF_FORM) if colon else 1.0
    if abs(sum(shares.values()) - 1) > WHOLE:
        got = named(text)
        raise InputError(
            Wording(
                da=f"--form er {got}: der skal stå andele, der tilsammen er 1.",
                en=f"--form is {got}: expected shares that add up to 1.",
            )
        )
    return tuple(shares.items())


def _twice(option: str, value: str | float) -> Wording:
    said = value if isinstance(value, str) else written(value)
    return Wording(
        da=f"{option} nævner {said} to gange: skriv hver én gang.",
        en=f"{option} names {said} twice: expected each once.",
    )


def _mix(forms: Sequence[tuple[str, float]], lang: str) -> str:
    names = {name: FORM_NAMES[name].text(lang) if name in FORM_NAMES else name for name, _ in forms}
    parts = [
        names[name] if share == 1 else f"{numbers.percent(share, lang)} {names[name]}"
        for name, share in forms
    ]
    return f"{Wording('samtaler', 'talks').text(lang)}: {', '.join(parts)}"
