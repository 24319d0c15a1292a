"""What is tried: rhythms of talks, their form, and the staff of the teams that hold them.

A rhythm says when talks fall due; staff says who has time for them. One of each may be crossed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Literal

from borgerflow.experiments.findings.rows import Notice
from borgerflow.experiments.present import numbers
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.params.model import LEVELS
from borgerflow.sim.world.contact_rules import ContactRule, Duty

HALF_YEAR_WEEKS = 26
WHOLE = 1e-6
RhythmKind = Literal["every", "first_half_year", "form", "activation"]
StaffKind = Literal["fte", "caseload"]
RHYTHMS: tuple[RhythmKind, ...] = ("every", "first_half_year", "form", "activation")
STAFFS: tuple[StaffKind, ...] = ("fte", "caseload")
OPTIONS = {
    "every": "--every",
    "first_half_year": "--first-half-year",
    "form": "--form",
    "activation": "--activation",
    "fte": "--fte",
    "caseload": "--caseload",
}
FORM_NAMES = {
    "personal": Notice("personligt", "in person"),
    "video": Notice("video", "video"),
    "telephone": Notice("telefon", "telephone"),
    "letter": Notice("brev", "letter"),
}


@dataclass(frozen=True)
class Scope:
    """Whose talks, and when in a spell; fewer than the law asks for only if ``instead``."""

    schemes: tuple[str, ...]
    target: Mapping[str, Sequence[str]] = field(default_factory=dict)
    from_week: float = 0.0
    to_week: float | None = None
    weeks_left: tuple[float | None, float | None] = (None, None)
    instead: bool = False
    talk: str = ""  # kind of ``model/talks.yaml``; else as the law's own


@dataclass(frozen=True)
class Rhythm:
    """When talks fall due, in which form they are held, or when activation is compulsory."""

    kind: RhythmKind
    number: float = 0.0  # weeks between talks, talks in the first half-year, or week of the spell
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
        first = self.number if self.kind == "every" else HALF_YEAR_WEEKS / self.number
        many = self.kind == "first_half_year"
        return {
            "first_within_weeks": first,
            "talks_in_window": int(self.number) if many else 1,
            "window_weeks": HALF_YEAR_WEEKS if many else first,
            "then_every_weeks": 0.0 if many else first,
        }

    @property
    def label(self) -> Notice:
        """Return what the rhythm is called."""
        if self.kind == "form":
            return Notice(*(_mix(self.forms, lang) for lang in ("da", "en")))
        decimals = _decimals(self.number)
        da, en = (numbers.number(self.number, lang, decimals) for lang in ("da", "en"))
        if self.kind == "activation":
            return Notice(f"aktiveringspligt i uge {da}", f"compulsory activation in week {en}")
        if self.kind == "every":
            one = self.number == 1
            return Notice(
                "samtale hver uge" if one else f"samtale hver {da}. uge",
                "a talk every week" if one else f"a talk every {en} weeks",
            )
        return Notice(f"{da} samtaler i det første halve år", f"{en} talks in the first half-year")


@dataclass(frozen=True)
class Posts:
    """The staff of the teams asked about: posts more or fewer, or citizens per post."""

    kind: StaffKind
    number: float

    @property
    def label(self) -> Notice:
        """Return what the staff is called."""
        if self.kind == "caseload":
            da, en = (numbers.number(self.number, lang) for lang in ("da", "en"))
            return Notice(f"{da} sager pr. årsværk", f"{en} cases an FTE")
        if self.number == 0:
            return Notice("samme årsværk", "the same FTE")
        da, en = (
            numbers.number(self.number, lang, _decimals(self.number), sign=True)
            for lang in ("da", "en")
        )
        return Notice(f"{da} årsværk", f"{en} FTE")


@dataclass(frozen=True)
class Setting:
    """One world to try beside the baseline."""

    rhythm: Rhythm | None = None
    posts: Posts | None = None

    @property
    def label(self) -> Notice:
        """Return what people call it."""
        parts = [part.label for part in (self.rhythm, self.posts) if part is not None]
        return Notice(*(", ".join(part.text(lang) for part in parts) for lang in ("da", "en")))


def settings_of(rhythms: Sequence[Rhythm], posts: Sequence[Posts]) -> tuple[Setting, ...]:
    """Return what to try: each rhythm, each staff, or every pair of them."""
    chosen = product(rhythms or (None,), posts or (None,))
    return tuple(Setting(rhythm, staff) for rhythm, staff in chosen)


def rhythms_of(
    every: Sequence[float] = (),
    first_half_year: Sequence[float] = (),
    form: Sequence[str] = (),
    forms: Iterable[str] = FORM_NAMES,
    activation: Sequence[float] = (),
) -> tuple[Rhythm, ...]:
    """Return the rhythms asked for.

    Raises
    ------
    InputError
        If more than one kind is named, a number is not above zero, or a form is not known.
    """
    kinds = ("every", every, "first_half_year", first_half_year, "form", form)
    _refuse_both(*kinds, "activation", activation)
    _refuse_repeats("every", every)
    _refuse_repeats("first_half_year", first_half_year)
    _refuse_repeats("form", form)
    _refuse_repeats("activation", activation)
    for week in activation:
        _refuse_below("activation", week, 0, "a week of the spell, 0 or later")
    for weeks in every:
        _refuse_below("every", weeks, 1 / 7, "a number of weeks above 0")
    for count in first_half_year:
        _refuse_below("first_half_year", count, 1, "1 or more talks")
        if count != int(count):
            raise InputError(f"--first-half-year is {count:g}: expected a whole number of talks.")
    return (
        *(Rhythm("every", weeks) for weeks in every),
        *(Rhythm("first_half_year", count) for count in first_half_year),
        *(Rhythm("form", forms=_forms(text, tuple(forms))) for text in form),
        *(Rhythm("activation", week) for week in activation),
    )


def posts_of(fte: Sequence[float] = (), caseload: Sequence[float] = ()) -> tuple[Posts, ...]:
    """Return the staff asked for.

    Raises
    ------
    InputError
        If both kinds are named, or a caseload is not above zero.
    """
    _refuse_both("fte", fte, "caseload", caseload)
    _refuse_repeats("fte", fte)
    _refuse_repeats("caseload", caseload)
    for cases in caseload:
        _refuse_below("caseload", cases, 1, "1 or more citizens a post")
    return (*(Posts("fte", n) for n in fte), *(Posts("caseload", n) for n in caseload))


def target_of(text: str) -> dict[str, tuple[str, ...]]:
    """Return a target as typed: ``age=under_25+age_25_29,household=single``.

    Raises
    ------
    InputError
        If an attribute or a level is not known, with the nearest name.
    """
    target: dict[str, tuple[str, ...]] = {}
    for part in filter(None, text.split(",")):
        attribute, _, levels = part.partition("=")
        _known("--target", attribute, LEVELS)
        target[attribute] = tuple(levels.split("+"))
        for level in target[attribute]:
            _known(f"--target {attribute}", level, LEVELS[attribute])
    return target


def weeks_left_of(text: str) -> tuple[float | None, float | None]:
    """Return predicted weeks left as typed: ``13:26``, ``26:`` or ``:13``.

    Raises
    ------
    InputError
        If it is no such range.
    """
    refused = InputError(f"--weeks-left is {text!r}: expected weeks as 13:26, 26: or :13.")
    first, colon, last = text.partition(":")
    try:
        low, high = (float(end) if end else None for end in (first, last))
    except ValueError:
        raise refused from None
    if not colon or (low is None and high is None):
        raise refused
    if low is not None and high is not None and low >= high:
        raise refused
    return low, high


def _forms(text: str, known: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return the shares of forms: ``telephone``, or ``personal:0.5+telephone:0.5``."""
    shares: dict[str, float] = {}
    for part in text.split("+"):
        name, colon, share = part.partition(":")
        _known("--form", name, known)
        try:
            shares[name] = float(share) if colon else 1.0
        except ValueError:
            raise InputError(f"--form {name} is {share!r}: expected a share as 0.5.") from None
    if abs(sum(shares.values()) - 1) > WHOLE or min(shares.values()) < 0:
        raise InputError(f"--form is {text}: expected shares that add up to 1.")
    return tuple(shares.items())


