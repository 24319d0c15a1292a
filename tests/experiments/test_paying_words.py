"""The answer as people read it, in Danish and in English, and the table of a municipality."""

import json
from dataclasses import replace

import pytest

from borgerflow.experiments.findings.rows import (
    Assumption,
    AssumptionRange,
    DrawnRange,
    Interval,
    Payback,
)
from borgerflow.experiments.questions.breakeven.each_proposal import (
    HEADS,
    reasons,
    row_of,
    table_json,
)
from borgerflow.experiments.questions.breakeven.finding import BreakEvenFinding, answered
from borgerflow.experiments.questions.compare.break_even.text import effect_told
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import load
from tests.experiments.fakes import break_even, finding, yearly
from tests.pages import html_of

FM = {0: 0.035, 36: 0.025, 71: 0.015}
NEVER = Payback(None, None, None, {2019: 0.0, 2020: 0.0})
SOME = Payback("2020-02", "2020-02", None, {2019: 0.0, 2020: 0.5})
SOURCE = Assumption("herning-syg02.turned_away.effect", 0.02, "assumed", "no study.", "share")


def answer(lang="en", later=None, assumptions=(), payback=None, net=None, drawn=None, **changes):
    """Return the whole answer when the break-even effect has these fields."""
    more = {} if payback is None else {"payback": payback}
    if net is not None:
        more["net_by_payer"] = {"kommune": net, "stat": net, "a_kasse": net}
    if drawn is not None:
        more["assumption_range"] = AssumptionRange(-1e6, 4e5, 3, None, None, drawn)
    made = finding(break_even=(break_even(**changes),), assumptions=assumptions, **more)
    return replace(answered(made, later, FM), seconds=4.2)


def line(lang="en", **changes):
    """Return the answer's first sentence."""
    return answer(**changes).text(lang).splitlines()[1]


def silent():
    """Return an answer to a question the model has none for."""
    head = {name: getattr(finding(), name) for name in ("version", "municipality", "start", "end")}
    return BreakEvenFinding(
        **head,
        municipality_label="Herning",
        proposals=finding().proposals,
        seed=1,
        replications=0,
        price_year=2019,
        engine="auto",
        because=Wording("den ikke ved det", "it does not know"),
    )


def test_a_blank_effect_is_answered_with_what_it_needs_beside_what_is_held_possible():
    assert line(assumptions=(SOURCE,)) == (
        "Effect needed: 2.5 % (simulation only, 95 %: 2.0-3.1) of new cases of "
        "sygedagpenge refused at intake; the assumed range is 0.0-5.0 % (assumed: no study): the "
        "effect needed lies within it."
    )
    assert line("da", assumptions=(SOURCE,)) == (
        "Nødvendig effekt: 2,5 pct. (simuleringsusikkerhed, 95 pct.: 2,0-3,1) af de nye sager i "
        "sygedagpenge afvist ved visitationen; det antagne spænd er "
        "0,0-5,0 pct. (antaget: no study): den nødvendige effekt ligger i spændet."
    )


def test_a_reference_to_a_document_is_told_once_what_it_is():
    numbered = replace(SOURCE, source="the form states none (000:L206); see 000:L247")
    found = answer(assumptions=(numbered,))
    for everything in (False, True):
        for lang, said in (
            ("en", "000:L206 is line 206 of document 000: the documents that the proposals come"),
            ("da", "000:L206 er linje 206 i dokument 000: de dokumenter, som forslagene er hentet"),
        ):
            assert found.text(lang, all_assumptions=everything).count(said) == 1
    assert "of document" not in answer(assumptions=(SOURCE,)).text("en")
    assert "of document" in html_of(found, "en", drawn=False)


def test_without_a_range_the_need_stands_alone():
    assert line(assumed_range=(None, None)) == (
        "Effect needed: 2.5 % (simulation only, 95 %: 2.0-3.1) of new cases of "
        "sygedagpenge refused at intake."
    )


