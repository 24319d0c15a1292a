"""What is asked of a pair of worlds: one record, light to load."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import PairQuestion


@dataclass(frozen=True, kw_only=True)
class CompareQuestion(PairQuestion):
    """What one or more proposals together do to the municipality's purse.

    ``break_even`` says whether to search the effect at which they pay for themselves.
    """

    kind = "compare"

    break_even: bool = True
