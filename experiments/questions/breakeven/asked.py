"""When it pays back, as it is asked: one record, light to load."""

from dataclasses import dataclass

from borgerflow.experiments.findings.question import PairQuestion


@dataclass(frozen=True, kw_only=True)
class BreakEvenQuestion(PairQuestion):
    """When one or more proposals together pay back, and what they must achieve to.

    ``discount`` says whether to search the effect at break-even in discounted kroner too.
    """

    kind = "breakeven"

    discount: bool = False
