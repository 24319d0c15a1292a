"""The examples of docs/examples are true: of this code and these params, and of one another."""

import json
import re
from zipfile import ZipFile

import pytest

from benchmarks.examples import FIGURES, FOLDER, FORM, NOTE, PROPOSAL, SHOWN, first_net
from borgerflow.experiments.present.numbers import kroner

AGAIN = "`make examples` writes them again."


@pytest.fixture(scope="module")
def figures():
    return json.loads((FOLDER / FIGURES).read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_first_replication_comes_to_what_it_came_to(figures):
    assert first_net() == pytest.approx(figures["net_of_the_first"]), AGAIN


def test_the_note_leads_with_the_net(figures):
    note = (FOLDER / NOTE).read_text(encoding="utf-8")
    (lead,) = re.findall('<p class="lead">(.*?)</p>', note)
    assert f"at koste kommunen {kroner(figures['net'], 'da')} netto over fire år" in lead, AGAIN


def test_the_form_tells_the_net(figures):
    text = ZipFile(FOLDER / FORM).read("word/document.xml").decode()
    net = f"Kommunens nettoresultat 2019-2022: {kroner(figures['net'], 'da')}"
    assert net in re.sub("<[^>]+>", "", text), AGAIN


@pytest.mark.parametrize("name", SHOWN)
def test_the_pictures_of_the_pages_say_what_they_show(name):
    svg = (FOLDER / f"{PROPOSAL}-{name}.svg").read_text(encoding="utf-8")
    assert "<title>" in svg
    assert "<desc>" in svg
