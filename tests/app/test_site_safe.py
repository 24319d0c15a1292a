"""Only this machine, only our own pages, nothing from elsewhere, nothing too large."""

from io import BytesIO

import pytest
from made_rooms import JSON

from borgerflow.app.asked.own_files import OWN, PROPOSALS
from borgerflow.app.served import ONLY_HERE, _listening, with_pages
from borgerflow.sim.base.errors import InputError


def test_only_this_machine_is_listened_on():
    with _listening(0, chosen=True) as listening:
        assert listening.getsockname()[0] == ONLY_HERE == "127.0.0.1"


def test_a_port_that_is_taken_is_refused_by_name():
    with _listening(0, chosen=True) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(InputError, match=f"Port {port} is taken"):
            _listening(port, chosen=True)


def test_every_answer_forbids_what_comes_from_elsewhere(browser):
    for address in ("/forslag", "/static/app.css", "/nowhere"):
        policy = browser.get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "http" not in policy


def test_another_site_cannot_ask(browser, held):
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
        answer = browser.post("/forslag", data={}, headers={**JSON, **headers})
        assert answer.status_code == 403
    assert held.desk.lanes["glance"].runner.tasks == []


def test_our_own_page_can_ask(browser):
    origin = {"Origin": "http://localhost"}
    assert browser.post("/forslag", data={"seed": "x"}, headers=origin).status_code == 422


def test_what_is_too_large_is_told_in_one_sentence_and_nothing_is_read(held):
    small = with_pages(held, most_sent=1_000_000).test_client()
    sent = {"file": (BytesIO(b"x" * 1_000_001), "x.csv")}
    answer = small.post("/forslag", data=sent, headers=JSON)
    assert answer.status_code == 413
    assert answer.get_json()["said"] == (
        "Det sendte er for stort. Højst 1 MB kan sendes ad gangen. Intet er gemt."
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("da", "Det sendte er for stort. Højst 1 MB kan sendes ad gangen. Intet er gemt."),
        ("en", "What was sent is too large. At most 1 MB can be sent at a time."),
    ],
)
def test_files_that_are_too_large_are_told_of_beside_their_field_without_a_script(held, lang, said):
    small = with_pages(held, most_sent=1_000_000).test_client()
    sent = {"files": (BytesIO(b"x" * 1_000_001), "x.csv")}
    answer = small.post(f"/kommunen?lang={lang}", data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 413
    beside = page.partition('id="files"')[2].partition("<fieldset>")[0]
    assert 'aria-invalid="true"' in beside
    assert said in beside


@pytest.mark.parametrize("address", ["/forslag", "/samtaler", "/portefoelje", "/eget-forslag"])
def test_a_form_that_is_too_large_is_told_of_on_a_page_of_its_own(held, address):
    small = with_pages(held, most_sent=1000).test_client()
    answer = small.post(address, data={"lang": "en", "seed": "1" * 1001})
    assert answer.status_code == 413
    assert "Det sendte er for stort" in answer.get_data(as_text=True)


@pytest.mark.parametrize("what", ["note", "../../etc/passwd", "%2e%2e%2fmanifest.json", "x"])
def test_a_download_is_one_of_those_there_are(browser, what):
    assert browser.get(f"/forslag/hent/{what}").status_code == 404


def test_a_link_with_a_path_names_nothing(browser, held):
    outside = held.house.results / "outside"
    outside.mkdir(parents=True)
    (outside / "x.yaml").write_text("id: x", encoding="utf-8")
    (held.house.results / OWN / PROPOSALS).mkdir(parents=True)
    for path in ("../../outside", "../../../etc/passwd", "/etc/passwd", "0123456789abcdef"):
        page = browser.get("/forslag", query_string={"own": path}).get_data(as_text=True)
        assert "ikke findes på denne maskine" in page


def test_a_page_there_is_not_leads_on(browser):
    answer = browser.get("/nowhere")
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.get_data(as_text=True)
