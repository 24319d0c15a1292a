"""What a talk does to the hazards of leaving, for how long, and how little a second one adds."""

import numpy as np
import pytest

from borgerflow.sim.base.chance import EXIT, exponential
from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.contacts import after_appointment, with_exit_while_waiting, with_own_exit
from borgerflow.sim.lives.hazards import (
    exit_taken,
    own_exit,
    strength_on,
    units_a_day,
    units_to_live,
)
from borgerflow.sim.lives.tables import UNITS, Spell
from borgerflow.sim.world.tables.hazards import nested
from borgerflow.sim.world.tables.mechanisms import HazardRow
from tests.worlds.lived import citizen_of, lived, made_people
from tests.worlds.made import ALWAYS, START, Exit, Place, made_tables

JOB, SICK, HELP = range(3)
WEEKLY, FACTOR = 0.02, 1.5
EVERY_FOUR_WEEKS = [(ALWAYS, 28, 1, 28, 28)]
DOUBLE = [2.0] * 5
CITIZEN = citizen_of(made_people(1), 0)


def sick(fading=((0, 1.0), (28, 0.0)), gain=1.0, effect=FACTOR, talks=EVERY_FOUR_WEEKS, **more):
    """Return a world in which one talk in sickness speeds up the return to the job."""
    place = Place([Exit(JOB, [WEEKLY], effect=[effect] * 5)], talks=talks, gain=gain, fading=fading)
    return nested(made_tables([Place(), place, Place()], **more))


def spell_of(citizen, **fields):
    units = units_to_live(citizen, 0)
    bare = Spell(SICK, START, JOB, 0, -1, due=START + 28, left=units, counted_to=START)
    return bare._replace(**fields)


def exit_by_days(citizen, weekly_on):
    """Return the day on which the hazards of the days, added up one by one, reach the draw."""
    draw, lived_through, day = exponential(citizen.key, EXIT, 0) * UNITS, 0, 0
    while lived_through <= draw:
        lived_through += units_a_day(weekly_on(day))
        day += 1
    return START + day


def strength_by_days(days_since, gain, fading):
    """Return the strength after talks so many days ago, the latest last, told step by step."""
    left = lambda days: [part for day, part in fading if day <= days][-1]  # noqa: E731
    strength = 0.0
    for earlier, later in zip(days_since, [*days_since[1:], 0], strict=True):
        strength = (strength + (1 - strength) * gain) * left(earlier - later)
    return strength


def test_a_talk_raises_the_hazard_from_its_day_until_the_effect_has_faded():
    tables = sick()
    for n in range(200):
        citizen = citizen_of(made_people(n + 1), n)
        before = with_own_exit(tables, citizen, spell_of(citizen))
        if before.exit_day < FAR:
            continue
        after = after_appointment(tables, citizen, before, START + 28)._replace(due=FAR)
        day, _ = own_exit(tables, citizen, after, tables.horizon)
        expected = exit_by_days(citizen, lambda d: WEEKLY * (FACTOR if 28 <= d < 56 else 1.0))
        assert day == expected


def test_a_talk_never_moves_an_exit_to_its_own_day_or_before():
    """The talk comes last on its day: one who was to leave that day has left."""
    tables = sick(effect=1e6)
    for n in range(50):
        citizen = citizen_of(made_people(n + 1), n)
        before = with_own_exit(tables, citizen, spell_of(citizen))
        if before.exit_day == FAR:
            assert after_appointment(tables, citizen, before, START + 28).exit_day == START + 29


@pytest.mark.parametrize("gain", [1.0, 0.5, 0.2])
def test_a_talk_adds_a_share_of_the_strength_still_missing(gain):
    fading = ((0, 1.0), (28, 0.6), (56, 0.0))
    tables = sick(fading, gain)
    citizen = citizen_of(made_people(1), 0)
    spell = spell_of(citizen)
    for days in ([28], [28, 42], [28, 42, 84]):
        spell = after_appointment(tables, citizen, spell, START + days[-1])
        ago = [days[-1] - day for day in days]
        assert strength_on(tables, spell, START + days[-1]) == pytest.approx(
            strength_by_days(ago, gain, fading)
        )
    assert spell.strength <= 1.0


def test_the_strength_fades_by_stages():
    tables = sick(((0, 1.0), (7, 0.5), (21, 0.0)), gain=0.8)
    spell = Spell(SICK, START, JOB, 0, -1, strength=0.8, met=START + 10)
    by_day = [strength_on(tables, spell, START + 10 + days) for days in (0, 6, 7, 20, 21, 300)]
    assert by_day == pytest.approx([0.8, 0.8, 0.4, 0.4, 0.0, 0.0])


def test_a_talk_beside_the_law_leaves_no_less_than_the_latest_by_law_would_alone():
    """Fading anew from the 10th day it would leave a quarter on the 20th; the law's leaves half."""
    tables = sick(fading=((0, 1.0), (10, 0.5), (40, 0.0)))
    law = spell_of(CITIZEN, strength=1.0, met=START, law_strength=1.0, law_met=START)
    beside = law._replace(strength=0.5, met=START + 10)
    days = (10, 20, 39, 40, 60)
    assert [strength_on(tables, law, START + day) for day in days] == [0.5, 0.5, 0.5, 0.0, 0.0]
    assert [strength_on(tables, beside, START + day) for day in days] == [0.5, 0.5, 0.5, 0.25, 0.0]


