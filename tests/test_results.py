"""Results are saved whole or not at all, and found again by their inputs."""

import errno
import json
import os
import re
from pathlib import Path

import pandas as pd
import pytest

from borgerflow.experiments.store import results
from borgerflow.experiments.store.provenance import digests_under
from borgerflow.sim.base.errors import InputError

STUDY = "compare/herning-syg02"
INPUTS = {"municipality": "herning", "seed": 1}
LEDGER = pd.DataFrame({"year": [2019, 2020], "payer": ["kommune", "stat"], "kroner": [1.5, -2.0]})


def hello(path):
    path.write_text("hello", encoding="utf-8")


def saved(root, inputs=INPUTS, documents=None, study=STUDY):
    return results.save(
        root,
        study,
        inputs,
        tables={"ledger": LEDGER},
        documents={"finding.txt": hello} if documents is None else documents,
        about={"seed": 1},
    )


def save(root, **given):
    return saved(root, **given).folder


def everything_under(root):
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*"))


def test_what_is_loaded_equals_what_was_saved(tmp_path):
    loaded = results.load(save(tmp_path))
    pd.testing.assert_frame_equal(loaded.tables["ledger"], LEDGER)
    assert loaded.text("finding.txt") == "hello"
    assert loaded.manifest["inputs"] == INPUTS
    assert loaded.manifest["seed"] == 1


def test_the_folder_is_named_by_study_and_digest(tmp_path):
    folder = save(tmp_path)
    assert folder.parent == tmp_path / "compare" / "herning-syg02"
    assert re.fullmatch("[0-9a-f]{16}", folder.name)


def test_the_same_inputs_in_another_order_are_the_same_result(tmp_path):
    reordered = dict(reversed(INPUTS.items()))
    assert results.folder_of(tmp_path, "s", INPUTS) == results.folder_of(tmp_path, "s", reordered)


def test_other_inputs_are_another_result(tmp_path):
    other = INPUTS | {"seed": 2}
    assert results.folder_of(tmp_path, "s", INPUTS) != results.folder_of(tmp_path, "s", other)


def test_a_result_is_found_by_its_inputs_and_only_by_them(tmp_path):
    folder = save(tmp_path)
    assert results.find(tmp_path, "compare/herning-syg02", INPUTS) == folder
    assert results.find(tmp_path, "compare/herning-syg02", INPUTS | {"seed": 2}) is None


def test_the_first_result_under_a_name_stays(tmp_path):
    first = save(tmp_path)
    written = (first / results.MANIFEST).stat().st_mtime_ns
    assert save(tmp_path) == first
    assert (first / results.MANIFEST).stat().st_mtime_ns == written


def test_the_manifest_lists_every_file_with_its_digest(tmp_path):
    folder = save(tmp_path)
    manifest = json.loads((folder / results.MANIFEST).read_text())
    on_disk = {p.name for p in folder.iterdir()} - {results.MANIFEST}
    assert set(manifest["files"]) == on_disk == {"ledger.parquet", "finding.txt"}


def test_a_document_that_cannot_be_made_leaves_nothing_behind(tmp_path):
    def breaks(path):
        hello(path)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save(tmp_path / "results", documents={"good.txt": hello, "bad.txt": breaks})
    assert everything_under(tmp_path) == []


def test_a_full_disk_is_told_in_words_and_leaves_nothing_half_done(tmp_path):
    def full(_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(InputError, match=r"No space left on device\. Nothing was saved there\."):
        save(tmp_path, documents={"finding.txt": full})
    assert everything_under(tmp_path) == []


def test_a_full_disk_is_told_in_danish_too(tmp_path):
    def full(_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(InputError) as refused:
        save(tmp_path, documents={"finding.txt": full})
    assert refused.value.said.da.endswith(
        ": der er ikke mere plads på disken. Intet blev gemt dér."
    )


def test_a_read_only_place_is_refused_before_anything_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match=r"no permission to write in .*Choose another place"):
        results.check_writable(tmp_path / "results", STUDY)
    assert everything_under(tmp_path) == []


@pytest.mark.parametrize("above", ["", "compare", "compare/herning-syg02"])
def test_a_place_that_leads_nowhere_is_refused_before_anything_runs(tmp_path, above):
    link = tmp_path / "results" / above
    link.parent.mkdir(parents=True, exist_ok=True)
    for target in ("gone", link.name):  # the second goes round in a circle
        link.symlink_to(target)
        with pytest.raises(InputError, match=r"leads nowhere|Too many levels"):
            results.check_writable(tmp_path / "results", STUDY)
        link.unlink()


def test_a_link_to_a_folder_is_followed(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "results").symlink_to("disk")
    results.check_writable(tmp_path / "results", STUDY)
    assert results.load(save(tmp_path / "results")).text("finding.txt") == "hello"


def test_a_name_that_no_disk_takes_is_refused_before_anything_runs(tmp_path):
    with pytest.raises(InputError, match="File name too long"):
        results.check_writable(tmp_path / ("x" * 300), STUDY)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path):
    hello(tmp_path / "results")
    with pytest.raises(InputError, match="is a file, not a folder"):
        results.check_writable(tmp_path / "results", STUDY)
    with pytest.raises(InputError, match="could not be saved in"):
        save(tmp_path / "results")


def test_a_half_written_folder_is_never_a_result(tmp_path):
    folder = save(tmp_path)
    (folder / results.MANIFEST).unlink()
    assert results.find(tmp_path, "compare/herning-syg02", INPUTS) is None
    with pytest.raises(InputError, match=r"is not a result: it holds no manifest\.json"):
        results.load(folder)


def test_a_half_written_folder_makes_room_for_a_whole_one(tmp_path):
    folder = save(tmp_path)
    (folder / results.MANIFEST).unlink()
    assert results.load(save(tmp_path)).path == folder


