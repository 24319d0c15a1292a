"""The whole question, asked of a twentieth of Herning: words, JSON, and what is refused."""

import json
import math
import re
from types import SimpleNamespace

import pytest

from borgerflow import contacts
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.questions.contacts import chart
from borgerflow.experiments.questions.contacts.chart import draw_heat_map
from borgerflow.experiments.questions.contacts.finding import AS_NOW, SLIP
from borgerflow.experiments.questions.contacts.report import _persons
from borgerflow.sim.base.errors import InputError
from tests.pages import html_of
from tests.pictures.kept_pictures import lacking

pytestmark = pytest.mark.slow

OERE = 0.01
SMALL = {
    "population": 0.05,
    "end": "2020-01-01",
    "replications": 3,
    "workers": 1,
}


@pytest.fixture(scope="module")
def crossed():
    """Two rhythms by two staffs."""
    return contacts("herning", "dagpenge", every=[2, 8], fte=[0, 20], **SMALL)


@pytest.fixture(scope="module")
def sceptic():
    """Nobody is helped by a talk, and those whom a rhythm needs are hired."""
    return contacts("herning", ["dagpenge"], every=[4], hire=True, effects="sceptic", **SMALL)


def test_the_posts_for_the_laws_dates_are_headed_by_what_they_are(crossed):
    shown = {lang: crossed.text(lang) for lang in ("da", "en")}
    assert "ekstra årsværk, 95 pct. til tiden" in shown["da"]
    assert "extra FTE, 95 % on time" in shown["en"]
    assert "law 95 %" not in shown["en"]


def test_the_json_has_its_keys(crossed):
    content = json.loads(crossed.to_json())
    assert content["schema"] == "borgerflow/contacts/1"
    assert content["schemes"] == ["dagpenge"]
    assert content["amounts"] == "mean_a_year"
    assert [row["site"] for row in content["sites"]] == ["central", "low", "high"]
    assert len(content["settings"]) == 4
    keys = {
        "setting",
        "talks_held",
        "mean_waiting_days",
        "share_on_time",
        "utilisation",
        "cases_per_fte",
        "sanctions",
        "kroner_withheld",
        "full_time",
        "probability_of_loss_bound",
        "law_dates_kept_less_often",
        "kroner_by_payer",
        "fte",
        "fte_needed",
        "posts_there",
        "posts_needed",
        "fte_for_law",
        "staff_kroner",
        "activation_kroner",
        "net_municipal",
        "net_municipal_current_prices",
        "probability_of_loss",
        "net_by_site",
        "drawn",
        "break_even",
        "best",
        "indifferent",
    }
    assert set(content["settings"][0]) == keys


def test_each_setting_says_in_data_whether_the_dates_of_law_are_kept_less_often(crossed):
    content = json.loads(crossed.to_json())
    now = content["baseline"]["share_on_time"]["mean"]
    less = [row["share_on_time"]["mean"] < now - SLIP for row in content["settings"]]
    assert [row["law_dates_kept_less_often"] for row in content["settings"]] == less
    assert set(less) == {True, False}
    assert crossed.tables()["settings"]["law_dates_kept_less_often"].tolist() == less


def test_the_net_is_all_that_the_municipality_pays_staff_included(crossed):
    for row in crossed.rows:
        assert row.net.mean == pytest.approx(row.by_payer["kommune"].mean + row.staff.mean)


def test_functions_and_frames_of_each_setting_add_up_to_its_net(crossed):
    assert [frames.setting for frames in crossed.frames] == [row.label for row in crossed.rows]
    for row, frames in zip(crossed.rows, crossed.frames, strict=True):
        own = [each for each in crossed.accounts if each.setting == row.label]
        assert sum(each.net.mean for each in own) == pytest.approx(row.net.mean, abs=OERE)
        assert frames.net.mean == pytest.approx(row.net.mean, abs=OERE)
        assert frames.service.mean + frames.transfers.mean == pytest.approx(row.net.mean, abs=OERE)
        for each in own:
            parts = each.paid.mean + each.refunded.mean
            assert parts == pytest.approx(each.net.mean, abs=OERE)


def test_posts_are_service_and_a_rhythm_without_them_is_none(crossed):
    for row, frames in zip(crossed.rows, crossed.frames, strict=True):
        assert frames.service.mean == pytest.approx(row.staff.mean, abs=OERE)


def test_staff_that_is_named_costs_and_shortens_the_wait(crossed):
    same, more = crossed.rows[:2]
    assert same.staff.mean == same.fte.mean == 0
    hired = 20 * 0.05 * 275 / 365  # after a lag; a day has whole minutes
    assert more.fte.mean == pytest.approx(hired, rel=0.02)
    assert more.staff.mean == pytest.approx(500_000 * more.fte.mean, rel=0.02)
    assert more.measures.waiting_days.mean < same.measures.waiting_days.mean
    assert more.measures.share_on_time.mean > same.measures.share_on_time.mean


