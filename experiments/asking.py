"""From what a user typed to the finding that answers it."""

from collections.abc import Sequence
from typing import Any

from experiments.replicate import Progress
from experiments.saving import Answer, Request
from sim.clock import date_of, parse_day
from sim.errors import InputError
from sim.params import Params

DEFAULT_MUNICIPALITY = "herning"


def municipality_of(proposals: Sequence[str], params: Params) -> str:
    """Return the municipality of the first proposal; Herning, where none is named."""
    own = [params.proposal(proposal).municipality for proposal in proposals]
    return own[0] if own else DEFAULT_MUNICIPALITY


def refuse_before_rates(start: str, params: Params) -> None:
    """Refuse a horizon that begins before any benefit has a rate."""
    rates = params.law.rates
    begin = min(rates.history(name)[0].valid_from for name in rates.names)
    if parse_day(start) < begin:
        raise InputError(
            f"The horizon starts on {start}, before the first rates: expected {date_of(begin)} "
            "or later."
        )


def ask(
    request: Request,
    params: Params,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Return the finding that answers a request."""
    from experiments.compare import compare  # noqa: PLC0415  (slow; a refusal is quick)
    from experiments.single import run  # noqa: PLC0415

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
