"""Tables of observed spells are read right, or refused in one sentence: file, row, expected."""

import numpy as np
import pandas as pd
import pytest
from seen import table

from borgerflow.sim.base.clock import FAR, day_of, parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.fit.files.reading import Window, read_observed
from borgerflow.sim.params import load

LAW = load().law
HEADER = "citizen,scheme,start,end"
CPR = "010190-1234"


def written(folder, frame, name="observed.csv"):
    path = folder / name
    if name.endswith("parquet"):
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False, sep=";" if "semi" in name else ",")
    return path


def read(path, group=None, **window):
    return read_observed(path, LAW, Window(**window), group)


@pytest.mark.parametrize("name", ["observed.csv", "semicolons.csv", "observed.parquet"])
def test_a_table_reads_the_same_however_it_is_written(tmp_path, name):
    frame = table(sex=["k", "m"])
    if name.endswith("parquet"):
        days = ["start", "end", "observed_from", "observed_until"]
        frame = frame.assign(**{day: pd.to_datetime(frame[day]) for day in days})
        frame = frame.assign(open=[False, True], resolution_days=[1, 1])
    (part,) = read(written(tmp_path, frame, name), "sex").parts
    assert part.levels == ("k", "m")
    assert part.seen.end.tolist() == [parse_day("2019-03-04"), FAR]
    assert part.seen.observed_from[1] == parse_day("2019-03-01")
    assert LAW.scheme_names[part.seen.next[0]] == "job"


def test_days_and_weeks_are_parts_of_their_own(tmp_path):
    path = written(tmp_path, table(resolution_days=["1", "7"]))
    assert [part.seen.resolution_days for part in read(path).parts] == [1, 7]


def test_a_start_that_is_not_known_is_kept_as_such(tmp_path):
    (part,) = read(written(tmp_path, table(start=["", "2019-02-04"]))).parts
    assert part.seen.start.tolist() == [-1, parse_day("2019-02-04")]


BROKEN = {
    "start": (["2019-01-32", "2019-02-04"], "line 2: start is no date; expected one as 2019"),
    "end": (["2019-01-07", ""], "line 2: the spell ends before it begins"),
    "observed_from": (["2019-01-06", "2019-03-01"], "line 2: observed_from lies before start"),
    "observed_until": (["", ""], "line 3: the spell is open, and observed_until is empty"),
    "open": (["false", "maybe"], "line 3: open: expected true or false"),
    "next": (["jobb", ""], "line 2: next: 'jobb' is no scheme. Did you mean job?"),
    "scheme": (["sygedagpenge", "dagpeng"], "line 3: scheme: 'dagpeng' is no scheme. Did you mean"),
    "resolution_days": (["1", "30"], "line 3: resolution_days: expected 1 (days) or 7 (weeks)"),
    "citizen": (["a", CPR], "line 3: the value of citizen looks like a CPR number"),
}


@pytest.mark.parametrize("column", BROKEN)
def test_what_does_not_hold_is_refused_with_its_line(tmp_path, column):
    values, said = BROKEN[column]
    with pytest.raises(InputError) as refused:
        read(written(tmp_path, table(**{column: values})))
    assert f"observed.csv, {said}" in refused.value.said.en
    assert "observed.csv, linje" in refused.value.said.da
    assert CPR not in refused.value.said.da + refused.value.said.en


ODD = {
    "last seen before it could be seen": {"observed_until": ["", "2019-02-05"]},
    "neither ended nor open": {"end": ["", ""]},
    "observed from no day": {"observed_from": ["2019-01-07", ""]},
    "no scheme at all": {"scheme": ["", "dagpenge"]},
    "no citizen": {"citizen": ["a", " "]},
    "open and ended": {"end": ["2019-03-04", "2019-06-03"]},
    "open and followed": {"next": ["job", "job"]},
    "followed by its own scheme": {"next": ["sygedagpenge", ""]},
    "a day that stands for no end": {"end": ["9999-12-31", ""]},
    "a day before the clock": {"start": ["1600-01-01", "2019-02-04"]},
    "the same citizen twice at once": {"citizen": ["a", "a"]},
}


@pytest.mark.parametrize("what", ODD)
def test_what_makes_no_sense_together_is_refused_too(tmp_path, what):
    with pytest.raises(InputError, match=r"observed\.csv, line [23]: .*(expected|Known)"):
        read(written(tmp_path, table(**ODD[what])))


def test_a_column_that_lacks_is_named_with_those_there_should_be(tmp_path):
    path = written(tmp_path, table().drop(columns="next").assign(nextt=""))
    with pytest.raises(InputError, match=r"lacks the column next\. Did you mean nextt\?"):
        read(path)


def test_a_group_that_there_is_not_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(
        InputError, match=r"no column of groups is called 'sexx'\. Did you mean sex"
    ):
        read(written(tmp_path, table(sex=["k", "m"])), "sexx")
    with pytest.raises(InputError, match=r"'start'\. The file has none\."):
        read(written(tmp_path, table()), "start")


