"""Choices somebody made among proposals: the only reader of ``params/choices``.

A choice says which proposals were taken, who says so, and what they were said to cost. It is
data to compare with; nothing rests on it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from borgerflow.sim.base.clock import year_of
from borgerflow.sim.params.estimates import Estimate
from borgerflow.sim.params.proposals.proposals import Proposal
from borgerflow.sim.params.reading.faults import NO_PROPOSAL
from borgerflow.sim.params.reading.forms import Day, Entry, Label, Names, Sheet, Text, read_sheet
from borgerflow.sim.params.reading.phrases import (
    exclude_each_other,
    misnamed,
    other_unit,
    without_another,
)


class Choice(Entry):
    """One choice: proposals taken together, with what was granted a year."""

    id: Text
    label: Label
    municipality: Text
    proposals: Annotated[Names, Field(min_length=1)]
    decided: Day
    source: Text
    granted: Estimate
    package: Estimate | None = None
    flags: tuple[Label, ...] = ()


def read_choices(folder: Path, proposals: Mapping[str, Proposal]) -> dict[str, Choice]:
    """Return every choice of a folder by id, in order of id; none where there is no folder.

    Raises
    ------
    ParamError
        If one does not hold, takes a proposal there is not, two that exclude each other or one
        without what it depends on.
    """
    choices: dict[str, Choice] = {}
    for path in sorted(folder.glob("*.yaml")):
        sheet: Sheet[Choice] = read_sheet(path, Choice)
        if sheet.content.id != path.stem:
            raise sheet.fault(("id",), misnamed(sheet.content.id, path.stem))
        _refuse_no_kroner(sheet)
        _refuse_impossible(sheet, proposals)
        choices[path.stem] = sheet.content
    return choices


def costs_not_granted(choice: Choice, proposals: Mapping[str, Proposal]) -> dict[int, float]:
    """Return by year what the forms cost, in the years in which it is not what was granted.

    Years before the one it was decided in are left out, and those in which nothing is paid.
    """
    costs: dict[int, float] = {}
    for name in choice.proposals:
        for year, estimate in proposals[name].cost.items():
            costs[year] = costs.get(year, 0.0) + (estimate.value or 0.0)
    decided = year_of(choice.decided)
    return {
        year: cost
        for year, cost in sorted(costs.items())
        if year >= decided and cost and cost != choice.granted.value
    }


def _refuse_no_kroner(sheet: Sheet[Choice]) -> None:
    for key in ("granted", "package"):
        estimate: Estimate | None = getattr(sheet.content, key)
        if estimate is not None and estimate.unit != "kr":
            raise sheet.fault((key, "unit"), other_unit(estimate.unit, "kr"))


def _refuse_impossible(sheet: Sheet[Choice], proposals: Mapping[str, Proposal]) -> None:
    chosen = sheet.content.proposals
    for place, name in enumerate(chosen):
        where = ("proposals", place)
        sheet.refuse_unknown(where, name, proposals, NO_PROPOSAL)
        for other in proposals[name].excludes:
            if other in chosen:
                raise sheet.fault(where, exclude_each_other(name, other) + ".")
        for other in proposals[name].depends_on:
            if other not in chosen:
                raise sheet.fault(where, without_another(name, other))
