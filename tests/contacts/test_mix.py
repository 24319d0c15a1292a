"""The best mix of talks dropped: the programme that chooses it, and the mix lived together."""

import itertools
import json
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borgerflow import contacts
from borgerflow.experiments.cli import main
from borgerflow.experiments.findings.finding import Interrupted
from borgerflow.experiments.questions.contacts.asked.design import design_of
from borgerflow.experiments.questions.contacts.asked.question import ContactsQuestion
from borgerflow.experiments.questions.contacts.asked.studies import options_in, study_of
from borgerflow.experiments.questions.contacts.asked.validate import accepted_contacts
from borgerflow.experiments.questions.contacts.targeting.mix import (
    MixSums,
    halved,
    mix_choice_of,
    todays_rhythm,
)
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from tests.pages import html_of

AHEAD = {"start": "2026-07-01", "end": "2027-07-01", "capacity": False}
SMALL = {**AHEAD, "replications": 2, "population": 0.05, "workers": 1}
TODAY = "2026-06-30"
KR = st.integers(0, 30).map(lambda n: float(n * 12_345))


def asked(**keywords):
    """Return a question about dagpenge in Herning from July 2026 on."""
    return ContactsQuestion.of(
        {"municipality": "herning", "schemes": ("dagpenge",), **AHEAD, **keywords}
    )


@cache
def mixed(effects="trial"):
    """Return the mix of two schemes in a twentieth of Herning that saves a twentieth of a sum."""
    schemes = ("dagpenge", "sygedagpenge")
    return contacts("herning", schemes, contact_law=[TODAY], save=600_000, effects=effects, **SMALL)


@st.composite
def sums(draw):
    """Return up to five groups with two ways each to have fewer talks."""
    groups = np.repeat(np.arange(draw(st.integers(1, 5))), 2)
    saved, lost = (draw(st.lists(KR, min_size=len(groups), max_size=len(groups))) for _ in "ab")
    return MixSums(groups, np.array(saved), np.array(lost))


def every_choice(parts):
    """Yield every choice of one way in a group, or none, as places."""
    ways = [
        [(), *((int(n),) for n in np.flatnonzero(parts.groups == g))] for g in set(parts.groups)
    ]
    return (tuple(sorted(sum(choice, ()))) for choice in itertools.product(*ways))


def greedy(parts, target):
    """Return what taking the least loss for each krone first would choose."""
    chosen, taken = [], set()
    for n in np.argsort(parts.lost / parts.saved):
        if parts.sums(chosen)[0] < target and parts.groups[n] not in taken:
            chosen.append(int(n))
            taken.add(parts.groups[n])
    return tuple(chosen)


@settings(max_examples=20, deadline=None)
@given(sums(), st.integers(0, 60).map(lambda n: n * 10_000.0))
def test_no_choice_that_saves_as_much_loses_less(parts, target):
    enough = [each for each in every_choice(parts) if parts.sums(each)[0] >= target]
    chosen = parts.cheapest(target)
    if chosen is None:
        assert not enough
        assert parts.most < target
        return
    assert parts.sums(chosen)[0] >= target
    assert len({parts.groups[n] for n in chosen}) == len(chosen)
    assert parts.sums(chosen)[1] == min(parts.sums(each)[1] for each in enough)


def test_taking_what_costs_least_a_krone_first_loses_to_the_programme():
    parts = MixSums(np.array([0, 1, 2]), np.array([6.0, 5.0, 5.0]), np.array([6.0, 5.5, 5.5]))
    assert greedy(parts, 10) == (0, 1)
    assert parts.cheapest(10) == (1, 2)
    assert parts.sums((1, 2))[1] < parts.sums(greedy(parts, 10))[1]


def test_of_choices_that_lose_nothing_the_fewest_groups_are_changed():
    parts = MixSums(np.array([0, 0, 1, 2]), np.array([4.0, 7.0, 3.0, 8.0]), np.zeros(4))
    assert parts.cheapest(7) == (3,)
    assert parts.cheapest(15) == (1, 3)


def test_a_group_has_one_way_to_have_fewer_talks_and_not_two():
    parts = MixSums(np.array([0, 0, 1]), np.array([3.0, 4.0, 1.0]), np.zeros(3))
    assert parts.most == 5
    assert parts.cheapest(5) == (1, 2)
    assert parts.cheapest(6) is None


def test_half_as_many_is_half_of_the_window_and_twice_as_long_between():
    law = {"first_within_weeks": 17.0, "talks_in_window": 3, "window_weeks": 26.0}
    assert halved({**law, "then_every_weeks": 4.0}) == {
        **law,
        "talks_in_window": 2,
        "then_every_weeks": 8.0,
    }


def test_todays_rhythm_is_what_law_asked_for_on_the_day_or_what_is_said():
    design = design_of(asked(contact_law=[TODAY], save=1e6, population=0.02), load())
    assert todays_rhythm(design, "dagpenge")["talks_in_window"] == 3
    said = design_of(asked(rhythm=["every 4 weeks"], save=1e6, population=0.02), load())
    assert todays_rhythm(said, "dagpenge") == {"then_every_weeks": 4.0}