def test_at_most_one_setting_is_best_and_the_best_ties_with_itself(crossed):
    best = [row for row in crossed.rows if row.best]
    assert len(best) <= 1
    assert all(row.indifferent for row in best)
    assert min(0.0, *(row.net.mean for row in crossed.rows)) == (best[0].net.mean if best else 0.0)


def test_the_sceptic_sees_pure_cost(sceptic):
    (row,) = sceptic.rows
    assert all(each.mean == each.low == each.high == 0 for each in row.by_payer.values())
    assert all(each.mean == 0 for each in row.full_time.values())
    assert row.net == row.staff
    assert row.net.mean > 0
    assert row.loss == 1
    assert sceptic.best is None


def test_the_third_sentence_names_frequency_staff_kroner_and_deadlines(sceptic):
    english, danish = (sceptic.text(lang).splitlines()[3] for lang in ("en", "da"))
    assert re.fullmatch(
        r"A talk every 4 weeks on top of the law's own takes \+0\.\d FTE \(\d+,000 kr\. a year\) "
        r"and changes no benefits: it does not pay, and the law's dates are kept less often, "
        r"net \d+,000 kr\. a year at the effect "
        r"“no effect”; the law's dates are kept in \d+\.\d % \(now \d+\.\d %\)\.",
        english,
    )
    assert danish.startswith("En samtale hver 4. uge ud over loven kræver 0,")
    assert "det tjener sig ikke hjem, og lovens frister overholdes sjældnere, netto" in danish
    assert "lovens frister overholdes i" in danish


def test_the_text_says_how_sure_the_effect_is_and_how_staff_is_priced(crossed):
    text = crossed.text("en")
    first, second = text.splitlines()[1:3]
    assert ": the chance that a loss is to be expected is " in first
    assert second.startswith("The model knows no effect of a lower caseload")
    assert "all effects are tried at their low, central and high number" in text
    assert "1.51 times as high" not in text  # those are of the sick-listed
    assert "Staff is priced by full-time employee; the minutes of talks are not counted" in text
    assert re.search(r": (loses|gains) at .* effect", text)
    assert "To meet 95 % of the statutory deadlines with talks as now, " in text
    assert text.splitlines()[-1].startswith("3 paired replications, seed 1")


def test_fewer_talks_than_the_law_are_said_to_be_against_it_with_the_paragraph():
    found = contacts("herning", "dagpenge", every=[26], instead=True, capacity=False, **SMALL)
    assert "Against the law (LAB § 31): a what-if of fewer talks, no proposal." in found.text("en")
    assert "Strider mod loven (LAB § 31)" in found.text("da")
    (row,) = found.rows
    assert row.measures.contacts_held.mean < found.baseline.contacts_held.mean
    assert row.measures.utilisation is None
    assert row.staff.mean < 0
    assert "Time is no limit: talks are held when due, and posts follow" in found.text("en")


def test_talks_by_telephone_free_staff_and_ask_for_no_talk():
    found = contacts("herning", "dagpenge", form=["telephone"], capacity=False, **SMALL)
    (row,) = found.rows
    assert -0.55 < row.fte.mean / (found.baseline.contacts_held.mean * 45 / 21_000) < -0.4
    first, second = found.text("en").splitlines()[2:4]
    assert re.match(
        r"Talks: telephone frees 0\.\d FTE .*: it saves as long as exits .* slower", first
    )
    assert re.match(r"Talks: telephone frees 0\.\d FTE \(\d+,000 kr\. a year\) and ", second)
    names = [assumption.name for assumption in found.assumptions]
    assert "talks.telephone.minutes" in names


def test_the_posts_that_keep_the_law_depend_on_the_rhythm_and_not_on_the_posts_named(crossed):
    often, seldom = (crossed.rows[n : n + 2] for n in (0, 2))
    assert often[0].fte_for_law == often[1].fte_for_law > seldom[0].fte_for_law
    assert seldom[0].fte_for_law >= crossed.base_fte_for_law


def test_the_report_the_workbook_and_the_charts_are_written(crossed, tmp_path):
    for lang in ("da", "en"):
        page = html_of(crossed, lang, drawn=False)
        assert page.count("data:image/svg+xml") == 4  # settings, load, lateness, both sweeps
        assert crossed.rows[0].label.text(lang) in page
    assert lacking(crossed) == []
    crossed.to_excel(tmp_path / "t.xlsx", "da")
    crossed.plot(tmp_path / "c.svg", "da")
    draw_heat_map(crossed, [tmp_path / "m.svg"], "en")
    assert all((tmp_path / name).stat().st_size > 3000 for name in ("t.xlsx", "c.svg", "m.svg"))


