"""Where stays lead: competing risks, decisions at deadlines, and refusals at the door."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.lives.tables import MAX_STAY, RETURNS
from borgerflow.sim.world.tables.mechanisms import DoorRow, HazardRow
from tests.theory.scores import agrees, differs, z_of_share
from tests.worlds.lived import lived, made_people
from tests.worlds.made import ALWAYS, START, Decision, Exit, Place, made_tables

JOB, SICK, HELP, PENSION = range(4)
MANY = 200_000
LONGEST = 20_000
ALL_CELLS = np.ones(5, dtype=np.bool_)
BINS = (0, 14, 60, 200)
WEEKLY = {
    JOB: (0.0, 0.20, 0.05, 0.01),
    HELP: (0.01, 0.01, 0.04, 0.01),
    PENSION: (0.0, 0.0, 0.02, 0.04),
}


def by_day(weekly):
    """Return the daily hazards of one exit."""
    edges = [*BINS[1:], LONGEST]
    return np.concatenate(
        [np.full(b - a, w / 7) for a, b, w in zip(BINS, edges, weekly, strict=True)]
    )


def leaving(hazards):
    """Return for each exit the chance of leaving by it on each day.

    The chance of leaving on a day is divided in proportion to the hazards of that day.
    """
    total = sum(hazards.values())
    there = np.exp(-np.concatenate([[0.0], np.cumsum(total)[:-1]]))
    with np.errstate(invalid="ignore"):
        return {
            to: np.nan_to_num(there * (1 - np.exp(-total)) * hazard / total)
            for to, hazard in hazards.items()
        }


def ends(tables, **people):
    """Return the days of the first spell in sickness and what followed it."""
    spells = lived(tables, made_people(MANY, scheme=SICK, **people))[0]
    first = np.flatnonzero(np.concatenate([[True], spells.citizen[1:] != spells.citizen[:-1]]))
    return spells.end[first] - spells.start[first], spells.scheme[first + 1]


def world(sick, **more):
    return made_tables([Place(), sick, Place(), Place()], **more)


def test_constant_risks_share_out_the_exits_in_proportion():
    weekly = {JOB: 0.06, HELP: 0.03, PENSION: 0.01}
    _, follows = ends(world(Place([Exit(to, [w]) for to, w in weekly.items()])))
    for to, w in weekly.items():
        count, theory = (follows == to).sum(), w / 0.10
        assert agrees(z_of_share(count, MANY, theory))
        assert differs(z_of_share(count, MANY, 1.05 * theory))


EXITS = [Exit(to, weekly) for to, weekly in WEEKLY.items()]


@pytest.mark.parametrize("to", [JOB, HELP, PENSION])
@pytest.mark.slow
def test_risks_that_change_with_time(to):
    _, follows = ends(world(Place(EXITS, BINS)))
    theory = leaving({at: by_day(w) for at, w in WEEKLY.items()})[to].sum()
    count = (follows == to).sum()
    assert agrees(z_of_share(count, MANY, theory))
    assert differs(z_of_share(count, MANY, 1.05 * theory))


@pytest.mark.parametrize(
    ("to", "after", "before"), [(JOB, 14, 60), (HELP, 60, 200), (PENSION, 60, LONGEST)]
)
@pytest.mark.slow
def test_risks_within_a_window(to, after, before):
    days, follows = ends(world(Place(EXITS, BINS)))
    theory = leaving({at: by_day(w) for at, w in WEEKLY.items()})[to][after:before].sum()
    count = ((follows == to) & (days > after) & (days <= before)).sum()
    assert agrees(z_of_share(count, MANY, theory))
    assert differs(z_of_share(count, MANY, 1.05 * theory))


@pytest.mark.slow
def test_a_mechanism_on_one_exit_draws_exits_from_the_others():
    mechanism = HazardRow(SICK, 3, 1, (ALWAYS, FAR, 0, 60), 2.0, 1.0, ALL_CELLS)
    _, follows = ends(world(Place(EXITS, BINS), mechanisms=[mechanism]))
    hazards = {at: by_day(w) for at, w in WEEKLY.items()}
    without = leaving(hazards)
    hazards[HELP][:60] *= 2
    for to, chances in leaving(hazards).items():
        count = (follows == to).sum()
        assert agrees(z_of_share(count, MANY, chances.sum()))
        assert differs(z_of_share(count, MANY, without[to].sum()))


SHARES = {JOB: 0.30, HELP: 0.50, PENSION: 0.20}


def test_decisions_at_a_deadline_fall_by_their_shares():
    decided = [[Decision(to, share) for to, share in SHARES.items()]]
    sick = Place([Exit(JOB, [0.07])], rule=MAX_STAY, values=((ALWAYS, 50),), decided=decided)
    days, follows = ends(world(sick))
    reached = (days == 50) & ((follows != JOB) | (days == 50))
    own = 1 - np.exp(-0.01 * 50)
    at_deadline_to_help = ((follows == HELP) & reached).sum()
    assert agrees(z_of_share(at_deadline_to_help, MANY, (1 - own) * SHARES[HELP]))
    assert differs(z_of_share(at_deadline_to_help, MANY, 1.05 * (1 - own) * SHARES[HELP]))
    assert agrees(z_of_share((follows == PENSION).sum(), MANY, (1 - own) * SHARES[PENSION]))


def test_who_leaves_by_themselves_tells_nothing_of_what_is_decided():
    """The draw at the deadline is another than that of the exit."""
    decided = [[Decision(to, share) for to, share in SHARES.items()]]
    early = Place([Exit(JOB, [0.35])], rule=MAX_STAY, values=((ALWAYS, 20),), decided=decided)
    days, follows = ends(world(early))
    reached = (days == 20).sum() - ((days == 20) & (follows == JOB)).sum()
    assert agrees(z_of_share((follows == HELP).sum(), reached, 0.5 / 0.7))


def test_the_shares_in_force_on_the_day_decide():
    decided = [[Decision(HELP, 1.0, until=START + 100), Decision(PENSION, 1.0, since=START + 100)]]
    sick = Place([], rule=MAX_STAY, values=((ALWAYS, 50),), decided=decided)
    since = START + np.where(np.arange(MANY) % 2, 49, 50)
    _, follows = ends(world(sick), since=since, enters=since)
    assert (follows == np.where(np.arange(MANY) % 2, HELP, PENSION)).all()


WAIT = 30


@pytest.mark.parametrize(("within", "share"), [(FAR, 0.3), (56, 0.3), (28, 1.0)])
@pytest.mark.slow
def test_the_share_of_new_cases_turned_away(within, share):
    """Turned away are those still there on the first paid day who would soon have left."""
    door = DoorRow(SICK, 5, (ALWAYS, FAR, within), share, ALL_CELLS)
    sick = Place([Exit(HELP, WEEKLY[JOB])], BINS, waits=[WAIT])
    days, follows = ends(world(sick, doors=[door]))
    there = np.exp(-np.concatenate([[0.0], np.cumsum(by_day(WEEKLY[JOB]))]))
    later = there[min(WAIT + within, LONGEST)]
    theory = share * (there[WAIT] - later)
    turned_away = (follows == JOB).sum()
    assert set(days[follows == JOB]) == {WAIT}
    assert agrees(z_of_share(turned_away, MANY, theory))
    assert differs(z_of_share(turned_away, MANY, 1.05 * theory))


def test_an_exit_that_returns_leads_back_to_where_the_citizen_came_from():
    places = [
        Place([Exit(SICK, [0.5])]),
        Place([Exit(RETURNS, [0.5])]),
        Place([Exit(SICK, [0.5])]),
    ]
    scheme = np.where(np.arange(10_000) % 2, JOB, HELP)
    spells = lived(made_tables(places, horizon=START + 400), made_people(10_000, scheme=scheme))[0]
    assert (
        spells.scheme[spells.scheme != SICK] == scheme[spells.citizen[spells.scheme != SICK]]
    ).all()
    assert (np.bincount(spells.scheme) > 10_000).all()
