"""From what is simulated to the accounts: steps and remainder are the account, to the øre."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borgerflow.experiments.findings.rows import Interval
from borgerflow.experiments.validation.accounts.bridge import (
    OERE,
    AccountStep,
    bridge_rows,
    in_oere,
    untold_rows,
)
from borgerflow.experiments.validation.accounts.finding import (
    ACCOUNT,
    REMAINDER,
    AccountsFinding,
    FullRateShare,
    SchemeAccount,
)
from borgerflow.experiments.validation.accounts.question import refund_rows
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import load
from borgerflow.sim.params.words.published import AccountLine

LINES = load().published.account_lines("herning", 2019)
KRONER = st.floats(0, 3e9)


def line(item, role, value, low=None, high=None, of=""):
    return AccountLine(item, role, of, value, low, high, Wording(item, item), "s", "sourced")


def in_order(rows):
    return {row.item: in_oere(row.kroner) for row in rows}


@given(KRONER, KRONER, KRONER, KRONER)
def test_steps_and_remainder_are_the_account_to_the_oere(benefits, activation, other, account):
    lines = (
        line("a", "account", account),
        line("more", "outside", other, of="activation"),
        line("job", "outside", other),
    )
    found = in_order(bridge_rows(AccountStep(benefits, benefits, benefits), activation, lines))
    account = found.pop(ACCOUNT)
    assert sum(found.values()) == account


def test_what_was_published_of_a_step_is_less_what_the_model_has_of_it():
    lines = (line("a", "account", 100.0), line("more", "outside", 30.0, 20.0, 50.0, "activation"))
    rows = {row.item: row for row in bridge_rows(AccountStep(60.0, 55.0, 70.0), 10.0, lines)}
    more, left = rows["more"], rows[REMAINDER]
    assert (more.kroner, more.low, more.high) == (20.0, 10.0, 40.0)
    assert (left.kroner, left.low, left.high) == (10.0, -20.0, 25.0)


def test_without_an_account_there_is_no_remainder():
    found = in_order(bridge_rows(AccountStep(1.0, 1.0, 1.0), 2.0, ()))
    assert found == {"benefits": 1 * OERE, "activation": 2 * OERE}


def test_the_account_of_herning_is_the_published_one():
    assert [each.value for each in LINES if each.role == "account"] == [1_383_700_000.0]
    assert {each.source.partition(" ")[0] for each in LINES if each.role == "account"} == {
        "calibration"
    }


def test_what_has_no_figure_is_told_after_what_has_one():
    rows = untold_rows(LINES)
    assert rows[0].high == 78_000_000.0
    assert all(row.high is None for row in rows[1:])


def finding():
    """Return the benefits of sickness alone beside the accounts of Herning."""
    row = SchemeAccount(
        scheme="sygedagpenge",
        persons=Interval(1400.0),
        paid=Interval(1000.0),
        weekly=4000.0,
        degree=FullRateShare(0.92, 0.85, 1.0, "assumed"),
        gross=Interval(200e6),
        municipality=Interval(120e6),
        gross_by_hand=200e6,
        by_hand=120e6,
        why=Wording("", ""),
    )
    return AccountsFinding(
        version="0.1.0",
        municipality="herning",
        municipality_label="Herning",
        year=2019,
        seed=1,
        replications=1,
        rows=(row,),
        bridge=bridge_rows(AccountStep(120e6, 110e6, 130e6), 30e6, LINES),
        untold=untold_rows(LINES),
        refunds=refund_rows((row,), LINES),
        contacts=19.6e6,
        scheme_labels={"sygedagpenge": Wording("Sygedagpenge", "Sickness benefit")},
    )


def test_the_answer_says_what_is_explained_and_what_is_left():
    english, danish = finding().text("en"), finding().text("da")
    left = "1,383.7 mio. kr.: the benefits explain 120.0 mio. kr., and 1,141.3 mio. kr. (82.5 %)"
    assert left in english
    assert "give the same in 1 of 1 schemes" in english
    assert "1.141,3 mio. kr. (82,5 pct.) er uforklaret" in danish
    assert "Talks (19.6 mio. kr.) are left out" in english
    assert "..\n" not in english + danish


def test_the_published_refund_stands_beside_the_simulated():
    (row,) = finding().refunds
    assert (row.published, round(row.simulated, 6)) == (0.38, 0.4)


def test_the_data_carry_share_gap_and_every_source():
    said = json.loads(finding().to_json())
    assert said["rows"][0]["share"] == pytest.approx(0.6)
    assert said["rows"][0]["gap"] == 0
    assert all(row["source"] for row in said["untold"])
    assert set(finding().tables()) == {"rows", "bridge", "untold", "refunds"}


def test_workbook_and_report_name_the_sources(tmp_path):
    finding().to_excel(tmp_path / "a.xlsx", "en")
    assert (tmp_path / "a.xlsx").stat().st_size > 0
    shown = finding().text("da", all_assumptions=True)
    assert "kalibrering C045" in shown
    assert "Antaget andel af den fulde sats" in shown
