"""A proposal is written in the page by the ten questions of the workbook, with the same checks."""

import re

import pytest
from made_rooms import waited

from borgerflow.app.asked.own_files import OWN, PROPOSALS
from borgerflow.app.asked.own_proposal import drafted, further_fields
from borgerflow.app.served import with_pages
from borgerflow.experiments.authoring.workbook.read import read_filled
from borgerflow.sim.params import load
from tests.proposing.made_workbooks import TEN, filled_in

PARAMS = load()
TYPED = {
    **{key: str(value) for key, value in TEN.items()},
    "start": "01-01-2021",
    "cost": "400.000",
    "fte": "0,8",
}
LONGEST = 5000  # letters of a text


def written(browser, **changes):
    return browser.post("/eget-forslag", data={**TYPED, **changes})


def files_in(rooms):
    return sorted(rooms.house.results.rglob("*.yaml"))


def test_the_page_gives_the_proposal_that_the_workbook_gives(tmp_path):
    by_workbook = read_filled(filled_in(tmp_path, "da", TEN), PARAMS).data
    by_page = drafted(TYPED, PARAMS, "da")
    assert by_page.errors == {}
    assert by_page.id == by_workbook["id"]
    assert by_page.text.count("400000") == 2
    assert f'title:\n  da: "{by_workbook["title"]["da"]}"' in by_page.text


def test_every_question_that_is_left_open_is_told_at_its_field(browser, held):
    page = browser.post("/eget-forslag", data={}).get_data(as_text=True)
    assert page.count("Der skal svares her.") == 10
    assert files_in(held) == []


WRONG = {
    "start": ("i går", "en dato som 01-01-2026"),
    "cost": ("meget", "et tal som 400.000"),
    "exits": ("hest", "Mulige: Job"),
    "kind": ("intet", "Mulige: "),
    "effect.value": ("mange", "et tal som"),
    "reach.value": ("2", "mellem 0 og 1"),
    "title.da": ("010203-1234", "CPR"),
}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_kept(browser, held, field):
    text, said = WRONG[field]
    draft = drafted({**TYPED, field: text}, PARAMS, "da")
    assert list(draft.errors) == [field]
    assert said in draft.errors[field].da
    answer = written(browser, **{field: text})
    assert answer.status_code == 422
    assert 'value="0,8"' in answer.get_data(as_text=True)
    assert files_in(held) == []


def test_what_more_may_be_said_of_it_offers_every_choice(browser):
    page = browser.get("/eget-forslag").get_data(as_text=True)
    rows = [row for row in further_fields(PARAMS, "da") if row.field.choices]
    assert len(rows) > 5
    for row in rows:
        offered = page.partition(f'<select id="{row.key.replace(".", "-")}"')[2]
        names = re.findall('<option value="([^"]+)"', offered.partition("</select>")[0])
        assert names == list(row.field.choices)


@pytest.mark.parametrize("path", ["../../secret.yaml", "/etc/passwd.yaml", "herning.yaml"])
def test_a_path_in_the_place_of_a_municipality_is_never_read(browser, held, path, monkeypatch):
    monkeypatch.setattr("borgerflow.app.asked.own_proposal.filled_form", pytest.fail)
    answer = written(browser, municipality=path)
    assert answer.status_code == 422
    assert "Vælg en kommune på listen." in answer.get_data(as_text=True)


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "../../../x", "a" * 300])
def test_a_title_with_a_script_or_a_path_is_kept_under_a_harmless_name(browser, held, title):
    assert written(browser, **{"title.da": title}).status_code == 302
    (path,) = files_in(held)
    assert path.parent.parent == held.house.results / OWN / PROPOSALS
    page = browser.get("/forslag", query_string={"own": path.parent.name, "proposal": path.stem})
    assert "<script>alert" not in page.get_data(as_text=True)


def test_ten_thousand_lines_are_one_sentence_and_nothing_is_kept(browser, held):
    lines = "linje\n" * 10_000
    page = written(browser, **{"description.da": lines})
    assert page.status_code == 422
    assert "Svaret er på 59999 tegn; der må højst være 5000." in page.get_data(as_text=True)
    assert files_in(held) == []


def test_a_proposal_that_was_written_is_asked_by_its_link(browser):
    link = written(browser).headers["Location"]
    own = link.partition("own=")[2].partition("&")[0]
    typed = {"own": own, "proposal": "tidlig-opfoelgning"}
    page = browser.get("/forslag", query_string=typed).get_data(as_text=True)
    assert "Tidlig opfølgning" in page
    assert 'name="n.tidlig-opfoelgning.virkning.effect" value="1,1"' in page
    file = browser.get("/eget-forslag/hent", query_string={"own": own})
    assert file.get_data(as_text=True).startswith("# Et forslag, som borgerflow kan læse.")


def test_the_same_proposal_written_twice_is_one(browser, held):
    assert written(browser).headers["Location"] == written(browser).headers["Location"]
    assert len(files_in(held)) == 1


@pytest.mark.slow
def test_what_is_odd_about_it_is_told_as_the_check_tells_it(worked):
    browser = with_pages(worked).test_client()
    link = written(browser, fte="0").headers["Location"]
    (key,) = [key for key in worked.desk._jobs if key.startswith("check-")]
    waited(worked.desk, key)
    page = browser.get(link).get_data(as_text=True)
    assert "Forslaget er kontrolleret." in page
    assert "Hvem forslaget når" in page


def test_a_text_of_ten_thousand_lines_is_told_beside_its_field_and_nothing_is_kept(browser, held):
    answer = written(browser, **{"description.da": "linje\n" * 10_000})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert page.count("der må højst være 5000") == 1
    assert page.count('aria-invalid="true"') == 1
    assert files_in(held) == []


MANY_LINES = {
    "keys there are not": "\n".join(f"line{n}: {n}" for n in range(100)) + "\n#" * 10_000,
    "one list": "notes:\n" + "\n".join(f"- {n}" for n in range(10_000)),
    "no YAML": "\n".join("[" for _ in range(10_000)),
}


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        ("keys there are not", "/forslag"),
        ("one list", "/portefoelje"),
        ("no YAML", "/forslag"),
    ],
)
def test_a_file_of_ten_thousand_lines_is_told_of_by_its_name_in_one_sentence(
    browser, held, lines, address
):
    written(browser)
    (file,) = files_in(held)
    text = file.read_text(encoding="utf-8") + MANY_LINES[lines]
    digest = held.house.keep(PROPOSALS, file.stem, text)
    answer = browser.get(address, query_string={"own": digest})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert page.count(f"{file.stem}.yaml, linje".capitalize()) == 1
    assert page.count("Flere fejl i filen: 99.") == (lines == "keys there are not")
    assert str(held.house.results) not in page
    assert browser.get(address).status_code == 200
