"""Two worlds that differ in their proposals, and the settings they are compared under."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.findings.patched import patched_in
from borgerflow.experiments.findings.question import Engine, WorldQuestion
from borgerflow.experiments.findings.rows import ProposalHead
from borgerflow.experiments.lookup.law import as_typed
from borgerflow.experiments.lookup.proposals import states_its_effect
from borgerflow.experiments.runs.capacity.posts_needed import staffed_for
from borgerflow.experiments.runs.money import Axes, axes_of, price_factors, with_steps
from borgerflow.experiments.runs.validate import has_effect, main_mechanism
from borgerflow.experiments.store.provenance import version
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.measures.new_cases import NewCases
from borgerflow.sim.params import Params, Proposal
from borgerflow.sim.params.law.accounts import ChartOfAccounts
from borgerflow.sim.params.law.looked_up import everything_looked_up
from borgerflow.sim.world.world import World, load_world

FASTER: Engine = "compiled"  # the one that "auto" runs


def world_of(
    question: WorldQuestion, params: Params, proposals: Sequence[str] | None = None
) -> World:
    """Return the world that a question is about, under its own proposals if no others are named."""
    world = load_world(
        question.municipality,
        question.proposals if proposals is None else proposals,
        start=question.horizon[0],
        end=question.horizon[1],
        params=question.held(params),
        population=question.population,
    )
    return staffed_for(world, world.proposals)


@dataclass(frozen=True)
class Comparison:
    """Two worlds, and the prices their kroner are shown in.

    ``given`` are the proposals in both worlds; ``alone`` are worlds of one more each, where
    the investment world has several.
    """

    baseline: World
    investment: World
    price_year: int
    axes: Axes
    factors: Floats  # [month]
    given: tuple[Proposal, ...] = ()
    alone: tuple[World, ...] = ()

    @property
    def asked(self) -> tuple[Proposal, ...]:
        """Return the proposals that only the investment world has."""
        return tuple(p for p in self.investment.proposals if p not in self.given)

    @property
    def chart(self) -> ChartOfAccounts:
        """Return the functions that kroner are booked on."""
        return self.investment.law.accounts


def comparison_of(
    investment: World, price_year: int | None, baseline: Collection[str] = ()
) -> Comparison:
    """Return a world beside its baseline, and the prices to show them in.

    ``baseline`` are the ids of the world's proposals that are in the baseline too.
    """
    given = tuple(p for p in investment.proposals if p.id in baseline)
    asked = [p for p in investment.proposals if p.id not in baseline]
    paid = [name for name, scheme in investment.law.schemes.items() if scheme.paid]
    axes = axes_of(investment.scheme_names, investment.start_day, investment.end_day, paid)
    year = price_year or asked[0].price_year
    index = investment.unit_costs.price_index
    factors, axes = price_factors(index, axes, year), with_steps(axes, index, year)
    return Comparison(investment.with_proposals(given), investment, year, axes, factors, given)


def cases_of(proposals: Sequence[Proposal]) -> NewCases | None:
    """Return which new cases to count: those that the size of an effect is told in, if any."""
    if not has_effect(proposals):
        return None
    _, mechanism = main_mechanism(proposals)
    return NewCases(mechanism.scheme, mechanism.at == "door")


def head_of(world: World, seed: int, engine: Engine) -> dict[str, Any]:
    """Return what a finding says of the world it is about and how it was run, by field of Head."""
    labels = {name: scheme.label for name, scheme in world.law.schemes.items()}
    return {
        "version": version(),
        "municipality": world.municipality.name,
        "municipality_label": world.municipality.label.da,
        "proposals": proposal_heads(world.proposals),
        "start": date_of(world.start_day).isoformat(),
        "end": date_of(world.end_day).isoformat(),
        "seed": seed,
        "engine": FASTER if engine == "auto" else engine,
        "patched": patched_in(world),
        "typed": as_typed(world.params),
        "law": everything_looked_up(world.law, world.end_day - 1),
        "scheme_labels": {n: Wording(label["da"], label["en"]) for n, label in labels.items()},
    }


def proposal_heads(proposals: Sequence[Proposal]) -> tuple[ProposalHead, ...]:
    """Return what a reader needs to recognise each of some proposals."""
    return tuple(map(proposal_head, proposals))


def proposal_head(proposal: Proposal) -> ProposalHead:
    """Return what a reader needs to recognise a proposal."""
    title = Wording(proposal.title.da, proposal.title.en)
    posts = {year: post.value or 0.0 for year, post in proposal.fte.items()}
    return ProposalHead(
        proposal.id, proposal.form.number, title, states_its_effect(proposal), posts
    )
