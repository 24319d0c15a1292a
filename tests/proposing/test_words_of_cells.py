"""What is wrong in a workbook is told in the words of its sheets, with commas in Danish."""

import pytest
from made_workbooks import PARAMS, TEN, filled_in

from borgerflow.experiments.authoring.workbook.read import read_filled
from borgerflow.sim.base.errors import InputError

RANGE = {"effect.value": 1.1, "effect.low": 1.2, "effect.high": 1.05}
FEWER = {"kind": "færre nye sager", "exits": None, "effect.value": 0.1}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (FEWER, "Virkninger!C7: der skal svares her, når ændringen er »færre nye sager«: sagen"),
        (RANGE, "lavt skøn 1,2, tal 1,1 og højt skøn 1,05 står i forkert rækkefølge"),
        ({"reach.value": 5}, "mente du 0,05?"),
        (
            {"exits": "Job; job"},
            "Forslag!C13: »Job« er nævnt to gange; hvert navn skal stå én gang.",
        ),
        (
            {"kind": "tilbagefald fra job eller uddannelse"},
            "Forslag!C11: »tilbagefald fra job eller",
        ),
        (
            {"kind": "sanktioner", "scheme": "Job", "exits": "Sygedagpenge"},
            "findes kun i ydelser, hvor",
        ),
        ({"municipality": "Lileby"}, "Eller skriv stien til din egen fil (.yaml)."),
    ],
)
def test_a_fault_is_told_at_its_cell_in_danish(tmp_path, changed, said):
    with pytest.raises(InputError) as refused:
        read_filled(filled_in(tmp_path, "da", TEN | changed), PARAMS)
    (line,) = refused.value.said.da.splitlines()
    assert said in line
