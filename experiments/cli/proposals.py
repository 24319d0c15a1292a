"""``borgerflow proposals``: the proposals there are, one of them in words, and a check of it."""

# ruff: noqa: PLC0415
from typing import Annotated

import typer

from experiments.cli import options, screen

proposals_app = typer.Typer(help="List, show and check proposals.")

OneProposal = Annotated[str, typer.Argument(metavar="P", help="The id of a proposal.")]
SomeProposals = Annotated[
    list[str] | None, typer.Argument(metavar="P", help="Ids of proposals; all by default.")
]


@proposals_app.callback(invoke_without_command=True)
def choose(context: typer.Context) -> None:
    """List the proposals when nothing else is asked."""
    if context.invoked_subcommand is None:
        list_them()


@proposals_app.command("list")
def list_them(
    params: options.Params = None, lang: options.Lang = None, json: options.Json = False
) -> None:
    """List every proposal: municipality, years, cost, whether its form states an effect."""
    spoken = options.language(lang)
    from experiments.cli.forms_page import proposals_page
    from experiments.forms import all_proposals, proposals_json
    from experiments.lookup import held_true

    proposals = all_proposals(held_true(params))
    screen.say(proposals_json(proposals) if json else proposals_page(proposals, spoken))


@proposals_app.command("show")
def show(
    proposal: OneProposal,
    params: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """Show the whole form in words, with the grade of every number."""
    spoken = options.language(lang)
    from experiments.cli.forms_page import proposal_page
    from experiments.forms import proposals_json
    from experiments.lookup import held_true

    one = held_true(params).proposal(proposal)
    screen.say(proposals_json([one]) if json else proposal_page(one, spoken))


@proposals_app.command("check")
def check(
    proposals: SomeProposals = None,
    params: options.Params = None,
    lang: options.Lang = None,
    json: options.Json = False,
) -> None:
    """Tell whether proposals hold: names known, units right, every number sourced and graded."""
    spoken = options.language(lang)
    from experiments.checking import checked_proposals
    from experiments.cli.law_page import checked_page
    from experiments.lookup import held_true

    result = checked_proposals(held_true(params), proposals)
    screen.say(result.to_json() if json else checked_page(result, spoken))
    result.refuse_problems()
