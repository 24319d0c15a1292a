"""What holds of every proposal in the folder that a world can be made of."""

import re

import pytest

from borgerflow.experiments.questions.compare.question import finding_of
from borgerflow.experiments.runs.comparison import comparison_of
from borgerflow.experiments.runs.estimators.pairs import RunSettings, run_pair
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.params import load
from borgerflow.sim.world.world import load_world

PARAMS = load()
WITH_MECHANISMS = [p for p in PARAMS.proposals.values() if p.mechanisms]
ONE_OF_A_KIND = {tuple(sorted({m.kind for m in p.mechanisms})): p.id for p in WITH_MECHANISMS}
EXCLUDED = [(p.id, other) for p in PARAMS.proposals.values() for other in p.excludes]
PART = 0.02  # of the municipality, and of what its proposals cost


def finding_with(proposal, reach=None):
    """Return one replication of a small municipality over the years of a proposal's cost."""
    overrides = (
        {}
        if reach is None
        else {f"{proposal.id}.{m.name}.reach": reach for m in proposal.mechanisms}
    )
    world = load_world(
        proposal.municipality,
        [proposal.id],
        start=f"{min(proposal.cost)}-01-01",
        end=f"{max(proposal.cost) + 1}-01-01",
        params=PARAMS,
        overrides=overrides,
        population=PART,
        run_in_years=1,
    )
    comparison = comparison_of(world, proposal.price_year)
    asked = RunSettings(1, "compiled")
    pair = run_pair(comparison.baseline, world, replication=0, settings=asked)
    return finding_of(comparison, [pair], asked)


@pytest.mark.parametrize(
    "proposal",
    [
        pytest.param(p, id=p.id, marks=[] if p.id in ONE_OF_A_KIND.values() else pytest.mark.slow)
        for p in WITH_MECHANISMS
    ],
)
@pytest.mark.slow
def test_a_proposal_that_reaches_nobody_costs_what_its_form_says_and_changes_no_life(proposal):
    finding = finding_with(proposal, reach=0.0)
    invested = PART * sum(cost.value for cost in proposal.cost.values())
    assert finding.net_municipal.total.mean == pytest.approx(invested, rel=0, abs=0.005)
    others = [net.total.mean for payer, net in finding.net_by_payer.items() if payer != "kommune"]
    assert others == [0.0] * len(others)
    assert {count.mean for count in finding.touched.values()} == {0.0}
    assert finding.flows == ()


@pytest.mark.slow
def test_proposals_that_reach_those_they_say_change_lives():
    """Else nobody being touched would say nothing."""
    of_each_kind = [PARAMS.proposal(name) for name in ONE_OF_A_KIND.values()]
    touching = [p.id for p in of_each_kind if any_touched(finding_with(p))]
    assert len(touching) > len(of_each_kind) / 2


def any_touched(finding):
    """Tell whether any citizen lives differently."""
    return any(count.mean > 0 for count in finding.touched.values())


@pytest.mark.parametrize(("one", "other"), EXCLUDED)
def test_a_pair_that_excludes_each_other_is_refused_by_both_names(one, other):
    words = f"{one} and {other} exclude each other: choose one."
    with pytest.raises(InputError, match=re.escape(words)):
        load_world(PARAMS.proposals[one].municipality, [one, other], params=PARAMS)


def test_the_folder_holds_pairs_that_exclude_each_other():
    assert ("herning-ung02", "herning-ung05") in EXCLUDED
