"""The command ``uncertainty``: how sure it is, and what that hangs on."""

from typing import Annotated

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.cli.questions.compare import ProposalIds
from borgerflow.experiments.typed import sizes

DRAWS = 256  # as the question has them, which is loaded later

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
    int | None,
    typer.Option(
        "--steps",
        metavar="N",
        show_default=told(
            da="32, færre hvor tallene er mange", en="32, fewer where numbers are many"
        ),
        parser=options.whole("--steps", sizes.STEPS_AT_ONCE._replace(least=0)),
        help=told(
            da="Fra så mange trækninger trækkes hvert tal alene om; 0 udelader det.",
            en="From so many draws each number alone is drawn anew; 0 leaves it out.",
        ),
    ),
]
Pilot = Annotated[
    list[str] | None,
    typer.Option(
        "--pilot",
        metavar="NxM",
        show_default=told(da="200x6, 200x12 og 500x12", en="200x6, 200x12 and 500x12"),
        help=told(
            da="Et forsøg før beslutningen: borgere x måneder, som 200x12; kan gentages.",
            en="A pilot before the decision: citizens x months, as 200x12; may be repeated.",
        ),
    ),
]
PilotCost = Annotated[
    float,
    typer.Option(
        "--pilot-cost",
        metavar="KR",
        parser=options.decimal("--pilot-cost", sizes.KRONER),
        help=told(
            da="Hvad det koster at evaluere et forsøg, ud over forslagets egen udgift.",
            en="What it costs to evaluate a pilot, beside what the proposal costs.",
        ),
    ),
]
Evaluation = Annotated[
    bool,
    typer.Option(
        "--evaluation",
        help=told(
            da="Vis, med hvilken sandsynlighed en evaluering kan påvise effekten bagefter.",
            en="Tell with which chance an evaluation would see the effect afterwards.",
        ),
    ),
]
FOUR = groups.Simulation(replications=4)


@groups.grouped
@in_danish("Vis, hvor sikkert svaret er, hvad det afhænger af, og hvad mere viden er værd.")
def uncertainty(
    proposals: ProposalIds,
    *,
    baseline: options.Baseline = None,
    draws: Draws = DRAWS,
    steps: Steps = None,
    pilot: Pilot = None,
    pilot_cost: PilotCost = 0.0,
    evaluation: Evaluation = False,
    simulation: groups.Simulation = FOUR,
    folder: options.Params = None,
    display: groups.Display,
    estimator: options.Estimator = "auto",
) -> None:
    """Tell how sure the answer is, what it hangs on, and what it is worth to know more."""
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.questions.uncertainty.asked import (
        UncertaintyQuestion,
        with_draws,
    )
    from borgerflow.experiments.runs.validate import accepted_pair, municipality_of
    from borgerflow.sim.params.proposals.own_files import ids_of
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
        pilots=tuple(pilot or ()),
        pilot_cost=pilot_cost,
        evaluation=evaluation,
        estimator=estimator,
        **simulation.run(),
    )
    question = with_draws(accepted_pair(question, params))
    answering = "borgerflow.experiments.questions.uncertainty.question:answer_to"
    screen.ask(question, answering, params, simulation.workers, display)
