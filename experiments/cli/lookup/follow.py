"""``borgerflow municipality follow``: factors by period that follow observed unemployment."""

import datetime as dt
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.cli.lookup.municipality import STEPS
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.validation.conditions.text import Followed
    from borgerflow.sim.params import Params

FollowedPlace = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=told(da="Kommunen, eller en fil (.yaml).", en="The municipality, or a file (.yaml)."),
    ),
]
StockFile = Annotated[
    Path,
    typer.Option(
        "--from",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Observerede bestande: periode;ordning;personer, en række pr. kvartal og ordning"
            " (dagpenge og jobparate på kontanthjælp).",
            en="Observed stocks: period;scheme;persons, a row a quarter and scheme (dagpenge,"
            " kontanthjaelp_jobparat).",
        ),
    ),
]
ConditionFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        show_default=told(da="observed-NAME.yaml her", en="observed-NAME.yaml here"),
        help=told(da="Hvor filen skrives.", en="Where the file is written."),
    ),
]


@in_danish("Find faktorer for hvert kvartal, så ledigheden følger det observerede.")
def follow(
    name: FollowedPlace,
    *,
    file: StockFile,
    out: ConditionFile = None,
    seed: options.Seed = 1,
    folder: options.Params = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """Find factors by quarter under which unemployment is as observed."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.sim.world.municipality import find_municipality, with_file_of

    params, home = with_file_of(load_params(folder), name)
    find_municipality(params, home)
    path = out or Path(f"observed-{home}.yaml")
    _refuse_there(path)
    from borgerflow.experiments.validation.conditions.text import followed_page
    from borgerflow.experiments.validation.conditions.written import Origin, file_text, keep

    found = _found(home, file, seed, params, quiet=quiet, lang=spoken)
    command = shlex.join(["borgerflow", *sys.argv[1:]])
    origin = Origin(command, dt.date.today().isoformat())
    keep(file_text(found.search, found.tightness, origin), path)
    screen.say(followed_page(found, path, spoken), path)


def _refuse_there(path: Path) -> None:
    """Refuse a file that is there already, before anything is searched."""
    if path.exists():
        said = Wording(", som findes: vælg et nyt filnavn.", ", which exists: expected a new file.")
        raise InputError(Wording("--out er ", "--out is ") + str(path) + said)


def _found(
    home: str, file: Path, seed: int, params: "Params", *, quiet: bool, lang: str
) -> "Followed":
    """Return the factors, with a bar while they are searched if somebody watches."""
    from borgerflow.experiments.runs.interruption import interruptible
    from borgerflow.experiments.validation.conditions.figures import observed_in
    from borgerflow.experiments.validation.conditions.search import FOLLOWED, search_of
    from borgerflow.experiments.validation.conditions.text import followed

    observed = observed_in(file, home, FOLLOWED)
    with (
        screen.progress(STEPS, lang, wanted=not quiet) as watcher,
        screen.compiling_told(lang, quiet=quiet),
    ):
        search = search_of(home, observed, seed, params, watcher)
        return interruptible(lambda: followed(search))
