"""The whole way round: simulated lives are written as a register, read, and are the lives again."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from weeks_made import (
    AS_THEY_ARE,
    CODES,
    PARAMS,
    monday,
    told,
    weekly_states,
    whole_weeks_of,
)

from borgerflow.experiments.questions.data.intake.observed import import_dream, import_spells
from borgerflow.experiments.questions.run.asked import RunQuestion, refuse_shape
from borgerflow.experiments.questions.run.register.published import borders_of
from borgerflow.experiments.questions.run.register.question import Register, write_register
from borgerflow.experiments.questions.run.register.weeks import WRITTEN_AS, whole_weeks
from borgerflow.experiments.runs.comparison import world_of
from borgerflow.experiments.runs.validate import accepted
from borgerflow.sim.base.clock import FAR, iso_date
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.fit.life_tables import life_table
from borgerflow.sim.records.exposure import read_exposure
from borgerflow.sim.records.figures import SUPPRESSED, VALUE
from borgerflow.sim.records.files.dream.reading import read_dream
from borgerflow.sim.records.files.dream.stretches import WeekRules
from borgerflow.sim.records.files.jobindsats.reader import read_jobindsats
from borgerflow.sim.records.files.spell_files import read_spell_file
from borgerflow.sim.records.files.statbank.reader import read_statbank
from borgerflow.sim.records.observed import seen_through, sightings_of, stays_of
from borgerflow.sim.records.stocks import ended, full_time_persons, mean_weeks, persons

QUARTERS = ("01", "04", "07", "10")
pytestmark = pytest.mark.slow

# A corner of a municipality, in the engine that needs no compiling.
QUESTION = RunQuestion(
    municipality="herning",
    start="2019-01-01",
    end="2021-01-01",
    population=0.02,
    seed=1,
    engine="reference",
)


@pytest.fixture(scope="module")
def register():
    world = world_of(accepted(QUESTION, PARAMS), PARAMS)
    return Register(simulate(world, QUESTION.seed, 0, QUESTION.engine), world, PARAMS)


@pytest.fixture(scope="module")
def history(register):
    return register.history


@pytest.fixture(scope="module")
def window():
    return monday(2019, 1) + 1, monday(2021, 1) - 3  # 1 January of both years


@pytest.fixture(scope="module")
def folder(register, tmp_path_factory):
    """Return the folder in which the files of every shape lie."""
    root = tmp_path_factory.mktemp("registers")
    for documents in register.documents().values():
        for name, write in documents().items():
            write(root / name)
    return root


@pytest.fixture(scope="module")
def lives(history):
    """Return citizen, scheme, start and end of every stay that has a code, as DREAM calls it."""
    rows = zip(*(column.tolist() for column in stays_of(history)), strict=True)
    named = [(citizen, history.scheme_names[place], *days) for citizen, place, *days in rows]
    as_written = [(f"sim{who}", WRITTEN_AS.get(name, name), *days) for who, name, *days in named]
    return [row for row in as_written if CODES.code_of(row[1])]


@pytest.fixture(scope="module")
def seen(history, window):
    """Return the stays on a benefit as the horizon saw them, by the history itself."""
    paid = stays_of(history).only(history.spell_arrays.category >= 0)
    return seen_through(window, paid, history.scheme_names)


def test_dream_gives_the_lives_back_in_whole_weeks_row_by_row(folder, lives, window):
    def rank(scheme):
        return CODES.rank[CODES.place(scheme)] if scheme else np.inf

    weeks = whole_weeks(window)
    states = weekly_states(lives, weeks, rank)
    expected = [
        (
            citizen,
            scheme,
            "" if start is None else iso_date(start),
            "" if end is None else iso_date(end),
        )
        for citizen, scheme, start, end in whole_weeks_of(states, weeks[0])
    ]
    table = import_dream([folder / "dream.csv"], PARAMS, AS_THEY_ARE).table
    assert sorted(row[:4] for row in told(table)) == sorted(expected)
    assert len(table) > 100


def test_spells_come_back_as_they_were_to_the_day(folder, seen):
    window = (int(seen.observed_from.min()), int(seen.observed_until.max()))
    read = import_spells(folder / "spells.csv", PARAMS, window).table
    named = seen.table().assign(citizen=[f"sim{citizen}" for citizen in seen.citizen])
    same = named.sort_values(["citizen", "start"]).reset_index(drop=True)
    for name in ("citizen", "scheme", "start", "end", "observed_from", "open", "next"):
        assert read[name].astype(str).tolist() == same[name].astype(str).tolist(), name


def test_settle_reads_the_file_of_spells(folder):
    from borgerflow.experiments.questions.settle.question import price_file  # noqa: PLC0415

    priced = price_file(folder / "spells.csv", PARAMS, until="2021-01-01")
    assert priced.ledger["kroner"].sum() > 0


def figures(folder, table):
    """Return the figures of a table of jobindsats, by JSON and by CSV the same."""
    by_json, by_csv = (
        read_jobindsats(folder / f"{table}{end}", PARAMS).table for end in (".json", ".csv")
    )
    beside = ["raw", "row"]
    assert by_json.drop(columns=beside).equals(by_csv.drop(columns=beside))
    return by_json


def place_of(seen, scheme):
    return seen.schemes.index(scheme)


@pytest.mark.parametrize(("table", "scheme"), [("Y07A02", "sygedagpenge"), ("Y01A02", "dagpenge")])
def test_jobindsats_tells_the_stocks_of_the_spells_month_by_month(
    folder, seen, window, table, scheme
):
    read, months = figures(folder, table), borders_of(window, 1)
    for measure, count in (("persons", persons), ("full_time_persons", full_time_persons)):
        rows = read[read["measure"] == measure]
        told_ones = (rows["status"] == VALUE).to_numpy()
        stock = count(seen, months)[:, place_of(seen, scheme)]
        assert told_ones.sum() > 12
        assert rows["value"].to_numpy()[told_ones] == pytest.approx(stock[told_ones], abs=0.5)


def test_fewer_than_five_persons_are_suppressed_and_no_nought(folder, seen, window):
    rows = figures(folder, "Y04A02")
    rows = rows[rows["measure"] == "persons"]
    many = persons(seen, borders_of(window, 1))[:, place_of(seen, "revalidering")]
    is_few = (many > 0) & (many < 5)
    assert is_few.any()
    assert (rows["status"] == SUPPRESSED).tolist() == is_few.tolist()
    assert rows["value"].isna().tolist() == is_few.tolist()


def test_durations_are_those_of_the_spells_that_ended(folder, seen, window):
    rows = figures(folder, "Y07A07")
    weeks = mean_weeks(seen, borders_of(window, 1))[:, place_of(seen, "sygedagpenge")]
    is_told = (rows["status"] == VALUE).to_numpy()
    assert is_told.sum() > 12
    assert rows["value"].to_numpy()[is_told] == pytest.approx(weeks[is_told], abs=0.06)


def test_a_spell_whose_last_day_is_the_last_of_a_month_ended_in_that_month(seen, window):
    borders = borders_of(window, 1)
    is_last = ~seen.is_open & (seen.end == borders[5]) & (seen.start > 0)
    on_the_last = replace(seen, end=np.where(is_last, seen.end, FAR))
    assert is_last.sum() > 0
    assert ended(on_the_last, borders).sum(axis=1).nonzero()[0].tolist() == [4]


def test_statuses_after_a_spell_are_those_of_the_day(folder, seen, history, window):
    """By hand, citizen by citizen, for the spells of sygedagpenge that ended in May 2019."""
    rows = figures(folder, "Y07B15")
    rows = rows[(rows["days"] == 92) & (rows["start"] == "2019-05-01")]
    first, until = (monday(2019, 18) + 2, monday(2019, 22) + 5)
    stays = list(zip(*(column.tolist() for column in stays_of(history)), strict=True))
    ended = [
        (citizen, end)
        for citizen, scheme, end in zip(seen.citizen, seen.scheme, seen.end, strict=True)
        if seen.schemes[scheme] == "sygedagpenge" and first < end <= until
    ]
    jobs = [
        (citizen, end)
        for citizen, end in ended
        for who, scheme, start, stop in stays
        if who == citizen and start <= end - 1 + 92 < stop and seen.schemes[scheme] == "job"
    ]
    told_one = rows[rows["other"] == "status=job"]
    assert told_one["value"].tolist() == pytest.approx([len(jobs) / len(ended)], abs=0.0006)


def test_statbank_tells_the_quarters_of_which_the_spells_are_the_mean(folder, seen, window):
    read = read_statbank(folder / "AUK01.csv", PARAMS).table
    stock = full_time_persons(seen, borders_of(window, 3))
    sick = read[(read["scheme"] == "sygedagpenge") & (read["totals"] == "age sex")]
    starts = sick["start"].dt.strftime("%Y-%m-%d").tolist()
    assert starts == [f"{year}-{month}-01" for year in (2019, 2020) for month in QUARTERS]
    assert sick["value"].to_numpy() == pytest.approx(
        stock[:, place_of(seen, "sygedagpenge")], abs=0.5
    )
    every = read[read["totals"].str.contains("benefit")]
    assert every["value"].to_numpy() == pytest.approx(stock.sum(axis=1), abs=0.5)


def test_occurrences_and_exposure_are_those_of_the_spells(folder, seen):
    read = read_exposure(folder / "exposure.csv", PARAMS).table
    table, sick = life_table(seen), place_of(seen, "sygedagpenge")
    rows = read[read["scheme"] == "sygedagpenge"]
    assert rows["events"].sum() == table.events[sick].sum()
    weeks = rows.drop_duplicates("from_week")["exposure_weeks"].sum()
    assert weeks == pytest.approx(table.at_risk[sick].sum() / 7, rel=0.01)  # begun days and lived
    jobs = rows.loc[rows["next"] == "selvforsoergelse", "events"].sum()
    assert jobs == table.events[sick, place_of(seen, "selvforsoergelse")].sum()


def stock_rows(table, schemes):
    """Return the rows of full-time persons of schemes, everybody's, by their key."""
    rows = table[(table["measure"] == "full_time_persons") & table["scheme"].isin(schemes)]
    rows = rows[(rows["totals"] == "age sex") & (rows["status"] == VALUE)]
    return {
        (row.scheme, str(row.start)[:10], str(row.end)[:10]): row.value for row in rows.itertuples()
    }