def test_a_column_that_names_people_is_no_column_of_groups(tmp_path):
    many = pd.concat([table()] * 30, ignore_index=True)
    path = written(tmp_path, many.assign(caseworker=[f"c{n}" for n in range(60)]))
    with pytest.raises(InputError, match="caseworker has 60 values; expected 50 at most"):
        read(path, "caseworker")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"citizen,scheme,start,end,observed_from\n1,2,3,4,5,6,7\n", "lacks the column open"),
        (b"PAR1 and no more", "is not a whole Parquet file"),
    ],
    ids=["nothing", "a header alone", "half of a Parquet file"],
)
def test_a_file_that_is_none_is_refused(tmp_path, data, said):
    path = tmp_path / "observed.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        read(path)


def test_a_header_without_rows_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds a header and no rows"):
        read(written(tmp_path, table().iloc[:0]))


def test_a_row_with_too_many_cells_is_refused(tmp_path):
    path = written(tmp_path, table())
    path.write_text(path.read_text(encoding="utf-8") + ",".join("abcdefghijkl"), encoding="utf-8")
    with pytest.raises(InputError, match="a row has more cells than the header"):
        read(path)


def test_a_table_that_stands_twice_in_its_file_is_not_counted_twice(tmp_path):
    path = written(tmp_path, pd.concat([table()] * 2))
    with pytest.raises(InputError, match=r"line 4: the spell begins before another .* twice"):
        read(path)


def test_spells_of_a_citizen_may_touch_in_any_order_of_rows(tmp_path):
    rows = table(citizen=["a", "a"], observed_from=["2019-01-07", "2019-03-04"])
    (part,) = read(written(tmp_path, rows.iloc[::-1])).parts
    assert len(part.seen.start) == 2


def test_a_header_with_a_name_twice_is_refused(tmp_path):
    path = written(tmp_path, table(extra=["", ""]).rename(columns={"extra": "start"}))
    with pytest.raises(InputError, match="'start' stands twice in the header"):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"], ids=["as UTF-16", "below a title"])
def test_days_of_late_entry_are_never_set_aside(tmp_path, encoding):
    path = written(tmp_path, table(end=["2019-03-04", "2019-05-06"], open=["false", "false"]))
    title = "" if encoding == "utf-16" else "Spells of DREAM\n"
    path.write_text(title + path.read_text(encoding="utf-8"), encoding=encoding)
    with pytest.raises(InputError, match="has the column observed_from, but cannot be read"):
        read(path)


def plain(folder, *rows):
    path = folder / "spells.csv"
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return path


def test_plain_spells_are_seen_through_the_window_that_is_typed(tmp_path):
    rows = (
        "1,dagpenge,2018-11-05,2019-02-04",
        "2,dagpenge,2019-03-04,",
        "3,dagpenge,2018-01-01,2018-03-05",
    )
    (part,) = read(plain(tmp_path, *rows), since="2019-01-01", until="2019-07-01").parts
    assert part.seen.observed_from.tolist() == [parse_day("2019-01-01"), parse_day("2019-03-04")]
    assert part.seen.observed_until[part.seen.is_open].tolist() == [parse_day("2019-07-01")]


def test_without_a_first_day_it_is_told_what_that_takes_for_granted(tmp_path):
    file = read(plain(tmp_path, "1,dagpenge,2019-01-07,2019-02-04"))
    assert "Without --from" in file.notes[0].en
    assert file.parts[0].seen.observed_from.tolist() == [parse_day("2019-01-07")]


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ({"since": "2030-01-01", "until": "2031-01-01"}, "no spell has a day from 2030-01-01"),
        (
            {"since": "2019-01-01", "until": "2200-01-01"},
            "--until is 2200-01-01: expected a day no later than 2199-12-31",
        ),
        ({"since": "2019-01-01"}, r"line 3: the spell is still under way.*--until 2019-03-04"),
    ],
    ids=["outside", "not our time", "open and no last day"],
)
def test_a_window_that_does_not_hold_is_refused(tmp_path, window, said):
    path = plain(tmp_path, "1,dagpenge,2019-01-07,2019-02-04", "2,dagpenge,2019-03-04,")
    with pytest.raises(InputError, match=said):
        read(path, **window)


@pytest.mark.parametrize(("until", "is_told"), [("2019-04-04", False), ("2031-01-01", True)])
def test_a_window_that_ends_long_after_the_last_day_of_the_file_is_told(tmp_path, until, is_told):
    path = plain(tmp_path, "1,dagpenge,2019-01-07,2019-02-04", "2,dagpenge,2019-03-04,")
    notes = [note.en for note in read(path, since="2019-01-01", until=until).notes]
    assert len(notes) == is_told
    if is_told:
        assert "--until is 2031-01-01, 4321 days after the last day of the file" in notes[0]
        assert "a spell under way is taken as seen until then (" in notes[0]
        assert notes[0].endswith("line 3).")


def test_a_table_that_knows_its_window_takes_no_other(tmp_path):
    with pytest.raises(InputError, match="says when each spell could be seen"):
        read(written(tmp_path, table()), since="2019-01-01")


def test_days_are_counted_as_the_clock_does(tmp_path):
    (part,) = read(written(tmp_path, table())).parts
    assert part.seen.start[0] == day_of(pd.Timestamp("2019-01-07").date())
    assert part.seen.start.dtype == np.int64
