"""Proposals as they are checked: each beside the lines, or the cells, that it is written on."""

from collections.abc import Sequence
from pathlib import Path

from borgerflow.experiments.authoring.remarks import Written, written
from borgerflow.experiments.lookup.law import load_params_and_ids
from borgerflow.experiments.lookup.proposals import refuse_unfit_mechanisms, refuse_unknown_starts
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.params.proposals.own_files import OWN_FILES
from borgerflow.sim.records.files.found import refuse_no_file
from borgerflow.sim.world.municipality import with_file_of

A_FORM = Wording(
    "; der skal bruges et forslag (.yaml) eller dets projektmappe (.xlsx).",
    "; expected a proposal (.yaml) or its workbook (.xlsx).",
)


def every_one(directory: Path | None, named: Sequence[str]) -> tuple[Params, list[Written]]:
    """Return the params, and each proposal named with its lines or cells; all, if none is.

    Raises
    ------
    InputError
        If one is unknown, or does not hold.
    """
    once = dict.fromkeys(named)
    for name in (each for each in once if each.endswith(OWN_FILES)):
        refuse_no_file(Path(name), A_FORM, OWN_FILES)
    books = [Path(name) for name in once if name.endswith(".xlsx")]
    files = [name for name in once if not name.endswith(".xlsx")]
    params, ids = load_params_and_ids(directory, files)
    names = ids if named else tuple(sorted(params.proposals))
    refuse_unfit_mechanisms(names, params)
    forms = [written(params, name) for name in names]
    refuse_unknown_starts((one.sheet for one in forms), params)
    forms += [_written_in(book, params) for book in books]
    return _with_places(params, forms), forms


def _with_places(params: Params, forms: Sequence[Written]) -> Params:
    """Return the params with the files of municipalities that proposals name."""
    for one in forms:
        try:
            params, _ = with_file_of(params, one.proposal.place or one.proposal.municipality)
        except InputError as error:
            raise one.sheet.fault(("municipality",), error.said) from None
    return params


def _written_in(book: Path, params: Params) -> Written:
    from borgerflow.experiments.authoring.workbook.read import (  # noqa: PLC0415  (slow)
        written_in,
    )

    return written_in(book, params)
