"""``borgerflow compare``: with and without one or more proposals."""

from typing import Annotated

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.cli.validation.freeze import Freeze, freeze_forecast, refuse_prices

ProposalIds = Annotated[
    list[str],
    typer.Argument(
        metavar="P [P ...]",
        help=told(
            da="Forslagenes id'er, eller filer (.yaml).",
            en="Ids of proposals, or files of your own (.yaml).",
        ),
    ),
]
NoBreakEven = Annotated[
    bool,
    typer.Option(
        "--no-break-even",
        help=told(
            da="Udelad søgningen efter den nødvendige effekt (hurtigere).",
            en="Leave out the effect at break-even (quicker).",
        ),
    ),
]


@groups.grouped
@in_danish("Sammenlign med og uden et eller flere forslag tilsammen.")
def compare(
    proposals: ProposalIds,
    *,
    baseline: options.Baseline = None,
    simulation: groups.Simulation,
    folder: options.Params = None,
    display: groups.Display,
    no_break_even: NoBreakEven = False,
    grants: options.Grants = False,
    estimator: options.Estimator = "auto",
    freeze: Freeze = None,
) -> None:
    """Compare the baseline with one or more proposals together."""
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.questions.compare.asked import CompareQuestion
    from borgerflow.experiments.runs.validate import accepted_pair, municipality_of
    from borgerflow.experiments.validation.forecast.asked import ForecastQuestion, refuse_freezing
    from borgerflow.sim.params.proposals.own_files import ids_of
    from borgerflow.sim.world.municipality import with_file_of

    if freeze is not None:
        refuse_freezing(freeze, simulation.replications)
        refuse_prices("--freeze", simulation.price_year)
    params, _ = load_params_and_ids(folder, (*(baseline or ()), *proposals))
    given, named = ids_of(baseline or ()), ids_of(proposals)
    place = simulation.municipality or municipality_of(named, params)
    params, municipality = with_file_of(params, place)
    if freeze is not None:
        asked = ForecastQuestion(
            municipality=municipality, proposals=named, baseline=given, **simulation.run()
        )
        freeze_forecast(accepted_pair(asked, params), params, simulation.workers, display, freeze)
        return
    question = CompareQuestion(
        municipality=municipality,
        proposals=named,
        baseline=given,
        break_even=not no_break_even,
        grants=grants,
        estimator=estimator,
        **simulation.run(),
    )
    question = accepted_pair(question, params)
    answering = "borgerflow.experiments.questions.compare.question:answer_to"
    screen.ask(question, answering, params, simulation.workers, display)
