"""Where a result comes from: digests of its inputs, versions, commit, machine.

Knows files and the environment; knows nothing of the model.
"""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
PACKAGES = ("numpy", "numba", "simpy", "pandas", "scipy", "pyarrow", "pydantic")
DIGEST_LENGTH = 16


def version() -> str:
    """Return the installed version of borgerflow."""
    try:
        return metadata.version("borgerflow")
    except metadata.PackageNotFoundError:
        return "not installed"


@cache
def versions() -> Mapping[str, str]:
    """Return the versions of borgerflow, Python and the libraries a result depends on."""
    installed = {name: metadata.version(name) for name in PACKAGES}
    return {"borgerflow": version(), "python": platform.python_version(), **installed}


def machine() -> dict[str, str | int]:
    """Return what the run was made on, without any name of the machine or its user."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count() or 1,
    }


@cache
def commit() -> str | None:
    """Return the commit of the checkout the code lies in, ``+`` if changed since; else None.

    It is the one as it was when first asked: what runs does not change under its feet.
    """
    if not (HOUSE / ".git").exists():
        return None
    head = _git("rev-parse", "HEAD")
    if head is None:
        return None
    return f"{head}+" if _git("status", "--porcelain", "--untracked-files=no") else head


def digest_of(inputs: Mapping[str, Any]) -> str:
    """Return the digest that names a result: the same for the same inputs in any order.

    What was typed may hold bytes that are no letters, which have a digest like any other.
    """
    canonical = json.dumps(inputs, sort_keys=True, ensure_ascii=False, default=str)
    raw = canonical.encode(errors="surrogatepass")
    return hashlib.sha256(raw).hexdigest()[:DIGEST_LENGTH]


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def params_typed(directory: Path) -> tuple[str, ...]:
    """Return the option by which a command names params; nothing where they are the packaged."""
    return () if directory.resolve() == HOUSE / "params" else ("--params", str(directory))


def digests_under(folder: Path, suffixes: Iterable[str]) -> dict[str, str]:
    """Return the digest of every file with one of the suffixes, by its path under the folder."""
    wanted = set(suffixes)
    files = sorted(p for p in folder.rglob("*") if p.suffix in wanted and p.is_file())
    return {path.relative_to(folder).as_posix(): digest_of_file(path) for path in files}


@cache
def digest_of_code() -> str:
    """Return one digest of the model's own source, so that changed code is a new result.

    It is that of the code as it was when first asked: what runs does not change under its feet.
    """
    rooms = {room: digests_under(HOUSE / room, {".py"}) for room in ("sim", "experiments")}
    return digest_of(rooms)


def _git(*arguments: str) -> str | None:
    command = ["git", "-C", str(HOUSE), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
