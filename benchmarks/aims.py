"""What speed and memory are to be, and one table of what they are, misses named with their reason.

Each benchmark tells what it has measured by `tell`. Run as ``python -m benchmarks.aims FILE`` after
the others, with ``BENCH_TOLD=FILE`` set for all, this prints every aim in one table: `make bench`
does so at its end.
"""

import json
import os
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

TOLD = "BENCH_TOLD"  # the file of what has been told, a row a line; none is kept without
FORMER = "ab6024c"  # the commit before lives were branched, and before the house was built anew


class Aim(NamedTuple):
    """What a measure is held against, how large it may be at most, and what is aimed at.

    ``why`` says what a miss comes from; it is printed where there is one.
    """

    what: str
    against: str
    at_most: float
    aim: float
    why: str = ""


WIDTHS = "variance x CPU of the net, "
OF_FEW = (
    "a ratio of variances of so few lotteries, rare and skewed, is known to within a factor of"
    " three either way; `python -m benchmarks.estimators 100` tells it better"
)
IN_C = "C of the same work"
AIMS = {
    "herning-syg02": Aim(WIDTHS + "SYG02", "lottery", 1 / 25, 1 / 40, OF_FEW),
    "herning-oevr01": Aim(WIDTHS + "OEVR01", "lottery", 1 / 25, 1 / 98, OF_FEW),
    "herning-jbk10": Aim(WIDTHS + "JBK10", "lottery", 1 / 25, 1 / 33, OF_FEW),
    "others": Aim(
        WIDTHS + "worst other",
        "lottery",
        1 / 4,
        1 / 10,
        "the least efficient is told above by name; " + OF_FEW,
    ),
    "compare": Aim(
        "compare with break-even, 20, by lottery",
        FORMER,
        1 / 5,
        1 / 7,
        "an answer draws the proposal's own numbers too, which the former one did not",
    ),
    "as wide": Aim(
        "compare, to the former interval of 20",
        FORMER,
        1 / 25,
        1 / 60,
        "three replications are the fewest that have an interval; draws of the proposal's own"
        " numbers, which the former answer had not, and the search are what is left",
    ),
    "world": Aim(
        "one world of whole Herning",
        FORMER,
        1 / 3,
        1 / 6,
        "a spell is some thirty numbers that many mechanisms may read; today's law has more turns",
    ),
    "ladder A": Aim(
        "ladder A",
        IN_C,
        3.0,
        1.5,
        "C knows this model alone: ours asks at each talk and exit what the tables say of scheme,"
        " band, profile, law and programme, and writes rows that are settled afterwards",
    ),
    "ladder B": Aim(
        "ladder B",
        IN_C,
        3.0,
        1.5,
        "as of ladder A; and a queue that may also hold other kinds of talks and teams",
    ),
    "contacts": Aim(
        "contacts, 3 and 6 talks",
        FORMER,
        1 / 3,
        1 / 5,
        "the answer also tells the range of what nobody knows, which the former one did not",
    ),
    "batch": Aim("batch, CPU a draw", FORMER, 1 / 4, 1 / 8),
    "cold": Aim(
        "first answer, cold",
        "its libraries",
        3.0,
        2.0,
        "those are numpy, pandas and numba; an answer is drawn too, tells what its own numbers may"
        " move, and is kept as six pictures (the former: one) in two kinds, a workbook, a note and"
        " tables: matplotlib, scipy.stats and pyarrow take longer to load than those three",
    ),
    "again": Aim(
        "an answer found again",
        FORMER,
        0.3,
        0.15,
        "Python, the params and the digests of code and files: what is left loads no library",
    ),
    "compile": Aim(
        "first question, nothing compiled",
        FORMER,
        1 / 2,
        1 / 3,
        "branches and what law of 2023-2027 turns on are compiled too, which the former had not",
    ),
    "worker": Aim("memory of a worker, MB", "272 MB", 272.0, 200.0),
    "million": Aim("memory of a million citizens", FORMER, 1.0, 200 / 281),
}


def verdict(name: str, measured: float) -> str:
    """Return how a measure stands to what it may be at most, and to what is aimed at."""
    aim = AIMS[name]
    if measured <= aim.aim:
        return "met, the aim too"
    return "met" if measured <= aim.at_most else "MISSED"


def tell(name: str, measured: float) -> None:
    """Print what an aim is held against, and keep it for the table at the end if there is one."""
    print(f"-> {AIMS[name].what}: {measured:.3g} (at most {AIMS[name].at_most:.3g})", flush=True)
    if place := os.environ.get(TOLD):
        with Path(place).open("a", encoding="utf-8") as file:
            print(json.dumps([name, measured]), file=file)


def told_in(place: Path) -> dict[str, float]:
    """Return what has been told, the last of each name."""
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    return dict(json.loads(line) for line in lines)


def table(measured: dict[str, float]) -> list[str]:
    """Return the lines of the table of all aims; what nobody told is named as that."""
    lines = [f"{'what':46}{'against':20}{'is':>9}{'at most':>9}{'aim':>9}"]
    for name, aim in AIMS.items():
        is_told = name in measured
        value = f"{measured[name]:.3g}" if is_told else "-"
        said = verdict(name, measured[name]) if is_told else "not measured, as is said above"
        head = f"{aim.what:46}{aim.against:20}{value:>9}"
        lines.append(f"{head}{aim.at_most:9.3g}{aim.aim:9.3g}  {said}")
    return lines


def reasons(measured: dict[str, float]) -> list[str]:
    """Return why what is missed is missed, a line each."""
    missed = [name for name, value in measured.items() if verdict(name, value) == "MISSED"]
    return [f"Missed, {AIMS[name].what}: {AIMS[name].why or 'not looked into'}." for name in missed]


def main(place: str) -> None:
    """Print the table."""
    print("CPU time, or memory, as a part of what it is held against; the smaller the better")
    measured = told_in(Path(place))
    print("\n".join(table(measured)))
    for reason in reasons(measured):
        print("\n" + textwrap.fill(reason, 110))


if __name__ == "__main__":
    main(sys.argv[1])
