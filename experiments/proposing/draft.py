"""A proposal being written: checked by its own reader, then kept in a new file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.proposing.writing import proposal_text
from sim.disk import refusing_a_bad_disk
from sim.errors import InputError
from sim.params import Params
from sim.params.kept import Loc
from sim.params.proposals import ProposalForm, proposal_of, refuse_company, refuse_unfit
from sim.params.reading import Cell, Sheet, faults_of, validated

NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
MECHANISM = re.compile(r"[a-z][a-z0-9_]*")
ANSWERS: Mapping[Loc, int] = {(): Cell(0, "answers")}


@dataclass(frozen=True)
class Place:
    """Where new proposals are kept, and which ids are taken."""

    folder: Path
    params: Params

    def path(self, municipality: str, name: str) -> Path:
        """Return the path of a proposal's file."""
        return self.folder / municipality / f"{name}.yaml"

    def refuse_taken(self, municipality: str, name: str) -> None:
        """Refuse an id that is no name of a file, or that a file or a proposal has already."""
        refuse_name(name)
        if name in self.params.proposals:
            raise InputError(f"{name} is a packaged proposal: expected another id.")
        if self.path(municipality, name).exists():
            raise InputError(f"{self.path(municipality, name)} is there already: another id?")


def refuse_name(name: str) -> None:
    """Refuse an id that is no name of a file."""
    if not NAME.fullmatch(name):
        raise InputError(
            f"got {name!r}; expected small letters a-z, digits and hyphens, as my-proposal."
        )


def fault_at(data: Mapping[str, Any], loc: Loc) -> str | None:
    """Return what is wrong with the field at a place, in the words of the reader, or nothing."""
    faults = faults_of(data, ProposalForm)
    return next((text for where, text in faults if where[: len(loc)] == loc), None)


def refuse_draft(
    data: Mapping[str, Any], params: Params, path: Path, places: Mapping[Loc, int] = ANSWERS
) -> Sheet[ProposalForm]:
    """Return a draft as the reader has it; the first fault is refused with its place."""
    sheet: Sheet[ProposalForm] = validated(path, data, places, ProposalForm)
    refuse_unfit(sheet, params.law.schemes)
    known = {**params.proposals, sheet.content.id: proposal_of(sheet.content, str(sheet.path))}
    refuse_company(sheet, known, [path])
    return sheet


def keep_draft(data: Mapping[str, Any], place: Place, lang: str) -> Path:
    """Return the new file that holds a draft; a file that is there already is never touched.

    Raises
    ------
    InputError
        If it does not hold, is there already, or cannot be written.
    """
    path = place.path(data["municipality"], data["id"])
    place.refuse_taken(data["municipality"], data["id"])
    refuse_draft(data, place.params, path)
    with refusing_a_bad_disk(f"{path} cannot be written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(proposal_text(data, lang))
    return path
