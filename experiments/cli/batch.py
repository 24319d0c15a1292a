"""The command ``batch``: a study over cores or a cluster."""

from typing import TYPE_CHECKING, Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.sim.params import Params

StudyFile = Annotated[
    str, typer.Argument(metavar="STUDY", help="A study file, or the name of a ready one.")
]
ClusterAddress = Annotated[
    str | None,
    typer.Option(
        "--cluster", metavar="ADDRESS", help="Run on a Dask cluster, as tcp://10.0.0.5:8786."
    ),
]
HalfWidth = Annotated[
    float | None,
    typer.Option(
        "--until-halfwidth",
        metavar="KR",
        show_default="as the study says",
        help="Add replications until the total net is known to within so many kroner.",
    ),
]
Alone = Annotated[
    int | None,
    typer.Option(
        "--replication",
        metavar="N",
        parser=options.whole_number,
        help="Live this replication again, alone; nothing is saved.",
    ),
]
OneDraw = Annotated[
    int | None,
    typer.Option(
        "--draw",
        metavar="N",
        parser=options.whole_number,
        show_default="0, the central values",
        help="With --replication: this draw of it.",
    ),
]
DRAW_OF_WHICH = Wording(
    da="--draw kræver --replication: hvilken gentagelse af trækningen?",
    en="--draw needs --replication: which replication of the draw?",
)


@options.grouped
def batch(
    study: StudyFile,
    *,
    cluster: ClusterAddress = None,
    workers: options.Workers = None,
    until_halfwidth: HalfWidth = None,
    replication: Alone = None,
    draw: OneDraw = None,
    folder: options.Params = None,
    display: options.Display,
) -> None:
    """Run a study: replications and parameter draws over cores or a cluster; resumes."""
    options.refuse_below_one("--workers", workers)
    if draw is not None and replication is None:
        raise InputError(DRAW_OF_WHICH)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.batch.question import batch as run_batch
    from borgerflow.experiments.store.kept import Documents

    params = load_params(folder)
    if replication is not None:
        _alone(study, params, until_halfwidth, (replication, draw or 0), display)
        return
    with (
        screen.compiling_told(display.lang, quiet=display.quiet),
        screen.progress("Tasks", wanted=not (display.quiet or display.json)) as tick,
    ):
        stored = run_batch(
            study,
            until_halfwidth=until_halfwidth,
            params=params,
            root=display.out,
            documents=Documents(display.lang, display.csv_profile),
            workers=workers,
            cluster=cluster,
            progress=tick,
            remark=tick and (lambda notice: screen.tell(notice.text(display.lang))),
        )
    screen.show(stored, display)


def _alone(
    study: str,
    params: "Params",
    until_halfwidth: float | None,
    task: tuple[int, int],
    display: options.Display,
) -> None:
    """Show one replication of a study, and one draw of it."""
    from borgerflow.experiments.questions.batch.question import run_alone
    from borgerflow.experiments.questions.batch.study import find_study, read_study, with_files_of

    params = with_files_of(find_study(study), params)
    chosen = read_study(find_study(study), params).until(until_halfwidth)
    with screen.compiling_told(display.lang, quiet=display.quiet):
        found = run_alone(chosen, params, *task)
    text = found.text(display.lang, all_assumptions=display.all_assumptions).rstrip("\n")
    screen.say(found.to_json() if display.json else text)
