"""How soon the app answers, what an answer takes beside the command's, and what twenty browsers do.

Run as ``python -m benchmarks.app``. Times are of the clock, with the load of the machine beside
them; processor seconds and memory are those of all its processes, as the system tells them.
"""

import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-m", "borgerflow")
EFFECT = "n.herning-syg02.turned_away.effect"
BROWSERS = 20
LOOKS_EVERY = 0.12  # seconds, as the page does while what it shows is old
SETTLES = 10.0  # seconds
BETWEEN = 1.0  # seconds between two moves
KIB_IN_MIB = 1024
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def app_at(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve the app; yield its address and the number of its process."""
    command = (*COMMAND, "app", "--no-browser", "--out", str(folder), "--lang", "en")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+(?=/ )", process.stdout.readline())
        assert found is not None
        yield found[0], process.pid
        process.send_signal(signal.SIGINT)


def asked(address: str, **typed: str) -> dict[str, Any]:
    """Return what the page is told when it sends a question."""
    data = urllib.parse.urlencode(typed).encode()
    return _json(urllib.request.Request(f"{address}/forslag", data))


def looked(address: str, job: str, seen: str) -> dict[str, Any]:
    """Return what the page is told of a job of which it has seen so much."""
    return _json(urllib.request.Request(f"{address}/job/{job}?seen={seen}"))


def _json(request: urllib.request.Request) -> dict[str, Any]:
    request.add_header("Accept", "application/json")
    with urllib.request.urlopen(request) as answer:
        return dict(json.load(answer))


def seconds_until(address: str, sign: str, **typed: str) -> tuple[float, str]:
    """Return how long it takes until what a page is told has a sign, and the job."""
    began = time.perf_counter()
    told = asked(address, **typed)
    job = told["job"]
    while not (told.get(sign, "").strip() if sign == "html" else told[sign]):
        time.sleep(LOOKS_EVERY)
        told = looked(address, job, told["version"])
    return time.perf_counter() - began, job


def family(pid: int) -> list[int]:
    """Return the numbers of a process and of all that it began."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        below.setdefault(int(text.rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += below.get(each, [])
    return found


def answering(pid: int) -> list[int]:
    """Return the processes that answer first: the server, and the one of first answers."""
    every = family(pid)
    return [pid, min(each for each in every[1:] if b"spawn_main" in _command_of(each))]


def _command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def busy(pids: list[int]) -> float:
    """Return the processor seconds of some processes and of what they have waited for."""
    told = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids)
    return sum(sum(map(int, row[11:15])) for row in told) / TICKS


def held_mb(pids: list[int]) -> float:
    """Return the memory of some processes, what they share counted once."""
    rows = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids)
    shares = (re.search(r"^Pss:\s+(\d+)", row, re.M) for row in rows)
    return sum(int(found[1]) for found in shares if found) / KIB_IN_MIB


def busy_of_command(folder: Path) -> float:
    """Return the processor seconds of the same question, asked by the command in one process."""
    question = ("compare", "herning-syg02", "--workers", "1", "--quiet", "--lang", "da")
    command = (*COMMAND, *question, "--out", str(folder))
    before = sum(os.times()[2:4])
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return sum(os.times()[2:4]) - before


def told_times(address: str, pid: int) -> Mapping[str, float]:
    """Return how long a first answer takes, warm, and a moved slider's, with its processor time.

    What is asked is let go at once, as a page does whose slider moves on.
    """
    _, job = seconds_until(address, "html", **{EFFECT: "1", "asker": "a"})
    _release(address, job)
    first, job = seconds_until(address, "html", **{EFFECT: "1.5", "asker": "a", "seed": "2"})
    _release(address, job)
    moved, spent = [], []
    for effect in ("2.5", "3", "3.5", "4", "4.5"):
        time.sleep(BETWEEN)
        before = busy(answering(pid))
        seconds, job = seconds_until(address, "html", **{EFFECT: effect, "asker": "a"})
        spent.append(busy(answering(pid)) - before)
        moved.append(seconds)
        _release(address, job)
    return {
        "first": first,
        "moved": min(moved),
        "usual": statistics.median(moved),
        "spent": min(spent),
    }


def _release(address: str, job: str) -> None:
    data = urllib.parse.urlencode({"asker": "a"}).encode()
    _json(urllib.request.Request(f"{address}/job/{job}/release", data))


def main() -> int:
    """Print how soon, how much and how large."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with app_at(folder / "app") as (address, pid):
            times = told_times(address, pid)
            load = os.getloadavg()[0]
            print(f"first answer {times['first']:.1f} s, a moved slider", end=" ")
            print(f"{times['moved']:.2f} s at best and {times['usual']:.2f} usually", end=" ")
            print(f"({times['spent']:.2f} CPU s in the server and the process of first answers)")
            print(f"(clock; load of the machine {load:.1f} on {os.cpu_count()} cores)")
            time.sleep(SETTLES)  # what nobody waits for any longer is dropped
            before = busy(family(pid))
            _, _ = seconds_until(address, "over", asker="a")
            spent = busy(family(pid)) - before
            for seed in range(2, BROWSERS + 2):
                asked(address, seed=str(seed), asker=str(seed), replications="3", quick="on")
            time.sleep(1)
            print(
                f"{BROWSERS} browsers at once: {held_mb(family(pid)):.0f} MB in all its processes"
            )
        command = busy_of_command(folder / "command")
        print(
            f"the whole answer: {spent:.1f} CPU s in the app, {command:.1f} by the command", end=""
        )
        print(f" ({spent / command:.2f} times)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
