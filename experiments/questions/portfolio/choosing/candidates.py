"""What can be chosen: who is left out and why, which limits no set keeps, and who act alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np

from borgerflow.experiments.present import numbers
from borgerflow.experiments.questions.portfolio.choosing.choose import Candidates, best_set
from borgerflow.experiments.questions.portfolio.finding import LeftOut, Limits
from borgerflow.experiments.questions.portfolio.simulate import Names, ProposalSets, closure
from borgerflow.experiments.runs.validate import in_force
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Choice, Mechanism, Params, Proposal
from borgerflow.sim.params.reading.phrases import exclude_each_other
from borgerflow.sim.world.world import World

LEFT_OUT = Wording("efter ønske", "as asked")
AND_LEFT_OUT = Wording(
    "og skal udelades: vælg én af delene.", "and is to be left out: expected one of them."
)
AND_NOT_AMONG = Wording(
    "og er ikke blandt forslagene: nævn det også dér.",
    "and is not among the proposals: name it there too.",
)


def selectable(
    names: Sequence[str], leave_out: Sequence[str], baseline: World, params: Params
) -> tuple[Names, tuple[LeftOut, ...]]:
    """Return the proposals that can be chosen, sorted, and the others with the reason.

    What a proposal depends on can be chosen too, named or not. A proposal that needs one left
    out, or two that exclude each other, is left out as well.
    """
    wished = {params.proposal(name).id for name in leave_out}
    wanted = sorted({other for name in names for other in closure(name, params)} | wished)
    reasons = {name: _reason(name, wished, baseline, params) for name in wanted}
    out = tuple(
        LeftOut(name, params.proposal(name).form.number, because)
        for name, because in reasons.items()
        if because is not None
    )
    return tuple(name for name in wanted if reasons[name] is None), out


def _reason(name: str, wished: set[str], baseline: World, params: Params) -> Wording | None:
    """Return why a proposal cannot be chosen, if it cannot."""
    own = _own_reason(params.proposal(name), wished, baseline)
    if own is not None:
        return own
    for other in map(params.proposal, closure(name, params)):
        if _own_reason(other, wished, baseline) is not None:
            number = other.form.number
            return Wording(
                f"det forudsætter {number}, som ikke kan vælges",
                f"it depends on {number}, which cannot be chosen",
            )
    for one, other in _exclusive([name], params):
        both = f"{one.form.number}", f"{other.form.number}"
        return Wording(
            "det forudsætter {} og {}, som udelukker hinanden".format(*both),
            "it depends on {} and {}, which exclude each other".format(*both),
        )
    return None


def _exclusive(names: Iterable[str], params: Params) -> Iterator[tuple[Proposal, Proposal]]:
    """Yield each pair, of proposals and all they depend on, that exclude each other."""
    needed = sorted({other for name in names for other in closure(name, params)})
    for one, other in combinations(map(params.proposal, needed), 2):
        if other.id in one.excludes:
            yield one, other


def _own_reason(proposal: Proposal, wished: set[str], baseline: World) -> Wording | None:
    if proposal.id in wished:
        return LEFT_OUT
    if proposal.unanswered:
        because = proposal.unanswered
        return Wording(
            f"kan ikke beregnes af denne model, fordi {because.da.rstrip('.')}",
            f"cannot be answered by this model because {because.en.rstrip('.')}",
        )
    if not in_force(proposal, baseline.start_day, baseline.end_day):
        first, last = date_of(proposal.start), date_of(proposal.until - 1)
        return Wording(
            f"ikke i kraft i perioden: det løber fra {first} til {last}",
            f"not in force within the horizon: it runs from {first} to {last}",
        )
    return None


def choices_of(home: str, baseline: World, params: Params) -> tuple[Choice, ...]:
    """Return the choices somebody made in a municipality that can be simulated in full."""
    return tuple(
        choice
        for choice in params.choices.values()
        if choice.municipality == home
        and not any(
            _own_reason(params.proposal(name), set(), baseline) for name in choice.proposals
        )
    )


def candidates_of(names: Names, sets: ProposalSets) -> Candidates:
    """Return proposals with their cost and the rules among them; their nets are still 0."""
    forms = [sets.params.proposal(name) for name in names]
    costs = [list(sets.investment((name,)).by_year.values()) for name in names]
    return Candidates(
        names,
        np.zeros(len(names)),
        np.stack(costs, axis=1),
        tuple((form.id, o) for form in forms for o in form.excludes if form.id < o),
        tuple((form.id, other) for form in forms for other in form.depends_on),
    )


def refuse_impossible(
    candidates: Candidates, limits: Limits, left_out: Sequence[LeftOut], params: Params
) -> None:
    """Refuse limits that no set keeps, saying which; nothing has been simulated yet."""
    _refuse_unavailable(candidates, limits, left_out, params)
    if best_set(candidates, limits) is not None:
        return
    least = best_set(candidates, Limits(must=limits.must)) or ()
    spending = replace(candidates, nets=-candidates.costs.sum(axis=0))
    most = best_set(spending, replace(limits, at_least=None))
    if most is None:
        raise InputError(_over_budget(least, candidates.cost(least)))
    raise InputError(_under_least(limits.at_least or 0.0, candidates.cost(most)))


def _over_budget(must: Names, cost: float) -> Wording:
    """Return that those that must be chosen cost more than a budget."""
    names, kroner = ", ".join(must), numbers.in_both(numbers.number, cost)
    return Wording(
        f"Intet sæt holder budgettet: {names} skal vælges og koster {kroner.da} kr. i alt.",
        f"No set keeps the budget: {names} must be chosen and cost {kroner.en} kr. in all.",
    )


def _under_least(least: float, most: float) -> Wording:
    """Return that all there is costs less than is to be spent."""
    wanted, there = (numbers.in_both(numbers.number, amount) for amount in (least, most))
    return Wording(
        f"Intet sæt bruger mindst {wanted.da} kr.: der kan højst bruges {there.da} kr.",
        f"No set spends at least {wanted.en} kr.: the most that can be spent is {there.en} kr.",
    )


def _refuse_unavailable(
    candidates: Candidates, limits: Limits, left_out: Sequence[LeftOut], params: Params
) -> None:
    """Refuse a proposal that must be chosen and cannot be."""
    reasons = {out.id: out.because for out in left_out}
    for name in limits.must:
        params.proposal(name)
        must = Wording(f"{name} skal vælges ", f"{name} must be chosen ")
        if reasons.get(name) == LEFT_OUT:
            raise InputError(must + AND_LEFT_OUT)
        if name in reasons:
            raise InputError(
                must + Wording("og kan ikke: ", "and cannot be: ") + reasons[name] + "."
            )
        if name not in candidates.names:
            raise InputError(must + AND_NOT_AMONG)
    for one, other in _exclusive(limits.must, params):
        raise InputError(
            exclude_each_other(one.id, other.id)
            + Wording(
                " og skal begge vælges: vælg et af dem.",
                " and must both be chosen: expected one.",
            )
        )


def overlaps(proposals: Sequence[Proposal]) -> Iterator[tuple[Proposal, Proposal, str]]:
    """Yield each pair that acts on the same scheme in the same way, with the scheme.

    The same way is: the same exits for some of the same people in some of the same weeks and
    on some of the same days, or the same new cases of some of the same people.
    """
    for one, other in combinations(proposals, 2):
        if one.start >= other.until or other.start >= one.until:
            continue
        pairs = product(one.mechanisms, other.mechanisms)
        for scheme in dict.fromkeys(a.scheme for a, b in pairs if act_alike(a, b)):
            yield one, other, scheme


def act_alike(one: Mechanism, other: Mechanism) -> bool:
    """Tell whether two mechanisms change the same thing for some of the same people."""
    same = one.scheme == other.scheme and one.at == other.at
    return same and _meet(one, other) and _targets_meet(one, other)


def _meet(one: Mechanism, other: Mechanism) -> bool:
    if one.at is not None:
        return one.at == "door" or bool(set(one.origins) & set(other.origins))
    (start, end), (begin, stop) = one.window_weeks, other.window_weeks
    in_time = (stop is None or start < stop) and (end is None or begin < end)
    return in_time and bool(set(one.exits) & set(other.exits))


def _targets_meet(one: Mechanism, other: Mechanism) -> bool:
    shared = set(one.target) & set(other.target)
    return all(set(one.target[name]) & set(other.target[name]) for name in shared)
