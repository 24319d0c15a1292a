"""The command ``borgerflow``: reads what is typed, asks the questions, prints the answers.

Computes nothing. The only place that prints, and the only one that knows exit codes.
"""

import os
import re
import sys
import traceback
from collections.abc import Sequence

from borgerflow.sim.base.errors import InputError, brief
from borgerflow.sim.base.wording import Wording

DONE, OUR_FAULT, REFUSED, INTERRUPTED = 0, 1, 2, 3
LONG_WORD = re.compile(r"\S{300,}")  # no path and no list of names has a word so long
NOTHING_SAVED = Wording(da="Intet blev gemt.", en="Nothing was saved.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of one command: 0 done, 2 refused, 3 interrupted, 1 our own fault."""
    from borgerflow.experiments.cli.commands import run_command
    from borgerflow.experiments.cli.language import language_typed

    typed = sys.argv[1:] if arguments is None else list(arguments)
    lang = language_typed(typed)
    try:
        return run_command(typed, lang)
    except InputError as error:
        return _end(REFUSED, error.said.text(lang))
    except KeyboardInterrupt as error:
        return _end(INTERRUPTED, _interrupted(error).text(lang))
    except Exception as error:
        if os.environ.get("BORGERFLOW_DEBUG") == "1":
            traceback.print_exc()
        return _end(OUR_FAULT, _our_fault(error).text(lang))


def _interrupted(error: KeyboardInterrupt) -> Wording:
    """Return what was interrupted, and what is left of it."""
    left = error.args[0] if error.args else NOTHING_SAVED
    return Wording(da="Afbrudt. ", en="Interrupted. ") + left


def _our_fault(error: Exception) -> Wording:
    from borgerflow.experiments.store.provenance import version

    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return Wording(
        da=f"borgerflow {version()} begik selv en fejl ({what}). Meld den gerne sammen med "
        "kommandoen; BORGERFLOW_DEBUG=1 viser, hvor den skete.",
        en=f"borgerflow {version()} made a mistake of its own ({what}). Please report it with the "
        "command you typed; BORGERFLOW_DEBUG=1 shows where it happened.",
    )


def _end(code: int, message: str) -> int:
    sys.stdout.flush()
    print(LONG_WORD.sub(lambda word: brief(word[0]), message), file=sys.stderr)
    return code
