"""An answer that goes beyond the day on which its law was looked up says so, and no other does."""

import importlib
import inspect
import json
import pkgutil
from dataclasses import replace
from pkgutil import resolve_name

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import borgerflow as bf
import borgerflow.experiments.questions as rooms
from borgerflow.experiments.findings.finding import LAW_AS_OF, PRESENTERS, Head
from borgerflow.experiments.lookup.law import look_up
from borgerflow.experiments.lookup.law_text import law_page
from borgerflow.experiments.present.text import law_lines, law_list
from borgerflow.experiments.questions.breakeven.each_proposal import law_of
from borgerflow.experiments.questions.compare.text import compare_text
from borgerflow.experiments.questions.settle.question import explain_file, price_file
from borgerflow.experiments.questions.settle.text import explained_page, settled_page
from borgerflow.experiments.questions.trace.asked import TraceQuestion
from borgerflow.experiments.questions.trace.question import law_told
from borgerflow.sim.base.clock import parse_day, year_of
from borgerflow.sim.params import load
from borgerflow.sim.params.law.looked_up import everything_looked_up, looked_up_of
from tests.experiments.fakes import finding

PARAMS = load()
LAW = PARAMS.law
LAST_LOOK = "2026-11-28"
DAYS = st.integers(parse_day("2019-01-01"), parse_day("2035-12-31"))
OLDEST = min(parameter.still_valid_on for parameter in LAW.parameters.values())
SPELL = "citizen,scheme,start,end,category\n1,{},{},{},{}\n"


def said_by(day, lang="en"):
    """Return what an answer about a municipality says of its law, if anything."""
    return "\n".join(law_lines(everything_looked_up(LAW, parse_day(day)), lang))


@pytest.mark.parametrize("day", ["2019-12-31", "2022-12-31", "2023-12-31"])
def test_nothing_is_said_where_everything_was_looked_up_later(day):
    assert said_by(day) == ""


@given(DAYS)
def test_something_is_said_of_every_day_after_the_oldest_look_and_of_no_other(day):
    told = everything_looked_up(LAW, day)
    assert (told is not None) == (day > OLDEST)
    if told is not None:
        assert all(looked < day for looked in told.carried_on.values())
        assert told.projected == ((2027, year_of(day)) if year_of(day) > 2026 else None)
        assert len(law_lines(told, "da")) == len(law_lines(told, "en")) == 1
        assert looked_up_of(json.loads(json.dumps(told.to_plain()))) == told


def test_it_is_said_in_words_in_both_languages():
    assert said_by("2030-12-31").startswith("Law as of 28 November 2026, but ")
    assert said_by("2030-12-31").endswith("; rates of 2027-2030 are projected.")
    assert said_by("2027-06-30", "da").startswith("Lov pr. 28. november 2026, dog er ")
    assert said_by("2027-06-30", "da").endswith("; satser for 2027 er fremskrevet.")
    assert "were last looked up before 31 December 2025, the oldest on 1 January 2024." in said_by(
        "2025-12-31"
    )


def test_the_list_names_every_value_by_the_day_it_was_looked_up():
    told = everything_looked_up(LAW, parse_day("2030-12-31"))
    lines = law_list(told, "en")
    assert lines[0].startswith("Last looked up on 1 January 2024: law.")
    assert any("rates.dagpenge" in line and "28 November 2026" in line for line in lines)


def texts_of_heads():
    """Return every function that tells a finding about a municipality in words."""
    for room in pkgutil.iter_modules(rooms.__path__, f"{rooms.__name__}."):
        importlib.import_module(room.name)
    return [
        resolve_name(presenters["text"])
        for name, presenters in PRESENTERS.items()
        if issubclass(resolve_name(name), Head)
    ]


def test_every_answer_about_a_municipality_says_it_once_after_its_first_line():
    assert len(texts_of_heads()) >= 6
    for text in texts_of_heads():
        assert inspect.getsource(text).count("*under_lines(finding, lang)") == 1, text


