"""Tables of occurrences and exposure: read with their groups, or refused in one sentence."""

import math

import pytest
from extracts_made import PARAMS, written

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.records.exposure import read_exposure

TABLE = """Ordning;Afgang til;Fra uge;Til uge;Hændelser;Personuger;Køn
Sygedagpenge;Job;0;4;12;103,5;M
Sygedagpenge;Job;4;8;..;88,5;M
Sygedagpenge;Job;4;8;0;80;K
"""
BROKEN = {
    "an unknown scheme": (
        ("Sygedagpenge;Job;0", "Sygedagpeng;Job;0"),
        r"line 2: .*no scheme.*sygedagp",
    ),
    "part of an event": ((";12;", ";1,5;"), r"line 2: events are no whole number"),
    "fewer events than none": (
        (";12;", ";-10;"),
        r"line 2: events are below 0; expected 0 or more",
    ),
    "an exit to where one is": (
        ("Sygedagpenge;Job;0", "Sygedagpenge;Sygedagpenge;0"),
        r"line 2: the exit is to the scheme itself; expected another scheme",
    ),
    "events without weeks": ((";103,5;", ";0;"), r"line 2: events without weeks at risk"),
    "a band that ends too early": (("0;4;12", "4;2;12"), r"line 2: the band has no first week"),
    "a band twice": ((";0;4;12", ";4;8;12"), r"line 3: the row has the scheme, exit, group"),
    "bands that overlap": (
        (";0;4;12", ";0;5;12"),
        r"line 3: the band begins before another of its",
    ),
    "two exposures of one band": (
        ("Job;4;8;..;88,5;M", "Fleksjob;0;4;1;103,4;M"),
        r"line 3: 103\.4 weeks at risk, but .*exposure\.csv, line 2 has 103\.5 for the same band",
    ),
    "no column of exposure": (
        ("Personuger", "Uger"),
        r"is a header; expected columns as scheme;next",
    ),
    "events without end": ((";12;", ";1e400;"), r"line 2: events are no whole number"),
    "a band that is not known": (
        (";0;4;12", ";..;4;12"),
        r"line 2: the band has no first week",
    ),
    "a word": ((";12;", ";tolv;"), r"line 2: .*'tolv'; expected a number"),
}


def test_bands_are_read_with_their_groups_and_nothing_unknown_is_nought(tmp_path):
    read = read_exposure(written(tmp_path / "exposure.csv", TABLE), PARAMS)
    assert list(read.table.columns) == [
        *("scheme", "next", "from_week", "to_week", "events", "exposure_weeks", "Køn")
    ]
    assert list(read.table["scheme"].unique()) == ["sygedagpenge"]
    assert list(read.table["next"].unique()) == ["job"]
    assert math.isnan(read.table["events"].iloc[1])
    assert read.table["events"].iloc[2] == 0
    assert "read as unknown, not nought (line 3)" in read.note.text("en")


def test_without_weeks_a_row_is_the_whole_spell(tmp_path):
    text = "scheme,events,exposure_weeks\nsygedagpenge,3,10\n"
    row = read_exposure(written(tmp_path / "exposure.csv", text), PARAMS).table.iloc[0]
    assert (row["from_week"], row["to_week"], row["next"]) == (0, math.inf, "")


@pytest.mark.parametrize("variant", BROKEN)
def test_what_no_population_can_have_is_refused(variant, tmp_path):
    (old, new), told = BROKEN[variant]
    assert old in TABLE
    with pytest.raises(InputError, match=told):
        read_exposure(written(tmp_path / "exposure.csv", TABLE.replace(old, new, 1)), PARAMS)


def test_a_band_has_the_same_exposure_for_every_exit(tmp_path):
    text = TABLE.replace("Job;4;8;..;88,5;M", "Fleksjob;0;4;1;103,5;M")
    assert len(read_exposure(written(tmp_path / "exposure.csv", text), PARAMS).table) == 3


def test_a_last_band_may_have_no_end(tmp_path):
    text = TABLE.replace("4;8;0;80;K", "4;;0;80;K")
    read = read_exposure(written(tmp_path / "exposure.csv", text), PARAMS)
    assert read.table["to_week"].tolist() == [4, 8, math.inf]
    assert [reason.count for reason in read.note.assumed] == [1]
