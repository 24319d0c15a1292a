"""What is asked of one citizen: one record, light to load."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import WorldQuestion


@dataclass(frozen=True, kw_only=True)
class TraceQuestion(WorldQuestion):
    """What happens to one citizen, by number, in one replication."""

    kind = "trace"

    citizen: int
    replication: int = 0
