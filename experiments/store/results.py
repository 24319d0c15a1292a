"""Results on disk: saved whole or not at all, found again by their inputs.

A result is a folder ``<root>/<study>/<digest>/`` with Parquet tables, documents and a
``manifest.json`` that lists every file with its digest. The folder is filled under another
name and renamed when it is complete, so a folder with the right name is a whole result.
This is the only writer to ``results/``; it knows nothing of what the tables mean.
"""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from borgerflow.experiments.store.provenance import digest_of, digest_of_file
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_odd_name, refusing_a_bad_disk, sync

SCHEMA = "borgerflow/manifest/1"
MANIFEST = "manifest.json"
Writer = Callable[[Path], None]


class NotMadeError(Exception):
    """A document that the answer can do without could not be made."""


@dataclass(frozen=True)
class Result:
    """A whole result as it lies on disk."""

    path: Path
    manifest: dict[str, Any]
    tables: dict[str, pd.DataFrame]

    def text(self, name: str) -> str:
        """Return one of the result's text files, such as ``finding.json``."""
        return (self.path / name).read_text(encoding="utf-8")


def folder_of(root: Path, study: str, inputs: Mapping[str, Any]) -> Path:
    """Return where the result of these inputs belongs, whether it exists or not."""
    refuse_odd_name(study)
    return root / study / digest_of(inputs)


def find(root: Path, study: str, inputs: Mapping[str, Any]) -> Path | None:
    """Return the folder of an earlier whole result of the same inputs, or None."""
    folder = folder_of(root, study, inputs)
    return folder if _is_whole(folder) else None


def save(
    root: Path,
    study: str,
    inputs: Mapping[str, Any],
    *,
    tables: Mapping[str, pd.DataFrame],
    documents: Mapping[str, Writer],
    about: Mapping[str, Any],
) -> Path:
    """Return the folder that now holds the whole result.

    Parameters
    ----------
    root, study : Path, str
        The result lies in ``root/study/digest``; a study may have several parts (``a/b``).
    inputs : mapping
        Everything the result depends on; its digest names the folder.
    tables : mapping of str to DataFrame
        Written as ``<name>.parquet``.
    documents : mapping of str to function
        File name to the function that writes that file to a given path. One that raises
        ``NotMadeError`` is left out, and the manifest says so.
    about : mapping
        What else the manifest tells: versions, machine, run time, grades.

    Raises
    ------
    InputError
        If the folder cannot be written; nothing half-done is left behind.
    """
    folder = folder_of(root, study, inputs)
    refused = f"The result could not be saved in {folder}"
    with refusing_a_bad_disk(refused, "Nothing was saved there."):
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
        try:
            _fill(draft, {"study": study, "inputs": dict(inputs), **about}, tables, documents)
            _put_in_place(draft, folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return folder


def load(path: Path) -> Result:
    """Return a saved result, equal to what was saved.

    Raises
    ------
    InputError
        If the folder is no whole result, or a file was changed since it was saved.
    """
    manifest = _checked_manifest(path)
    names = [name for name in manifest["files"] if name.endswith(".parquet")]
    tables = {Path(name).stem: pd.read_parquet(path / name) for name in names}
    return Result(path, manifest, tables)


def check_writable(root: Path) -> None:
    """Refuse a place where no result could be written; writes nothing.

    Raises
    ------
    InputError
        If the place, or the nearest folder above it that exists, is no writable folder.
    """
    refuse_odd_name(root)
    above = next(p for p in (root.absolute(), *root.absolute().parents) if p.exists())
    if not above.is_dir():
        raise InputError(f"Results cannot be written to {root}: {above} is a file, not a folder.")
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError(
            f"Results cannot be written to {root}: no permission to write in {above}. "
            "Choose another place with --out."
        )


def _fill(
    draft: Path,
    about: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    documents: Mapping[str, Writer],
) -> None:
    draft.mkdir()
    for name, table in tables.items():
        table.to_parquet(draft / f"{name}.parquet")
    missing = [name for name, write in documents.items() if not _is_made(write, draft / name)]
    about = {**about, "missing": missing} if missing else about
    files = {p.name: digest_of_file(p) for p in sorted(draft.iterdir())}
    manifest = {"schema": SCHEMA, "digest": digest_of(about["inputs"]), **about, "files": files}
    text = json.dumps(manifest, indent=2, ensure_ascii=False, default=str)
    (draft / MANIFEST).write_text(text + "\n", encoding="utf-8")
    for path in (*draft.iterdir(), draft):
        sync(path)


def _is_made(write: Writer, path: Path) -> bool:
    try:
        write(path)
    except NotMadeError:
        return False
    return True


def _put_in_place(draft: Path, folder: Path) -> None:
    """Rename the finished draft; a result that came first under the same name stays."""
    if _is_whole(folder):
        return
    shutil.rmtree(folder, ignore_errors=True)
    try:
        draft.rename(folder)
    except OSError:
        if not _is_whole(folder):
            raise
    sync(folder.parent)


def _is_whole(folder: Path) -> bool:
    try:
        _checked_manifest(folder)
    except InputError:
        return False
    return True


def _checked_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a result whose files are all as they were saved."""
    manifest = _read_manifest(path)
    for name, digest in manifest["files"].items():
        file = path / name
        if not file.is_file():
            raise InputError(f"{path} is not a whole result: {name} is missing.")
        if digest_of_file(file) != digest:
            raise InputError(f"{file} was changed after the result was saved; run it again.")
    return manifest


def _read_manifest(path: Path) -> dict[str, Any]:
    file = path / MANIFEST
    if not file.is_file():
        raise InputError(f"{path} is not a result: it holds no {MANIFEST}.")
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        raise InputError(f"{file} is not a whole result: it cannot be read.") from None
    schema = manifest.get("schema") if isinstance(manifest, dict) else None
    if schema != SCHEMA:
        raise InputError(f"{file} has schema {schema!r}; this version reads {SCHEMA}.")
    return dict(manifest)
