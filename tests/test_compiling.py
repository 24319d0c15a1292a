"""Compiled code is kept for the next run, never trusted when damaged, never needed to go on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import borgerflow.sim.base.compiling as room
from borgerflow import load_world
from borgerflow.experiments.runs import warmup
from borgerflow.experiments.runs.estimators.one_world import run_world
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.experiments.runs.warmup import compile_engines
from borgerflow.sim.base.cache import cache_folder, digest_of
from borgerflow.sim.base.compiling import VERSIONS_KEPT, sources
from borgerflow.sim.engines.branches.run import branch_all
from borgerflow.sim.engines.compiled.ahead import compile_part, compile_whole
from tests.copied import Template

HOUSE = Path(__file__).resolve().parent.parent
HANGS = 900  # seconds after which something has gone wrong, on any machine
TOY = """
from borgerflow.sim.base.compiling import compiled, notifying


@compiled
def thrice(number):
    return 3 * number


if __name__ == "__main__":
    with notifying(lambda kept: print("compiled,", "kept" if kept else "not kept")):
        print(thrice(14))
"""
COMPILED, FOUND, NOT_KEPT = "compiled, kept\n42\n", "42\n", "compiled, not kept\n42\n"
THREE = TOY.replace("thrice(14)", "thrice(14), thrice(14.0), thrice(14j)")
FOUND_THREE = "42 42.0 42j\n"
COMPILED_THREE = f"compiled, kept\n{FOUND_THREE}"
CALLER = """
from borgerflow.sim.base.compiling import compiled, compiled_part, notifying


@compiled_part
def thrice(number):
    return 3 * number


@compiled
def whole_and_half(number):
    return thrice(number), thrice(0.5 * number)


if __name__ == "__main__":
    with notifying(lambda kept: print("compiled,", "kept" if kept else "not kept")):
        print(*whole_and_half(14))
"""
FOUND_BOTH = "42 21.0\n"
COMPILED_BOTH = f"compiled, kept\n{FOUND_BOTH}"
OTHER_CALLER = CALLER.replace("whole_and_half", "half_and_whole").replace(
    "thrice(number), thrice(0.5 * number)", "thrice(0.5 * number), thrice(number)"
)
RECORDER = """
import numba

seen, njit = set(), numba.njit


def recording(**options):
    def note(function):
        seen.add(function.__code__.co_filename)
        return njit(**options)(function)

    return note


numba.njit = recording
import borgerflow.sim.measures.account, borgerflow.sim.settlement.explain
from borgerflow.sim.engines.compiled.citizens import compiled_lives, compiled_queues

compiled_lives()
compiled_queues()
print(*sorted(seen), sep="\\n")
"""


def surroundings(**settings):
    """Return the environment of a script with only these cache settings."""
    named = ("BORGERFLOW_CACHE", "NUMBA_CACHE_DIR", "XDG_CACHE_HOME")
    environment = {k: v for k, v in os.environ.items() if k not in named}
    return (
        environment | {"PYTHONPATH": str(HOUSE / "src")} | {k: str(v) for k, v in settings.items()}
    )


def said_by(script, **settings):
    """Run a script in a process of its own, and return what it said."""
    done = subprocess.run(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        timeout=HANGS,
        check=True,
        env=surroundings(**settings),
    )
    return done.stdout


@pytest.fixture(scope="module")
def template():
    """Return a process of which the scripts below are copies: they need not load Numba."""
    process = Template(surroundings())
    yield process
    process.close()


@pytest.fixture
def begun(template, tmp_path):
    """Return a function that begins a script, and returns what returns what it has said."""
    count = iter(range(99))

    def begin(script, **settings):
        out = tmp_path / f"said{next(count)}"
        child = template.begun(script, out, {k: str(v) for k, v in settings.items()})

        def ended():
            assert template.ended(child) == 0
            return out.read_text(encoding="utf-8")

        return ended

    return begin


@pytest.fixture
def ran(begun):
    """Return a function that runs a script and tells what it said."""
    return lambda script, **settings: begun(script, **settings)()


@pytest.fixture
def toy(ran, tmp_path):
    """Return a function that runs a toy with one compiled function, and tells what it said."""
    script = tmp_path / "toy.py"
    script.write_text(TOY, encoding="utf-8")
    return lambda **settings: ran(script, **settings)


def kept_code(place):
    return sorted(p for p in place.rglob("*thrice*") if p.is_file())


DAMAGES = (lambda raw: raw[: len(raw) // 2], lambda raw: b"", lambda raw: raw[:-9] + b"\0" * 9)


@pytest.fixture(scope="module")
def kept_by_another(tmp_path_factory):
    """Return a place where a process has kept the toy's function for three signatures."""
    folder = tmp_path_factory.mktemp("kept")
    script = folder / "toy.py"
    script.write_text(THREE, encoding="utf-8")
    assert said_by(script, BORGERFLOW_CACHE=folder / "c") == COMPILED_THREE
    return folder / "c"


