"""Long work: in turn, shared by those who ask the same, stopped or let go, never mixed."""

import pytest
from made_rooms import JSON, waited

from borgerflow.app.pages.answers import parts_of
from borgerflow.app.work import desk as desk_module
from borgerflow.app.work.told import (
    Broken,
    Compiling,
    Dropped,
    Glanced,
    Moved,
    Refused,
    Seen,
    SoFar,
    Stopped,
)
from borgerflow.experiments.findings.rows import Interval
from borgerflow.sim.base.wording import Wording

REPORT = (
    "<main><section class='lead'><p>{}</p></section><section><table></table></section>"
    "<section><figure></figure></section><section><p>why</p></section></main>"
)


def ask(browser, asker="a", **typed):
    return browser.post("/forslag", data={"asker": asker, **typed}, headers=JSON).get_json()


def glance(held):
    return held.desk.lanes["glance"].runner


def whole(held):
    return held.desk.lanes["whole"].runner


def how_far(browser, key, seen=""):
    return browser.get(f"/job/{key}", query_string={"seen": seen}).get_json()


def test_a_first_answer_is_shown_and_the_whole_one_follows(browser, held):
    key = ask(browser)["job"]
    glance(held).given(1)[0].tell(Seen(REPORT.format("first"), 3))
    told = how_far(browser, key)
    assert "first" in told["html"]
    assert "html" not in how_far(browser, key, told["version"])
    glance(held).end(0, Glanced())
    whole(held).given(1)[0].tell(Moved(8, 20))
    whole(held).tasks[0].tell(SoFar(Interval(1_326_000.0, 1_311_000.0, 1_340_000.0)))
    told = how_far(browser, key)
    assert (told["done"], told["total"], told["over"]) == (8, 20, False)
    assert "efter 3 simuleringer" in told["status"]
    assert "1.326.000 kr. (95 pct.: 1.311.000 til 1.340.000)" in told["status"]
    whole(held).tasks[0].tell(Seen(REPORT.format("second"), 20))
    assert "second" in how_far(browser, key)["html"]
    whole(held).end(0, Stopped())


def test_the_answer_stands_first_then_the_picture_and_the_years(browser, held):
    key = ask(browser)["job"]
    glance(held).given(1)[0].tell(Seen(REPORT.format("first"), 3))
    html = how_far(browser, key)["html"]
    places = [html.index(each) for each in ("first", "<figure", "<table", "<details", "why")]
    assert places == sorted(places)
    glance(held).end(0, Dropped())


@pytest.mark.parametrize(
    ("report", "rest"),
    {
        "l": "<section>l</section><section><figure><table></section><section><table>r</section>",
        "l<figure>": "<section>l<figure></section><section><table></section><section>r</section>",
    }.items(),
)
def test_what_stands_after_picture_and_years_is_folded(report, rest):
    parts = parts_of(rest)
    assert report in parts.lead
    assert parts.rest.endswith("r</section>")
    assert "r</section>" not in parts.lead + parts.picture + parts.table


def test_two_who_ask_the_same_share_one_job(browser, held):
    first, second = ask(browser, "a"), ask(browser, "b")
    assert first["job"] == second["job"]
    assert len(glance(held).given(1)) == 1
    assert held.desk.lanes["glance"].length == 0
    browser.post(f"/job/{first['job']}/release", data={"asker": "a"})
    assert glance(held).wishes == []
    browser.post(f"/job/{first['job']}/release", data={"asker": "b"})
    assert glance(held).wishes == ["drop"]
    glance(held).end(0, Dropped())


def test_those_who_ask_other_questions_never_see_one_another(browser, held):
    keys = [ask(browser, str(seed), seed=str(seed))["job"] for seed in range(1, 21)]
    assert len(set(keys)) == 20
    for number in range(20):
        glance(held).given(number + 1)[number].tell(Seen(REPORT.format(f"answer {number}"), 3))
        glance(held).end(number, Refused(Wording("slut", "over")))
    glance(held).given(20)
    for number, key in enumerate(keys[:-1]):
        assert "slut" in how_far(browser, key)["status"].lower()
        assert held.desk.job(key).seen.report == REPORT.format(f"answer {number}")


def test_one_waits_behind_another_and_is_told_so(browser, held):
    first = ask(browser, seed="1")["job"]
    glance(held).given(1)
    second = ask(browser, seed="2")["job"]
    assert how_far(browser, second)["status"] == "Venter: én beregning er foran i køen."
    browser.post(f"/job/{second}/release", data={"asker": "a"})
    glance(held).end(0, Refused(Wording("slut", "over")))
    assert first != second
    third = ask(browser, seed="3")["job"]
    glance(held).given(2)
    assert held.desk.is_at_work(held.desk.job(third))
    glance(held).end(1, Dropped())


def test_a_queue_that_is_full_takes_no_more(browser, held, monkeypatch):
    monkeypatch.setattr(desk_module, "MOST_WAITING", 2)
    ask(browser, seed="1")
    glance(held).given(1)
    for seed in ("2", "3"):
        ask(browser, seed=seed)
    refused = ask(browser, seed="4")
    assert "for mange beregninger" in refused["errors"]["form"]
    for key in list(held.desk._jobs):
        held.desk.release(key, "a")
    glance(held).end(0, Dropped())


def test_who_waits_for_the_compiler_is_told_so(browser, held):
    key = ask(browser)["job"]
    glance(held).given(1)[0].tell(Compiling())
    assert how_far(browser, key)["status"].startswith("Oversætter simuleringen")
    glance(held).tasks[0].tell(Moved(1, 3))
    assert how_far(browser, key)["status"] == "1 af 3 er færdige."
    glance(held).end(0, Dropped())


def test_to_stop_is_wished_of_the_runner(browser, held):
    key = ask(browser)["job"]
    glance(held).given(1)
    browser.post(f"/job/{key}/stop")
    assert glance(held).wishes == ["stop"]
    glance(held).end(0, Stopped())


@pytest.mark.parametrize("over", [Refused, Broken])
def test_what_went_wrong_is_said_in_the_language_of_the_page(browser, held, over):
    key = ask(browser)["job"]
    glance(held).given(1)
    glance(held).end(0, over(Wording("det gik galt.", "it went wrong.")))
    waited(held.desk, key)
    assert how_far(browser, key)["status"] == "Det gik galt."


def test_a_job_that_nobody_remembers_is_not_found(browser):
    answer = browser.get("/job/0123456789abcdef", headers=JSON)
    assert answer.status_code == 404
