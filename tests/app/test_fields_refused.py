"""What is typed wrong is told beside its field, and everything else typed stays."""

import pytest
from made_rooms import JSON

EFFECT = "n.herning-syg02.turned_away.effect"
WRONG = {  # what is typed in a field, and a word of what is said of it
    "replications": ("60000", "2.000"),
    "seed": ("-1", "2^63"),
    "first": ("nineteen", "årstal"),
    "last": ("2012", "slutter"),
    "price": ("0", "1 til 1000"),
    EFFECT: ("140", "0 til 100"),
    "proposal": ("herning-syg2", "herning-syg02"),
    "municipality": ("hernig", "herning"),
}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_field_is_told_of_that_field(browser, held, field):
    text, word = WRONG[field]
    told = browser.post("/forslag", data={field: text}, headers=JSON).get_json()
    place = "first" if field == "last" else field
    assert word in told["errors"][place]
    assert list(told["errors"]) == [place]
    assert held.desk.lanes["glance"].runner.tasks == []


def test_several_wrong_fields_are_told_at_once(browser):
    wrong = {"seed": "x", "replications": "x", EFFECT: "x"}
    told = browser.post("/forslag", data=wrong, headers=JSON).get_json()
    assert set(told["errors"]) == set(wrong)


def test_without_a_script_the_page_comes_back_with_what_was_typed(browser):
    answer = browser.post("/forslag", data={EFFECT: "140", "seed": "12"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="140"' in page
    assert 'value="12"' in page
    assert "Effekt er 140: der skal stå et tal fra 0 til 100." in page


def test_in_english_it_is_told_in_english(browser):
    told = browser.post("/forslag", data={"lang": "en", "price": "0"}, headers=JSON).get_json()
    assert told["errors"]["price"].startswith("Price, per cent of the proposal's is 0: expected")


def test_hidden_numbers_of_another_proposal_keep_what_was_typed(browser):
    typed = {EFFECT: "4", "proposal": "herning-ung14"}
    page = browser.get("/forslag", query_string=typed).get_data(as_text=True)
    assert f'type="hidden" name="{EFFECT}" value="4"' in page
    back = browser.get("/forslag", query_string={**typed, "proposal": "herning-syg02"})
    assert f'name="{EFFECT}" value="4"' in back.get_data(as_text=True)


def test_what_is_typed_is_never_read_as_markup(browser):
    page = browser.get("/forslag", query_string={"seed": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.get_data(as_text=True)


PLAIN = {
    "/samtaler": {"every": ("ofte", "Uger mellem samtaler er"), "seed": ("x", "Startværdi")},
    "/portefoelje": {
        "budget": ("to millioner", "Budget om året, kr. er"),
        "budget_total": ("-1", "Budget i alt, kr. er -1"),
    },
}


@pytest.mark.parametrize("address", PLAIN)
def test_a_wrong_field_of_another_page_is_told_there_by_its_own_name(browser, held, address):
    for field, (text, said) in PLAIN[address].items():
        told = browser.post(address, data={field: text}, headers=JSON).get_json()
        assert list(told["errors"]) == [field]
        assert said in told["errors"][field]
        page = browser.post(address, data={field: text})
        assert (page.status_code, f'value="{text}"' in page.get_data(as_text=True)) == (422, True)
    assert held.desk.lanes["whole"].runner.tasks == []


def test_what_holds_of_the_whole_form_alone_is_told_of_the_form(browser):
    told = browser.post(
        "/samtaler", data={"every": "4", "fte": "1", "no_queue": "on"}, headers=JSON
    )
    assert "ændrer intet" in told.get_json()["errors"]["form"]


OF_COMMANDS = [  # what the command would refuse in the words of its options
    ("/forslag", {"first": "2023", "last": "2024"}),
    ("/samtaler", {"every": "4", "contact_law": "2019-01-01,2026-07-01"}),
    ("/samtaler", {"every": "4", "fte": "1", "no_queue": "on"}),
    ("/samtaler", {"fte": "1", "instead": "on"}),
    ("/samtaler", {"exempt": "0.1"}),
    ("/samtaler", {"exempt": "0,0.9", "instead": ""}),
    ("/samtaler", {"contact_law": "2019-01-01,2026-07-01", "instead": "on"}),
    ("/samtaler", {"every": "4,4"}),
    ("/samtaler", {"fte": "1,1"}),
]


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(("address", "typed"), OF_COMMANDS)
def test_a_page_speaks_of_its_fields_and_never_of_options(browser, address, typed, lang):
    told = browser.post(address, data={**typed, "lang": lang}, headers=JSON).get_json()["errors"]
    assert told
    assert not any("--" in said for said in told.values())


def test_the_years_in_which_a_proposal_runs_are_told_as_its_fields_have_them(browser):
    typed = {"first": "2023", "last": "2024"}
    told = browser.post("/forslag", data=typed, headers=JSON).get_json()["errors"]["first"]
    assert "skriv »Første år« 2019 og »Sidste år« 2022." in told


def test_a_share_with_a_comma_is_a_share(browser):
    typed = {"exempt": "0,9", "lang": "da"}
    told = browser.post("/samtaler", data=typed, headers=JSON).get_json()["errors"]
    assert "har intet at blive sammenlignet med" in told["form"]