def test_what_it_needs_beside_other_effects_says_that_they_are_as_assumed():
    told = line(alone=False)
    assert "refused at intake, with the other effects as assumed; the assumed" in told
    assert "afvist ved visitationen, når de øvrige effekter er som antaget; det" in (
        line("da", alone=False)
    )


def test_more_than_is_held_possible_is_said():
    assert line(assumed_range=(0.0, 0.01)).endswith("(assumed): the effect needed lies beyond it.")


def test_a_stated_effect_is_answered_with_the_month():
    assert line(stated=True) == (
        "With the numbers as assumed it is expected to pay back in May 2020 (simulation only, 95 "
        "%: March 2020 to beyond the horizon); by the end of 2020 it has paid back in 17 of 20 "
        "replications."
    )
    assert line("da", stated=True) == (
        "Med tallene som antaget ventes forslaget tjent hjem i maj 2020 (simuleringsusikkerhed, "
        "95 pct.: marts 2020 til efter perioden); ved udgangen af 2020 er det tjent hjem i 17 af "
        "20 simuleringer."
    )


def test_a_month_of_payback_is_expected_and_the_chance_of_a_loss_stands_with_it():
    drawn = DrawnRange(16, Interval(-4e5, -9e5, 2e5), Interval(0.41, 0.3, 0.5), 1e5)
    told = {lang: line(lang, stated=True, drawn=drawn) for lang in ("da", "en")}
    assert told["en"].endswith("in 17 of 20 replications; the chance of a loss is 59 %.")
    assert told["da"].endswith("; sandsynligheden for en merudgift er 59 pct.")


def test_the_last_month_of_payback_is_told_where_it_lies_within_the_horizon():
    known = Payback("2020-05", "2020-03", "2020-09", {2019: 0.0, 2020: 1.0})
    assert line(stated=True, payback=known) == (
        "With the numbers as assumed it is expected to pay back in May 2020 (simulation only, "
        "95 %: "
        "March 2020 to September 2020)."
    )


def test_a_stated_effect_that_does_not_pay_is_answered_with_what_would():
    told = line(stated=True, payback=NEVER, net=yearly(3e5, 2e5))
    assert told.startswith("Does not pay back by the end of 2020 with the effect as given.")
    assert "Effect needed: 2.5 % (simulation only, 95 %: 2.0-3.1) of new cases" in told
    assert line("da", stated=True, payback=NEVER, net=yearly(3e5, 2e5)).startswith(
        "Forslaget er ikke tjent hjem ved udgangen af 2020 med den forudsatte effekt. Nødvendig"
        " effekt: 2,5 pct."
    )


@pytest.mark.parametrize(
    ("alone", "english", "danish"),
    [
        (
            True,
            "Pays back even without any effect.",
            "Forslaget er tjent hjem også helt uden effekt.",
        ),
        (
            False,
            "Pays back even without any effect, with the other effects as assumed.",
            "Forslaget er tjent hjem også helt uden effekt, når de øvrige effekter er som antaget.",
        ),
    ],
)
def test_a_proposal_that_needs_nothing_says_so(alone, english, danish):
    found = {"effect": Interval(0.0), "alone": alone}
    assert line(**found) == english
    assert line("da", **found) == danish


def test_when_no_effect_suffices_that_is_the_answer():
    never = {"effect": None, "net_left": Interval(612_345.0), "best_tried": 1.0}
    assert line(**never).startswith("No effect up to 100 % of the new cases pays for it")
    assert line("da", **never).startswith("Selv ved 100 pct. af de nye sager tjener det")


def test_what_the_model_cannot_answer_is_answered_with_the_reason():
    assert silent().text("en").splitlines()[1:] == [
        "Cannot be answered by this model because it does not know."
    ]
    assert silent().text("da").splitlines()[1:] == [
        "Modellen kan ikke regne på forslaget, fordi den ikke ved det."
    ]


