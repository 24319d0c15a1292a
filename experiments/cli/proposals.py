"""``borgerflow proposals``: those there are, one in words, a check, a new one, and its form."""

from pathlib import Path
from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

proposals_app = typer.Typer(help="List, show and check proposals.")
OneProposal = Annotated[str, typer.Argument(metavar="P", help="The id of a proposal.")]
SomeProposals = Annotated[
    list[str] | None, typer.Argument(metavar="P", help="Ids of proposals; all by default.")
]
CountedIn = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        metavar="NAME",
        show_default="that of each proposal",
        help="Where citizens are counted.",
    ),
]
ReadOnly = Annotated[
    bool, typer.Option("--read-only", help="Simulate nothing: whom they meet is not counted.")
]
NewProposal = Annotated[
    str | None, typer.Argument(metavar="[ID]", help="The id of the new proposal.")
]
OwnFolder = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="Where it is kept, by municipality.")
]
Template = Annotated[
    Path | None,
    typer.Option("--xlsx", metavar="FILE", help="Write an empty workbook to fill in instead."),
]
FilledForm = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="Read a workbook that has been filled in."),
]
SchemaFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write it here instead.")
]
OWN_FOLDER = Path("proposals")


@proposals_app.callback(invoke_without_command=True)
def choose(context: typer.Context) -> None:
    """List the proposals when nothing else is asked."""
    if context.invoked_subcommand is None:
        list_them()


@proposals_app.command("list")
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


@proposals_app.command("show")
def show(
    proposal: OneProposal,
    folder: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """Show the whole form in words, with the grade of every number."""
    spoken = options.language(lang)
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.lookup.proposals import proposals_json
    from borgerflow.experiments.lookup.proposals_text import proposal_page

    params, named = load_params_and_ids(folder, [proposal])
    one = params.proposal(named[0])
    screen.say(proposals_json([one]) if json else proposal_page(one, params, spoken))


@proposals_app.command("check")
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
    from borgerflow.experiments.authoring.checks.check import check_forms
    from borgerflow.experiments.authoring.read import every_one
    from borgerflow.experiments.authoring.text import checked_forms_page
    from borgerflow.sim.world.municipality import with_file_of

    params, chosen = every_one(folder, tuple(proposals or ()))
    if municipality is not None:
        params, municipality = with_file_of(params, municipality)
    with screen.compiling_told(spoken):
        result = check_forms(
            chosen,
            params,
            together=bool(proposals),
            municipality=municipality,
            simulated=not read_only,
        )
    screen.say(result.to_json() if json else checked_forms_page(result, spoken))
    result.refuse_errors()


@proposals_app.command("new")
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
    from borgerflow.experiments.authoring.dialogue import Interview
    from borgerflow.experiments.authoring.draft import Place, keep_draft
    from borgerflow.experiments.authoring.text import next_steps, template_steps
    from borgerflow.experiments.cli.prompt import Terminal
    from borgerflow.experiments.lookup.law import load_params

    if xlsx is not None and filled is not None:
        said = Wording(
            "--xlsx skriver en tom projektmappe, --from læser en udfyldt: forventede én af dem.",
            "--xlsx writes an empty workbook, --from reads a full one: expected one.",
        )
        raise InputError(said)
    params = load_params(folder)
    place = Place(out, params)
    if xlsx is not None:
        from borgerflow.experiments.authoring.workbook.write import write_template

        screen.say(template_steps(write_template(xlsx, params, spoken), spoken))
        return
    if filled is not None:
        from borgerflow.experiments.authoring.workbook.read import read_filled

        form = read_filled(filled, params)
        kept = keep_draft(form.data, place, spoken)
        screen.say(next_steps(kept, spoken, form.own_place))
        return
    data = Interview(Terminal(spoken), place, spoken).proposal(proposal)
    screen.say(next_steps(keep_draft(data, place, spoken), spoken))


@proposals_app.command("schema")
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
        screen.say(str(keep_schema(made, out)))
