"""Numbers from addresses: the same everywhere, spread evenly, and free of each other."""

import math

import numpy as np
import pytest
import scipy  # its parts are loaded where they are used

from borgerflow.sim.base.chance import (
    DEADLINE,
    DESTINATION,
    EXIT,
    PERSON,
    citizen_key,
    exponential,
    mix,
    uniform,
)
from borgerflow.sim.engines.compiled.jit import jit

MANY = 200_000
LEAST = 1e-4  # a smaller chance than this is no accident


def keys(seed=1, replication=0, citizens=MANY):
    return citizen_key(seed, replication, np.arange(citizens, dtype=np.uint64))


def draws(purpose=EXIT, occasion=0, **address):
    return np.asarray(uniform(keys(**address), purpose, occasion))


KNOWN = [
    # seed, replication, citizen, purpose, occasion, key, number
    (0, 0, 0, EXIT, 0, 0x238275BC38FCBE91, 0.9456246639218816),
    (1, 0, 0, EXIT, 0, 0x80ABE802AC1E182E, 0.13977140028213098),
    (1, 7, 12_345, DESTINATION, 3, 0x1E3310BB6A0DD4F2, 0.8673935749002716),
    (2**63, 999, 52_999, DEADLINE, 63, 0x8D308D700C195A80, 0.3008937507607198),
    (2026, 199, 4_000_000_000, PERSON + 12, 0, 0x40C2E9663B8C5FCF, 0.7855859422794861),
]


@pytest.mark.parametrize(
    ("seed", "replication", "citizen", "purpose", "occasion", "key", "number"), KNOWN
)
def test_known_answers(seed, replication, citizen, purpose, occasion, key, number):
    assert citizen_key(seed, replication, citizen) == key
    assert uniform(key, purpose, occasion) == number


def test_mixing_is_that_of_splitmix64():
    """The first outputs of SplitMix64 from seed 0, as its authors' C code prints them."""
    golden = 0x9E3779B97F4A7C15
    printed = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert [mix((n * golden) & (2**64 - 1)) for n in (1, 2, 3)] == printed


@pytest.mark.parametrize("purpose", [EXIT, DESTINATION, DEADLINE, PERSON])
@pytest.mark.parametrize("occasion", [0, 1, 40])
def test_numbers_are_spread_evenly(purpose, occasion):
    counts = np.histogram(draws(purpose, occasion), 100, (0, 1))[0]
    assert scipy.stats.chisquare(counts).pvalue > LEAST


def test_the_numbers_of_one_citizen_are_spread_evenly():
    numbers = [uniform(citizen_key(1, 0, 17), EXIT, occasion) for occasion in range(20_000)]
    assert scipy.stats.chisquare(np.histogram(numbers, 50, (0, 1))[0]).pvalue > LEAST


def test_an_uneven_spread_would_be_noticed():
    counts = np.histogram(draws() ** 1.02, 100, (0, 1))[0]
    assert scipy.stats.chisquare(counts).pvalue < LEAST


def test_numbers_lie_strictly_between_0_and_1():
    numbers = draws(citizens=1_000_000)
    assert 0 < numbers.min() < 1e-5
    assert 1 - 1e-5 < numbers.max() < 1


def test_the_highest_word_gives_a_number_below_1():
    assert uniform(0xCF9A04AEFA6BADC0, EXIT, 0) < 1


ADDRESSES = {
    "seed": {"seed": 2},
    "a seed far off": {"seed": 1 + 2**32},
    "replication": {"replication": 1},
    "a replication far off": {"replication": 2**20},
    "purpose": {"purpose": DESTINATION},
    "occasion": {"occasion": 1},
    "an occasion far off": {"occasion": 64},
}


@pytest.mark.parametrize("part", ADDRESSES)
def test_each_part_of_the_address_gives_numbers_of_their_own(part):
    here, there = draws(), draws(**ADDRESSES[part])
    assert abs(np.corrcoef(here, there)[0, 1]) * math.sqrt(MANY) < 4
    cells = np.histogram2d(here, there, 20, ((0, 1), (0, 1)))[0]
    assert scipy.stats.chisquare(cells.ravel()).pvalue > LEAST


def test_neighbouring_citizens_have_numbers_of_their_own():
    numbers = draws()
    for apart in (1, 2, 64, 4096):
        here, there = numbers[:-apart], numbers[apart:]
        assert abs(np.corrcoef(here, there)[0, 1]) * math.sqrt(len(here)) < 4


def test_seed_and_replication_do_not_stand_in_for_each_other():
    assert (
        len({citizen_key(s, r, c) for s in range(20) for r in range(20) for c in range(20)})
        == 8_000
    )


@pytest.mark.slow
def test_citizens_share_no_key():
    assert len(np.unique(keys(citizens=1_000_000))) == 1_000_000


def test_waits_are_unit_exponential():
    waits = [exponential(int(key), EXIT, 0) for key in keys(citizens=50_000)]
    assert scipy.stats.kstest(waits, "expon").pvalue > LEAST
    assert scipy.stats.kstest(np.array(waits) * 1.05, "expon").pvalue < LEAST


def test_arrays_give_the_numbers_of_scalars():
    key = keys(citizens=500)
    assert [citizen_key(1, 0, c) for c in range(500)] == key.tolist()
    for purpose, occasion in ((EXIT, 0), (DEADLINE, 77), (PERSON + 3, 0)):
        assert [uniform(int(k), purpose, occasion) for k in key] == uniform(
            key, purpose, occasion
        ).tolist()


def test_compiled_code_gives_the_bits_of_plain_python():
    compiled_uniform, compiled_exponential = jit(uniform), jit(exponential)
    for key in keys(citizens=2_000):
        signed = np.int64(key.astype(np.int64))
        for purpose, occasion in ((EXIT, 0), (DESTINATION, 63), (PERSON + 8, 5)):
            assert compiled_uniform(signed, purpose, occasion) == uniform(
                int(key), purpose, occasion
            )
            assert compiled_exponential(signed, purpose, occasion) == exponential(
                int(key), purpose, occasion
            )
