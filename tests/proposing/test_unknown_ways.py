"""An exit without a hazard is refused where it stands: at the cell, or with file and line."""

import pytest
from made_workbooks import PARAMS, TEN, filled_in

from borgerflow.experiments.authoring.draft import Place, keep_draft
from borgerflow.experiments.authoring.read import every_one
from borgerflow.experiments.authoring.workbook.read import read_filled
from borgerflow.experiments.lookup.proposals import refuse_unknown_ways
from borgerflow.experiments.questions.compare.asked import CompareQuestion
from borgerflow.experiments.runs.validate import accepted_pair
from borgerflow.sim.base.errors import InputError

NO_WAY = "sygedagpenge har ingen afgangsrate til uddannelse. Mulige: job, "


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return a file of a proposal that changes an exit nothing says the pace of."""
    folder = tmp_path_factory.mktemp("ways")
    data = read_filled(filled_in(folder, "da", TEN), PARAMS).data
    path = keep_draft(data, Place(folder, PARAMS), "da")
    path.write_text(path.read_text("utf-8").replace("exits: [job]", "exits: [job, uddannelse]"))
    return path


def test_the_cell_is_named_in_the_words_of_the_workbook(tmp_path):
    with pytest.raises(InputError) as refused:
        read_filled(filled_in(tmp_path, "da", TEN | {"exits": "Job; Uddannelse"}), PARAMS)
    da, en = refused.value.said.da, refused.value.said.en
    assert "Forslag!C13: Sygedagpenge har ingen afgangsrate til Uddannelse. Mulige: Job; " in da
    assert "Sickness benefit has no hazard to Education. Known: Job; " in en


def test_a_question_names_file_and_line(written):
    line = written.read_text("utf-8")[: written.read_text("utf-8").index("exits:")].count("\n") + 1
    held = PARAMS.with_own([written])
    for baseline, asked in ((), (written.stem,)), ((written.stem,), ("herning-syg02",)):
        question = CompareQuestion(municipality="herning", proposals=asked, baseline=baseline)
        with pytest.raises(InputError) as refused:
            accepted_pair(question, held)
        assert f"{written}, linje {line}: mechanisms." in refused.value.said.da
        assert NO_WAY in refused.value.said.da


def test_a_check_says_it_as_a_question_does(written):
    with pytest.raises(InputError) as refused:
        every_one(None, [str(written)])
    assert NO_WAY in refused.value.said.da


def test_every_packaged_proposal_changes_exits_that_have_a_hazard():
    refuse_unknown_ways(PARAMS.proposals, PARAMS)
