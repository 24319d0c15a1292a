"""The few errors users meet.

Every one of them is a sentence for a person, in Danish and in English: what was read, where,
what was expected and the nearest right name. Nothing else about the model is known here.
"""

import difflib
from collections.abc import Callable, Iterable, Sequence
from numbers import Integral, Real

from borgerflow.sim.base.texts import HIDDEN, named, quoted, told
from borgerflow.sim.base.wording import Wording, same, sentence

NOT_REPEATED = Wording(
    da=f" {HIDDEN} står for det, der ligner et CPR-nummer: det gentages ikke.",
    en=f" {HIDDEN} stands for what looks like a CPR number, which is not repeated.",
)


class BorgerflowError(Exception):
    """Anything borgerflow says no to on purpose; as text it is English."""

    def __init__(self, said: Wording | str = "") -> None:
        """Keep what is said, in both languages."""
        self.said = _fit(said)
        if HIDDEN in self.said.en and NOT_REPEATED.en not in self.said.en:
            self.said = self.said.each(sentence) + NOT_REPEATED
        super().__init__(self.said)

    def __str__(self) -> str:
        """Return what is said in English."""
        return self.said.en


class InputError(BorgerflowError):
    """The user's input is refused; nothing was written (exit code 2)."""


class ParamError(InputError):
    """A value of ``params/`` is missing, malformed or asked for outside its time."""


class SeveralFaultsError(ParamError):
    """Several things do not hold at once: each is told in a line of its own."""

    def __init__(self, faults: Sequence[BorgerflowError]) -> None:
        """Keep the faults in their order; each is fit to be printed already."""
        super().__init__()
        self.faults = tuple(faults)
        lines = [fault.said for fault in self.faults]
        self.said = Wording("\n".join(s.da for s in lines), "\n".join(s.en for s in lines))


class FormError(ValueError):
    """A value is refused by the form it stands in, which knows neither file nor line.

    Whoever reads the form adds the place; pydantic hands on errors of this kind alone.
    """

    def __init__(self, said: Wording | str) -> None:
        """Keep what is said, in both languages."""
        self.said = _fit(said)
        super().__init__(self.said)

    def __str__(self) -> str:
        """Return what is said in English."""
        return self.said.en


def _fit(said: Wording | str) -> Wording:
    """Return what is said as it may be printed, whatever it repeats."""
    return same(said).each(told)


def refuse_unless(holds: bool, name: str, got: object, expected: Wording) -> None:
    """Refuse what an argument was given where it does not hold, and say what is expected."""
    if holds:
        return
    said = Wording(f"{name} er ", f"{name} is ") + _given(got)
    raise InputError(said + Wording(": der skal stå ", ": expected ") + expected + ".")


def refuse_lone(name: str, got: object) -> None:
    """Refuse one name where a list of names is expected: its letters would be taken for names."""
    said = quoted(str(got))
    as_list = Wording(f"en liste, fx [{said.da}]", f"a list, as [{said.en}]")
    refuse_unless(not isinstance(got, str), name, got, as_list)


def is_whole(value: object) -> bool:
    """Tell whether a value is a whole number; a truth value is none."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Tell whether a value is a number with decimals or without; a truth value is none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def _given(value: object) -> Wording:
    """Return what stands where something else is expected: numbers and words, else their kind."""
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, Real):
        return same(str(value))
    return same(type(value).__name__)


def refuse_all(faults: Sequence[ParamError]) -> None:
    """Refuse what has faults, if it has any: one in its own words, several a line each.

    Raises
    ------
    ParamError
        That tells every fault once, in their order.
    """
    several = tuple({fault.said: fault for fault in faults}.values())
    if several:
        raise several[0] if len(several) == 1 else SeveralFaultsError(several)


def refusals_of(checks: Iterable[Callable[[], object]]) -> list[ParamError]:
    """Return what each check refuses, in order; those that hold say nothing."""
    refusals = []
    for check in checks:
        try:
            check()
        except ParamError as error:
            refusals.append(error)
    return refusals


def said_by(error: Exception) -> Wording:
    """Return what an error says, in both languages if it knows them."""
    known = getattr(error, "said", None)
    return known if isinstance(known, Wording) else same(str(error))


def nearest(name: str, known: Iterable[str]) -> Wording:
    """Return `` Did you mean X?`` for the closest known name, or nothing."""
    return did_you_mean(closest(name, known))


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is closest to one, None where none is close."""
    close = difflib.get_close_matches(str(name), [str(k) for k in known], n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(name: str | None) -> Wording:
    """Return `` Did you mean X?``, or nothing where there is no name."""
    if name is None:
        return same("")
    return Wording(da=f" Mente du {name}?", en=f" Did you mean {name}?")


def unknown(kind: Wording, name: str, known: Iterable[str]) -> Wording:
    """Return that nothing is called so, with the nearest name that is known.

    ``kind`` says what there is none of: ``ingen ordning`` and ``no scheme``.
    """
    called = named(name)
    da, en = f"der findes {kind.da} med navnet {called}.", f"{kind.en} is called {called}."
    return Wording(da, en) + nearest(name, known)