def test_an_effect_of_one_changes_no_life():
    places = [
        [Place([Exit(SICK, [0.05])]), Place([Exit(JOB, [0.1])], talks=EVERY_FOUR_WEEKS, fading=f)]
        for f in ((), ((0, 1.0), (28, 0.5)))
    ]
    people = made_people(300)
    without, with_effect = (lived(made_tables(p, horizon=START + 2_000), people) for p in places)
    assert len(without[1].held) > 1_000
    for one, other in zip(
        (*without[0], *without[1]), (*with_effect[0], *with_effect[1]), strict=True
    ):
        assert np.array_equal(one, other)


def test_a_talk_can_keep_a_citizen_longer():
    tables = sick(effect=0.2)
    citizen = citizen_of(made_people(3), 2)
    before = with_own_exit(tables, citizen, spell_of(citizen))
    alone = with_exit_while_waiting(tables, citizen, before, tables.horizon).exit_day
    contacted = after_appointment(tables, citizen, before, START + 28)._replace(due=FAR)
    assert own_exit(tables, citizen, contacted, tables.horizon)[0] > alone


IDLE = HazardRow(SICK, 1, 0, (ALWAYS, FAR, 0, FAR), 1.0, 1.0, np.ones(5, np.bool_))


@pytest.mark.parametrize("mechanisms", [[], [IDLE]])
@pytest.mark.parametrize(("came_from", "factor"), [(JOB, 1.5), (HELP, 4.0)])
def test_who_came_from_elsewhere_may_respond_otherwise(came_from, factor, mechanisms):
    """Hazards were estimated where talks were held, too: they are divided by what that gave."""
    exit_ = Exit(JOB, [WEEKLY], effect=[1.5] * 4 + [4.0])
    place = Place([exit_], talks=EVERY_FOUR_WEEKS, fading=((0, 1.0), (28, 0.0)))
    place = place._replace(respond_as={HELP: 4}, contacted=[1.1] * 4 + [1.6])
    tables = nested(made_tables([Place(), place, Place()], mechanisms=mechanisms))
    without = WEEKLY / (1.1 if came_from == JOB else 1.6)
    for n in range(100):
        citizen = citizen_of(made_people(n + 1), n)
        contacted = spell_of(citizen, came_from=came_from, strength=1.0, met=START)
        day, _ = own_exit(tables, citizen, contacted, tables.horizon)
        expected = exit_by_days(citizen, lambda d: without * (factor if d < 28 else 1.0))
        assert day == expected


def test_who_responds_more_goes_where_talks_lead():
    """Two equal exits, one four times as fast after a talk for who came from help."""
    exits = [Exit(JOB, [0.05], effect=[1.0] * 4 + [4.0]), Exit(HELP, [0.05])]
    place = Place(exits, talks=[(ALWAYS, 0, 1, 0, 0)], fading=((0, 1.0),), respond_as={HELP: 4})
    tables = nested(made_tables([Place(), place, Place()]))
    people, size = made_people(3_000), 3_000
    for came_from, share in ((JOB, 1 / 2), (HELP, 4 / 5)):
        contacted = Spell(
            SICK, START, came_from, 0, -1, 0, 0, FAR, FAR, FAR, strength=1.0, met=START
        )
        taken = [
            exit_taken(tables, citizen_of(people, n), contacted, START + 9) for n in range(size)
        ]
        assert abs(taken.count(0) / size - share) < 4 * np.sqrt(share * (1 - share) / size)


def test_an_effect_on_one_exit_turns_the_destination_towards_it():
    """Two equal exits, one doubled by the talk: two thirds go there."""
    exits = [Exit(JOB, [0.05], effect=DOUBLE), Exit(HELP, [0.05])]
    place = Place(exits, talks=[(ALWAYS, 0, 1, 0, 0)], fading=((0, 1.0),))
    tables = nested(made_tables([Place(), place, Place()]))
    people, size = made_people(3_000), 3_000
    contacted = Spell(SICK, START, JOB, 0, -1, strength=1.0, met=START)
    taken = [exit_taken(tables, citizen_of(people, n), contacted, START + 9) for n in range(size)]
    share = taken.count(0) / size
    assert abs(share - 2 / 3) < 4 * np.sqrt(2 / 9 / size)


def test_who_waits_for_a_talk_leaves_as_if_there_were_none():
    tables = sick()
    for n in range(50):
        citizen = citizen_of(made_people(n + 1), n)
        asked = with_own_exit(tables, citizen, spell_of(citizen))
        waiting = with_exit_while_waiting(tables, citizen, asked, tables.horizon)
        assert waiting.exit_day == exit_by_days(citizen, lambda _: WEEKLY)


@pytest.mark.parametrize(("acts_from", "strength"), [(0, 1.0), (28, 1.0), (29, 0.0)])
def test_a_talk_due_before_the_effect_begins_gives_no_strength(acts_from, strength):
    tables = sick()
    tables = tables._replace(contact_acts_from=[0, acts_from, 0, 0])
    citizen = citizen_of(made_people(1), 0)
    after = after_appointment(tables, citizen, spell_of(citizen), START + 28)
    assert strength_on(tables, after, START + 28) == strength
