"""``borgerflow run``: one world as it is."""

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish

ONE_WORLD = options.Simulation(replications=1)


@options.grouped
@in_danish("Vis én simulering: bestande, overgange, varigheder og kroner.")
def run(
    *,
    simulation: options.Simulation = ONE_WORLD,
    folder: options.Params = None,
    display: options.Display,
) -> None:
    """Show one world: stocks, flows, durations, kroner."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.run.asked import RunQuestion
    from borgerflow.experiments.runs.validate import DEFAULT_MUNICIPALITY, accepted
    from borgerflow.sim.world.municipality import with_file_of

    place = simulation.municipality or DEFAULT_MUNICIPALITY
    params, municipality = with_file_of(load_params(folder), place)
    question = accepted(RunQuestion(municipality=municipality, **simulation.run()), params)
    answering = "borgerflow.experiments.questions.run.question:answer_to"
    screen.ask(question, answering, params, simulation.workers, display)
