"""``borgerflow municipality new``: a municipality of one's own from figures that are published."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import Spoken, SpokenGroup, in_danish, told
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.validation.calibration.calibrating import Calibrated
    from borgerflow.experiments.validation.municipality.accepted import HeldFigure
    from borgerflow.experiments.validation.municipality.given import GivenFigure
    from borgerflow.experiments.validation.municipality.making import Wanted
    from borgerflow.sim.params import Params
    from borgerflow.sim.params.model import StockOnDay

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
        metavar="SCHEME=N|FILE",
        help=told(
            da="Personer i en ordning på dagen, fx sygedagpenge=1104; kan gentages. Eller en tabel"
            " over dem, der er der: ordning;uger;trappe;personer.",
            en="Persons in a scheme on the day, as sygedagpenge=1104; may be repeated. Or a table"
            " of the people who are there: scheme;weeks;ladder;persons.",
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
            da="En fil med tal;antal;kilde, eller en tabel fra import; kan gentages.",
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
    counts, table = _told_by_stock(stock or [])
    typed = typed_figures(persons, workforce, counts)
    known = _figures(typed, files or [], (name, of_day), params, spoken)
    there = _people_there(table, of_day, known, params)
    from borgerflow.experiments.validation.calibration.written import keep
    from borgerflow.experiments.validation.municipality.making import Wanted, beginning_with
    from borgerflow.experiments.validation.municipality.text import made_page

    command = shlex.join(["borgerflow", *sys.argv[1:]])
    wanted = Wanted(name, of_day, seed, quick, command, spoken)
    made = beginning_with(_made(known, wanted, params, quiet=quiet), there)
    keep(made, path, spoken)
    screen.say(made_page(made, path, spoken), path)


def _told_by_stock(typed: list[str]) -> tuple[list[str], Path | None]:
    """Return the counts of ``--stock``, and the table of the people who are there, if any."""
    counts = [text for text in typed if "=" in text or "." not in text]
    tables = [text for text in typed if text not in counts]
    if len(tables) > 1:
        said = Wording(
            f"--stock nævner to tabeller, {tables[0]} og {tables[1]}: nævn én.",
            f"--stock names two tables, {tables[0]} and {tables[1]}: expected one.",
        )
        raise InputError(said)
    return counts, options.path_typed(tables[0]) if tables else None


def _people_there(
    table: Path | None, day: int, known: "dict[str, HeldFigure]", params: "Params"
) -> "StockOnDay | None":
    """Return the people who are there on the day, if a table tells them."""
    if table is None:
        return None
    from borgerflow.experiments.validation.municipality.stock_table import stock_in

    return stock_in(table, day, params.law.schemes, known)


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
