"""The same weeks in every kind of file come to the same spells; what is broken is told in words."""

import io

import openpyxl
import pandas as pd
import pytest
from weeks_made import AS_THEY_ARE, CODES, PARAMS, ROWS, read, text_of, told

from borgerflow.experiments.questions.data.intake.asked import refuse_at_once
from borgerflow.experiments.questions.data.intake.observed import import_spells
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import same
from borgerflow.sim.records.files.dream.codes import code_map_of
from borgerflow.sim.records.files.dream.notes import with_rules
from borgerflow.sim.records.files.dream.reading import read_dream
from borgerflow.sim.records.files.dream.stretches import WeekRules
from borgerflow.sim.records.files.notes import ReadingNote

SPELLS = [
    ("a1", "sygedagpenge", "2019-12-23", "2020-01-06", "dagpenge"),
    ("a1", "dagpenge", "2020-01-06", "", ""),
    ("b2", "kontanthjaelp_aktivitetsparat", "", "2019-12-23", "selvforsoergelse"),
    ("b2", "foertidspension", "2020-01-06", "", ""),
]


def frame(kind=str):
    head, *rows = [row.split(";") for row in ROWS]
    cells = [[kind(cell) if cell.isdigit() else cell or None for cell in row] for row in rows]
    return pd.DataFrame(cells, columns=head)


def parquet(table):
    out = io.BytesIO()
    table.to_parquet(out)
    return out.getvalue()


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_rows(kind=int):
    return [
        [kind(cell) if cell.isdigit() else cell or None for cell in row.split(";")] for row in ROWS
    ]


def swapped(text):
    return "\n".join(";".join(reversed(line.split(";"))) for line in text.splitlines()) + "\n"


TEXT = text_of()
KINDS = {
    "semicolons": TEXT,
    "commas": TEXT.replace(";", ","),
    "tabs": TEXT.replace(";", "\t"),
    "CRLF and a byte order mark": "\ufeff" + TEXT.replace("\n", "\r\n"),
    "UTF-16": TEXT.encode("utf-16"),
    "every cell in quotation marks": '"'
    + TEXT.strip().replace(";", '";"').replace("\n", '"\n"')
    + '"\n',
    "codes with a point, as pandas writes them": TEXT.replace("890", "890.0").replace(
        "111", "111.0"
    ),
    "points for nothing": TEXT.replace(";;", ";.;").replace(";;", ";.;"),
    "columns in another order": swapped(TEXT),
    "capitals": TEXT.replace("y_", "Y_"),
    "a title above": "Udtræk fra DREAM\n\n" + TEXT,
    "another name of the key": TEXT.replace("PNR", "borger"),
    "a key that only its place tells": TEXT.replace("PNR", "noegle"),
    "a semicolon at the end of every row": TEXT.replace("PNR", "noegle").replace("\n", ";\n"),
    "columns of industries besides": TEXT.replace("PNR;", "branche_2019_12;PNR;")
    .replace("a1;", "4711;a1;")
    .replace("b2;", ";b2;"),
    "an empty line at the end": TEXT + "\n",
    "Parquet of texts": parquet(frame()),
    "Parquet of numbers that lack": parquet(frame(float)),
    "a workbook of numbers": workbook(*sheet_rows()),
    "a workbook of texts": workbook(*sheet_rows(str)),
    "a workbook with a title": workbook(["DREAM"], [], *sheet_rows()),
}


