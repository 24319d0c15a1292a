"""Effects that are larger than any study has found, told beside what was found."""

from collections.abc import Iterator, Sequence

from borgerflow.experiments.authoring.remarks import Remark, Written
from borgerflow.experiments.findings.rows import Notice
from borgerflow.experiments.present.numbers import in_both, number
from borgerflow.sim.params import Mechanism
from borgerflow.sim.params.proposals.evidence import EvidenceRow
from borgerflow.sim.world.proposals.durations import factor_for_weeks
from borgerflow.sim.world.world import World


def beyond_evidence(
    one: Written, evidence: Sequence[EvidenceRow], world: World
) -> Iterator[Remark]:
    """Yield a warning for each effect whose value, or best end, lies beyond what was found.

    A change of weeks is read as the factor it is translated into in this municipality.

    Raises
    ------
    InputError
        If no factor comes to a stated change of weeks.
    """
    for mechanism in one.proposal.mechanisms:
        rows = [row for row in evidence if _speaks_of(row, mechanism)]
        claimed = largest_factor(mechanism, world)
        if not rows or claimed is None:
            continue
        furthest = max(rows, key=lambda row: row.factor.high or 0.0)
        most = furthest.factor.high or 0.0
        if claimed > most:
            yield _remark(one, mechanism, claimed, most, furthest)


def largest_factor(mechanism: Mechanism, world: World) -> float | None:
    """Return the largest factor on its hazards that a mechanism claims, if it is about one."""
    numbers = [value for value in (mechanism.effect.value, *_range(mechanism)) if value is not None]
    if not numbers or mechanism.effect.unit not in ("factor", "weeks"):
        return None
    if mechanism.effect.unit == "factor":
        return max(numbers)
    if mechanism.kind != "duration":
        return None
    return factor_for_weeks(world, mechanism.overridden("effect", min(numbers)))


def _range(mechanism: Mechanism) -> tuple[float | None, float | None]:
    return mechanism.effect.low, mechanism.effect.high


def _speaks_of(row: EvidenceRow, mechanism: Mechanism) -> bool:
    return row.speaks_of(mechanism.scheme, mechanism.exits, mechanism.target)


def _remark(
    one: Written, mechanism: Mechanism, claimed: float, most: float, row: EvidenceRow
) -> Remark:
    return one.remark(
        "beyond_evidence",
        ("mechanisms", mechanism.name, "effect"),
        mechanism=mechanism.name,
        scheme=mechanism.scheme,
        claimed=in_both(number, claimed, 2),
        most=in_both(number, most, 2),
        label=Notice(row.label.da, row.label.en),
        source=row.factor.source,
    )
