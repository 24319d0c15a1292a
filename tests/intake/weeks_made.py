"""Files of weeks made by hand, and what the rules of weeks say of them, told without arrays."""

import datetime as dt
from itertools import groupby

from borgerflow.sim.base.clock import day_of
from borgerflow.sim.params import load
from borgerflow.sim.records.files.dream.codes import code_map_of
from borgerflow.sim.records.files.dream.reading import read_dream
from borgerflow.sim.records.files.dream.stretches import WeekRules

PARAMS = load()
CODES = code_map_of(PARAMS)
AS_THEY_ARE = WeekRules(is_corrected=False)
ROWS = (
    "PNR;y_1951;y_1952;y_2001;y_2002",
    "a1;;890;890;111",
    "b2;730;;;781",
)


def text_of(*rows):
    return "\n".join(rows or ROWS) + "\n"


def read(path, rules=AS_THEY_ARE):
    """Return the table and the first note of one file."""
    reading = read_dream([path], CODES, rules)
    return reading.table(), reading.notes[0]


def read_text(folder, *rows, name="dream.csv", rules=AS_THEY_ARE):
    path = folder / name
    path.write_text(text_of(*rows), encoding="utf-8")
    return read(path, rules)


def told(table):
    """Return the rows of a table as texts: citizen, scheme, start, end, next."""
    days = table[["start", "end"]].apply(lambda column: column.dt.strftime("%Y-%m-%d").fillna(""))
    names = table[["citizen", "scheme", "next"]].astype(str)
    return [
        (citizen, scheme, start, end, following)
        for (citizen, scheme, following), (start, end) in zip(
            names.itertuples(index=False), days.itertuples(index=False), strict=True
        )
    ]


def monday(year, week):
    return day_of(dt.date.fromisocalendar(year, week, 1))


def weekly_states(stays, weeks, rank):
    """Return by citizen the scheme of each week: of those with a day in it, the one that wins."""
    states = {}
    for citizen, scheme, start, end in stays:
        for week in range(max(start // 7, weeks[0]), min((end + 6) // 7, weeks[1])):
            states.setdefault(citizen, {}).setdefault(week, []).append(scheme)
    return {
        citizen: [min(by_week.get(week, [""]), key=rank) for week in range(*weeks)]
        for citizen, by_week in states.items()
    }


def whole_weeks_of(states, first):
    """Return citizen, scheme, first day, day after the last of every run of weeks of a scheme.

    None for a first week or a last one that the window cuts.
    """
    for citizen, schemes in sorted(states.items()):
        week = first
        for scheme, run in groupby(schemes):
            begins, week = week, week + len(list(run))
            if scheme:
                start = None if begins == first else 7 * begins
                yield citizen, scheme, start, None if week == first + len(schemes) else 7 * week
