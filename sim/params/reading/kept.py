"""What YAML texts say, kept from run to run under the digest of each text."""

import json
from collections.abc import Mapping
from functools import cache as once
from importlib import metadata
from pathlib import Path

from borgerflow.sim.base import texts
from borgerflow.sim.base.cache import digest_of, keep_newest, read_cached, write_cached

Loc = tuple[str | int, ...]
Plain = tuple[object, dict[Loc, int]]  # the content, and the line of every key
KIND = "read"
TEXTS_KEPT = 1000  # some 20 MB: the packaged ones, and what somebody edits for a long time


def cached_reading(text: str) -> Plain | None:
    """Return what an earlier run read in a text, if it is still there."""
    raw = read_cached(KIND, _name(text))
    if raw is None:
        return None
    content, lines = json.loads(raw)
    return content, {tuple(loc): line for loc, line in lines}


def cache_reading(text: str, content: object, lines: Mapping[Loc, int]) -> None:
    """Keep what was read in a text, where that is possible."""
    if write_cached(KIND, _name(text), json.dumps([content, list(lines.items())]).encode()):
        keep_newest(KIND, TEXTS_KEPT)


def _name(text: str) -> str:
    return digest_of(*_readers(), text.encode())


@once
def _readers() -> tuple[bytes, ...]:
    """Return what decides how a text is read: our code, and the version of the library."""
    ours = (Path(__file__), Path(__file__).with_name("yaml_text.py"), Path(texts.__file__))
    return (*(path.read_bytes() for path in ours), metadata.version("ruamel.yaml").encode())
