"""The contact rules of law tried: as of two days, and with other shares exempt from talks."""

from functools import cache

import pytest

from borgerflow import contacts
from borgerflow.experiments.cli import main
from borgerflow.experiments.questions.contacts.asked.contact_law import exempting, rules_on
from borgerflow.experiments.questions.contacts.asked.design import design_of
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.studies import (
    options_in,
    ready_studies,
    study_of,
)
from borgerflow.experiments.questions.contacts.asked.validate import accepted_contacts
from borgerflow.experiments.questions.contacts.assumptions import assumptions_about
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load

OLD, NEW = "2026-06-30", "2026-07-01"
AHEAD = {"start": NEW, "end": "2027-07-01"}
SMALL = {**AHEAD, "replications": 2, "population": 0.1, "workers": 1, "break_even": False}
SCEPTIC = {**SMALL, "effects": "sceptic", "hire": True}
OF_TALKS = ("reform-minimum", "reform-exempt", "reform-sick")
TALK_SCHEMES = ("dagpenge", "kontanthjaelp_jobparat", "ledighedsydelse")


@cache
def answered(name):
    """Return the finding of a study in a tenth of Herning where talks do nothing."""
    return contacts(**{**options_in(study_of(name)), **SCEPTIC})


def asked(**keywords):
    """Return a question about dagpenge in Herning from July 2026 on."""
    return ContactsQuestion.of(
        {"municipality": "herning", "schemes": ("dagpenge",), **AHEAD, **keywords}
    )


def test_the_rules_of_a_day_are_those_in_force_then_and_say_whether_a_scheme_is_open():
    book = load().law
    old, new = (rules_on(book, ["ressourceforloeb"], parse_day(day)) for day in (OLD, NEW))
    assert old["law.ressourceforloeb.open_to_new"] is True
    assert new["law.ressourceforloeb.open_to_new"] is False
    dagpenge = rules_on(book, ["dagpenge"], parse_day(NEW))
    assert dagpenge["law.contact.dagpenge.talks_in_window"] == 2
    assert dagpenge["law.contact.dagpenge.exempt_share"] == 0.25
    assert all(name.startswith("law.contact.dagpenge.") for name in dagpenge)


def test_a_share_exempt_is_that_of_every_group_asked_about():
    values = exempting(load().law, TALK_SCHEMES, 0.1)
    assert values == {f"law.contact.{group}.exempt_share": 0.1 for group in TALK_SCHEMES}


def test_a_law_holds_for_the_whole_horizon_and_the_first_is_compared_with():
    design = design_of(asked(contact_law=[OLD, NEW], population=0.02), load())
    assert design.law_now.label.en == "the law of 30 June 2026"
    assert [each.label.da for each in design.rhythms] == ["loven pr. 1. juli 2026"]
    name = "law.contact.dagpenge.talks_in_window"
    assert design.bare.law.on(name, design.bare.end_day) == 3
    new = design.bare.with_law(dict(design.rhythms[0].law))
    assert new.law.on(name, new.end_day) == 2
    assert new.law.on(name, new.start_day - 1) == design.bare.law.on(name, new.start_day - 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_TALKS)
def test_where_talks_do_nothing_a_reform_of_talks_is_the_staff_saving_alone(name):
    for row in answered(name).rows:
        assert row.net.mean == row.staff.mean < 0
        assert set(row.by_payer.values()) == {type(row.net)(0.0, None, None)}
        assert row.measures.contacts_held.mean < answered(name).baseline.contacts_held.mean


@pytest.mark.slow
def test_where_talks_do_nothing_closing_a_scheme_is_its_staff_and_what_the_closing_does_itself():
    found = answered("reform-no-ressourceforloeb")
    (row,), (alone,) = found.rows, found.closing
    assert row.net.mean - alone.mean == pytest.approx(row.staff.mean, abs=1e-6)
    assert alone.mean != 0 > row.staff.mean
    assert row.full_time["ressourceforloeb"].mean < 0
    assert found.dropped_talk is None
    assert all(not answered(name).closing for name in OF_TALKS)


@pytest.mark.slow
def test_what_a_closed_scheme_does_itself_is_the_same_whatever_talks_do():
    options = {**options_in(study_of("reform-no-ressourceforloeb")), **SMALL, "hire": True}
    believed = contacts(**{**options, "effects": "trial"})
    assert believed.closing == answered("reform-no-ressourceforloeb").closing
    (row,), (alone,) = believed.rows, believed.closing
    assert row.by_payer["kommune"].mean != alone.mean
    assert ("no_effect", 2) in believed.replications_by_site
    assert set(row.net_by_site) == {"central", "low", "high"}
    assert believed.to_dict()["scheme_opened_or_closed"][0]["mean"] == alone.mean
    assert "comes of schemes that are closed or opened, whatever talks do" in believed.text("en")
    assert "at ordninger lukkes eller åbnes, uanset samtalernes virkning" in believed.text("da")


