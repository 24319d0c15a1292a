"""From nets by replication to the finding: the best set, the frontier, and how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from borgerflow.experiments.findings.assumptions import assumptions_of
from borgerflow.experiments.findings.rows import Interaction, Notice
from borgerflow.experiments.questions.compare import tables as contrast
from borgerflow.experiments.questions.portfolio.choose import (
    DRAWS,
    OERE,
    Candidates,
    Limits,
    best_set,
    chosen_shares,
    frontier,
)
from borgerflow.experiments.questions.portfolio.finding import (
    Asked,
    CandidateRow,
    LeftOut,
    PortfolioFinding,
    SetRow,
)
from borgerflow.experiments.questions.portfolio.overlaps import overlaps
from borgerflow.experiments.questions.portfolio.simulate import Ask, Names, Stage, below, closure
from borgerflow.experiments.runs.comparison import head_of
from borgerflow.experiments.runs.notices import outside_notices, run_notices, visitor_notices
from borgerflow.experiments.runs.statistics import mean_interval
from borgerflow.sim.params import Choice, Proposal
from borgerflow.sim.world.world import World

Array = NDArray[np.float64]
Nets = Mapping[Names, Array]  # [replication] municipal net of each set lived
MOST_LIVED = 12  # sets of the frontier that are lived together
BEST = Notice("Bedst inden for budgettet", "Best under the budget")
FRONT = Notice("Bedst for et mindre beløb", "Best for a smaller sum")
NOTHING = Notice("Vælg ingen", "Choose none")
LIKE = Notice("Bedst, der koster mindst det samme som: {}", "Best that costs as much as: {}")
FREE = Notice("Bedst uden budget", "Best without a budget")


@dataclass(frozen=True)
class Choosing:
    """A question with all that can be known before anything is lived."""

    stage: Stage
    ask: Ask
    asked: Asked
    candidates: Candidates  # without nets
    limits: Limits
    left_out: tuple[LeftOut, ...]
    price_year: int
    choices: tuple[Choice, ...]

    def alone(self, name: str, nets: Nets) -> Array:
        """Return what a proposal adds to those it depends on, by replication."""
        params = self.stage.params
        under = below(name, params)
        own = nets[closure(name, params)]
        return own - nets[under] if under else own

    def judged(self, nets: Nets) -> Candidates:
        """Return the candidates with their mean nets."""
        means = [self.alone(name, nets).mean() for name in self.candidates.names]
        return replace(self.candidates, nets=np.round(np.array(means), OERE))

    def sets_to_live(self, nets: Nets) -> list[Names]:
        """Return the sets worth a look: the best, the frontier, and those of like cost."""
        picked = self.picked(nets)
        return [picked.best, *thinned(picked.front, MOST_LIVED), *picked.like.values()]

    def picked(self, nets: Nets) -> "Picked":
        """Return the sets that the mean nets pick out."""
        candidates = self.judged(nets)
        best = best_set(candidates, self.limits)
        assert best is not None  # refused before anything was lived
        like = {choice.id: self._like(choice, candidates) for choice in self.choices}
        return Picked(
            best,
            tuple(frontier(candidates, self.limits)),
            {name: names for name, names in like.items() if names is not None},
        )

    def _like(self, choice: Choice, candidates: Candidates) -> Names | None:
        """Return the set of least net that costs at least what a choice does."""
        cost = round(float(self.stage.invested(choice.proposals).sum()), OERE)
        return best_set(candidates, Limits(at_least=cost, must=self.limits.must))


@dataclass(frozen=True)
class Picked:
    """The sets that the mean nets pick out; ``like`` is by the choice that costs as much."""

    best: Names
    front: tuple[Names, ...]
    like: Mapping[str, Names]


def thinned(sets: Sequence[Names], most: int) -> list[Names]:
    """Return so many sets at most, spread evenly, the first and the last among them."""
    if len(sets) <= most:
        return list(sets)
    places = np.linspace(0, len(sets) - 1, most).round().astype(int)
    return [sets[place] for place in places]


def finding_of(
    choosing: Choosing, nets: Nets, warnings: tuple[Notice, ...] = ()
) -> PortfolioFinding:
    """Return the finding; sets that were not lived have no net together."""
    stage, ask = choosing.stage, choosing.ask
    picked = choosing.picked(nets)
    forms = tuple(stage.params.proposal(name) for name in choosing.candidates.names)
    together = _Together(choosing, nets)
    replications = len(together.alone(choosing.candidates.names[0]))
    shares = _shares(choosing, nets, ask.seed) if replications > 1 else {}
    world = replace(stage.baseline, proposals=forms)
    named = dict.fromkeys(m.scheme for form in forms for m in form.mechanisms)
    assumptions = assumptions_of(world, tuple(named))
    return PortfolioFinding(
        **head_of(world, ask.seed, ask.engine),
        replications=replications,
        price_year=choosing.price_year,
        assumptions=assumptions,
        warnings=(
            *_unstated(forms),
            *_overlapping(choosing, picked),
            *outside_notices(world),
            *visitor_notices(world.municipality.name, forms),
            *run_notices(world, assumptions, replications),
            *warnings,
        ),
        asked=choosing.asked,
        candidates=tuple(
            CandidateRow(
                form.id,
                form.form.number,
                Notice(form.title.da, form.title.en),
                together.invested((form.id,)),
                mean_interval(together.alone(form.id)),
                form.id in picked.best,
                shares.get(form.id),
            )
            for form in forms
        ),
        sets=tuple(together.rows(picked)),
        left_out=choosing.left_out,
        draws=DRAWS if shares else 0,
        notes=tuple(
            Notice(flag.da, flag.en) for choice in choosing.choices for flag in choice.flags
        ),
    )


def _shares(choosing: Choosing, nets: Nets, seed: int) -> dict[str, float]:
    names = choosing.candidates.names
    alone = np.stack([choosing.alone(name, nets) for name in names], axis=1)
    return chosen_shares(choosing.candidates, alone, choosing.limits, seed)


@dataclass(frozen=True)
class _Together:
    """Sets beside the sum of their parts."""

    choosing: Choosing
    nets: Nets

    def rows(self, picked: Picked) -> list[SetRow]:
        """Return the best set, then each other one, the cheapest first."""
        others = {*picked.front, *picked.like.values(), *self._named}
        rows = [self.row(names, picked) for names in others - {picked.best}]
        rows.sort(key=lambda row: (row.cost, row.one_by_one.mean, row.proposals))
        return [self.row(picked.best, picked), *rows]

    def row(self, names: Names, picked: Picked) -> SetRow:
        """Return one set."""
        params = self.choosing.stage.params
        invested = self.invested(names)
        return SetRow(
            proposals=names,
            numbers=tuple(params.proposal(name).form.number for name in names),
            labels=tuple(self._labels(names, picked)),
            chosen=names == picked.best,
            on_frontier=names in picked.front,
            named=tuple(choice.id for choice in self._named.get(names, ())),
            invested=invested,
            one_by_one=mean_interval(self._parts(names).sum(axis=1)),
            lived=self._lived(names),
            within_budget=self._within(invested),
        )

    def invested(self, names: Names) -> dict[int, float]:
        """Return what a set costs by year."""
        stage = self.choosing.stage
        amounts = [float(amount) for amount in stage.invested(names)]
        return dict(zip(stage.axes.years, amounts, strict=True))

    def alone(self, name: str) -> Array:
        """Return what a proposal adds to those it depends on, by replication."""
        return self.choosing.alone(name, self.nets)

    @cached_property
    def _named(self) -> dict[Names, list[Choice]]:
        found: dict[Names, list[Choice]] = {}
        for choice in self.choosing.choices:
            found.setdefault(tuple(sorted(choice.proposals)), []).append(choice)
        return found

    def _parts(self, names: Names) -> Array:
        """Return the net of each member of a set, [replication, member]."""
        some = self.alone(self.choosing.candidates.names[0])
        none = np.zeros((len(some), 0))
        return np.stack([self.alone(name) for name in names], axis=1) if names else none

    def _lived(self, names: Names) -> Interaction | None:
        if not names or names not in self.nets:
            return None
        return contrast.interaction_of(names, self._parts(names), self.nets[names])

    def _within(self, invested: Mapping[int, float]) -> bool:
        asked = self.choosing.asked
        most = np.inf if asked.total is None else asked.total
        budgets = [np.inf if kept is None else kept for kept in asked.budgets.values()]
        kept = zip(invested.values(), budgets, strict=True)
        return all(cost <= budget for cost, budget in kept) and (
            round(sum(invested.values()), OERE) <= most
        )

    def _labels(self, names: Names, picked: Picked) -> list[Notice]:
        """Return what a set is: the best, a choice somebody made, the dearest of the frontier."""
        bound = self.choosing.limits != Limits(must=self.choosing.limits.must)
        labels = [BEST] if names == picked.best and bound else []
        if names == picked.front[-1]:
            labels.append(FREE)
        elif names in picked.front and names != picked.best:
            labels.append(FRONT if names else NOTHING)
        labels += [Notice(c.label.da, c.label.en) for c in self._named.get(names, ())]
        for choice in self.choosing.choices:
            if picked.like.get(choice.id) == names and names not in self._named:
                label = choice.label
                labels.append(Notice(LIKE.da.format(label.da), LIKE.en.format(label.en)))
        return labels


def _unstated(forms: Sequence[Proposal]) -> list[Notice]:
    """Return how many of the forms state no effect."""
    silent = [form for form in forms if not all(m.stated for m in form.mechanisms)]
    if not silent:
        return []
    return [
        Notice(
            f"{len(silent)} af de {len(forms)} forslag oplyser ikke alle deres effekter; de "
            "manglende er sat af os, og valget står og falder med dem.",
            f"{len(silent)} of the {len(forms)} forms do not state all of their effects; those "
            "that lack are ours, and the choice stands and falls with them.",
        )
    ]


def _overlapping(choosing: Choosing, picked: Picked) -> list[Notice]:
    """Return one sentence for each pair of the chosen set that may buy the same effort."""
    params = choosing.stage.params
    baseline: World = choosing.stage.baseline
    notices = []
    for one, other, scheme in overlaps([params.proposal(name) for name in picked.best]):
        label = baseline.law.schemes[scheme].label
        both = f"{one.form.number} {{}} {other.form.number}"
        notices.append(
            Notice(
                f"{both.format('og')} virker på de samme i {label['da']}: køber de den samme "
                "indsats, er den talt to gange.",
                f"{both.format('and')} act on the same people in {label['en']}: if they buy the "
                "same effort, it is counted twice.",
            )
        )
    return notices
