"""One citizen's life, told from either engine."""

import re

import numpy as np
import pytest

from borgerflow.experiments.questions.trace.question import (
    TraceQuestion,
    events_of,
    trace_life,
    trace_text,
)
from borgerflow.sim.base.clock import parse_day
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.engines import simulate
from borgerflow.sim.lives.tables import HELD
from borgerflow.sim.params import load
from borgerflow.sim.records.history import ContactArrays, History, SpellArrays
from borgerflow.sim.world.people import people_of
from borgerflow.sim.world.world import load_world

SMALL = 0.02


def life_of(citizen, **settings):
    """Return the events of one citizen of a small modelkommune."""
    question = TraceQuestion(
        municipality="modelkommune", citizen=citizen, population=SMALL, **settings
    )
    return trace_life(question, load())


def test_both_engines_tell_the_same_life():
    for citizen in (5, 101):
        told = [
            trace_text(life_of(citizen, engine=engine), "en")
            for engine in ("reference", "compiled")
        ]
        assert told[0] == told[1]


def test_a_citizen_alone_lives_the_life_lived_among_all(world):
    alone = simulate(world, citizens=[17, 101], engine="reference")
    everybody = simulate(world, engine="reference").spell_arrays
    here = np.isin(everybody.citizen, [17, 101])
    for own, whole in zip(alone.spell_arrays, everybody, strict=True):
        assert np.array_equal(own, whole[here])


TOLD = {
    "en": """\
2019-01-07  begins   Sickness benefit  employee
2019-02-11  talk     Sickness benefit  3 days after it was due
2019-02-25  talk     Sickness benefit
2019-03-06  ends     Sickness benefit  after 8.3 weeks
2019-03-06  begins   Job
""",
    "da": """\
2019-01-07  begynder Sygedagpenge  lønmodtager
2019-02-11  samtale  Sygedagpenge  3 dage efter fristen
2019-02-25  samtale  Sygedagpenge
2019-03-06  slutter  Sygedagpenge  efter 8,3 uger
2019-03-06  begynder Job
""",
}


@pytest.fixture(scope="module")
def world():
    return load_world("modelkommune", population=SMALL)


def history_of(world, spells, contacts):
    """Return the history of one citizen whose last spell is still under way."""
    schemes, days = world.scheme_names.index, parse_day
    spell_rows = [
        (7, schemes(scheme), days(start), days(end), category, 1.0, -1, n == len(spells) - 1)
        for n, (scheme, start, end, category) in enumerate(spells)
    ]
    contact_rows = [
        (7, schemes(scheme), days(due), days(held), days(due), 45, 0, HELD)
        for scheme, due, held in contacts
    ]
    return History(
        SpellArrays(*map(np.array, zip(*spell_rows, strict=True))),
        ContactArrays(*map(np.array, zip(*contact_rows, strict=True))),
        world.scheme_names,
        world.paid_categories,
    )


@pytest.mark.parametrize("lang", TOLD)
def test_events_are_told_in_order_of_day_and_an_end_before_what_follows(world, lang):
    employed = world.paid_categories.index("sygedagpenge.loenmodtager")
    history = history_of(
        world,
        [
            ("sygedagpenge", "2019-01-07", "2019-03-06", employed),
            ("job", "2019-03-06", "2023-01-01", -1),
        ],
        [
            ("sygedagpenge", "2019-02-08", "2019-02-11"),
            ("sygedagpenge", "2019-02-25", "2019-02-25"),
        ],
    )
    assert trace_text(events_of(history, world), lang) == TOLD[lang]


def test_a_citizen_who_does_not_exist_is_refused_by_number():
    with pytest.raises(InputError, match=re.escape("There is no citizen 999999: they are")):
        life_of(999_999)


def test_a_citizen_who_comes_after_the_horizon_is_refused_with_its_end():
    end = "2021-05-03"
    world = load_world("modelkommune", end=end, population=SMALL)
    late = np.flatnonzero(people_of(world.peopling, 1, 0).enters >= world.end_day)
    with pytest.raises(
        InputError, match=f"Citizen {late[0]} comes after the horizon ends, on {end};"
    ):
        life_of(int(late[0]), end=end)
