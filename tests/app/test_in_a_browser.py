"""End to end, in the browser of this machine: what a head of department does, and what goes out."""

import json
import re
import socket
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from made_browser import PATIENCE, app_at, browser_here

from borgerflow.experiments.cli import main
from tests.municipality.made_up import PERSONS, STOCKS, table

pytestmark = pytest.mark.slow
MILLISECONDS = 1000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
EFFECT = "#n-herning-syg02-turned_away-effect"
FEW = "/forslag?municipality=modelkommune&replications=4&quick=on"
TALKS = "/samtaler?municipality=modelkommune&every=4&no_queue=on&replications=2"
CHOICE = "/portefoelje?municipality=vesthimmerland&budget=1000000&replications=2"
ANSWERED = (FEW, TALKS, CHOICE)  # asked before they are looked at
BELOW = ("/sammenlign", "/forslag/borger?lang=en", "/kommunen/observeret?municipality=aalborg")
BEYOND_ITS_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
COMMAND = (
    "compare herning-syg02 --municipality modelkommune --replications 4 --no-break-even --json"
    " --lang da --workers 1"
)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return tmp_path_factory.mktemp("served") / "results"


@pytest.fixture(scope="module")
def served(results):
    with app_at(results) as (address, _):
        yield address


@pytest.fixture(scope="module")
def chromium():
    with browser_here() as browser:
        yield browser


@pytest.fixture
def page(chromium, served):
    """Return a page of a new visitor; nothing may be asked of any other machine."""
    context = chromium.new_context(base_url=served, viewport={"width": 1200, "height": 900})
    context.set_default_timeout(PATIENCE * MILLISECONDS)
    asked, faults = [], []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page
    context.close()
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(served).netloc}
    assert faults == []


def answered(page):
    """Wait for the whole answer."""
    page.wait_for_selector("#downloads:not([hidden])")


def downloaded(page, name):
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    return Path(coming.value.path()).read_bytes()


def test_an_answer_outlives_a_server_that_was_killed(chromium, results, request):
    """The first test: the server that all the others ask is the one that is started again."""
    with app_at(results) as (address, process):
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE * MILLISECONDS)
        page.goto(address + FEW)
        page.get_by_role("button", name="Beregn").click()
        answered(page)
        process.kill()
        process.wait()
    page.goto(request.getfixturevalue("served") + FEW)
    assert page.inner_text("#status") == "Svaret er færdigt."
    page.close()


