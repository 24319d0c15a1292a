"""What is kept from run to run: whole or not at all, ours alone, where the system wants it."""

import os
import sys
from pathlib import Path

import pytest

from borgerflow.sim.base import cache
from borgerflow.sim.base.cache import (
    ENVIRONMENT,
    TAG,
    cache_folder,
    digest_of,
    keep_newest,
    open_to_others,
    read_cached,
    write_cached,
)

A, B = digest_of(b"a"), digest_of(b"b")
STRANGER = 12345


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return the home of a user who has named no cache folder."""
    for name in (*ENVIRONMENT, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def named(tmp_path, monkeypatch):
    """Return the folder that a user has named, which does not exist yet."""
    monkeypatch.setenv("BORGERFLOW_CACHE", str(tmp_path / "named"))
    return tmp_path / "named"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def aged(place, *, folder=False):
    """Make an entry, older with each one made."""
    place.mkdir() if folder else place.write_text("x")
    aged.age += 1
    os.utime(place, (1_000_000 - aged.age, 1_000_000 - aged.age))


aged.age = 0


def test_what_was_kept_is_found_again(named):
    assert write_cached("compiled", f"{A}/code", b"content")
    assert read_cached("compiled", f"{A}/code") == b"content"


def test_what_was_never_kept_is_not_found_and_nothing_is_made(named):
    assert read_cached("read", A) is None
    assert not named.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[:-1],
        lambda raw: raw[:20],
        lambda raw: b"",
        lambda raw: raw[:-1] + b"T",
        lambda raw: b"\0" + raw[1:],
        lambda raw: b"garbage" * 100,
    ],
)
def test_a_damaged_file_is_no_file(named, damage):
    write_cached("read", A, b"content")
    path = named / "borgerflow" / "read" / A
    path.write_bytes(damage(path.read_bytes()))
    assert read_cached("read", A) is None


def test_what_is_kept_again_takes_the_place_of_the_old(named):
    write_cached("read", A, b"old")
    write_cached("read", A, b"new")
    assert read_cached("read", A) == b"new"
    assert names(named / "borgerflow" / "read") == [A]


def test_where_nothing_can_be_written_nothing_is_kept(named):
    named.write_text("in the way")
    assert not write_cached("read", A, b"content")
    assert read_cached("read", A) is None


def test_a_file_that_cannot_take_its_place_leaves_no_draft(named):
    (named / "borgerflow" / "read" / A).mkdir(parents=True)
    assert not write_cached("read", A, b"content")
    assert names(named / "borgerflow" / "read") == [A]


def test_everything_lies_in_a_folder_of_our_own_with_a_tag(named):
    write_cached("read", A, b"content")
    assert names(named) == ["borgerflow"]
    assert names(named / "borgerflow") == [TAG, "read"]
    tag = (named / "borgerflow" / TAG).read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_of_that_name_that_holds_anything_else_is_left_alone(named):
    own = named / "borgerflow"
    own.mkdir(parents=True)
    (own / "thesis.tex").write_text("years of work")
    assert not write_cached("read", A, b"content")
    assert names(own) == ["read", "thesis.tex"]


def test_what_an_earlier_version_kept_is_ours(named):
    (named / "borgerflow" / "read").mkdir(parents=True)
    assert write_cached("read", A, b"content")
    assert names(named / "borgerflow") == [TAG, "read"]


def test_only_the_newest_are_left(named):
    write_cached("read", A, b"content")
    place = named / "borgerflow" / "read"
    (place / A).unlink()
    entries = [digest_of(bytes([n])) for n in range(5)]
    for n, name in enumerate(entries):
        aged(place / name, folder=n % 2)
    keep_newest("read", 2)
    assert names(place) == sorted(entries[:2])


def test_what_is_not_named_by_a_digest_is_never_removed(named):
    write_cached("read", A, b"content")
    place = named / "borgerflow" / "read"
    theirs = [
        "note.txt",
        "0123456789abcde",
        "0123456789abcdef.txt",
        "0123456789ABCDEF",
        ".x.partial",
    ]
    for name in theirs:
        aged(place / name)
    aged(place / "work", folder=True)
    aged(place / f".{B}.{B}{B}.partial")
    keep_newest("read", 1)
    assert names(place) == sorted([A, "work", *theirs])


def test_nothing_is_removed_from_a_folder_without_our_tag(named):
    place = named / "borgerflow" / "read"
    place.mkdir(parents=True)
    for name in (A, B):
        aged(place / name)
    keep_newest("read", 1)
    assert names(place) == sorted([A, B])


def test_neither_files_nor_folders_of_a_user_are_touched(named):
    """The folder that is named may be full of things that happen to be called as ours are."""
    for kind, folder in (("read", False), ("compiled", True)):
        (named / kind).mkdir(parents=True)
        for n in range(9):
            aged(named / kind / digest_of(bytes([n])), folder=folder)
    before = sorted(named.rglob("*"))
    write_cached("read", A, b"content")
    keep_newest("read", 1)
    keep_newest("compiled", 1)
    assert sorted(path for path in named.rglob("*") if "borgerflow" not in path.parts) == before


def test_a_folder_that_is_not_there_has_nothing_to_leave(named):
    keep_newest("read", 2)
    assert not named.exists()


own_rights = pytest.mark.skipif(sys.platform == "win32", reason="rights by mode bits")


@own_rights
@pytest.mark.parametrize("mask", [0o002, 0o000])
def test_what_we_make_is_for_its_owner_alone(named, mask):
    before = os.umask(mask)
    try:
        write_cached("compiled", f"{A}/code", b"content")
    finally:
        os.umask(before)
    made = [path for path in (named, *named.rglob("*")) if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
    assert open_to_others("compiled", f"{A}/code") is None


@own_rights
@pytest.mark.parametrize("mode", [0o777, 0o775, 0o757])
@pytest.mark.parametrize(
    "inside", ["", "borgerflow", "borgerflow/compiled", f"borgerflow/compiled/{A}"]
)
def test_where_others_may_write_nothing_is_read_nor_kept(named, inside, mode):
    write_cached("compiled", f"{A}/code", b"content")
    (named / inside).chmod(mode)
    assert read_cached("compiled", f"{A}/code") is None
    assert not write_cached("compiled", f"{A}/more", b"content")
    assert open_to_others("compiled", f"{A}/code") == named / inside


@own_rights
def test_in_a_folder_of_others_nothing_is_made(named):
    named.mkdir()
    named.chmod(0o777)
    assert not write_cached("read", A, b"content")
    assert names(named) == []


@own_rights
def test_a_folder_that_is_somebody_elses_is_not_read(named, monkeypatch):
    write_cached("compiled", f"{A}/code", b"content")
    monkeypatch.setattr(cache, "ADMINISTRATOR", STRANGER)
    monkeypatch.setattr(os, "getuid", lambda: STRANGER)
    assert read_cached("compiled", f"{A}/code") is None
    assert open_to_others("compiled", f"{A}/code") == named


@own_rights
def test_a_folder_where_all_may_write_but_none_may_remove_will_do(named):
    """Such as /tmp; within our own folder it would not, for others may add to it."""
    named.mkdir()
    named.chmod(0o1777)
    assert write_cached("compiled", f"{A}/code", b"content")
    assert read_cached("compiled", f"{A}/code") == b"content"
    (named / "borgerflow" / "compiled" / A).chmod(0o1777)
    assert read_cached("compiled", f"{A}/code") is None


@own_rights
def test_the_folder_that_the_system_keeps_caches_in_is_the_systems_own_affair(home):
    """A group of one's own may write in ~/.cache on many systems."""
    (home / ".cache").mkdir()
    (home / ".cache").chmod(0o775)
    assert write_cached("read", A, b"content")
    assert read_cached("read", A) == b"content"


