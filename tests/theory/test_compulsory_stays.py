"""How long a stay lasts under a compulsory programme, against its hazards added up day by day."""

import numpy as np
import pytest

from borgerflow.sim.base.clock import FAR
from borgerflow.sim.world.tables.mechanisms import ProgrammeRow
from tests.theory.scores import agrees, differs, z_of_mean
from tests.worlds.lived import first_spells, lived, made_people
from tests.worlds.made import START, Exit, Place, made_tables

MANY = 200_000
LONGEST = 20_000
WEEKLY_BY_BIN, BINS = (0.03, 0.06), (0, 60)
SICK = 1
AT, AHEAD, LENGTH, LASTS = 84, 42, 28, 100
THREAT, HELD, GAIN = 1.8, 0.4, 1.5
ALL_CELLS = np.ones(5, dtype=np.bool_)


def duty(**changes):
    row = ProgrammeRow(
        SICK,
        9,
        (0, FAR),
        ((START, FAR, 1.0),),
        LENGTH,
        1.0,
        LASTS,
        1.0,
        ALL_CELLS,
        np.array([HELD]),
        np.array([GAIN]),
        AT,
        AHEAD,
        np.array([THREAT]),
    )
    return row._replace(**changes)


def stays(row):
    """Return the days of the first spell of many people who begin in sickness."""
    tables = made_tables([Place(), Place([Exit(0, WEEKLY_BY_BIN)], BINS)], programmes=[row])
    spells = first_spells(lived(tables, made_people(MANY, scheme=SICK)))
    return spells.end - spells.start


def hazards(threat=THREAT, held=HELD, gain=GAIN, length=LENGTH, lasts=LASTS):
    """Return the hazard of each day of a stay in which one is called."""
    daily = np.full(LONGEST, WEEKLY_BY_BIN[1] / 7)
    daily[: BINS[1]] = WEEKLY_BY_BIN[0] / 7
    daily[AT - AHEAD : AT] *= threat
    daily[AT : AT + length] *= held
    daily[AT + length : AT + length + lasts] *= gain
    return daily


def mean_days(daily):
    """Return the sum of the chances of living through each day."""
    return float(np.exp(-np.concatenate([[0.0], np.cumsum(daily)])).sum())


@pytest.mark.slow
def test_mean_stay_with_a_threat_a_lock_in_and_an_effect_afterwards():
    sample = stays(duty())
    assert agrees(z_of_mean(sample, mean_days(hazards())))
    for without in ({"threat": 1.0}, {"held": 1.0}, {"gain": 1.0}):
        assert differs(z_of_mean(sample, mean_days(hazards(**without))))


@pytest.mark.parametrize("share", [0.0, 0.4])
@pytest.mark.slow
def test_mean_stay_where_a_share_is_called(share):
    sample = stays(duty(reach=share))
    called, spared = mean_days(hazards()), mean_days(hazards(1.0, 1.0, 1.0))
    theory = share * called + (1 - share) * spared
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, called))


def test_mean_stay_where_some_drop_out_at_an_even_pace():
    sample = stays(duty(completion=0.5))
    dropped = [mean_days(hazards(length=day, lasts=0)) for day in range(LENGTH)]
    theory = 0.5 * mean_days(hazards()) + 0.5 * np.mean(dropped)
    assert agrees(z_of_mean(sample, theory))
    assert differs(z_of_mean(sample, mean_days(hazards())))
