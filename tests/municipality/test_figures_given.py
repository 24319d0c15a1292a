"""Figures of a municipality: what is taken as one, and what is refused in one sentence."""

import pandas as pd
import pytest

from borgerflow.experiments.validation.municipality.accepted import (
    accepted_figures,
    names_of,
    refuse_day,
)
from borgerflow.experiments.validation.municipality.figures import figures_known
from borgerflow.experiments.validation.municipality.given import figures_in, typed_figures
from borgerflow.experiments.validation.municipality.interview import asked_figures
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from tests.municipality.made_up import STOCKS, held, rows, table

FIGURES = figures_known(load().law.schemes)
NAMES = names_of(FIGURES)
DAY = parse_day("2019-02-01")


def read(file, name="smallville"):
    return accepted_figures([*typed_figures("2000", None, []), *in_file(file, name)], FIGURES)


def in_file(file, name="smallville"):
    return figures_in(file, NAMES, name, DAY)


def written(folder, text):
    (folder / "figures.csv").write_text(text, encoding="utf-8")
    return folder / "figures.csv"


@pytest.mark.parametrize(
    "head", ["figure;value;source", "Tal;Antal;Kilde", "bestand;personer;kilde"]
)
def test_a_small_file_is_read_under_danish_and_english_headers(tmp_path, head):
    known = accepted_figures(in_file(written(tmp_path, rows(head=head))), FIGURES)
    assert {n: one.persons for n, one in known.items()} == {"persons_18_66": 2000, **STOCKS}
    assert known["dagpenge"].source == "made up"


def test_a_figure_is_known_by_its_danish_name(tmp_path):
    text = rows().replace("foertidspension", "Førtidspension").replace("dagpenge", "A-dagpenge", 1)
    assert accepted_figures(in_file(written(tmp_path, text)), FIGURES)["foertidspension"]


def test_a_table_of_import_gives_the_stocks_of_the_day_with_their_table(tmp_path):
    table().to_csv(tmp_path / "figures.csv", sep=";", index=False)
    known = read(tmp_path / "figures.csv")
    assert {n: known[n].persons for n in STOCKS} == STOCKS
    assert known["dagpenge"].source == "jobindsats Y00A02, 2019-01-01"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"start": "2020-01-01", "end": "2020-04-01"}, "no row with a stock in persons on the day"),
        ({"sex": "women"}, "no row with a stock in persons on the day"),
    ],
)
def test_a_table_of_another_day_or_of_some_is_refused(tmp_path, changes, told):
    table(**changes).to_csv(tmp_path / "figures.csv", sep=";", index=False)
    with pytest.raises(InputError, match=told):
        read(tmp_path / "figures.csv")


def test_a_table_of_other_municipalities_is_refused(tmp_path):
    both = [table(municipality=name) for name in ("Northville", "Southville")]
    pd.concat(both).to_csv(tmp_path / "figures.csv", sep=";", index=False)
    with pytest.raises(InputError, match=r"figures of 2 municipalities \(Northville, Southville\)"):
        read(tmp_path / "figures.csv")


WRONG = {
    "a name that is almost one": (["sygedagpeng=40"], "Did you mean sygedagpenge?"),
    "thousands": (["dagpenge=1.104"], "--stock dagpenge is 1.104: .* Did you mean 1104?"),
    "no number": (["dagpenge=mange"], "expected a whole number of persons, 1 or more"),
    "nobody": (["dagpenge=0"], "--stock dagpenge is 0: expected a whole number of persons"),
    "no sign between": (["dagpenge"], "expected sygedagpenge=1104"),
    "the same again": (["dagpenge=46"], "dagpenge is 46, but 45 in --stock dagpenge"),
    "a part of a whole": (["shydelse=9"], "shydelse is 9, a part of kontanthjaelp_mv, which is 66"),
    "a part above the whole": (["shydelse=90"], "expected no more, and the whole or its parts"),
    "more than live there": (["revalidering=2001"], "no more than persons_18_66, 2000"),
    "more in all than live there": (["revalidering=1999"], "the stocks together: 2377"),
}


@pytest.mark.parametrize(("more", "told"), WRONG.values(), ids=WRONG)
def test_figures_that_cannot_be_are_refused(more, told):
    stocks = [f"{name}={count}" for name, count in STOCKS.items()]
    with pytest.raises(InputError, match=told):
        accepted_figures(typed_figures("2000", None, [*stocks, *more]), FIGURES)


def test_a_workforce_above_the_residents_is_refused():
    stocks = [f"{name}={count}" for name, count in STOCKS.items()]
    with pytest.raises(InputError, match="workforce: 2001; expected no more than persons_18_66"):
        accepted_figures(typed_figures("2000", "2001", stocks), FIGURES)


@pytest.mark.parametrize("name", STOCKS)
def test_a_missing_stock_is_named_with_the_table_that_publishes_it(name):
    others = {other: count for other, count in STOCKS.items() if other != name}
    with pytest.raises(InputError, match=rf"Missing: {name} \((jobindsats Y|Statistikbanken AUK)"):
        held(others)


def test_help_may_be_given_in_parts_but_not_in_one_of_them():
    parts = {n: c for n, c in STOCKS.items() if n != "kontanthjaelp_mv"} | {"kontanthjaelp": 40}
    assert held(parts | {"uddannelseshjaelp": 20})["uddannelseshjaelp"].persons == 20
    with pytest.raises(InputError, match=r"Missing: uddannelseshjaelp \(jobindsats Y38A02\)"):
        held(parts)


def test_in_danish_figures_go_by_their_danish_names(tmp_path):
    with pytest.raises(InputError) as missing:
        accepted_figures([], FIGURES)
    assert missing.value.said.da.startswith("Der mangler: Indbyggere 18-66 år (Statistikbanken")
    assert "Jobafklaringsforløb (jobindsats" in missing.value.said.da
    assert "persons_18_66" not in missing.value.said.da
    with pytest.raises(InputError) as grouped:
        accepted_figures(in_file(written(tmp_path, rows({"dagpenge": "1.104"}))), FIGURES)
    assert "A-dagpenge er 1.104: der skal stå et helt antal personer, mindst 1. Mente du 1104?" in (
        grouped.value.said.da
    )


def test_a_file_tells_the_line_of_what_is_wrong(tmp_path):
    with pytest.raises(InputError, match=r"figures.csv, line 3, dagpenge is 1.104: expected"):
        accepted_figures(in_file(written(tmp_path, rows({"dagpenge": "1.104"}))), FIGURES)


@pytest.mark.parametrize("day", ["2018-12-31", "2025-07-01"])
def test_a_day_without_all_the_stocks_is_refused(day):
    with pytest.raises(InputError, match="expected a day from 2019-01-01 to 2025-06-30"):
        refuse_day(parse_day(day), load().law.schemes)


class Somebody:
    """Somebody who answers in turn, and remembers what was told."""

    def __init__(self, *answers):
        self.answers, self.told = list(answers), []

    def ask(self, _question, _default):
        return self.answers.pop(0)

    def tell(self, text):
        self.told.append(text)


def test_whoever_is_asked_is_asked_again_where_an_answer_cannot_be():
    talk = Somebody("2.000", "2000", "", *map(str, STOCKS.values()))
    given = asked_figures(talk, FIGURES, "da")
    assert ["Mente du 2000?" in each for each in talk.told] == [True]
    assert {n: one.persons for n, one in accepted_figures(given, FIGURES).items()} == {
        "persons_18_66": 2000,
        **STOCKS,
    }
