"""When it pays back, as it is asked: one record, light to load."""

from dataclasses import dataclass, replace

from borgerflow.experiments.findings.question import PairQuestion
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from borgerflow.sim.params import Params
from borgerflow.sim.world.municipality import find_municipality


@dataclass(frozen=True, kw_only=True)
class BreakEvenQuestion(PairQuestion):
    """When one or more proposals together pay back, and what they must achieve to.

    ``discount`` says whether to search the effect at break-even in discounted kroner too.
    """

    kind = "breakeven"

    discount: bool = False

    def options(self) -> tuple[str, ...]:
        """Return what a command is told of the question that its finding does not say itself."""
        return (*super().options(), *(("--discount",) if self.discount else ()))


def each_proposal(question: BreakEvenQuestion, params: Params) -> list[BreakEvenQuestion]:
    """Return the question for each proposal of the municipality, with those it depends on.

    Raises
    ------
    InputError
        If there is no such municipality, or it has made no proposal.
    """
    home = find_municipality(params, question.municipality).name
    names = [name for name, form in params.proposals.items() if form.municipality == home]
    if not names:
        raise InputError(
            Wording(
                f"Der er intet forslag fra {home}: nævn et fra en anden kommune.",
                f"There is no proposal of {home}: name one of another municipality.",
            )
        )
    return [
        replace(question, proposals=(name, *params.proposal(name).depends_on)) for name in names
    ]
