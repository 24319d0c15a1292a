"""Answers that are saved are laid side by side as they are: nothing is calculated again."""

import csv
import json
from io import StringIO
from types import SimpleNamespace

import pytest
from made_answers import saved
from made_rooms import Here, rooms_with, waited

from borgerflow.app.beside.saved import listed_answers, saved_answer
from borgerflow.app.beside.side_by_side import SideBySide, chances_table
from borgerflow.app.pages.beside import ANSWER
from borgerflow.app.served import with_pages
from borgerflow.sim.base.errors import InputError


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    rooms = rooms_with(tmp_path_factory.mktemp("beside") / "results", Here)
    yield rooms
    rooms.desk.close()


@pytest.fixture(scope="module")
def keys(rooms):
    """Return two answers: one as the proposal says, one with another effect."""
    root = rooms.house.results
    return saved(root, net=1_000_000.0), saved(root, effect=0.035, net=400_000.0)


@pytest.fixture(scope="module")
def visitor(rooms):
    return with_pages(rooms).test_client()


def link(*keys):
    return {ANSWER + key: "on" for key in keys}


def laid(visitor, rooms, query):
    """Return the page of answers, once their picture is drawn."""
    visitor.get("/sammenlign", query_string=query)
    for key in list(rooms.desk._jobs):
        waited(rooms.desk, key)
    return visitor.get("/sammenlign", query_string=query).get_data(as_text=True)


def test_the_figures_are_those_that_were_saved(visitor, rooms, keys):
    page = laid(visitor, rooms, link(*keys))
    assert 'data-column="Netto, kommunen">1.000</td>' in page
    assert 'data-column="Netto, kommunen">400</td>' in page
    assert 'data-column="Forskel til A">-600</td>' in page
    assert "B er bedst for kommunen: en udgift på 400.000 kr. netto i middel." in page
    assert "data:image/svg+xml" in page


def test_what_differs_is_told_with_its_grade_and_range_and_nothing_else(visitor, rooms, keys):
    page = laid(visitor, rooms, link(*keys))
    told = page.partition("Det, svarene er forskellige i")[2].partition("</table>")[0]
    assert told.count("<tr>") == 2
    assert "Afvist ved visitationen: effekt" in told
    assert "3,5 pct. (antaget, 0,0-5,0 pct.)" in told


def test_the_other_language_tells_the_same_and_links_back(visitor, rooms, keys):
    page = laid(visitor, rooms, {**link(*keys), "lang": "en"})
    assert 'data-column="Difference from A">-600</td>' in page
    assert "A social worker&#39;s assessment" in page
    assert "Fremskudt" not in page
    assert f"a.{keys[0]}=on" in page.partition('hreflang="da"')[0].rpartition("<li")[2]


def test_the_table_is_downloaded_with_an_answer_in_each_row(visitor, keys):
    text = visitor.get("/sammenlign/hent", query_string={**link(*keys), "lang": "en"}).text
    first, second = csv.DictReader(StringIO(text))
    assert (first["Answer"], second["Answer"]) == ("A", "B")
    assert float(second["Net, municipality"]) == 400.0
    assert (first["Key of the answer"], second["Key of the answer"]) == keys


@pytest.mark.parametrize("wrong", ["0" * 16, "../../etc", "*"])
def test_an_answer_that_is_not_here_is_told_and_no_path_is_followed(visitor, keys, wrong):
    answer = visitor.get("/sammenlign", query_string=link(keys[0], wrong))
    assert answer.status_code == 200
    assert "et svar, som ikke ligger på denne maskine" in answer.text


def test_more_than_four_are_refused(visitor, rooms, keys):
    more = [saved(rooms.house.results, effect=effect) for effect in (0.01, 0.02, 0.03)]
    answer = visitor.get("/sammenlign", query_string=link(*keys, *more))
    assert 'aria-describedby="fault-answers"' in answer.text
    assert "Vælg to til fire svar.</p>" in answer.text


def test_an_answer_that_was_changed_on_disk_is_not_laid_out(visitor, rooms, keys):
    key = saved(rooms.house.results, effect=0.041)
    (path,) = rooms.house.results.glob(f"compare/*/{key}/finding.json")
    path.write_text(json.dumps({}), encoding="utf-8")
    answer = visitor.get("/sammenlign", query_string=link(keys[0], key))
    assert "Et af svarene er ændret, efter at det blev gemt" in answer.text
    assert str(rooms.house.results) not in answer.text


def test_answers_of_another_version_are_told_apart(visitor, rooms, keys):
    older = saved(rooms.house.results, effect=0.025, code="another")
    assert "forskellige udgaver af borgerflow" in laid(visitor, rooms, link(keys[0], older))
    assert "forskellige udgaver" not in laid(visitor, rooms, link(*keys))


def test_a_folder_is_found_by_its_whole_digest_alone(tmp_path):
    (folder,) = tmp_path.glob(f"compare/*/{saved(tmp_path)}")
    with pytest.raises(InputError, match="not on this machine"):
        saved_answer(tmp_path, "*")
    folder.rename(folder.with_name(f"{folder.name}.changed-1"))
    assert listed_answers(tmp_path, "da") == []


def test_a_stopped_answer_is_not_offered(visitor, rooms):
    stopped = saved(rooms.house.results, effect=0.026, interrupted_after=3)
    assert stopped not in visitor.get("/sammenlign").text


def test_what_is_kept_stays_in_the_link_when_the_numbers_are_moved(browser, held):
    key = saved(held.house.results)
    page = browser.get("/forslag", query_string={"kept": key, "seed": "7"}).text
    assert f'name="kept" value="{key}"' in page
    keep = page.partition("data-keep href=")[2].partition(">")[0]
    assert f"kept={key}%2C" in keep
    assert "seed=7" in keep
    beside = page.partition("data-beside href=")[2].partition(">")[0]
    assert f"{ANSWER}{key}=on" in beside
    assert beside.count("=on") == 2


def test_what_was_saved_is_read_by_its_digest(rooms, keys):
    answer = saved_answer(rooms.house.results, keys[1])
    assert answer.found["net_municipal"]["total"]["mean"] == 400_000.0


NO_CHANCE = {"simulation_half_width": None}  # as of two replications


def test_beside_the_chances_it_is_told_what_none_and_all_of_the_draws_stand_for():
    drawn = {"draws": 64, "chance_of_saving": {"mean": 1.0}, "simulation_half_width": 1e3}
    sure = SimpleNamespace(found={"assumption_range": {"drawn": drawn}})
    few = SimpleNamespace(found={"assumption_range": {"drawn": {**drawn, **NO_CHANCE}}})
    silent = SimpleNamespace(found={})
    title = chances_table(SideBySide((sure, silent), ())).title
    assert title.en.endswith("(0 % of 64 draws means at most 5 %, 100 % at least 95 %)")
    assert title.da.endswith(
        "(0 pct. af 64 trækninger betyder højst 5 pct., 100 pct. mindst 95 pct.)"
    )
    for one in (silent, few):
        assert chances_table(SideBySide((one,), ())).title.en == "Risk, payback and work"
