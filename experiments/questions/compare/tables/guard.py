"""What a reader must be told before believing a comparison: what does nothing, what is too good."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from borgerflow.experiments.findings.doubts import Example, Excess, IdleMechanism, Measure
from borgerflow.experiments.lookup.cases.catalogue import catalogue_in
from borgerflow.experiments.lookup.cases.excess_text import excess_sentence
from borgerflow.experiments.lookup.cases.ratios import excesses_of, posts_of
from borgerflow.experiments.lookup.evidence import evidence_in, factor_at, highest_found
from borgerflow.experiments.lookup.idle import Horizon, idle_mechanisms, idle_sentences
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.experiments.runs.comparison import Comparison
from borgerflow.experiments.runs.estimators.pairs import Pair
from borgerflow.experiments.runs.money import MUNICIPALITY
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.engines.meetings import acting_rows
from borgerflow.sim.params import Proposal
from borgerflow.sim.world.world import World


def guarded(finding: Finding, comparison: Comparison, pairs: Sequence[Pair]) -> Finding:
    """Return a finding with what gives cause to doubt it."""
    idle = idle_in(comparison.investment, pairs)
    return replace(finding, idle=idle, excesses=excesses_in(finding, comparison, pairs))


def idle_in(world: World, pairs: Sequence[Pair]) -> tuple[IdleMechanism, ...]:
    """Return the mechanisms that change nothing in any replication."""
    met = np.sum([pair.met.by_mechanism for pair in pairs], axis=0)
    counts = {name: int(count) for name, count in zip(acting_rows(world), met, strict=False)}
    return idle_mechanisms(world, Horizon(world.start_day, world.end_day), counts)


def excesses_in(
    finding: Finding, comparison: Comparison, pairs: Sequence[Pair]
) -> tuple[Excess, ...]:
    """Return what lies beyond what municipal cases and trials have come to."""
    world, asked = comparison.investment, comparison.asked
    catalogue = catalogue_in(world.params)
    effects = tuple(effects_beyond_trials(world, asked))
    if catalogue is None:
        return effects
    posts = posts_of(asked, catalogue.rules, world.start_day, world.end_day)
    numbers = dict(_for_a_krone(finding))
    if posts.years > 0:
        years = posts.years * world.scale
        at_work = float(np.mean([pair.met.at_work for pair in pairs]))
        numbers["full_time_per_post"] = fewer_on_benefit(finding) / years
        numbers["reached_per_post"] = at_work / years
    beyond = excesses_of(numbers, catalogue, world.params.law, from_cost=posts.from_cost)
    return (*beyond, *effects)


def _for_a_krone(finding: Finding) -> Iterator[tuple[Measure, float]]:
    """Yield what is saved for each krone that is invested, if any is."""
    (cost,) = [row.amounts.total.mean for row in finding.summary if row.line == "investment"]
    if cost > 0:
        yield "kroner_per_krone", (cost - finding.net_municipal.total.mean) / cost


def fewer_on_benefit(finding: Finding) -> float:
    """Return by how many full-time persons, times years, fewer are paid by the municipality."""
    paid = {
        row.scheme for row in finding.ledger if row.kind == "benefit" and row.payer == MUNICIPALITY
    }
    parts = finding.parts_of_years
    return -sum(
        parts[row.year] * row.difference.mean for row in finding.full_time if row.scheme in paid
    )


def effects_beyond_trials(world: World, proposals: Sequence[Proposal]) -> Iterator[Excess]:
    """Yield each effect that makes people leave faster than any trial of it found."""
    evidence = evidence_in(world.params)
    for proposal in proposals:
        for mechanism in proposal.mechanisms:
            found, effect = highest_found(mechanism, evidence), mechanism.effect.value
            factor = None if effect is None else factor_at(mechanism, effect, world)
            if found is None or factor is None or factor <= (found.factor.high or factor):
                continue
            most, tried = found.factor.high or 0.0, Wording(found.label.da, found.label.en)
            label = Wording(mechanism.label.da, mechanism.label.en)
            yield Excess("factor", factor, most, 0, Example(tried, "", most), label=label)


def idle_words(finding: Finding, lang: str) -> list[str]:
    """Return that no life changes, if none does, and each mechanism that changes nothing."""
    return [*_without_effect(finding, lang), *idle_sentences(finding.idle, lang)]


def excess_words(finding: Finding, lang: str) -> list[str]:
    """Return in one sentence what lies beyond what others have counted on, if anything does."""
    return excess_sentence(finding.excesses, lang)


def _without_effect(finding: Finding, lang: str) -> list[str]:
    """Return that a proposal which costs or frees something changes nothing else, if so."""
    moved = [row.line for row in finding.summary if row.amounts.total.mean]
    alone = set(moved) <= {"investment", "net_kommune"} and moved
    if not alone or any(citizens.mean for citizens in finding.touched.values()):
        return []
    return [
        {
            "da": "Ingen borgers forløb ændres: forslaget har ingen virkning i modellen, eller det "
            "når ingen.",
            "en": "No citizen's course changes: the proposal has no effect in the model, or it "
            "reaches nobody.",
        }[lang]
    ]
