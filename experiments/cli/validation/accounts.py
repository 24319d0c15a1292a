"""``borgerflow municipality accounts``: the benefits of a year beside the accounts."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.typed.numbers import Size
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.store.kept import StoredAnswer
    from borgerflow.experiments.store.results import Saved
    from borgerflow.experiments.validation.accounts.asked import AccountsQuestion
    from borgerflow.experiments.validation.accounts.finding import AccountsFinding
    from borgerflow.sim.params import Params

YEARS = Size(2019, 2035, Wording("et år fra 2019 til 2035", "a year from 2019 to 2035"))
Place = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=told(da="Kommunen, eller en fil (.yaml).", en="The municipality, or a file (.yaml)."),
    ),
]
Year = Annotated[
    int,
    typer.Option(
        "--year",
        metavar="N",
        parser=options.whole("--year", YEARS),
        help=told(da="Kalenderåret.", en="The calendar year."),
    ),
]


@groups.grouped
@in_danish("Hold et års ydelser op mod satser, personer og andele, og mod regnskabet.")
def accounts(
    municipality: Place,
    *,
    year: Year = 2019,
    replications: options.Replications = 10,
    seed: options.Seed = options.SEED,
    engine: options.Engine = "auto",
    workers: options.Workers = None,
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Hold the benefits of a year against rates, persons and shares, and against the accounts."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.validation.accounts.asked import (
        AccountsQuestion,
        accepted_accounts,
        of_year,
    )
    from borgerflow.sim.world.municipality import with_file_of

    params, home = with_file_of(load_params(folder), municipality)
    simulation = groups.Simulation(replications=replications, seed=seed, engine=engine)
    asked = AccountsQuestion(municipality=home, **{**simulation.run(), **of_year(year)})
    question = accepted_accounts(asked, params)
    screen.show(_answered(question, params, workers, display), display)


def _answered(
    question: "AccountsQuestion",
    params: "Params",
    workers: int | None,
    display: groups.Display,
) -> "StoredAnswer":
    """Return the stored answer; what answers is loaded where none is found."""
    from borgerflow.experiments.store.documents import Documents
    from borgerflow.experiments.store.kept import load_or_compute

    wanted = not (display.quiet or display.json)
    with screen.progress(screen.REPLICATIONS, display.lang, wanted=wanted) as watcher:

        def compute() -> "AccountsFinding":
            from borgerflow.experiments.validation.accounts.question import answer_to

            with (
                screen.stopping_told(display.lang),
                screen.compiling_told(display.lang, quiet=display.quiet),
            ):
                return answer_to(question, params, workers=workers, progress=watcher)

        def keep(*given: Any) -> "Saved":
            from borgerflow.experiments.store.saving import save_comparison

            return save_comparison(*given)

        documents = Documents(display.lang, display.csv_profile)
        return load_or_compute(question, params, display.out, compute, documents, keep)
