"""Stocks and flows: M/G/infinity, multi-state occupation, and Little's law."""

import math

import numpy as np
import pytest

from borgerflow.sim.engines import simulate
from borgerflow.sim.lives.tables import MAX_STAY
from borgerflow.sim.measures.targets import paid_stocks_on, stocks_on
from borgerflow.sim.world.world import load_world
from tests.theory.scores import agrees, differs, z_of_mean, z_of_share
from tests.worlds.lived import lived, made_people
from tests.worlds.made import ALWAYS, START, Decision, Exit, Place, made_tables

JOB, SICK, HELP, PENSION = range(4)
DEADLINE = 180
WEEKLY = 0.06


def mean_stay():
    """Return the mean days of a stay with one hazard and a deadline."""
    return (1 - math.exp(-WEEKLY / 7 * DEADLINE)) / (1 - math.exp(-WEEKLY / 7))


def arriving(number, days):
    """Return people who fall ill on days spread evenly over a time."""
    since = START + np.arange(number) * days // number
    return made_people(number, scheme=SICK, since=since, enters=since)


SICKNESS = Place(
    [Exit(JOB, [WEEKLY])],
    rule=MAX_STAY,
    values=((ALWAYS, DEADLINE),),
    decided=[[Decision(JOB, 1.0)]],
)


def test_one_is_in_a_stock_from_the_first_day_until_the_day_before_the_end():
    """And in the paid stock from the first day that the municipality pays."""
    sick = SICKNESS._replace(waits=[30])
    spells = lived(made_tables([Place(), sick]), made_people(50, scheme=SICK))[0]
    one = type(spells)(*(column[:1] for column in spells))
    end, waits = int(one.end[0]), np.array([30])
    days = (START - 1, START, end - 1, end)
    assert [stocks_on(one, day, 3)[SICK] for day in days] == [0, 1, 1, 0]
    paid = (START + 29, START + 30, end - 1, end)
    assert end > START + 31
    assert [paid_stocks_on(one, day, 3, waits)[SICK] for day in paid] == [0, 1, 1, 0]


@pytest.mark.slow
def test_the_stock_is_arrivals_a_day_times_the_mean_stay():
    """M/G/infinity: whatever the distribution of stays, the mean stock is lambda times m."""
    number, days = 400_000, 2_000
    spells = lived(made_tables([Place(), SICKNESS], horizon=START + days), arriving(number, days))[
        0
    ]
    theory = number / days * mean_stay()
    stock = stocks_on(spells, START + 1_500, 3)[SICK]
    assert agrees((stock - theory) / math.sqrt(theory))
    assert differs((stock - 1.05 * theory) / math.sqrt(theory))


