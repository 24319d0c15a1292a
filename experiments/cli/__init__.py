"""The command ``borgerflow``: reads what is typed, asks the questions, prints the answers.

Computes nothing. The only place that prints, and the only one that knows exit codes.
"""

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import told
from borgerflow.sim.base.wording import Wording, same

DONE, OUR_FAULT, REFUSED, INTERRUPTED = 0, 1, 2, 3
NOTHING_SAVED = Wording(da="Intet blev gemt.", en="Nothing was saved.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of one command: 0 done, 2 refused, 3 interrupted, 1 our own fault."""
    from borgerflow.experiments.cli.language import language_typed, refuse_language_set

    # Nobody's plugin has a say in what is read here, and to look for one takes a while.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    typed = sys.argv[1:] if arguments is None else list(arguments)
    lang = language_typed(typed)
    _replace_what_cannot_be_printed()
    try:
        with _ending_as_interrupted():
            refuse_language_set(typed)
            from borgerflow.experiments.cli.commands import run_command

            return run_command(typed, lang)
    except InputError as error:
        return _end(REFUSED, error.said.text(lang))
    except KeyboardInterrupt as error:
        return _end(INTERRUPTED, _interrupted(error).text(lang))
    except Exception as error:
        if os.environ.get("BORGERFLOW_DEBUG") == "1":
            traceback.print_exc()
        return _end(OUR_FAULT, _our_fault(error).text(lang))


def _replace_what_cannot_be_printed() -> None:
    """Have a letter that the terminal or the pipe has no sign for printed as another."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


@contextmanager
def _ending_as_interrupted() -> Iterator[None]:
    """Hear a request to end (``kill``) as Ctrl-C is heard, so that what is finished is kept."""
    alone = threading.current_thread() is threading.main_thread()
    if not alone or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _interrupted(error: KeyboardInterrupt) -> Wording:
    """Return what was interrupted, and what is left of it."""
    left = error.args[0] if error.args else NOTHING_SAVED
    return Wording(da="Afbrudt. ", en="Interrupted. ") + left


def _our_fault(error: Exception) -> Wording:
    from borgerflow.experiments.store.provenance import version

    what = told(" ".join(f"{type(error).__name__}: {error}".split()))[:200]
    return same(f"borgerflow {version()} ") + Wording(
        da=f"stødte på en programfejl ({what}). Meld den gerne sammen med den kommando, du skrev; "
        "BORGERFLOW_DEBUG=1 viser, hvor den skete.",
        en=f"made a mistake of its own ({what}). Please report it with the command you typed; "
        "BORGERFLOW_DEBUG=1 shows where it happened.",
    )


def _end(code: int, message: str) -> int:
    from borgerflow.experiments.cli.streams import write_aside

    write_aside(told(message))
    return code
