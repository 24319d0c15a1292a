"""The ladder model in our own engines: a world's tables with the hazards of the ladder put in.

Everything else goes its usual way: through the engines' entries and through settlement.
"""

from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np

from benchmarks.ladder.model import (
    BIN_WEEKS,
    DAYS,
    EFFECT_DAYS,
    FIRST_DAY,
    IS_BENEFIT,
    KRONER_A_WEEK,
    OUT,
    TALK_EVERY_DAYS,
    TALK_MINUTES,
    Ladder,
    Outcome,
    hazards,
    slots_a_day,
)
from borgerflow import load_world
from borgerflow.sim.base.chance import citizen_key
from borgerflow.sim.base.clock import DAYS_PER_WEEK, FAR, next_working_days
from borgerflow.sim.engines.compiled.citizens import run_compiled
from borgerflow.sim.engines.reference.citizens import run_reference
from borgerflow.sim.lives.tables import HELD, NO_DEADLINE, NOBODY, PACES, Tables
from borgerflow.sim.records.history import SpellArrays
from borgerflow.sim.settlement.kernel import SETTLED, settle_all
from borgerflow.sim.settlement.ledger import ledger_for, records, spell_periods
from borgerflow.sim.settlement.rulebook import KOMMUNE, RuleBook, Switches, rule_book
from borgerflow.sim.world.people import People
from borgerflow.sim.world.tables.hazards import calendar_columns
from borgerflow.sim.world.tables.responders import all_alike
from borgerflow.sim.world.tables.usual_sums import usual_sums
from borgerflow.sim.world.world import World

SCHEMES = ("job", "sygedagpenge", "jobafklaring", "kontanthjaelp_jobparat", "out")
CATEGORIES = ("job.", "sygedagpenge.ledig", "jobafklaring.ikke_forsoerger")
CATEGORIES += ("kontanthjaelp_jobparat.ikke_forsoerger",)
LAST_DAY = FIRST_DAY + DAYS
BEFORE_ALL = -FAR
GROWN_UP = (-FAR, -FAR, FAR, FAR)  # the birthdays of one who is 30-49 years old for ever


class Prices(NamedTuple):
    """What settlement needs: rules, and category and kroner a week by the number of a scheme."""

    book: RuleBook
    category: np.ndarray
    amount: np.ndarray


def live(run: Any, ladder: Ladder, citizens: int, seed: int) -> Outcome:
    """Return the lives of so many citizens, simulated by one of our engines and settled."""
    tables, prices = ladder_tables(ladder, slots_a_day(citizens)), ladder_prices()
    people = beginners(citizens, seed)
    spells, talks = run(tables, people, np.ones(tables.schemes))
    kroner = municipal_kroner(spells, prices)
    state = np.zeros(tables.schemes, dtype=np.int64)
    state[scheme_numbers()] = np.arange(len(SCHEMES))
    appointments = np.column_stack((talks.citizen, talks.due, talks.held)) - [
        0,
        FIRST_DAY,
        FIRST_DAY,
    ]
    return Outcome(
        np.column_stack(
            (spells.citizen, state[spells.scheme], spells.start - FIRST_DAY, spells.end - FIRST_DAY)
        ),
        appointments[talks.outcome == HELD],
        kroner,
    )


live_compiled = partial(live, run_compiled)
live_reference = partial(live, run_reference)


@cache
def some_world() -> World:
    """Return the world whose map of schemes and whose law are used."""
    return load_world("modelkommune")


def scheme_numbers() -> list[int]:
    """Return for each state of the ladder the number of its scheme."""
    return [some_world().scheme_names.index(name) for name in SCHEMES]


def beginners(citizens: int, seed: int) -> People:
    """Return people who are alike and begin in a job on the first day."""
    job = scheme_numbers()[0]
    alike = {"cell": 0, "enters": FIRST_DAY, "leaves": FAR, "scheme": job}
    alike |= {"since": FIRST_DAY, "came_from": NOBODY, "before": 0}
    return People(
        key=citizen_key(seed, 0, np.arange(citizens, dtype=np.uint64)),
        frailty=np.ones(citizens),
        birthdays=np.tile(np.array(GROWN_UP, dtype=np.int64), (citizens, 1)),
        **{name: np.full(citizens, value, dtype=np.int64) for name, value in alike.items()},
    )


