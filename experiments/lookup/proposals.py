"""Proposals as they stand in their files, ready to be shown: nothing is simulated."""

from collections.abc import Sequence
from typing import Any

from borgerflow.experiments.findings.finding import json_text
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.params import Params, Proposal

PROPOSALS_SCHEMA = "borgerflow/proposals/1"


def all_proposals(params: Params) -> list[Proposal]:
    """Return every proposal in order of id."""
    return [params.proposals[name] for name in sorted(params.proposals)]


def proposals_json(proposals: Sequence[Proposal]) -> str:
    """Return the JSON of ``proposals``: the forms with dates as ISO text."""
    return json_text({"schema": PROPOSALS_SCHEMA, "proposals": [_form(p) for p in proposals]})


def total_cost(proposal: Proposal) -> float:
    """Return what a proposal asks for over all its years, in kroner of its price year."""
    return sum(estimate.value or 0.0 for estimate in proposal.cost.values())


def states_its_effect(proposal: Proposal) -> bool:
    """Tell whether the form states the effect of each of its mechanisms, and there are some."""
    stated = [mechanism.stated for mechanism in proposal.mechanisms]
    return bool(stated) and all(stated)


def _form(proposal: Proposal) -> dict[str, Any]:
    form = proposal.model_dump(mode="json", exclude={"path"})
    for patch in form["law"]:
        patch["values"] = {iso(int(day)): value for day, value in patch["values"].items()}
    return form | {"start": iso(proposal.start), "until": iso(proposal.until)}


def iso(day: int) -> str:
    """Return the date of a day as ISO text."""
    return date_of(day).isoformat()


def day_before(day: int) -> str:
    """Return the date of the last day before an exclusive end."""
    return iso(day - 1)