def _mix(forms: Sequence[tuple[str, float]], lang: str) -> str:
    lead = {"da": "samtaler", "en": "talks"}[lang]

    def told(name: str, share: float) -> str:
        called = FORM_NAMES[name].text(lang) if name in FORM_NAMES else name
        return called if share == 1 else f"{numbers.percent(share, lang)} {called}"

    return f"{lead}: {', '.join(told(name, share) for name, share in forms)}"


def _known(option: str, name: str, known: Iterable[str]) -> None:
    names = tuple(known)
    if name not in names:
        raise InputError(
            f"{option} names {name!r}: expected one of {', '.join(names)}.{nearest(name, names)}"
        )


def _refuse_both(*named: object) -> None:
    kinds = [kind for kind, values in zip(named[::2], named[1::2], strict=True) if values]
    if len(kinds) > 1:
        first, second = (OPTIONS[str(kind)] for kind in kinds[:2])
        raise InputError(
            f"{first} and {second} cannot be crossed: expected one of them, "
            "and --fte or --caseload beside a rhythm."
        )


def _refuse_repeats(kind: str, values: Sequence[object]) -> None:
    for value in values:
        if list(values).count(value) > 1:
            shown = f"{value:g}" if isinstance(value, float) else value
            raise InputError(f"{OPTIONS[kind]} names {shown} twice: expected each once.")


def _refuse_below(kind: str, value: float, least: float, expected: str) -> None:
    if value < least:
        raise InputError(f"{OPTIONS[kind]} is {value:g}: expected {expected}.")


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 1
