"""An extract of a period leaves out weeks that count on the staircase, and that is told."""

import pandas as pd
import pytest

from borgerflow.experiments.questions.run.register.question import note_on
from borgerflow.experiments.questions.settle.question import price_file
from borgerflow.experiments.questions.settle.remarks import remarks_on
from borgerflow.sim.params import load

PARAMS = load()
FIRST = pd.Timestamp("2019-01-01")


def people(first_ends):
    """Return spells of people in turn, one a month, each ill for 20 weeks and then on for years."""
    begun = pd.date_range("2016-02-01", "2017-09-01", freq="MS")
    rows = []
    for citizen, day in enumerate(begun):
        later = day + pd.Timedelta(weeks=20)
        rows.append((citizen, "sygedagpenge", day, later, "ledig"))
        rows.append((citizen, "jobafklaring", later, first_ends + pd.Timedelta(days=citizen), None))
    return pd.DataFrame(rows, columns=["citizen", "scheme", "start", "end", "category"])


def told_of(folder, spells, **asked):
    path = folder / "spells.csv"
    spells.to_csv(path, index=False)
    reading = price_file(path, PARAMS, **asked).reading
    return reading, [remark.en for remark in remarks_on(reading)]


def test_an_extract_of_a_period_tells_that_weeks_before_it_are_left_out(tmp_path):
    spells = people(FIRST + pd.Timedelta(days=3))
    reading, told = told_of(tmp_path, spells[spells["end"] > FIRST])
    assert (reading.all_from, reading.begun_long_before) == ("2019-01-04", 19)
    assert any("Their weeks on the staircase are not counted" in line for line in told)


@pytest.mark.parametrize(("begun", "tells"), [(10, True), (9, False)])
def test_ten_spells_begun_long_before_are_more_than_chance(tmp_path, begun, tells):
    spells = people(FIRST + pd.Timedelta(days=3))
    on = spells[spells["scheme"] == "jobafklaring"].iloc[:begun]
    reading, _ = told_of(tmp_path, on)
    assert (reading.all_from is not None) == tells


def test_a_file_of_all_spells_does_not(tmp_path):
    reading, told = told_of(tmp_path, people(FIRST + pd.Timedelta(days=3)))
    assert reading.all_from is None
    assert not any("left out" in line for line in told)


def test_an_extract_from_before_weeks_are_counted_does_not(tmp_path):
    spells = people(FIRST)
    spells["start"] -= pd.Timedelta(days=1826)
    spells.loc[spells["end"] < FIRST, "end"] -= pd.Timedelta(days=1826)
    early = spells[spells["scheme"] == "jobafklaring"].assign(
        end=lambda s: s["end"] - pd.Timedelta(days=1800)
    )
    early.loc[early.index[-1], "end"] = FIRST
    assert told_of(tmp_path, early)[0].all_from is None


def test_spells_under_way_have_no_end_that_could_tell(tmp_path):
    all_of_them = people(FIRST)
    for end in (None, pd.Timestamp("2021-01-01")):
        rows = all_of_them[all_of_them["scheme"] == "jobafklaring"].assign(end=end)
        reading, told = told_of(tmp_path, rows, until="2020-01-01")
        assert (reading.all_from, reading.under_way) == (None, len(rows))
        assert not any("left out" in line for line in told)


def test_what_begins_on_the_day_to_settle_until_or_later_is_not_under_way(tmp_path):
    rows = "citizen,scheme,start,end\n1,dagpenge,2019-01-07,\n2,dagpenge,2020-01-01,\n"
    path = tmp_path / "spells.csv"
    path.write_text(rows, encoding="utf-8")
    assert price_file(path, PARAMS, until="2020-01-01").reading.under_way == 1


def test_simulated_spells_say_so_beside_the_files_and_other_shapes_do_not():
    assert "their weeks on the refund staircase" in note_on("spells").en
    assert "deres uger på refusionstrappen" in note_on("spells").da
    assert "staircase" not in note_on("dream").en
