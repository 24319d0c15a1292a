"""Every proposal of ``params/proposals``, and what they may say of one another."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from borgerflow.sim.base.errors import refusals_of, refuse_all
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params.law.schemes import Scheme
from borgerflow.sim.params.proposals.proposals import (
    Proposal,
    ProposalForm,
    proposal_of,
    read_proposal_sheet,
)
from borgerflow.sim.params.proposals.shares import UsualShares
from borgerflow.sim.params.reading.faults import NO_PROPOSAL
from borgerflow.sim.params.reading.forms import Sheet


def read_proposals(
    folder: Path,
    schemes: Mapping[str, Scheme],
    usual: UsualShares | None,
    law: Collection[str],
    own: Sequence[Path] = (),
) -> dict[str, Proposal]:
    """Return every proposal of a folder, and of a user's own files, by id and in order of id.

    Where a file is silent on a share, the usual one holds; ``law`` holds the names of all values
    of law. What an own file excludes need not
    exclude it back: the folder is not the user's to write in.

    Raises
    ------
    ParamError
        If one does not hold, excludes another that does not exclude it back, says of another
        of its document that it is not there, or depends on itself.
    """
    proposals: dict[str, Proposal] = {}
    sheets: dict[str, Sheet[ProposalForm]] = {}
    for path in sorted((*folder.rglob("*.yaml"), *own), key=lambda p: p.stem):
        sheet = read_proposal_sheet(path, schemes, usual, law)
        if sheet.content.id in sheets:
            other = sheets[sheet.content.id].path
            raise sheet.fault(
                ("id",),
                Wording(
                    f"et andet forslag har dette id: {other}.",
                    f"another proposal has this id: {other}.",
                ),
            )
        sheets[sheet.content.id] = sheet
        proposals[sheet.content.id] = proposal_of(sheet.content, str(sheet.path), usual)
    for sheet in sheets.values():
        refuse_company(sheet, proposals, own)
    return proposals


def refuse_company(
    sheet: Sheet[ProposalForm], proposals: Mapping[str, Proposal], own: Sequence[Path]
) -> None:
    """Refuse a form that says of other proposals what is not so; those in ``own`` are a user's."""
    checks = (
        partial(_refuse_one_sided, sheet, proposals, own),
        partial(_refuse_packaged, sheet, proposals),
        partial(_refuse_cycle, sheet, proposals),
    )
    refuse_all(refusals_of(checks))


def _refuse_one_sided(
    sheet: Sheet[ProposalForm], proposals: Mapping[str, Proposal], users: Sequence[Path]
) -> None:
    own = sheet.content
    for place, other in enumerate(own.excludes):
        where = ("excludes", place)
        sheet.refuse_unknown(where, other, proposals, NO_PROPOSAL)
        if other == own.id or other in own.depends_on:
            raise sheet.fault(
                where,
                Wording(
                    f"{own.id} kan ikke både forudsætte {other} og udelukke det.",
                    f"{own.id} cannot do without {other} and exclude it too.",
                ),
            )
        if sheet.path not in users and own.id not in proposals[other].excludes:
            raise sheet.fault(
                where,
                Wording(
                    f"{other} udelukker ikke {own.id}; skriv det i begge.",
                    f"{other} does not exclude {own.id} back; write it in both.",
                ),
            )


def _refuse_packaged(sheet: Sheet[ProposalForm], proposals: Mapping[str, Proposal]) -> None:
    document = sheet.content.form.document
    here = {p.form.number: p.id for p in proposals.values() if p.form.document == document}
    for place, outside in enumerate(sheet.content.excludes_outside):
        if outside.number in here:
            raise sheet.fault(
                ("excludes_outside", place, "number"),
                Wording(
                    f"{outside.number} er blandt de medfølgende forslag: skriv "
                    f"{here[outside.number]} i excludes.",
                    f"{outside.number} is in the package: write {here[outside.number]} in"
                    " excludes.",
                ),
            )


def _refuse_cycle(sheet: Sheet[ProposalForm], proposals: Mapping[str, Proposal]) -> None:
    own = sheet.content
    for place, other in enumerate(own.depends_on):
        sheet.refuse_unknown(("depends_on", place), other, proposals, NO_PROPOSAL)
    waiting, reached = list(own.depends_on), set[str]()
    while waiting:
        name = waiting.pop()
        if name == own.id:
            raise sheet.fault(
                ("depends_on",),
                Wording(
                    f"{own.id} forudsætter i sidste ende sig selv.",
                    f"{own.id} depends on itself in the end.",
                ),
            )
        if name in proposals and name not in reached:
            reached.add(name)
            waiting.extend(proposals[name].depends_on)
