"""``cases --simulate``: one case in full, many as a table, kept and found, refused in words."""

import json
import re
from dataclasses import replace

import openpyxl
import pytest

from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.cases import question as keeping
from borgerflow.experiments.questions.cases.compare import labels_of
from borgerflow.experiments.questions.cases.finding import (
    ConcentratedEffect,
    NeededEffect,
    Savings,
    SimulatedCase,
    Statement,
    TrialEvidence,
)
from borgerflow.experiments.questions.cases.proposals import Exclusion, as_proposal, ways_of
from borgerflow.sim.params import load

REFUSED, STOPPED = 2, 3
SAID = Statement(20.0, "persons", 2e6, 2e6, 0.0, 100e3, None, 4.0)
FOUND = SimulatedCase(
    case="star-horsens-1",
    municipality="herning",
    municipality_label="Herning",
    replications=8,
    seed=1,
    said=SAID,
    flags=("period_unclear",),
    goal="persons",
    stands_for=(2018, 2019, 2020),
    measured=(2021,),
    price_year=2018,
    schemes=("sygedagpenge",),
    ways=("job", "fleksjob"),
    full_time=1500.0,
    needed=NeededEffect("hazard", "factor", Interval(1.216, 1.2, 1.23), 10.0, 1.216, 1.216),
    evidence=TrialEvidence(0.8, 1.51, ("a trial",), "within"),
    concentrated=ConcentratedEffect(
        4.0,
        424.0,
        0.1,
        NeededEffect("hazard", "factor", Interval(1.8, 1.7, 1.9), 10.0, 1.8, 1.8),
        "beyond_any",
    ),
    saved=Savings(
        persons=Interval(20.0, 17.0, 23.0),
        benefit=Interval(4e6, 3.6e6, 4.4e6),
        own_benefit=Interval(2.2e6, 2e6, 2.4e6),
        own=Interval(3e6, 2.5e6, 3.5e6),
        elsewhere={"job": Interval(31.0, 22.0, 40.0), "dagpenge": Interval(-1.0, -4.0, 2.0)},
        with_stated_weeks=None,
    ),
    labels=labels_of(load().law),
)
NOTHING = replace(
    FOUND,
    needed=NeededEffect("hazard", "factor", None, 10.0, 10.0, 10.0),
    evidence=TrialEvidence(0.8, 1.51, ("a trial",), "nothing_suffices"),
    concentrated=None,
    saved=replace(FOUND.saved, persons=Interval(12.0, 11.0, 13.0)),
    flags=("more_than_there_are",),
)
WEEKS = replace(
    FOUND,
    said=replace(SAID, weeks=-4.0),
    needed=NeededEffect("duration", "weeks", Interval(-4.5, -5.0, -4.0), -30.0, -4.5, 1.26),
    concentrated=None,
    saved=replace(FOUND.saved, with_stated_weeks=Interval(17.0, 16.0, 18.0)),
    reach=0.25,
)
EVEN = replace(FOUND, goal="break_even", said=Statement(None, "", None, 2e6, None, None, None, 4.0))


@pytest.fixture
def asked(monkeypatch):
    """Put made-up findings in the place of simulated ones; return what was asked."""
    cases = []
    real = keeping.answer_to

    def quick(question, catalogue, params, crew):
        case = catalogue.case(question.case)
        if isinstance(as_proposal(case, catalogue, params, ways_of(params)), Exclusion):
            return real(question, catalogue, params, crew)
        cases.append(case.id)
        assert question.engine == "auto"
        asked = {"replications": question.replications, "seed": question.seed}
        return replace(FOUND, case=case.id, **asked)

    monkeypatch.setattr(keeping, "answer_to", quick)
    return cases


@pytest.fixture
def told(typed, monkeypatch):
    """Return the page of a finding made by hand."""

    def page(found, lang="en"):
        monkeypatch.setattr(keeping, "answer_to", lambda *_: found)
        return typed("cases", "star-horsens-1", "--simulate", "--lang", lang).out

    return page


