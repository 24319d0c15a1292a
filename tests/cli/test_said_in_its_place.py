"""Refusals and help name what there is here: ids, files, headers, and kinds of files."""

import pytest

from borgerflow.experiments.present.text import law_lines
from borgerflow.experiments.validation.calibration.published.rows import targets_asked
from borgerflow.experiments.validation.municipality.given import figures_in
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.law.looked_up import everything_looked_up
from borgerflow.sim.records.files.found import bytes_of
from borgerflow.sim.world.municipality import find_municipality

PARAMS = load()
REFUSED = 2


def test_the_ids_there_are_stand_in_the_refusal_of_one_there_is_not():
    home = find_municipality(PARAMS, "herning")
    with pytest.raises(InputError, match=r"no figure is called C999\. Known: C061, .*C415-52\.$"):
        targets_asked(home, ["C999"], PARAMS)


def test_a_file_of_the_name_is_meant_where_one_lies_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as refused:
        find_municipality(PARAMS, "lilleby")
    assert "file lilleby.yaml" not in refused.value.said.en
    (tmp_path / "lilleby.yaml").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        find_municipality(PARAMS, "lilleby")
    assert "Mente du filen lilleby.yaml?" in refused.value.said.da


def test_the_header_that_is_expected_is_in_the_language(tmp_path):
    (tmp_path / "a.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        figures_in(tmp_path / "a.csv", {}, "lilleby", 0)
    assert "kolonner som tal;antal;kilde" in refused.value.said.da
    assert "columns as figure;value;source" in refused.value.said.en


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"tal;antal\n"])
def test_a_workbook_by_name_alone_is_told_as_none(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    if content.startswith(b"PK"):
        assert bytes_of(tmp_path / "a.xlsx") == content
        return
    with pytest.raises(InputError, match=r"a\.xlsx is not an Excel workbook, though its name"):
        bytes_of(tmp_path / "a.xlsx")


def test_a_draft_that_begins_after_an_answer_touches_no_day_of_it():
    drafted = PARAMS.under("draft-2027").law
    early, late = (
        everything_looked_up(drafted, parse_day(d)) for d in ("2019-12-31", "2027-06-01")
    )
    assert law_lines(early, "en")[0].startswith(
        "The draft draft-2027, which is not adopted, touches"
    )
    assert law_lines(late, "en")[0].startswith("Under a draft that is not adopted (draft-2027)")


@pytest.mark.parametrize("words", ["settle s.csv", "law dagpenge", "explain s.csv --citizen 1"])
def test_an_empty_law_is_refused_as_empty(typed, empty_folder, words):
    ended = typed(*words.split(), "--law", "", "--lang", "da")
    assert (ended.code, ended.out) == (REFUSED, "")
    assert ended.err == "--law er tom: der skal stå et navn. Mulige: draft-2027.\n"