def stocks_between(seen, borders, schemes):
    """Return what spells tell of the same rows, in whole persons."""
    stock = full_time_persons(seen, borders)
    return {
        (scheme, iso_date(first), iso_date(end)): round(stock[n, place_of(seen, scheme)])
        for scheme in schemes
        for n, (first, end) in enumerate(pairwise(borders))
    }


def test_one_year_is_the_same_to_the_row_whichever_shape_it_came_through(folder, window):
    """Stocks by scheme and period: what weeks do not carry is told, and is near."""
    year = (window[0], window[0] + 365)
    months, quarters = borders_of(year, 1), borders_of(year, 3)
    spells = read_spell_file(folder / "spells.csv", PARAMS.law).spells
    seen = sightings_of(spells, PARAMS.law, window)
    by_month = stocks_between(seen, months, ["sygedagpenge", "dagpenge", "fleksjob"])
    told_by_month = {}
    for name in ("Y07A02", "Y01A02", "Y08A02"):
        told_by_month |= stock_rows(figures(folder, name), ["sygedagpenge", "dagpenge", "fleksjob"])
    assert {key: told_by_month[key] for key in by_month} == by_month
    by_quarter = stocks_between(seen, quarters, ["sygedagpenge", "jobafklaring"])
    auk01 = read_statbank(folder / "AUK01.csv", PARAMS).table
    told_by_quarter = stock_rows(auk01, ["sygedagpenge", "jobafklaring"])
    assert {key: told_by_quarter[key] for key in by_quarter} == by_quarter
    weeks = read_dream([folder / "dream.csv"], CODES, WeekRules()).sightings
    near = stocks_between(weeks, quarters[1:], ["sygedagpenge", "fleksjob"])
    for key, persons_of_days in stocks_between(
        seen, quarters[1:], ["sygedagpenge", "fleksjob"]
    ).items():
        assert near[key] == pytest.approx(persons_of_days, rel=0.06), key


