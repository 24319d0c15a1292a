"""What an empty cell is read as is told, with what it is worth."""

import pytest

from borgerflow.experiments.questions.settle.question import explain_file, price_file
from borgerflow.experiments.questions.settle.remarks import remarks_on
from borgerflow.sim.params import load

PARAMS = load()


def priced(folder, rows, header="citizen,scheme,start,end", **asked):
    path = folder / "spells.csv"
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    return price_file(path, PARAMS, **asked)


def municipality_pays(found):
    return found.by_payer().loc["kommune", "total"]


def told(found, lang="en"):
    return " ".join(remark.text(lang) for remark in remarks_on(found.reading))


def test_who_is_read_as_employed_is_told_with_what_the_unemployed_would_cost(tmp_path):
    found = priced(tmp_path, "1,sygedagpenge,2019-01-07,2019-08-05\n")
    unemployed = priced(
        tmp_path,
        "1,sygedagpenge,2019-01-07,2019-08-05,ledig\n",
        "citizen,scheme,start,end,category",
    )
    assert municipality_pays(found) == pytest.approx(60_721.14, abs=0.005)
    assert municipality_pays(unemployed) == pytest.approx(73_163, abs=0.5)  # facts, case 1
    assert "1 spell of sickness benefit is read as employees'" in told(found)
    assert "would pay 73,163 kr. instead of 60,721 kr. (+12,442 kr.)" in told(found)
    assert "ville kommunen betale 73.163 kr. i stedet for 60.721 kr. (+12.442 kr.)" in told(
        found, "da"
    )
    assert "category" not in told(unemployed)


def test_where_no_settled_day_hangs_on_it_nothing_is_said(tmp_path):
    found = priced(
        tmp_path, "1,sygedagpenge,2014-01-06,2014-08-04\n1,dagpenge,2019-01-07,2019-03-04\n"
    )
    assert found.reading.blank.employed == 0
    assert "employees" not in told(found)


def test_who_comes_straight_from_a_benefit_is_told_and_the_rest_of_the_absence_with_it(tmp_path):
    rows = "1,dagpenge,2019-01-07,2019-03-04\n1,sygedagpenge,2019-03-04,2019-04-01\n"
    found = priced(tmp_path, rows + "1,sygedagpenge,2019-04-01,2019-05-06\n")
    blank = found.reading.blank
    assert (blank.employed, blank.from_benefit) == (0, 2)
    assert blank.kommune_if_unemployed is None
    assert "2 spells of sickness benefit have no employer's period" in told(found)


@pytest.mark.parametrize("before", ["job", "fleksjob", "foertidspension"])
def test_who_may_have_an_employer_is_read_as_employed(tmp_path, before):
    rows = f"1,{before},2019-01-07,2019-03-04\n1,sygedagpenge,2019-03-04,2019-04-01\n"
    assert priced(tmp_path, rows).reading.blank.employed == 1


def test_a_day_between_is_no_straight_way_from_a_benefit(tmp_path):
    rows = "1,dagpenge,2019-01-07,2019-03-04\n1,sygedagpenge,2019-03-05,2019-04-01\n"
    assert priced(tmp_path, rows).reading.blank.employed == 1
    assert priced(tmp_path, rows, inclusive_ends=True).reading.blank.from_benefit == 1


def test_a_fleksjob_without_a_share_is_told_as_the_whole_subsidy(tmp_path):
    header = "citizen,scheme,start,end,share,weekly_amount"
    rows = "1,fleksjob,2019-01-07,2019-03-04,,\n2,fleksjob,2019-01-07,2019-03-04,0.5,\n"
    found = priced(tmp_path, rows + "3,fleksjob,2019-01-07,2019-03-04,,2000\n", header)
    assert "1 spell of fleksjob is read as the whole subsidy" in told(found)


@pytest.mark.parametrize(
    "rows",
    [
        "1,foertidspension,2012-05-01,2017-12-31\n1,foertidspension,2018-01-01,2020-01-01\n",
        "1,dagpenge,2019-01-07,2019-03-03\n1,sygedagpenge,2019-03-04,2019-05-05\n",
    ],
)
def test_what_last_days_would_cost_is_what_they_cost(tmp_path, rows):
    doubt = priced(tmp_path, rows).reading.doubt_about_ends
    as_last_days = priced(tmp_path, rows, inclusive_ends=True)
    assert doubt.kommune_if_inclusive == pytest.approx(municipality_pays(as_last_days))


def test_an_explanation_tells_it_without_the_cost(tmp_path):
    path = tmp_path / "spells.csv"
    path.write_text("citizen,scheme,start,end\n1,sygedagpenge,2019-01-07,2019-03-04\n")
    said = [r.en for r in remarks_on(explain_file(path, PARAMS, "1").reading)]
    assert any("Where they are not, write the category" in line for line in said)


def test_what_the_remark_says_to_write_is_read(tmp_path):
    rows = "1;sygedagpenge;2019-01-07;2019-02-04;uden arbejdsgiver;1;4355\n"
    found = priced(tmp_path, rows, "borger;ordning;start;slut;kategori;andel;ugebeløb")
    assert municipality_pays(found) == pytest.approx(0.2 * 4 * 4355)


def test_the_usual_category_of_other_schemes_is_told_by_its_name_where_its_rate_is_taken(tmp_path):
    header = "citizen,scheme,start,end,category,weekly_amount"
    rows = "1,foertidspension,2019-01-07,2019-03-04,,\n2,fleksjob,2019-01-07,2019-03-04,,\n"
    rows += "3,jobafklaring,2019-01-07,2019-03-04,,2000\n4,job,2019-01-07,2019-03-04,,\n"
    found = priced(tmp_path, rows + "5,jobafklaring,2019-01-07,2019-03-04,forsoerger,\n", header)
    assert found.reading.blank.usual == {"foertidspension.enlig": 1}
    assert "1 spell is paid the rate of the usual category (disability pension: single)" in told(
        found
    )
    assert "1 forløb har fået satsen for den sædvanlige kategori (førtidspension: enlig)" in told(
        found, "da"
    )
