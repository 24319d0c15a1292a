"""The command ``borgerflow``: reads what is typed, asks the questions, prints the answers.

Computes nothing. The only place that prints, and the only one that knows exit codes.
"""

import os
import sys
import traceback
from collections.abc import Sequence

DONE, OUR_FAULT, REFUSED, INTERRUPTED = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of one command: 0 done, 2 refused, 3 interrupted, 1 our own fault."""
    from borgerflow.experiments.cli.commands import run_command
    from borgerflow.sim.base.errors import InputError

    try:
        return run_command(sys.argv[1:] if arguments is None else list(arguments))
    except InputError as error:
        return _end(REFUSED, str(error))
    except KeyboardInterrupt as error:
        return _end(INTERRUPTED, f"Interrupted. {str(error) or 'Nothing was saved.'}")
    except Exception as error:
        if os.environ.get("BORGERFLOW_DEBUG") == "1":
            traceback.print_exc()
        return _end(OUR_FAULT, _our_fault(error))


def _our_fault(error: Exception) -> str:
    from borgerflow.experiments.store.provenance import version

    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return (
        f"borgerflow {version()} made a mistake of its own ({what}). Please report it with the "
        "command you typed; BORGERFLOW_DEBUG=1 shows where it happened."
    )


def _end(code: int, message: str) -> int:
    sys.stdout.flush()
    print(message, file=sys.stderr)
    return code
