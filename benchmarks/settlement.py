"""How long a settlement takes: a million spells of a hundred thousand citizens, on one core.

Run as ``python -m benchmarks.settlement [citizens]``. First from table to table, after
compilation; the target is five seconds. Then from a file to the answer, in processes of their
own: a clean CSV, and the same spells in the dirtiest that is read. The target is 1.5 times the
clean one, in 1 GB.
"""

import csv
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from benchmarks.measuring import apart, peak_mb
from borgerflow.experiments.questions.settle.question import price_file
from borgerflow.sim.params import load
from borgerflow.sim.settlement.settle import settle

SPELLS_EACH = 10
TARGET_SECONDS = 5.0
TARGET_TIMES, TARGET_MB = 1.5, 1000
ROUNDS = 3
SCHEMES = np.array(
    ["sygedagpenge", "job", "kontanthjaelp_jobparat", "dagpenge", "jobafklaring", "fleksjob"]
)
DANISH = {
    "citizen": "Borger-ID",
    "scheme": "Ydelse",
    "start": "Gyldig fra",
    "end": "Gyldig til",
    "share": "Ydelsesgrad",
    "weekly_amount": "Beløb pr. uge",
}
TITLES = "Udtræk fra fagsystem;\r\nKørt 1. marts 2024;\r\n\r\n"


def some_spells(citizens: int, seed: int = 1) -> pd.DataFrame:
    """Return ten touching spells for each citizen, about five years in all, in no order."""
    draw = np.random.default_rng(seed)
    size = citizens * SPELLS_EACH
    days = draw.gamma(1.0, 180.0, (citizens, SPELLS_EACH)).astype(int) + 1
    ends = days.cumsum(axis=1) + draw.integers(0, 700, (citizens, 1))
    origin = np.datetime64("2016-01-04")
    table = pd.DataFrame(
        {
            "citizen": np.repeat(np.arange(citizens), SPELLS_EACH),
            "scheme": SCHEMES[draw.integers(0, len(SCHEMES), size)],
            "start": origin + (ends - days).ravel(),
            "end": origin + ends.ravel(),
            "share": np.where(draw.random(size) < 0.1, 0.5, 1.0),
        }
    )
    return table.sample(frac=1, random_state=seed)


def with_amounts(spells: pd.DataFrame, seed: int = 2) -> pd.DataFrame:
    """Return spells of which every tenth has an amount of its own."""
    draw = np.random.default_rng(seed)
    amounts = draw.integers(100_000, 600_000, len(spells)) / 100
    return spells.assign(weekly_amount=np.where(draw.random(len(spells)) < 0.1, amounts, np.nan))


def write_dirty(spells: pd.DataFrame, path: Path) -> None:
    """Write spells as a case system and a spreadsheet may: all that is read, in one file."""
    labels = {name: scheme.label["da"] for name, scheme in load().law.schemes.items()}
    amounts = spells["weekly_amount"].map("{:,.2f}".format, na_action="ignore")
    dirty = spells.assign(
        scheme=spells["scheme"].map(labels),
        start=spells["start"].dt.strftime("%d-%m-%Y 00:00:00"),
        end=spells["end"].dt.strftime("%d-%m-%Y 00:00:00"),
        share=spells["share"].map("{:.2f}".format).str.replace(".", ",", regex=False),
        weekly_amount=amounts.str.translate(str.maketrans(",.", ".,")),
    ).rename(columns=DANISH)
    dirty = dirty.assign(Team="Jobcenter Syd", Sagsbehandler="Søren Å", **{"": ""})
    text = dirty.to_csv(index=False, sep=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines = text.splitlines(keepends=True)
    empty = ";" * (len(dirty.columns) - 1) + "\r\n"
    lines[100::100] = [line + empty for line in lines[100::100]]
    path.write_bytes((TITLES + "".join(lines)).encode("utf-16"))


def price(path: str) -> None:
    """Print the CPU seconds of a file priced, from the file to the answer, and memory in MB."""
    settle(some_spells(10), load().law)
    began = time.process_time()
    priced = price_file(Path(path), load())
    seconds = time.process_time() - began
    print(
        json.dumps({"seconds": seconds, "mb": peak_mb(), "kroner": priced.ledger["kroner"].sum()})
    )


def from_files(spells: pd.DataFrame) -> None:
    """Print what a clean and a dirty file of the same spells take, side by side."""
    with TemporaryDirectory() as folder:
        clean, dirty = Path(folder) / "clean.csv", Path(folder) / "dirty.csv"
        spells.to_csv(clean, index=False)
        write_dirty(spells, dirty)
        files = {"clean": clean, "dirty": dirty}
        rounds = [
            {name: apart("benchmarks.settlement", path) for name, path in files.items()}
            for _ in range(ROUNDS)
        ]
    seconds = {name: min(each[name]["seconds"] for each in rounds) for name in files}
    for name in files:
        taken, held = rounds[0][name], max(each[name]["mb"] for each in rounds)
        print(
            f"{name} CSV of {len(spells):,} spells: {seconds[name]:.2f} s CPU, {held:,.0f} MB"
            f" (target {TARGET_MB:,} MB), {taken['kroner'] / 1e9:.3f} bn kr"
        )
    times = seconds["dirty"] / seconds["clean"]
    print(f"dirty / clean: {times:.2f} times (target {TARGET_TIMES} times)")


def main(citizens: int = 100_000) -> None:
    """Print the seconds of three settlements, and of the same spells from files."""
    law = load().law
    settle(some_spells(10), law)
    spells = some_spells(citizens)
    for _ in range(3):
        begun = time.perf_counter()
        ledger = settle(spells, law)
        seconds = time.perf_counter() - begun
        print(
            f"{len(spells):,} spells of {citizens:,} citizens: {seconds:.2f} s"
            f" (target {TARGET_SECONDS:.0f} s), {len(ledger):,} rows,"
            f" {ledger['kroner'].sum() / 1e9:.3f} bn kr"
        )
    from_files(with_amounts(spells))


if __name__ == "__main__":
    if sys.argv[1:] and not sys.argv[1].isdigit():
        price(sys.argv[1])
    else:
        main(*map(int, sys.argv[1:]))
