"""What trials found of a mechanism's effect, and what the mechanism claims beside it."""

from collections.abc import Sequence

from borgerflow.sim.params import Mechanism, Params
from borgerflow.sim.params.proposals.evidence import EvidenceRow, read_evidence
from borgerflow.sim.world.proposals.durations import factor_for_weeks
from borgerflow.sim.world.world import World


def evidence_in(params: Params) -> tuple[EvidenceRow, ...]:
    """Return what is known from trials, nothing where the folder holds none."""
    path = params.directory / "model" / "evidence.yaml"
    return read_evidence(path, params.law.schemes) if path.is_file() else ()


def highest_found(mechanism: Mechanism, evidence: Sequence[EvidenceRow]) -> EvidenceRow | None:
    """Return what was found of such a mechanism and reaches furthest, if anything was."""
    rows = [
        row
        for row in evidence
        if row.speaks_of(mechanism.scheme, mechanism.exits, mechanism.target)
    ]
    return max(rows, key=lambda row: row.factor.high or 0.0, default=None)


def factor_at(mechanism: Mechanism, effect: float, world: World) -> float | None:
    """Return the factor on its hazards that an effect of a mechanism is, if it is about one.

    A change of weeks is read as the factor it is translated into in this municipality.

    Raises
    ------
    InputError
        If no factor comes to a stated change of weeks.
    """
    if mechanism.effect.unit == "factor":
        return effect
    if mechanism.kind != "duration":
        return None
    return factor_for_weeks(world, mechanism.overridden("effect", effect))
