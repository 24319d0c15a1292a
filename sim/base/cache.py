"""What is kept from run to run in the user's own cache folder, and may be lost at any time.

A file is written under another name and renamed, so that two processes may write it at once,
and begins with the digest of the rest: one that is cut short or damaged is no file at all.

Everything lies in a folder of our own below the one that is named, with a tag by which others
know it for a cache. Only what is named by a digest is ever removed, and a folder in which others
may write is neither read nor written: what is kept there is run, or taken for what is true.
"""

import contextlib
import hashlib
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from borgerflow.sim.base.files import write_whole

ENVIRONMENT = ("BORGERFLOW_CACHE", "NUMBA_CACHE_DIR")
OWN = "borgerflow"
KINDS = ("compiled", "read")
TAG = "CACHEDIR.TAG"  # known to programs that make backups: bford.info/cachedir
TAGGED = b"""Signature: 8a477f597d28d172789f06886806bc55
# Kept by borgerflow from run to run. All of it may be removed at any time.
"""
DIGEST_BYTES = 32
ENTRY = re.compile(r"[0-9a-f]{16}|\.[0-9a-f]{16}\.[0-9a-f]{32}\.partial")
FOR_ITS_OWNER = 0o700
BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
ADMINISTRATOR = 0


def cache_folder() -> Path | None:
    """Return the cache folder, which may not exist yet; None where the user has no home.

    It is called borgerflow and lies in the system's folder of caches, or in the one that
    ``BORGERFLOW_CACHE`` or ``NUMBA_CACHE_DIR`` names.
    """
    try:
        return (_named() or _of_the_system()) / OWN
    except RuntimeError:
        return None


def _named() -> Path | None:
    named = next((os.environ[name] for name in ENVIRONMENT if os.environ.get(name)), None)
    return Path(named).absolute() if named else None


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


def read_cached(kind: str, name: str) -> bytes | None:
    """Return what was kept under a name; None if there is nothing, nothing whole, or no trust."""
    root = cache_folder()
    if root is None or open_to_others(kind, name):
        return None
    try:
        raw = (root / kind / name).read_bytes()
    except OSError:
        return None
    digest, content = raw[:DIGEST_BYTES], raw[DIGEST_BYTES:]
    return content if hashlib.sha256(content).digest() == digest else None


def write_cached(kind: str, name: str, content: bytes) -> bool:
    """Keep something of a kind under a name; tell whether that was possible.

    A name has the form of a digest, or is one of a file in a folder so named.
    """
    root = cache_folder()
    if root is None:
        return False
    path, whole = root / kind / name, hashlib.sha256(content).digest() + content
    try:
        if open_to_others(kind, name) or not _made(path.parent, root):
            return False
        write_whole(path, whole, lasting=False)
    except OSError:
        return False
    return True


def _made(folder: Path, root: Path) -> bool:
    """Make a folder of the cache, for its owner alone; tell whether the cache is ours.

    One without a tag that holds anything else than we keep is somebody else's.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(FOR_ITS_OWNER, exist_ok=True)
    names = {each.name for each in root.iterdir()}
    if TAG not in names and names <= set(KINDS):
        (root / TAG).write_bytes(TAGGED)
        return True
    return TAG in names


def open_to_others(kind: str, name: str) -> Path | None:
    """Return the outermost folder above something kept in which others may write, if any.

    In a folder that is named, such as ``/tmp``, others may write if they cannot remove what is
    ours. What lies above it is not asked: who replaces a folder cannot replace its owner.
    """
    root = cache_folder()
    if root is None:
        return None
    named, inside = _named(), reversed(Path(kind, name).parents)
    if named and _others_write(named, removing=True):
        return named
    return next((root / each for each in inside if _others_write(root / each)), None)


def _others_write(folder: Path, *, removing: bool = False) -> bool:
    """Tell whether others may write in a folder, or may also remove what is not theirs."""
    if sys.platform == "win32":
        return False  # its rights do not stand in these bits, and a profile is its user's own
    try:
        found, link = folder.stat(), folder.lstat()
    except OSError:
        return False
    if removing and found.st_mode & stat.S_ISVTX:
        return False
    owners = {found.st_uid, link.st_uid} - {os.getuid(), ADMINISTRATOR}
    return bool(owners or found.st_mode & BY_OTHERS)


def keep_newest(kind: str, count: int) -> None:
    """Leave only the newest of a kind; what is not named by a digest is never touched."""
    root = cache_folder()
    if root is None or not os.path.isfile(root / TAG):
        return
    with contextlib.suppress(OSError):
        entries = list(_entries(root / kind))
        if len(entries) <= count:
            return
        for entry in sorted(entries, key=_age)[count:]:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)


def _entries(place: Path) -> Iterator[Path]:
    return (entry for entry in place.iterdir() if ENTRY.fullmatch(entry.name))


def _age(entry: Path) -> float:
    """Return a number that is larger the longer ago an entry was changed."""
    try:
        return -entry.stat().st_mtime
    except OSError:
        return 0.0