def test_an_empty_folder_makes_room_and_none_is_told_of_it(tmp_path):
    folder = results.folder_of(tmp_path, STUDY, INPUTS)
    folder.mkdir(parents=True)
    assert saved(tmp_path) == (folder, None)


def test_a_changed_result_is_not_found_and_makes_room_for_a_new_one(tmp_path):
    folder = save(tmp_path)
    (folder / "finding.txt").write_text("better")
    assert results.find(tmp_path, "compare/herning-syg02", INPUTS) is None
    assert results.load(save(tmp_path)).text("finding.txt") == "hello"


def test_a_changed_result_is_set_aside_with_all_that_lies_in_it(tmp_path):
    """Each time under another name."""
    for n in (1, 2):
        folder = save(tmp_path)
        (folder / "notes.txt").write_text(f"minutes {n}")
        (folder / "finding.txt").write_text("hello, and a remark")
        again, aside = saved(tmp_path)
        assert (again, aside) == (folder, folder.with_name(f"{folder.name}.changed-{n}"))
        assert (aside / "notes.txt").read_text() == f"minutes {n}"
        assert (aside / "finding.txt").read_text() == "hello, and a remark"
        assert sorted(path.name for path in folder.iterdir()) == [
            "finding.txt",
            "ledger.parquet",
            "manifest.json",
        ]


def test_whatever_has_the_name_of_a_result_is_set_aside(tmp_path):
    folder = results.folder_of(tmp_path, STUDY, INPUTS)
    folder.parent.mkdir(parents=True)
    folder.write_text("a file of somebody's")
    _, aside = saved(tmp_path)
    assert aside.read_text() == "a file of somebody's"


def test_a_note_in_a_result_that_is_as_it_was_saved_stays_where_it_is(tmp_path):
    folder = save(tmp_path)
    (folder / "notes.txt").write_text("minutes")
    assert results.find(tmp_path, STUDY, INPUTS) == folder
    assert saved(tmp_path) == (folder, None)
    assert (folder / "notes.txt").read_text() == "minutes"


def test_what_cannot_be_set_aside_stays_and_nothing_is_saved(tmp_path, monkeypatch):
    """As where a program on Windows holds one of its files open."""
    folder = save(tmp_path)
    (folder / "finding.txt").write_text("better")
    before = everything_under(tmp_path)

    def busy(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(InputError, match=r"could not be saved in .*: Permission denied\."):
        save(tmp_path)
    assert everything_under(tmp_path) == before
    assert (folder / "finding.txt").read_text() == "better"


def test_what_was_set_aside_for_a_result_that_cannot_be_put_there_is_put_back(
    tmp_path, monkeypatch
):
    folder = save(tmp_path)
    (folder / "finding.txt").write_text("better")
    before, rename = everything_under(tmp_path), Path.rename

    def refused_for_drafts(path, target):
        if path.name.endswith(".partial"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused_for_drafts)
    with pytest.raises(InputError, match="Input/output error"):
        save(tmp_path)
    assert everything_under(tmp_path) == before


def test_a_missing_file_is_no_whole_result(tmp_path):
    folder = save(tmp_path)
    (folder / "finding.txt").unlink()
    with pytest.raises(InputError, match=r"is not a whole result: finding\.txt is missing"):
        results.load(folder)


def test_a_changed_file_is_noticed(tmp_path):
    folder = save(tmp_path)
    (folder / "finding.txt").write_text("better")
    with pytest.raises(InputError, match="was changed after the result was saved"):
        results.load(folder)


@pytest.mark.parametrize("text", ["", "{", "[1", "\x00", f'{{"schema": "{results.SCHEMA}"}}'])
def test_a_broken_manifest_is_refused_in_words(tmp_path, text):
    folder = save(tmp_path)
    (folder / results.MANIFEST).write_text(text)
    with pytest.raises(InputError, match="is not a whole result: it cannot be read"):
        results.load(folder)


@pytest.mark.parametrize("text", ['{"schema": "borgerflow/manifest/9"}', "[1]", "{}"])
def test_a_manifest_of_another_form_is_refused(tmp_path, text):
    folder = save(tmp_path)
    (folder / results.MANIFEST).write_text(text)
    with pytest.raises(InputError, match=r"this version reads borgerflow/manifest/1"):
        results.load(folder)


def test_two_that_finish_at_once_agree_on_one_result(tmp_path, monkeypatch):
    """The other run puts its folder in place between our look and our rename."""
    folder = save(tmp_path)
    kept = Path(tmp_path, "kept")
    folder.rename(kept)
    rename = Path.rename

    def too_late(draft, target):
        rename(kept, target)
        return rename(draft, target)

    monkeypatch.setattr(Path, "rename", too_late)
    assert save(tmp_path) == folder
    assert results.load(folder).text("finding.txt") == "hello"


def test_a_document_may_lie_in_a_folder_of_the_result(tmp_path):
    folder = save(tmp_path, documents={"params/law/one.yaml": hello, "finding.txt": hello})
    assert (folder / "params" / "law" / "one.yaml").read_text(encoding="utf-8") == "hello"
    assert "params/law/one.yaml" in json.loads((folder / "manifest.json").read_text())["files"]
    assert results.find(tmp_path, STUDY, INPUTS) == folder
    (folder / "params" / "law" / "one.yaml").write_text("changed", encoding="utf-8")
    assert results.find(tmp_path, STUDY, INPUTS) is None


def test_files_are_digested_however_deep_they_lie(tmp_path):
    for name in ("one.py", "law/two.py", "law/by/three.py", "law/four.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        hello(tmp_path / name)
    assert list(digests_under(tmp_path, {".py"})) == ["law/by/three.py", "law/two.py", "one.py"]
