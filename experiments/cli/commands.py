"""The commands: each reads its options, asks one question and shows the answer.

What is slow to import is imported by the command that needs it, once nothing is left to refuse, so
that ``--help`` and a refusal are quick.
"""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.batch import batch
from borgerflow.experiments.cli.breakeven import breakeven
from borgerflow.experiments.cli.cases import cases
from borgerflow.experiments.cli.contacts import contacts
from borgerflow.experiments.cli.help import (
    Spoken,
    SpokenGroup,
    in_danish,
    said_by_typer,
    speak,
    told,
)
from borgerflow.experiments.cli.language import spoken
from borgerflow.experiments.cli.portfolio import portfolio
from borgerflow.experiments.cli.proposals import proposals_app
from borgerflow.experiments.typed import sizes
from borgerflow.sim.base.errors import InputError

app = typer.Typer(
    name="borgerflow",
    cls=SpokenGroup,
    help=told(
        da="Tjener et forslag på beskæftigelsesområdet sig hjem, hvornår, og hvor sikkert er det?",
        en="Does a proposal on the employment area pay for itself, when, and how sure are we?",
    ),
    epilog=told(
        da="Afslutningskoder: 0 færdig, 2 afvist, 3 afbrudt, 1 programfejl.",
        en="Exit codes: 0 done, 2 input refused, 3 interrupted, 1 our own fault.",
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


app.add_typer(proposals_app, name="proposals")
for one in (batch, cases, breakeven, contacts, portfolio):
    app.command(cls=Spoken)(one)

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
SpellsFile = Annotated[
    Path,
    typer.Argument(
        metavar="SPELLS",
        parser=options.path_typed,
        help=told(
            da="CSV, Excel eller Parquet: citizen,scheme,start,end,category,share; også på dansk.",
            en="CSV, Excel or Parquet: citizen,scheme,start,end,category,share; in Danish too.",
        ),
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DAY",
        help=told(
            da="Dagen efter den sidste, der gøres op, når forløb stadig er i gang.",
            en="The day after the last one, for spells under way.",
        ),
    ),
]
InclusiveEnds = Annotated[
    bool,
    typer.Option(
        "--inclusive-ends",
        help=told(
            da="Slutdatoen er selve den sidste dag, ikke dagen efter.",
            en="`end` is the last day itself, not the day after.",
        ),
    ),
]
Citizen = Annotated[
    str,
    typer.Option(
        "--citizen",
        metavar="ID",
        help=told(da="Den borger, hvis uger forklares.", en="Whose weeks to explain."),
    ),
]
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
        help=told(da="Hvilken gentagelse, fra 0.", en="Which one, from 0."),
    ),
]
Term = Annotated[
    str | None,
    typer.Argument(
        metavar="TERM",
        help=told(
            da="Et navn, en paragraf eller et ord, på dansk eller engelsk.",
            en="A name, a paragraph or a word, in Danish or English.",
        ),
    ),
]
AsMap = Annotated[
    bool,
    typer.Option(
        "--map",
        help=told(
            da="Vis ordningerne på en dag: hvilke der findes, og hvad der fører hvorhen.",
            en="Show the schemes on a day: which there are, and what leads where.",
        ),
    ),
]
OnDay = Annotated[
    str | None,
    typer.Option(
        "--day",
        metavar="DAY",
        help=told(da="Kun det, der gælder på denne dag.", en="Only what is in force on this day."),
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
ONE_WORLD = options.Simulation(replications=1)
Version = Annotated[
    bool,
    typer.Option(
        "--version", help=told(da="Vis kun versionen.", en="The version, and nothing else.")
    ),
]


def run_command(arguments: list[str], lang: str) -> int:
    """Return 0 when the command that was typed is done; help is in the language.

    Raises
    ------
    InputError
        If what was typed is no command, with the nearest right name.
    """
    command = typer.main.get_command(app)
    speak(command, lang)
    try:
        with spoken(lang), command.make_context("borgerflow", arguments) as context:
            command.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as refused:
        raise InputError(said_by_typer(refused)) from None
    return 0


@app.callback(invoke_without_command=True)
def about(version: Version = False, lang: options.Lang = None) -> None:
    """Show the version when it is asked for."""
    options.language(lang)
    if version:
        from borgerflow.experiments.store import provenance

        screen.say(f"borgerflow {provenance.version()}")
        raise typer.Exit(0)


@app.command(cls=Spoken)
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


@app.command(cls=Spoken)
@options.grouped
@in_danish("Sammenlign med og uden et eller flere forslag tilsammen.")
def compare(
    proposals: ProposalIds,
    *,
    baseline: options.Baseline = None,
    simulation: options.Simulation,
    folder: options.Params = None,
    display: options.Display,
    no_break_even: NoBreakEven = False,
    estimator: options.Estimator = "auto",
) -> None:
    """Compare the baseline with one or more proposals together."""
    from borgerflow.experiments.lookup.law import ids_of, load_params_and_ids
    from borgerflow.experiments.questions.compare.asked import CompareQuestion
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
        estimator=estimator,
        **simulation.run(),
    )
    question = accepted_pair(question, params)
    answering = "borgerflow.experiments.questions.compare.question:answer_to"
    screen.ask(question, answering, params, simulation.workers, display)


@app.command(cls=Spoken)
@in_danish(
    "Beregn udgiften til faktiske forløb: kroner fordelt på borger, år, betaler, ordning og art."
)
def settle(
    spells: SpellsFile,
    *,
    until: Until = None,
    inclusive_ends: InclusiveEnds = False,
    law: options.Law = None,
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
    from borgerflow.experiments.questions.settle.asked import refuse_at_once

    params = load_params(folder).under(law)
    refuse_at_once(spells, until)
    from borgerflow.experiments.questions.settle.question import keep_ledger, price_file, study_of
    from borgerflow.experiments.questions.settle.remarks import remarks_on
    from borgerflow.experiments.questions.settle.text import settled_page
    from borgerflow.experiments.runs.interruption import interruptible
    from borgerflow.experiments.store.results import check_writable

    if out:
        check_writable(out, study_of(spells))
    with screen.compiling_told(spoken, quiet=quiet):
        priced = interruptible(
            lambda: price_file(spells, params, until=until, inclusive_ends=inclusive_ends)
        )
    kept = keep_ledger(priced, spells, params, out, profile) if out else None
    screen.say(priced.to_json() if json else settled_page(priced, spoken))
    for remark in remarks_on(priced.reading):
        screen.tell(remark.text(spoken), quiet=quiet or json)
    if kept:
        where = screen.saved(kept.folder, ("ledger.csv", "manifest.json"))
        screen.tell(where.text(spoken), quiet=quiet)
        screen.tell_aside(kept.aside, spoken)


@app.command(cls=Spoken)
@in_danish("Forklar én borger uge for uge: hvorfor dette beløb i denne uge.")
def explain(
    spells: SpellsFile,
    citizen: Citizen,
    until: Until = None,
    inclusive_ends: InclusiveEnds = False,
    law: options.Law = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Explain one citizen week by week: why this amount, this week."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.settle.asked import refuse_at_once

    params = load_params(folder).under(law)
    refuse_at_once(spells, until, citizen)
    from borgerflow.experiments.questions.settle.question import explain_file
    from borgerflow.experiments.questions.settle.remarks import remarks_on
    from borgerflow.experiments.questions.settle.text import explained_page
    from borgerflow.experiments.runs.interruption import interruptible

    asked = partial(explain_file, until=until, inclusive_ends=inclusive_ends)
    with screen.compiling_told(spoken, quiet=quiet):
        explained = interruptible(lambda: asked(spells, params, citizen))
    screen.say(explained.to_json() if json else explained_page(explained, spoken))
    for remark in remarks_on(explained.reading):
        screen.tell(remark.text(spoken), quiet=quiet or json)


@app.command(cls=Spoken)
@in_danish("Vis én simuleret borgers liv, hændelse for hændelse, fra en af de to motorer.")
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


@app.command(cls=Spoken)
@in_danish("Vis, hvad lov, satser og ordliste siger om et ord, med datoer, kilde og grundlag.")
def law(
    term: Term = None,
    day: OnDay = None,
    map_: AsMap = False,
    draft: options.Law = None,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """Show what law, rates and glossary say of a word, with dates, source and grade."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params, look_up
    from borgerflow.experiments.lookup.law_text import law_page
    from borgerflow.experiments.lookup.scheme_map import scheme_map
    from borgerflow.experiments.lookup.scheme_map_text import map_page

    held = load_params(folder).under(draft)
    if map_:
        drawn = scheme_map(held, term, day)
        screen.say(drawn.to_json() if json else map_page(drawn, spoken))
    else:
        found = look_up(held, term, day)
        screen.say(found.to_json() if json else law_page(found, spoken))


@app.command(cls=Spoken)
@in_danish("Kontrollér alle de tal og regler, modellen hviler på, og tæl dem op efter grundlag.")
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
