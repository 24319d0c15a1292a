"""The week in which activation is a duty, swept: settings, refusals, words and kroner."""

import json
import re

import pytest

from borgerflow import contacts
from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.contacts import question as asking
from borgerflow.experiments.questions.contacts.asked.command_line import options_of
from borgerflow.experiments.questions.contacts.asked.question import (
    ContactsQuestion,
    Scope,
    Sweep,
)
from borgerflow.experiments.questions.contacts.asked.settings import (
    posts_of,
    rhythms_of,
    settings_of,
)
from borgerflow.experiments.questions.contacts.simulation.worlds import (
    HIGH,
    LOW,
    site_factors,
    with_rhythm,
)
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.world.world import load_world
from tests.pages import html_of

SMALL = {"population": 0.02, "end": "2020-01-01", "replications": 2, "workers": 1}
SCOPE = Scope(("dagpenge",), {"age": ("under_25",)})


@pytest.fixture(scope="module")
def bare():
    return load_world("herning", population=0.02, end="2020-01-01", contact_effects="trial")


@pytest.fixture(scope="module")
def swept():
    return contacts("herning", "dagpenge", activation=[6, 26], capacity=False, **SMALL)


@pytest.fixture(scope="module")
def sceptic():
    return contacts(
        "herning", "dagpenge", activation=[6], capacity=False, effects="sceptic", **SMALL
    )


def test_a_week_becomes_a_duty_of_those_in_the_scope_and_no_rule_of_talks(bare):
    early, late = (
        with_rhythm(bare, setting, SCOPE)
        for setting in settings_of(rhythms_of(Sweep(activation=(6, 26))), ())
    )
    (duty,) = early.contacts.duties
    assert (duty.schemes, duty.week, duty.target) == (("dagpenge",), 6, {"age": ("under_25",)})
    assert (duty.start, duty.until) == (bare.start_day, FAR)
    assert early.contacts.rules == ()
    assert early.tables.programme.tolist() == late.tables.programme.tolist()


def test_weeks_are_crossed_with_staff_and_named_in_both_languages():
    settings = settings_of(rhythms_of(Sweep(activation=(6, 6.5))), posts_of(Sweep(fte=(-1, 0))))
    assert [setting.label.en for setting in settings] == [
        "compulsory activation in week 6, -1 FTE",
        "compulsory activation in week 6, the same FTE",
        "compulsory activation in week 6.5, -1 FTE",
        "compulsory activation in week 6.5, the same FTE",
    ]
    assert settings[0].label.da == "aktiveringspligt i uge 6, -1 årsværk"


def test_the_options_that_ask_again_name_the_weeks():
    question = ContactsQuestion(
        municipality="herning",
        schemes=("dagpenge",),
        activation=(6, 13),
        fte=(1,),
        target={"age": ("under_25",)},
    )
    assert options_of(question) == "--activation 6,13 --fte 1 --target age=under_25"


def test_activation_is_as_uncertain_as_talks_from_site_to_site(bare):
    low, high = (site_factors(bare, site) for site in (LOW, HIGH))
    names = {f"dagpenge.activation.{name}" for name in ("threat", "lock_in", "effect")}
    assert names <= set(low)
    assert all(low[name] < high[name] for name in names)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"activation": [-1]}, "--activation is -1: expected a week of the spell, 0 to 520, as"),
        ({"activation": [6, 6]}, "--activation names 6 twice: expected each once."),
        (
            {"activation": [6], "every": [2]},
            "--rhythm and --activation cannot be crossed: expected one of them, and --fte, ",
        ),
        (
            {"activation": [6], "from_week": 4},
            "--from-week is about talks: expected --activation without it; --target says whose.",
        ),
        ({"activation": [6], "to_week": 26}, "--to-week is about talks: expected --activation"),
        ({"activation": [6], "weeks_left": (13, None)}, "--weeks-left is about talks"),
        ({"activation": [6], "instead": True}, "--instead is about talks"),
        ({"activation": [6], "talk": "jobsamtale"}, "--talk is about talks"),
        ({"activation": [6], "who": True}, "--who asks of one rhythm"),
        ({"activation": [6], "extra_fte": 2.0}, "--extra-fte asks of rhythms"),
    ],
)
def test_what_does_not_go_with_a_duty_is_refused_in_words(asked, message):
    with pytest.raises(InputError, match=re.escape(message)):
        contacts("herning", "dagpenge", **asked, **SMALL)


