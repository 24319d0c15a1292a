"""The command ``breakeven``: when does it pay back, and what must it achieve to."""

import json as json_text
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.texts import named as fit
from borgerflow.sim.base.wording import Wording, same

if TYPE_CHECKING:
    from borgerflow.experiments.questions.breakeven.asked import BreakEvenQuestion
    from borgerflow.sim.params import Params

ProposalIds = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[P ...]",
        help=told(
            da="Forslagenes id'er, eller filer.", en="Ids of proposals, or files of your own."
        ),
    ),
]
EachProposal = Annotated[
    bool,
    typer.Option(
        "--all",
        help=told(
            da="En linje for hvert af kommunens forslag.",
            en="A line for every proposal of the municipality.",
        ),
    ),
]
Discount = Annotated[
    bool,
    typer.Option(
        "--discount",
        help=told(
            da="Find også den nødvendige effekt i diskonterede kroner.",
            en="Search the effect in discounted kroner too.",
        ),
    ),
]


@groups.grouped
@in_danish(
    "Vis, hvornår et forslag er tjent hjem, hvad det skal udrette, og hvad det højst må koste."
)
def breakeven(
    proposals: ProposalIds = None,
    *,
    each: EachProposal = False,
    baseline: options.Baseline = None,
    simulation: groups.Simulation,
    discount: Discount = False,
    estimator: options.Estimator = "auto",
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Tell when a proposal pays back, and what it must achieve and may cost to."""
    named = tuple(proposals or ())
    if each:
        _refuse_beside_all(named, baseline or ())
    from borgerflow.experiments.lookup.law import load_params_and_ids
    from borgerflow.experiments.questions.breakeven.asked import BreakEvenQuestion
    from borgerflow.experiments.runs.validate import accepted_pair, municipality_of, refuse_none
    from borgerflow.sim.params.proposals.own_files import ids_of
    from borgerflow.sim.world.municipality import with_file_of

    params, _ = load_params_and_ids(folder, (*(baseline or ()), *named))
    given, named = ids_of(baseline or ()), ids_of(named)
    if not each:
        refuse_none(named, params.proposals)
    place = simulation.municipality or municipality_of(named, params)
    params, municipality = with_file_of(params, place)
    question = BreakEvenQuestion(
        municipality=municipality,
        proposals=named,
        baseline=given,
        discount=discount,
        estimator=estimator,
        **simulation.run(),
    )
    if each:
        _every_proposal(question, params, simulation.workers, display)
        return
    question = accepted_pair(question, params)
    answering = "borgerflow.experiments.questions.breakeven.question:answer_to"
    screen.ask(question, answering, params, simulation.workers, display)


def _refuse_beside_all(named: Sequence[str], baseline: Sequence[str]) -> None:
    """Refuse names beside a question about every proposal."""
    if named:
        got = fit(named[0])
        raise InputError(
            Wording(
                da=f"--all spørger til alle forslag: udelad {got}.",
                en=f"--all asks of every proposal: expected no names, got {got}.",
            )
        )
    if baseline:
        got = fit(baseline[0])
        raise InputError(
            Wording(
                da=f"--all spørger til hvert forslag for sig: udelad --baseline {got}.",
                en=f"--all asks of each proposal alone: expected no --baseline {got}.",
            )
        )


def _every_proposal(
    question: "BreakEvenQuestion",
    params: "Params",
    workers: int | None,
    display: groups.Display,
) -> None:
    """Ask of each proposal on its own, and print one table."""
    from borgerflow.experiments.present.grid import table
    from borgerflow.experiments.questions.breakeven.asked import each_proposal
    from borgerflow.experiments.questions.breakeven.each_proposal import (
        HEADS,
        RIGHT,
        UNIT,
        law_of,
        reasons,
        rows_of,
        table_json,
    )
    from borgerflow.experiments.runs.validate import with_horizon

    answering = "borgerflow.experiments.questions.breakeven.question:answer_among"
    found: list[dict[str, Any]] = []
    for one in each_proposal(question, params):
        asked = with_horizon(one, params)
        title = same(one.proposals[0])
        kept = screen.answered(asked, answering, params, workers, display, title)
        screen.tell_aside(kept.aside, display.lang)
        found.append(json_text.loads(kept.to_json()))
    if display.json:
        screen.say(table_json(question.municipality, found), display.out)
        return
    rows = rows_of(found, params, display.lang)
    amounts = table(HEADS[display.lang], rows, right=RIGHT)
    screen.say("\n".join([*law_of(found, display.lang), amounts]), display.out)
    lines = [UNIT[display.lang], *reasons(found, params, display.lang)]
    screen.say("\n".join(lines), display.out)