@cache
def ladder_tables(ladder: Ladder, slots: int) -> Tables:
    """Return the tables of the ladder: talks of all benefits are one group, held by one team."""
    tables = some_world().tables
    contacted = np.isin(np.arange(tables.schemes), np.array(scheme_numbers())[list(IS_BENEFIT)])
    return tables._replace(
        **_exit_tables(tables, ladder),
        **_effect_tables(contacted),
        **_talk_tables(contacted),
        **_team_tables(slots if ladder.staffed else 0),
        deadline_rule=np.full(tables.schemes, NO_DEADLINE),
        law_turns=FAR,
        category_turns=FAR,
        ends_on=np.full(tables.schemes, FAR),
        working_day=next_working_days(FIRST_DAY, LAST_DAY),
        working_day_from=FIRST_DAY,
        horizon=LAST_DAY,
    )


def _exit_tables(tables: Tables, ladder: Ladder) -> dict[str, Any]:
    number = scheme_numbers()
    ways = sorted(
        (number[origin], number[to], weekly, ladder.effect if IS_BENEFIT[origin] else 1.0)
        for origin, exits in hazards().items()
        for to, weekly in exits.items()
    )
    origins, destinations, weekly, effects = zip(*ways, strict=True)
    first = np.searchsorted(origins, np.arange(tables.schemes + 1))
    rate = np.tile(np.array(weekly).T, (tables.schemes + 1, 1, 1))  # wherever one came from
    group = np.ones((tables.cells, len(ways)))
    responders = all_alike(rate, group, np.array(effects))
    frail, bins = np.zeros(len(ways), dtype=np.int64), len(BIN_WEEKS) - 1
    bin_day = np.array([*(week * DAYS_PER_WEEK for week in BIN_WEEKS[:-1]), FAR])
    return {
        **usual_sums(first, rate, group, frail, responders),
        "exits": len(ways),
        "bins": bins,
        "first_exit": first,
        "bin_day": np.tile(bin_day, tables.schemes),
        "destination": np.array(destinations),
        "returns": np.zeros(len(ways), dtype=np.int64),
        "frail": frail,
        "rate": rate.reshape(-1),
        "group": group.reshape(-1),
        **calendar_columns(np.array([BEFORE_ALL])),
        "calendar": np.ones(len(ways)),
    }


def _effect_tables(contacted: np.ndarray) -> dict[str, Any]:
    """Return that a talk is at full strength for `EFFECT_DAYS`, and then of none."""
    schemes = len(contacted)
    return {
        "responds": contacted.astype(np.int64),
        "contact_gain": np.ones(schemes),
        "contact_acts_from": np.zeros(schemes, np.int64),
        "fadings": 2,
        "fading_day": np.tile(np.array([0, EFFECT_DAYS]), schemes),
        "fading": np.tile(np.array([1.0, 0.0]), schemes),
    }


def _talk_tables(contacted: np.ndarray) -> dict[str, Any]:
    every = TALK_EVERY_DAYS
    return {
        "contact_group": np.where(contacted, 0, -1),
        "contact_periods": 1,
        "contact_day": np.array([BEFORE_ALL]),
        "contact_rule": np.array([every, 1, every, every]),
        "contact_exempt": np.zeros(1),
        "contact_exempt_first": np.zeros(1, np.int64),
        "exempt_foreseen": np.zeros(1),
        "pace_bin": np.zeros(len(contacted), np.int64),
        "pace_edge": np.zeros(len(contacted) * (PACES - 1)),
        "team": np.array([0]),
        "contact_minutes": np.array([TALK_MINUTES]),
    }


def _team_tables(slots: int) -> dict[str, Any]:
    return {
        "teams": int(slots > 0),
        "team_periods": 1,
        "team_day": np.array([BEFORE_ALL]),
        "team_minutes": np.array([slots * TALK_MINUTES]),
    }


@cache
def ladder_prices() -> Prices:
    """Return the law of the world, and the ladder's own kroner a week."""
    book = rule_book(some_world().law, Switches())
    category = np.zeros(len(book.schemes), dtype=np.int64)
    amount = np.full(len(book.schemes), np.nan)
    for number, name, kroner in zip(
        scheme_numbers()[:OUT], CATEGORIES, KRONER_A_WEEK[:OUT], strict=True
    ):
        category[number], amount[number] = book.names.index(name), kroner or np.nan
    return Prices(book, category, amount)


def municipal_kroner(spells: SpellArrays, prices: Prices) -> float:
    """Return what the municipality pays for all spells."""
    rows = records(
        citizen=spells.citizen,
        category=prices.category[spells.scheme],
        start=spells.start,
        end=spells.end,
        share=spells.share,
        amount=prices.amount[spells.scheme],
    )
    periods = spell_periods(np.array([FIRST_DAY, LAST_DAY]), prices.book.settled_from)
    ledger = ledger_for(rows, prices.book, periods)
    assert settle_all(ledger) == SETTLED
    return float(ledger.money[:, :, KOMMUNE].sum())
