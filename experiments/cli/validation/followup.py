"""``borgerflow followup``: a frozen forecast held against what came."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told

if TYPE_CHECKING:
    from borgerflow.experiments.store.results import Saved
    from borgerflow.experiments.validation.followup.finding import FollowupFinding

ForecastFile = Annotated[
    Path,
    typer.Argument(
        metavar="FORECAST",
        parser=options.path_typed,
        help=told(
            da="Prognosen, som run --freeze eller compare --freeze skrev (.json).",
            en="The forecast that run --freeze or compare --freeze wrote (.json).",
        ),
    ),
]
ActualsFile = Annotated[
    Path,
    typer.Argument(
        metavar="ACTUALS",
        parser=options.path_typed,
        help=told(
            da="De faktiske tal: en tabel fra import, eller en CSV med figure;period;value;source.",
            en="What came: a table of import, or a CSV with figure;period;value;source.",
        ),
    ),
]


@groups.grouped
@in_danish("Hold en frosset prognose op mod de faktiske tal: om den holder, og hvad der mangler.")
def followup(
    forecast: ForecastFile,
    actuals: ActualsFile,
    *,
    smallest_count: options.SmallestCount = None,
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Hold a frozen forecast against what came: whether it holds, and what is left to earn."""
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.store.documents import Documents
    from borgerflow.experiments.store.kept import load_or_compute
    from borgerflow.experiments.validation.followup.asked import (
        FollowupQuestion,
        accepted_followup,
    )

    asked = FollowupQuestion(forecast=str(forecast), actuals=str(actuals))
    question, params = accepted_followup(asked), load_params(folder)
    # What counts loads numpy: a refusal has not waited for it.
    from borgerflow.sim.records.small_counts import smallest_shown

    question = replace(question, smallest_count=smallest_shown(params, smallest_count))

    def compute() -> "FollowupFinding":
        from borgerflow.experiments.validation.followup.question import answer_to

        return answer_to(question)

    def keep(*given: Any) -> "Saved":
        from borgerflow.experiments.store.saving import save_comparison

        return save_comparison(*given)

    documents = Documents(display.lang, display.csv_profile)
    screen.show(load_or_compute(question, params, display.out, compute, documents, keep), display)
