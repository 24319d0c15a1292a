"""What a portable folder is made of: the Python that runs here, and the packages it needs."""

import re
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import cache_from_source
from pathlib import Path

OURS, EXTRA = "borgerflow", "app"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
OF_AN_EXTRA = re.compile(r"extra\s*==\s*[\"']([^\"']+)[\"']")
NOT_NEEDED = (  # of Python's own library
    *("site-packages", "dist-packages", "test", "idlelib", "tkinter", "turtledemo", "ensurepip"),
    *("lib2to3", "config-*", "*.a", "Doc", "tcl", "Tools", "Scripts", "include", "libs"),
)


def needed_packages() -> list[Distribution]:
    """Return what borgerflow and its pages need of what is installed here, borgerflow first."""
    found: dict[str, Distribution] = {}
    waiting = [OURS]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # for another system or another Python
        waiting += _asks_for(found[name], EXTRA if name == OURS else "")
    return list(found.values())


def _asks_for(package: Distribution, extra: str) -> Iterator[str]:
    """Yield the names of what a package needs, and of what it needs for one extra of its own."""
    for line in package.requires or ():
        of = OF_AN_EXTRA.search(line)
        named = NAME.match(line)
        if named and (of is None or of[1] == extra):
            yield re.sub(r"[-_.]+", "-", named[0]).lower()


def files_of(package: Distribution) -> Iterator[tuple[Path, Path]]:
    """Yield each file of a package, and where it lies among packages; no programs and tests."""
    for file in package.files or ():
        place = Path(file)
        source = Path(str(package.locate_file(file)))
        if _is_left_out(place) or not source.is_file():
            continue
        yield source, place
        if place.suffix == ".py":
            compiled = Path(cache_from_source(str(source)))
            if compiled.is_file():
                yield compiled, place.parent / "__pycache__" / compiled.name


def _is_left_out(place: Path) -> bool:
    """Tell whether a file is a program, a test, or how a checkout is found where it lies."""
    apart = {"..", "tests"} & set(place.parts)
    return bool(apart) or place.suffix in (".pth", ".pyc") or place.stem.startswith("__editable__")


def package_folder() -> Path:
    """Return the folder of our own package, be it installed or a checkout."""
    return Path(__file__).parents[2]


def python_program() -> Path:
    """Return the program of the Python that runs here, outside any virtual environment."""
    return Path(getattr(sys, "_base_executable", sys.executable)).resolve()


def python_library() -> Path:
    """Return the folder of Python's own library."""
    return Path(sysconfig.get_path("stdlib"))


def shared_library() -> Path | None:
    """Return the library that the program of Python is linked to, if it is a file of its own."""
    name, folder = (sysconfig.get_config_var(key) for key in ("INSTSONAME", "LIBDIR"))
    if not sysconfig.get_config_var("Py_ENABLE_SHARED") or not name or not folder:
        return None
    found = Path(folder) / name
    return found if found.is_file() else None


def is_framework() -> bool:
    """Tell whether Python lies in a framework of macOS, which cannot be carried elsewhere."""
    return bool(sysconfig.get_config_var("PYTHONFRAMEWORK"))
