"""What is wrong in a workbook is told in the words of its sheets, with commas in Danish."""

import pytest
from made_workbooks import PARAMS, TEN, filled_in, place_of

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
        ({"effect.low": 1, "effect.high": 2, "effect.value": None}, "!C14: her skal stå et tal."),
        (
            {"exits": "Sygedagpenge"},
            "man afgår ikke fra Sygedagpenge til Sygedagpenge. Mulige: Job;",
        ),
        ({"away_from": "Job"}, "afgang« har ikke den afgørelse, der bliver sjældnere; af egne"),
        ({"reach.value": 0.5, "reach.low": None}, "kræver et lavt og et højt skøn."),
        ({"name": "Flere samtaler"}, "der skal stå et nyt navn som flere_samtaler."),
    ],
)
def test_a_fault_is_told_at_its_cell_in_danish(tmp_path, changed, said):
    with pytest.raises(InputError) as refused:
        read_filled(filled_in(tmp_path, "da", TEN | changed), PARAMS)
    (line,) = refused.value.said.da.splitlines()
    assert said in line


BOTH_ENDS = {"effect.low": 1, "effect.high": 1.2}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("10 %", "der står »10 %«"),
        (True, "der står »TRUE«"),
        ("=1+0.1", "formlens resultat er ikke gemt"),
        ("#DIV/0!", "formlen giver #DIV/0!"),
    ],
)
def test_a_number_that_cannot_be_read_is_told_alone(tmp_path, wrong, said):
    """Nothing is said of the cells beside it, which are as they should be."""
    with pytest.raises(InputError) as refused:
        read_filled(filled_in(tmp_path, "da", TEN | BOTH_ENDS | {"effect.value": wrong}), PARAMS)
    (line,) = refused.value.said.da.splitlines()
    assert f"Forslag!C14: {said}" in line


def test_a_key_that_cannot_be_read_is_told_alone(tmp_path):
    def misspell(book):
        sheet, address = place_of(book, "reach.value")
        book[sheet][address.replace("C", "B")] = "reach.valu"

    with pytest.raises(InputError) as refused:
        read_filled(filled_in(tmp_path, "da", TEN, change=misspell), PARAMS)
    (line,) = refused.value.said.da.splitlines()
    assert "Virkninger!B27: der findes intet felt med navnet reach.valu" in line