def test_a_case_is_told_with_the_effect_it_needs_beside_the_trials(told):
    page = told(FOUND)
    assert "2019-2021 in place of 2018-2020; 8 pairs of worlds; kr. in prices of 2018" in page
    assert "20 full-time persons a year (stated); 1.3 % of the 1,500 on sickness benefit" in page
    assert "Exits to job and fleksjob must come 1.22 (1.20 to 1.23) times as fast" in page
    assert "Trials and judgement of the benefit: 0.80 to 1.51. Within what was found." in page
    flowing = " ".join(page.split())
    assert "With 4.0 employees it can reach some 424 citizens a year, 10.0 % of new" in flowing
    assert "For them exits must come 1.80 (1.70 to 1.90) times as fast. Beyond" in flowing
    assert "job +31\n" in page
    assert "unclear: whether an amount is a year's or the whole" in page
    lines = {line[:50].strip(): line[50:].split() for line in page.splitlines()}
    assert lines["the municipality, net"][:2] == ["0", "1,000,000"]
    part = lines["per full-time person: of it the municipality's par"]
    assert part[-3:] == ["100,000", "110,000", "-"]


def test_the_ends_of_an_effect_have_the_decimals_of_its_middle(told):
    needed = replace(FOUND.needed, effect=Interval(1.022, 0.8954, 1.2312))
    assert "must come 1.022 (0.895 to 1.231) times as fast" in told(replace(FOUND, needed=needed))


def test_a_case_is_told_in_danish(told):
    page = told(FOUND, "da")
    assert "Afgangen til job og fleksjob skal være 1,22 (1,20 til 1,23) gange så hurtig" in page
    assert "Forsøg og skøn for ydelsen: 0,80 til 1,51. Inden for det fundne." in page


def test_where_no_effect_is_enough_the_most_there_is_is_told(told):
    page = told(NOTHING)
    assert "No effect up to 10.00 is enough: at most 12 full-time persons a year." in page
    assert "cannot be true here: more than there are on the benefit" in page


def test_where_no_effect_on_those_reached_is_enough_it_is_said(told):
    needed = NeededEffect("hazard", "factor", None, 10.0, 10.0, 10.0)
    few = ConcentratedEffect(0.5, 53.0, 0.01, needed, "nothing_suffices")
    page = told(replace(FOUND, concentrated=few))
    assert "For them no effect up to 10.00 is enough." in " ".join(page.split())


def test_stated_weeks_stand_beside_those_needed(told):
    page = told(WEEKS)
    assert "A stay must change by -4.5 (-5.0 to -4.0) weeks for those reached" in page
    assert "(exits 1.26 times as fast)" in page
    assert "reaches 25.0 % of new cases: as many citizens as the case names" in page
    assert "The -4.0 weeks stated give 17 full-time persons a year." in page


def test_a_case_without_an_effect_says_that_it_must_earn_its_investment(told):
    assert "no effect; what is searched is the one that just earns the investment" in told(EVEN)


def test_a_case_that_cannot_be_simulated_says_why(typed):
    page = typed("cases", "star-varde-4", "--simulate").out
    assert "Cannot be simulated: it raises the hours worked in fleksjob, and hours" in page
    page = typed("cases", "herning-syg02", "--simulate", "--lang", "da").out
    assert "Kan ikke simuleres: casen er et forslag for sig: borgerflow breakeven herning-" in page


@pytest.mark.slow
def test_many_cases_are_a_table_that_counts_the_answers(typed, asked):
    page = typed("cases", "--simulate", "--municipality", "Varde").out
    assert "13 cases are simulated, 4 cannot be." in page
    assert "Shared by all on the benefit: 13 within what was found." in page
    assert "Borne by those whom the employees can reach (13): 13 beyond any trial." in page
    row = next(line for line in page.splitlines() if line.startswith("star-varde-9"))
    assert "x 1.22       10.0 %  x 1.80 " in row
    assert "beyond any" in row
    assert len(asked) == len(set(asked)) == 13
    assert "it names no benefit of the model\n    star-varde-6, star-varde-11" in page


