"""What is finished of a batch, on disk: parts written whole or not at all.

A part is a Parquet file named by the tasks it holds, a row per world, each row with a digest of
its numbers. A part that is half-written, damaged or of another study is not read; its tasks are
simulated again. One process at a time works in the folder.
"""

import hashlib
import io
import json
import os
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from filelock import FileLock, Timeout

from borgerflow.experiments.questions.batch.tasks import BASELINE, WorldRow
from borgerflow.experiments.runs.money import Axes
from borgerflow.experiments.store.provenance import digest_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import (
    clear_drafts,
    folder_made,
    not_written,
    refusing_a_bad_disk,
    write_whole,
)
from borgerflow.sim.base.wording import Wording, same
from borgerflow.sim.measures.account import KINDS
from borgerflow.sim.settlement.rulebook import PAYERS

NAME = re.compile(r"replication-(\d+)-draws-(\d+)-(\d+)\.parquet")
STARTED, UNFINISHED, LOCK, HOLDER = "started.json", "unfinished", "lock", "holder.json"
DIGEST = "digest"
Shapes = Mapping[str, tuple[int, ...]]


# What the Parquet reader raises over damaged bytes: an encoding or a length that cannot be.
UNREADABLE = (OSError, ValueError, KeyError, TypeError, NotImplementedError, MemoryError)


@dataclass(frozen=True)
class Parts:
    """The folder of the finished tasks of a study under fixed params and code."""

    folder: Path
    shapes: Shapes  # of the arrays of a row, by name

    def save(self, rows: Sequence[WorldRow]) -> Path:
        """Return the file that now holds the rows of a unit, whole and on the disk."""
        draws = [row.draw for row in rows if row.draw != BASELINE]
        name = f"replication-{rows[0].replication:06d}-draws-{draws[0]:05d}-{draws[-1]:05d}.parquet"
        write_whole(self.folder / name, self._bytes(rows))
        return self.folder / name

    def read(self, path: Path) -> list[WorldRow]:
        """Return the rows of a part; none if it is not whole."""
        try:
            table = pd.read_parquet(io.BytesIO(path.read_bytes()))
            rows = [self._row(record) for record in table.to_dict("records")]
        except UNREADABLE:
            return []
        return rows if any(row.draw == BASELINE for row in rows) else []

    def by_replication(self) -> dict[int, list[Path]]:
        """Return the parts of each replication, by name."""
        found: dict[int, list[Path]] = {}
        for path in sorted(self.folder.iterdir()):
            named = NAME.fullmatch(path.name)
            if named:
                found.setdefault(int(named[1]), []).append(path)
        return found

    def replications(self, until: int) -> Iterator[tuple[int, dict[int, WorldRow]]]:
        """Yield each replication below a number with its rows by draw."""
        kept = self.by_replication()
        for replication in range(until):
            yield replication, self.rows(kept.get(replication, []))

    def rows(self, paths: Sequence[Path]) -> dict[int, WorldRow]:
        """Return the rows of one replication by draw; each task once."""
        rows: dict[int, WorldRow] = {}
        for path in paths:
            for row in self.read(path):
                rows.setdefault(row.draw, row)
        return rows

    def _bytes(self, rows: Sequence[WorldRow]) -> bytes:
        columns: dict[str, Any] = {
            "replication": [row.replication for row in rows],
            "draw": [row.draw for row in rows],
            **{name: [getattr(row, name).ravel() for row in rows] for name in self.shapes},
            DIGEST: [self._digest(row) for row in rows],
        }
        file = io.BytesIO()
        pd.DataFrame(columns).to_parquet(file)
        return file.getvalue()

    def _row(self, record: Mapping[Any, Any]) -> WorldRow:
        """Return a row; a ValueError says that its numbers are not those of its digest."""
        arrays = {n: np.asarray(record[n]).reshape(s) for n, s in self.shapes.items()}
        row = WorldRow(int(record["replication"]), int(record["draw"]), **arrays)
        if record[DIGEST] != self._digest(row):
            raise ValueError(f"The row of draw {row.draw} is damaged.")
        return row

    def _digest(self, row: WorldRow) -> str:
        """Return the digest of a row, which holds in this folder alone."""
        found = hashlib.sha256(f"{self.folder.name} {row.replication} {row.draw}".encode())
        for numbers in row[2:]:
            found.update(np.ascontiguousarray(numbers).tobytes())
        return found.hexdigest()


def shapes_of(axes: Axes) -> Shapes:
    """Return the shapes of the arrays that every task of a horizon is reduced to."""
    years, payers, schemes = len(axes.years), len(PAYERS), len(axes.schemes)
    return {
        "net": (axes.months, payers),
        "ledger": (years, payers, schemes + 1, len(KINDS)),
        "full_time": (years, schemes),
        "touched": (years,),
    }


