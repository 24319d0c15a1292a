"""The fuzz by hand: ``python -m tests.fuzzing 10000``; ``--only N`` tries one input again."""

import argparse
import resource
import sys
import tempfile
from pathlib import Path

from tests.fuzzing.campaign import tried
from tests.fuzzing.tally import Tally, kept_for_later

MOST_MEMORY = 12 * 2**30  # bytes: what would take a machine down is refused to take more


def main():
    """Return how the fuzz ended: 0 where every input kept every rule."""
    asked = arguments()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    numbers = range(asked.inputs) if asked.only is None else [asked.only]
    broken = Path(tempfile.gettempdir()) / "borgerflow-fuzz"
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as top:

        def seen(one):
            tally.add(one)
            if sys.stderr.isatty():
                print(f"{one.number}", end="\r", file=sys.stderr)
            if one.faults:
                home = kept_for_later(one, asked.seed, broken, Path(top))
                print(f"{one.number} ({one.given.kind}): {one.faults[0]}  [{home}]", flush=True)

        for one in tried(asked.seed, numbers, top, seen):
            if asked.only is not None:
                print(one)
    print(tally.text())
    return 1 if tally.broken else 0


def arguments():
    asked = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    asked.add_argument("inputs", type=int, nargs="?", default=10_000)
    asked.add_argument("--seed", default="1")
    asked.add_argument("--only", type=int, metavar="NUMBER")
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())
