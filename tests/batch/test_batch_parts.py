"""A part is read whole or not at all; a folder is one process's at a time."""

import errno
import json
import os
import shutil
import socket
import subprocess

import numpy as np
import pytest

from borgerflow.experiments.questions.batch import parts as parts_room
from borgerflow.experiments.questions.batch.parts import (
    Parts,
    keeping_parts_in,
    mark_finished,
    working_folder,
)
from borgerflow.experiments.questions.batch.tasks import BASELINE, WorldRow
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import draft_of

SHAPES = {"net": (12, 3), "ledger": (1, 3, 4, 5), "full_time": (1, 3), "touched": (1,)}
ASKED = {"seed": 1}
RESTS_ON = {"params": {"rates.csv": "a"}, "code": "b", "versions": {"numpy": "2"}}


def row(draw, replication=3):
    size = {name: np.prod(shape) for name, shape in SHAPES.items()}
    arrays = {
        name: (np.arange(size[name]) * np.pi * (draw + 2)).reshape(SHAPES[name]) for name in size
    }
    arrays["touched"] = arrays["touched"].astype(np.int64)
    return WorldRow(replication, draw, **arrays)


ROWS = [row(draw) for draw in (BASELINE, 0, 1, 2)]


def same(rows, others):
    return len(rows) == len(others) and all(
        a[:2] == b[:2] and all(np.array_equal(x, y) for x, y in zip(a[2:], b[2:], strict=True))
        for a, b in zip(rows, others, strict=True)
    )


@pytest.fixture
def parts(tmp_path):
    folder = tmp_path / "0123"
    folder.mkdir()
    return Parts(folder, SHAPES)


def test_a_part_reads_back_as_it_was_and_is_named_by_its_tasks(parts):
    path = parts.save(ROWS)
    assert path.name == "replication-000003-draws-00000-00002.parquet"
    assert same(parts.read(path), ROWS)
    assert parts.by_replication() == {3: [path]}


def test_a_part_cut_short_anywhere_is_not_read(parts):
    path = parts.save(ROWS)
    whole = path.read_bytes()
    for length in range(0, len(whole), 401):
        path.write_bytes(whole[:length])
        assert parts.read(path) == []


@pytest.mark.slow
def test_a_part_with_one_byte_changed_gives_the_same_numbers_or_none(parts):
    path = parts.save(ROWS)
    whole = path.read_bytes()
    refused = 0
    for place in range(0, len(whole), 149):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        read = parts.read(path)
        assert read == [] or same(read, ROWS)
        refused += read == []
    assert refused > 5


def test_a_part_without_its_baseline_is_not_read(parts):
    assert parts.read(parts.save(ROWS[1:])) == []


def test_a_part_of_another_study_is_not_read(parts, tmp_path):
    path = parts.save(ROWS)
    other = tmp_path / "4567"
    other.mkdir()
    shutil.copy(path, other / path.name)
    assert Parts(other, SHAPES).read(other / path.name) == []


def test_a_task_in_two_parts_counts_once(parts):
    first, second = parts.save(ROWS), parts.save([ROWS[0], ROWS[3]])
    assert first != second
    assert sorted(parts.rows([first, second])) == [BASELINE, 0, 1, 2]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_when_the_disk_is_full_no_part_is_left(parts, monkeypatch, step):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(type(parts.folder), "replace", full)
    with (
        pytest.raises(InputError, match=r"No space left on device.*the same command goes on"),
        keeping_parts_in(parts.folder),
    ):
        parts.save(ROWS)
    assert list(parts.folder.iterdir()) == []


def mounted(folder, *how):
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *how, str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("only root may mount")


def test_on_a_disk_that_is_really_full_no_part_is_left(tmp_path):
    disk = tmp_path / "disk"
    mounted(disk, "-t", "tmpfs", "-o", "size=64k", "tmpfs")
    try:
        parts, saved = Parts(disk, SHAPES), []

        def save_until_full():
            for replication in range(100):
                saved.append(parts.save([row(d, replication) for d in (BASELINE, 0)]))

        with pytest.raises(OSError, match="No space left on device"):
            save_until_full()
        assert saved == sorted(disk.iterdir())
        assert all(len(parts.read(path)) == 2 for path in saved)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_cannot_be_written_is_refused(tmp_path):
    disk = tmp_path / "disk"
    mounted(disk, "-t", "tmpfs", "-o", "ro", "tmpfs")
    try:
        with (
            pytest.raises(InputError, match="cannot be written: Read-only file system"),
            working_folder(disk / "study", ASKED, RESTS_ON),
        ):
            pass
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_second_process_is_refused_with_who_is_there(tmp_path):
    with working_folder(tmp_path, ASKED, RESTS_ON) as folder:
        holder = json.loads((folder / "holder.json").read_text())
        assert holder == {"pid": os.getpid(), "host": socket.gethostname()}
        told = f"process {os.getpid()} on .* is running this study already, in {folder}"
        with (
            pytest.raises(InputError, match=told),
            working_folder(tmp_path, ASKED, RESTS_ON),
        ):
            pass


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path):
    child = os.fork()
    if child == 0:
        try:
            with working_folder(tmp_path, ASKED, RESTS_ON):
                os._exit(9)
        finally:
            os._exit(1)
    os.waitpid(child, 0)
    (holder,) = tmp_path.rglob("holder.json")
    assert json.loads(holder.read_text())["pid"] == child
    with working_folder(tmp_path, ASKED, RESTS_ON):
        assert json.loads(holder.read_text())["pid"] == os.getpid()