def test_a_comparison_says_it_second_lists_it_and_has_it_in_its_json():
    told = everything_looked_up(LAW, parse_day("2029-12-31"))
    silent, ahead = finding(), replace(finding(), law=told)
    assert compare_text(ahead, "en").splitlines()[1] == law_lines(told, "en")[0]
    assert "Last looked up on" in compare_text(ahead, "en", all_assumptions=True)
    assert "Law as of" not in compare_text(silent, "en", all_assumptions=True)
    assert LAW_AS_OF not in silent.to_dict()
    assert ahead.to_dict()[LAW_AS_OF]["projected"] == {"first": 2027, "last": 2029}
    assert law_of([silent.to_dict(), ahead.to_dict()], "en") == law_lines(told, "en")


@pytest.mark.slow
@settings(max_examples=3, deadline=None)
@given(
    ask=st.sampled_from(["run", "compare", "breakeven"]),
    first=st.integers(2019, 2026),
    last=st.integers(2026, 2035),
    is_short=st.booleans(),
)
def test_any_horizon_of_any_question_says_what_its_last_day_needs(ask, first, last, is_short):
    days = {"start": f"{first}-01-01", "end": f"{first + 1 if is_short else last + 1}-01-01"}
    small = {"replications": 1, "workers": 1, "population": 0.002}
    if ask == "run":
        found = bf.run("modelkommune", **days, **small)
    else:
        name = "herning-ung14" if first < 2023 else "hedensted-rehabteam"
        days = days if first < 2023 else {**days, "start": "2024-01-01", "end": f"{last + 1}-01-01"}
        more = {"break_even": False} if ask == "compare" else {}
        found = getattr(bf, ask)(name.partition("-")[0], [name], **days, **small, **more)
    wanted = everything_looked_up(LAW, parse_day(days["end"]) - 1)
    assert found.law == wanted
    second = law_lines(wanted, "en")
    assert found.text("en").splitlines()[1 : 1 + len(second)] == second
    assert all(found.text("en").count(line) == 1 for line in second)


@pytest.mark.parametrize(
    ("scheme", "start", "end", "category", "says"),
    [
        ("dagpenge", "2019-01-07", "2019-03-04", "max", ""),
        ("dagpenge", "2026-12-07", "2027-01-04", "max", "; rates of 2027 are projected."),
        ("kontanthjaelp_jobparat", "2025-07-07", "2025-08-04", "grundsats", "Law: "),
    ],
)
def test_the_price_of_spells_says_it_first(tmp_path, scheme, start, end, category, says):
    path = tmp_path / "spells.csv"
    path.write_text(SPELL.format(scheme, start, end, category))
    priced, explained = price_file(path, PARAMS), explain_file(path, PARAMS, "1")
    for page, found in (
        (settled_page(priced, "en"), priced),
        (explained_page(explained, "en"), explained),
    ):
        assert (LAW_AS_OF in json.loads(found.to_json())) == bool(says)
        assert page.startswith("Law") == bool(says)
        assert says in page.splitlines()[0]


def test_a_look_up_by_day_says_it_first_and_one_without_a_day_says_nothing():
    ahead = look_up(PARAMS, "dagpenge.max", "2028-05-01")
    assert law_page(ahead, "en").startswith("Law as of 28 November 2026; rates of 2027-2028")
    for silent in (look_up(PARAMS, "dagpenge.max"), look_up(PARAMS, "dagpenge.max", "2022-05-01")):
        assert not law_page(silent, "en").startswith("Law")
        assert LAW_AS_OF not in json.loads(silent.to_json())


@pytest.mark.parametrize(("end", "says"), [("2023-01-01", ""), ("2028-01-01", "Law as of 28 Nov")])
def test_a_traced_life_says_it_first(end, says):
    question = TraceQuestion(municipality="herning", start="2019-01-01", end=end, citizen=3)
    assert law_told(question, PARAMS, "en").startswith(says)
    assert bool(law_told(question, PARAMS, "en")) == bool(says)