@pytest.mark.slow
def test_a_stored_case_is_found_and_not_simulated_again(typed, asked):
    first = typed("cases", "star-horsens-1", "--simulate", "--json")
    again = typed("cases", "star-horsens-1", "--simulate", "--json")
    typed("cases", "star-horsens-1", "--simulate", "--seed", "2")
    assert first.out == again.out
    assert json.loads(first.out)["needed"]["effect"]["mean"] == 1.216
    assert asked == ["star-horsens-1"] * 2


def test_a_stored_case_is_a_report_a_workbook_and_tables_too(typed, asked, empty_folder):
    ended = typed("cases", "star-horsens-1", "--simulate", "--lang", "da")
    (folder,) = (empty_folder / "results" / "cases" / "star-horsens-1").iterdir()
    assert ended.out.splitlines()[-2] == (
        f"Gemt: results/cases/star-horsens-1/{folder.name}/ (report.html, finding.json, "
        "tables.xlsx)"
    )
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Afgangen til job og fleksjob skal være 1,22 (1,20 til 1,23) gange så hurtig" in page
    assert re.search(r'<td class="number" data-column="[^"]+">1\.000\.000</td>', page)
    assert (folder / "beside.csv").read_text("utf-8-sig").startswith("what;stated;simulated_mean")
    assert (folder / "elsewhere.parquet").exists()
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    _, heads, people, *_ = book["Oplyst og simuleret"].values
    assert heads[1:] == ("oplyst", "simuleret", "nedre", "øvre")
    assert people == ("fuldtidspersoner", 20, 20, 17, 23)


def test_many_stored_cases_are_one_report_and_one_workbook(typed, asked, empty_folder):
    ended = typed("cases", "--simulate", "--scheme", "revalidering")
    place = re.search(r"Saved: (results/cases/herning/\w+)/ \(report.html", ended.out).group(1)
    assert (
        "Cases simulated as proposals: herning"
        in (empty_folder / place / "report.html").read_text()
    )
    _, heads, *rows = openpyxl.load_workbook(empty_folder / place / "tables.xlsx")["Cases"].values
    assert [row[0] for row in rows] == asked
    assert heads[1:4] == ("persons", "persons low", "persons high")


@pytest.mark.slow
def test_a_list_that_is_stopped_goes_on_where_it_was(typed, asked, monkeypatch):
    quick = keeping.answer_to

    def stopped_at_varde_3(question, *rest):
        if question.case == "star-varde-3":
            raise Interrupted({})
        return quick(question, *rest)

    monkeypatch.setattr(keeping, "answer_to", stopped_at_varde_3)
    ended = typed("cases", "--simulate", "--municipality", "Varde")
    assert ended.code == STOPPED
    assert "Interrupted. 2 of 17 cases are finished; those that are simulated are kept" in ended.err
    monkeypatch.setattr(keeping, "answer_to", quick)
    typed("cases", "--simulate", "--municipality", "Varde")
    assert asked.count("star-varde-2") == asked.count("star-varde-3") == 1


@pytest.mark.slow
def test_many_cases_as_json_are_each_in_full(typed, asked):
    content = json.loads(typed("cases", "--simulate", "--scheme", "revalidering", "--json").out)
    assert content["municipality_simulated"] == "herning"
    assert [case["case"] for case in content["cases"]] == asked


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--simulated",), "--simulate and --simulated are two questions: expected one of them."),
        (("--replications", "0"), "--replications is 0: expected a whole number from 1"),
        (("--seed", "-1"), "--seed is -1: expected a whole number from 0 to 2^63 - 1."),
        (("--in", "hernin"), "No municipality is called hernin. Did you mean herning?"),
    ],
)
def test_a_question_that_does_not_hold_is_refused(typed, arguments, words):
    ended = typed("cases", "star-horsens-1", "--simulate", *arguments)
    assert ended.code == REFUSED
    assert words in ended.err
