"""``borgerflow trace``: one simulated life, event by event."""

from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.typed import sizes

TracedCitizen = Annotated[
    int,
    typer.Argument(
        metavar="CITIZEN",
        parser=options.whole("CITIZEN", sizes.PLACE),
        help=told(da="Borgerens nummer, fra 0.", en="Number of the citizen, from 0."),
    ),
]
TracedProposals = Annotated[
    list[str] | None,
    typer.Argument(metavar="[P ...]", help=told(da="Forslagenes id'er.", en="Ids of proposals.")),
]
Replication = Annotated[
    int,
    typer.Option(
        "--replication",
        metavar="N",
        parser=options.whole("--replication", sizes.PLACE),
        help=told(da="Hvilken simulering, fra 0.", en="Which one, from 0."),
    ),
]


@in_danish("Vis én simuleret borgers livsforløb, hændelse for hændelse, fra en af de to motorer.")
def trace(
    citizen: TracedCitizen,
    proposals: TracedProposals = None,
    *,
    municipality: options.Municipality = None,
    start: options.Start = None,
    end: options.End = None,
    seed: options.Seed = options.SEED,
    replication: Replication = 0,
    engine: options.Engine = "auto",
    conditions: options.Conditions = None,
    patch: options.Patch = None,
    numbers_set: options.SetNumber = None,
    folder: options.Params = None,
    lang: options.Lang = None,
) -> None:
    """Show one simulated citizen's life, event by event, from either engine."""
    simulation = options.Simulation(
        *(municipality, start, end, 1, seed, engine),
        conditions=conditions,
        patch=patch,
        numbers_set=numbers_set,
    )
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.questions.trace.asked import TraceQuestion
    from borgerflow.experiments.runs.validate import accepted, municipality_of
    from borgerflow.sim.world.municipality import with_file_of

    params, chosen = load_params_and_ids(folder, tuple(proposals or ()))
    place = simulation.municipality or municipality_of(chosen, params)
    params, home = with_file_of(params, place)
    question = TraceQuestion(
        municipality=home,
        proposals=chosen,
        citizen=citizen,
        replication=replication,
        **simulation.run(),
    )
    question = accepted(question, params)
    from borgerflow.experiments.questions.trace.question import law_told, trace_life, trace_text
    from borgerflow.experiments.runs.interruption import interruptible

    with screen.compiling_told(spoken):
        events = interruptible(lambda: trace_life(question, params))
    told_first = law_told(question, params, spoken)
    screen.say(told_first + trace_text(events, spoken).rstrip("\n"))
