"""Savings that law gives by itself: on a duty that it no longer has, from a day on."""

from collections.abc import Iterator

from borgerflow.sim.base.clock import FAR, year_of
from borgerflow.sim.params.law.values import Parameter
from borgerflow.sim.params.proposals.proposals import Proposal


def saved_by_law_from(proposal: Proposal, duty: Parameter) -> int | None:
    """Return the first day from which a proposal saves on a duty that law no longer has, if any.

    Parameters
    ----------
    duty : Parameter
        The value of law that the proposal ``spares``; law asks for nothing where it has ended
        or is false.
    """
    saved = {year for year, cost in proposal.cost.items() if (cost.value or 0.0) < 0}
    for start, end in _without(duty):
        first, last = max(start, proposal.start), min(end, proposal.until) - 1
        if first <= last and saved & set(range(year_of(first), year_of(last) + 1)):
            return first
    return None


def _without(duty: Parameter) -> Iterator[tuple[int, int]]:
    """Yield the times, as first day and day after the last, in which law has not the duty."""
    values = duty.values
    ends = [*(later.day for later in values[1:]), FAR]
    for value, end in zip(values, ends, strict=True):
        if value.value is None or value.value is False:
            yield value.day, end
