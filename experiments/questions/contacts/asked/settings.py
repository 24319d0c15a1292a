"""What is tried: rhythms of contacts, their form, and the staff of the teams that hold them.

A rhythm says when contacts fall due; staff says who has time for them. One of each may be crossed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any, Literal, TypeVar

from borgerflow.experiments.findings.rows import LANGUAGES, Notice
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.contacts.asked.command_line import refuse_unknown
from borgerflow.experiments.questions.contacts.asked.question import Scope, Sweep, option_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.world.contact_rules import ContactRule, Duty

HALF_YEAR_WEEKS = 26
WHOLE = 1e-6
RhythmKind = Literal["every", "first_half_year", "form", "activation"]
StaffKind = Literal["fte", "caseload"]
Kind = TypeVar("Kind", RhythmKind, StaffKind)
RHYTHMS: tuple[RhythmKind, ...] = ("every", "first_half_year", "form", "activation")
STAFFS: tuple[StaffKind, ...] = ("fte", "caseload")
LEAST = {
    "every": (1 / 7, "a number of weeks above 0"),
    "first_half_year": (1, "1 or more talks"),
    "activation": (0, "a week of the spell, 0 or later"),
    "caseload": (1, "1 or more citizens a post"),
}
FORM_NAMES = {
    "personal": Notice("personligt", "in person"),
    "video": Notice("video", "video"),
    "telephone": Notice("telefon", "telephone"),
    "letter": Notice("brev", "letter"),
}


@dataclass(frozen=True)
class Rhythm:
    """When contacts fall due, in which form they are held, or when activation is compulsory."""

    kind: RhythmKind
    number: float = 0.0  # weeks between, contacts in the first half-year, or week of the spell
    forms: tuple[tuple[str, float], ...] = ()

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
            **self._when(),
        )

    def duty(self, scope: Scope, start_day: int) -> Duty:
        """Return the duty to be activated in its week; each week has the same citizens' draws."""
        return Duty("activation", scope.schemes, self.number, start_day, target=scope.target)

    def _when(self) -> dict[str, Any]:
        """Return the numbers of the rhythm: none where only the form is said."""
        if self.kind == "form":
            return {}
        if self.kind == "every":
            return {"then_every_weeks": self.number}
        return {
            "first_within_weeks": HALF_YEAR_WEEKS / self.number,
            "talks_in_window": int(self.number),
            "window_weeks": HALF_YEAR_WEEKS,
        }

    @property
    def label(self) -> Notice:
        """Return what the rhythm is called."""
        if self.kind == "form":
            return Notice(*(_mix(self.forms, lang) for lang in LANGUAGES))
        many = _number(self.number)
        if self.kind == "activation":
            return Notice(
                f"aktiveringspligt i uge {many.da}", f"compulsory activation in week {many.en}"
            )
        if self.kind == "first_half_year":
            da, en = "samtaler i det første halve år", "talks in the first half-year"
            return Notice(f"{many.da} {da}", f"{many.en} {en}")
        if self.number == 1:
            return Notice("samtale hver uge", "a talk every week")
        return Notice(f"samtale hver {many.da}. uge", f"a talk every {many.en} weeks")


@dataclass(frozen=True)
class Posts:
    """The staff of the teams asked about: posts more or fewer, or citizens per post."""

    kind: StaffKind
    number: float

    @property
    def label(self) -> Notice:
        """Return what the staff is called."""
        if self.kind == "caseload":
            cases = numbers.in_both(numbers.number, self.number)
            return Notice(f"{cases.da} sager pr. årsværk", f"{cases.en} cases an FTE")
        if self.number == 0:
            return Notice("samme årsværk", "the same FTE")
        more = _number(self.number, sign=True)
        return Notice(f"{more.da} årsværk", f"{more.en} FTE")


