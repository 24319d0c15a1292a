"""``borgerflow backcast``: a municipality simulated on from the day it is fitted to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told

if TYPE_CHECKING:
    from borgerflow.experiments.store.kept import StoredAnswer
    from borgerflow.experiments.store.results import Saved
    from borgerflow.experiments.validation.backcast.asked import BackcastQuestion
    from borgerflow.experiments.validation.backcast.finding import BackcastFinding
    from borgerflow.sim.params import Params

UNTIL = "2018-12-31"  # as the question has it, which is loaded later
Place = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=told(
            da="herning, hedensted, vesthimmerland eller en fil (.yaml).",
            en="herning, hedensted, vesthimmerland, or a file of your own (.yaml).",
        ),
    ),
]
Until = Annotated[
    str,
    typer.Option(
        "--until",
        metavar="DAY",
        help=told(
            da="Den sidste dag, der regnes for kendt; simuleringen begynder dagen efter.",
            en="The last day that is taken as known; the simulation begins the day after.",
        ),
    ),
]
Actuals = Annotated[
    Path | None,
    typer.Option(
        "--actuals",
        metavar="FILE",
        parser=options.path_typed,
        show_default=told(da="de medfølgende enkelttal", en="the packaged single figures"),
        help=told(
            da="De faktiske tal, og dem, der var kendt før: som i followup.",
            en="What came, and what was known before: as in followup.",
        ),
    ),
]


@groups.grouped
@in_danish(
    "Simulér en kommune frem fra den dag, den er tilpasset, og hold det op mod de faktiske tal."
)
def backcast(
    municipality: Place,
    *,
    until: Until = UNTIL,
    actuals: Actuals = None,
    end: options.End = None,
    replications: options.Replications = options.REPLICATIONS,
    seed: options.Seed = options.SEED,
    engine: options.Engine = "auto",
    conditions: options.Conditions = None,
    workers: options.Workers = None,
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Simulate a municipality on from the day it is fitted to, and hold it against what came."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.typed.days import day
    from borgerflow.experiments.validation.backcast.asked import (
        BackcastQuestion,
        accepted_backcast,
        with_start,
    )
    from borgerflow.sim.world.municipality import with_file_of

    known_until = day("--until", until) or 0
    params, home = with_file_of(load_params(folder), municipality)
    simulation = groups.Simulation(
        end=end, replications=replications, seed=seed, engine=engine, conditions=conditions
    )
    file = None if actuals is None else str(actuals)
    asked = BackcastQuestion(municipality=home, actuals=file, **simulation.run())
    question = accepted_backcast(with_start(asked, known_until), params)
    screen.show(_answered(question, params, workers, display), display)


def _answered(
    question: "BackcastQuestion",
    params: "Params",
    workers: int | None,
    display: groups.Display,
) -> "StoredAnswer":
    """Return the stored answer; what answers is loaded where none is found."""
    from borgerflow.experiments.store.documents import Documents
    from borgerflow.experiments.store.kept import load_or_compute

    wanted = not (display.quiet or display.json)
    with screen.progress(screen.REPLICATIONS, display.lang, wanted=wanted) as watcher:

        def compute() -> "BackcastFinding":
            from borgerflow.experiments.validation.backcast.question import answer_to

            quiet = display.quiet
            with (
                screen.stopping_told(display.lang),
                screen.compiling_told(display.lang, quiet=quiet),
            ):
                return answer_to(question, params, workers=workers, progress=watcher)

        def keep(*given: Any) -> "Saved":
            from borgerflow.experiments.store.saving import save_comparison

            return save_comparison(*given)

        documents = Documents(display.lang, display.csv_profile)
        return load_or_compute(question, params, display.out, compute, documents, keep)
