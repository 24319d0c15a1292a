"""Effects that are larger than any study has found, told beside what was found."""

from collections.abc import Iterator, Sequence

from borgerflow.experiments.authoring.remarks import Remark, Written
from borgerflow.experiments.findings.labels import scheme_within
from borgerflow.experiments.lookup.evidence import factor_at, highest_found
from borgerflow.experiments.present.numbers import in_both, number
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Mechanism
from borgerflow.sim.params.proposals.evidence import EvidenceRow
from borgerflow.sim.params.words.danish import told
from borgerflow.sim.world.world import World


def beyond_evidence(
    one: Written, evidence: Sequence[EvidenceRow], world: World
) -> Iterator[Remark]:
    """Yield a warning for each effect whose value, or best end, lies beyond what was found.

    Raises
    ------
    InputError
        If no factor comes to a stated change of weeks.
    """
    for mechanism in one.proposal.mechanisms:
        furthest = highest_found(mechanism, evidence)
        claimed = largest_factor(mechanism, world)
        if furthest is None or claimed is None:
            continue
        most = furthest.factor.high or 0.0
        if claimed > most:
            scheme = scheme_within(world.law.schemes[mechanism.scheme])
            yield _remark(one, (mechanism.name, scheme), claimed, most, furthest)


def largest_factor(mechanism: Mechanism, world: World) -> float | None:
    """Return the largest factor on its hazards that a mechanism claims, if it is about one."""
    effect = mechanism.effect
    numbers = [value for value in (effect.value, effect.low, effect.high) if value is not None]
    if not numbers:
        return None
    best = min(numbers) if effect.unit == "weeks" else max(numbers)
    return factor_at(mechanism, best, world)


def _remark(
    one: Written, named: tuple[str, Wording], claimed: float, most: float, row: EvidenceRow
) -> Remark:
    name, scheme = named
    return one.remark(
        "beyond_evidence",
        ("mechanisms", name, "effect"),
        mechanism=name,
        scheme=scheme,
        claimed=in_both(number, claimed, 2),
        most=in_both(number, most, 2),
        label=Wording(row.label.da, row.label.en),
        source=told(row.factor.source),
    )
