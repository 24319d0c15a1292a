"""``borgerflow calibrate``: a municipality whose factors are moved to published figures."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.cli.lookup.municipality import OutFile
from borgerflow.experiments.typed.numbers import Size
from borgerflow.sim.base.wording import Wording

STEPS = Wording("Forsøg", "Trials")
DRAWS = Size(20, 10_000, Wording("et helt tal fra 20 til 10.000", "a whole number, 20 to 10,000"))
Place = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=told(
            da="herning, hedensted, vesthimmerland, aalborg, modelkommune eller en fil (.yaml).",
            en="herning, hedensted, vesthimmerland, aalborg, modelkommune or your own .yaml file.",
        ),
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--targets",
        metavar="FILE|ID[,ID ...]",
        show_default=told(da="alle, der gælder kommunen", en="all that speak of the municipality"),
        help=told(
            da="En tabel med scheme, measure og value, eller id'er fra params/targets.csv.",
            en="A table of scheme, measure and value, or ids of params/targets.csv.",
        ),
    ),
]
Draws = Annotated[
    int,
    typer.Option(
        "--draws",
        metavar="N",
        parser=options.whole("--draws", DRAWS),
        help=told(da="Trækninger af det, der er usikkert.", en="Draws of what is left uncertain."),
    ),
]
QuickFit = Annotated[
    bool,
    typer.Option(
        "--quick",
        help=told(
            da="Færre simuleringer: hurtigere, men ringere tilpasset.",
            en="Fewer replications: quicker, and less well fitted.",
        ),
    ),
]


@in_danish("Flyt navngivne faktorer, så simuleringen rammer offentliggjorte tal.")
def calibrate(
    place: Place,
    *,
    targets: Targets = None,
    out: OutFile = None,
    draws: Draws = 200,
    quick: QuickFit = False,
    seed: options.Seed = 1,
    folder: options.Params = None,
    json: options.Json = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """Move named factors until the simulation meets published figures."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.validation.calibration.out import refuse_out
    from borgerflow.sim.world.municipality import find_municipality, with_file_of

    params, name = with_file_of(load_params(folder), place)
    home = find_municipality(params, name)
    path = out or Path(f"{name}.yaml")
    refuse_out(name, path)
    from borgerflow.experiments.validation.calibration.published.rows import targets_asked

    asked = targets_asked(home, targets or [], params)
    from borgerflow.experiments.validation.calibration.calibrating import FITTED, HowCalibrated
    from borgerflow.experiments.validation.calibration.text import calibration_page, to_plain
    from borgerflow.experiments.validation.calibration.written import keep

    command = shlex.join(["borgerflow", *sys.argv[1:]])
    how = HowCalibrated(command, seed, quick, draws, FITTED.text(spoken))
    with (
        screen.progress(STEPS, spoken, wanted=not quiet and not json) as watcher,
        screen.compiling_told(spoken, quiet=quiet or json),
    ):
        from borgerflow.experiments.runs.interruption import interruptible
        from borgerflow.experiments.validation.municipality.making import calibrated_anew

        made = interruptible(lambda: calibrated_anew(home, asked, how, params, name, watcher))
    keep(made, path, spoken)
    if json:
        screen.say_json(to_plain(made, path), path)
    else:
        screen.say(calibration_page(made, path, spoken), path)
