"""What is asked of a forecast, and what is refused of it before anything is simulated."""

import os
from dataclasses import dataclass
from pathlib import Path

from borgerflow.experiments.findings.question import PairQuestion
from borgerflow.experiments.typed.sizes import FEWEST_FOR_A_SPREAD
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.files import refuse_cpr_name
from borgerflow.sim.base.texts import quoted
from borgerflow.sim.base.wording import Wording

ENDING = ".json"


@dataclass(frozen=True, kw_only=True)
class ForecastQuestion(PairQuestion):
    """What is to be expected of a municipality by quarter: with proposals and without, if any."""

    kind = "forecast"


def refuse_freezing(file: Path, replications: int) -> None:
    """Refuse a place for no forecast, a file there is, and replications too few for intervals."""
    refuse_cpr_name(file)
    got = Wording("--freeze er ", "--freeze is ") + quoted(str(file))
    if file.suffix.lower() != ENDING:
        said = Wording(
            ": vælg en fil, der ender på .json.", ": expected a file that ends in .json."
        )
        raise InputError(got + said)
    if os.path.lexists(file):
        said = Wording(
            ", som findes allerede: en prognose overskrives aldrig; vælg et nyt filnavn.",
            ", which exists: a forecast is never written over; expected a new file.",
        )
        raise InputError(got + said)
    if not os.path.isdir(file.parent):
        said = Wording(
            ": vælg en fil i en mappe, der findes.", ": expected a file in a folder there is."
        )
        raise InputError(got + said)
    if replications < FEWEST_FOR_A_SPREAD:
        few = FEWEST_FOR_A_SPREAD
        raise InputError(
            Wording(
                f"--freeze skriver intervaller; --replications er {replications}, men skal være "
                f"mindst {few}, gerne 20.",
                f"--freeze writes intervals; --replications is {replications}, expected {few} or "
                "more, 20 say.",
            )
        )