@pytest.mark.parametrize(
    ("system", "settings", "expected"),
    [
        ("linux", {}, ".cache/borgerflow"),
        ("linux", {"XDG_CACHE_HOME": "{home}/x"}, "x/borgerflow"),
        ("linux", {"XDG_CACHE_HOME": "not/absolute"}, ".cache/borgerflow"),
        ("darwin", {}, "Library/Caches/borgerflow"),
        ("win32", {}, "AppData/Local/borgerflow"),
        ("win32", {"LOCALAPPDATA": "{home}/local"}, "local/borgerflow"),
        ("linux", {"NUMBA_CACHE_DIR": "{home}/n"}, "n/borgerflow"),
        ("linux", {"NUMBA_CACHE_DIR": "{home}/n", "BORGERFLOW_CACHE": "{home}/b"}, "b/borgerflow"),
    ],
)
def test_the_folder_is_the_one_of_the_system_or_the_one_named(
    home, monkeypatch, system, settings, expected
):
    monkeypatch.setattr(sys, "platform", system)
    for name, value in settings.items():
        monkeypatch.setenv(name, value.format(home=home))
    assert cache_folder() == home / expected


def test_a_folder_named_from_where_one_stands_stays_where_it_is(home, monkeypatch):
    monkeypatch.setenv("BORGERFLOW_CACHE", "mine")
    assert cache_folder() == Path.cwd() / "mine" / "borgerflow"


def test_a_user_without_a_home_has_no_folder(home, monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder() is None
    assert not write_cached("read", A, b"content")
    assert read_cached("read", A) is None
