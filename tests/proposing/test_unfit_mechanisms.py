"""What the estimates say nothing of is refused where it stands: at the cell, or with file and line.

An exit without a hazard, hours without a price, a decision that no deadline takes.
"""

import re

import pytest
from made_forms import assumed, form, mechanism, params_with
from made_workbooks import PARAMS, TEN, filled_in

from borgerflow.experiments.authoring.draft import Place, keep_draft
from borgerflow.experiments.authoring.read import every_one
from borgerflow.experiments.authoring.workbook.read import read_filled
from borgerflow.experiments.lookup.proposals import refuse_unfit_mechanisms
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
    refuse_unfit_mechanisms(PARAMS.proposals, PARAMS)


HOURS = {"kind": "hours", "scheme": "dagpenge", "effect": assumed(2, 1, 3, "hours")}
REVIEW = {"kind": "review", "effect": assumed(0.2, 0.1, 0.3, "share"), "away_from": "jobafklaring"}


def misfit(**of_the_kind):
    """Return a mechanism without exits or weeks, which these kinds have not."""
    made = mechanism(**of_the_kind)
    lacking = {"exits", *({"window_weeks"} if made["kind"] == "review" else ())}
    return {key: value for key, value in made.items() if key not in lacking}


@pytest.mark.parametrize(
    ("unfit", "words"),
    [
        (HOURS, "hvor meget en times arbejde nedsætter dagpenge. Mulige: fleksjob, "),
        (REVIEW | {"towards": "job"}, "afgør, om det bliver jobafklaring eller job. Afgøres: "),
        (REVIEW | {"towards": "jobafklaring"}, "om det bliver jobafklaring eller jobafklaring."),
    ],
)
def test_hours_and_decisions_are_refused_alike_by_a_question_and_by_a_check(tmp_path, unfit, words):
    params = params_with(tmp_path, form(mechanisms={"talks": misfit(**unfit)}))
    path = params.proposal("more-talks").path
    question = CompareQuestion(municipality="herning", proposals=("more-talks",))
    for ask in (lambda: accepted_pair(question, params), lambda: every_one(None, [path])):
        with pytest.raises(InputError) as refused:
            ask()
        assert re.match(
            rf"{re.escape(path)}, linje \d+: mechanisms\.talks\.", refused.value.said.da
        )
        assert words in refused.value.said.da


def test_hours_without_a_price_are_told_in_the_words_of_the_workbook(tmp_path):
    asked = TEN | {"kind": "hours", "scheme": "dagpenge", "exits": None}
    with pytest.raises(InputError) as refused:
        read_filled(filled_in(tmp_path, "da", asked), PARAMS)
    assert "Forslag!C11: " in refused.value.said.da
    assert "nedsætter A-dagpenge. Mulige: Fleksjob, " in refused.value.said.da