def test_a_scheme_where_no_activation_is_known_is_refused_with_those_it_knows():
    with pytest.raises(InputError, match=r"No compulsory activation is known on jobafklaring\."):
        contacts("herning", "jobafklaring", activation=[6], **SMALL)


def test_the_first_sentence_names_the_week_staff_kroner_and_deadlines(swept):
    english, price = swept.text("en").splitlines()[1:3]
    assert re.search(
        r"[Cc]ompulsory activation in week \d+ on top of the law's own (takes|frees)", english
    )
    assert "benefits and activation" in english
    assert "the law's dates are kept in" in english
    assert re.fullmatch(
        r"The activation itself costs a year, whoever pays: compulsory activation in week 6 "
        r"\d+,000 kr\.; compulsory activation in week 26 \d+,000 kr\.",
        price,
    )
    assert "aktiveringspligt i uge 26" in swept.text("da")


def test_the_finding_says_that_law_has_activation_already(swept):
    assert "comes on top of the law's own activation: the calibrated hazards include" in swept.text(
        "en"
    )
    assert "Pligten kommer oven i den aktivering, loven selv kræver" in swept.text("da")


def test_the_numbers_of_activation_are_among_the_assumptions(swept):
    shown = {assumption.name: assumption for assumption in swept.assumptions}
    threat = shown["contact_effects.dagpenge.activation.threat"]
    assert (threat.value, threat.low, threat.high, threat.grade) == (1.15, 1, 1.35, "assumed")
    assert shown["activation.dagpenge.kroner_per_week"].value == 2600


def test_the_later_the_week_the_fewer_are_called(swept):
    early, late = swept.rows
    assert early.activation.mean > late.activation.mean > 0
    assert json.loads(swept.to_json())["settings"][0]["activation_kroner"]["mean"] > 0


def test_the_sceptic_sees_the_price_and_nothing_else(sceptic):
    (row,) = sceptic.rows
    assert all(each.mean == 0 for each in row.full_time.values())
    assert row.fte.mean == row.staff.mean == 0
    assert row.by_payer["a_kasse"].mean == 0
    paid = row.by_payer["kommune"].mean + row.by_payer["stat"].mean
    assert paid == pytest.approx(row.activation.mean)
    assert row.net.mean == row.by_payer["kommune"].mean > 0
    assert row.loss == 1
    told = "In unemployment benefit activation changes nothing at the effect “no effect”: only the"
    assert told in sceptic.text("en")
    assert not any("activation." in a.name for a in sceptic.assumptions if "effects" in a.name)


@pytest.mark.slow
def test_it_is_drawn_written_and_reported_as_other_sweeps(swept, tmp_path):
    swept.plot(tmp_path / "curves.svg")
    swept.to_excel(tmp_path / "tables.xlsx")
    from openpyxl import load_workbook  # noqa: PLC0415  (slow to import)

    sheet = load_workbook(tmp_path / "tables.xlsx")["Muligheder"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (head,) = [row for row in cells if "heraf aktivering, alle, 1.000 kr." in row]
    row = cells[cells.index(head) + 1]
    assert row[len(head) - 1] == pytest.approx(swept.rows[0].activation.mean / 1000)
    page = html_of(swept, "en", drawn=False)
    assert "compulsory activation in week 26" in page
    assert "--activation 6,26" in page


@pytest.mark.slow
def test_what_is_typed_is_what_is_asked(monkeypatch, tmp_path, swept):
    asked = []

    def ask(question, params, *, workers=None, progress=None):
        asked.append(question)
        return swept

    monkeypatch.setattr(asking, "answer_to", ask)
    monkeypatch.chdir(tmp_path)
    line = ["contacts", "--scheme", "dagpenge", "--activation", "6,13, 26", "--quiet"]
    assert main(line) == 0
    assert asked[0].activation == (6.0, 13.0, 26.0)
    assert main(["contacts", "--scheme", "dagpenge", "--activation", "x"]) == 2
