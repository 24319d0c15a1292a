"""What is offered where nobody has a number yet: what studies found, else a first guess."""

from typing import Any

from sim.params import Estimate, Params
from sim.params.evidence import FirstGuesses, read_evidence, read_first_guesses


def guesses_of(params: Params) -> FirstGuesses:
    """Return the first guesses of a params folder; none where it has no such file."""
    path = params.directory / "model" / "first_guesses.yaml"
    return read_first_guesses(path) if path.is_file() else FirstGuesses(effects={}, numbers={})


def effect_guess(
    params: Params, guesses: FirstGuesses, unit: str, asked: dict[str, Any]
) -> Estimate | None:
    """Return the effect to offer: what was found for such an exit, else the guess of its unit.

    What was found elsewhere is assumed here, whatever its own grade.
    """
    path = params.directory / "model" / "evidence.yaml"
    rows = read_evidence(path, params.law.schemes) if path.is_file() and unit == "factor" else ()
    for row in rows:
        if row.speaks_of(asked["scheme"], asked.get("exits", ()), asked.get("target", {})):
            return row.factor.model_copy(update={"grade": "assumed"})
    return guesses.effects.get(unit)
