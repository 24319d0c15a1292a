"""A portable folder, made whole or not at all: what runs here is copied, and started once."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from borgerflow.app.portable import parts
from borgerflow.app.portable.starting import (
    DATA,
    DIRECTORIES,
    LIBRARY,
    PACKAGES,
    PROGRAM,
    READ_ME,
    StartFile,
    read_me,
    start_file,
)
from borgerflow.sim.base.cache import cache_folder
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import (
    draft_of,
    folder_made,
    not_written,
    refuse_cpr_name,
    refusing_a_bad_disk,
    write_text,
)
from borgerflow.sim.base.wording import Wording

RUNNABLE = 0o755
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "*.egg-info")
TRIED = "compare herning-syg02 --municipality modelkommune --replications 3 --no-break-even --quiet"
FRAMEWORK = Wording(
    "Denne Python er et framework i macOS og kan ikke flyttes: lav miljøet med en Python, der kan,"
    " fx »uv venv --python 3.12«, og prøv igen.",
    "This Python is a framework of macOS and cannot be carried elsewhere: make the environment with"
    " one that can, as “uv venv --python 3.12” does, and try again.",
)
NOT_STARTED = Wording(
    "Kopien kunne ikke starte uden det, den er kopieret fra, så ingen mappe er lavet.",
    "The copy could not start without what it was copied from, so no folder was made.",
)


def portable_folder(folder: Path) -> Path:
    """Return the file that starts the folder that was made.

    Raises
    ------
    InputError
        If something lies there, the disk refuses it, or the copy does not run.
    """
    refuse_cpr_name(folder)
    if parts.is_framework():
        raise InputError(FRAMEWORK)
    with refusing_a_bad_disk(not_written(folder)):
        _refuse_what_is_there(folder)
    with refusing_a_bad_disk(not_written(folder)), folder_made(folder.absolute().parent):
        draft = draft_of(folder.absolute())
        try:
            start = filled(draft)
            tried(draft)
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return folder / start.name


def _refuse_what_is_there(folder: Path) -> None:
    if os.path.lexists(folder):
        raise InputError(
            Wording(
                f"{folder} findes: skriv navnet på en ny mappe.",
                f"{folder} exists: expected the name of a new folder.",
            )
        )


def filled(folder: Path) -> StartFile:
    """Return what starts a folder that now holds Python, packages, our own and what is compiled."""
    python = _copy_python(folder / PROGRAM)
    for package in parts.needed_packages():
        _copy(parts.files_of(package), folder / PACKAGES)
    ours = folder / PACKAGES / parts.OURS
    shutil.copytree(parts.package_folder(), ours, ignore=LEFT_OUT, dirs_exist_ok=True)
    for name in DIRECTORIES:
        (folder / DATA / name).mkdir(parents=True)
    compiled = cache_folder()
    if compiled is not None and compiled.is_dir():
        shutil.copytree(compiled, folder / DATA / "cache" / compiled.name)
    return _with_start(folder, python.relative_to(folder).as_posix())


def _with_start(folder: Path, python: str) -> StartFile:
    start = start_file(sys.platform, python, shared=parts.shared_library() is not None)
    write_text(folder / start.name, start.text)
    (folder / start.name).chmod(RUNNABLE)
    write_text(folder / READ_ME, read_me(start, f"{platform.system()} {platform.machine()}"))
    return start


def _copy_python(folder: Path) -> Path:
    """Return the program of the Python that was copied to a folder, with its library."""
    program, library, shared = (
        parts.python_program(),
        parts.python_library(),
        parts.shared_library(),
    )
    unneeded = shutil.ignore_patterns(*parts.NOT_NEEDED)
    if sys.platform == "win32":
        shutil.copytree(program.parent, folder, ignore=unneeded)
        return folder / program.name
    place = folder / library.relative_to(Path(sys.base_prefix))
    shutil.copytree(library, place, ignore=unneeded, symlinks=False, ignore_dangling_symlinks=True)
    copies = [(program, Path("bin") / program.name)]
    copies += [(shared, Path(LIBRARY) / shared.name)] if shared else []
    _copy(copies, folder)
    return folder / "bin" / program.name


def _copy(files: Iterable[tuple[Path, Path]], folder: Path) -> None:
    for source, place in files:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, folder / place)


def tried(folder: Path) -> None:
    """Have the copy answer a small question by itself, which compiles what was not compiled.

    Raises
    ------
    InputError
        If it does not.
    """
    python = next((folder / PROGRAM).glob("**/python*.exe"), None) or next(
        (folder / PROGRAM / "bin").iterdir()
    )
    data = folder / DATA
    answer = data / "tmp" / "tried"
    asked = [str(python), "-m", parts.OURS, *TRIED.split(), "--out", str(answer)]
    done = subprocess.run(asked, cwd=folder, env=_alone(folder), capture_output=True, check=False)
    shutil.rmtree(answer, ignore_errors=True)
    if done.returncode:
        raise InputError(NOT_STARTED)


def _alone(folder: Path) -> dict[str, str]:
    """Return the surroundings of a copy that finds nothing but itself."""
    system = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    paths = {
        "PYTHONPATH": folder / PACKAGES,
        "BORGERFLOW_CACHE": folder / DATA / "cache",
        "MPLCONFIGDIR": folder / DATA / "matplotlib",
        "LD_LIBRARY_PATH": folder / PROGRAM / LIBRARY,
    }
    kept = {name: str(path) for name, path in paths.items()}
    return {**system, **kept, "PYTHONNOUSERSITE": "1"}
