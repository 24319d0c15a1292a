"""Scalar rules and kernels compiled by Numba, kept in the user's cache from run to run.

Numba itself keeps compiled code by the file of each function alone; a kernel would go on using
an old rule that lies in another file. Here it is kept by a digest of all sources that are
compiled: change any of them, and all of it is compiled anew.
"""

import contextlib
import dis
import pickle
import platform
import sys
import types
from collections.abc import Callable, Iterator
from functools import cache as once
from pathlib import Path
from typing import Any, TypeVar, cast

import llvmlite
import llvmlite.binding
import numba
from numba.core import event
from numba.core.caching import NullCache
from numba.core.compiler import Compiler, CompileResult
from numba.core.serialize import dumps

import borgerflow.sim.base.namedtuples  # noqa: F401  (teaches Numba)
from borgerflow.sim.base.cache import (
    digest_of,
    keep_newest,
    open_to_others,
    read_cached,
    write_cached,
)

F = TypeVar("F", bound=Callable[..., Any])
Notify = Callable[[bool], None]  # called with whether it is kept for the next run
KIND = "compiled"
PART = ".part"  # after the name of what becomes part of its callers
APART = ".apart"  # after the name of what Python cannot call either, but stays where it lies
BEGUN = "begun"  # the first file of a version
VERSIONS_KEPT = 4  # of the sources, the libraries and the machine together
_HOUSE = Path(__file__).parents[1]
_OURS = "borgerflow.sim."
_COMPILED_ROOMS = ("base", "law", "lives", "world", "engines", "settlement", "measures")


def compiled(function: F) -> F:
    """Return a function that is compiled on first use, or read from an earlier run.

    Where nothing can be kept it is compiled in every run.
    """
    return _cached(function, _njit())


def compiled_without_arrays(function: F) -> F:
    """Return a compiled function that makes no arrays, though it may read and write them.

    It need not count who else holds an array, which in a small function can take most of the
    time, the more so where threads count the same ones.
    """
    return _cached(function, _njit(_nrt=False, no_cfunc_wrapper=True))


def compiled_part(function: F) -> F:
    """Return a compiled function that makes no arrays and is called from compiled code alone.

    What Python would need to call it takes a quarter of the time to compile it. It is compiled
    once and stays where it lies: those that call it do not go through its code once more.
    """
    return _cached(function, _part(inlined=False, pipeline_class=_NamedAlike), APART)


def compiled_inline(function: F) -> F:
    """Return a compiled function that makes no arrays and is part of every one that calls it."""
    return _cached(function, _part(inlined=True), PART)


def _njit(**options: Any) -> Any:
    """Return Numba's decorator, the interpreter's lock let go.

    No rule divides by nought, which the reference engine would refuse to do: that it might is not
    asked at each division, nor at each call whether an error comes back.
    """
    return numba.njit(**options, nogil=True, error_model="numpy")


def _part(inlined: bool, **further: Any) -> Any:
    return _njit(
        **further,
        _nrt=False,
        forceinline=inlined,
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
    )


def merged(function: F) -> F:
    """Return a function that is read into each compiled one that calls it, and never compiled.

    LLVM goes through all that becomes part of a function once more with each level of callers: a
    level less is as much less to compile. It is for large functions with one caller or two.
    """
    return cast(F, _njit(_nrt=False, inline="always")(function))


@once
def compiled_whole(function: Callable[..., Any]) -> Any:
    """Return a compiled function without arrays, all of ours that it calls a part of it."""
    return compiled_without_arrays(with_parts(function, _whole_part))


@once
def _whole_part(function: Callable[..., Any]) -> Any:
    return compiled_inline(with_parts(function, _whole_part))


def with_parts(function: Callable[..., Any], part: Callable[..., Any]) -> Callable[..., Any]:
    """Return a copy of a plain function that calls, for each of ours, what ``part`` makes of it."""
    names = {**function.__globals__}
    for name in _called_names(function):
        called = names.get(name)
        if isinstance(called, types.FunctionType) and called.__module__.startswith(_OURS):
            names[name] = part(called)
    copy = types.FunctionType(function.__code__, names, function.__name__, function.__defaults__)
    # Compiled code is kept under these names.
    copy.__module__, copy.__qualname__ = function.__module__, function.__qualname__
    return copy


def _called_names(function: Callable[..., Any]) -> Iterator[str]:
    """Yield the global names that a function's code reads."""
    for instruction in dis.get_instructions(function):
        if instruction.opname == "LOAD_GLOBAL":
            yield str(instruction.argval)


def _cached(function: F, compiling: Callable[[F], Any], role: str = "") -> F:
    dispatcher = compiling(function)
    dispatcher._cache = _CodeCache(function, role)
    return cast(F, dispatcher)


