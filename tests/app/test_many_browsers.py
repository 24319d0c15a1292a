"""Twenty browsers at once: each is told its own answer, in its own language, and no other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from made_rooms import JSON, PATIENCE

from borgerflow.app.served import with_pages
from borgerflow.app.work.told import Glanced, Moved, Seen, Stopped

BROWSERS = 20
pytestmark = pytest.mark.slow
EFFECT = "n.herning-syg02.turned_away.effect"
REPORT = "<main><section class='lead'><p>answer to seed {}</p></section></main>"


def typed(number):
    """Return what a browser types: a question of its own, every other one in English."""
    said = {"seed": str(number), EFFECT: f"{number / 10:g}", "asker": f"browser {number}"}
    return {**said, "lang": "en"} if number % 2 else said


@pytest.fixture
def at_once(held):
    """Return what twenty browsers get that do something at the same time, in their order."""
    site = with_pages(held)

    def done(deed):
        together = threading.Barrier(BROWSERS)

        def one(number):
            browser = site.test_client()
            together.wait(PATIENCE)
            return deed(browser, number)

        with ThreadPoolExecutor(BROWSERS) as pool:
            return list(pool.map(one, range(BROWSERS)))

    return done


def ask(browser, number):
    return browser.post("/forslag", data=typed(number), headers=JSON).get_json()


def answer_all(held):
    """Have every first answer told, each with the seed it was asked with; return the seeds."""
    glance, whole = (held.desk.lanes[name].runner for name in ("glance", "whole"))
    for number in range(BROWSERS):
        task = glance.given(number + 1)[number]
        task.tell(Seen(REPORT.format(task.task.asking.question.seed), 3))
        task.tell(Moved(3, 3))
        glance.end(number, Glanced())
    for number in range(BROWSERS):
        whole.given(number + 1)
        whole.end(number, Stopped())
    return [each.task.asking.question.seed for each in glance.tasks]


def test_each_browser_is_told_its_own_answer(at_once, held):
    jobs = [told["job"] for told in at_once(ask)]
    assert len(set(jobs)) == BROWSERS
    assert sorted(answer_all(held)) == list(range(BROWSERS))

    def look(browser, number):
        lang = {"lang": typed(number).get("lang", "da")}
        return browser.get(f"/job/{jobs[number]}", query_string=lang).get_json()

    for number, told in enumerate(at_once(look)):
        assert f"answer to seed {number}</p>" in told["html"]
        assert told["html"].count("answer to seed") == 1
        assert told["lang"] == ("en" if number % 2 else "da")


def test_what_one_types_wrong_is_told_to_that_one_alone(at_once, held):
    def wrong_or_right(browser, number):
        wrong = {"seed": "x"} if number == 7 else {}
        data = {**typed(number), **wrong}
        return browser.post("/forslag", data=data, headers=JSON).get_json()

    told = at_once(wrong_or_right)
    assert [number for number, each in enumerate(told) if each["errors"]] == [7]
    assert "job" not in told[7]
    for number, each in enumerate(told):
        held.desk.release(each.get("job", ""), f"browser {number}")


def test_a_link_shows_its_own_numbers_whatever_others_asked(at_once, held):
    def ask_and_show(browser, number):
        link = ask(browser, number)["link"]
        return browser.get(link).get_data(as_text=True)

    for number, page in enumerate(at_once(ask_and_show)):
        shown = f"{number / 10:g}"
        assert f'name="{EFFECT}" value="{shown}"' in page
        assert f'<html lang="{"en" if number % 2 else "da"}"' in page


def test_those_who_ask_the_same_share_one_and_one_who_leaves_takes_nothing_from_the_others(
    at_once, held
):
    def ask_the_same(browser, number):
        data = {"seed": "5", "asker": f"browser {number}"}
        return browser.post("/forslag", data=data, headers=JSON).get_json()["job"]

    (key,) = set(at_once(ask_the_same))
    glance = held.desk.lanes["glance"].runner

    def leave(browser, number):
        if number:
            browser.post(f"/job/{key}/release", data={"asker": f"browser {number}"})

    at_once(leave)
    assert glance.given(1)[0].over is None
    assert glance.wishes == []
    with_pages(held).test_client().post(f"/job/{key}/release", data={"asker": "browser 0"})
    assert glance.wishes == ["drop"]