@pytest.fixture
def place(kept_by_another, tmp_path):
    """Return a copy of that place, which a test may spoil."""
    return shutil.copytree(kept_by_another, tmp_path / "c")


@pytest.mark.slow
def test_what_one_process_compiled_the_next_one_finds_and_damaged_it_is_compiled_anew(
    ran, place, tmp_path
):
    script = tmp_path / "three.py"
    script.write_text(THREE, encoding="utf-8")
    damaged = {}
    for path, damage in zip(kept_code(place), DAMAGES, strict=True):
        damaged[path] = damage(path.read_bytes())
        path.write_bytes(damaged[path])
    assert ran(script, BORGERFLOW_CACHE=place) == COMPILED_THREE
    assert not [path for path, content in damaged.items() if path.read_bytes() == content]
    assert ran(script, BORGERFLOW_CACHE=place) == FOUND_THREE


@pytest.mark.slow
def test_code_kept_for_another_signature_is_not_run(toy, place):
    """Signatures whose files were mixed up: a file says itself what it is for."""
    files = kept_code(place)
    contents = [path.read_bytes() for path in files]
    for path, content in zip(files, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(content)
    assert toy(BORGERFLOW_CACHE=place) == COMPILED


@pytest.fixture(scope="module")
def caller(tmp_path_factory):
    """Return a script that calls a function kept apart, and the place where all is kept."""
    folder = tmp_path_factory.mktemp("caller")
    script = folder / "caller.py"
    script.write_text(CALLER, encoding="utf-8")
    assert said_by(script, BORGERFLOW_CACHE=folder / "c") == COMPILED_BOTH
    return script, folder / "c"


def apart_code(place):
    return [path for path in kept_code(place) if ".apart." in path.name]


@pytest.mark.slow
def test_a_caller_that_is_kept_finds_what_is_kept_apart(caller, ran):
    script, place = caller
    assert len(apart_code(place)) == 2
    assert ran(script, BORGERFLOW_CACHE=place) == FOUND_BOTH


@pytest.mark.slow
def test_a_caller_is_compiled_anew_where_what_it_calls_is_gone(caller, ran, tmp_path):
    script, place = caller[0], shutil.copytree(caller[1], tmp_path / "c")
    apart_code(place)[0].unlink()
    assert ran(script, BORGERFLOW_CACHE=place) == COMPILED_BOTH
    assert ran(script, BORGERFLOW_CACHE=place) == FOUND_BOTH


@pytest.mark.slow
def test_a_caller_does_not_run_what_is_kept_apart_for_another_signature(caller, ran, tmp_path):
    script, place = caller[0], shutil.copytree(caller[1], tmp_path / "c")
    one, other = apart_code(place)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    assert ran(script, BORGERFLOW_CACHE=place) == COMPILED_BOTH


@pytest.mark.slow
def test_a_caller_finds_what_it_calls_though_another_process_compiled_that_anew(
    caller, ran, tmp_path
):
    script, place = caller[0], shutil.copytree(caller[1], tmp_path / "c")
    for path in apart_code(place):
        path.unlink()
    other = tmp_path / "other.py"
    other.write_text(OTHER_CALLER, encoding="utf-8")
    assert ran(other, BORGERFLOW_CACHE=place) == "compiled, kept\n21.0 42\n"
    assert ran(script, BORGERFLOW_CACHE=place) == FOUND_BOTH


@pytest.mark.slow
def test_two_processes_may_compile_the_same_at_once(begun, toy, tmp_path):
    script, place = tmp_path / "toy.py", tmp_path / "c"
    both = [begun(script, BORGERFLOW_CACHE=place) for _ in range(2)]
    assert {ended() for ended in both} <= {COMPILED, FOUND}
    assert toy(BORGERFLOW_CACHE=place) == FOUND
    assert len(kept_code(place)) == 1
    assert not list(place.rglob("*.draft"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="rights by mode bits")
def test_code_that_others_may_have_written_is_not_run(toy, place):
    assert toy(BORGERFLOW_CACHE=place) == FOUND
    before = {path: path.read_bytes() for path in kept_code(place)}
    next(iter(before)).parent.chmod(0o777)
    assert toy(BORGERFLOW_CACHE=place) == NOT_KEPT
    assert {path: path.read_bytes() for path in kept_code(place)} == before


@pytest.mark.slow
def test_where_nothing_can_be_written_all_is_compiled_in_memory(toy, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert toy(BORGERFLOW_CACHE=tmp_path / "file" / "c") == NOT_KEPT


@pytest.mark.slow
def test_a_home_that_cannot_be_made_does_not_stop_a_run(toy, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert toy(HOME=tmp_path / "file" / "home") == NOT_KEPT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="~/.cache is the place on Linux")
def test_a_home_that_does_not_exist_yet_is_made(toy, tmp_path):
    assert toy(HOME=tmp_path / "home") == COMPILED
    assert kept_code(tmp_path / "home" / ".cache" / "borgerflow" / "compiled")


@pytest.mark.slow
def test_only_the_code_of_the_latest_versions_stays(toy, tmp_path):
    place = tmp_path / "c" / "borgerflow" / "compiled"
    old = [digest_of(bytes([age])) for age in range(VERSIONS_KEPT + 2)]
    for age, name in enumerate([*old, "mine"]):
        (place / name).mkdir(parents=True, mode=0o700)
        os.utime(place / name, (1_000_000 - age, 1_000_000 - age))
    for folder in (place, place.parent, place.parent.parent):
        folder.chmod(0o700)
    toy(BORGERFLOW_CACHE=tmp_path / "c")
    left = {p.name for p in place.iterdir()}
    assert {"mine", *old[: VERSIONS_KEPT - 1]} < left
    assert len(left) == VERSIONS_KEPT + 1
    assert toy(BORGERFLOW_CACHE=tmp_path / "c") == FOUND


@pytest.mark.slow
def test_every_compiled_function_stands_in_a_file_whose_change_compiles_anew(tmp_path):
    script = tmp_path / "recorder.py"
    script.write_text(RECORDER, encoding="utf-8")
    files = {Path(line) for line in said_by(script).splitlines()}
    assert len(files) > 10
    assert files <= set(sources())


@pytest.mark.parametrize("name", ["lives/story.py", "law/fleksjob.py", "base/compiling.py"])
def test_a_changed_source_is_another_version(tmp_path, monkeypatch, name):
    copy = shutil.copytree(HOUSE / "sim", tmp_path / "sim")
    monkeypatch.setattr(room, "_HOUSE", copy)
    before = room._version.__wrapped__()
    assert room._version.__wrapped__() == before
    path = copy / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert room._version.__wrapped__() != before


@pytest.mark.slow
def test_nothing_is_left_to_compile_after_compiling_ahead(tmp_path):
    script = tmp_path / "ahead.py"
    script.write_text(
        "from test_compiling import pair_after_compiling_ahead\npair_after_compiling_ahead()\n",
        encoding="utf-8",
    )
    path = os.pathsep.join(map(str, (HOUSE / "src", HOUSE / "tests", HOUSE)))
    found = said_by(script, BORGERFLOW_CACHE=cache_folder().parent, PYTHONPATH=path)
    assert found == "ahead: True\nlater:\n"


def pair_after_compiling_ahead():
    """Say whether code is compiled, or read from an earlier run, ahead, and which is later."""
    needed, load_overload = [], room._CodeCache.load_overload

    def noting(kept, *signature):
        needed.append(kept._name)
        return load_overload(kept, *signature)

    room._CodeCache.load_overload = noting
    warmup.is_complete = lambda _: False
    world = load_world("herning", ["herning-syg02"], population=0.01)
    warmup.compile_pair("auto", world.baseline(), world, workers=2)
    print("ahead:", bool(needed))
    needed.clear()
    for estimator in ("branch", "lottery"):
        settings = RunSettings(1, "auto", estimator=estimator)
        run_pair(world.baseline(), world, replication=0, settings=settings)
    run_world(world, replication=0, settings=settings)
    print("later:", *needed, sep="")


@pytest.mark.parametrize(
    "function", [*(piece for here, there in warmup.PIECES for piece in (here, *there)), branch_all]
)
def test_a_piece_compiled_ahead_is_the_one_that_its_callers_find(function):
    pair = load_world("modelkommune"), load_world("modelkommune", ["herning-syg02"])
    warmup.compile_pair("compiled", *pair)
    (compile_whole if function is branch_all else compile_part)(function)
    name = f"{function.__module__}.{function.__qualname__}"
    assert len(list((cache_folder() / "compiled" / room._version()).glob(f"{name}.*"))) == 1


def test_the_reference_engine_has_nothing_compiled_ahead(monkeypatch):
    monkeypatch.setattr(warmup, "is_complete", lambda _: False)
    monkeypatch.setattr(warmup, "simulate", None)
    compile_engines("reference", load_world("modelkommune"))
    with pytest.raises(TypeError, match="not callable"):
        compile_engines("compiled", load_world("modelkommune"))
