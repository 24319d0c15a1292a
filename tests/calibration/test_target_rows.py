"""Tables of published figures: what is taken as one, and what is refused in one sentence."""

import csv

import pytest

from borgerflow.experiments.validation.calibration.published.kinds import MEASURES
from borgerflow.experiments.validation.calibration.published.rows import targets_asked
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.world.municipality import find_municipality

PARAMS = load()
HERNING = find_municipality(PARAMS, "herning")
HEAD = "scheme;measure;detail;unit;period;value;low;high\n"


def asked(folder, *rows, head=HEAD):
    file = folder / "mine.csv"
    file.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return targets_asked(HERNING, [str(file)], PARAMS)


def test_a_table_of_ones_own_stands_beside_the_stocks_of_the_file(tmp_path):
    found = asked(tmp_path, "jobafklaring;ended_within;26;share;2019;0,43;;")
    assert [target.name for target in found[:-1]] == [t.name for t in HERNING.targets]
    mine = found[-1]
    assert (mine.value, mine.is_fitted, mine.is_own, mine.grade) == (0.43, True, True, "recalled")


def test_shares_of_elsewhere_hold_here_and_counts_do_not():
    names = {target.name: target for target in targets_asked(HERNING, [], PARAMS)}
    assert names["C061"].is_of_elsewhere  # a share, counted in Hedensted
    assert "C060" not in names  # new cases of Hedensted
    assert names["C316"].place == "herning"
    neither = find_municipality(PARAMS, "vesthimmerland")
    assert not {"C060", "C316"} & {target.name for target in targets_asked(neither, [], PARAMS)}


def test_an_own_figure_stands_in_the_place_of_one_of_elsewhere():
    hedensted = find_municipality(PARAMS, "hedensted")
    names = {target.name: target for target in targets_asked(hedensted, [], PARAMS)}
    assert names["C061"].is_own
    assert not names["C061"].is_of_elsewhere


def test_a_figure_most_likely_lies_in_the_middle_of_its_range_and_a_stock_where_it_was_counted():
    found = {target.name: target for target in targets_asked(HERNING, [], PARAMS)}
    share, stock, alone = found["C164"], found["sygedagpenge"], found["C061"]
    assert 0.034 < share.unscaled(share.middle) < 0.035  # published as 4 of 3 to 4 %
    assert stock.unscaled(stock.middle) == pytest.approx(1104)
    assert alone.unscaled(alone.middle) == pytest.approx(0.43)  # it has no range


def test_ids_choose_rows_of_the_packaged_table():
    found = targets_asked(HERNING, ["C061,C387"], PARAMS)
    assert [target.name for target in found[-2:]] == ["C061", "C387"]


WRONG = {
    "a measure that is almost one": ("jobafklaring;ended_witin;26;;;0.4;;", "Did you mean ended_w"),
    "a scheme that is almost one": ("jobafklarin;ended_within;26;;;0.4;;", "mean jobafklaring?"),
    "a detail without weeks": ("dagpenge;ended_within;x;;;0.4;;", "detail is 'x'; expected, as"),
    "a detail too many": ("dagpenge;mean_length;26;;;24;;", "detail is '26'; expected, as: none"),
    "an outcome there is not": ("dagpenge;outcome;jobb;;;0.4;;", "Did you mean job?"),
    "per cent": ("dagpenge;outcome;job;%;;40;;", "unit is '%'; expected share"),
    "a share above 1": ("dagpenge;outcome;job;;;40;;", "expected a share between 0 and 1"),
    "no number": ("dagpenge;mean_length;;;;long;;", "expected a number above 0"),
    "a range beside its value": ("dagpenge;mean_length;;;;24;25;26", "outside its range from 25"),
    "a range below it": ("dagpenge;mean_length;;;;24;22;23", "outside its range from 22"),
    "a stock of no day": ("fleksjob;stock;;;2019;1400;;", "expected a day as 2019-02-01"),
    "more than live there": ("uddannelse;stock;;;2019-02-01;60000;;", "the residents, 54400"),
    "another than in the file": ("dagpenge;stock;;;2019-02-01;900;;", "it is 1061 in herning.yaml"),
    "several as one": ("kontanthjaelp;mean_length;;;;30;;", "is several schemes; expected one of"),
}


@pytest.mark.parametrize(("row", "told"), WRONG.values(), ids=WRONG)
def test_a_row_that_cannot_be_is_refused_with_file_and_line(tmp_path, row, told):
    with pytest.raises(InputError) as refused:
        asked(tmp_path, "fleksjob;mean_length;;;;300;;", row)
    assert "mine.csv, line 3" in str(refused.value)
    assert told in str(refused.value)


def test_two_figures_of_the_same_that_differ_are_refused(tmp_path):
    rows = ("dagpenge;mean_length;;;;24;;", "dagpenge;mean_length;;;;25;;")
    head = "id;" + HEAD
    with pytest.raises(InputError, match=r"dagpenge mean_length is 25; expected one figure of it"):
        asked(tmp_path, *(f"{n};{row}" for n, row in enumerate(rows)), head=head)


@pytest.mark.parametrize(
    ("ids", "told"), [("C62", "Did you mean C162?"), ("nowhere.csv", "does not exist")]
)
def test_what_is_not_there_is_refused(ids, told):
    with pytest.raises(InputError, match=told):
        targets_asked(HERNING, [ids], PARAMS)


def test_a_municipality_without_any_figure_is_refused(tmp_path):
    nobody = HERNING.model_copy(update={"targets": ()})
    with pytest.raises(InputError, match="herning has no figures to be calibrated to"):
        targets_asked(nobody, ["C395"], PARAMS)


def test_every_packaged_row_says_what_its_figure_says():
    with (PARAMS.directory / "calibration.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"]: row for row in csv.DictReader(file)}
    with (PARAMS.directory / "targets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        figure = known[row["id"].partition("-")[0]]
        scale = 100 if "%" in figure["unit"] else 1
        if figure["value"].replace(".", "").isdigit() and row["grade"] == figure["grade"]:
            assert float(row["value"]) == pytest.approx(float(figure["value"]) / scale), row["id"]
        assert row["measure"] in MEASURES
