"""What can be chosen at all: who is left out and why, and which limits no set keeps."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from borgerflow.experiments.findings.rows import Notice
from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.breakeven.question import in_force
from borgerflow.experiments.questions.portfolio.choose import Candidates, Limits, best_set
from borgerflow.experiments.questions.portfolio.finding import Asked, LeftOut
from borgerflow.experiments.questions.portfolio.simulate import Names, Stage, closure
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import Choice, Params, Proposal
from borgerflow.sim.world.world import World

LEFT_OUT = Notice("efter ønske", "as asked")


def sorted_out(
    names: Sequence[str], leave_out: Sequence[str], baseline: World, params: Params
) -> tuple[Names, tuple[LeftOut, ...]]:
    """Return the proposals that can be chosen, sorted, and the others with the reason.

    What a proposal depends on can be chosen too, named or not. A proposal that needs one left
    out, or two that exclude each other, is left out as well.
    """
    wished = {params.proposal(name).id for name in leave_out}
    wanted = sorted({other for name in names for other in closure(name, params)} | wished)
    reasons = {name: _reason(name, wished, baseline, params) for name in wanted}
    found = tuple(name for name in wanted if reasons[name] is None)
    out = tuple(
        LeftOut(name, params.proposal(name).form.number, because)
        for name, because in reasons.items()
        if because is not None
    )
    return found, out


def _reason(name: str, wished: set[str], baseline: World, params: Params) -> Notice | None:
    """Return why a proposal cannot be chosen, if it cannot."""
    own = _own_reason(params.proposal(name), wished, baseline)
    if own is not None:
        return own
    needed = [params.proposal(other) for other in closure(name, params)]
    for other in needed:
        if _own_reason(other, wished, baseline) is not None:
            number = other.form.number
            return Notice(
                f"det forudsætter {number}, som ikke kan vælges",
                f"it depends on {number}, which cannot be chosen",
            )
    for one, other in combinations(needed, 2):
        if other.id in one.excludes:
            both = f"{one.form.number}", f"{other.form.number}"
            return Notice(
                "det forudsætter {} og {}, som udelukker hinanden".format(*both),
                "it depends on {} and {}, which exclude each other".format(*both),
            )
    return None


def _own_reason(proposal: Proposal, wished: set[str], baseline: World) -> Notice | None:
    if proposal.id in wished:
        return LEFT_OUT
    if proposal.unanswered:
        because = proposal.unanswered
        return Notice(
            f"kan ikke besvares af denne model, fordi {because.da.rstrip('.')}",
            f"cannot be answered by this model because {because.en.rstrip('.')}",
        )
    if not in_force(proposal, baseline):
        first, last = date_of(proposal.start), date_of(proposal.until - 1)
        return Notice(
            f"ikke i kraft i perioden: det løber fra {first} til {last}",
            f"not in force within the horizon: it runs from {first} to {last}",
        )
    return None


def possible_choices(home: str, baseline: World, params: Params) -> tuple[Choice, ...]:
    """Return the choices somebody made in a municipality that can be lived in full."""
    return tuple(
        choice
        for choice in params.choices.values()
        if choice.municipality == home
        and not any(
            _own_reason(params.proposal(name), set(), baseline) for name in choice.proposals
        )
    )


def candidates_of(names: Names, stage: Stage) -> Candidates:
    """Return proposals with their cost and the rules among them; their nets are still 0."""
    forms = [stage.params.proposal(name) for name in names]
    return Candidates(
        names,
        np.zeros(len(names)),
        np.stack([stage.invested((name,)) for name in names], axis=1),
        tuple((form.id, o) for form in forms for o in form.excludes if form.id < o),
        tuple((form.id, other) for form in forms for other in form.depends_on),
    )


def limits_of(asked: Asked) -> Limits:
    """Return what was asked as limits."""
    return Limits(tuple(asked.budgets.values()), asked.total, asked.at_least, asked.must)


def refuse_impossible(
    candidates: Candidates, limits: Limits, left_out: Sequence[LeftOut], stage: Stage
) -> None:
    """Refuse limits that no set keeps, saying which; nothing has been lived yet."""
    reasons = {out.id: out.because.en for out in left_out}
    for name in limits.must:
        stage.params.proposal(name)
        if reasons.get(name) == LEFT_OUT.en:
            raise InputError(f"{name} must be chosen and is to be left out: expected one of them.")
        if name in reasons:
            raise InputError(f"{name} must be chosen and cannot be: {reasons[name]}.")
        if name not in candidates.names:
            raise InputError(
                f"{name} must be chosen and is not among the proposals: name it there too."
            )
    _refuse_excluded(limits.must, stage.params)
    if best_set(candidates, limits) is not None:
        return
    least = best_set(candidates, Limits(must=limits.must))
    spending = Candidates(
        candidates.names,
        -candidates.costs.sum(axis=0),
        candidates.costs,
        candidates.exclusions,
        candidates.needs,
    )
    most = best_set(spending, Limits(limits.by_year, limits.total, None, limits.must))
    if most is None:
        raise InputError(
            f"No set keeps the budget: {', '.join(least or ())} must be chosen and cost"
            f" {_kroner(candidates.cost(least or ()))} in all."
        )
    raise InputError(
        f"No set spends at least {_kroner(limits.at_least or 0.0)}: the most that can be spent is"
        f" {_kroner(candidates.cost(most))}"
    )


def _refuse_excluded(must: Names, params: Params) -> None:
    needed = sorted({other for name in must for other in closure(name, params)})
    for one, other in combinations(needed, 2):
        if other in params.proposal(one).excludes:
            raise InputError(
                f"{one} and {other} exclude each other and must both be chosen: expected one."
            )


def _kroner(amount: float) -> str:
    return f"{numbers.number(amount, 'en')} kr."
