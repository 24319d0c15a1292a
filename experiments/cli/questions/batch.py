"""The command ``batch``: a study over cores or a cluster."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from borgerflow.experiments.cli import groups, options, screen
from borgerflow.experiments.cli.help import in_danish, told
from borgerflow.experiments.typed import sizes
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording

if TYPE_CHECKING:
    from borgerflow.experiments.questions.batch.study import Study
    from borgerflow.experiments.store.kept import StoredAnswer
    from borgerflow.sim.params import Params

StudyFile = Annotated[
    str,
    typer.Argument(
        metavar="STUDY",
        help=told(
            da="En studiefil, eller navnet på et medfølgende studie.",
            en="A study file, or the name of a ready one.",
        ),
    ),
]
ClusterAddress = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help=told(
            da="Kør på en Dask-klynge, fx tcp://10.0.0.5:8786.",
            en="Run on a Dask cluster, as tcp://10.0.0.5:8786.",
        ),
    ),
]
HalfWidth = Annotated[
    float | None,
    typer.Option(
        "--until-halfwidth",
        metavar="KR",
        parser=options.decimal("--until-halfwidth", sizes.KRONER_ABOVE_ZERO),
        show_default=told(da="som studiet siger", en="as the study says"),
        help=told(
            da="Tilføj simuleringer, til usikkerheden på nettobeløbet er højst ± så mange kr.",
            en="Add replications until the total net is known to within so many kroner.",
        ),
    ),
]
Alone = Annotated[
    int | None,
    typer.Option(
        "--replication",
        metavar="N",
        parser=options.whole("--replication", sizes.PLACE),
        help=told(
            da="Kør kun denne simulering igen; intet gemmes.",
            en="Live this replication again, alone; nothing is saved.",
        ),
    ),
]
OneDraw = Annotated[
    int | None,
    typer.Option(
        "--draw",
        metavar="N",
        parser=options.whole("--draw", sizes.DRAW),
        show_default=told(da="0, de centrale værdier", en="0, the central values"),
        help=told(
            da="Med --replication: denne trækning af den.",
            en="With --replication: this draw of it.",
        ),
    ),
]
Plan = Annotated[
    bool,
    typer.Option(
        "--plan",
        help=told(
            da="Vis, hvad studiet kræver, og hvor mange simuleringer der er nok; intet gemmes.",
            en="Tell what the study takes, and how many replications would do; nothing is saved.",
        ),
    ),
]
DRAW_OF_WHICH = Wording(
    da="--draw kræver --replication: hvilken simulering af trækningen?",
    en="--draw needs --replication: which replication of the draw?",
)


PLAN_OF_ALL = Wording(
    da="--plan gælder hele studiet: brug den uden --replication og --draw.",
    en="--plan is of the whole study: expected it without --replication and --draw.",
)


@groups.grouped
@in_danish("Kør et studie: simuleringer og trækninger på kerner eller en klynge; kan genoptages.")
def batch(
    study: StudyFile,
    *,
    cluster: ClusterAddress = None,
    workers: options.Workers = None,
    until_halfwidth: HalfWidth = None,
    replication: Alone = None,
    draw: OneDraw = None,
    plan: Plan = False,
    patch: options.Patch = None,
    numbers_set: options.SetNumber = None,
    folder: options.Params = None,
    display: groups.Display,
) -> None:
    """Run a study: replications and parameter draws over cores or a cluster; resumes."""
    if draw is not None and replication is None:
        raise InputError(DRAW_OF_WHICH)
    if plan and replication is not None:
        raise InputError(PLAN_OF_ALL)
    from borgerflow.experiments.lookup.law import load_params
    from borgerflow.experiments.questions.batch.study import find_study, read_study, with_files_of

    params, path = load_params(folder), find_study(study)
    lines = options.patch_typed(patch, numbers_set)
    held = with_files_of(path, params, lines)
    chosen = read_study(path, held).until(until_halfwidth)
    if plan:
        _planned(chosen, held, display)
        return
    if replication is not None:
        _alone(chosen, held, (replication, draw or 0), display)
        return
    where = {"workers": workers, "cluster": cluster, "patch": lines}
    screen.show(_in_whole(study, params, until_halfwidth, where, display), display)


def _in_whole(
    study: str,
    params: "Params",
    until_halfwidth: float | None,
    where: Mapping[str, Any],
    display: groups.Display,
) -> "StoredAnswer":
    """Return the stored answer of a study, asked with a bar if somebody watches."""
    from borgerflow.experiments.questions.batch.question import batch as run_batch
    from borgerflow.experiments.store.documents import Documents

    wanted = not (display.quiet or display.json)
    with (
        screen.compiling_told(display.lang, quiet=display.quiet),
        screen.progress(screen.TASKS, display.lang, wanted=wanted) as watcher,
    ):
        return run_batch(
            study,
            until_halfwidth=until_halfwidth,
            params=params,
            root=display.out,
            documents=Documents(display.lang, display.csv_profile),
            progress=watcher.moved if watcher else None,
            remark=watcher.remark if watcher else None,
            **where,
        )


def _alone(
    chosen: "Study", params: "Params", task: tuple[int, int], display: groups.Display
) -> None:
    """Show one replication of a study, and one draw of it."""
    from borgerflow.experiments.questions.batch.question import run_alone

    with screen.compiling_told(display.lang, quiet=display.quiet):
        found = run_alone(chosen, params, *task)
    text = found.text(display.lang, all_assumptions=display.all_assumptions).rstrip("\n")
    screen.say(found.to_json() if display.json else text)


def _planned(chosen: "Study", params: "Params", display: groups.Display) -> None:
    """Show what a study would take."""
    from borgerflow.experiments.findings.plain import plain
    from borgerflow.experiments.questions.batch.question import outlook_of
    from borgerflow.experiments.questions.batch.text import outlook_text

    with screen.compiling_told(display.lang, quiet=display.quiet):
        outlook = outlook_of(chosen, params)
    if display.json:
        screen.say_json({"schema": "borgerflow/batch-plan/1", **plain(outlook)})
        return
    screen.say(outlook_text(outlook, display.lang))
