"""``borgerflow run``: one world as it is, or its lives written as a register would have them."""

from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.cli.validation.freeze import (
    Freeze,
    freeze_forecast,
    refuse_both,
    refuse_prices,
)

if TYPE_CHECKING:
    from borgerflow.experiments.questions.run.asked import RunQuestion
    from borgerflow.sim.params import Params

Shape = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="dream|jobindsats|statbank|spells|exposure",
        help=told(
            da="Skriv de simulerede forløb i form af et register; filerne ligger i --out.",
            en="Write the simulated lives as a register has them; the files lie in --out.",
        ),
    ),
]
MOST_NAMED = 6  # files of a folder that are named
ONE_WORLD = groups.Simulation(replications=1)


@groups.grouped
@in_danish("Vis én simulering: bestande, overgange, varigheder og kroner.")
def run(
    *,
    simulation: groups.Simulation = ONE_WORLD,
    shape: Shape = None,
    freeze: Freeze = None,
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Show one world: stocks, flows, durations, kroner."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.run.asked import RunQuestion, refuse_shape
    from borgerflow.experiments.runs.validate import DEFAULT_MUNICIPALITY, accepted
    from borgerflow.experiments.validation.forecast.asked import ForecastQuestion, refuse_freezing
    from borgerflow.sim.world.municipality import with_file_of

    refuse_both(shape, freeze)
    if freeze is not None:
        refuse_freezing(freeze, simulation.replications)
        refuse_prices("--freeze", simulation.price_year)
    if shape is not None:
        refuse_shape(shape, simulation.replications)
        refuse_prices("--as", simulation.price_year)
    place = simulation.municipality or DEFAULT_MUNICIPALITY
    params, municipality = with_file_of(load_params(folder), place)
    if freeze is not None:
        asked = ForecastQuestion(municipality=municipality, **simulation.run())
        freeze_forecast(accepted(asked, params), params, simulation.workers, display, freeze)
        return
    question = accepted(RunQuestion(municipality=municipality, **simulation.run()), params)
    if shape is not None:
        _write(question, params, shape, display)
        return
    answering = "borgerflow.experiments.questions.run.question:answer_to"
    screen.ask(question, answering, params, simulation.workers, display)


def _write(question: "RunQuestion", params: "Params", shape: str, display: groups.Display) -> None:
    """Simulate one world once and write it as a register; tell where, and that nobody is real."""
    from borgerflow.experiments.questions.run.register.question import (
        files_in,
        note_on,
        register_json,
        study_of,
        write_register,
    )
    from borgerflow.experiments.runs.interruption import interruptible
    from borgerflow.experiments.store.results import check_writable

    check_writable(display.out, study_of(question.municipality, shape))
    with screen.compiling_told(display.lang, quiet=display.quiet):
        saved = interruptible(lambda: write_register(question, params, shape, display.out))
    if display.json:
        screen.say_json(register_json(shape, saved.folder), saved.folder)
    else:
        names = files_in(saved.folder)[:MOST_NAMED]
        screen.say(screen.saved(saved.folder, names).text(display.lang), saved.folder)
        screen.tell(note_on(shape).text(display.lang), quiet=display.quiet)
    screen.tell_aside(saved.aside, display.lang)
