"""Results on disk: saved whole or not at all, found again by their inputs.

A result is a folder ``<root>/<study>/<digest>/`` with Parquet tables, documents and a
``manifest.json`` that lists every file with its digest. The folder is filled under another
name and renamed when it is complete, so a folder with the right name is a whole result,
unless somebody has changed it since: then it is set aside, and nothing in it is lost.
This is the only writer to ``results/``; it knows nothing of what the tables mean.
"""

import itertools
import json
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from borgerflow.experiments.store.naming import folder_name
from borgerflow.experiments.store.provenance import digest_of, digest_of_file
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import (
    draft_of,
    folder_made,
    refuse_cpr_name,
    refusing_a_bad_disk,
    sync_file,
    sync_folder,
    write_text,
)
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "borgerflow/manifest/1"
MANIFEST = "manifest.json"
CHANGED = "changed"  # what the name of a folder set aside ends in, with a number
CHOOSE_ANOTHER = Wording(da="Vælg et andet sted med --out.", en="Choose another place with --out.")
Writer = Callable[[Path], None]


class NotMadeError(Exception):
    """A document that the answer can do without could not be made."""


class Saved(NamedTuple):
    """Where a result was saved, and where a changed one that lay there was set aside, if any."""

    folder: Path
    aside: Path | None


@dataclass(frozen=True)
class Result:
    """A whole result as it lies on disk."""

    path: Path
    manifest: dict[str, Any]
    tables: "dict[str, pd.DataFrame]"

    def text(self, name: str) -> str:
        """Return one of the result's text files, such as ``finding.json``."""
        return (self.path / name).read_text(encoding="utf-8")


def study_folder(root: Path, study: str) -> Path:
    """Return the folder of the results of a study, whose parts may be named as people name files.

    However odd they are, it lies below ``root``.
    """
    return root.joinpath(*map(folder_name, study.split("/")))


def folder_of(root: Path, study: str, inputs: Mapping[str, Any]) -> Path:
    """Return where the result of these inputs belongs, whether it exists or not."""
    refuse_cpr_name(study)
    return study_folder(root, study) / digest_of(inputs)


def find(root: Path, study: str, inputs: Mapping[str, Any]) -> Path | None:
    """Return the folder of an earlier whole result of the same inputs, or None."""
    folder = folder_of(root, study, inputs)
    return folder if _is_whole(folder) else None


def save(
    root: Path,
    study: str,
    inputs: Mapping[str, Any],
    *,
    tables: "Mapping[str, pd.DataFrame]",
    documents: Mapping[str, Writer],
    about: Mapping[str, Any],
) -> Saved:
    """Return the folder that now holds the whole result.

    A folder that was changed since it was saved, or is nothing of ours, is given another name.

    Parameters
    ----------
    root, study : Path, str
        The result lies in ``root/study/digest``; a study may have several parts (``a/b``).
    inputs : mapping
        Everything the result depends on; its digest names the folder.
    tables : mapping of str to DataFrame
        Written as ``<name>.parquet``.
    documents : mapping of str to function
        File name (``a/b`` lies in a folder ``a``) to the function that writes that file to a
        given path. One that raises
        ``NotMadeError`` is left out, and the manifest says so.
    about : mapping
        What else the manifest tells: versions, machine, run time, grades.

    Raises
    ------
    InputError
        If the folder cannot be written; nothing half-done is left behind, and what lay there
        lies there still.
    """
    folder = folder_of(root, study, inputs)
    refused = Wording(
        da=f"Resultatet kunne ikke gemmes i {folder}",
        en=f"The result could not be saved in {folder}",
    )
    nothing = Wording(da="Intet blev gemt dér.", en="Nothing was saved there.")
    with refusing_a_bad_disk(refused, nothing), folder_made(folder.parent):
        draft = draft_of(folder)
        try:
            _fill(draft, {"study": study, "inputs": dict(inputs), **about}, tables, documents)
            return Saved(folder, _put_in_place(draft, folder))
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def load(path: Path) -> Result:
    """Return a saved result, equal to what was saved.

    Raises
    ------
    InputError
        If the folder is no whole result, or a file was changed since it was saved.
    """
    manifest = checked_manifest(path)
    names = [name for name in manifest["files"] if name.endswith(".parquet")]
    tables = {Path(name).stem: _read_table(path / name) for name in names}
    return Result(path, manifest, tables)


def _read_table(path: Path) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415  (slow; nobody asks for a table who only finds an answer)

    with path.open("rb") as file:
        return pd.read_parquet(file)


def check_writable(root: Path, study: str) -> None:
    """Refuse a place where no result of a study could be written; writes nothing.

    Raises
    ------
    InputError
        If the place, or the nearest folder above it that exists, is no writable folder.
    """
    refuse_cpr_name(root)
    refused = Wording(
        da=f"Resultater kan ikke skrives i {root}", en=f"Results cannot be written to {root}"
    )
    with refusing_a_bad_disk(refused, CHOOSE_ANOTHER):
        place = study_folder(root.absolute(), study)
        above = next(each for each in (place, *place.parents) if _is_there(each))
    if not os.path.isdir(above):
        raise InputError(refused + ": " + _no_folder(above))
    if not os.access(above, os.W_OK | os.X_OK):
        denied = Wording(
            da=f": der er ikke adgang til at skrive i {above}. ",
            en=f": no permission to write in {above}. ",
        )
        raise InputError(refused + denied + CHOOSE_ANOTHER)


