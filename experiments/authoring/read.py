"""Proposals as they are checked: each beside the lines, or the cells, that it is written on."""

from collections.abc import Sequence
from pathlib import Path

from borgerflow.experiments.authoring.remarks import Written, written
from borgerflow.experiments.lookup.law import load_params_and_ids
from borgerflow.experiments.lookup.proposals import refuse_unknown_ways
from borgerflow.sim.params import Params


def every_one(directory: Path | None, named: Sequence[str]) -> tuple[Params, list[Written]]:
    """Return the params, and each proposal named with its lines or cells; all, if none is.

    Raises
    ------
    InputError
        If one is unknown, or does not hold.
    """
    once = dict.fromkeys(named)
    books = [Path(name) for name in once if name.endswith(".xlsx")]
    files = [name for name in once if not name.endswith(".xlsx")]
    params, ids = load_params_and_ids(directory, files)
    names = ids if named else tuple(sorted(params.proposals))
    refuse_unknown_ways(names, params)
    forms = [written(params, name) for name in names]
    return params, forms + [_written_in(book, params) for book in books]


def _written_in(book: Path, params: Params) -> Written:
    from borgerflow.experiments.authoring.workbook.read import (  # noqa: PLC0415  (slow)
        written_in,
    )

    return written_in(book, params)