def test_the_stocks_of_corrected_weeks_are_those_of_the_spells_and_uncorrected_ones_too_large(
    folder, seen, window
):
    months = borders_of(window, 1)[1:-1]  # the weeks seen do not fill the first and the last
    sick = place_of(seen, "sygedagpenge")
    stock = full_time_persons(seen, months)[:, sick].mean()
    corrected, as_they_are = (
        full_time_persons(read_dream([folder / "dream.csv"], CODES, rules).sightings, months)
        for rules in (WeekRules(), AS_THEY_ARE)
    )
    assert corrected[:, sick].mean() == pytest.approx(stock, rel=0.02)
    assert as_they_are[:, sick].mean() > 1.03 * stock


def days_of(table):
    """Return the days of whole spells of sygedagpenge by citizen and month of the end."""
    whole = table[table["scheme"] == "sygedagpenge"].dropna(subset=["start", "end"])
    days = (whole["end"] - whole["start"]).dt.days
    return days.groupby([whole["citizen"], whole["end"].dt.strftime("%Y-%m")]).sum()


def test_weeks_corrected_last_the_days_of_the_spells_and_uncorrected_too_many(folder, window):
    lasted = days_of(import_spells(folder / "spells.csv", PARAMS, window).table)
    by_rule = (
        days_of(import_dream([folder / "dream.csv"], PARAMS, rules).table)
        for rules in (WeekRules(), AS_THEY_ARE)
    )
    corrected, as_they_are = ((days - lasted)[lambda off: off.abs() < 15] for days in by_rule)
    assert len(corrected) > 100
    assert corrected.mean() == pytest.approx(0, abs=1)
    assert as_they_are.mean() > 4