@contextmanager
def working_folder(
    study: Path, asked: Mapping[str, Any], rests_on: Mapping[str, Any]
) -> Iterator[Path]:
    """Yield the folder that keeps the parts of a study, open to this process alone.

    Parameters
    ----------
    study : Path
        The folder of the study's results.
    asked, rests_on : mapping
        What a task depends on: the study, and the digests of params, code and libraries.

    Raises
    ------
    InputError
        If another process works there, if the study was begun and not ended under other params
        or code, or if the disk refuses.
    """
    folder = study / "parts" / digest_of({"asked": asked, "rests_on": rests_on})
    _refuse_changes(folder, asked, rests_on)
    with ExitStack() as stack:
        with keeping_parts_in(folder):
            stack.enter_context(folder_made(folder))
            stack.enter_context(_locked(folder))
            clear_drafts(folder)
            started = {"asked": asked, "rests_on": rests_on}
            text = json.dumps(started, indent=1, ensure_ascii=False)
            write_whole(folder / STARTED, text.encode())
            write_whole(folder / UNFINISHED, b"")
        stack.callback(_clear_if_nothing_came, folder)
        yield folder


def _clear_if_nothing_came(folder: Path) -> None:
    """Leave no folder behind in which no task was ever finished."""
    if not any(folder.glob("*.parquet")):
        for name in (STARTED, UNFINISHED, HOLDER, LOCK):
            with suppress(OSError):  # Windows removes no lock that is held
                (folder / name).unlink()


def mark_finished(folder: Path) -> None:
    """Say that the study of a folder has been answered."""
    (folder / UNFINISHED).unlink(missing_ok=True)


def keeping_parts_in(folder: Path) -> AbstractContextManager[None]:
    """Turn what a disk says no to into one message that says how to go on."""
    advice = Wording(
        da="Det, der allerede er gemt, er intakt; den samme kommando "
        "fortsætter, når der er plads og adgang, eller vælg et andet sted "
        "med --out.",
        en="What is there already is whole; the same command goes on when there is room and "
        "permission, or choose another place with --out.",
    )
    return refusing_a_bad_disk(not_written(folder), advice)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; the system lets go of it when its process dies."""
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise InputError(_held_by(folder)) from None
    try:
        holder = {"pid": os.getpid(), "host": socket.gethostname()}
        write_whole(folder / HOLDER, json.dumps(holder).encode(), lasting=False)
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def _held_by(folder: Path) -> Wording:
    return _holder(folder) + Wording(
        da=f" kører allerede dette studie i {folder}: vent på den, eller stop den.",
        en=f" is running this study already, in {folder}: wait for it, or stop it.",
    )


def _holder(folder: Path) -> Wording:
    holder = _content(folder / HOLDER)
    if not {"pid", "host"} <= set(holder):
        return Wording(da="en anden proces", en="another process")
    return Wording(
        da=f"proces {holder['pid']} på {holder['host']}",
        en=f"process {holder['pid']} on {holder['host']}",
    )


def _refuse_changes(folder: Path, asked: Mapping[str, Any], rests_on: Mapping[str, Any]) -> None:
    """Refuse to begin a study anew that was begun under other params, code or libraries."""
    for other in sorted(folder.parent.glob(f"*/{UNFINISHED}")):
        began = other.parent
        if began == folder or not any(began.glob("*.parquet")):
            continue
        then = _content(began / STARTED)
        if "asked" not in then or "rests_on" not in then:
            raise InputError(_of_unknown_origin(began))
        if then["asked"] == asked:
            raise InputError(_begun_otherwise(began, _changes(then["rests_on"], rests_on)))


def _of_unknown_origin(began: Path) -> Wording:
    return Wording(
        da=f"Et studie blev begyndt i {began} og ikke afsluttet, og {STARTED} siger ikke "
        "længere, hvad det bygger på. Kør det som dengang for at fortsætte, eller fjern mappen "
        "for at begynde forfra.",
        en=f"A study was begun in {began} and not ended, and {STARTED} no longer says what it "
        "rests on. Run it as it was then to go on, or remove the folder to begin again.",
    )


def _begun_otherwise(began: Path, changes: Iterator[Wording]) -> Wording:
    first, *others = changes
    changed = sum((", " + other for other in others), first)
    begun = Wording(
        da="Studiet blev begyndt og ikke afsluttet, og siden da er dette ændret: ",
        en="The study was begun and not ended, and since then ",
    )
    return (
        begun
        + changed
        + Wording(
            da=f". Sæt det tilbage for at fortsætte, eller fjern {began} for at begynde forfra.",
            en=f" changed. Put it back to go on, or remove {began} to begin again.",
        )
    )


def _content(path: Path) -> dict[str, Any]:
    """Return what a file of ours says; nothing where it is gone or damaged."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Wording]:
    """Yield the names of what is not as it was: files, the code, libraries."""
    yield from (same(f"params/{name}") for name in _differing(then, now, "params"))
    for own in ("own", "own_municipality"):
        yield from (same(name) for name in _differing(then, now, own))
    if then["code"] != now["code"]:
        yield Wording(da="koden i borgerflow", en="the code of borgerflow")
    for name in _differing(then, now, "versions"):
        yield Wording(da=f"versionen af {name}", en=f"the version of {name}")


def _differing(then: Mapping[str, Any], now: Mapping[str, Any], key: str) -> Iterator[str]:
    """Yield the names under a key whose digests or versions are not the same."""
    before, after = then.get(key, {}), now.get(key, {})
    yield from (n for n in sorted({*before, *after}) if before.get(n) != after.get(n))