def test_choose_run_move_the_effect_and_download_what_the_command_says(page, tmp_path, capsys):
    page.goto(FEW)
    page.get_by_role("button", name="Beregn").click()
    answered(page)
    slider = page.get_by_role("slider", name="Effekt").first
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    assert page.input_value(EFFECT) == "2,5"
    page.wait_for_url("**turned_away.effect=2,5**")
    answered(page)
    line = [*COMMAND.split(), "--set", "herning-syg02.turned_away.effect=0.025"]
    assert main([*line, "--out", str(tmp_path)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert json.loads(downloaded(page, "Data (JSON)")) == said
    book = openpyxl.load_workbook(BytesIO(downloaded(page, "Regneark (Excel)")), data_only=True)
    (row,) = [r for r in book["Resumé"].iter_rows(values_only=True) if r[0] == "Netto, kommunen"]
    assert row[-3] == pytest.approx(said["net_municipal"]["total"]["mean"] / 1000)


def test_beside_a_refused_field_the_answer_that_stays_is_told_to_be_the_one_before(page):
    page.goto(FEW)
    page.get_by_role("button", name="Beregn").click()
    answered(page)
    page.fill(EFFECT, "140")
    page.get_by_role("button", name="Beregn").click()
    page.wait_for_selector("[data-fault]:not([hidden])")
    said = page.inner_text("#status")
    assert said == "Ret det, der er markeret. Svaret nedenfor er det forrige."


def test_an_answer_is_kept_the_effect_moved_and_both_laid_side_by_side(page):
    page.goto(FEW)
    page.get_by_role("button", name="Beregn").click()
    answered(page)
    page.get_by_role("link", name="Behold dette svar").click()
    page.wait_for_url("**kept=**")
    answered(page)
    page.fill(EFFECT, "2,5")
    page.get_by_role("button", name="Beregn").click()
    page.wait_for_url("**turned_away.effect=2,5**")
    answered(page)
    page.get_by_role("link", name="Læg dette og de beholdte svar").click()
    page.wait_for_selector("#parts figure")
    assert page.locator("input:checked").count() == 2
    told = page.get_by_role("table", name="Det, svarene er forskellige i").inner_text()
    assert re.search(r"effekt\s+2,0 pct.*\s+2,5 pct", told)
    assert downloaded(page, "Tabel (CSV)").decode("utf-8-sig").count("\r\n") == 3


def test_from_an_answer_one_citizen_after_the_other_is_explained(page):
    page.goto(FEW)
    page.get_by_role("button", name="Beregn").click()
    answered(page)
    page.get_by_role("link", name="Se, hvad forslaget gør ved én borger").click()
    page.get_by_role("button", name="Vis borgeren").click()
    page.get_by_role("button", name="Næste berørte borger").click()
    page.wait_for_url("**after=**")
    page.wait_for_selector("#parts figure")
    first, second = (int(page.url.partition("after=")[2]), int(page.input_value("#citizen")))
    assert first < second
    assert f"borgerflow trace {second} herning-syg02 --beside" in page.inner_text("#parts")


def test_a_municipality_is_held_against_what_was_observed(page):
    page.goto("/kommunen")
    page.get_by_role("link", name="Hvor tæt kommer simuleringen på det").click()
    page.select_option("#municipality", "modelkommune")
    page.get_by_role("button", name="Beregn").click()
    page.wait_for_selector("#municipality[aria-invalid=true]")
    page.select_option("#municipality", "vesthimmerland")
    page.get_by_text("Flere felter").click()
    page.fill("#replications", "3")
    page.get_by_role("button", name="Beregn").click()
    answered(page)
    assert "Afvigelse år for år" in page.inner_text("#parts")


def tabbed_to(page, which):
    """Go on by the tabulator until something that matches has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("which => document.activeElement.matches(which)", which):
            return
    raise AssertionError(f"the keyboard does not reach {which}")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (FEW, "Netto, kommunen"),
        (TALKS, "hver 4. uge"),
        (CHOICE, "1.000.000"),
    ],
)
def test_the_keyboard_alone_asks_reads_and_downloads(page, address, said):
    page.goto(address)
    page.locator("main select, main input").locator("visible=true").first.focus()
    tabbed_to(page, "button.main")
    page.keyboard.press("Enter")
    answered(page)
    assert said in page.inner_text("#parts")
    tabbed_to(page, "#downloads a")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename.endswith(".html")


def test_a_wrong_number_is_told_beside_its_field(page):
    page.goto(FEW)
    page.fill(EFFECT, "140")
    page.get_by_role("button", name="Beregn").click()
    page.wait_for_selector(f"{EFFECT}[aria-invalid=true]")
    assert "der skal stå et tal fra 0 til 100" in page.inner_text("#question")


def test_what_was_typed_stays_when_another_proposal_is_looked_at(page):
    page.goto(FEW)
    page.fill(EFFECT, "4")
    page.select_option("#proposal", "herning-ung14")
    page.wait_for_selector("#n-herning-ung14-kept_in_education-effect")
    page.select_option("#proposal", "herning-syg02")
    page.wait_for_selector(EFFECT)
    assert page.input_value(EFFECT) == "4"
    assert page.input_value("#replications") == "4"


def test_a_proposal_is_written_checked_answered_and_its_form_downloaded(page):
    page.goto("/eget-forslag")
    typed = {"title-da": "Tidlig hjælp", "description": "Mere hjælp.", "start": "01-01-2021"}
    for field, text in {**typed, "years": "2", "cost": "400.000", "fte": "0,8"}.items():
        page.fill(f"#{field}", text)
    for field, name in (("municipality", "modelkommune"), ("scheme", "sygedagpenge")):
        page.select_option(f"#{field}", name)
    page.select_option("#kind", "hazard")
    page.get_by_label("Job", exact=True).check()
    page.get_by_role("button", name="Kontrollér og gem").click()
    page.wait_for_selector("#parts section")
    page.get_by_role("link", name="Beregn forslaget").click()
    page.get_by_text("År og simulering").click()
    page.fill("#replications", "3")
    page.get_by_label("Udelad søgningen").check()
    page.get_by_role("button", name="Beregn").click()
    answered(page)
    assert downloaded(page, "Skema (Word)").startswith(b"PK")


def test_a_file_as_jobindsats_has_it_makes_a_municipality(page, tmp_path):
    (file := tmp_path / "y07a02.csv").write_text(as_published(), encoding="utf-8")
    page.goto("/kommunen")
    page.fill("#name", "smallville")
    page.fill("#f-persons_18_66", str(PERSONS))
    for name, count in STOCKS.items():
        if name != "sygedagpenge":
            page.fill(f"#f-{name}", str(count))
    page.set_input_files("#files", file)
    page.get_by_role("button", name="Lav kommunen").click()
    page.wait_for_selector("#parts section")
    assert "jobindsats" in page.inner_text("#parts")
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("#progress", state="hidden")


def as_published():
    """Return the table of one stock, as `import jobindsats` writes it."""
    made = table()
    return made[made["scheme"] == "sygedagpenge"].to_csv(index=False)


def test_only_this_machine_is_listened_on(served):
    port = urlsplit(served).port
    elsewhere = socket.gethostbyname(socket.gethostname())
    if elsewhere.startswith("127."):
        pytest.skip("this machine has no other address")
    with socket.socket() as knocking:
        assert knocking.connect_ex((elsewhere, port)) != 0


def test_a_gigabyte_is_refused_before_it_is_sent_and_others_are_answered(served):
    port = urlsplit(served).port
    head = f"POST /kommunen HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {10**9}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as sending:
        sending.sendall(head.encode())
        assert b"413" in sending.recv(100)
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as other:
        other.sendall(f"GET /kommunen HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert b"200 OK" in other.recv(100)


def test_what_is_too_large_is_told_before_it_is_sent(page, tmp_path):
    (file := tmp_path / "large.csv").write_bytes(b"1")
    page.goto("/kommunen")
    page.evaluate("document.getElementById('upload').dataset.most = 1")
    page.set_input_files("#files", file)
    page.get_by_role("button", name="Lav kommunen").click()
    assert "Højst 8 MB kan sendes ad gangen." in page.inner_text("[data-fault=files]")


@pytest.mark.parametrize("address", [*ANSWERED, "/eget-forslag?lang=en", "/kommunen", *BELOW])
def test_a_page_breaks_no_rule_of_access_wide_or_narrow_and_nothing_is_beyond_its_edge(
    chromium, served, address
):
    # The rules are a script; what fades in is judged when it is there.
    context = chromium.new_context(base_url=served, bypass_csp=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE * MILLISECONDS)
    page = context.new_page()
    page.goto(address)
    if address in ANSWERED:
        page.get_by_role("button", name="Beregn").click()
        answered(page)
    for folded in page.locator("details").all():
        folded.evaluate("each => { each.open = true; }")
    for width in (1200, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [each["id"] for each in found] == []
    assert page.evaluate(BEYOND_ITS_EDGE) == 0
    context.close()
