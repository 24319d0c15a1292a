"""From nets by replication to the finding: the best set, the frontier, and how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.assumptions import assumptions_behind
from borgerflow.experiments.findings.labels import in_a_sentence
from borgerflow.experiments.findings.rows import Interaction
from borgerflow.experiments.questions.compare.tables.rows import interaction_of
from borgerflow.experiments.questions.portfolio.booked import (
    booked_tables,
    by_frame_and_year,
    on_frames,
)
from borgerflow.experiments.questions.portfolio.choosing.candidates import overlaps
from borgerflow.experiments.questions.portfolio.choosing.choose import (
    DRAWS,
    Candidates,
    best_set,
    chosen_shares,
    frontier,
)
from borgerflow.experiments.questions.portfolio.choosing.frame_limits import (
    cost_of,
    exceeded,
    limit_rows,
    refuse_unkept,
)
from borgerflow.experiments.questions.portfolio.finding import (
    CandidateRow,
    FrameYear,
    LeftOut,
    Limits,
    PortfolioFinding,
    SetRow,
)
from borgerflow.experiments.questions.portfolio.simulate import (
    LivedSet,
    Names,
    ProposalSets,
    closure,
    dependencies,
)
from borgerflow.experiments.runs.accounts.assumptions import with_frames
from borgerflow.experiments.runs.capacity.whole_numbers import OERE
from borgerflow.experiments.runs.comparison import head_of
from borgerflow.experiments.runs.notices import (
    outside_notices,
    run_notices,
    visitor_notices,
)
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Choice, Proposal
from borgerflow.sim.params.law.accounts import FRAMES

Array = NDArray[np.float64]
MOST_SIMULATED = 12  # sets of the frontier that are simulated together
BEST = Wording("Bedste sæt inden for budgettet", "Best under the budget")
FRONT = Wording("Bedste sæt for et mindre beløb", "Best for a smaller sum")
NOTHING = Wording("Ingen forslag", "Choose none")
LIKE = Wording("Bedste sæt til mindst samme beløb som {}", "Best that costs as much as: {}")
FREE = Wording("Bedste sæt uden budget", "Best without a budget")


@dataclass(frozen=True)
class Selection:
    """Proposals to select among, under which limits, and the choices somebody made."""

    sets: ProposalSets
    candidates: Candidates  # without nets
    limits: Limits
    left_out: tuple[LeftOut, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Solution:
    """The sets that the mean nets of what was simulated pick out."""

    selection: Selection
    lived: Mapping[Names, LivedSet]

    def alone(self, name: str) -> Array:
        """Return the net that a proposal adds to those it depends on, by replication."""
        return self.added(name).net

    def added(self, name: str) -> LivedSet:
        """Return what a proposal adds to those it depends on."""
        params = self.selection.sets.params
        under, own = dependencies(name, params), self.lived[closure(name, params)]
        return own.without(self.lived[under]) if under else own

    @property
    def replications(self) -> int:
        """Return how many replications were simulated."""
        return len(self.alone(self.candidates.names[0]))

    @cached_property
    def candidates(self) -> Candidates:
        """Return the candidates with their mean nets."""
        candidates = self.selection.candidates
        means = [self.alone(name).mean() for name in candidates.names]
        frames = {name: np.round(each.mean(axis=0), OERE) for name, each in self.on_frames.items()}
        return replace(candidates, nets=np.round(np.array(means), OERE), frames=frames)

    @cached_property
    def on_frames(self) -> dict[FrameYear, Array]:
        """Return the net of each candidate on each frame and year, [replication, proposal]."""
        sets, names = self.selection.sets, self.selection.candidates.names
        nets = [on_frames(self.added(name).booked, sets) for name in names]
        return by_frame_and_year(np.stack(nets, axis=1), sets)

    @cached_property
    def best(self) -> Names:
        """Return the set of least net.

        Raises
        ------
        InputError
            If no set keeps the limits of frames.
        """
        refuse_unkept(self.candidates, self.selection.limits)
        best = best_set(self.candidates, self.selection.limits)
        assert best is not None  # refused before anything was simulated
        return best

    @cached_property
    def frontier(self) -> list[Names]:
        """Return each set that is best under some budget, the cheapest first."""
        return frontier(self.candidates, self.selection.limits)

    @cached_property
    def choices(self) -> dict[Names, list[Choice]]:
        """Return the choices somebody made, by the set that each is."""
        found: dict[Names, list[Choice]] = {}
        for choice in self.selection.choices:
            found.setdefault(tuple(sorted(choice.proposals)), []).append(choice)
        return found

    @cached_property
    def same_cost(self) -> dict[str, Names]:
        """Return the best set that costs at least what a choice does, by the choice."""
        found = {}
        for choice in self.selection.choices:
            cost = round(self.selection.sets.investment(choice.proposals).total, OERE)
            given = self.selection.limits
            limits = Limits(at_least=cost, must=given.must, frames=given.frames)
            found[choice.id] = best_set(self.candidates, limits)
        return {name: names for name, names in found.items() if names is not None}

    @property
    def worth_simulating(self) -> list[Names]:
        """Return the sets worth a look: the best, the frontier, and those of like cost."""
        return [self.best, *evenly_spaced(self.frontier, MOST_SIMULATED), *self.same_cost.values()]

    def candidate_rows(self) -> list[CandidateRow]:
        """Return every candidate, with how often it is chosen if chance was asked twice."""
        selection, shares = self.selection, self._shares() if self.replications > 1 else {}
        return [
            CandidateRow(
                form.id,
                form.form.number,
                Wording(form.title.da, form.title.en),
                selection.sets.investment((form.id,)),
                mean_interval(self.alone(form.id)),
                form.id in self.best,
                shares.get(form.id),
            )
            for form in map(selection.sets.params.proposal, self.candidates.names)
        ]

    def set_rows(self) -> list[SetRow]:
        """Return the best set, then each other one, the cheapest first."""
        others = {*self.frontier, *self.same_cost.values(), *self.choices} - {self.best}
        rows = [self._row(names) for names in others]
        rows.sort(key=lambda row: (row.investment.total, row.one_by_one.mean, row.proposals))
        return [self._row(self.best), *rows]

    def _row(self, names: Names) -> SetRow:
        sets = self.selection.sets
        investment, frames = sets.investment(names), self._frames(names)
        return SetRow(
            proposals=names,
            numbers=tuple(sets.params.proposal(name).form.number for name in names),
            labels=tuple(self._labels(names)),
            chosen=names == self.best,
            on_frontier=names in self.frontier,
            named=tuple(choice.id for choice in self.choices.get(names, ())),
            within_budget=self.selection.limits.afford(investment.by_year),
            investment=investment,
            one_by_one=mean_interval(self._parts(names).sum(axis=1)),
            interaction=self._interaction(names),
            frames=frames,
            over=exceeded(self.selection.limits, frames),
        )

    def _shares(self) -> dict[str, float]:
        candidates, limits = self.selection.candidates, self.selection.limits
        alone, seed = self._parts(candidates.names), self.selection.sets.question.seed
        return chosen_shares(candidates, alone, limits, seed, self.on_frames)

    def finance(self) -> dict[str, Any]:
        """Return the accounts and the limits of the best set, by field of the finding."""
        best, limits, sets = self.best, self.selection.limits, self.selection.sets
        tables = booked_tables(self._booked(best), sets)
        both = self.lived.get(best)
        nets = None if both is None else on_frames(both.booked.mean(axis=0), sets)
        together = None if nets is None else by_frame_and_year(nets, sets)
        kroner = None if together is None else {n: float(each) for n, each in together.items()}
        rows = limit_rows(self.candidates, limits, best, kroner)
        cost = cost_of(self.candidates, limits, best, {*limits.frames}) if rows else 0.0
        return {**tables, "limit_rows": rows, "limits_cost": cost}

    def _frames(self, names: Names) -> dict[FrameYear, float]:
        """Return a set on each frame and year, its members one by one, candidates or not."""
        sets = self.selection.sets
        nothing = np.zeros((len(FRAMES), len(sets.axes.years)))
        each = (on_frames(self.added(name).booked, sets).mean(axis=0) for name in names)
        kroner = sum((np.round(nets, OERE) for nets in each), nothing)
        told = by_frame_and_year(np.asarray(kroner), sets)
        return {frame: round(float(amount), OERE) for frame, amount in told.items()}

    def _booked(self, names: Names) -> Array:
        """Return a set by function, [replication, function, year, ...]: together, else by sums."""
        if names in self.lived:
            return self.lived[names].booked
        nothing = np.zeros_like(self.added(self.selection.candidates.names[0]).booked)
        return np.asarray(sum((self.added(name).booked for name in names), nothing))

    def _parts(self, names: Names) -> Array:
        """Return the net of each member of a set, [replication, member]."""
        none = np.zeros((self.replications, 0))
        return np.stack([self.alone(name) for name in names], axis=1) if names else none

    def _interaction(self, names: Names) -> Interaction | None:
        if not names or names not in self.lived:
            return None
        return interaction_of(names, self._parts(names), self.lived[names].net)

    def _labels(self, names: Names) -> list[Wording]:
        """Return what a set is: the best, a choice somebody made, the dearest of the frontier."""
        labels = [BEST] if names == self.best else []
        if names == self.frontier[-1]:
            labels.append(FREE)
        elif names in self.frontier and names != self.best:
            labels.append(FRONT if names else NOTHING)
        labels += [Wording(c.label.da, c.label.en) for c in self.choices.get(names, ())]
        for choice in self.selection.choices:
            if self.same_cost.get(choice.id) == names and names not in self.choices:
                label = choice.label
                labels.append(Wording(LIKE.da.format(label.da), LIKE.en.format(label.en)))
        return labels


def evenly_spaced(sets: Sequence[Names], most: int) -> list[Names]:
    """Return so many sets at most, spread evenly, the first and the last among them."""
    if len(sets) <= most:
        return list(sets)
    places = np.linspace(0, len(sets) - 1, most).round().astype(int)
    return [sets[place] for place in places]


def finding_of(solution: Solution, warnings: tuple[Wording, ...] = ()) -> PortfolioFinding:
    """Return the finding; sets that were not simulated have no net together."""
    selection, sets = solution.selection, solution.selection.sets
    forms = tuple(sets.params.proposal(name) for name in solution.candidates.names)
    world = replace(sets.baseline, proposals=forms)
    assumptions = assumptions_behind(world, {})
    replications = solution.replications
    return PortfolioFinding(
        **head_of(world, sets.question.seed, sets.question.engine),
        replications=replications,
        price_year=sets.price_year,
        price_index=sets.axes.price_index,
        assumptions=with_frames(assumptions, forms, sets.chart),
        warnings=(
            *_unstated(forms),
            *_overlapping(solution.best, sets),
            *outside_notices(world),
            *visitor_notices(world, forms),
            *run_notices(world, assumptions, replications),
            *warnings,
        ),
        limits=selection.limits,
        candidates=tuple(solution.candidate_rows()),
        sets=tuple(solution.set_rows()),
        left_out=selection.left_out,
        **solution.finance(),
        draws=DRAWS if replications > 1 else 0,
        notes=tuple(
            Wording(flag.da, flag.en) for choice in selection.choices for flag in choice.flags
        ),
    )


def _unstated(forms: Sequence[Proposal]) -> list[Wording]:
    """Return how many of the forms state no effect."""
    silent = [form for form in forms if not all(m.stated for m in form.mechanisms)]
    if not silent:
        return []
    lead = Wording(
        f"{len(silent)} af de {len(forms)} forslag oplyser ikke alle deres effekter",
        f"{len(silent)} of the {len(forms)} forms do not state all of their effects",
    )
    if len(silent) == len(forms) > 1:
        lead = Wording(
            f"Ingen af de {len(forms)} forslag oplyser alle deres effekter",
            f"None of the {len(forms)} forms states all of its effects",
        )
    return [
        lead
        + Wording(
            "; de manglende er antagelser, og valget står og falder med dem.",
            "; those that are missing are assumed, and the choice stands and falls with them.",
        )
    ]


def _overlapping(best: Names, sets: ProposalSets) -> list[Wording]:
    """Return one sentence for each pair of the best set that may buy the same effort."""
    notices = []
    for one, other, scheme in overlaps([sets.params.proposal(name) for name in best]):
        label = sets.baseline.law.schemes[scheme].label
        numbers = one.form.number, other.form.number
        notices.append(
            Wording(
                f"{' og '.join(numbers)} virker på de samme borgere i {in_a_sentence(label['da'])}:"
                " køber de den samme indsats, er den talt med to gange.",
                f"{' and '.join(numbers)} act on the same people in {label['en']}: if they buy the "
                "same effort, it is counted twice.",
            )
        )
    return notices
