"""A first day of which law or prices are not known is refused where it stands."""

from datetime import datetime

import pytest
from made_workbooks import PARAMS, TEN, filled_in

from borgerflow.experiments.authoring.draft import Place, keep_draft
from borgerflow.experiments.authoring.read import every_one
from borgerflow.experiments.authoring.workbook.read import read_filled
from borgerflow.sim.base.errors import InputError


@pytest.mark.parametrize("year", [1999, 2040, 2079])
def test_a_year_beyond_what_is_known_is_told_at_its_cell_with_the_years_that_are(tmp_path, year):
    path = filled_in(tmp_path, "da", TEN | {"start": datetime(year, 1, 1)})
    with pytest.raises(InputError) as refused:
        read_filled(path, PARAMS)
    (said,) = refused.value.said.da.splitlines()
    assert f"Forslag!C8: første dag er {year}-01-01: lov og priser er kendt" in said
    assert "begynder i 2019-2034." in said


def test_a_check_names_file_and_line(tmp_path):
    data = read_filled(filled_in(tmp_path, "da", TEN), PARAMS).data
    path = keep_draft(data, Place(tmp_path, PARAMS), "da")
    text = path.read_text("utf-8").replace("start: 2021-", "start: 2040-")
    path.write_text(text.replace("until: 2023-", "until: 2042-"), encoding="utf-8")
    with pytest.raises(InputError, match=r"\.yaml, line \d+: start: the first day is 2040"):
        every_one(None, [str(path)])