@pytest.mark.slow
def test_the_stock_varies_as_poisson_when_arrivals_do():
    """In many small municipalities with arrivals at random times, the variance is the mean."""
    municipalities, number, days = 5_000, 60, 1_000
    rng = np.random.default_rng(7)
    since = START + rng.integers(0, days, municipalities * number)
    people = made_people(municipalities * number, scheme=SICK, since=since, enters=since)
    spells = lived(made_tables([Place(), SICKNESS], horizon=START + days), people)[0]
    day = START + 800
    here = (spells.scheme == SICK) & (spells.start <= day) & (spells.end > day)
    stocks = np.bincount(spells.citizen[here] // number, minlength=municipalities)
    chance = mean_stay() / days  # of one citizen being here on the day
    dispersion = stocks.var(ddof=1) / (number * chance * (1 - chance))
    z = (dispersion - 1) * math.sqrt((municipalities - 1) / 2)
    assert agrees(z_of_mean(stocks, number * chance))
    assert agrees(z)
    assert differs((dispersion / 0.9 - 1) * math.sqrt((municipalities - 1) / 2))


def occupation(chances, start, days):
    """Return the share in each state on each day, by convolution of entries and stays.

    Parameters
    ----------
    chances : ndarray, shape [from, to, day]
        The chance of leaving a state for another on each day of the stay (day 0 is none).
    """
    states = len(chances)
    entries = np.zeros((states, days + 1))
    entries[start, 0] = 1.0
    for day in range(1, days + 1):
        earlier = entries[:, day - 1 :: -1]
        entries[:, day] += np.einsum("rk,rsk->s", earlier, chances[:, :, 1 : day + 1])
    there = 1 - np.cumsum(chances.sum(axis=1), axis=1)
    return np.array([np.convolve(entries[s], there[s])[: days + 1] for s in range(states)])


DAYS = 600
BINS = (0, 28, 90)
STATES = {
    JOB: {SICK: (0.05, 0.02, 0.01), HELP: (0.02, 0.01, 0.004)},
    SICK: {JOB: (0.02, 0.15, 0.03), HELP: (0.0, 0.01, 0.05), PENSION: (0.0, 0.002, 0.01)},
    HELP: {JOB: (0.04, 0.03, 0.02), SICK: (0.01, 0.01, 0.005), PENSION: (0.001, 0.002, 0.004)},
    PENSION: {},
}
AT_DAY_150 = {JOB: 0.5, HELP: 0.3, PENSION: 0.2}


def four_states():
    exits = {at: [Exit(to, w) for to, w in ways.items()] for at, ways in STATES.items()}
    places = [Place(exits[at], BINS if exits[at] else (0,)) for at in STATES]
    decided = [[Decision(to, share) for to, share in AT_DAY_150.items()]]
    places[SICK] = places[SICK]._replace(rule=MAX_STAY, values=((ALWAYS, 150),), decided=decided)
    return made_tables(places, horizon=START + DAYS + 1)


def chances_of(states):
    """Return the chance of each way out of each state on each day of the stay."""
    chances = np.zeros((4, 4, DAYS + 1))
    edges = [*BINS[1:], DAYS]
    for at, ways in states.items():
        if not ways:
            continue
        hazards = {
            to: np.concatenate(
                [np.full(b - a, w / 7) for a, b, w in zip(BINS, edges, by_bin, strict=True)]
            )
            for to, by_bin in ways.items()
        }
        total = sum(hazards.values())
        there = np.exp(-np.concatenate([[0.0], np.cumsum(total)]))
        for to, hazard in hazards.items():
            chances[at, to, 1:] = there[:-1] * (1 - np.exp(-total)) * hazard / total
        if at == SICK:
            chances[at, :, 151:] = 0.0
            for to, share in AT_DAY_150.items():
                chances[at, to, 150] += there[150] * share
    return chances


@pytest.fixture(scope="module")
def seen():
    """Return how many of many citizens are in each of the four states on some days."""
    number = 200_000
    spells = lived(four_states(), made_people(number))[0]
    return number, {d: stocks_on(spells, START + d, 5) for d in (40, 100, 160, 300, DAYS)}


def scores_of(seen, shares):
    number, stocks = seen
    return [
        z_of_share(stock[state], number, shares[state, day])
        for day, stock in stocks.items()
        for state in range(4)
        if 0.002 < shares[state, day] < 0.998
    ]


@pytest.mark.slow
def test_occupation_of_four_states_agrees_with_numerical_integration(seen):
    shares = occupation(chances_of(STATES), JOB, DAYS)
    assert shares.sum(axis=0) == pytest.approx(1.0)
    scores = scores_of(seen, shares)
    assert len(scores) >= 18
    assert agrees(scores)


@pytest.mark.parametrize("state", [JOB, SICK, HELP])
def test_hazards_five_per_cent_off_would_be_noticed_in_the_occupation(seen, state):
    wrong = dict(STATES)
    wrong[state] = {to: [1.05 * w for w in by_bin] for to, by_bin in STATES[state].items()}
    assert differs(scores_of(seen, occupation(chances_of(wrong), JOB, DAYS)))


@pytest.fixture(scope="module")
def municipality():
    """Return a whole municipality lived several times: stock, entries and stays by scheme."""
    world = load_world("modelkommune")
    days = np.arange(world.start_day, world.end_day)
    rows = []
    for replication in range(16):
        spells = simulate(world, 1, replication).spell_arrays
        ended = (spells.end >= world.start_day) & (spells.end < world.end_day) & ~spells.open
        stock = np.mean([stocks_on(spells, day, 17) for day in days[::7]], axis=0)
        count = np.bincount(spells.scheme[ended], minlength=17)
        lasted = np.bincount(spells.scheme[ended], (spells.end - spells.start)[ended], minlength=17)
        rows.append((stock, count / len(days), lasted / np.maximum(count, 1)))
    return world, rows


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["sygedagpenge", "dagpenge"])
def test_littles_law_in_a_whole_municipality(municipality, scheme):
    """L = lambda W: the mean stock is the flow through it times the mean stay.

    For schemes whose stock stands still and whose stays are short beside the four years.
    """
    world, rows = municipality
    at = world.scheme_names.index(scheme)
    off = [stock[at] / (flow[at] * stay[at]) for stock, flow, stay in rows]
    assert agrees(z_of_mean(off, 1.0))
    assert differs(z_of_mean(off, 1.05))
