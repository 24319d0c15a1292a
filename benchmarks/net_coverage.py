"""Do 95 % intervals of the net cover? 2,000 samples of 20 replications from long runs of towns.

Two towns cut from Herning, of 3,000 and 10,000 persons of 18 to 66; two proposals, one that
changes many lives and one that changes a few; lotteries and branches. The truth is the mean of
the long run that the samples are taken from, with replacement, so it is exact. First the net by
chance alone, by Student's t and by intervals that allow for lopsidedness; then the effect at
break-even, the range of both layers, the chance of a saving and of payback, and its month.

    python -m benchmarks.net_coverage --keep FOLDER [--chart FILE]

All of it takes some 25 CPU minutes; their pieces are kept in the folder, and one that was
stopped goes on where it was.
"""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.covered.answers import (
    TIMES,
    both_layers,
    calibration,
    causes,
    coverage,
    of_payback,
    of_roots,
    of_saving,
    paid_back,
)
from benchmarks.covered.intervals import METHODS, known_spread, logarithm
from benchmarks.covered.towns import (
    COMMON,
    ESTIMATORS,
    FIRST_SEED,
    PROPOSALS,
    TOWNS,
    drawn,
    in_pieces,
    invested_in,
    nets,
    nets_at,
    town,
)
from benchmarks.measuring import machine
from borgerflow.experiments.present.chart import BLACK, BLUE, VERMILION, canvas, save
from borgerflow.experiments.runs.statistics import skewness

SAMPLES, SIZE = 2000, 20
# Replications of the long run of a town: of the net, of each effect, and of each draw.
LENGTHS = {3_000: (8_000, 2_000, 16), 10_000: (4_000, 1_000, 8)}
DRAWS = 384
EFFECTS = {
    PROPOSALS[0]: np.linspace(1.0, 1.6, 5),
    PROPOSALS[1]: np.linspace(0.0, 0.3, 5),
}


class Run(NamedTuple):
    """The long run of a town."""

    nets: np.ndarray  # [replication, estimator, proposal, month]
    at_effects: dict[str, np.ndarray]  # [replication, effect] over the horizon
    of_draws: dict[str, np.ndarray]  # [replication, draw, month]


def long_run(persons: int, folder: Path) -> Run:
    """Return the long run of a town, lived where its pieces are not kept."""
    place, (many, some, few) = town(persons), LENGTHS[persons]
    home = folder / str(persons)
    by_name = dict(zip(PROPOSALS, place.comparisons, strict=True))
    return Run(
        in_pieces(home / "chance", partial(nets, place), many),
        {
            name: in_pieces(home / "effects" / name, partial(nets_at, asked, EFFECTS[name]), some)
            for name, asked in by_name.items()
        },
        {name: drawn(asked, DRAWS, few, home / "draws" / name) for name, asked in by_name.items()},
    )


def invested(persons: int, name: str) -> np.ndarray:
    """Return what a proposal costs the municipality a month, which chance does not move."""
    return invested_in(town(persons).comparisons[PROPOSALS.index(name)])


def samples_of(length: int) -> np.ndarray:
    """Return the replications of each sample."""
    return np.random.default_rng(FIRST_SEED).integers(length, size=(SAMPLES, SIZE))


def tell_net(persons: int, run: Run) -> None:
    """Print the coverage of the net by chance alone, by each kind of interval."""
    samples = samples_of(len(run.nets))
    for place, name in enumerate(PROPOSALS):
        cost = float(invested(persons, name).sum())
        methods = {**METHODS, "t of the log saved": partial(logarithm, cost=cost)}
        for number, estimator in enumerate(ESTIMATORS):
            net = run.nets[:, number, place].sum(axis=1)
            methods["spread known"] = partial(known_spread, spread=net.std())
            print(f"{persons:,}, {name}, {estimator}: skewness {skewness(net):.1f}")
            for method, interval in methods.items():
                found = interval(net[samples])
                width = np.median(found.high - found.low) / 2 / (net.std() / SIZE**0.5)
                print(f"  {method:20}{coverage(*found, net.mean())}{width:9.2f}", flush=True)