def test_the_price_is_told_beside_the_cost():
    assert (
        "With the effect as assumed it may cost at most 1,300,000 kr. ("
        "simulation only, 95 %: 1,100,000 to "
        "1,500,000) in all, 650,000 kr. a year; it costs 800,000 kr."
    ) in answer().text("en")
    assert (
        "må forslaget højst koste 1.300.000 kr. (simuleringsusikkerhed, 95 pct.: 1.100.000 til"
        " 1.500.000)" in answer().text("da")
    )


DEAR = yearly(2e5, 1e5)


def test_half_of_the_histories_that_pay_back_are_not_told_without_a_mean_that_does_not():
    assert line(stated=True, payback=SOME, net=DEAR) == (
        "Pays back by the end of 2020 in 10 of 20 replications (at least half of the 20 by "
        "February 2020); the mean is nevertheless a cost of 300,000 kr."
    )
    assert line("da", stated=True, payback=SOME, net=DEAR) == (
        "Forslaget er tjent hjem ved udgangen af 2020 i 10 af 20 simuleringer (mindst halvdelen af "
        "de 20 senest i februar 2020); gennemsnittet er alligevel en udgift på 300.000 kr."
    )
    assert answer(stated=True, payback=SOME, net=DEAR).to_dict()["answer"] == "pays_back_in_some"


def test_two_replications_have_no_median_and_both_months_are_told():
    found = Payback("2020-03", "2020-03", "2020-11", {2019: 0.0, 2020: 1.0})
    two = replace(answer(stated=True, payback=found).compared, replications=2)
    english, danish = (answered(two, None, FM).text(lang).splitlines()[1] for lang in ("en", "da"))
    assert english == (
        "With the numbers as assumed it is expected to pay back in March 2020 in one, November "
        "2020 in the other."
    )
    assert danish == (
        "Med tallene som antaget ventes forslaget tjent hjem i marts 2020 i den ene, november 2020 "
        "i den anden."
    )
    assert "in all 2 replications (March 2020 in one, November 2020 in the other)" in two.text("en")


def test_a_mean_that_saves_where_few_histories_pay_back_is_told_with_how_many():
    few = replace(SOME, median=None, probability_by_year={2019: 0.0, 2020: 0.1})
    assert line(stated=True, payback=few).startswith(
        "Pays back in 2 of 20 replications only by the end of 2020 with the effect as given; the "
        "mean is nevertheless a saving of 500,000 kr."
    )
    assert line("da", stated=True, payback=few).startswith(
        "Forslaget er kun tjent hjem ved udgangen af 2020 i 2 af 20 simuleringer med den "
        "forudsatte effekt; gennemsnittet er alligevel en besparelse på 500.000 kr."
    )


def test_the_chance_of_payback_is_told_for_every_year():
    lines = answer().text("en").splitlines()
    place = lines.index(next(li for li in lines if li.startswith("Paid back by the end of")))
    assert lines[place].split()[-2:] == ["2019", "2020"]
    assert lines[place + 1].split() == [
        "so",
        "many",
        "of",
        "the",
        "replications",
        "0",
        "of",
        "20",
        "17",
        "of",
        "20",
    ]


def test_each_payer_is_told_undiscounted_and_discounted():
    text = answer(later=finding()).text("en")
    (row,) = [li for li in text.splitlines() if li.startswith("  Municipality")]
    assert row.count("-500 (-700 to -300)") == 2
    assert "Discounted by 3.5 % a year from 2019 on: highest price 1,300,000 kr." in text
    undiscounted = answer().text("en").replace("undiscounted", "")
    assert "iscounted" not in undiscounted


def test_the_effect_in_discounted_kroner_is_told_where_it_was_sought():
    later = finding(break_even=(break_even(effect=Interval(0.04)),))
    last = answer(later=later).text("en").split("Discounted by")[1]
    assert "(4.0 %)" in last


def test_the_last_line_counts_the_pairs_and_all_of_the_time():
    made = replace(answered(finding(seconds=None), None, FM), seconds=4.2)
    assert made.text("en").splitlines()[-1] == "20 paired replications, seed 1, engine auto, 4.2 s."


