"""From what a user typed to the finding that answers it."""

from collections.abc import Iterable, Sequence
from typing import get_args

from borgerflow.experiments.findings.question import Engine, WorldQuestion
from borgerflow.sim.base.clock import date_of, parse_day
from borgerflow.sim.base.errors import InputError, nearest
from borgerflow.sim.params import Mechanism, Params, Proposal

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


def refuse_question(question: WorldQuestion, params: Params) -> None:
    """Refuse a question about proposals that no world could answer."""
    refuse_settings(question.replications, question.engine)
    refuse_none(question.proposals, params.proposals)
    refuse_repeats(question.proposals)


def refuse_none(names: Sequence[str], known: Iterable[str]) -> None:
    """Refuse a comparison of nothing."""
    if not names:
        raise InputError(f"No proposal is named: expected one or more of {', '.join(known)}.")


def refuse_repeats(names: Sequence[str]) -> None:
    """Refuse a proposal that is named twice."""
    for name in names:
        if list(names).count(name) > 1:
            raise InputError(f"{name} is named twice: expected each proposal once.")


def refuse_settings(replications: int, engine: str) -> None:
    """Refuse fewer than one replication, and an engine there is not."""
    if replications < 1:
        raise InputError(f"replications is {replications}: expected 1 or more.")
    known = get_args(Engine)
    if engine not in known:
        raise InputError(
            f"No engine is called {engine}.{nearest(engine, known)} Known: {', '.join(known)}."
        )


def main_mechanism(proposals: Sequence[Proposal]) -> tuple[Proposal, Mechanism]:
    """Return the mechanism whose size the question turns on, and its proposal.

    It is the first whose effect the form does not state, else the first.

    Raises
    ------
    InputError
        If none has an effect of a size: they change law alone, say (see `has_effect`).
    """
    pairs = [(proposal, mechanism) for proposal in proposals for mechanism in proposal.mechanisms]
    unstated = [(proposal, mechanism) for proposal, mechanism in pairs if not mechanism.stated]
    if not pairs:
        names = ", ".join(proposal.id for proposal in proposals)
        raise InputError(f"{names} has no mechanism with an effect whose size could be asked for.")
    return (unstated or pairs)[0]


def has_effect(proposals: Sequence[Proposal]) -> bool:
    """Tell whether some mechanism has an effect of a size; a patch of law has none."""
    return any(proposal.mechanisms for proposal in proposals)


def is_alone(proposals: Sequence[Proposal]) -> bool:
    """Tell whether there is one mechanism in all."""
    return sum(len(proposal.mechanisms) for proposal in proposals) == 1


def replaced(proposals: Sequence[Proposal], changed: Proposal) -> tuple[Proposal, ...]:
    """Return the proposals with one of them changed."""
    return tuple(changed if p.id == changed.id else p for p in proposals)
