"""What is asked of a pair of worlds: one record, light to load."""

from dataclasses import dataclass, replace
from typing import Any, Self

from borgerflow.experiments.findings.question import PairQuestion


@dataclass(frozen=True, kw_only=True)
class CompareQuestion(PairQuestion):
    """What one or more proposals together do to the municipality's purse.

    ``break_even`` says whether to search the effect at which they pay for themselves, ``grants``
    whether to tell what grants and equalisation do beside it.
    """

    kind = "compare"

    break_even: bool = True
    grants: bool = False

    def options(self) -> tuple[str, ...]:
        """Return what a command is told of the question that its finding does not say itself."""
        return (*super().options(), *(() if self.break_even else ("--no-break-even",)))

    def inputs(self) -> dict[str, Any]:
        """Return everything that the answer depends on, params and code apart."""
        said = super().inputs()
        return said if self.grants else {k: v for k, v in said.items() if k != "grants"}

    @property
    def of_its_baseline(self) -> Self:
        """Return the question without what its baseline does not depend on.

        Those are numbers of the proposals asked about, and what is told beside the net.
        """
        own = tuple(f"{name}." for name in self.proposals)
        patch = tuple(line for line in self.patch if not line.name.startswith(own))
        return replace(self, patch=patch, break_even=False, grants=False)
