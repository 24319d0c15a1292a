"""What Python is given in the place of something else is refused in one sentence."""

import math
import re
from pathlib import Path

import pandas as pd
import pytest

import borgerflow as bf

A_SHARE = "expected a share above 0, 100 times the municipality at most."
PLACE, SYG02 = "modelkommune", "herning-syg02"
SPELLS = pd.DataFrame(
    {"citizen": ["a"], "scheme": ["job"], "start": ["2019-01-01"], "end": ["2019-02-01"]}
)
REFUSED = {
    "nobody": (lambda _: bf.load_world(PLACE, population=0), f"population is 0: {A_SHARE}"),
    "fewer": (lambda _: bf.load_world(PLACE, population=-1), f"population is -1: {A_SHARE}"),
    "a word": (lambda _: bf.load_world(PLACE, population="x"), f"population is 'x': {A_SHARE}"),
    "no number": (
        lambda _: bf.load_world(PLACE, population=math.nan),
        f"population is nan: {A_SHARE}",
    ),
    "one name": (
        lambda _: bf.load_world(PLACE, SYG02),
        "proposals is 'herning-syg02': expected a list, as ['herning-syg02'].",
    ),
    "one name compared": (lambda _: bf.compare(PLACE, SYG02), "expected a list, as ['herning-"),
    "one condition": (
        lambda _: bf.run(PLACE, conditions="covid"),
        "conditions is 'covid': expected a list, as ['covid'].",
    ),
    "no place": (lambda _: bf.load_world(None), "municipality is None: expected the name of a"),
    "no world": (lambda _: bf.simulate(None), "world is None: expected a World, as load_world"),
    "half a seed": (lambda world: bf.simulate(world, seed=1.5), "seed is 1.5: expected a whole"),
    "a word for a seed": (lambda world: bf.simulate(world, seed="a"), "seed is 'a': expected a"),
    "no seed": (lambda world: bf.simulate(world, seed=-1), "seed is -1: expected a whole number"),
    "no replication": (
        lambda world: bf.simulate(world, replication=-1),
        "replication is -1: expected a whole number from 0 to 2^63 - 1.",
    ),
    "no spells": (lambda world: bf.settle(None, world.law), "spells is None: expected a DataFrame"),
    "a file": (
        lambda world: bf.settle("hand.csv", world.law),
        "spells is 'hand.csv': expected a DataFrame of spells; a file is read by",
    ),
    "no law": (lambda _: bf.settle(SPELLS, None), "law is None: expected a LawBook, as load_world"),
    "spells of nobody": (lambda world: bf.explain(None, world.law, 1), "spells is None: expected"),
    "days as words": (
        lambda world: bf.settle(SPELLS, world.law),
        "The column 'start' holds no dates but str: expected dates, as pd.to_datetime makes them.",
    ),
    "replications in words": (
        lambda _: bf.compare(PLACE, [SYG02], replications="2"),
        "replications is '2': expected a whole number from 1 to 2,000.",
    ),
    "half a replication": (
        lambda _: bf.compare(PLACE, [SYG02], replications=1.5),
        "replications is 1.5: expected a whole number",
    ),
    "half a worker": (
        lambda _: bf.run(PLACE, population=0.01, workers=1.5),
        "workers is 1.5: expected a whole number",
    ),
    "half a year": (
        lambda _: bf.run(PLACE, price_year=2019.5),
        "price_year (--price-year) is 2019.5: expected a year with a price index",
    ),
    "a study as a dictionary": (
        lambda _: bf.batch({"question": "x", "proposals": [SYG02]}),
        "study is dict: expected the path of a study file (.yaml), or one of herning-together, ",
    ),
    "no study": (lambda _: bf.batch(None), "study is None: expected the path of a study file"),
    "a missing study": (lambda _: bf.batch(Path("mine.yaml")), "No study file is called mine.yaml"),
    "a number for a patch": (
        lambda _: bf.run(PLACE, patch=3),
        "patch is 3: expected a file (.yaml), or numbers by name, as {'hazards.*.job': 'x1.1'}.",
    ),
    "a share in words": (lambda _: bf.run(PLACE, population="x"), "population is 'x': expected a"),
    "a seed in words": (lambda _: bf.run(PLACE, seed="a"), "seed is 'a': expected a whole number"),
}


@pytest.fixture(scope="module")
def world():
    return bf.load_world(PLACE, population=0.01)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_something_else_is_refused_in_a_sentence(world, case):
    ask, said = REFUSED[case]
    with pytest.raises(bf.InputError, match=re.escape(said)):
        ask(world)


def test_more_than_a_municipality_may_be_lived():
    assert bf.load_world(PLACE, population=2).scale == 2