@pytest.mark.parametrize(
    ("lang", "caption"),
    [
        ("da", "Ændring i fuldtidspersoner, sammenlignet med »som nu«"),
        ("en", "Change in full-time persons beside “as now”"),
    ],
)
def test_the_report_names_what_persons_are_compared_with_and_no_proposal(lang, caption):
    row = SimpleNamespace(full_time={"job": Interval(-3.0)}, label=AS_NOW)
    found = SimpleNamespace(rows=(row,), scheme_label=lambda name, _: name, baseline_label=AS_NOW)
    assert _persons(found, lang).caption == caption


def test_settings_are_drawn_as_categories_that_nothing_joins(crossed, monkeypatch, tmp_path):
    drawn = []
    monkeypatch.setattr(chart, "save", lambda figure, path: drawn.append(figure))
    chart.draw_settings(crossed, [tmp_path / "c.svg"], "en")
    panels = drawn[0].axes
    lines = [line for axes in panels for line in axes.lines if line.get_linestyle() != ":"]
    assert all(len(set(line.get_ydata())) == 1 for line in lines)
    assert {label.get_rotation() for axes in panels for label in axes.get_xticklabels()} == {0}
    names = [label.get_text().replace("\n", " ") for label in panels[0].get_yticklabels()]
    marked = f"{(crossed.best or crossed.now).label.en} *"
    assert names[0].startswith("as now")
    assert marked in names


def test_whoever_stops_early_has_what_was_finished():
    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stopped:
        contacts("herning", "dagpenge", every=[4], capacity=False, progress=stop, **SMALL)
    finding = stopped.value.finding
    assert finding.replications == 2
    assert "this answer uses 2 of 3 replications" in finding.text("en")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "Nothing to try is named: expected --rhythm 4/year or one of"),
        (
            {"fte": [1], "capacity": False},
            "--fte, --cut, --cases and --team change nothing with --capacity off",
        ),
        ({"fte": [1], "hire": True}, "--hire finds the posts itself"),
        ({"every": [4], "hire": True, "capacity": False}, "--hire has no meaning with"),
        ({"every": [2, 4], "who": True}, "--who asks of one rhythm: expected one, as --rhythm"),
        ({"every": [2], "who": True, "extra_fte": 1}, "--who and --extra-fte are two questions"),
        (
            {"every": [2], "extra_fte": 0},
            "--extra-fte is 0: expected posts above 0, 1,000 at most.",
        ),
        (
            {"every": [2], "fte": [1], "who": True},
            "--who asks of one rhythm: expected one, as --rhythm",
        ),
        ({"every": [2], "hire": True, "who": True}, "--who leaves the posts as they are"),
        ({"fte": [1], "extra_fte": 2}, "--extra-fte asks of rhythms"),
        (
            {"every": [2], "hire": True, "extra_fte": 2},
            "--extra-fte fills its posts itself: expected no --hire.",
        ),
        (
            {"every": [2], "from_week": -1},
            "--from-week is -1: expected a week of the spell",
        ),
        ({"every": [2], "from_week": 9, "to_week": 4}, "--to-week is 4: expected more than"),
        ({"every": [2], "from_week": math.nan}, "--from-week is nan: expected a week"),
        ({"every": [2], "to_week": math.inf}, "--to-week is inf: expected a week"),
        ({"every": [2], "weeks_left": (math.nan, None)}, "--weeks-left is nan: expected weeks"),
        ({"caseload": [35]}, "--cases 35 has nothing to be compared with: expected the caseload"),
        ({"every": [2], "team": {"dagpeng": 12}}, "Did you mean dagpenge?"),
        (
            {"every": [2], "team": {"unge": 12}},
            "--team names unge, which holds no talks of dagpenge: expected dagpenge.",
        ),
        ({"every": [2], "team": {"dagpenge": math.nan}}, "--team is nan: expected the posts"),
        ({"every": [2], "effects": "trail"}, "No effects of talks are called trail. Did you mean"),
        (
            {"every": [2], "replications": 0},
            "replications is 0: expected a whole number",
        ),
    ],
)
def test_a_question_that_does_not_hold_is_refused_in_words(asked, message):
    with pytest.raises(InputError, match=re.escape(message)):
        contacts("herning", "dagpenge", **{**SMALL, **asked})


def test_who_asks_of_one_scheme_alone():
    with pytest.raises(InputError, match="--who asks of one scheme: expected one, got dagpenge, "):
        contacts("herning", ["dagpenge", "sygedagpenge"], every=[4], who=True, **SMALL)