def tell_break_even(persons: int, run: Run) -> None:
    """Print the coverage of the effect at break-even."""
    for name, at in run.at_effects.items():
        found = of_roots(at, EFFECTS[name], samples_of(len(at)))
        print(f"{persons:,}, {name}: effect at break-even{found}", flush=True)


def tell_layers(persons: int, run: Run) -> None:
    """Print the coverage of the range of both layers, and of the chance of a saving."""
    generator = np.random.default_rng(FIRST_SEED)
    for place, (name, amounts) in enumerate(run.of_draws.items()):
        usual = run.nets[:, ESTIMATORS.index("branch"), place].sum(axis=1)
        cost, drawn_nets = float(invested(persons, name).sum()), amounts.sum(axis=2)
        for kind, found in both_layers(drawn_nets, usual, cost, SAMPLES, generator).items():
            print(f"{persons:,}, {name}: both layers, {kind}{found}")
        for kind, found in causes(drawn_nets, usual, cost, SAMPLES, generator).items():
            print(f"{persons:,}, {name}: {kind}{found}")
        chances = of_saving(drawn_nets, usual, cost, SAMPLES, generator)
        for kind, found in chances.covered.items():
            print(f"{persons:,}, {name}: chance of a saving, {kind}{found}")
        tell_calibration(chances.told, chances.is_so)


def tell_payback(persons: int, run: Run) -> list[tuple[float, float, int]]:
    """Print how chances of payback come true, and return the curve of the common proposal."""
    curves = {}
    samples = np.random.default_rng(FIRST_SEED).integers(len(run.nets), size=(SAMPLES // 10, SIZE))
    for place, name in enumerate(PROPOSALS):
        histories = run.nets[:, ESTIMATORS.index("lottery"), place]
        months = paid_back(histories, invested(persons, name), TIMES)
        told, is_so, chance, month = of_payback(months, samples)
        print(f"{persons:,}, {name}: chance of payback (Wilson){chance}")
        print(f"{persons:,}, {name}: month of one more history {month}")
        tell_calibration(told, is_so)
        curves[name] = calibration(told, is_so)
    return curves[COMMON]


def tell_calibration(told: np.ndarray, is_so: np.ndarray) -> None:
    """Print the chances there are where chances of a tenth are told."""
    rows = calibration(told, is_so)
    print("  told " + "".join(f"{one:7.1%}" for one, _, _ in rows))
    print("  is so" + "".join(f"{two:7.1%}" for _, two, _ in rows), flush=True)


def draw(curves: dict[int, Sequence[tuple[float, float, int]]], path: Path) -> None:
    """Write the calibration curve of the chance of payback, a line for each town."""
    figure, axes = canvas("Chance of payback: as told by 20 replications, and as it is")
    axes.plot([0, 1], [0, 1], color=BLACK, linewidth=0.8, linestyle="--")
    for (persons, rows), colour in zip(curves.items(), (BLUE, VERMILION), strict=True):
        told, is_so = [row[0] for row in rows], [row[1] for row in rows]
        axes.plot(told, is_so, "o-", color=colour, label=f"town of {persons:,}")
    axes.legend(frameon=False)
    axes.set_xlabel("told")
    axes.set_ylabel("is so")
    save(figure, path)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--keep", type=Path, required=True)
    asked.add_argument("--chart", type=Path)
    given = asked.parse_args()
    print(machine("numba", "numpy") + f"; {SAMPLES:,} samples of {SIZE}, first seed {FIRST_SEED}")
    print(f"{'':36}{'around':>9}{'below':>9}{'above':>9}{'width':>9}")
    curves = {}
    for persons in TOWNS:
        run = long_run(persons, given.keep)
        tell_net(persons, run)
        tell_break_even(persons, run)
        tell_layers(persons, run)
        curves[persons] = tell_payback(persons, run)
    if given.chart:
        draw(curves, given.chart)


if __name__ == "__main__":
    main()
