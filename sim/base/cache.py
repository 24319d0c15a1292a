"""What is kept from run to run in the user's own cache folder, and may be lost at any time.

A file is written under another name and renamed, so that two processes may write it at once,
and begins with the digest of the rest: one that is cut short or damaged is no file at all.
"""

import contextlib
import hashlib
import os
import shutil
import sys
from pathlib import Path

from borgerflow.sim.base.files import write_whole

ENVIRONMENT = ("BORGERFLOW_CACHE", "NUMBA_CACHE_DIR")
DIGEST_BYTES = 32


def cache_folder() -> Path | None:
    """Return the cache folder, which may not exist yet; None where the user has no home.

    ``BORGERFLOW_CACHE`` or ``NUMBA_CACHE_DIR`` names another one than the system's.
    """
    named = next((os.environ[name] for name in ENVIRONMENT if os.environ.get(name)), None)
    if named:
        return Path(named).absolute()
    try:
        return _of_the_system() / "borgerflow"
    except RuntimeError:
        return None


def _of_the_system() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def digest_of(*parts: bytes) -> str:
    """Return the name under which something made of these parts is kept."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:16]


def read_cached(path: Path) -> bytes | None:
    """Return what was kept in a file; None if there is no such file, or not a whole one."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    digest, content = raw[:DIGEST_BYTES], raw[DIGEST_BYTES:]
    return content if hashlib.sha256(content).digest() == digest else None


def write_cached(path: Path, content: bytes) -> bool:
    """Keep something in a file; tell whether that was possible."""
    whole = hashlib.sha256(content).digest() + content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, whole, lasting=False)
    except OSError:
        return False
    return True


def keep_newest(place: Path, count: int) -> None:
    """Leave only the newest entries of a folder, files and folders alike."""
    with contextlib.suppress(OSError):
        entries = sorted(place.iterdir(), key=_age)
        for entry in entries[count:]:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)


def _age(entry: Path) -> float:
    """Return a number that is larger the longer ago an entry was changed."""
    try:
        return -entry.stat().st_mtime
    except OSError:
        return 0.0
