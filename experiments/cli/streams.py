"""Standard output and standard error, wherever they lead: closed, full, or to a reader who left."""

import os
import sys
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refusing_a_bad_disk
from borgerflow.sim.base.texts import told
from borgerflow.sim.base.wording import Wording, joined

NOT_PRINTED = Wording(
    "Svaret kunne ikke skrives på standard output", "The answer could not be printed"
)
IN_PLACE = Wording("Skrevet: ", "Written: ")
CLOSED = Wording(": den er lukket.", ": standard output is closed.")


def write_answer(text: str, written: Path | None = None) -> None:
    """Write a line on standard output; a reader who has closed the pipe (``| head``) is no mistake.

    ``written`` is the file or folder that the answer lies in already.

    Raises
    ------
    InputError
        If it cannot be written: on a full disk, or because it was closed before we began (``>&-``).
        What was written all the same is told.
    """
    lies_in = [] if written is None else [IN_PLACE + f"{told(str(written))}."]
    if sys.stdout is None:
        raise InputError(joined(" ", [NOT_PRINTED + CLOSED, *lies_in]))
    try:
        print(text, flush=True)
    except OSError as error:
        _lead_nowhere(sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            with refusing_a_bad_disk(NOT_PRINTED, joined("", lies_in)):
                raise


def write_aside(text: str, end: str = "\n") -> None:
    """Write what is no part of the answer; where standard error takes nothing, nobody reads it.

    It never lands on standard output, nor changes how a command ends.
    """
    if sys.stderr is None:
        return
    try:
        print(text, file=sys.stderr, end=end, flush=True)
    except OSError:
        _lead_nowhere(sys.stderr.fileno())


def is_watched() -> bool:
    """Tell whether somebody at a terminal reads standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


def _lead_nowhere(stream: int) -> None:
    """Have what is left in a stream, which Python writes at its end, go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
