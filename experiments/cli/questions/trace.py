"""``borgerflow trace``: one simulated life, event by event."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.typed import sizes
from borgerflow.sim.base import texts
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.questions.trace.asked import TraceQuestion
    from borgerflow.sim.params import Params

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

Beside = Annotated[
    bool,
    typer.Option(
        "--beside",
        help=told(
            da="Vis et borgerforløb uden og med forslagene, uge for uge, og hvad det koster hvem.",
            en="Show the life without and with the proposals, by week, and what it costs whom.",
        ),
    ),
]
LivesPicture = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Tegn de to forløb (--beside) i en ny fil, .svg eller .png.",
            en="Draw the two lives (--beside) in a new file, .svg or .png.",
        ),
    ),
]
ONLY_BESIDE = Wording(
    da="--out tegner kun to forløb ved siden af hinanden; tilføj --beside.",
    en="--out draws nothing but two lives beside one another; add --beside.",
)


@in_danish("Vis én simuleret borgers forløb, hændelse for hændelse, fra en af de to motorer.")
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
    beside: Beside = False,
    out: LivesPicture = None,
    conditions: options.Conditions = None,
    patch: options.Patch = None,
    numbers_set: options.SetNumber = None,
    folder: options.Params = None,
    lang: options.Lang = None,
) -> None:
    """Show one simulated citizen's life, event by event, from either engine."""
    simulation = groups.Simulation(
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

    if out is not None:
        _refuse_picture(out, beside=beside)
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
    if beside:
        _show_beside(question, params, out, spoken)
        return
    from borgerflow.experiments.questions.trace.question import law_told, trace_life, trace_text
    from borgerflow.experiments.runs.interruption import interruptible

    with screen.compiling_told(spoken):
        events = interruptible(lambda: trace_life(question, params))
    told_first = law_told(question, params, spoken)
    screen.say(told_first + trace_text(events, spoken).rstrip("\n"))


def _refuse_picture(path: Path, *, beside: bool) -> None:
    from borgerflow.experiments.lookup.scheme_map import refuse_new_picture

    if not beside:
        raise InputError(ONLY_BESIDE)
    refuse_new_picture(path)


def _show_beside(
    question: "TraceQuestion", params: "Params", out: Path | None, spoken: str
) -> None:
    """Print both lives of a citizen, or draw them in a file."""
    from borgerflow.experiments.questions.trace.beside import beside_text, lives_beside
    from borgerflow.experiments.questions.trace.question import law_told
    from borgerflow.experiments.runs.interruption import interruptible

    with screen.compiling_told(spoken):
        lives = interruptible(lambda: lives_beside(question, params))
    if out is None:
        screen.say(law_told(question, params, spoken) + beside_text(lives, spoken).rstrip("\n"))
        return
    from borgerflow.experiments.questions.trace.chart import keep_picture

    screen.say(texts.told(str(keep_picture(lives, out, spoken))), out)
