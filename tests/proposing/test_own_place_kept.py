"""A municipality of one's own is kept by its path, and found from the proposal's file on."""

from pathlib import Path

import pytest
from made_workbooks import PARAMS, TEN, filled_in

from borgerflow.experiments.authoring.checks.check import check_forms
from borgerflow.experiments.authoring.draft import Place, keep_draft
from borgerflow.experiments.authoring.read import every_one
from borgerflow.experiments.authoring.workbook.read import read_filled
from borgerflow.experiments.runs.validate import municipality_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.world.municipality import with_file_of

PACKAGED = PARAMS.directory / "municipalities" / "modelkommune.yaml"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return the file of a proposal whose municipality is a file beside the workbook."""
    monkeypatch.chdir(tmp_path)
    text = PACKAGED.read_text("utf-8").replace('name: "modelkommune"', "name: lilleby", 1)
    Path("lilleby.yaml").write_text(text, encoding="utf-8")
    form = read_filled(filled_in(Path(), "da", TEN | {"municipality": "lilleby.yaml"}), PARAMS)
    return keep_draft(form.data, Place(Path("proposals"), PARAMS), "da", form.own_place)


def test_the_path_stands_in_the_file_and_leads_to_the_municipality(written):
    assert written == Path("proposals/lilleby/tidlig-opfoelgning.yaml")
    assert 'municipality: "../../lilleby.yaml"' in written.read_text("utf-8")
    params, (one,) = every_one(None, [str(written)])
    assert one.proposal.municipality == "lilleby"
    assert municipality_of([written.stem], params) == "lilleby.yaml"
    assert with_file_of(params, str(Path("lilleby.yaml").absolute()))[1] == "lilleby"
    checked = check_forms([one], params, together=True, simulated=False)
    assert checked.errors == ()


def test_a_workbook_is_checked_with_its_municipality(written):
    params, (one,) = every_one(None, ["filled.xlsx"])
    assert check_forms([one], params, together=True, simulated=False).errors == ()


def test_a_path_that_leads_nowhere_is_told_at_its_line(written):
    Path("lilleby.yaml").unlink()
    with pytest.raises(InputError, match=r"tidlig-opfoelgning\.yaml, line \d+: municipality: "):
        every_one(None, [str(written)])


def test_a_name_that_is_none_says_that_a_file_may_be_named(written):
    text = written.read_text("utf-8").replace('"../../lilleby.yaml"', "lilleby")
    written.write_text(text, encoding="utf-8")
    params, (one,) = every_one(None, [str(written)])
    (remark,) = check_forms([one], params, together=True, simulated=False).errors
    assert "Ingen kommune hedder lilleby. Forventet: aalborg / " in remark.text("da")
    assert "eller stien til en fil af din egen (.yaml)" in remark.text("da")