def test_a_second_process_is_refused_though_it_cannot_be_said_who_is_there(tmp_path):
    told = "another process is running this study already"
    with working_folder(tmp_path, ASKED, RESTS_ON) as folder:
        (folder / "holder.json").write_text("{")
        with (
            pytest.raises(InputError, match=told),
            working_folder(tmp_path, ASKED, RESTS_ON),
        ):
            pass


def test_a_study_of_which_nothing_was_finished_leaves_no_folder(tmp_path):
    with (
        pytest.raises(ZeroDivisionError),
        working_folder(tmp_path / "out" / "study", ASKED, RESTS_ON),
    ):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_already_stays(tmp_path):
    (tmp_path / "out").mkdir()
    with working_folder(tmp_path / "out" / "study", ASKED, RESTS_ON):
        pass
    assert list(tmp_path.rglob("*")) == [tmp_path / "out"]


def begun(place, rests_on, asked=ASKED):
    with working_folder(place, asked, rests_on) as folder:
        Parts(folder, SHAPES).save(ROWS)
    return folder


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"params": {"rates.csv": "A"}}, "params/rates.csv changed"),
        ({"params": {"rates.csv": "a", "new.yaml": "c"}}, "params/new.yaml changed"),
        ({"code": "B"}, "the code of borgerflow changed"),
        ({"versions": {"numpy": "3"}}, "the version of numpy changed"),
    ],
    ids=str,
)
def test_what_changed_since_the_start_is_named(tmp_path, change, told):
    folder = begun(tmp_path, RESTS_ON)
    with (
        pytest.raises(InputError, match=f"{told}.*remove {folder} to begin again"),
        working_folder(tmp_path, ASKED, RESTS_ON | change),
    ):
        pass
    with working_folder(tmp_path, ASKED, RESTS_ON) as again:
        assert again == folder


def test_what_changed_is_named_in_danish_too(tmp_path):
    folder = begun(tmp_path, RESTS_ON)
    with (
        pytest.raises(InputError) as refused,
        working_folder(tmp_path, ASKED, RESTS_ON | {"code": "B", "own": {"mine.yaml": "d"}}),
    ):
        pass
    assert refused.value.said.da == (
        "Studiet blev begyndt og ikke afsluttet, og siden da er dette ændret: mine.yaml, koden i "
        f"borgerflow. Sæt det tilbage for at fortsætte, eller fjern {folder} for at begynde forfra."
    )


@pytest.mark.parametrize("damage", ["gone", "{", "[1]", '{"asked": {"seed": 1}}'])
def test_a_change_does_not_pass_because_what_the_study_began_with_cannot_be_read(tmp_path, damage):
    folder = begun(tmp_path, RESTS_ON)
    started = folder / "started.json"
    started.unlink() if damage == "gone" else started.write_text(damage)
    with (
        pytest.raises(InputError, match=r"started\.json no longer says what it rests on"),
        working_folder(tmp_path, ASKED, RESTS_ON | {"code": "B"}),
    ):
        pass
    assert begun(tmp_path, RESTS_ON) == folder
    assert json.loads(started.read_text())["rests_on"] == RESTS_ON


def test_an_answered_study_does_not_stand_in_the_way_of_a_change(tmp_path):
    mark_finished(begun(tmp_path, RESTS_ON))
    assert begun(tmp_path, RESTS_ON | {"code": "B"}) != begun(
        tmp_path, {**RESTS_ON, "code": "B"}, {}
    )


def test_another_question_does_not_stand_in_the_way_of_a_change(tmp_path):
    begun(tmp_path, RESTS_ON, {"seed": 2})
    begun(tmp_path, RESTS_ON | {"code": "B"})


def test_a_draft_left_by_a_killed_run_is_cleared_away(tmp_path):
    folder = begun(tmp_path, RESTS_ON)
    draft = draft_of(folder / "replication-000009-draws-00000-00002.parquet")
    theirs = folder / ".my.partial"
    for path in (draft, theirs):
        path.write_bytes(b"half")
    assert 9 not in Parts(folder, SHAPES).by_replication()
    begun(tmp_path, RESTS_ON)
    assert not draft.exists()
    assert theirs.exists()


def test_a_part_is_on_the_disk_before_it_has_its_name(parts, monkeypatch):
    told = []
    monkeypatch.setattr(parts_room.os, "fsync", lambda _: told.append(len(parts.by_replication())))
    parts.save(ROWS)
    assert told == [0, 1]
