"""An answer in Danish has no English word, and none of the spellings that code has."""

import html
import re

import pytest

from borgerflow.sim.base.wording import Wording
from tests.cli import made
from tests.experiments import fakes
from tests.pages import html_of

ENGLISH = re.compile(
    r"\b(the|is|are|of|and|with|from|by|year|years|low|high|value|unit|grade|source|scheme|payer"
    r"|kind|assumed|share|factor|weeks|benefit|activation|compiled|replications?|investment)\b"
)
SPELT_FOR_CODE = re.compile(r"[a-zæøå]+_[a-zæøå]+|\b\w*(foer|hjaelp|loen)\w*\b")
ALLOWED = re.compile(r"https?://\S+|borgerflow \S+ .*|--[a-z-]+|\(\S+-\S+\)|\(seed\)")
LABELS = {"sygedagpenge": Wording("Sygedagpenge", "Sickness benefit"), "job": Wording("Job", "Job")}


MARKED_IN_RED = re.compile(  # by a civil servant, in what was written before
    r"kun simulering|betaler sig|ved indgangen\b|gentagelse|\bfrø\b|motor auto|dødvægt\b|dækning\b"
    r"|bevægelser|hviler på|efter hukommelsen|sandsynlighed 0|pct\.\.|\d %|[“”]|A-dagpenge"
    r"|: Sygedagpenge|til Job|praksisviden|[Ll]æst som|det, der kom\b|[Tt]abt ydelse"
)


def read(text):
    """Return what people read of a page or a text, commands and addresses left out."""
    text = re.sub(r"<style.*?</style>|src=\"data:[^\"]*\"", "", text, flags=re.DOTALL)
    return ALLOWED.sub("", html.unescape(re.sub(r"<[^>]+>", "\n", text)))


@pytest.fixture(params=["compare", "run"])
def finding(request):
    """Return a small finding of a question, with what files of params say left out."""
    known = {"assumptions": (), "scheme_labels": LABELS}
    return fakes.finding(**known) if request.param == "compare" else made.run_finding(**known)


def test_a_danish_text_has_no_english_word(finding):
    told = read(finding.text("da"))
    assert not ENGLISH.findall(told)
    assert not SPELT_FOR_CODE.findall(told)
    assert not MARKED_IN_RED.findall(told)


@pytest.mark.slow
def test_a_danish_page_has_no_english_word(finding):
    told = read(html_of(finding, "da", drawn=False))
    assert not ENGLISH.findall(told)
    assert not SPELT_FOR_CODE.findall(told)
    assert not MARKED_IN_RED.findall(told)


def test_an_english_answer_would_be_seen():
    assert ENGLISH.findall(read(fakes.finding().text("en")))
    assert SPELT_FOR_CODE.findall("sats foertidspension.enlig, kontanthjaelp_jobparat")
