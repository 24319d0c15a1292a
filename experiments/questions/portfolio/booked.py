"""What a set of proposals comes to by function and by frame, year by year."""

from typing import Any

import numpy as np

from borgerflow.experiments.questions.portfolio.finding import FrameYear
from borgerflow.experiments.questions.portfolio.simulate import Array, ProposalSets
from borgerflow.experiments.runs.accounts.booked import (
    NET,
    account_rows_from,
    frame_rows_from,
)
from borgerflow.experiments.runs.money import statistics_of_years, yearly
from borgerflow.sim.params.law.accounts import FRAMES


def on_frames(booked: Array, sets: ProposalSets) -> Array:
    """Return the net on each frame, [..., frame, year], of [..., function, year, paid .. net]."""
    functions = sets.chart.functions.values()
    places = [[n for n, each in enumerate(functions) if each.frame == frame] for frame in FRAMES]
    nets = booked[..., NET]
    return np.stack([nets[..., mine, :].sum(axis=-2) for mine in places], axis=-2)


def by_frame_and_year(nets: Array, sets: ProposalSets) -> dict[FrameYear, Array]:
    """Return nets [..., frame, year] by frame and year, each [...]."""
    return {
        (frame, year): nets[..., place, n]
        for place, frame in enumerate(FRAMES)
        for n, year in enumerate(sets.axes.years)
    }


def booked_tables(booked: Array, sets: ProposalSets) -> dict[str, Any]:
    """Return a set's kroner [replication, function, year, paid .. net], by field of the finding."""
    axes, names = sets.axes, list(sets.chart.functions)
    told = {
        number: statistics_of_years(booked[:, place], axes)
        for place, number in enumerate(names)
        if booked[:, place].any()
    }
    nets = on_frames(booked, sets)
    frames = {
        frame: statistics_of_years(nets[:, place, :, None], axes)
        for place, frame in enumerate(FRAMES)
        if told
    }
    total = statistics_of_years(nets.sum(axis=1)[..., None], axes)
    return {
        "accounts": account_rows_from(told, sets.chart, axes),
        "frames": frame_rows_from(frames, axes),
        "total": yearly(total, 0, axes),
    }
