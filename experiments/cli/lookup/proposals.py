"""``borgerflow proposals``: those there are, one in words, a check, a new one, and its form."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.cli.help import Spoken, SpokenGroup, in_danish, told
from borgerflow.sim.base import texts
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

proposals_app = typer.Typer(
    cls=SpokenGroup,
    help=told(da="Vis, kontrollér og skriv forslag.", en="List, show, check and write proposals."),
)
OneProposal = Annotated[
    str,
    typer.Argument(metavar="P", help=told(da="Forslagets id.", en="The id of a proposal.")),
]
SomeProposals = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="P",
        help=told(da="Forslagenes id'er; ellers alle.", en="Ids of proposals; all by default."),
    ),
]
CountedIn = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        metavar="NAME",
        show_default=told(da="hvert forslags egen", en="that of each proposal"),
        help=told(da="Den kommune, borgerne tælles i.", en="Where citizens are counted."),
    ),
]
ReadOnly = Annotated[
    bool,
    typer.Option(
        "--read-only",
        help=told(
            da="Simulér intet: det tælles ikke, hvem forslagene når.",
            en="Simulate nothing: whom they meet is not counted.",
        ),
    ),
]
NewProposal = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]", help=told(da="Det nye forslags id.", en="The id of the new proposal.")
    ),
]
OwnFolder = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        parser=options.path_typed,
        help=told(
            da="Hvor det gemmes, i en mappe for hver kommune.",
            en="Where it is kept, by municipality.",
        ),
    ),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--xlsx",
        metavar="FILE",
        parser=options.path_typed,
        help=told(
            da="Skriv i stedet en tom projektmappe til at udfylde.",
            en="Write an empty workbook to fill in instead.",
        ),
    ),
]
FilledForm = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        parser=options.path_typed,
        help=told(da="Læs en udfyldt projektmappe.", en="Read a workbook that has been filled in."),
    ),
]
SchemaFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        parser=options.path_typed,
        help=told(da="Den fil, skemaet skrives til.", en="Write it here instead."),
    ),
]
EITHER_WORKBOOK = Wording(
    "--xlsx skriver en tom projektmappe, --from læser en udfyldt: brug en af dem.",
    "--xlsx writes an empty workbook, --from reads a full one: expected one.",
)
OWN_FOLDER = Path("proposals")


@proposals_app.callback(invoke_without_command=True)
def choose(context: typer.Context, lang: options.Lang = None) -> None:
    """List the proposals when nothing else is asked."""
    options.language(lang)
    if context.invoked_subcommand is None:
        list_them(lang=lang)


@proposals_app.command("list", cls=Spoken)
@in_danish("Vis alle forslag: kommune, år, udgift, og om skemaet oplyser en effekt.")
def list_them(
    folder: options.Params = None, lang: options.Lang = None, json: options.Json = False
) -> None:
    """List every proposal: municipality, years, cost, whether its form states an effect."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.lookup.proposals import all_proposals, proposals_json
    from borgerflow.experiments.lookup.proposals_text import proposals_page

    params = load_params(folder)
    proposals = all_proposals(params)
    screen.say(proposals_json(proposals) if json else proposals_page(proposals, params, spoken))


@proposals_app.command("show", cls=Spoken)
@in_danish("Vis hele skemaet i ord, med grundlaget for hvert tal.")
def show(
    proposal: OneProposal,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """Show the whole form in words, with the grade of every number."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params_and_ids

    params, named = load_params_and_ids(folder, [proposal])
    one = params.proposal(named[0])
    from borgerflow.experiments.lookup.proposals import proposals_json
    from borgerflow.experiments.lookup.proposals_text import proposal_page

    screen.say(proposals_json([one]) if json else proposal_page(one, params, spoken))


@proposals_app.command("check", cls=Spoken)
@in_danish(
    "Kontrollér, om forslag holder, og vis, hvad der er påfaldende: udgifter, datoer, effekter,"
    " hvem de når.\n\nDe nævnte forslag ses under ét, som om de løb samtidig."
)
def check(
    proposals: SomeProposals = None,
    *,
    municipality: CountedIn = None,
    read_only: ReadOnly = False,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """Tell whether proposals hold, and what is odd: costs, dates, effects, whom they meet.

    Those that are named are looked at together, as if they were to run beside each other.
    """
    spoken = options.language(lang)
    from borgerflow.experiments.authoring.read import every_one
    from borgerflow.sim.world.municipality import find_municipality, with_file_of

    params, chosen = every_one(folder, tuple(proposals or ()))
    if municipality is not None:
        params, municipality = with_file_of(params, municipality)
        find_municipality(params, municipality)
    from borgerflow.experiments.authoring.checks.check import check_forms
    from borgerflow.experiments.authoring.text import checked_forms_page
    from borgerflow.experiments.runs.interruption import interruptible

    checked = partial(check_forms, together=bool(proposals), simulated=not read_only)
    with screen.compiling_told(spoken):
        result = interruptible(lambda: checked(chosen, params, municipality=municipality))
    screen.say(result.to_json() if json else checked_forms_page(result, spoken))
    result.refuse_errors()


@proposals_app.command("new", cls=Spoken)
@in_danish("Skriv et forslag uden kode: trin for trin, eller i Excel (--xlsx, derefter --from).")
def new(
    proposal: NewProposal = None,
    *,
    out: OwnFolder = OWN_FOLDER,
    xlsx: Template = None,
    filled: FilledForm = None,
    folder: options.Params = None,
    lang: options.Lang = None,
) -> None:
    """Write a proposal without code: asked step by step, or in Excel (--xlsx, then --from)."""
    spoken = options.language(lang)

    if xlsx is not None and filled is not None:
        raise InputError(EITHER_WORKBOOK)
    from borgerflow.experiments.authoring.dialogue import Interview
    from borgerflow.experiments.authoring.draft import Place, keep_draft
    from borgerflow.experiments.authoring.text import next_steps, template_steps
    from borgerflow.experiments.lookup.law import load_params

    params = load_params(folder)
    place = Place(out, params)
    if xlsx is not None:
        from borgerflow.experiments.authoring.workbook.write import write_template

        screen.say(template_steps(write_template(xlsx, params, spoken), spoken), xlsx)
        return
    if filled is not None:
        from borgerflow.experiments.authoring.workbook.read import read_filled

        form = read_filled(filled, params, place)
        kept = keep_draft(form.data, place, spoken, form.own_place)
        screen.say(next_steps(kept, spoken, form.own_place), kept)
        return
    asked = Interview(screen.Terminal(spoken), place, spoken)
    kept = keep_draft(asked.proposal(proposal), place, spoken, asked.own_place)
    screen.say(next_steps(kept, spoken, asked.own_place), kept)


@proposals_app.command("schema", cls=Spoken)
@in_danish(
    "Skriv JSON-skemaet for en forslagsfil til editorer, der kontrollerer, mens man skriver."
)
def schema(
    out: SchemaFile = None, folder: options.Params = None, lang: options.Lang = None
) -> None:
    """Print the JSON Schema of a proposal's file, for editors that check while one writes."""
    spoken = options.language(lang)
    from borgerflow.experiments.authoring.schema import keep_schema, schema_of
    from borgerflow.experiments.lookup.law import load_params

    made = schema_of(load_params(folder), spoken)
    if out is None:
        screen.say_json(made)
    else:
        screen.say(texts.told(str(keep_schema(made, out))), out)
