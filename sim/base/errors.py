"""The few errors users meet.

Every one of them is a sentence for a person: what was read, where, what was expected and
the nearest right name. Nothing else about the model is known here.
"""

import difflib
from collections.abc import Iterable


class BorgerflowError(Exception):
    """Anything borgerflow says no to on purpose."""


class InputError(BorgerflowError):
    """The user's input is refused; nothing was written (exit code 2)."""


class ParamError(InputError):
    """A value of ``params/`` is missing, malformed or asked for outside its time."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `` Did you mean X?`` for the closest known name, or an empty string."""
    close = difflib.get_close_matches(str(name), [str(k) for k in known], n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""
