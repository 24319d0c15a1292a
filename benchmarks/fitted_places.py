"""How near the packaged municipalities are to what is published, put in docs/calibration.md.

Run as ``python -m benchmarks.fitted_places [municipality ...]``. Each is simulated with the factors
that stand in its file, on draws that nothing was fitted to.
"""

import sys
from pathlib import Path

from benchmarks.reform import put_in
from borgerflow.experiments.present.numbers import number
from borgerflow.experiments.present.tables import SHOWN
from borgerflow.experiments.validation.calibration.calibrating import (
    FitRow,
    HowCalibrated,
    fit_as_it_stands,
)
from borgerflow.experiments.validation.calibration.published.rows import targets_asked
from borgerflow.experiments.validation.calibration.text import DECIMALS
from borgerflow.sim.params import load
from borgerflow.sim.world.municipality import find_municipality, municipality_names

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "calibration.md"
SEED, CITIZENS = 2, 4_000_000
HEAD = (
    "| figure | id | use | published | simulated | 95 % | off | source |\n"
    "|---|---|---|---:|---:|---:|---:|---|"
)


def table(place: str) -> str:
    """Return the figures of a municipality as a table of Markdown."""
    params = load()
    home = find_municipality(params, place)
    how = HowCalibrated("", seed=SEED, quick=False, draws=0, source="", citizens=CITIZENS)
    rows = fit_as_it_stands(home, targets_asked(home, [], params), how, params)
    return "\n".join([HEAD, *map(_line, rows)])


def _line(row: FitRow) -> str:
    target, decimals = row.target, DECIMALS[row.target.kind.unit]
    ends = f" ({_span(target.low, target.high, decimals)})" if target.low else ""
    cells = (
        target.label.en,
        target.name,
        "fitted" if target.is_fitted else "compared",
        number(target.value, "en", decimals) + ends,
        number(row.simulated.mean, "en", decimals),
        _span(row.simulated.low, row.simulated.high, decimals),
        SHOWN["deviation"](row.gap, "en"),
        f"{target.source} ({target.grade})",
    )
    return f"| {' | '.join(cells)} |"


def _span(low: float | None, high: float | None, decimals: int) -> str:
    ends = (number(end or 0.0, "en", decimals) for end in (low, high))
    return " to ".join(ends)


if __name__ == "__main__":
    for name in sys.argv[1:] or municipality_names(load()):
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(put_in(text, name, table(name)), encoding="utf-8")
