"""The command ``breakeven``: when does it pay back, and what must it achieve to."""

# ruff: noqa: PLC0415
import json as json_text
from typing import TYPE_CHECKING, Annotated, Any

import typer

from experiments.cli import options, screen
from sim.errors import InputError

if TYPE_CHECKING:
    from experiments.paying.keeping import KeptAnswer, Params, Question

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
    from experiments import asking
    from experiments.lookup import held_with
    from experiments.paying.keeping import Question
    from experiments.question import refuse_none

    held, named = held_with(params, named)
    asking.refuse_before_rates(asked.start, held)
    if not each:
        refuse_none(named, held.proposals)
    question = Question(
        municipality=asked.municipality or asking.municipality_of(named, held),
        proposals=named,
        start=asked.start,
        end=asked.end,
        replications=asked.replications,
        seed=asked.seed,
        engine=asked.engine,
        discount=discount,
        lang=shown.lang,
        csv_profile=shown.csv_profile,
    )
    if each:
        _every_proposal(question, held, asked.workers, shown)
    else:
        screen.show(_kept(question, held, asked.workers, shown, "Replications"), shown)


def _every_proposal(
    question: "Question", held: "Params", workers: int | None, shown: options.Display
) -> None:
    """Ask of each proposal on its own, and print one table."""
    from experiments.paying.keeping import each_proposal
    from experiments.paying.table import HEADS, RIGHT, UNIT, reasons, rows_of, table_json

    found: list[dict[str, Any]] = []
    for one in each_proposal(question, held):
        kept = _kept(one, held, workers, shown, one.proposals[0])
        found.append(json_text.loads(kept.json()))
    if shown.json:
        screen.say(table_json(question.municipality, found))
        return
    rows = rows_of(found, held, shown.lang)
    screen.say(screen.table(HEADS[shown.lang], rows, right=RIGHT))
    screen.say("\n".join([UNIT[shown.lang], *reasons(found, held, shown.lang)]))


def _kept(
    question: "Question", held: "Params", workers: int | None, shown: options.Display, title: str
) -> "KeptAnswer":
    """Return the kept answer to one question, found or asked."""
    from experiments.paying import keeping

    return screen.answered(
        question, held, workers, shown, keeping.ask, keeping.kept_or_asked, title
    )
