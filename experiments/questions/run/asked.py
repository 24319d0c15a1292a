"""What is asked of one world: one record, light to load."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import WorldQuestion


@dataclass(frozen=True, kw_only=True)
class RunQuestion(WorldQuestion):
    """What happens in a municipality under the proposals named, if any."""

    kind = "run"

    replications: int = 1
