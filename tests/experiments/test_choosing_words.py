"""The best set as people read it: words, chart, report and workbook."""

import re
from dataclasses import replace

import openpyxl
import pytest

from borgerflow.experiments.findings.rows import Interaction, Interval
from borgerflow.experiments.questions.portfolio import best_sets
from borgerflow.experiments.questions.portfolio.finding import (
    CandidateRow,
    Investment,
    LeftOut,
    Limits,
    PortfolioFinding,
    SetRow,
)
from borgerflow.experiments.questions.portfolio.workbook import write_portfolio
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import load
from tests.experiments.fakes import finding
from tests.pages import html_of

YEARS = (2019, 2020)
NET = {"A": Interval(-3e6, -4e6, -2e6), "B": Interval(-1e6, -2e6, 0.0), "C": Interval(5e6)}
COST = {"A": 2e6, "B": 1e6, "C": 9e6}
COUNCIL = Wording("Byrådets valg", "The council's choice")


def invested(kroner):
    """Return a cost in even parts of two years, the second of which has prices a tenth higher."""
    half = kroner / 2
    return Investment(dict.fromkeys(YEARS, half), dict(zip(YEARS, (half, 1.1 * half), strict=True)))


def candidate(number, **changes):
    fields = {
        "id": f"town-{number.lower()}",
        "number": number,
        "title": Wording(f"Forslag {number}", f"Proposal {number}"),
        "investment": invested(COST[number]),
        "net": NET[number],
        "chosen": number in "AB",
        "share": 1.0 if number == "A" else 0.37,
    }
    return CandidateRow(**(fields | changes))


def a_set(numbers, *labels, simulated=True, **changes):
    apart = Interval(sum(NET[n].mean for n in numbers))
    both = Interval(apart.mean + 2e5, apart.mean - 8e5, apart.mean + 1.2e6)
    more = Interval(2e5, 1e5, 3e5)
    fields = {
        "proposals": tuple(f"town-{n.lower()}" for n in numbers),
        "numbers": tuple(numbers),
        "labels": labels,
        "chosen": False,
        "on_frontier": True,
        "named": (),
        "investment": invested(sum(COST[n] for n in numbers)),
        "one_by_one": apart,
        "interaction": Interaction({}, apart, both, more) if simulated and numbers else None,
        "within_budget": True,
    }
    return SetRow(**(fields | changes))


BEST = a_set("AB", Wording("Bedst", "Best under the budget"), chosen=True)
NAMED = a_set("C", COUNCIL, on_frontier=False, named=("town-2019",), within_budget=False)
EMPTY = a_set("", Wording("Vælg ingen", "Choose none"))


def made(**changes):
    head = finding()
    fields = {
        name: getattr(head, name)
        for name in ("version", "municipality", "municipality_label", "proposals", "start", "end")
    }
    fields |= {
        "seed": 1,
        "replications": 20,
        "price_year": 2019,
        "engine": "auto",
        "limits": Limits(dict.fromkeys(YEARS, 4e6)),
        "candidates": tuple(candidate(n) for n in "CBA"),
        "sets": (BEST, EMPTY, a_set("A", Wording("Mindre", "Best for a smaller sum")), NAMED),
        "left_out": (LeftOut("town-d", "D", Wording("den ved det ikke", "it does not know")),),
        "draws": 100,
        "notes": (Wording("Beløbet passer.", "The amount adds up."),),
        "seconds": 2.0,
    }
    return PortfolioFinding(**(fields | changes))


def lines(lang="en", **changes):
    return made(**changes).text(lang).splitlines()


def test_the_first_sentence_says_what_to_choose_and_what_it_comes_to():
    assert lines()[:2] == [
        "Herning · 3 proposals · 4,000,000 kr. a year · 2019-2020",
        "With the effects as given the best choice within 4,000,000 kr. a year is A + B: they "
        "cost 3,000,000 kr. in all and together are expected to save the municipality 3,800,000 "
        "kr. net over two years (simulation only, 95 %: a saving of 2,800,000 to "
        "4,800,000 kr.).",
    ]
    assert lines("da")[1] == (
        "Med de forudsatte effekter er det bedste valg inden for 4.000.000 kr. om året A + B: de "
        "koster 3.000.000 kr. i alt og ventes sammen at spare kommunen 3.800.000 kr. netto over "
        "to år (simuleringsusikkerhed, 95 pct.: en besparelse på 2.800.000 til "
        "4.800.000 kr.)."
    )


def test_together_is_set_beside_one_by_one():
    assert lines()[2].endswith(
        "together they cost 200,000 kr. more than one by one (net, "
        "simulation only, 95 %: 100,000 to 300,000 kr.)."
    )


def test_the_choice_that_was_made_is_told_with_its_cost_and_against_the_budget():
    assert lines()[3] == (
        "The council's choice (C): it costs 9,000,000 kr. in all and is expected to cost the "
        "municipality 5,200,000 kr. net over two years ("
        "simulation only, 95 %: 4,200,000 to 6,200,000 kr.); that is more "
        "than the budget."
    )
    kept = replace(NAMED, within_budget=True)
    assert "more than the budget" not in lines(sets=(BEST, kept))[3]
    assert lines("da")[3].endswith("; det er mere end budgettet.")