@pytest.mark.slow
def test_the_first_lines_say_how_much_longer_a_dropped_talk_may_make_a_stay():
    found = answered("reform-minimum")
    talk = found.dropped_talk
    assert talk.days == pytest.approx(talk.kroner / talk.kroner_a_day)
    (row,) = found.rows
    dropped = found.baseline.contacts_held.mean - row.measures.contacts_held.mean
    assert talk.kroner == pytest.approx(-row.staff.mean / dropped, rel=0.02)
    line, whose = found.text("en").splitlines()[2:4]
    assert line.startswith("A dropped talk pays for itself only if it lengthens benefit by less")
    assert f"less than {talk.days:.1f} days" in line
    assert f"{0.05 * talk.stay_days:.1f} days (0.0 to {0.1 * talk.stay_days:.1f}), 5 %" in line
    assert whose.startswith("That is one Swiss study.")
    danish = found.text("da").splitlines()
    assert danish[2].startswith("En samtale, der falder bort, tjener sig kun hjem, hvis den")
    assert found.to_dict()["dropped_talk"]["days"] == talk.days


@pytest.mark.slow
def test_a_larger_share_exempt_drops_more_talks_and_none_changes_nothing():
    rows = answered("reform-exempt").rows
    held = [row.measures.contacts_held.mean for row in (answered("reform-exempt").now, *rows)]
    assert held == sorted(held, reverse=True)
    same = contacts("herning", "dagpenge", exempt=[0.1, 0.1 + 1e-12], **SCEPTIC).rows[0]
    assert same.net.mean == 0


@pytest.mark.slow
def test_perfect_selection_drops_talks_of_those_who_need_none():
    """Those who leave soonest have fewer talks ahead: exempting them drops fewer than chance."""
    rows = [
        contacts("herning", "dagpenge", exempt=[0, 0.25], accuracy=each, **SCEPTIC).rows[0]
        for each in (0.0, 1.0)
    ]
    chance, perfect = (row.measures.contacts_held.mean for row in rows)
    assert chance < perfect


def test_how_well_it_is_seen_who_leaves_soon_is_told_unless_it_is_said():
    def names(**keywords):
        design = design_of(asked(exempt=[0, 0.25], population=0.02, **keywords), load())
        return {each.name for each in assumptions_about(design)}

    assert "talks.exemption.accuracy" in names()
    assert "talks.exemption.accuracy" not in names(accuracy=0.3)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"exempt": [0, 0.3]}, r"--exempt 0.3 is more than law allows in dagpenge on 2026-07-01"),
        ({"exempt": [0, 0.3]}, r"expected 0.25 at most, or --instead for a what-if"),
        ({"exempt": [0, 0.1], "start": "2026-01-01"}, "expected 0 at most"),
        ({"exempt": [0.1]}, r"--exempt 0.1 has nothing to be compared with"),
        ({"contact_law": [NEW]}, "--contact-law 2026-07-01 has nothing to be compared with"),
        ({"contact_law": [OLD, "2026-13-01"]}, "'2026-13-01' is not a date"),
        ({"contact_law": [OLD, OLD]}, "--contact-law names 2026-06-30 twice"),
        ({"contact_law": [OLD, NEW], "exempt": [0, 0.1]}, "--contact-law and --exempt cannot be"),
        ({"contact_law": [OLD, NEW], "instead": True}, "--instead is about local talks"),
        ({"exempt": [0, 0.1], "from_week": 4.0}, "--from-week is about local talks"),
        ({"exempt": [0, 0.1], "target": {"age": ("under_25",)}}, "--target is about local talks"),
        ({"exempt": [0, 1.5]}, "--exempt is 1.5: expected shares from 0 to 1"),
        ({"exempt": [0, 0.1], "accuracy": 2.0}, "--accuracy is 2: expected a share from 0"),
        ({"exempt": [0, 0.1], "who": True}, "--who asks of one rhythm"),
    ],
)
def test_what_cannot_be_tried_of_law_is_refused_in_words(wrong, message):
    with pytest.raises(InputError, match=message):
        accepted_contacts(asked(**wrong), load())


def test_more_than_law_allows_may_be_tried_as_a_what_if():
    accepted_contacts(asked(exempt=[0, 0.3], instead=True), load())


def test_the_command_refuses_in_one_line_and_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    typed = ["contacts", "--scheme", "dagpenge", "--exempt", "0,0.5", "--start", NEW]
    assert main([*typed, "--end", "2028-01-01"]) == 2
    said = capsys.readouterr()
    assert "--instead" in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in ready_studies() if name.startswith("reform")])
def test_the_reform_studies_are_of_the_years_that_are_budgeted_now(name):
    question = ContactsQuestion.of(options_in(study_of(name)))
    assert question.horizon == (NEW, "2031-01-01")
    accepted_contacts(question, load())
