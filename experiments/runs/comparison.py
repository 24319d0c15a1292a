"""Two worlds that differ in their proposals, and the settings they are compared under."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from borgerflow.experiments.findings.question import Engine, WorldQuestion
from borgerflow.experiments.findings.rows import Notice, ProposalHead
from borgerflow.experiments.lookup.proposals import states_its_effect
from borgerflow.experiments.runs.capacity.posts_needed import staffed_for
from borgerflow.experiments.runs.money import Axes, axes_of, price_factors
from borgerflow.experiments.runs.pairs import NewCases
from borgerflow.experiments.runs.validate import has_effect, main_mechanism
from borgerflow.experiments.store.provenance import version
from borgerflow.sim.base.arrays import Floats
from borgerflow.sim.base.clock import date_of
from borgerflow.sim.params import Params, Proposal
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
        params=params,
        population=question.population,
    )
    return staffed_for(world, world.proposals)


@dataclass(frozen=True)
class Comparison:
    """Two worlds, and the prices their kroner are shown in.

    ``alone`` are worlds of one proposal each, where the investment world has several.
    """

    baseline: World
    investment: World
    price_year: int
    axes: Axes
    factors: Floats  # [month]
    alone: tuple[World, ...] = ()


def comparison_of(investment: World, price_year: int | None) -> Comparison:
    """Return a world beside its baseline, and the prices to show them in."""
    paid = [name for name, scheme in investment.law.schemes.items() if scheme.paid]
    axes = axes_of(investment.scheme_names, investment.start_day, investment.end_day, paid)
    year = price_year or investment.proposals[0].price_year
    factors = price_factors(investment.unit_costs.price_index, axes, year)
    return Comparison(investment.baseline(), investment, year, axes, factors)


def cases_of(world: World) -> NewCases | None:
    """Return which new cases to count: those that the size of an effect is told in, if any."""
    if not has_effect(world.proposals):
        return None
    _, mechanism = main_mechanism(world.proposals)
    return NewCases(mechanism.scheme, mechanism.at == "door")


def head_of(world: World, seed: int, engine: Engine) -> dict[str, Any]:
    """Return what a finding says of the world it is about and how it was run, by field of Head."""
    labels = {name: scheme.label for name, scheme in world.law.schemes.items()}
    return {
        "version": version(),
        "municipality": world.municipality.name,
        "municipality_label": world.municipality.label.da,
        "proposals": tuple(proposal_head(proposal) for proposal in world.proposals),
        "start": date_of(world.start_day).isoformat(),
        "end": date_of(world.end_day).isoformat(),
        "seed": seed,
        "engine": FASTER if engine == "auto" else engine,
        "scheme_labels": {n: Notice(label["da"], label["en"]) for n, label in labels.items()},
    }


def proposal_head(proposal: Proposal) -> ProposalHead:
    """Return what a reader needs to recognise a proposal."""
    title = Notice(proposal.title.da, proposal.title.en)
    return ProposalHead(proposal.id, proposal.form.number, title, states_its_effect(proposal))
