"""A command typed in a process of its own, and how it ended."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
TYPED = "import sys; from borgerflow.experiments.cli import main; sys.exit(main())"
HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
HANGS = 900  # seconds after which whatever a test waits for has gone wrong, on any machine
SPOKEN = ("LC_ALL", "LC_MESSAGES", "LANG", "BORGERFLOW_PARAMS", "BORGERFLOW_DEBUG")


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def typed_apart(*arguments, how="", program=TYPED, folder=None, **settings):
    """Type a command in a process of its own, which first does what ``how`` says."""
    environment = {k: v for k, v in os.environ.items() if k not in SPOKEN}
    done = subprocess.run(
        [sys.executable, "-c", how + program, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
        cwd=folder,
        env=environment | {"PYTHONPATH": str(HOUSE / "src")} | settings,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