def test_every_group_of_every_scheme_keeps_its_talks_or_has_fewer_one_way_at_a_time():
    design = design_of(asked(contact_law=[TODAY], save=1e6, population=0.02), load())
    choice = mix_choice_of(design)
    assert [band.kind for band in choice.groups] == ["age"] * 5
    assert [option.fewer for option in choice.options] == ["halved", "law"] * 5
    today = choice.plan.arm.baseline.contacts.rules
    for option, world in zip(choice.options, choice.plan.arm.worlds, strict=True):
        own = choice.groups[option.group].label.en
        others = [[r for r in rules if r.name != own] for rules in (today, world.contacts.rules)]
        assert others[0] == others[1]
        assert len(world.contacts.rules) == len(today) - (option.fewer == "law")
    by = {"target": {"household": ("single", "couple")}, "rhythm": ["4/year"], "save": 1.0}
    parted = mix_choice_of(design_of(asked(**by, population=0.02), load()))
    assert [band.label.en for band in parted.groups] == ["single", "couples"]
    dropping = mix_choice_of(design_of(asked(rhythm=["4/year"], save=1, instead=True), load()))
    assert [option.fewer for option in dropping.options[:3]] == ["halved", "law", "dropped"]


@pytest.mark.slow
def test_the_mix_saves_what_is_asked_for_and_no_more_groups_than_needed_lose():
    mix = mixed().mix
    assert mix.target == 30_000  # of a twentieth of the citizens
    assert -mix.staff.mean >= mix.target
    (asked_for,) = [point for point in mix.frontier if point.asked_for]
    assert asked_for.chosen == mix.chosen
    losses = [point.lost for point in mix.frontier]
    assert losses == sorted(losses)
    assert mix.frontier[-1].saved == mix.most


@pytest.mark.slow
def test_the_mix_is_lived_as_one_world_and_says_how_far_that_is_from_the_sum_of_its_groups():
    found = mixed()
    (row,) = found.rows
    apart = found.mix.staff.mean + found.mix.benefits.mean
    assert row.net.mean - apart == pytest.approx(found.mix.beyond.mean, abs=1)
    assert row.net.mean == pytest.approx(row.staff.mean + row.by_payer["kommune"].mean)
    assert set(row.net_by_site) == {"central", "low", "high"}


@pytest.mark.slow
def test_where_talks_do_nothing_the_mix_costs_no_benefits_and_is_the_staff_saving_alone():
    found = mixed("sceptic")
    assert found.mix.benefits.mean == found.mix.beyond.mean == 0
    (row,) = found.rows
    assert row.net.mean == row.staff.mean <= -found.mix.target
    assert all(part.benefits.mean == 0 for part in found.mix.parts)
    assert mixed().mix.benefits.mean != 0


@pytest.mark.slow
def test_what_cannot_be_saved_is_refused_with_the_most_that_can():
    asked_for = {**SMALL, "population": 0.02, "replications": 1}
    with pytest.raises(InputError, match=r"the most that can be saved is [\d,]+ kr\. of staff a"):
        contacts("herning", "dagpenge", contact_law=[TODAY], save=1e8, **asked_for)


@pytest.mark.slow
def test_the_answer_begins_as_those_of_the_other_reforms_and_names_its_groups(tmp_path):
    found = mixed()
    lines = found.text("en").splitlines()
    assert lines[2].startswith("A dropped talk pays for itself only if it lengthens benefit by")
    assert lines[4].startswith("To save 30,000 kr. of staff a year where it costs least, ")
    assert "Simulated together it saves" in found.text("en")
    danish = found.text("da")
    assert "på personale om året spares, hvor det koster mindst, med færre samtaler i" in danish
    assert "Simuleret samlet spares" in danish
    content = json.loads(found.to_json())["mix"]
    assert content["save"] == 30_000
    assert sum(part["chosen"] for part in content["parts"]) == len(found.mix.chosen)
    page = html_of(found, "da", drawn=False)
    assert page.count("data:image/svg+xml") == 2  # the load of caseworkers is the other
    assert "Den mindste merudgift til ydelser for hver" in page
    for name in ("mix.xlsx", "mix.svg"):
        (found.to_excel if name.endswith("xlsx") else found.plot)(tmp_path / name, "da")
        assert (tmp_path / name).stat().st_size > 3000


@pytest.mark.slow
def test_whoever_stops_before_the_mix_is_lived_together_has_its_groups():
    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    told = {**SMALL, "population": 0.02, "progress": stop}
    with pytest.raises(Interrupted) as stopped:
        contacts("herning", "dagpenge", contact_law=[TODAY], save=100_000, **told)
    found = stopped.value.finding
    assert found.rows == ()
    assert found.mix.beyond is None
    assert "Interrupted: the chosen mix was not simulated together." in found.text("en")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"form": ["video"]},
            "--save asks who can have fewer talks than now: expected one --rhythm",
        ),
        ({}, "--save asks who can have fewer talks than now: expected one --rhythm"),
        ({"rhythm": ["4/year", "6/year"]}, "expected one --rhythm, as --rhythm 6/half-year"),
        ({"contact_law": [TODAY, "2026-07-01"]}, "or one day of --contact-law"),
        ({"activation": [6]}, "and nothing else"),
        ({"contact_law": [TODAY], "capacity": True}, "--save lets posts follow the talks"),
        ({"contact_law": [TODAY], "who": True}, "--save is a question of its own"),
        ({"contact_law": [TODAY], "save": 0.0}, "--save is 0: expected kroner of staff a year"),
    ],
)
def test_a_sum_to_save_that_makes_no_sense_is_refused_in_words(wrong, message):
    with pytest.raises(InputError, match=message):
        accepted_contacts(asked(**{"save": 1e6, **wrong}), load())


def test_the_command_refuses_in_one_line_and_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["contacts", "--scheme", "dagpenge", "--rhythm", "4/year", "--save", "5mio"]) == 2
    said = capsys.readouterr()
    assert "--save" in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_the_study_lets_posts_follow_the_talks():
    question = ContactsQuestion.of(options_in(study_of("reform-mix")))
    assert question.save == 1e6
    assert (question.mode, question.staffing) == ("mix", "no_limit")
