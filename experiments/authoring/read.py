"""Proposals as they are checked: each beside the lines, or the cells, that it is written on."""

from collections.abc import Sequence
from pathlib import Path

from borgerflow.experiments.authoring.remarks import Written, written
from borgerflow.experiments.authoring.workbook.read import written_in
from borgerflow.experiments.lookup.law import held_with
from borgerflow.sim.params import Params


def every_one(directory: Path | None, named: Sequence[str]) -> tuple[Params, list[Written]]:
    """Return what is held true, and each proposal named with its lines or cells; all, if none is.

    Raises
    ------
    InputError
        If one is unknown, or does not hold.
    """
    once = dict.fromkeys(named)
    books = [Path(name) for name in once if name.endswith(".xlsx")]
    held, ids = held_with(directory, [name for name in once if not name.endswith(".xlsx")])
    names = ids if named else tuple(sorted(held.proposals))
    return held, [written(held, name) for name in names] + [written_in(p, held) for p in books]
