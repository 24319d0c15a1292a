"""What is left uncertain of a municipality's factors: draws that lie in a file beside its own.

A column is a factor: the ways it is on in its header, each as in ``a>b``, ``>b`` (all hazards into
a scheme), ``a>`` (all out of one) or ``c>a>b`` (of those who came from c). A cell is what a
draw multiplies the factors in the file by.
"""

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import named
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.model import Municipality
from borgerflow.sim.params.municipalities import WAY
from borgerflow.sim.params.reading.faults import fault
from borgerflow.sim.params.reading.forms import read_text
from borgerflow.sim.params.reading.phrases import got

ENDING = ".posterior.csv"


@dataclass(frozen=True)
class FactorDraws:
    """Draws of the factors of a municipality: the ways of each, and the numbers by draw."""

    ways: tuple[tuple[str, ...], ...]
    factors: tuple[tuple[float, ...], ...]


def draws_file(home: Path) -> Path:
    """Return where the draws of a municipality lie, beside its file."""
    return home.with_name(f"{home.stem}{ENDING}")


def read_draws(path: Path) -> FactorDraws:
    """Return the draws in a file.

    Raises
    ------
    ParamError
        With file and line: if there is no draw, or one has other cells than factors above nought.
    """
    rows = list(csv.reader(io.StringIO(read_text(path), newline="")))
    ways = tuple(tuple(cell.split()) for cell in rows[0]) if rows else ()
    if len(rows) < 2 or not all(ways):  # noqa: PLR2004 (a header and a draw)
        said = Wording(
            "her er ingen trækning; der skal stå faktorer under deres overgange.",
            "there is no draw here; expected factors below the ways they are on.",
        )
        raise fault(path, max(len(rows), 1), said)
    return FactorDraws(
        ways, tuple(_draw(path, n, row, len(ways)) for n, row in enumerate(rows[1:], 2))
    )


def _draw(path: Path, line: int, row: list[str], columns: int) -> tuple[float, ...]:
    try:
        found = tuple(float(cell) for cell in row)
    except ValueError:
        found = ()
    if len(found) != columns or not all(0 < each < math.inf for each in found):
        expected = Wording(f"{columns} faktorer over 0", f"{columns} factors above 0")
        raise fault(path, line, got(named(",".join(row)), expected))
    return found


def with_draw(home: Municipality, draws: FactorDraws, k: int) -> Municipality:
    """Return a municipality with the factors of a draw, counted from 0, in the place of its own.

    Raises
    ------
    InputError
        If there is no such draw, or the municipality has no factor on a way of the draws.
    """
    if not 0 <= k < len(draws.factors):
        most = len(draws.factors) - 1
        raise InputError(
            Wording(
                f"trækning {k} findes ikke; vælg 0 til {most}.",
                f"there is no draw {k}; expected 0 to {most}.",
            ).capital()
        )
    tables = {
        "inflow_factors": dict(home.inflow_factors),
        "hazard_factors": dict(home.hazard_factors),
    }
    for ways, factor in zip(draws.ways, draws.factors[k], strict=True):
        for way in ways:
            for table, name in _factors_on(way, home):
                tables[table][name] = _times(tables[table][name], factor)
    return home.model_copy(update=tables)


def _factors_on(way: str, home: Municipality) -> Iterator[tuple[str, str]]:
    """Yield table and name of the factors of a municipality on a way."""
    origin, _, to = way.partition(WAY)
    if not origin:
        names = [("inflow_factors", to)] if to in home.inflow_factors else []
    else:
        names = [
            ("hazard_factors", name)
            for name in home.hazard_factors
            if name == way or (not to and name.startswith(way) and name.count(WAY) == 1)
        ]
    if not names:
        raise InputError(
            Wording(
                f"{home.name} har ingen faktor på {named(way)}: kommunens fil og dens trækninger"
                " hører ikke sammen.",
                f"{home.name} has no factor on {named(way)}: its file and the draws are of"
                " different calibrations.",
            )
        )
    yield from names


def _times(estimate: Estimate, factor: float) -> Estimate:
    return estimate.model_copy(update={"value": (estimate.value or 0.0) * factor})
