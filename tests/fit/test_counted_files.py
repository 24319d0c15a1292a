"""What others have counted: tables of occurrences and exposure, and published figures."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from borgerflow import fit
from borgerflow.experiments.questions.data.intake.question import Imported, import_file, keep
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.params.model import Hazards
from borgerflow.sim.params.reading.forms import read_model
from borgerflow.sim.records.figures import COLUMNS

PARAMS = load()
HEADER = "scheme;next;from_week;to_week;events;exposure_weeks"
LEFT = ("ledighedsydelse;fleksjob;0;26;30;1000", "ledighedsydelse;fleksjob;26;;20;2000")


@pytest.fixture
def counted(tmp_path):
    """Return what writes a table of occurrences and exposure."""

    def write(*rows, header=HEADER):
        path = tmp_path / "counts.csv"
        path.write_text("\n".join((header, *rows)), encoding="utf-8")
        return path

    return write


def hazards(told, to):
    return [row.per_week.mean for row in told.hazards if row.destination == to]


def test_a_hazard_is_occurrences_over_exposure_with_its_exact_interval(counted):
    first, second = fit(counted(*LEFT)).hazards
    assert (first.per_week.mean, second.per_week.mean) == (0.03, 0.01)
    assert second.per_week.low == pytest.approx(chi2.ppf(0.025, 40) / 2 / 2000)
    assert second.per_week.high == pytest.approx(chi2.ppf(0.975, 42) / 2 / 2000)
    assert (second.from_weeks, second.until_weeks, second.events) == (26, None, 20)


def test_who_left_nobody_knows_where_went_where_the_others_went(counted):
    unknown = ("ledighedsydelse;;0;26;10;1000", "ledighedsydelse;;26;;0;2000")
    told = fit(counted(*LEFT, *unknown))
    assert hazards(told, "fleksjob") == pytest.approx([0.04, 0.01])


def test_where_no_exit_is_named_there_is_one_hazard_and_no_params(counted):
    told = fit(counted("ledighedsydelse;;0;;30;1000"))
    assert hazards(told, "") == [0.03]
    assert told.params == {}


def test_an_exit_of_which_a_number_is_suppressed_is_left_out_and_told(counted):
    few = ("ledighedsydelse;job;0;26;..;1000", "ledighedsydelse;job;26;;8;2000")
    told = fit(counted(*LEFT, *few))
    assert hazards(told, "job") == []
    assert any("ledighedsydelse>job" in note.en for note in told.notes)


def test_the_params_of_counts_have_the_bands_of_their_table(counted, tmp_path):
    told = fit(counted("fleksjob;job;0;10;30;1000", "fleksjob;job;10;;20;2000"))
    path = tmp_path / "hazards.yaml"
    path.write_bytes(told.params["model/hazards.yaml"])
    written = read_model(path, Hazards).schemes["fleksjob"]
    assert written.bins_weeks == (0, 10)
    assert written.exits["job"].per_week == pytest.approx((0.03, 0.01))
    before = read_model(PARAMS.directory / "model" / "hazards.yaml", Hazards)
    assert (
        written.exits["ledighedsydelse"].per_week[0]
        <= (before.schemes["fleksjob"].exits["ledighedsydelse"].per_week[0])
    )


def test_counts_without_jobs_share_self_support_as_params_have_it(counted):
    told = fit(counted("fleksjob;selvforsoergelse;0;;60;2000"))
    assert any("knows no jobs" in note.en for note in told.notes)
    assert "shared between them" in told.params["model/hazards.yaml"].decode()
    named = fit(counted("fleksjob;job;0;;60;2000"))
    assert not any("knows no jobs" in note.en for note in named.notes)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((*LEFT, "ledighedsydelse;job;0;;30;3000"), "same bands for every exit"),
        ((LEFT[0], "ledighedsydelse;fleksjob;52;;20;2000"), "without gaps"),
        ((LEFT[1],), "from week 0"),
        (("ledighedsydelse;fleksjob;0;;19;1000",), "too few"),
    ],
)
def test_bands_that_differ_lie_apart_or_begin_late_are_refused(counted, rows, said):
    with pytest.raises(InputError, match=said):
        fit(counted(*rows))


def test_a_table_of_several_groups_is_refused_and_one_group_is_read(counted):
    rows = [f"{row};{sex}" for row in LEFT for sex in ("men", "women")]
    with pytest.raises(InputError, match=r"sex.* several groups"):
        fit(counted(*rows, header=f"{HEADER};sex"))
    assert len(fit(counted(*rows[::2], header=f"{HEADER};sex")).hazards) == 2


def test_what_belongs_to_spells_is_refused_with_counts(counted):
    with pytest.raises(InputError, match="--frailty belongs to spells"):
        fit(counted(*LEFT), frailty=True)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_table_that_import_wrote_is_fitted_as_the_file_it_read(counted, tmp_path, ending):
    path, out = counted(*LEFT), tmp_path / f"imported.{ending}"
    keep(import_file("exposure", path, PARAMS), out, "da")
    assert fit(out).hazards == fit(path).hazards


def figures(measure, values, periods, **others):
    """Return published figures of ledighedsydelse of one municipality."""
    usual = dict.fromkeys(COLUMNS, "") | {
        "municipality_code": "657",
        "municipality": "Herning",
        "scheme": "ledighedsydelse",
        "measure": measure,
        "sex": "all",
        "age": "all",
        "totals": "age sex",
        "status": "value",
    }
    index = pd.period_range("2019-01", periods=len(values), freq=periods)
    table = pd.DataFrame({**usual, **others}, index=range(len(values)))
    starts, ends = (side.normalize() for side in (index.start_time, index.end_time))
    days = {"start": starts, "end": ends + pd.Timedelta(days=1)}
    return table.assign(**days, value=np.array(values, dtype=float))[list(COLUMNS)]


@pytest.fixture
def published(tmp_path):
    """Return what writes tables of figures as import does."""

    def write(*tables, name="figures.csv"):
        path = tmp_path / name
        keep(Imported("jobindsats", pd.concat(tables, ignore_index=True), ()), path, "da")
        return path

    return write


def test_the_rate_of_published_figures_is_one_over_the_mean_duration(published):
    stock = figures("full_time_persons", [70, 70, 70], "M")
    told = fit(published(stock, figures("mean_weeks", [8, 10, 12], "M")))
    (row,) = told.hazards
    assert row.per_week.mean == pytest.approx(0.1)
    assert row.weeks == pytest.approx(70 * 90 / 7)  # January to March
    assert row.events == 90
    assert row.per_week.low == pytest.approx(chi2.ppf(0.025, 2 * 87) / 2 / 870)  # 3 are lost
    assert told.params == {}


def test_the_persons_of_a_quarter_are_those_of_its_months(published):
    durations = published(figures("mean_weeks", [8, 10, 12], "M"))
    stock = published(figures("full_time_persons", [70], "Q"), name="auk01.csv")
    (row,) = fit(durations, persons=stock).hazards
    assert row.weeks == pytest.approx(70 * 90 / 7)


def test_a_month_whose_duration_is_suppressed_does_not_count(published):
    durations = figures("mean_weeks", [8, 99, 12], "M")
    durations.loc[1, ["status", "value"]] = ["suppressed", np.nan]
    (row,) = fit(published(durations, figures("full_time_persons", [70] * 3, "M"))).hazards
    assert row.per_week.mean == pytest.approx(0.1)
    assert row.weeks == pytest.approx(70 * 62 / 7)


STOCK, DURATIONS = figures("full_time_persons", [70], "M"), figures("mean_weeks", [10], "M")


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ((STOCK,), "expected both"),
        ((STOCK, DURATIONS.assign(municipality_code="661")), "one municipality"),
        ((STOCK, DURATIONS, figures("mean_weeks", [10], "Q")), "periods overlap"),
        ((STOCK, DURATIONS.assign(totals="age")), "expected both"),  # of one sex
    ],
)
def test_figures_that_tell_no_rate_are_refused(published, tables, said):
    with pytest.raises(InputError, match=said):
        fit(published(*tables))


def test_persons_beside_anything_but_figures_are_refused(counted, published):
    with pytest.raises(InputError, match="expected a table of figures"):
        fit(counted(*LEFT), persons=published(STOCK))