def _is_there(path: Path) -> bool:
    """Tell whether something has a name, be it a link that leads nowhere."""
    with suppress(FileNotFoundError, NotADirectoryError):
        path.lstat()
        return True
    return False


def _no_folder(path: Path) -> Wording:
    if not os.path.exists(path):
        return Wording(
            da=f"{path} er en genvej, der ikke fører nogen steder hen.",
            en=f"{path} is a link that leads nowhere.",
        )
    return Wording(da=f"{path} er en fil, ikke en mappe.", en=f"{path} is a file, not a folder.")


def _fill(
    draft: Path,
    about: Mapping[str, Any],
    tables: "Mapping[str, pd.DataFrame]",
    documents: Mapping[str, Writer],
) -> None:
    draft.mkdir()
    for name, table in tables.items():
        with (draft / f"{name}.parquet").open(
            "wb"
        ) as file:  # pyarrow takes no odd names of folders
            table.to_parquet(file)
    missing = [name for name, write in documents.items() if not _is_made(write, draft / name)]
    about = {**about, "missing": missing} if missing else about
    files = {p.relative_to(draft).as_posix(): digest_of_file(p) for p in _files_in(draft)}
    manifest = {"schema": SCHEMA, "digest": digest_of(about["inputs"]), **about, "files": files}
    text = json.dumps(manifest, indent=2, ensure_ascii=False, default=str)
    write_text(draft / MANIFEST, text + "\n")
    for path in _files_in(draft):
        sync_file(path)
    sync_folder(draft)


def _files_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _is_made(write: Writer, path: Path) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write(path)
    except NotMadeError:
        return False
    return True


def _put_in_place(draft: Path, folder: Path) -> Path | None:
    """Rename the finished draft, and return where what lay in its place is now, if anything did.

    A whole result that came first under the same name stays.
    """
    if _is_whole(folder):
        return None
    aside = _set_aside(folder)
    try:
        draft.rename(folder)
    except OSError:
        if not _is_whole(folder):
            if aside:
                aside.rename(folder)
            raise
    sync_folder(folder.parent)
    return aside


def _set_aside(folder: Path) -> Path | None:
    """Give whatever has the name of a result another name, and return it; None if there is none."""
    with suppress(OSError):
        folder.rmdir()  # an empty folder holds nothing of anybody's
    if not _is_there(folder):
        return None
    names = (folder.with_name(f"{folder.name}.{CHANGED}-{n}") for n in itertools.count(1))
    return folder.rename(next(name for name in names if not _is_there(name)))


def _is_whole(folder: Path) -> bool:
    try:
        checked_manifest(folder)
    except (InputError, OSError):
        return False
    return True


def missing_of(folder: Path) -> str:
    """Return the first file of a result that is not there; nothing where all are."""
    if not os.path.isfile(folder / MANIFEST):
        return MANIFEST
    try:
        names = _read_manifest(folder)["files"]
    except InputError:
        return MANIFEST
    return next((name for name in names if not os.path.isfile(folder / name)), "")


def checked_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a result whose files are all as they were saved.

    Raises
    ------
    InputError
        If it is no whole result, or a file was changed since it was saved.
    """
    manifest = _read_manifest(path)
    for name, digest in manifest["files"].items():
        file = path / name
        if not os.path.isfile(file):
            raise InputError(
                Wording(
                    da=f"{path} er ikke et fuldstændigt resultat: {name} mangler.",
                    en=f"{path} is not a whole result: {name} is missing.",
                )
            )
        if digest_of_file(file) != digest:
            raise InputError(
                Wording(
                    da=f"{file} er ændret, efter at resultatet blev gemt; kør det igen.",
                    en=f"{file} was changed after the result was saved; run it again.",
                )
            )
    return manifest


def _read_manifest(path: Path) -> dict[str, Any]:
    file = path / MANIFEST
    if not os.path.isfile(file):
        raise InputError(
            Wording(
                da=f"{path} er ikke et resultat: der er ingen {MANIFEST}.",
                en=f"{path} is not a result: it holds no {MANIFEST}.",
            )
        )
    unreadable = InputError(
        Wording(
            da=f"{file} er ikke et fuldstændigt resultat: den kan ikke læses.",
            en=f"{file} is not a whole result: it cannot be read.",
        )
    )
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        raise unreadable from None
    schema = manifest.get("schema") if isinstance(manifest, dict) else None
    if schema != SCHEMA:
        raise InputError(
            Wording(
                da=f"{file} har skema {schema!r}; denne udgave læser {SCHEMA}.",
                en=f"{file} has schema {schema!r}; this version reads {SCHEMA}.",
            )
        )
    if not isinstance(manifest.get("files"), dict):
        raise unreadable
    return dict(manifest)
