"""The command ``uncertainty``: how sure it is, and what that hangs on."""

from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.cli.questions.compare import ProposalIds
from borgerflow.experiments.typed import sizes

DRAWS, STEPS = 256, 32  # as the question has them, which is loaded later

Draws = Annotated[
    int,
    typer.Option(
        "--draws",
        metavar="N",
        parser=options.whole("--draws", sizes.DRAWS_AT_ONCE),
        help=told(
            da="Så mange gange trækkes forslagenes usikre tal.",
            en="How often the uncertain numbers of the proposals are drawn.",
        ),
    ),
]
Steps = Annotated[
    int,
    typer.Option(
        "--steps",
        metavar="N",
        parser=options.whole("--steps", sizes.STEPS_AT_ONCE._replace(least=0)),
        help=told(
            da="Fra så mange trækninger trækkes hvert tal alene om; 0 udelader det.",
            en="From so many draws each number alone is drawn anew; 0 leaves it out.",
        ),
    ),
]
FOUR = options.Simulation(replications=4)


@options.grouped
@in_danish("Vis, hvor sikkert svaret er, hvad det afhænger af, og hvad det er værd at vide mere.")
def uncertainty(
    proposals: ProposalIds,
    *,
    baseline: options.Baseline = None,
    draws: Draws = DRAWS,
    steps: Steps = STEPS,
    simulation: options.Simulation = FOUR,
    folder: options.Params = None,
    display: options.Display,
    estimator: options.Estimator = "auto",
) -> None:
    """Tell how sure the answer is, what it hangs on, and what it is worth to know more."""
    from borgerflow.experiments.lookup.law import ids_of, load_params_and_ids
    from borgerflow.experiments.questions.uncertainty.asked import UncertaintyQuestion
    from borgerflow.experiments.runs.validate import accepted_pair, municipality_of
    from borgerflow.sim.world.municipality import with_file_of

    params, _ = load_params_and_ids(folder, (*(baseline or ()), *proposals))
    given, named = ids_of(baseline or ()), ids_of(proposals)
    place = simulation.municipality or municipality_of(named, params)
    params, municipality = with_file_of(params, place)
    question = UncertaintyQuestion(
        municipality=municipality,
        proposals=named,
        baseline=given,
        draws=draws,
        steps=steps,
        estimator=estimator,
        **simulation.run(),
    )
    question = accepted_pair(question, params)
    answering = "borgerflow.experiments.questions.uncertainty.question:answer_to"
    screen.ask(question, answering, params, simulation.workers, display)