def is_complete(kind: str) -> bool:
    """Tell whether an earlier run has kept everything that a kind of simulation needs."""
    return read_cached(KIND, f"{_version()}/complete-{kind}") is not None


def complete(kind: str) -> None:
    """Remember that everything that a kind of simulation needs is kept now."""
    if is_kept():
        write_cached(KIND, f"{_version()}/complete-{kind}", b"")


@contextlib.contextmanager
def notifying(notify: Notify) -> Iterator[None]:
    """Call ``notify`` once, as soon as something must be compiled within the block."""
    with event.install_listener("numba:compile", _FirstCompilation(notify)):
        yield


def sources() -> Iterator[Path]:
    """Yield every file whose change makes compiled code another."""
    for room in _COMPILED_ROOMS:
        yield from sorted((_HOUSE / room).rglob("*.py"))


def refused_folder() -> Path | None:
    """Return the folder whose compiled code is not run because others may write there, if any."""
    return open_to_others(KIND, f"{_version()}/{BEGUN}")


@once
def _version() -> str:
    """Return the digest of these sources, libraries and this machine, by which code is kept."""
    machine = (
        numba.__version__,
        llvmlite.__version__,
        f"{platform.python_version()} {sys.implementation.cache_tag}",
        llvmlite.binding.get_process_triple(),
        numba.config.CPU_NAME or llvmlite.binding.get_host_cpu_name(),
        numba.config.CPU_FEATURES or llvmlite.binding.get_host_cpu_features().flatten(),
    )
    texts = (path.read_bytes() for path in sources())
    return digest_of(*(word.encode() for word in machine), *texts)


@once
def is_kept() -> bool:
    """Tell whether what is compiled can be kept; the oldest versions make room for it."""
    kept = write_cached(KIND, f"{_version()}/{BEGUN}", b"")
    if kept:
        keep_newest(KIND, VERSIONS_KEPT)
    return kept


class _NamedAlike(Compiler):
    """Compiles a function under the same name in every process.

    Numba counts the functions of a process into their names. A caller that an earlier process
    has kept looks for this name, whichever process compiled what bears it.
    """

    def _compile_bytecode(self) -> Any:
        self.state.func_id.unique_id = "apart"
        return super()._compile_bytecode()


class _FirstCompilation(event.Listener):
    """Passes on the first compilation and no later one."""

    def __init__(self, notify: Notify) -> None:
        self._notify: Notify | None = notify

    def on_start(self, _: object) -> None:
        """Tell of a compilation (called by Numba)."""
        notify, self._notify = self._notify, None
        if notify is not None:
            notify(is_kept())

    def on_end(self, _: object) -> None:
        """Let the end of a compilation pass."""


class _CodeCache(NullCache):
    """The compiled code of one function, in a file for each signature.

    Numba reads the code of all that a function calls into it. Here what is kept apart is left
    out, to be found by its name: it must have been loaded before its callers run.
    """

    def __init__(self, function: Callable[..., Any], role: str = "") -> None:
        self._name = f"{function.__module__}.{function.__qualname__}{role}"

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the code kept for a signature, or None (called by Numba)."""
        target_context.refresh()
        return _loaded_code(self._path(sig), target_context)

    def save_overload(self, sig: Any, result: Any) -> None:
        """Keep the code of a signature where that is possible (called by Numba)."""
        path, library = self._path(sig), result.library
        needed = frozenset().union(*(_NEEDED.get(each, ()) for each in library._linking_libraries))
        if is_kept() and not library.has_dynamic_globals:
            write_cached(KIND, path, dumps((path, needed, result._reduce())))
        _settle(path, needed, result)

    def _path(self, sig: Any) -> str:
        return f"{_version()}/{self._name}.{digest_of(repr(sig).encode())}"


_LOADED: dict[str, Any] = {}  # path: code kept apart, compiled or loaded in this process
_NEEDED: dict[Any, frozenset[str]] = {}  # library: paths of what must be loaded for its callers


def _loaded_code(path: str, target_context: Any) -> Any:
    """Return the code kept at a path, all that it calls loaded, or None where some is lacking."""
    if path in _LOADED:
        return _LOADED[path]
    content = read_cached(KIND, path)
    if content is None:
        return None
    kept_for, needed, parts = pickle.loads(content)
    if kept_for != path or any(_loaded_code(each, target_context) is None for each in needed):
        return None
    result = CompileResult._rebuild(target_context, *parts)
    _settle(path, needed, result)
    return result


def _settle(path: str, needed: frozenset[str], result: Any) -> None:
    """Remember what callers of the code need, and hide it from them where it is kept apart."""
    if f"{APART}." not in path:
        _NEEDED[result.library] = needed
        return
    _NEEDED[result.library], _LOADED[path] = frozenset({path}), result._replace(metadata=None)
    result.library._shared_module = llvmlite.binding.parse_assembly("")