def test_a_register_that_is_kept_says_that_nobody_is_real(tmp_path):
    few = replace(QUESTION, population=0.001)
    kept = write_register(few, PARAMS, "statbank", tmp_path).folder
    said = (kept / "README.txt").read_text(encoding="utf-8")
    assert "simulerede" in said
    assert "simulated" in said
    assert (kept / "AUK01.csv").exists()


@pytest.mark.parametrize(
    ("shape", "replications", "words"),
    [("dreams", 1, "Did you mean dream?"), ("dream", 20, "--replications is 20")],
)
def test_a_shape_there_is_not_and_two_registers_at_once_are_refused(shape, replications, words):
    with pytest.raises(InputError, match=words.replace("?", r"\?")):
        refuse_shape(shape, replications)


@pytest.mark.parametrize(
    ("shape", "end", "words"),
    [
        ("statbank", "2019-02-20", "expected a whole quarter from --start 2019-01-10"),
        ("jobindsats", "2019-01-31", "expected a whole month"),
        ("dream", "2019-01-13", "expected a whole week"),
    ],
)
def test_a_horizon_without_a_whole_period_is_refused_before_anybody_lives(
    shape, end, words, tmp_path
):
    question = replace(QUESTION, start="2019-01-10", end=end)
    with pytest.raises(InputError, match=words):
        write_register(question, PARAMS, shape, tmp_path)
    assert not list(tmp_path.iterdir())