@pytest.mark.parametrize(
    ("changes", "english"),
    [
        (
            {"unit": "factor", "exits": ("job",), "effect": Interval(1.042, 1.03, 1.054)},
            "a factor of 1.04 (simulation only, 95 %: 1.03 to 1.05) on exits from sygedagpenge to "
            "job",
        ),
        (
            {"unit": "weeks", "effect": Interval(-1.5, -2.0, -1.0), "everybody": False},
            "-1.5 weeks (simulation only, 95 %: -2.0 to -1.0) a stay on sygedagpenge among those "
            "reached",
        ),
        (
            {"within_weeks": 8.0, "at": "entry", "effect": Interval(0.02)},
            "2.0 % of new cases of sygedagpenge that would end within 8 weeks prevented",
        ),
    ],
)
def test_an_effect_is_never_told_without_what_it_is_an_effect_of(changes, english):
    assert effect_told(break_even(**changes), "en") == english


def row(lang="en", **changes):
    content = json.loads(answer(**changes).to_json())
    return dict(zip(HEADS["en"], row_of(content, lang, str.upper), strict=True))


def test_a_line_of_the_table_has_cost_net_need_range_and_answer():
    assert row() == {
        "no.": "SYG02",
        "cost": "800",
        "net (95 %)": "-500 (-700 to -300)",
        "needs": "2.5 % (2.0-3.1)",
        "of what": "new cases, SYGEDAGPENGE",
        "set to (range)": "2.0 % (0.0-5.0)",
        "answer": "needs an effect within its range",
    }


@pytest.mark.parametrize(
    ("changes", "cell", "told"),
    [
        ({"stated": True}, "answer", "pays back May 2020 (17 of 20)"),
        (
            {"stated": True, "payback": SOME, "net": DEAR},
            "answer",
            "pays back in 10 of 20 replications, but the mean is a cost",
        ),
        ({"stated": True, "payback": NEVER}, "answer", "does not pay back"),
        ({"effect": Interval(0.0)}, "answer", "pays without effect"),
        ({"effect": Interval(0.0)}, "needs", "no effect"),
        ({"effect": None}, "needs", "none in 0.0-100.0 %"),
        ({"effect": None}, "answer", "no effect suffices"),
        ({"assumed": None}, "set to (range)", "-"),
        ({"assumed_range": (None, None)}, "answer", "needs an effect that has no range"),
        ({"assumed_range": (0.0, 0.01)}, "answer", "needs an effect beyond its range"),
        ({"within_weeks": 8.0}, "of what", "new cases, SYGEDAGPENGE < 8 weeks"),
        ({"unit": "weeks"}, "of what", "a stay, SYGEDAGPENGE"),
        ({"unit": "factor", "exits": ("job",)}, "of what", "exits, SYGEDAGPENGE to JOB"),
        ({"unit": "hours"}, "of what", "hours a week, SYGEDAGPENGE"),
        ({"kind": "review", "exits": ("a", "b")}, "of what", "decisions, SYGEDAGPENGE"),
    ],
)
def test_every_answer_has_its_words_in_the_table(changes, cell, told):
    assert row(**changes)[cell] == told


def test_a_line_without_an_answer_is_dashes_and_the_reason_stands_below():
    content = silent().to_dict()
    assert row_of(content, "da", str.upper) == ["SYG02", *["-"] * 5, "kan ikke beregnes"]
    away = {**content, "answer": "outside_horizon"}
    assert row_of(away, "en", str.upper)[-1] == "not in force in the horizon"
    named = {**content, "proposals": ["vesthimmerland-4"], "numbers": ["4"]}
    (told,) = reasons([answer().to_dict(), named], load(), "en")
    assert told.startswith("4: it knows no moves made for a job")
    assert told.endswith("is to work.")


def test_the_table_as_json_is_every_finding_in_full():
    content = answer().to_dict()
    told = json.loads(table_json("herning", [content]))
    assert told["schema"] == "borgerflow/breakeven-table/1"
    assert told["findings"][0]["answer"] == "needs_effect"
    assert told["findings"] == [json.loads(json.dumps(content))]
