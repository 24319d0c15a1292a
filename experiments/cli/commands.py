"""The commands: each reads its options, asks one question and shows the answer.

What is slow to import is imported by the command that needs it, so that ``--help`` is quick.
"""

from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.batch import batch
from borgerflow.experiments.cli.breakeven import breakeven
from borgerflow.experiments.cli.cases import cases
from borgerflow.experiments.cli.contacts import contacts
from borgerflow.experiments.cli.portfolio import portfolio
from borgerflow.experiments.cli.proposals import proposals_app
from borgerflow.sim.base.errors import InputError, nearest

app = typer.Typer(
    name="borgerflow",
    help="Does a proposal on the employment area pay for itself, when, and how sure are we?",
    epilog="Exit codes: 0 done, 2 input refused, 3 interrupted, 1 our own fault.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


app.add_typer(proposals_app, name="proposals")
for one in (batch, cases, breakeven, contacts, portfolio):
    app.command()(one)

ProposalIds = Annotated[
    list[str],
    typer.Argument(metavar="P [P ...]", help="Ids of proposals, or files of your own (.yaml)."),
]
SpellsFile = Annotated[
    Path,
    typer.Argument(
        metavar="SPELLS",
        help="CSV, Excel or Parquet: citizen,scheme,start,end,category,share; in Danish too.",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DAY", help="The day after the last one, for spells under way."
    ),
]
InclusiveEnds = Annotated[
    bool, typer.Option("--inclusive-ends", help="`end` is the last day itself, not the day after.")
]
Citizen = Annotated[str, typer.Option("--citizen", metavar="ID", help="Whose weeks to explain.")]
TracedCitizen = Annotated[
    int,
    typer.Argument(
        metavar="CITIZEN", parser=options.whole_number, help="Number of the citizen, from 0."
    ),
]
TracedProposals = Annotated[
    list[str] | None, typer.Argument(metavar="[P ...]", help="Ids of proposals.")
]
Replication = Annotated[
    int,
    typer.Option(
        "--replication", metavar="N", parser=options.whole_number, help="Which one, from 0."
    ),
]
Term = Annotated[
    str | None,
    typer.Argument(metavar="TERM", help="A name, a paragraph or a word, in Danish or English."),
]
OnDay = Annotated[
    str | None, typer.Option("--day", metavar="DAY", help="Only what is in force on this day.")
]
NoBreakEven = Annotated[
    bool, typer.Option("--no-break-even", help="Leave out the effect at break-even (quicker).")
]
ONE_WORLD = options.Simulation(replications=1)
Version = Annotated[bool, typer.Option("--version", help="The version, and nothing else.")]


def run_command(arguments: list[str]) -> int:
    """Return 0 when the command that was typed is done.

    Raises
    ------
    InputError
        If what was typed is no command, with the nearest right name.
    """
    command = typer.main.get_command(app)
    try:
        with command.make_context("borgerflow", arguments) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as refused:
        raise InputError(_in_one_message(refused)) from None
    return 0


@app.callback(invoke_without_command=True)
def about(version: Version = False) -> None:
    """Show the version when it is asked for."""
    if version:
        from borgerflow.experiments.store import provenance

        screen.say(f"borgerflow {provenance.version()}")
        raise typer.Exit(0)


@app.command()
@options.grouped
def run(
    *,
    simulation: options.Simulation = ONE_WORLD,
    folder: options.Params = None,
    display: options.Display,
) -> None:
    """Show one world: stocks, flows, durations, kroner."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.run.question import RunQuestion, answer_to
    from borgerflow.experiments.runs.validate import DEFAULT_MUNICIPALITY, accepted
    from borgerflow.sim.world.municipality import with_file_of

    place = simulation.municipality or DEFAULT_MUNICIPALITY
    params, municipality = with_file_of(load_params(folder), place)
    question = RunQuestion(municipality=municipality, **simulation.run())
    screen.ask(accepted(question, params), answer_to, params, simulation.workers, display)


@app.command()
@options.grouped
def compare(
    proposals: ProposalIds,
    *,
    baseline: options.Baseline = None,
    simulation: options.Simulation,
    folder: options.Params = None,
    display: options.Display,
    no_break_even: NoBreakEven = False,
) -> None:
    """Compare the baseline with one or more proposals together."""
    from borgerflow.experiments.lookup.law import ids_of, load_params_and_ids
    from borgerflow.experiments.questions.compare.question import CompareQuestion, answer_to
    from borgerflow.experiments.runs.validate import accepted_pair, municipality_of
    from borgerflow.sim.world.municipality import with_file_of

    params, _ = load_params_and_ids(folder, (*(baseline or ()), *proposals))
    given, named = ids_of(baseline or ()), ids_of(proposals)
    place = simulation.municipality or municipality_of(named, params)
    params, municipality = with_file_of(params, place)
    question = CompareQuestion(
        municipality=municipality,
        proposals=named,
        baseline=given,
        break_even=not no_break_even,
        **simulation.run(),
    )
    screen.ask(accepted_pair(question, params), answer_to, params, simulation.workers, display)


@app.command()
def settle(
    spells: SpellsFile,
    *,
    until: Until = None,
    inclusive_ends: InclusiveEnds = False,
    folder: options.Params = None,
    lang: options.Lang = None,
    out: options.Out = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    csv_profile: options.CsvProfile = None,
) -> None:
    """Price real spells: kroner by citizen, year, payer, scheme and kind."""
    spoken = options.language(lang)
    profile = options.profile_of(csv_profile, spoken)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.settle.question import keep_ledger, price_file, study_of
    from borgerflow.experiments.questions.settle.remarks import remarks_on
    from borgerflow.experiments.questions.settle.text import settled_page
    from borgerflow.experiments.store.results import check_writable

    params = load_params(folder)
    if out:
        check_writable(out, study_of(spells))
    with screen.compiling_told(spoken, quiet=quiet):
        priced = price_file(spells, params, until=until, inclusive_ends=inclusive_ends)
    kept = keep_ledger(priced, spells, params, out, profile) if out else None
    screen.say(priced.to_json() if json else settled_page(priced, spoken))
    for remark in remarks_on(priced.reading):
        screen.tell(remark.text(spoken), quiet=quiet or json)
    if kept:
        where = screen.saved(kept.folder, ("ledger.csv", "manifest.json"))
        screen.tell(where.text(spoken), quiet=quiet)
        screen.tell_aside(kept.aside, spoken)


@app.command()
def explain(
    spells: SpellsFile,
    citizen: Citizen,
    until: Until = None,
    inclusive_ends: InclusiveEnds = False,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Explain one citizen week by week: why this amount, this week."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.settle.question import explain_file
    from borgerflow.experiments.questions.settle.remarks import remarks_on
    from borgerflow.experiments.questions.settle.text import explained_page

    params = load_params(folder)
    with screen.compiling_told(spoken, quiet=quiet):
        explained = explain_file(
            spells, params, citizen, until=until, inclusive_ends=inclusive_ends
        )
    screen.say(explained.to_json() if json else explained_page(explained, spoken))
    for remark in remarks_on(explained.reading):
        screen.tell(remark.text(spoken), quiet=quiet or json)


@app.command()
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
    folder: options.Params = None,
    lang: options.Lang = None,
) -> None:
    """Show one simulated citizen's life, event by event, from either engine."""
    simulation = options.Simulation(municipality, start, end, 1, seed, engine)
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.questions.trace.question import (
        TraceQuestion,
        trace_life,
        trace_text,
    )
    from borgerflow.experiments.runs.validate import municipality_of
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
    with screen.compiling_told(spoken):
        events = trace_life(question, params)
    screen.say(trace_text(events, spoken).rstrip("\n"))


@app.command()
def law(
    term: Term = None,
    day: OnDay = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """Show what law, rates and glossary say of a word, with dates, source and grade."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params, look_up
    from borgerflow.experiments.lookup.law_text import law_page

    found = look_up(load_params(folder), term, day)
    screen.say(found.to_json() if json else law_page(found, spoken))


@app.command()
def check(
    folder: options.Params = None, lang: options.Lang = None, json: options.Json = False
) -> None:
    """Validate everything held true, and count it by grade."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.check import checked
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.lookup.law_text import checked_page

    result = checked(load_params(folder))
    screen.say(result.to_json() if json else checked_page(result, spoken))
    result.refuse_problems()


def _in_one_message(refused: typer.TyperException) -> str:
    """Return what was wrong with what was typed, in one message."""
    wanted = getattr(refused, "option_name", None)
    possible = getattr(refused, "possibilities", None)
    if wanted and possible:
        return f"There is no option {wanted}.{nearest(wanted, possible)}"
    return refused.format_message()
