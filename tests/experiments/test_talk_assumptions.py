"""Every number about talks that a world uses is named with its grade; none where it uses none."""

from borgerflow.experiments.findings.assumptions import assumptions_of
from borgerflow.experiments.findings.contact_assumptions import assumptions_of_contacts
from borgerflow.sim.world.contact_rules import ContactRule
from borgerflow.sim.world.world import load_world
from tests.staffing import staffed

SMALL = 0.02


def names(world):
    """Return the names of the assumptions."""
    return [assumption.name for assumption in assumptions_of_contacts(world)]


def test_a_world_without_more_than_the_law_rests_on_no_number_about_talks():
    assert names(load_world("modelkommune", population=SMALL)) == []


def test_effects_staff_and_forms_are_named_where_they_are_used():
    world = load_world("modelkommune", population=SMALL, contact_effects="trial")
    assert "contact_effects.dagpenge.job" in names(world)
    assert "contact_effects.dagpenge.displacement" in names(world)
    assert "teams.direct_share" not in names(world)
    rule = ContactRule("r", ("dagpenge",), kind="rundbordssamtale", forms={"telephone": 1.0})
    whole = staffed(world).with_contacts(rules=[rule])
    assert {"teams.direct_share", "teams.no_shows.share"} <= set(names(whole))
    assert {"talks.rundbordssamtale.minutes", "talks.telephone.effect"} <= set(names(whole))
    shown = {a.name: a for a in assumptions_of(whole, ["dagpenge"])}
    assert shown["contact_effects.dagpenge.job"].grade == "derived"
    assert shown["teams.direct_share"].value == 0.25


def test_a_number_that_was_set_is_shown_as_set_and_assumed():
    world = load_world("modelkommune", population=SMALL, contact_effects="trial")
    shown = {
        a.name: a
        for a in assumptions_of_contacts(world.with_contacts(factors={"dagpenge.job": 3.5}))
    }
    assert shown["contact_effects.dagpenge.job"].value == 3.5
    assert shown["contact_effects.dagpenge.job"].grade == "assumed"


def test_the_effect_in_each_group_is_named_with_its_grade_and_range():
    world = load_world("modelkommune", population=SMALL, contact_effects="trial")
    shown = {a.name: a for a in assumptions_of_contacts(world)}
    found = shown["contact_effects.dagpenge.graduates"]
    assert (found.value, found.low, found.high, found.grade) == (1.5, 1.0, 2.5, "assumed")
    assert found.label.en == "talks, unemployment benefit: effect in the group graduates"
    assert shown["contact_effects.sygedagpenge.without_job"].value == 0.25
    changed = world.with_contacts(factors={"sygedagpenge.without_job": 0.5})
    again = {a.name: a.value for a in assumptions_of_contacts(changed)}
    assert again["contact_effects.sygedagpenge.without_job"] == 0.5
