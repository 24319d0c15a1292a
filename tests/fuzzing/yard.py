"""A folder with files of others in it, where commands are typed, and what became of it."""

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

FOREIGN = {
    "foreign/note.txt": "mine",
    "foreign/deep/er/list.csv": "a,b\n1,2\n",
    "results/README": "mine",
    "results/compare/herning-syg02/mine.txt": "mine",
    "results/settle/good/0123456789abcdef/manifest.json": "{}",
    "proposals/herning/mine.yaml": "id: mine\n",
    "inputs/good.csv": "citizen,scheme,start,end\n7,sygedagpenge,2019-01-07,2019-02-09\n",
    "manifest.json": "{}",
    ".hidden": "mine",
    "../results/README": "mine",
    "../../x": "mine",
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.mkdir": 2, "os.rename": None, "os.remove": 1, "os.rmdir": 1, "os.truncate": None}
"""What Python does to a disk, and which argument names a folder that a path starts from."""


class Yard:
    """The files of others under ``top``, and ``here``, deep in it, where commands are typed."""

    def __init__(self, top: Path) -> None:
        self.top = top.resolve()
        self.here = self.top / "a" / "b" / "here"
        for name, text in FOREIGN.items():
            path = self.here / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self._usual = self.content()

    def content(self):
        """Return every file with its bytes, and every folder, by path."""
        found = {}
        for home, folders, files in os.walk(self.top):
            found |= dict.fromkeys(os.path.join(home, name) for name in folders)
            for name in files:
                path = os.path.join(home, name)
                found[path] = None if os.path.islink(path) else Path(path).read_bytes()
        return found

    def tidy(self):
        """Put everything as it was in the beginning."""
        now = self.content()
        for path in sorted(now.keys() - self._usual.keys(), reverse=True):
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path, ignore_errors=True)
            else:
                Path(path).unlink(missing_ok=True)
        for path, raw in sorted(self._usual.items()):
            if raw is None:
                os.makedirs(path, exist_ok=True)
            elif now.get(path) != raw:
                Path(path).write_bytes(raw)


class Disk:
    """The paths that Python wrote to or removed while somebody watched."""

    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.watched = False
        sys.addaudithook(self._hear)

    @contextmanager
    def watching(self):
        """Watch from now on."""
        self.paths, self.watched = set(), True
        try:
            yield self
        finally:
            self.watched = False

    def _hear(self, event, given):
        if not self.watched:
            return
        if event == "open":
            path, mode, flags = given
            if isinstance(path, str) and (set(mode or "") & set("wax+") or flags & WRITING):
                self.paths.add(os.path.abspath(path))
        elif event in CHANGES:
            below = CHANGES[event]
            if below is None or given[below] == -1:
                self.paths.add(os.path.abspath(os.fsdecode(given[0])))