@dataclass(frozen=True)
class Setting:
    """One world to try beside the baseline."""

    rhythm: Rhythm | None = None
    posts: Posts | None = None

    @property
    def label(self) -> Notice:
        """Return what people call it."""
        parts = [part.label for part in (self.rhythm, self.posts) if part is not None]
        return Notice(*(", ".join(part.text(lang) for part in parts) for lang in LANGUAGES))


def settings_of(rhythms: Sequence[Rhythm], posts: Sequence[Posts]) -> tuple[Setting, ...]:
    """Return what to try: each rhythm, each staff, or every pair of them."""
    pairs = product(rhythms or (None,), posts or (None,))
    return tuple(Setting(rhythm, staff) for rhythm, staff in pairs)


def rhythms_of(sweep: Sweep, forms: Iterable[str] = FORM_NAMES) -> tuple[Rhythm, ...]:
    """Return the rhythms asked for.

    Raises
    ------
    InputError
        If more than one kind is named, a number is not above zero, or a form is not known.
    """
    kind, values = _values_of(sweep, RHYTHMS)
    if kind == "form":
        known = tuple(forms)
        return tuple(Rhythm(kind, forms=_shares(text, known)) for text in sweep.form)
    for count in sweep.first_half_year:
        if count != int(count):
            raise InputError(f"--first-half-year is {count:g}: expected a whole number of talks.")
    return tuple(Rhythm(kind, number) for number in values)


def posts_of(sweep: Sweep) -> tuple[Posts, ...]:
    """Return the staff asked for.

    Raises
    ------
    InputError
        If both kinds are named, or a caseload is not above zero.
    """
    kind, values = _values_of(sweep, STAFFS)
    return tuple(Posts(kind, number) for number in values)


def _values_of(sweep: Sweep, kinds: Sequence[Kind]) -> tuple[Kind, tuple[Any, ...]]:
    """Return the one kind that is named, the first where none is, and its values."""
    named = [kind for kind in kinds if getattr(sweep, kind)] or [kinds[0]]
    if len(named) > 1:
        first, second = (option_of(kind) for kind in named[:2])
        raise InputError(
            f"{first} and {second} cannot be crossed: expected one of them, "
            "and --fte or --caseload beside a rhythm."
        )
    option, values = option_of(named[0]), getattr(sweep, named[0])
    least, expected = LEAST.get(named[0], (None, ""))
    for value in values:
        if values.count(value) > 1:
            shown = value if isinstance(value, str) else f"{value:g}"
            raise InputError(f"{option} names {shown} twice: expected each once.")
    for value in values:
        if least is not None and value < least:
            raise InputError(f"{option} is {value:g}: expected {expected}.")
    return named[0], values


def _shares(text: str, known: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return the shares of forms: ``telephone``, or ``personal:0.5+telephone:0.5``."""
    shares: dict[str, float] = {}
    for part in text.split("+"):
        name, colon, share = part.partition(":")
        refuse_unknown("--form", name, known)
        try:
            shares[name] = float(share) if colon else 1.0
        except ValueError:
            raise InputError(f"--form {name} is {share!r}: expected a share as 0.5.") from None
    if abs(sum(shares.values()) - 1) > WHOLE or min(shares.values()) < 0:
        raise InputError(f"--form is {text}: expected shares that add up to 1.")
    return tuple(shares.items())


def _mix(forms: Sequence[tuple[str, float]], lang: str) -> str:
    names = {name: FORM_NAMES[name].text(lang) if name in FORM_NAMES else name for name, _ in forms}
    parts = [
        names[name] if share == 1 else f"{numbers.percent(share, lang)} {names[name]}"
        for name, share in forms
    ]
    return f"{Notice('samtaler', 'talks').text(lang)}: {', '.join(parts)}"


def _number(value: float, *, sign: bool = False) -> Notice:
    """Return a number with the decimals it needs."""
    decimals = 0 if value == int(value) else 1
    return numbers.in_both(partial(numbers.number, sign=sign), value, decimals)
