"""The command ``batch``: a study over cores or a cluster."""

from typing import Annotated

import typer

from borgerflow.experiments.cli import options, screen
from borgerflow.sim.base.errors import InputError

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


@options.grouped
def batch(
    study: StudyFile,
    *,
    cluster: ClusterAddress = None,
    workers: options.Workers = None,
    until_halfwidth: HalfWidth = None,
    replication: Alone = None,
    draw: OneDraw = None,
    params: options.Params = None,
    shown: options.Display,
) -> None:
    """Run a study: replications and parameter draws over cores or a cluster; resumes."""
    options.refuse_below_one("--workers", workers)
    if draw is not None and replication is None:
        raise InputError("--draw needs --replication: which replication of the draw?")
    from borgerflow.experiments.lookup.law import held_true
    from borgerflow.experiments.questions.batch.question import batch as run_batch
    from borgerflow.experiments.store.kept import Documents

    held = held_true(params)
    if replication is not None:
        from borgerflow.experiments.questions.batch.question import run_alone
        from borgerflow.experiments.questions.batch.study import find_study, read_study

        asked = read_study(find_study(study), held).until(until_halfwidth)
        with screen.compiling_told(shown.lang, quiet=shown.quiet):
            found = run_alone(asked, held, replication, draw or 0)
        screen.say(
            found.to_json()
            if shown.json
            else found.text(shown.lang, all_assumptions=shown.all_assumptions).rstrip("\n")
        )
        return
    with (
        screen.compiling_told(shown.lang, quiet=shown.quiet),
        screen.progress("Tasks", wanted=not (shown.quiet or shown.json)) as tick,
    ):
        kept = run_batch(
            study,
            until_halfwidth=until_halfwidth,
            params=held,
            root=shown.out,
            documents=Documents(shown.lang, shown.csv_profile),
            workers=workers,
            cluster=cluster,
            progress=tick,
            remark=tick and (lambda notice: screen.tell(notice.text(shown.lang))),
        )
    screen.show(kept, shown)