def test_when_the_best_choice_is_none_that_is_said_first():
    empty = replace(EMPTY, chosen=True)
    assert lines(sets=(empty,))[1] == (
        "With the effects as given no proposal that fits within 4,000,000 kr. a year pays for "
        "itself: the best choice is to choose none."
    )
    free = lines("da", sets=(empty,), limits=Limits(dict.fromkeys(YEARS)))
    assert free[0] == "Herning · 3 forslag · uden budget · 2019-2020"
    assert free[1] == (
        "Med de forudsatte effekter tjener intet forslag sig selv hjem: det bedste er ikke at "
        "vælge nogen."
    )


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits({2019: 1e6, 2020: None}), "1,000,000 kr. in 2019, no limit in 2020"),
        (Limits(dict.fromkeys(YEARS), total=5e6), "5,000,000 kr. in all"),
        (Limits(dict.fromkeys(YEARS), at_least=5e6), "at least 5,000,000 kr. spent"),
        (
            Limits(dict.fromkeys(YEARS, 1e6), must=("town-a",)),
            "1,000,000 kr. a year, with town-a",
        ),
    ],
)
def test_every_limit_is_told(limits, told):
    assert lines(limits=limits)[0] == f"Herning · 3 proposals · {told} · 2019-2020"


def test_the_table_has_the_chosen_first_with_how_often_they_are():
    (head,) = [place for place, line in enumerate(lines()) if line.startswith("proposal ")]
    shuffled = (candidate("C"), candidate("A", id="town-z"), candidate("B"))
    told = lines(candidates=shuffled)
    rows = [" ".join(line.split()) for line in told[head + 2 : head + 5]]
    assert rows[0] == "A Proposal A 2,000 -3,000 -4,000 to -2,000 yes 100"
    assert rows[1] == "B Proposal B 1,000 -1,000 -2,000 to 0 yes 37"
    assert rows[2] == "C Proposal C 9,000 5,000 - - 37"


def test_a_set_that_was_not_lived_has_a_dash_and_is_told_one_by_one():
    apart = replace(BEST, interaction=None)
    told = lines(sets=(apart,))
    assert "and one by one are expected to save the municipality 4,000,000 kr." in told[1]
    (row,) = [line for line in told if line.startswith("Best under the budget")]
    assert re.search(r"3,000 +-4,000 +- +- +A \+ B$", row)


def test_those_that_cannot_be_chosen_are_told_with_the_reason():
    assert "Cannot be chosen: D: it does not know." in lines()
    assert "Kan ikke vælges: D: den ved det ikke." in lines("da")


def test_what_the_chosen_set_costs_is_told_in_current_prices():
    told = "In current prices (DKK 1,000): the chosen set costs 1,500 (2019), 1,650 (2020), 3,150"
    assert any(line.startswith(told) for line in lines())


def test_without_draws_nothing_is_said_of_how_sure_it_is():
    assert any(line.startswith("How sure the choice is: so many times of 100") for line in lines())
    assert not any(line.startswith("How sure") for line in lines(draws=0))


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_chart_names_the_chosen_set_and_the_choice_that_was_made(tmp_path, lang):
    for name in ("one.svg", "two.svg"):
        made().plot(tmp_path / name, lang)
    drawn = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert drawn == (tmp_path / "two.svg").read_text(encoding="utf-8")
    for words in (f"{BEST.labels[0].text(lang)}: A + B", f"{COUNCIL.text(lang)}: C"):
        assert f"<!--   {words}   -->" in drawn
    assert f"{'Investering' if lang == 'da' else 'Investment'} over" in drawn


@pytest.mark.slow
def test_the_report_holds_answer_tables_and_the_way_to_ask_again():
    limits = Limits({2019: 4e6, 2020: None}, at_least=1e6, must=("town-a",))
    page = html_of(made(limits=limits), "en", drawn=False)
    assert "the best choice within" in page
    assert "The council&#39;s choice" in page
    assert "--budget 2019=4000000 --spend-at-least 1000000 --must town-a" in page
    assert "borgerflow portfolio town-c town-b town-a" in page
    assert "Forslag A" in html_of(made(), "da", drawn=False)


def test_the_workbook_has_numbers_for_every_proposal_and_set(tmp_path):
    write_portfolio(made(), tmp_path / "a.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    assert book.sheetnames == ["Read me", "Proposals", "Sets", "Current prices"]
    assert list(book["Current prices"].values)[2] == ("C", 4500, 4950, 9450)
    proposals = list(book["Proposals"].values)
    assert proposals[2][:7] == ("C", "Proposal C", 9000, 5000, None, None, "-")
    sets = list(book["Sets"].values)
    assert sets[2][1:7] == ("A + B", 3000, -4000, -3800, -4800, -2800)
    assert sets[3][4:7] == (None, None, None)


def test_forms_that_all_leave_effects_out_are_said_to_be_none_that_states_all():
    stated, silent = (load().proposal(f"herning-{name}") for name in ("ung14", "syg02"))
    (some,), (none,) = best_sets._unstated([stated, silent]), best_sets._unstated([silent, silent])
    assert some.en.startswith("1 of the 2 forms do not state all of their effects; those")
    assert none.da.startswith("Ingen af de 2 forslag oplyser alle deres effekter; de manglende")
    assert best_sets._unstated([stated]) == []
