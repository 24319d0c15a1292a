"""The answer of a study: a comparison with chance and knowledge told apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from borgerflow.experiments.findings.doubts import bound_of
from borgerflow.experiments.findings.plain import beside, called, computed, plain
from borgerflow.experiments.findings.rows import Yearly
from borgerflow.experiments.questions.compare.finding import Finding
from borgerflow.sim.base.wording import Wording

BATCH_SCHEMA = "borgerflow/batch/1"


FEWEST_DRAWS = 10  # of the uncertain numbers that an interval may be told from


@dataclass(frozen=True)
class Knowledge:
    """What is not known, as seen over draws: 95 % of them lie between ``low`` and ``high``."""

    draws: int
    net_municipal: Yearly
    median: float  # of the municipality's total net
    saves: float = field(metadata=called("share_that_saves"))  # of draws, for the municipality
    bound: float | None = field(
        init=False,
        repr=False,
        compare=False,
        metadata={
            **called("chance_of_saving_bound"),
            **computed(lambda row: bound_of(row.saves, row.draws)),
        },
    )
    by_payer: dict[str, Yearly] = field(metadata=called("net_by_payer"))


@dataclass(frozen=True)
class VariedNumber:
    """A number that was drawn, and from what."""

    name: str
    low: float
    high: float
    distribution: str
    grade: str


@dataclass(frozen=True)
class Draw:
    """One draw: its values, and either its mean net by payer or why there is no such world."""

    draw: int
    values: Mapping[str, float]
    net: Mapping[str, float] | None
    reason: str | None

    def to_plain(self) -> dict[str, Any]:
        """Return the draw as one flat row."""
        net = self.net or {}
        nets = {f"net_{payer}": net.get(payer) for payer in ("kommune", "stat", "a_kasse")}
        return {"draw": self.draw, **self.values, **nets, "reason": self.reason}


@dataclass(frozen=True, kw_only=True)
class BatchFinding(Finding):
    """Baseline against investment over replications and over draws of what is uncertain.

    Everything a comparison has is of the central values; its intervals are chance. ``draw`` is
    the one the finding is of, where one replication was run alone.
    """

    study: str
    question: Wording
    spread: float  # standard deviation of the total net over replications
    half_width: float | None
    half_width_wanted: float | None
    varied: tuple[VariedNumber, ...]
    knowledge: Knowledge | None
    draws: tuple[Draw, ...]
    # The totals of each task.
    tasks: pd.DataFrame = field(repr=False, compare=False, metadata=beside("tasks"))
    replication: int | None = None
    draw: int = 0

    @property
    def failed(self) -> tuple[Draw, ...]:
        """Return the draws that made no world."""
        return tuple(draw for draw in self.draws if draw.reason is not None)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables of the answer, that of the tasks, and what was drawn where any was."""
        drawn = [(d.draw, name, value) for d in self.draws for name, value in d.values.items()]
        parameters = pd.DataFrame(drawn, columns=["draw", "number", "value"])
        some = {"parameters": parameters} if drawn else {}
        return {**super().tables(), "tasks": self.tasks, **some}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of ``batch``: that of ``compare``, then what it has besides."""
        return {
            **super().to_dict(),
            "schema": BATCH_SCHEMA,
            "study": self.study,
            "question": {"da": self.question.da, "en": self.question.en},
            "chance": {
                "net_municipal": plain(self.net_municipal),
                "standard_deviation": self.spread,
                "half_width": self.half_width,
                "half_width_wanted": self.half_width_wanted,
            },
            "knowledge": plain(self.knowledge),
            "varied": plain(self.varied),
            "draws": plain(self.draws),
            "failed_draws": [
                {"draw": failed.draw, "reason": failed.reason} for failed in self.failed
            ],
            "replication": self.replication,
            "draw": self.draw,
        }
