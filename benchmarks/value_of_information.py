"""Value of information on three models: borgerflow's, nested chance, and heormodel's.

    python -m benchmarks.value_of_information [PYTHON]

PYTHON is that of an environment with heormodel (pip install heormodel), which is no dependency of
borgerflow; without one that column is left out. Twenty sets of 1,024 draws each; three
of them go through heormodel, whose Gaussian processes take a minute each. It is itself checked in
the first: to know all numbers must be worth what it is to know everything.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.stats import norm

from benchmarks.oracle.models import MODELS, Model, Truth, sobol, truth_of
from borgerflow.experiments.questions.compare.own_numbers.layers import Layers
from borgerflow.experiments.questions.uncertainty.measures.groups import value_of_group
from borgerflow.experiments.questions.uncertainty.measures.influence import influence_of
from borgerflow.experiments.questions.uncertainty.measures.information import value_of_knowing
from borgerflow.experiments.questions.uncertainty.measures.pilot import value_of_signal

SETS, FEW, DRAWS = 20, 3, 1024
ORACLE = Path(__file__).parent / "oracle" / "by_heormodel.py"
NAMES = ("everything", "group", "trial")


def ours(model: Model, places: np.ndarray) -> dict[str, float]:
    """Return what borgerflow says of a set of draws."""
    values = model.values(places)
    net, signal = model.net(values), model.signal(values)
    ranks = (np.argsort(np.argsort(signal)) + 0.5) / len(signal)
    expected = influence_of(ranks, Layers(net, None, 0.0)).expected
    return {
        "everything": value_of_knowing(net),
        "group": value_of_group(places[:, list(model.group)], net).mean,
        "trial": value_of_signal(expected, signal, model.error),
    }


def theirs(python: str, model: Model, places: np.ndarray, seed: int) -> dict[str, float]:
    """Return what heormodel says of the same draws, and of trials shown in them."""
    values = model.values(places)
    chance = norm.ppf(np.random.default_rng(seed).random(len(values)))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "draws.npz"
        shown = model.signal(values) + model.error * chance
        held = {"net": model.net(values), "values": values, "shown": shown}
        np.savez(file, **held, group=model.group, checked=seed == 0)
        out = subprocess.run([python, ORACLE, file], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(out.stdout)
    return found


def spread(rows: list[dict[str, float]], name: str) -> tuple[float, float]:
    """Return the mean of what sets say, and its standard error."""
    found = np.array([row[name] for row in rows])
    return float(found.mean()), float(found.std(ddof=1) / len(found) ** 0.5)


def tell(model: Model, python: str | None) -> None:
    truth: Truth = truth_of(model)
    sets = [sobol(model.numbers, DRAWS, 100 + n) for n in range(SETS)]
    rows = {"borgerflow": [ours(model, places) for places in sets]}
    if python:
        few = list(enumerate(sets))[:FEW]
        rows["heormodel"] = [theirs(python, model, places, n) for n, places in few]
    print(f"\n{model.name:20}{'truth':>10}" + "".join(f"{name:>22}" for name in rows))
    for name in NAMES:
        told = [spread(each, name) for each in rows.values()]
        line = "".join(f"{mean:>12.4f} ({error:.4f})" for mean, error in told)
        print(f"{name:20}{getattr(truth, name):>10.4f}{line}", flush=True)
    if python:
        first = rows["heormodel"][0]
        together, everything = first["all numbers"], first["everything"]
        print(f"  heormodel, first set: all numbers {together:.4f}, everything {everything:.4f}")


def main(python: str | None) -> None:
    print(f"{SETS} sets of {DRAWS} draws; means with standard errors")
    for model in MODELS:
        tell(model, python)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
