"""What heormodel says of draws, as JSON: run by a Python that has it, never by borgerflow's own.

PYTHON by_heormodel.py DRAWS.npz
"""

import json
import sys

import numpy as np
import pandas as pd
from heormodel.models import Outcomes
from heormodel.voi import evpi, evppi, evsi_regression


def told(held: np.lib.npyio.NpzFile) -> dict[str, float]:
    """Return EVPI, EVPPI of the group, EVSI of the trial; EVPPI of all numbers where checked."""
    net, values, shown = held["net"], held["values"], held["shown"]
    index = pd.RangeIndex(len(net), name="iteration")
    nothing = pd.DataFrame({"leave": 0 * net, "carry out": 0 * net}, index=index)
    effects = pd.DataFrame({"leave": 0 * net, "carry out": -net}, index=index)
    outcomes = Outcomes.from_wide(nothing, effects)
    names = [f"n{n}" for n in range(values.shape[1])]
    draws = pd.DataFrame(values, columns=names, index=index)
    group = [names[n] for n in held["group"]]
    trial = pd.DataFrame({"shown": shown}, index=index)
    found = {
        "everything": evpi(outcomes, 1.0),
        "group": evppi(outcomes, draws, group, 1.0, method="gp", seed=1),
        "trial": evsi_regression(outcomes, trial, 1.0),
    }
    if held["checked"]:
        found["all numbers"] = evppi(outcomes, draws, names, 1.0, method="gp", seed=1)
    return found


if __name__ == "__main__":
    print(json.dumps(told(np.load(sys.argv[1]))))
