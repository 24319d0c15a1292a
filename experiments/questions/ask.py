"""Asks what a request says."""

from typing import Any

from borgerflow.experiments.runs.pool import Progress
from borgerflow.experiments.store.kept import Answer, Request
from borgerflow.sim.params import Params


def ask(
    request: Request,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Return the finding that answers a request."""
    from borgerflow.experiments.questions.compare.question import compare  # noqa: PLC0415  (slow; a refusal is quick)
    from borgerflow.experiments.questions.run.question import run  # noqa: PLC0415

    settings: dict[str, Any] = {
        "replications": request.replications,
        "seed": request.seed,
        "start": request.start,
        "end": request.end,
        "engine": request.engine,
        "workers": workers,
        "progress": progress,
        "params": params,
    }
    if request.kind == "run":
        return run(request.municipality, **settings)
    return compare(
        request.municipality, request.proposals, break_even=request.break_even, **settings
    )