def saved(folder, content, name="dream.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_the_spells_are_the_same_in_every_kind_of_file(kind, tmp_path):
    table, _ = read(saved(tmp_path, KINDS[kind]))
    assert told(table) == SPELLS


def test_a_file_a_year_comes_to_the_same_spells_as_one_of_all_weeks(tmp_path):
    files = [
        saved(tmp_path, "PNR;y_51;y_52;y_53\na1;;890;\nb2;730;;\n", "dream_2019.csv"),
        saved(tmp_path, "PNR;y_01;y_02\nb2;;781\na1;890;111\n", "dream_2020.csv"),
    ]
    table = read_dream(files, CODES, AS_THEY_ARE).table()
    assert told(table) == SPELLS


def test_who_is_in_the_file_of_one_year_alone_was_not_seen_in_the_other(tmp_path):
    files = [
        saved(tmp_path, "PNR;y_52\na1;890\nc3;\n", "dream_2019.csv"),
        saved(tmp_path, "PNR;y_01\nc3;890\n", "dream_2020.csv"),
    ]
    table = read_dream(files, CODES, AS_THEY_ARE).table()
    assert told(table) == [
        ("a1", "sygedagpenge", "", "", ""),
        ("c3", "sygedagpenge", "2019-12-30", "", ""),
    ]


def test_files_that_differ_on_the_sex_of_a_citizen_are_refused_with_both(tmp_path):
    files = [
        saved(tmp_path, "PNR;sex;y_52\na1;k;890\nb2;m;890\nc3;;\n", "dream_2019.csv"),
        saved(tmp_path, "PNR;sex;y_01\nc3;m;\nb2;k;890\n", "dream_2020.csv"),
    ]
    with pytest.raises(InputError) as refused:
        read_dream(files, CODES, AS_THEY_ARE)
    said = refused.value.said.en
    assert "dream_2020.csv, line 3: sex is 'k', but " in said
    assert "dream_2019.csv, line 3 has 'm' for the same citizen" in said


def test_an_age_group_that_another_file_has_differently_is_that_of_the_first_and_told(tmp_path):
    files = [
        saved(tmp_path, "PNR;alder;y_52\na1;18-29;890\nb2;30-49;890\n", "dream_2019.csv"),
        saved(tmp_path, "PNR;alder;y_01\na1;30-49;\nb2;30-49;890\n", "dream_2020.csv"),
    ]
    reading = read_dream(files, CODES, AS_THEY_ARE)
    assert reading.table()["age_group"].tolist() == ["18-29", "30-49"]
    (told_once,) = [one for one in reading.notes[0].assumed if "age_group" in one.why.en]
    assert (told_once.count, told_once.first.en[-23:]) == (1, "/dream_2020.csv, line 2")


@pytest.mark.parametrize("name", ["I alt", "Total:", "SUM"])
def test_a_row_of_totals_is_no_citizen(name, tmp_path):
    rows = TEXT + f"{name};;2;1;2\n"
    with pytest.raises(InputError, match=r"line 4: '.*' is a row of totals"):
        read(saved(tmp_path, rows))
    table, _ = read(saved(tmp_path, TEXT.replace("a1;", "alt-1;")))
    assert table["citizen"].tolist().count("alt-1") == 2


def test_two_files_of_one_year_for_a_citizen_are_refused(tmp_path):
    files = [
        saved(tmp_path, "PNR;y_01\na1;890\n", "dream_2019.csv"),
        saved(tmp_path, "PNR;y_01\na1;111\n", "again_2019.csv"),
    ]
    with pytest.raises(InputError, match="same week in two files"):
        read_dream(files, CODES, AS_THEY_ARE)


def test_week_53_is_the_one_of_the_calendar_and_the_1990s_are_long_ago(tmp_path):
    rows = "PNR;y_9853;y_9901;y_2053;y_2101\n" + "a1;890;;890;\n"
    table, _ = read(saved(tmp_path, rows))
    assert told(table)[0] == ("a1", "sygedagpenge", "", "1999-01-04", "selvforsoergelse")
    assert table["observed_from"].dt.strftime("%Y-%m-%d").tolist() == ["1998-12-28", "2020-12-28"]


def test_a_week_53_that_the_year_has_not_may_stand_there_empty(tmp_path):
    table, _ = read(
        saved(
            tmp_path,
            TEXT.replace("y_2001", "y_1953;y_2001")
            .replace("890;890", "890;;890")
            .replace("730;;", "730;;;"),
        )
    )
    assert told(table) == SPELLS


def test_groups_stand_last_and_belong_to_the_citizen(tmp_path):
    table, _ = read(
        saved(tmp_path, "PNR;køn;alder;y_1901;y_1902\na1;K;25-29;890;\nb2;M;60+;;111\n")
    )
    assert list(table.columns[-2:]) == ["sex", "age_group"]
    assert table[["sex", "age_group"]].to_numpy().tolist() == [["K", "25-29"], ["M", "60+"]]


# What is broken: the file, and words that the message must have.
BROKEN = {
    "no weeks": ("PNR;uge1\na1;890\n", ["line 1", "no weeks", "y_1901"]),
    "empty": ("", ["empty"]),
    "a header alone": ("PNR;y_1901\n", ["no rows"]),
    "a week 54": ("PNR;y_1954\na1;890\n", ["line 1", "'y_1954'", "01 to 53"]),
    "a week 00": ("PNR;y_1900\na1;890\n", ["line 1", "'y_1900'", "week 0"]),
    "a week twice": ("PNR;y_1901;Y_1901\na1;890;890\n", ["'Y_1901'", "'y_1901'", "once"]),
    "weeks of no year": ("PNR;y_01;y_02\na1;890;\n", ["line 1", "which year", "dream_2019.csv"]),
    "a code of letters": ("PNR;y_1901\na1;syg\n", ["line 2", "'y_1901'", "'syg'", "1 to 999"]),
    "a code of four digits": ("PNR;y_1901\na1;\nb2;8900\n", ["line 3", "'y_1901'", "'8900'"]),
    "half a code": ("PNR;y_1901\na1;890.5\n", ["line 2", "'890.5'"]),
    "a negative code": ("PNR;y_1901\na1;-1\n", ["line 2", "'-1'"]),
    "a decimal comma": ("PNR;y_1901\na1;890,0\n", ["line 2", "'890,0'"]),
    "something in a week that is none": (
        "PNR;y_1952;y_1953\na1;;890\n",
        ["line 2", "'y_1953'", "52 weeks"],
    ),
    "a short row": ("PNR;y_1901;y_1902\na1;890;\nb2;890\n", ["line 3", "got 2 cells", "3"]),
    "an open quotation mark": ('PNR;y_1901\na1;"890\n', ["line 2", "CSV"]),
    "a citizen twice": ("PNR;y_1901\na1;890\nb2;\na1;111\n", ["line 4", "line 2", "one a citizen"]),
    "a citizen without a key": ("PNR;y_1901\na1;890\n;111\n", ["line 3", "citizen is empty"]),
    "no key at all": ("y_1901;y_1902\n890;111\n", ["line 1", "no columns are the key"]),
    "two keys": ("PNR;borger;y_1901\na1;b2;890\n", ["line 1", "2 columns are the key"]),
    "a column of CPR numbers by its name": ("CPR;y_1901\na1;890\n", ["line 1", "column 1", "CPR"]),
    "CPR numbers": ("PNR;y_1901\n010190-1234;890\n", ["line 2", "CPR number", "not repeated"]),
    "CPR numbers without the nought": ("PNR;y_1901\n101901234;890\n", ["line 2", "CPR number"]),
    "a CPR number among the groups": (
        "PNR;alder;y_1901\na1;0101901234;890\n",
        ["line 2", "age_group", "CPR number"],
    ),
    "a NUL byte": ("PNR;y_1901\na1;8\x0090\n", ["line 2", "NUL"]),
    "a gzip file": (b"\x1f\x8b\x08rest", ["gzip", "columns of weeks"]),
    "a damaged workbook": (b"PK\x03\x04rest", ["damaged Excel"]),
    "a damaged Parquet": (b"PAR1rest", ["damaged"]),
    "a Parquet with letters": (
        parquet(frame().replace("890", "syg")),
        ["row 1", "'syg'", "'y_1952'"],
    ),
    "a workbook with an error": (workbook(["PNR", "y_1901"], ["a1", "#N/A"]), ["row 2", "'#N/A'"]),
    "a workbook with a formula": (workbook(["PNR", "y_1901"], ["a1", "=B1"]), ["row 2", "'=B1'"]),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_told_with_its_place_and_what_was_expected(what, tmp_path):
    content, words = BROKEN[what]
    path = saved(tmp_path, content)
    with pytest.raises(InputError) as refused:
        read(path)
    said = str(refused.value)
    assert said.startswith(str(path))
    assert [word for word in words if word not in said] == []
    assert "1234" not in said  # no part of a CPR number is repeated


# The table of codes that anybody may edit.
CODE_ROWS = "code_from;code_to;state;label;source;grade\n890;899;sygedagpenge;Syg;note;recalled\n"
BROKEN_CODES = {
    "another header": ("code;state\n890;sygedagpenge\n", ["line 1", "code_from"]),
    "a state that is none": (
        CODE_ROWS.replace("sygedagpenge", "sygedagpengee"),
        ["line 2", "Did you mean sygedagpenge"],
    ),
    "a code that is none": (CODE_ROWS.replace("890;", "89x;"), ["line 2", "code_from", "'89x'"]),
    "a range the wrong way": (
        CODE_ROWS.replace("899", "889"),
        ["line 2", "code_to", "890 or more"],
    ),
    "a code twice": (
        CODE_ROWS + "895;895;dagpenge;x;note;recalled\n",
        ["line 3", "each code once"],
    ),
    "no source": (CODE_ROWS.replace("note", ""), ["line 2", "source", "where it is said"]),
    "another grade": (CODE_ROWS.replace("recalled", "sure"), ["line 2", "grade", "'sure'"]),
    "a short row": (CODE_ROWS.replace(";recalled", ""), ["line 2", "got 5 cells", "6"]),
}


@pytest.mark.parametrize("what", BROKEN_CODES)
def test_a_table_of_codes_that_does_not_hold_is_told(what, tmp_path):
    content, words = BROKEN_CODES[what]
    with pytest.raises(InputError) as refused:
        code_map_of(PARAMS, saved(tmp_path, content, "codes.csv"))
    said = str(refused.value)
    assert [word for word in words if word not in said] == []


def test_a_table_of_codes_of_ones_own_decides(tmp_path):
    own = code_map_of(
        PARAMS, saved(tmp_path, CODE_ROWS.replace("sygedagpenge", "fleksjob"), "codes.csv")
    )
    table = read_dream([saved(tmp_path, TEXT)], own, AS_THEY_ARE).table()
    assert table["scheme"].tolist() == ["fleksjob"]


# Plain spells: what a window does to them.
PLAIN = "citizen;scheme;start;end\na1;sygedagpenge;2019-01-10;2019-03-01\na1;dagpenge;2019-03-01;\n"


def seen(folder, window, content=PLAIN, **asked):
    path = saved(folder, content, "spells.csv")
    days = [None if day is None else parse(day) for day in window]
    return import_spells(path, PARAMS, tuple(days), **asked).table


def parse(day):
    return (pd.Timestamp(day) - pd.Timestamp("1900-01-01")).days


def test_a_window_makes_late_entry_and_open_ends(tmp_path):
    table = seen(tmp_path, ("2019-02-01", "2019-06-01"))
    assert table["observed_from"].dt.strftime("%Y-%m-%d").tolist() == ["2019-02-01", "2019-03-01"]
    assert table["start"].dt.strftime("%Y-%m-%d").tolist() == ["2019-01-10", "2019-03-01"]
    assert table["open"].tolist() == [False, True]
    assert table["next"].tolist() == ["dagpenge", ""]
    assert table["observed_until"].dt.strftime("%Y-%m-%d").iloc[1] == "2019-06-01"


def test_a_window_long_after_the_last_day_of_the_file_is_told_with_who_is_under_way(tmp_path):
    path = saved(tmp_path, PLAIN, "spells.csv")
    soon, late = (
        import_spells(path, PARAMS, (None, parse(day))).notes[0].assumed
        for day in ("2019-04-01", "2031-01-01")
    )
    assert soon == ()
    (reason,) = late
    assert "--until is 2031-01-01, 4324 days after the last day of the file" in reason.why.en
    assert (reason.count, reason.first.en[-6:]) == (1, "line 3")


def test_whether_nothing_followed_is_only_seen_beyond_the_gap(tmp_path):
    rows = "citizen;scheme;start;end\na1;sygedagpenge;2019-01-10;2019-03-01\n"
    assert seen(tmp_path, (None, "2019-03-02"), rows)["next"].tolist() == ["selvforsoergelse"]
    assert seen(tmp_path, (None, "2019-03-01"), rows)["next"].tolist() == [""]
    assert seen(tmp_path, (None, "2019-03-05"), rows, max_gap_days=4)["next"].tolist() == [""]


def test_spells_of_one_scheme_that_touch_are_one(tmp_path):
    rows = PLAIN.replace("2019-03-01;\n", "2019-03-01;2019-04-01\n").replace(
        "dagpenge;2019-03", "sygedagpenge;2019-03"
    )
    rows = rows.replace("sygesygedagpenge", "sygedagpenge")
    assert len(seen(tmp_path, (None, "2019-06-01"), rows)) == 1


BROKEN_PLAIN = {
    "a table that was imported already": (
        "citizen;scheme;start;end;observed_from\na1;dagpenge;2019-01-10;2019-03-01;2019-02-01\n",
        (None, None),
        ["says itself when each spell could be seen", "borgerflow fit"],
    ),
    "under way and no day to see until": (PLAIN, (None, None), ["line 3", "--until"]),
    "a window without a day": (PLAIN, ("2019-06-01", "2019-06-01"), ["--until", "2019-06-01"]),
    "a window beyond our time": (PLAIN, (None, "2200-01-01"), ["no later than 2199-12-31"]),
    "a window before all": (PLAIN, ("2018-01-01", "2018-06-01"), ["no spell has a day"]),
    "overlapping": (
        PLAIN.replace("2019-03-01\n", "2019-03-05\n"),
        (None, "2020-01-01"),
        ["line 3", "overlaps"],
    ),
    "an end before the start": (
        PLAIN.replace("2019-03-01\n", "2018-03-01\n"),
        (None, "2020-01-01"),
        ["line 2", "later end"],
    ),
    "an unknown scheme": (
        PLAIN.replace("dagpenge;2019-03", "dagpengee;2019-03"),
        (None, "2020-01-01"),
        ["line 3", "Did you mean dagpenge"],
    ),
    "no column of ends": (PLAIN.replace(";end", ";x"), (None, "2020-01-01"), ["end"]),
    "a CPR number": (
        PLAIN.replace("a1", "0101901234"),
        (None, "2020-01-01"),
        ["line 2", "CPR number"],
    ),
}


@pytest.mark.parametrize("what", BROKEN_PLAIN)
def test_plain_spells_that_do_not_hold_are_told(what, tmp_path):
    content, window, words = BROKEN_PLAIN[what]
    with pytest.raises(InputError) as refused:
        seen(tmp_path, window, content)
    said = str(refused.value)
    assert [word for word in words if word not in said] == []


def test_the_file_that_is_read_is_never_written_over(tmp_path):
    file = saved(tmp_path, PLAIN, "spells.csv")
    with pytest.raises(InputError, match="is the file that is read; expected another name"):
        refuse_at_once(file, tmp_path / "." / "spells.csv")


def test_one_week_is_told_as_one(tmp_path):
    note = ReadingNote(file="dream.csv", shape=same("DREAM"), rows=1)
    gap = with_rules(note, WeekRules(1)).assumed[-1]
    assert gap.why.en.endswith("of at most 1 week do not end a spell")
    assert "højst 1 uge afbryder" in gap.why.da
