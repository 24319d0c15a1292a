"""``--freeze FILE`` of ``run`` and ``compare``: what is expected, written into a file to keep."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import told
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.validation.forecast.asked import ForecastQuestion
    from borgerflow.sim.params import Params

Freeze = Annotated[
    Path | None,
    typer.Option(
        "--freeze",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Skriv i stedet en dateret prognose kvartal for kvartal i FILE (.json), som "
            "followup holder op mod de faktiske tal; overskriver aldrig.",
            en="Write a dated forecast by quarter into FILE (.json) instead, which followup holds"
            " against what came; never writes over a file.",
        ),
    ),
]


def refuse_both(shape: str | None, freeze: Path | None) -> None:
    """Refuse lives as a register and a forecast at once: each is an answer of its own."""
    if shape is not None and freeze is not None:
        raise InputError(
            Wording(
                "--as og --freeze kan ikke bruges sammen: vælg den ene.",
                "--as and --freeze do not go together: expected one of them.",
            )
        )


def refuse_prices(option: str, price_year: int | None) -> None:
    """Refuse prices of one year of what is held against the kroner that are paid."""
    if price_year is not None:
        raise InputError(
            Wording(
                f"{option} skriver kroner, som de betales: udelad --price-year.",
                f"{option} writes kroner as they are paid: expected no --price-year.",
            )
        )


def freeze_forecast(
    question: "ForecastQuestion",
    params: "Params",
    workers: int | None,
    display: groups.Display,
    file: Path,
) -> None:
    """Simulate what is to be expected, write it into a new file, and tell it."""
    from borgerflow.experiments.findings.finding import Interrupted
    from borgerflow.experiments.store.kept import NOTHING_FINISHED
    from borgerflow.experiments.validation.forecast.document import file_text, write_forecast
    from borgerflow.experiments.validation.forecast.question import answer_to

    command = shlex.join(["borgerflow", *sys.argv[1:]])
    wanted = not (display.quiet or display.json)
    with (
        screen.progress(screen.REPLICATIONS, display.lang, wanted=wanted) as watcher,
        screen.stopping_told(display.lang),
        screen.compiling_told(display.lang, quiet=display.quiet),
    ):
        try:
            forecast = answer_to(question, params, command, workers=workers, progress=watcher)
        except Interrupted:  # half a forecast is none
            raise KeyboardInterrupt(NOTHING_FINISHED) from None
    write_forecast(forecast, file)
    if display.json:
        screen.say(file_text(forecast).rstrip("\n"), file)
        return
    text = forecast.text(display.lang, all_assumptions=display.all_assumptions)
    screen.say(text.rstrip("\n"), file)
    screen.say((Wording("Frosset: ", "Frozen: ") + str(file)).text(display.lang), file)
