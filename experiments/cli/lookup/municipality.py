"""``borgerflow municipality new``: a municipality of one's own from figures that are published."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import Spoken, SpokenGroup, in_danish, told
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.validation.calibration.calibrating import Calibrated
    from borgerflow.experiments.validation.municipality.accepted import HeldFigure
    from borgerflow.experiments.validation.municipality.given import GivenFigure
    from borgerflow.experiments.validation.municipality.making import Wanted
    from borgerflow.sim.params import Params

municipality_app = typer.Typer(
    cls=SpokenGroup,
    help=told(da="Lav en kommune af egne tal.", en="Make a municipality from figures of your own."),
)
STEPS = Wording("Forsøg", "Trials")
DAY = "2019-02-01"
NewName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=told(
            da="Kommunens navn med små bogstaver a-z, som filen får.",
            en="The name of the municipality in small letters a-z, which its file gets.",
        ),
    ),
]
Residents = Annotated[
    str | None,
    typer.Option(
        "--persons",
        metavar="N",
        help=told(da="Indbyggere fra 18 til 66 år.", en="Residents aged 18 to 66."),
    ),
]
Workforce = Annotated[
    str | None,
    typer.Option(
        "--workforce",
        metavar="N",
        show_default=told(da="skønnes efter indbyggere", en="judged by residents"),
        help=told(da="Personer i arbejdsstyrken.", en="Persons in the workforce."),
    ),
]
Stocks = Annotated[
    list[str] | None,
    typer.Option(
        "--stock",
        metavar="SCHEME=N",
        help=told(
            da="Personer i en ordning på dagen, fx sygedagpenge=1104; kan gentages.",
            en="Persons in a scheme on the day, as sygedagpenge=1104; may be repeated.",
        ),
    ),
]
FigureFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--from",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="En fil med figure;value;source, eller en tabel fra import; kan gentages.",
            en="A file of figure;value;source, or a table of import; may be repeated.",
        ),
    ),
]
StockDay = Annotated[
    str,
    typer.Option(
        "--day",
        metavar="DAY",
        help=told(da="Den dag, bestandene gælder.", en="The day that the stocks are of."),
    ),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        show_default=told(da="NAME.yaml her", en="NAME.yaml here"),
        help=told(da="Hvor filen skrives.", en="Where the file is written."),
    ),
]
Quick = Annotated[
    bool,
    typer.Option(
        "--quick",
        help=told(
            da="Færre simuleringer: hurtigere, men ringere tilpasset.",
            en="Fewer replications: quicker, and less well fitted.",
        ),
    ),
]


@municipality_app.callback(no_args_is_help=True)
def choose(lang: options.Lang = None) -> None:
    """Make a municipality from figures of your own."""
    options.language(lang)


@municipality_app.command("new", cls=Spoken)
@in_danish("Lav en kommune af indbyggere og otte bestande, så simuleringen rammer dem.")
def new(
    name: NewName,
    *,
    persons: Residents = None,
    workforce: Workforce = None,
    stock: Stocks = None,
    files: FigureFiles = None,
    day: StockDay = DAY,
    out: OutFile = None,
    quick: Quick = False,
    seed: options.Seed = 1,
    folder: options.Params = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """Make a municipality from residents and eight stocks, which simulation then meets."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.typed.days import day as day_typed
    from borgerflow.experiments.validation.municipality.accepted import refuse_day, refuse_place
    from borgerflow.experiments.validation.municipality.given import typed_figures
    from borgerflow.sim.world.municipality import municipality_names

    path, of_day = out or Path(f"{name}.yaml"), day_typed("--day", day) or 0
    params = load_params(folder)
    refuse_place(name, path, municipality_names(params))
    refuse_day(of_day, params.law.schemes)
    typed = typed_figures(persons, workforce, stock or [])
    known = _figures(typed, files or [], (name, of_day), params, spoken)
    from borgerflow.experiments.validation.calibration.written import keep
    from borgerflow.experiments.validation.municipality.making import Wanted
    from borgerflow.experiments.validation.municipality.text import made_page

    command = shlex.join(["borgerflow", *sys.argv[1:]])
    wanted = Wanted(name, of_day, seed, quick, command, spoken)
    made = _made(known, wanted, params, quiet=quiet)
    keep(made, path, spoken)
    screen.say(made_page(made, path, spoken))


def _figures(
    typed: "list[GivenFigure]",
    files: list[Path],
    of: tuple[str, int],
    params: "Params",
    lang: str,
) -> "dict[str, HeldFigure]":
    """Return the figures of options and files; asked for where there are none and somebody is."""
    from borgerflow.experiments.validation.municipality.accepted import accepted_figures, names_of
    from borgerflow.experiments.validation.municipality.figures import figures_known
    from borgerflow.experiments.validation.municipality.given import figures_in

    figures = figures_known(params.law.schemes)
    names = names_of(figures)
    given = [*typed, *(row for file in files for row in figures_in(file, names, *of))]
    if not given and sys.stdin.isatty():
        from borgerflow.experiments.validation.municipality.interview import asked_figures

        given = asked_figures(screen.Terminal(lang), figures, lang)
    return accepted_figures(given, figures)


def _made(
    known: "dict[str, HeldFigure]", wanted: "Wanted", params: "Params", *, quiet: bool
) -> "Calibrated":
    """Return the municipality, with a bar while factors are searched if somebody watches."""
    from borgerflow.experiments.runs.interruption import interruptible
    from borgerflow.experiments.validation.municipality.making import made_of

    with (
        screen.progress(STEPS, wanted.lang, wanted=not quiet) as watcher,
        screen.compiling_told(wanted.lang, quiet=quiet),
    ):
        return interruptible(lambda: made_of(known, wanted, params, watcher))
