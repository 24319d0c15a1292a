"""What is kept from run to run: whole or not at all, where the system wants it, never for ever."""

import os
import sys
from pathlib import Path

import pytest

from borgerflow.sim.base.cache import (
    ENVIRONMENT,
    cache_folder,
    keep_newest,
    read_cached,
    write_cached,
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return the home of a user who has named no cache folder."""
    for name in (*ENVIRONMENT, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


def test_what_was_kept_is_found_again(tmp_path):
    path = tmp_path / "deep" / "down" / "a"
    assert write_cached(path, b"content")
    assert read_cached(path) == b"content"


def test_what_was_never_kept_is_not_found(tmp_path):
    assert read_cached(tmp_path / "a") is None


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
def test_a_damaged_file_is_no_file(tmp_path, damage):
    path = tmp_path / "a"
    write_cached(path, b"content")
    path.write_bytes(damage(path.read_bytes()))
    assert read_cached(path) is None


def test_what_is_kept_again_takes_the_place_of_the_old(tmp_path):
    write_cached(tmp_path / "a", b"old")
    write_cached(tmp_path / "a", b"new")
    assert read_cached(tmp_path / "a") == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert not write_cached(tmp_path / "file" / "a", b"content")
    assert read_cached(tmp_path / "file" / "a") is None


def test_a_file_that_cannot_take_its_place_leaves_no_draft(tmp_path):
    (tmp_path / "a").mkdir()
    assert not write_cached(tmp_path / "a", b"content")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_only_the_newest_are_left(tmp_path):
    for age, name in enumerate("edcba"):
        place = tmp_path / name
        place.mkdir() if name in "ace" else place.write_text(name)
        os.utime(place, (1_000_000 - age, 1_000_000 - age))
    keep_newest(tmp_path, 2)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d", "e"]


def test_a_folder_that_is_not_there_has_nothing_to_leave(tmp_path):
    keep_newest(tmp_path / "nowhere", 2)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("system", "settings", "expected"),
    [
        ("linux", {}, ".cache/borgerflow"),
        ("linux", {"XDG_CACHE_HOME": "{home}/x"}, "x/borgerflow"),
        ("linux", {"XDG_CACHE_HOME": "not/absolute"}, ".cache/borgerflow"),
        ("darwin", {}, "Library/Caches/borgerflow"),
        ("win32", {}, "AppData/Local/borgerflow"),
        ("win32", {"LOCALAPPDATA": "{home}/local"}, "local/borgerflow"),
        ("linux", {"NUMBA_CACHE_DIR": "{home}/n"}, "n"),
        ("linux", {"NUMBA_CACHE_DIR": "{home}/n", "BORGERFLOW_CACHE": "{home}/b"}, "b"),
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
    assert cache_folder() == Path.cwd() / "mine"


def test_a_user_without_a_home_has_no_folder(home, monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder() is None
