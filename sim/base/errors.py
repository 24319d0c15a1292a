"""The few errors users meet.

Every one of them is a sentence for a person, in Danish and in English: what was read, where,
what was expected and the nearest right name. Nothing else about the model is known here.
"""

import difflib
from collections.abc import Iterable

from borgerflow.sim.base.wording import Wording, same

LONGEST_SHOWN = 60  # signs of what was typed or read: enough to find it again


class BorgerflowError(Exception):
    """Anything borgerflow says no to on purpose; as text it is English."""

    def __init__(self, said: Wording | str = "") -> None:
        """Keep what is said, in both languages."""
        super().__init__(said)
        self.said = same(said)

    def __str__(self) -> str:
        """Return what is said in English."""
        return self.said.en


class InputError(BorgerflowError):
    """The user's input is refused; nothing was written (exit code 2)."""


class ParamError(InputError):
    """A value of ``params/`` is missing, malformed or asked for outside its time."""


class FormError(ValueError):
    """A value is refused by the form it stands in, which knows neither file nor line.

    Whoever reads the form adds the place; pydantic hands on errors of this kind alone.
    """

    def __init__(self, said: Wording | str) -> None:
        """Keep what is said, in both languages."""
        super().__init__(said)
        self.said = same(said)

    def __str__(self) -> str:
        """Return what is said in English."""
        return self.said.en


def said_by(error: Exception) -> Wording:
    """Return what an error says, in both languages if it knows them."""
    known = getattr(error, "said", None)
    return known if isinstance(known, Wording) else same(str(error))


def shown(value: object) -> str:
    """Return what was typed or read as a message repeats it: in quotes, and shortened."""
    return brief(repr(value))


def brief(text: str) -> str:
    """Return a text as a message repeats it: shortened."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."


def nearest(name: str, known: Iterable[str]) -> Wording:
    """Return `` Did you mean X?`` for the closest known name, or nothing."""
    close = difflib.get_close_matches(str(name), [str(k) for k in known], n=1, cutoff=0.6)
    if not close:
        return same("")
    return Wording(da=f" Mente du {close[0]}?", en=f" Did you mean {close[0]}?")


def unknown(kind: Wording, name: str, known: Iterable[str]) -> Wording:
    """Return that nothing is called so, with the nearest name that is known.

    ``kind`` says what there is none of: ``ingen ordning`` and ``no scheme``.
    """
    told = brief(name)
    said = Wording(da=f"der findes {kind.da} med navnet {told}.", en=f"{kind.en} is called {told}.")
    return said + nearest(name, known)
