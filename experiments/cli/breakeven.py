"""The command ``breakeven``: when does it pay back, and what must it achieve to."""

import json as json_text
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.experiments.present.grid import table
from borgerflow.sim.base.errors import InputError

if TYPE_CHECKING:
    from borgerflow.experiments.questions.breakeven.question import BreakEvenQuestion
    from borgerflow.sim.params import Params

ProposalIds = Annotated[
    list[str] | None,
    typer.Argument(metavar="[P ...]", help="Ids of proposals, or files of your own."),
]
EachProposal = Annotated[
    bool, typer.Option("--all", help="A line for every proposal of the municipality.")
]
Discount = Annotated[
    bool, typer.Option("--discount", help="Search the effect in discounted kroner too.")
]


@options.grouped
def breakeven(
    proposals: ProposalIds = None,
    *,
    each: EachProposal = False,
    asked: options.Simulation,
    discount: Discount = False,
    params: options.Params = None,
    shown: options.Display,
) -> None:
    """Tell when a proposal pays back, and what it must achieve and may cost to."""
    named = tuple(proposals or ())
    if each and named:
        raise InputError(f"--all asks of every proposal: expected no names, got {named[0]}.")
    from borgerflow.experiments.lookup.law import held_with
    from borgerflow.experiments.questions.breakeven.question import BreakEvenQuestion, answer_to
    from borgerflow.experiments.runs.validate import (
        municipality_of,
        refuse_before_rates,
        refuse_none,
    )

    held, named = held_with(params, named)
    refuse_before_rates(asked.start, held)
    if not each:
        refuse_none(named, held.proposals)
    question = BreakEvenQuestion(
        municipality=asked.municipality or municipality_of(named, held),
        proposals=named,
        discount=discount,
        **asked.run(),
    )
    if each:
        _every_proposal(question, held, asked.workers, shown)
    else:
        screen.show(screen.answered(question, answer_to, held, asked.workers, shown), shown)


def _every_proposal(
    question: "BreakEvenQuestion", held: "Params", workers: int | None, shown: options.Display
) -> None:
    """Ask of each proposal on its own, and print one table."""
    from borgerflow.experiments.questions.breakeven.question import answer_to, each_proposal
    from borgerflow.experiments.questions.breakeven.table import (
        HEADS,
        RIGHT,
        UNIT,
        reasons,
        rows_of,
        table_json,
    )

    found: list[dict[str, Any]] = []
    for one in each_proposal(question, held):
        kept = screen.answered(one, answer_to, held, workers, shown, one.proposals[0])
        found.append(json_text.loads(kept.json()))
    if shown.json:
        screen.say(table_json(question.municipality, found))
        return
    rows = rows_of(found, held, shown.lang)
    screen.say(table(HEADS[shown.lang], rows, right=RIGHT))
    screen.say("\n".join([UNIT[shown.lang], *reasons(found, held, shown.lang)]))
