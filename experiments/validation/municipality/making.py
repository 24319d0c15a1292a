"""Makes a municipality: figures and a shape, then calibrated to the stocks among them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from borgerflow.experiments.validation.calibration.calibrating import (
    DRAWS,
    Calibrated,
    HowCalibrated,
    calibrated,
)
from borgerflow.experiments.validation.calibration.published.targets import (
    PublishedTarget,
    targets_of,
)
from borgerflow.experiments.validation.municipality.accepted import HeldFigure
from borgerflow.experiments.validation.municipality.shape import SEARCHED, SHAPE, shaped
from borgerflow.sim.base.clock import iso_date
from borgerflow.sim.params import Params
from borgerflow.sim.params.model import Municipality, StockOnDay
from borgerflow.sim.world.municipality import find_municipality

Progress = Callable[[int, int], None]


def calibrated_anew(
    home: Municipality,
    targets: Sequence[PublishedTarget],
    how: HowCalibrated,
    params: Params,
    place: str,
    progress: Progress | None = None,
) -> Calibrated:
    """Return a municipality calibrated as `calibrated` does, the people who are there kept.

    The years in which factors are found are lived without them, in the world of the shape.
    """
    if home.stock is None:
        return calibrated(home, targets, how, params, place, progress)
    plain = home.model_copy(update={"stock": None})
    return beginning_with(calibrated(plain, targets, how, params, SHAPE, progress), home.stock)


def beginning_with(made: Calibrated, there: StockOnDay | None) -> Calibrated:
    """Return a municipality whose lives begin with the people who are there, if they are told.

    Its factors are those of what flows; years before the day, in which they are found, are lived
    by people who are not told.
    """
    if there is None:
        return made
    return replace(made, home=made.home.model_copy(update={"stock": there}))


@dataclass(frozen=True)
class Wanted:
    """What is made, and how."""

    name: str
    day: int
    seed: int
    quick: bool
    command: str
    lang: str


def made_of(
    known: Mapping[str, HeldFigure],
    wanted: Wanted,
    params: Params,
    progress: Progress | None = None,
) -> Calibrated:
    """Return a municipality whose simulated stocks of the day are near those given."""
    shape = find_municipality(params, SHAPE)
    home = shaped(wanted.name, known, shape, wanted.day, wanted.lang)
    source = SEARCHED.text(wanted.lang) + iso_date(wanted.day)
    how = HowCalibrated(wanted.command, wanted.seed, wanted.quick, DRAWS, source)
    return calibrated(home, targets_of(home, ()), how, params, SHAPE, progress)
