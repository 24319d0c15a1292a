"""The note as a browser shows it: asks nobody for anything, fits a phone, open to everyone."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.cli.made import finding, run_finding
from tests.pages import html_of

CHROMIUM = shutil.which("chromium")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PAGES = {"compare": (finding, "da"), "run": (run_finding, "en")}
PHONE, DESK = 360, 1200
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=PAGES)
def note(request, browser, tmp_path_factory):
    """Open a note on a phone, all that is folded opened, and what was asked for on the way."""
    make, lang = PAGES[request.param]
    path = tmp_path_factory.mktemp("note") / "report.html"
    path.write_text(html_of(make(), lang), encoding="utf-8")
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.wait_for_load_state("networkidle")
    yield page, lang, path.as_uri(), asked
    page.close()


def test_nothing_is_asked_for_beyond_the_file(note):
    _, _, address, asked = note
    assert {url for url in asked if not url.startswith("data:")} == {address}


def test_nothing_is_wider_than_a_phone(note):
    page, *_ = note
    too_wide = """() => [...document.querySelectorAll('body *:not(thead, thead *)')]
        .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
        .map(each => each.outerHTML)"""
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert page.evaluate(too_wide) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def test_the_language_of_the_page_is_the_one_asked_for(note):
    page, lang, *_ = note
    assert page.evaluate("document.documentElement.lang") == lang


def test_every_figure_is_drawn_has_a_name_and_a_description(note):
    page, *_ = note
    figures = page.evaluate("""() => [...document.querySelectorAll('figure')].map(each => {
        const image = each.querySelector('img');
        return [image.naturalWidth, image.alt.length, each.querySelector('figcaption').innerText,
                each.getAttribute('aria-labelledby'), each.querySelector('figcaption').id];
    })""")
    assert figures
    for wide, alt, name, labelled, identity in figures:
        assert wide > 0
        assert alt > 40
        assert name
        assert labelled == identity


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_rule_of_access_is_broken(note, width):
    page, *_ = note
    page.set_viewport_size({"width": width, "height": 800})
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
