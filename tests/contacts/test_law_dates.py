"""A setting that keeps the law's dates less often says so wherever it is judged."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from borgerflow.experiments.findings.plain import fields_of
from borgerflow.experiments.findings.rows import BreakEven, DrawnRange, Interval
from borgerflow.experiments.questions.contacts import tables
from borgerflow.experiments.questions.contacts.finding import SLIP, Service, SettingRow, keeps_fewer
from borgerflow.experiments.questions.contacts.shown.pays_text import pays_if
from borgerflow.experiments.questions.contacts.shown.sure_text import sure_lines, verdict
from borgerflow.experiments.questions.contacts.shown.text import _at_effects
from borgerflow.experiments.questions.contacts.targeting.mix_text import _together
from borgerflow.experiments.questions.contacts.targeting.text import _chosen
from borgerflow.sim.base.wording import Wording

NOW = 0.9
SAVING, COST, UNSURE = (Interval(n, n - 1e5, n + 1e5) for n in (-1e6, 1e6, 1e4))
SLOWER = BreakEven(
    mechanism="",
    kind="hazard",
    at=None,
    scheme="dagpenge",
    exits=("job",),
    unit="factor",
    reading=None,
    reading_label=None,
    effect=Interval(0.9),
    searched=(0.5, 1.0),
    best_tried=0.9,
    net_left=Interval(0.0),
    short=None,
    cases=None,
    needed=None,
    within_weeks=None,
    assumed=None,
    assumed_range=(None, None),
    grade="assumed",
    stated=False,
    alone=True,
)


def row_of(kept, net=SAVING):
    return SettingRow(
        label=Wording("en samtale hver 26. uge", "a talk every 26 weeks"),
        measures=SimpleNamespace(share_on_time=Interval(kept)),
        fte=Interval(-2.0),
        fte_needed=-2.0,
        staff=Interval(-1e6),
        by_payer={"kommune": Interval(2e5)},
        net=net,
        loss=0.2,
        net_by_site={"low": Interval(-2e6), "central": net, "high": Interval(1e6)},
        drawn=DrawnRange(64, Interval(-1e6, -3e6, 2e6), Interval(0.8), 1e5),
        break_even=SLOWER,
        best=True,
    )


def finding_of(row):
    return SimpleNamespace(
        baseline=SimpleNamespace(share_on_time=Interval(NOW)),
        rows=(row,),
        now=row_of(NOW),
        posts_alone=False,
        asks_for_activation=False,
        caseload_now=None,
        staffing="no_limit",
        fte_price=500_000.0,
        price_year=2026,
        scheme_label=lambda name, _: name,
    )


def test_dates_are_kept_less_often_only_by_more_than_is_passed_over():
    kept = [NOW - 2 * SLIP, NOW - SLIP / 2, NOW, 1.0]
    rows = [row_of(each) for each in kept]
    assert [keeps_fewer(finding_of(row), row.measures) for row in rows] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("net", "said"),
    [
        (SAVING, "it pays, but the law's dates are kept less often, net -1.0 million kr. a year"),
        (COST, "it does not pay, and the law's dates are kept less often, net 1.0 million"),
        (UNSURE, "whether it pays is unclear, and the law's dates are kept less often, net"),
        (Interval(0.0), "it changes nothing in kroner, but the law's dates are kept less often"),
    ],
)
def test_no_verdict_is_told_without_the_law_it_breaks(net, said):
    row, lawful = row_of(0.4, net), row_of(1.0, net)
    assert verdict(finding_of(row), row, "en").startswith(said)
    assert "lovens frister overholdes sjældnere" in verdict(finding_of(row), row, "da")
    for lang, law in (("en", "law"), ("da", "lov")):
        assert law not in verdict(finding_of(lawful), lawful, lang)


@pytest.mark.parametrize("lang", ["en", "da"])
def test_every_sentence_that_judges_a_setting_says_it(lang):
    row = row_of(0.4)
    finding = finding_of(row)
    law = {"en": "the law's dates", "da": "lovens frister"}[lang]
    less = {"en": "kept less often", "da": "overholdes sjældnere"}[lang]
    judged = [*sure_lines(finding, row, lang), pays_if(finding, row, lang)]
    judged += _at_effects(finding, row, lang)
    mix = SimpleNamespace(beyond=None)
    judged.append(_together(finding, row, mix, lang))
    assert len(judged) == 4
    assert all(law in told and less in told for told in judged)
    lawful = row_of(1.0)
    assert law not in " ".join(sure_lines(finding_of(lawful), lawful, lang))


def test_a_mix_says_how_often_dates_are_kept_then_and_before():
    row = row_of(0.4)
    told = _together(finding_of(row), row, SimpleNamespace(beyond=None), "en")
    assert ", and the law's dates are kept less often (40.0 %, before 90.0 %): the mun" in told


def test_a_use_of_posts_that_keeps_fewer_dates_is_set_apart():
    use = SimpleNamespace(
        team=Wording("a", "a"),
        scheme=None,
        label=Wording("1 årsværk", "1 FTE"),
        service=SimpleNamespace(share_on_time=Interval(-0.2)),
    )
    assert _chosen(None, use, "en") == "1 FTE in team a, with the law's dates kept less often"


def test_the_table_of_kroner_marks_it_and_says_what_the_mark_means():
    for kept, name in ((0.4, "a talk every 26 weeks * §"), (1.0, "a talk every 26 weeks *")):
        table = tables.money_table(finding_of(row_of(kept)))
        assert table.columns[0].value(table.rows[1], "en") == name
        assert ("; § the law's dates are kept less often" in table.title.en) == (kept < NOW)
        assert ("; § lovens frister overholdes sjældnere" in table.title.da) == (kept < NOW)


@pytest.mark.parametrize(
    ("loss", "en", "da"),
    [
        (0.0, "at most 5 % (none of 64 draws)", "højst 5 pct. (ingen af 64 trækninger)"),
        (1.0, "at least 95 % (all 64 draws)", "mindst 95 pct. (alle 64 trækninger)"),
    ],
)
def test_a_loss_in_none_or_all_of_the_draws_is_told_with_the_bound_that_they_leave(loss, en, da):
    row = replace(row_of(NOW), loss=loss)
    (english,), (danish,) = (sure_lines(finding_of(row), row, lang) for lang in ("en", "da"))
    assert f"the chance that a loss is to be expected is {en};" in english
    assert f"sandsynligheden for, at der må ventes en merudgift, er {da};" in danish
    assert "100 % at least 95 %" in tables.settings_table(finding_of(row)).title.en
    assert row.loss_left_open == pytest.approx(abs(loss - 0.0457), abs=1e-3)


@pytest.mark.parametrize(("kept", "told"), [(NOW - 2 * SLIP, True), (NOW - SLIP / 2, False)])
def test_a_script_sees_where_dates_are_kept_less_often_as_readers_do(kept, told):
    row, change = row_of(kept), Service(Interval(0.0), Interval(kept - NOW))
    assert fields_of(change)["law_dates_kept_less_often"] is told
    table = tables.settings_table(finding_of(row))
    (column,) = [c for c in table.columns if c.en == "law's dates less often than now"]
    assert column.value(row, "da") == ("ja" if told else "nej")
