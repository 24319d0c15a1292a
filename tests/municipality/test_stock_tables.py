"""A table of the people who are there: read as it is, or refused in one sentence with its row."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from borgerflow.experiments.questions.batch.study import read_study
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.validate import accepted_contacts
from borgerflow.experiments.questions.portfolio.asked import PortfolioQuestion, accepted_choice
from borgerflow.experiments.questions.run.asked import RunQuestion
from borgerflow.experiments.runs.validate import accepted, with_horizon
from borgerflow.experiments.validation.accounts.asked import (
    AccountsQuestion,
    accepted_accounts,
    of_year,
)
from borgerflow.experiments.validation.backcast.asked import BackcastQuestion, accepted_backcast
from borgerflow.experiments.validation.calibration.written import file_text
from borgerflow.experiments.validation.municipality import making
from borgerflow.experiments.validation.municipality.stock_table import stock_in
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError, ParamError
from borgerflow.sim.params import load
from borgerflow.sim.params.model import StockOnDay
from borgerflow.sim.world.horizon import first_day_lived
from borgerflow.sim.world.municipality import find_municipality, with_file_of
from tests.municipality.made_up import held

PARAMS = load()
DAY = parse_day("2019-02-01")
HEAD = "ordning;uger;trappe;personer;kilde\n"
SICK = HEAD + "Sygedagpenge;0-4;1-8;25;vores\nsygedagpenge;5 - 20 uger;53+;15;vores\n"


@dataclass(frozen=True)
class Made:
    home: Any


def read(tmp_path, text, known=None):
    (tmp_path / "there.csv").write_text(text, encoding="utf-8")
    known = held() if known is None else known
    return stock_in(tmp_path / "there.csv", DAY, PARAMS.law.schemes, known)


def test_ranges_single_weeks_and_the_open_last_step_are_read(tmp_path):
    stock = read(tmp_path, SICK + "a-dagpenge;30;;45;\n")
    rows = [(row.scheme, row.weeks, row.ladder, row.persons) for row in stock.rows]
    assert rows == [
        ("sygedagpenge", (0, 4), (1, 8), 25),
        ("sygedagpenge", (5, 20), (53, 53), 15),
        ("dagpenge", (30, 30), None, 45),
    ]
    assert (stock.day, stock.source, stock.grade) == (DAY, "vores", "sourced")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sygedagpeng;0-4;;40;", "line 2: no scheme with a stock is called sygedagpeng. Did you"),
        ("uddannelse;0-4;;40;", "line 2: no scheme with a stock is called uddannelse"),
        ("sygedagpenge;-2;;40;", "line 2: the weeks are -2; expected whole weeks from 0"),
        ("sygedagpenge;9-4;;40;", "line 2: the weeks are 9-4; expected whole weeks from 0"),
        ("sygedagpenge;05-08-2019;;40;", "A spreadsheet makes a date of 5-8"),
        (
            "sygedagpenge;53+;;40;",
            "line 2, the weeks are '53+'; expected whole weeks from 0 to 2600",
        ),
        ("sygedagpenge;5;x;40;", "line 2, the weeks on the ladder are 'x'; expected whole weeks"),
        ("sygedagpenge;0-4;;-1;", "line 2, persons is"),
        (
            "sygedagpenge;0-4;;mange;",
            "line 2, persons is 'mange': expected a whole number of persons.",
        ),
        ("sygedagpenge;40;5-26;40;", "fewer than the 40 of the case itself"),
        ("sygedagpenge;0-4;;50;", "sygedagpenge is 50 in all, but 40 in --stock sygedagpenge"),
        ("fleksjob;0-400;;2001;", "2001 in all; expected no more than persons_18_66, 2000."),
        ("sygedagpenge;0-4;;40;010190-1234", "looks like a CPR number"),
    ],
)
def test_a_row_that_does_not_hold_is_refused_by_its_place(tmp_path, text, said):
    with pytest.raises(InputError) as refused:
        read(tmp_path, HEAD + text + "\n")
    assert said in refused.value.said.en
    assert "there.csv" in refused.value.said.en
    assert "1234" not in str(refused.value).replace("1234567", "")


@pytest.mark.parametrize("column", ["cpr", "Borger-ID", "navn", "citizen", "Sagsnr."])
def test_a_file_of_single_persons_is_refused(tmp_path, column):
    text = f"{column};ordning;uger;personer\nx;sygedagpenge;4;40\n"
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    assert "peger på enkelte borgere" in refused.value.said.da


def test_a_file_without_counts_is_refused(tmp_path):
    with pytest.raises(InputError, match="scheme;weeks;ladder;persons"):
        read(tmp_path, "ordning;uger\nsygedagpenge;4\n")


def home_with(rows):
    """Return modelkommune with people who are there."""
    about = {"day": "2019-02-01", "source": "ours", "grade": "sourced"}
    stock = StockOnDay.model_validate({**about, "rows": rows})
    return find_municipality(PARAMS, "modelkommune").model_copy(update={"stock": stock})


ROW = {"scheme": "sygedagpenge", "weeks": [0, 4], "ladder": [1, 8], "persons": 25}


def filed(tmp_path, home):
    """Return params with the file of a municipality, and its name."""
    file = tmp_path / "smallville.yaml"
    home = home.model_copy(update={"name": "smallville"})
    file.write_text(file_text(home, "en"), encoding="utf-8")
    return with_file_of(PARAMS, str(file))


def kept(tmp_path, home):
    """Return the municipality of a file that was written."""
    return find_municipality(*filed(tmp_path, home))


def test_the_file_that_is_written_is_read_again_as_it_was(tmp_path):
    rows = [ROW, {"scheme": "dagpenge", "weeks": [3, 3], "persons": 7}]
    home = home_with(rows)
    assert kept(tmp_path, home).stock == home.stock


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scheme": "sygedagpeng"}, "no scheme with a stock is called sygedagpeng"),
        ({"weeks": [4, 0]}, "the weeks are 4-0"),
        ({"persons": -1}, "the persons are -1; expected 0 or more"),
        ({"persons": 10**6}, "expected no more than persons_18_66"),
    ],
)
def test_a_row_of_a_municipality_file_is_refused_by_its_line(tmp_path, change, said):
    with pytest.raises(ParamError, match=said):
        kept(tmp_path, home_with([{**ROW, **change}]))


def test_an_answer_cannot_begin_before_the_day_of_the_stock():
    home = home_with([ROW])
    assert first_day_lived(home, DAY + 60) == DAY
    with pytest.raises(InputError, match=r"^The horizon starts on 2019-01-01, before the day"):
        first_day_lived(home, parse_day("2019-01-01"))
    plain = home.model_copy(update={"stock": None})
    assert first_day_lived(plain, parse_day("2019-01-01")) == parse_day("2015-01-01")


def test_an_answer_begins_on_the_day_of_the_stock_unless_a_later_one_is_typed(tmp_path):
    params, name = filed(tmp_path, home_with([ROW]))
    asked = RunQuestion(municipality=name)
    assert with_horizon(asked, params).start == "2019-02-01"
    assert with_horizon(replace(asked, start="2019-06-01"), params).start == "2019-06-01"
    with pytest.raises(InputError, match="before the day that the stock of smallville is of"):
        accepted(replace(asked, start="2019-01-01"), params)


def test_a_calibration_lives_the_years_before_and_keeps_who_is_there(monkeypatch):
    seen = []

    def found(home, targets, how, params, place, progress):
        seen.append((home.stock, place))
        return Made(home)

    monkeypatch.setattr(making, "calibrated", found)
    home = home_with([ROW])
    made = making.calibrated_anew(home, (), None, PARAMS, "lilleby")
    assert seen == [(None, "modelkommune")]
    assert made.home.stock == home.stock


def test_accounts_of_a_year_that_begins_before_the_table_name_the_year_to_ask_for(tmp_path):
    params, name = filed(tmp_path, home_with([ROW]))
    with pytest.raises(InputError, match=r"--year is 2019, .* expected 2020 or later"):
        accepted_accounts(AccountsQuestion(municipality=name, **of_year(2019)), params)
    asked = accepted_accounts(AccountsQuestion(municipality=name, **of_year(2020)), params)
    assert asked.horizon == ("2020-01-01", "2021-01-01")


def test_a_backcast_of_a_place_with_a_table_is_refused_for_its_table(tmp_path):
    params, name = filed(tmp_path, home_with([ROW]))
    with pytest.raises(InputError, match="expected a municipality without a table"):
        accepted_backcast(BackcastQuestion(municipality=name, start="2019-01-01"), params)


def test_every_question_begins_with_the_people_who_are_there_unless_a_day_is_typed(tmp_path):
    params, name = filed(tmp_path, home_with([ROW]))
    asked = {"municipality": name, "proposals": ("herning-syg02",)}
    assert accepted_choice(PortfolioQuestion(**asked), params).horizon[0] == "2019-02-01"
    talks = ContactsQuestion.of({"municipality": name, "schemes": "dagpenge", "every": (4,)})
    assert accepted_contacts(talks, params).horizon[0] == "2019-02-01"
    study = tmp_path / "study.yaml"
    asks = "question: {da: Hvad, en: What}\nproposals: [herning-syg02]\nreplications: 2\n"
    study.write_text(f"{asks}municipality: {name}\n", encoding="utf-8")
    assert read_study(study, params).horizon[0] == "2019-02-01"
